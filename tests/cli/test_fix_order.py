"""`ivrlint check --fix`: what comes before what, on a line and in a menu."""

from __future__ import annotations

import pytest

SHARES = """\
phone "+44 20 7946 0100" {
    language en
    start -> main

    menu main {
        say "Welcome. For jobs, press 1. For repairs, press 2. For anything else, press 3."
        key 1 -> agents { fact share "4" }
        key 2 -> agents { fact share "70" }
        key 3 -> agents { fact share "26" }
        noinput -> agents
        nomatch -> agents
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

LATE = """\
hours office { open mon-fri "09:00-17:00" }
phone "+44 20 7946 0100" {
    language en
    start -> main

    menu main {
        say "For sales, press 1. For repairs, press 2."
        key 1-2 -> check
        noinput -> check
        nomatch -> main
    }

    branch check {
        on hours office
        open -> agents
        closed -> shut
    }

    queue agents { error -> shut }

    say shut { "We are closed." }
}
"""

TAPE = """\
phone "+44 20 7946 0100" {
    language en
    start -> notice

    say notice {
        "This call is recorded to train our staff."
        next -> tape
    }

    record tape { next -> agents }

    queue agents {
        next -> clerk
        error -> message
    }

    agent clerk

    voicemail message { say "Please leave a message after the tone." }
}
"""

CARD = """\
phone "+44 20 7946 0100" {
    language en
    start -> card

    collect card {
        say "Enter the number of your card, then the hash key."
        as payment-card
        terminator #
        noinput -> agents
        nomatch -> agents
        next -> pay
    }

    lookup pay {
        system "bank"
        reads payment-card
        next -> check
        error -> agents
    }

    say check {
        "Thank you. One moment, please. You have entered {payment-card}."
        next -> agents
    }

    queue agents { error -> message }

    voicemail message { say "Please leave a message after the tone." }
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
    assert all(after.count(other) <= before.count(other) for other in after)
    return folder.read("line.ivr")


def kept(folder, rule: str, text: str) -> bool:
    """Whether a finding stays, and the file as it is."""
    folder.write("line.ivr", text)
    folder.check("--select", rule, "--fix", "--unsafe-fixes")
    assert rule in folder.check("--select", rule, "--format", "json").rules
    return bool(folder.read("line.ivr") == text)


def test_what_most_callers_want_is_told_first(folder) -> None:
    assert mended(folder, "frequent-option-late", SHARES, "--unsafe-fixes") == (
        SHARES.replace("jobs, press 1. For repairs, press 2", "repairs, press 1. For jobs, press 2")
        .replace("key 1 ", "key x ")
        .replace("key 2 ", "key 1 ")
        .replace("key x ", "key 2 ")
    )


def test_all_options_are_told_in_the_order_of_their_shares(folder) -> None:
    text = SHARES.replace("anything else", "complaints").replace('"4"', '"10"')
    done = mended(folder, "frequent-option-late", text, "--unsafe-fixes")
    assert "For repairs, press 1. For complaints, press 2. For jobs, press 3." in done
    assert 'key 3 -> agents { fact share "10" }' in done
    assert 'key 1 -> agents { fact share "70" }' in done


@pytest.mark.parametrize(
    "text",
    [
        SHARES.replace("jobs, press 1. For", "jobs, press 1. We hire. For"),
        SHARES.replace("jobs, press 1. For repairs, press 2.", "jobs press 1, repairs press 2."),
        SHARES.replace("press 2", "press two"),
        SHARES.replace("For repairs", "Or for repairs"),
        SHARES.replace("press 1. For", 'press 1."\n        say "For'),
        SHARES.replace('3."', '3."\n        say "Press 1, 2 or 3." after noinput'),
        SHARES.replace("key 3", "key 4 -> agents\n        key 3"),
    ],
    ids=["words between", "one sentence", "in words", "or", "two texts", "told again", "untold"],
)
def test_options_told_in_another_way_keep_their_order(text: str, folder) -> None:
    assert kept(folder, "frequent-option-late", text)


def test_the_hours_are_looked_at_first(folder) -> None:
    assert mended(folder, "late-closed-notice", LATE, "--unsafe-fixes") == (
        LATE.replace("start -> main", "start -> check")
        .replace("open -> agents", "open -> main")
        .replace("key 1-2 -> check", "key 1-2 -> agents")
        .replace("noinput -> check", "noinput -> agents")
    )


@pytest.mark.parametrize(
    "text",
    [
        LATE.replace("key 1-2 -> check", "key 1 -> check\n        key 2 -> agents"),
        LATE.replace("closed ->", "holiday -> shut\n        closed ->"),
        LATE.replace("    start -> main\n", ""),
        LATE.replace('"We are closed."', '"We are closed."\n        next -> main'),
        LATE.replace("error -> shut", "error -> check"),
        LATE.replace("on hours office", 'on hours office\n        say "One moment."'),
    ],
    ids=["not all", "holidays", "no start", "back to the menu", "another way in", "says"],
)
def test_hours_that_cannot_simply_come_first_stay(text: str, folder) -> None:
    assert kept(folder, "late-closed-notice", text)


def test_recording_pauses_in_the_queue(folder) -> None:
    assert mended(folder, "recording-on-hold", TAPE, "--unsafe-fixes") == TAPE.replace(
        "next -> agents", "next -> pause-recording"
    ).replace("next -> clerk", "next -> go-on-recording").replace(
        "    queue agents",
        """\
    record pause-recording {
        recording no
        next -> agents
    }

    record go-on-recording {
        recording yes
        next -> clerk
    }

    queue agents""",
    )


def test_recording_is_not_switched_off_without_being_asked(folder) -> None:
    text = TAPE.replace("        next -> clerk\n", "").replace("    agent clerk\n\n", "")
    folder.write("line.ivr", text)
    folder.check("--select", "recording-on-hold", "--fix")
    assert folder.read("line.ivr") == text
    done = mended(folder, "recording-on-hold", text, "--unsafe-fixes")
    assert "go-on-recording" not in done


@pytest.mark.parametrize(
    "text",
    [
        TAPE.replace("error -> message", "error -> agents"),
        TAPE.replace("    queue agents", "    // Two people.\n    queue agents"),
        TAPE.replace("clerk", "pause-recording"),
        TAPE.replace("agent clerk", "say wait { next -> desk }\n    queue desk").replace(
            "next -> clerk", "next -> wait"
        ),
    ],
    ids=["two ways in", "a comment", "the name is taken", "another queue"],
)
def test_recording_stays_where_the_queue_is_not_met_in_one_way(text: str, folder) -> None:
    assert kept(folder, "recording-on-hold", text)


def test_a_card_number_is_not_read_back(folder) -> None:
    assert mended(folder, "exposed-card-data", CARD) == CARD.replace(
        " You have entered {payment-card}.", ""
    )


@pytest.mark.parametrize(
    "text",
    [
        CARD.replace("Thank you. One moment, please. ", ""),
        CARD.replace("card}.", "card}. If that is wrong, please call again."),
        CARD.replace("        reads payment-card\n", ""),
        CARD.replace(
            '        "Thank you. One moment, please. You have entered {payment-card}."\n'
            "        next -> agents",
            '        next -> agents { say "You have entered {payment-card}." }',
        ),
        CARD.replace(
            "next -> agents\n    }\n\n    queue",
            "next -> right\n    }\n\n    menu right {\n"
            '        say "Is this right? Press 1, else press 2."\n        key 1-2 -> agents\n'
            "        noinput -> agents\n        nomatch -> agents\n    }\n\n    queue",
        ),
    ],
    ids=[
        "nothing else is said",
        "said of it",
        "not used otherwise",
        "on the way",
        "a question about it",
    ],
)
def test_a_card_number_that_more_hangs_on_stays(text: str, folder) -> None:
    assert kept(folder, "exposed-card-data", text)
