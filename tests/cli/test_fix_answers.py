"""`ivrlint check --fix`: what is asked, what people answer, and whom answers go to."""

from __future__ import annotations

import pytest

LINE = """\
phone "+44 20 7946 0100" {
    language en
    start -> code

    collect code {
        say "Please enter your order number."
        digits 8
        as order-number
        noinput -> code
        nomatch -> code
        next -> agents
    }

    queue agents {
        position
        longest 10m -> message
        full -> message
        error -> message
    }

    voicemail message { say "Please leave a message after the tone." }
}
"""

AWAY = """\
reply away {
    kind absence
    language en
    excludes automatic daemon null-sender
    interval 7d
}
"""

RATING = """\
phone "+44 20 7946 0100" {
    language en
    queue agents { next -> rating }
    survey rating {
        say "How satisfied are you with this call? Press 1 to 5."
    }
}
"""

ASKED = """\
reply are-you-satisfied {
    kind survey
    language en
    subject "How satisfied are you?"
}
"""


def mended(folder, rule: str, text: str, *arguments: str) -> str:
    """The file after `--fix`: this rule says nothing more of it, and no rule anything new."""
    folder.write("line.ivr", text)
    before = folder.check("--format", "json").rules
    assert rule in before
    folder.check("--select", rule, "--fix", *arguments)
    after = folder.check("--format", "json").rules
    assert rule not in after
    assert {*after} <= {*before}
    return folder.read("line.ivr")


def kept(folder, rule: str, text: str) -> bool:
    """Whether a finding stays, and the file as it is."""
    folder.write("line.ivr", text)
    folder.check("--select", rule, "--fix", "--unsafe-fixes")
    assert rule in folder.check("--select", rule, "--format", "json").rules
    return bool(folder.read("line.ivr") == text)


def test_an_absence_notice_leaves_out_lists_too(folder) -> None:
    assert mended(folder, "replies-to-automatic", AWAY) == AWAY.replace(
        "excludes automatic daemon null-sender",
        "excludes automatic null-sender list daemon not-addressed",
    )


def test_an_answer_to_machines_leaves_them_out(folder) -> None:
    text = AWAY.replace("automatic daemon null-sender", "list").replace("absence", "ticket")
    assert "    excludes automatic null-sender list daemon\n" in mended(
        folder, "replies-to-automatic", text
    )


def test_a_survey_comes_once_in_ninety_days(folder) -> None:
    assert mended(folder, "survey-every-time", ASKED) == ASKED.replace(
        "}\n", "    interval 90d\n}\n"
    )


def test_a_survey_after_a_call_gets_a_cap(folder) -> None:
    assert mended(folder, "survey-every-time", RATING) == RATING.replace(
        '5."\n', '5."\n        cap 90d\n'
    )


@pytest.mark.parametrize("cap", ["cap 7d", "cap none"])
def test_a_cap_that_is_too_low_is_raised(cap: str, folder) -> None:
    text = RATING.replace("        say", f"        {cap}\n        say")
    assert mended(folder, "survey-every-time", text) == text.replace(cap, "cap 90d")


def test_a_question_in_an_acknowledgement_stays(folder) -> None:
    text = ASKED.replace("kind survey", "kind acknowledgement")
    assert kept(folder, "survey-every-time", text)


@pytest.mark.parametrize("rule", ["code-before-human", "code-without-escape"])
def test_silence_leads_to_a_person(rule: str, folder) -> None:
    text = LINE
    if rule == "code-without-escape":
        text = text.replace("start -> code", "start -> menu").replace(
            "    collect code",
            """\
    menu menu {
        say "For your order, press 1. For sales, press 2."
        key 1 -> code
        key 2 -> agents
        noinput -> agents
        nomatch -> agents
    }

    collect code""",
        )
    assert mended(folder, rule, text, "--unsafe-fixes") == text.replace(
        "noinput -> code", "noinput -> agents"
    )


def test_a_question_without_a_way_for_silence_gets_one(folder) -> None:
    text = LINE.replace("        noinput -> code\n", "")
    assert mended(folder, "code-before-human", text, "--unsafe-fixes") == text.replace(
        "next -> agents\n", "next -> agents\n        noinput -> agents\n"
    )


@pytest.mark.parametrize(
    "other",
    [
        LINE.replace("noinput -> code", "noinput -> bye").replace(
            "    queue", "    hangup bye\n    queue"
        ),
        LINE.replace("noinput -> code", "exhausted -> bye").replace(
            "    queue", "    hangup bye\n    queue"
        ),
        LINE.replace("noinput -> code", 'noinput -> code { say "Nothing was entered." }'),
        LINE.replace("agents", '"our people"'),
    ],
    ids=["leads elsewhere", "counted", "with words", "a name in quotation marks"],
)
def test_where_silence_does_something_else_it_stays(other: str, folder) -> None:
    assert kept(folder, "code-before-human", other)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "        error -> message\n    }",
            "        error -> message\n        hands on order-number\n    }",
        ),
        (
            "        position\n",
            "        position\n        hands on none\n",
        ),
    ],
    ids=["added", "in the place of none"],
)
def test_the_person_gets_what_was_entered(before: str, after: str, folder) -> None:
    text = LINE
    if "none" in after:
        text = LINE.replace(before, after)
        before, after = "hands on none", "hands on order-number"
    assert mended(folder, "data-not-passed", text, "--unsafe-fixes") == text.replace(before, after)


@pytest.mark.parametrize(
    ("queue", "wanted"),
    [
        ("queue agents", "queue agents { hands on order-number }"),
        ("queue agents { }", "queue agents { hands on order-number }"),
        ("queue agents { hands on customer }", "queue agents { hands on customer order-number }"),
        (
            "queue agents { position }",
            "queue agents {\n        position\n        hands on order-number\n    }",
        ),
        (
            "queue agents {\n        position // told\n    }",
            "queue agents {\n        position // told\n        hands on order-number\n    }",
        ),
    ],
    ids=["no block", "empty", "hands on something", "one line", "a comment"],
)
def test_a_queue_of_any_form_hands_it_on(queue: str, wanted: str, folder) -> None:
    begin, _, rest = LINE.partition("queue agents {")
    text = f"{begin}{queue}{rest[rest.index('    }') + 5 :]}"
    assert mended(folder, "data-not-passed", text, "--unsafe-fixes") == text.replace(queue, wanted)


def test_all_who_answer_get_it(folder) -> None:
    text = LINE.replace(
        "queue agents {", "queue others { next -> message }\n\n    queue agents {"
    ).replace(
        "nomatch -> code", 'key 9 -> code\n        when "urgent" -> others\n        nomatch -> code'
    )
    assert (
        mended(folder, "data-not-passed", text, "--unsafe-fixes").count("hands on order-number")
        == 2
    )


def advertised(*paragraphs: str, language: str = "en") -> str:
    lines = "".join(f"        {line}\n" for line in "\n\n".join(paragraphs).split("\n"))
    return f"""\
reply received {{
    kind acknowledgement
    language {language}
    header "Auto-Submitted" "auto-replied"
    body \"""
{lines}        \"""
}}
"""


THANKS = "We have received your mail, and answer within two days."
ADVERT = "Discover our new tariffs now!"


def in_country(folder, country: str) -> None:
    rules = f'[rules.advertising-without-consent]\ncountry = ["{country}"]\n'
    folder.write("ivrlint.toml", f'extend-select = ["advertising-without-consent"]\n{rules}')


def test_a_paragraph_of_advertising_is_dropped(folder) -> None:
    in_country(folder, "de")
    text = advertised(THANKS, ADVERT, "Your service team")
    assert "".join(mended(folder, "advertising-without-consent", text).split()) == "".join(
        advertised(THANKS, "Your service team").split()
    )


def test_a_sentence_of_advertising_is_left_out(folder) -> None:
    in_country(folder, "de")
    text = advertised(f"{THANKS} {ADVERT}")
    assert mended(folder, "advertising-without-consent", text) == advertised(THANKS)


def test_advertising_that_is_all_there_is_stays(folder) -> None:
    in_country(folder, "de")
    assert kept(folder, "advertising-without-consent", advertised(ADVERT))


def test_advertising_between_other_words_for_those_who_wait_is_left_out(folder) -> None:
    in_country(folder, "br")
    text = LINE.replace(
        "        position\n",
        '        position\n        say "Please hold. Discover our new tariffs now!" every 60s\n',
    )
    assert mended(folder, "advertising-without-consent", text) == text.replace(
        " Discover our new tariffs now!", ""
    )


UNUSED = """\
phone "+44 20 7946 0100" {
    language en
    start -> main

    menu main {
        say "For opening hours, press 1. For a person, press 0."
        key 1 -> card
        key 0 -> agents
        noinput -> agents
        nomatch -> agents
    }

    collect card {
        say "Please enter your card number."
        digits 8
        as card-number
        noinput -> hours
        nomatch -> card
        next -> hours
    }

    say hours { "We are open from nine to five." }

    queue agents {
        position
        longest 10m -> message
        full -> message
        error -> message
    }

    voicemail message { say "Please leave a message after the tone." }
}
"""


def test_a_question_that_nobody_uses_is_left_out(folder) -> None:
    begin, rest = UNUSED.split("    collect card")
    wanted = (begin + rest[rest.index("    say hours") :]).replace("-> card", "-> hours")
    assert mended(folder, "unused-input", UNUSED, "--unsafe-fixes") == wanted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("key 0 -> agents", "key 0 -> card"),
        ("noinput -> hours", "noinput -> message"),
        ("next -> hours", "next -> agents"),
        ("start -> main", "start -> main\n    entry -> card"),
        ("key 1 -> card", "key 1 -> step card"),
    ],
    ids=["two ways in", "two ways on", "a person behind it", "an entry", "a way in other words"],
)
def test_a_question_that_stands_in_a_net_stays(before: str, after: str, folder) -> None:
    assert kept(folder, "unused-input", UNUSED.replace(before, after))


RECORDED = """\
phone "+44 20 7946 0100" {
    language en
    start -> hello

    say hello {
        "Welcome to the bank."
        next -> tape
    }

    record tape {
        fact recorded-with-person
        next -> agents
    }

    queue agents {
        position
        longest 10m -> message
        full -> message
        error -> message
    }

    voicemail message { say "Please leave a message after the tone." }
}
"""


@pytest.mark.parametrize(
    ("language", "welcome", "notice"),
    [
        ("en", "Welcome to the bank.", "This call may be recorded to improve our service."),
        (
            "nl",
            "Welkom bij de bank.",
            "Dit gesprek kan worden opgenomen om onze service te verbeteren.",
        ),
    ],
)
def test_callers_are_told_before_they_are_recorded(
    language: str, welcome: str, notice: str, folder
) -> None:
    text = RECORDED.replace("language en", f"language {language}")
    text = text.replace("Welcome to the bank.", welcome)
    text = text.replace(
        "Please leave a message after the tone.",
        "Please leave a message after the tone." if language == "en" else "Spreek in na de toon.",
    )
    assert mended(folder, "unannounced-recording", text, "--unsafe-fixes") == text.replace(
        welcome, f"{welcome} {notice}"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("language en", "language cy"),
        ("the bank.", "the bank of"),
        ("the bank.", "the bank, {name}"),
        ("start -> hello", "start -> tape"),
    ],
    ids=["no words at hand", "no sentence", "ends in a name", "recorded at once"],
)
def test_no_notice_is_put_where_it_does_not_fit(before: str, after: str, folder) -> None:
    text = RECORDED.replace(before, after)
    folder.write("line.ivr", text)
    folder.check("--select", "unannounced-recording", "--fix", "--unsafe-fixes")
    assert folder.read("line.ivr") == text


@pytest.mark.parametrize(
    "queue", ["queue agents { position }", "queue agents {\n    position\n  }"]
)
def test_lines_end_as_the_others_of_the_file(queue: str, folder) -> None:
    begin, _, rest = LINE.partition("queue agents {")
    text = f"{begin}{queue}{rest[rest.index('    }') + 5 :]}".replace("\n", "\r\n")
    folder.write("line.ivr", text)
    folder.check("--select", "data-not-passed", "--fix", "--unsafe-fixes")
    after = (folder.path / "line.ivr").read_bytes()
    assert b"hands on order-number\r\n" in after
    assert after.count(b"\n") == after.count(b"\r\n")
