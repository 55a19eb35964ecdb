"""The example plugin of the documentation, as a user installs it."""

from __future__ import annotations

import sys

TABLE = "menu\tmain\tPress 1 for sales.\nkey\t1\tsales\nkey\t2\tsles\nsay\tsales\tWe are closed.\n"
SHOUTED = """\
phone "1" {
    start -> welcome
    say welcome { "WELCOME, WELCOME, WELCOME to Acme." }
}
"""
PLUGINS_THEN = """\
import sys
from ivrlint._cli import main
try:
    main(["plugins"])
except SystemExit:
    print("acme_ivrlint" in sys.modules)
"""


def test_it_is_listed_with_what_it_brings(acme_place) -> None:
    rows = {row["name"]: row for row in acme_place.run("plugins", "--format", "json").data}
    assert rows["acme"] == {
        "name": "acme",
        "distribution": "acme-ivrlint",
        "version": "1.0.0",
        "module": "acme_ivrlint",
        "enabled": True,
        "formats": ["acme-menu"],
        "rules": ["shouting-prompt"],
        "languages": ["fy"],
        "reports": ["tally"],
    }
    assert "acme  (acme-ivrlint 1.0.0)" in acme_place.run("plugins").out


def test_the_examples_of_its_rule_are_true(acme_place) -> None:
    code = (
        "from acme_ivrlint.shouting_prompt import shouting_prompt\n"
        "from ivrlint.testing import check_examples\n"
        "check_examples(shouting_prompt)\n"
        "print('checked')"
    )
    done = acme_place.run(command=(sys.executable, "-c", code))
    assert (done.out, done.err) == ("checked\n", "")


def test_its_rule_runs_and_takes_its_option_from_the_configuration(acme_place) -> None:
    acme_place.write("main.ivr", SHOUTED)
    assert "shouting-prompt" in acme_place.check().rules
    assert acme_place.check("--select", "acme").rules == ["shouting-prompt"]
    acme_place.write("ivrlint.toml", "[rules.shouting-prompt]\nmost = 3\nseverity = 'info'\n")
    assert "shouting-prompt" not in acme_place.check().rules
    assert "letter by letter" in acme_place.run("explain", "shouting-prompt").out
    rows = acme_place.run("rules", "acme", "--format", "json").data
    assert [(row["name"], row["pack"]) for row in rows] == [("shouting-prompt", "acme")]
    log = acme_place.run("check", "--format", "sarif").data
    extensions = log["runs"][0]["tool"]["extensions"]
    assert [(e["name"], [r["id"] for r in e["rules"]]) for e in extensions] == [
        ("acme-ivrlint", ["shouting-prompt"])
    ]


def test_its_format_is_read_and_linted(acme_place) -> None:
    acme_place.write("line.acme", TABLE)
    done = acme_place.check("line.acme", "--statistics")
    assert done.status == 1
    dangling = [f for f in done.data["findings"] if f["rule"] == "dangling-target"]
    assert [(f["path"], f["start"]) for f in dangling] == [("line.acme", {"line": 3, "column": 1})]
    assert done.data["statistics"]["formats"]["acme-menu"]["steps"] == 2
    assert "menu main" in acme_place.run("show", "line.acme").out
    assert acme_place.run("show", "line.acme", "--format", "ivr").out.startswith("phone")


def test_a_mistake_in_its_format_is_a_finding_with_its_place(acme_place) -> None:
    acme_place.write("line.acme", TABLE + "what\tis this\n")
    found = [f for f in acme_place.check().data["findings"] if f["rule"] == "syntax-error"]
    assert [(f["path"], f["start"]["line"]) for f in found] == [("line.acme", 5)]


def test_its_language_is_understood(acme_place) -> None:
    texts = ["Besykje ús webside.", "Kies trije foar in meiwurker.", "Goeie moarn."]
    rows = acme_place.run("phrases", "--language", "fy-NL", "--format", "json", *texts).data
    assert [[family["name"] for family in row["families"]] for row in rows] == [
        ["website-redirect"],
        ["human-offer"],
        [],
    ]


def test_rules_hear_its_language(acme_place) -> None:
    menu = """\
phone "1" {
    language fy
    start -> main
    menu main {
        say "Foar ferkeap, kies ien. Foar in meiwurker, druk op 2."
        key 1 -> sales
        key 3 -> desk
        noinput -> desk
        nomatch -> desk
    }
    agent desk { group "desk" }
    agent sales { group "sales" }
}
"""
    acme_place.write("main.ivr", menu)
    found = acme_place.check("--select", "unbound-key,unannounced-key").data["findings"]
    assert [(f["rule"], f["start"]["line"]) for f in found] == [("unbound-key", 5)]
    acme_place.write("main.ivr", menu.replace("druk op 2", "druk op 3"))
    assert acme_place.check("--select", "unbound-key,unannounced-key").rules == []


def test_its_language_fits_the_schema(acme_place) -> None:
    code = (
        "import acme_ivrlint, json\n"
        "from ivrlint.words.schema import first_mistake\n"
        "(file,) = acme_ivrlint.ivrlint_phrases()\n"
        "print(first_mistake(json.loads(file.read())))"
    )
    assert acme_place.run(command=(sys.executable, "-c", code)).out == "None\n"


def test_its_report_is_written(acme_place) -> None:
    acme_place.write("main.ivr", SHOUTED)
    done = acme_place.run("check", "--format", "tally", "--select", "acme")
    assert (done.status, done.out) == (1, "ivrlint: 0 errors, 1 warnings in 1 files\n")


def test_it_can_be_switched_off_and_is_then_not_imported(acme_place) -> None:
    acme_place.write("ivrlint.toml", '[plugins]\ndisable = ["acme"]\n')
    acme_place.write("line.acme", TABLE)
    rows = {row["name"]: row for row in acme_place.run("plugins", "--format", "json").data}
    assert rows["acme"]["enabled"] is False
    assert rows["acme"]["rules"] == rows["acme"]["formats"] == []
    assert "switched off" in acme_place.run("plugins").out
    done = acme_place.check()
    assert (done.rules, done.err) == (["dangling-target"], "")
    assert acme_place.run("check", "--format", "tally").status == 2
    for disabled, loaded in (("acme", "False"), ("reports", "True")):
        acme_place.write("ivrlint.toml", f'[plugins]\ndisable = ["{disabled}"]\n')
        done = acme_place.run(command=(sys.executable, "-c", PLUGINS_THEN))
        assert done.out.splitlines()[-1] == loaded
