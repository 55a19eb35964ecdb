"""Naming where a finding is: what reports, baselines and `[[ignore]]` go by."""

TWICE = """\
phone "1" {
    start -> code
    collect code {
        say "Enter your parcel code."
        as parcel-code
        noinput -> person
        nomatch -> person
        next -> person
    }
    agent person {
        group "front desk"
        writes parcel-code
    }
}
"""
LINKS = """\
reply survey {
    kind survey
    link "Start" -> page gone
}
page contact {
    link "Help" -> page gone
}
"""


def test_a_value_in_the_block_of_a_step_is_in_that_step(folder) -> None:
    folder.write("main.ivr", TWICE)
    (finding,) = folder.check("--select", "asked-twice", "--format", "json").data["findings"]
    assert (finding["start"]["line"], finding["location"]) == (12, "agent person")


def test_it_can_be_accepted_by_its_step(folder) -> None:
    folder.write("main.ivr", TWICE)
    folder.write(
        "ivrlint.toml",
        '[[ignore]]\npath = "main.ivr"\nstep = "person"\nrules = ["asked-twice"]\n',
    )
    assert folder.check("--select", "asked-twice").out == "no faults found in 1 file\n"


def test_a_link_is_in_its_reply_or_page(folder) -> None:
    folder.write("main.ivr", LINKS)
    findings = folder.check("--select", "dangling-target", "--format", "json").data["findings"]
    assert [finding["location"] for finding in findings] == ["reply survey", "page contact"]


def test_a_mistake_is_not_in_the_end_of_the_file_that_the_engine_makes(folder) -> None:
    folder.write(
        "menu.xml",
        "<Response>\n  <Say>Salt & pepper.</Say>\n  <Say>Goodbye.</Say>\n</Response>\n",
    )
    findings = folder.check("--select", "syntax-error", "--format", "json").data["findings"]
    assert [finding["location"] for finding in findings] == ["say say"]
