"""`ivrlint check --fix`: how often is asked, where ways lead, and steps that nobody reaches."""

from __future__ import annotations

import pytest

LINE = """\
phone "+44 20 7946 0100" {
    language en
    start -> main

    menu main {
        say "For sales, press 1. For opening hours, press 2."
        key 1 -> agents
        key 2 -> hours
        presentations 2
        noinput -> agents
        nomatch -> agents
    }

    say hours {
        "We are open from nine to five."
        next -> agents
    }

    queue agents {
        say "You are number {position}." every 60s
        longest 2m -> message
        error -> message
    }

    voicemail message { say "Leave a message, and we call you back." }
}
"""
LOOP = """\
[main]
exten => s,1,Set(round=0)
 same => n(again),Background(menu)
 same => n,WaitExten(5)
 same => n(failed),Set(round=$[${round} + 1])
 same => n,GotoIf($[${round} < 6]?again)
 same => n,Queue(reception,t,,,300)
exten => 1,1,Queue(sales,t,,,300)
exten => i,1,Goto(s,failed)
"""


def rules(folder) -> list[str]:
    return sorted(folder.check("--format", "json").rules)


def mended(folder, rule: str, text: str, *, safe: bool = False, file: str = "line.ivr") -> str:
    """The text with the findings of a rule mended: they are gone, and no other has come."""
    folder.write(file, text)
    before = rules(folder)
    assert rule in before
    if not safe:
        folder.check("--select", rule, "--fix")
        assert folder.read(file) == text
    folder.check("--select", rule, "--fix", *([] if safe else ["--unsafe-fixes"]))
    after = rules(folder)
    assert rule not in after
    assert all(after.count(other) <= before.count(other) for other in after)
    return folder.read(file)


def left(folder, rule: str, text: str) -> bool:
    """Whether the findings of a rule are there, and nothing mends them."""
    folder.write("line.ivr", text)
    assert rule in rules(folder)
    folder.check("--select", rule, "--fix", "--unsafe-fixes")
    return folder.read("line.ivr") == text and rule in rules(folder)


def test_the_line_of_these_tests_has_no_fault(folder) -> None:
    folder.write("line.ivr", LINE)
    assert rules(folder) == []


def test_a_menu_is_played_three_times_at_most(folder) -> None:
    text = LINE.replace("presentations 2", "presentations 7")
    assert mended(folder, "too-many-retries", text, safe=True) == LINE.replace(
        "presentations 2", "presentations 3"
    )


def test_tries_with_ways_of_their_own_are_kept(folder) -> None:
    text = LINE.replace("presentations 2", "presentations 7\n        noinput 5 -> hours")
    assert left(folder, "too-many-retries", text)


def test_a_dialplan_counts_three_rounds_at_most(folder) -> None:
    done = mended(folder, "too-many-retries", LOOP, safe=True, file="extensions.conf")
    assert done == LOOP.replace("< 6", "< 3")


def test_a_dialplan_that_counts_down_is_left_as_it_is(folder) -> None:
    text = LOOP.replace("round=0", "round=10").replace("} + 1", "} - 1").replace("< 6", "> 4")
    folder.write("extensions.conf", text)
    assert "too-many-retries" in rules(folder)
    folder.check("--select", "too-many-retries", "--fix")
    assert folder.read("extensions.conf") == text


def test_who_errs_is_led_to_the_nearest_person(folder) -> None:
    text = (
        LINE.replace("noinput -> agents", "noinput -> bye")
        .replace("next -> agents", "next -> bye")
        .replace("    voicemail", "    hangup bye\n\n    voicemail")
    )
    done = mended(folder, "hangup-on-error", text)
    assert done == text.replace("noinput -> bye", "noinput -> agents")


def test_the_office_is_not_called_without_a_look_at_the_clock(folder) -> None:
    text = (
        LINE.replace("key 1 -> agents", "key 1 -> office")
        .replace("noinput -> agents", "noinput -> bye")
        .replace("nomatch -> agents", "nomatch -> office")
        .replace("next -> agents", "next -> bye")
        .replace(
            "    queue agents",
            "    branch office {\n        on hours office\n        open -> agents\n"
            "        closed -> message\n    }\n\n    hangup bye\n\n    queue agents",
        )
    )
    done = mended(folder, "hangup-on-error", text)
    assert done == text.replace("noinput -> bye", "noinput -> office")


def test_of_two_people_who_are_equally_near_none_is_chosen(folder) -> None:
    desk = LINE[LINE.index("    queue agents") : LINE.index("    voicemail")]
    text = (
        LINE.replace("key 2 -> hours", "key 2 -> hours\n        key 3 -> repairs")
        .replace("press 2.", "press 2. For repairs, press 3.")
        .replace("    voicemail", desk.replace("agents", "repairs") + "    voicemail")
        .replace("        nomatch -> agents\n", "")
    )
    assert left(folder, "missing-fallback", text)


def test_silence_and_wrong_keys_get_a_way(folder) -> None:
    ways = "        noinput -> agents\n        nomatch -> agents\n"
    assert mended(folder, "missing-fallback", LINE.replace(ways, "")) == LINE
    nomatch = LINE.replace("        nomatch -> agents\n", "")
    assert mended(folder, "missing-fallback", nomatch) == LINE
    windows = LINE.replace("\n", "\r\n")
    folder.write("line.ivr", windows.replace("        nomatch -> agents\r\n", ""))
    folder.check("--select", "missing-fallback", "--fix", "--unsafe-fixes")
    assert (folder.path / "line.ivr").read_bytes() == windows.encode()


def test_a_loop_ends_after_the_third_time(folder) -> None:
    text = LINE.replace("        presentations 2\n", "").replace(
        "noinput -> agents", "noinput -> main"
    )
    done = mended(folder, "endless-loop", text)
    assert done == LINE.replace("        presentations 2\n", "").replace(
        "nomatch -> agents\n", "nomatch -> agents\n        presentations 3\n"
    )


def test_a_step_that_nobody_reaches_is_left_out(folder) -> None:
    lost = '    say old {\n        "We are closed on Friday."\n        next -> older\n    }\n\n'
    older = '    say older {\n        "Good day."\n        next -> agents\n    }\n\n'
    text = LINE.replace("    queue agents", f"{lost}    queue agents")
    alone = text.replace("older", "agents")
    assert mended(folder, "unreachable-step", alone) == LINE
    both = text.replace("    voicemail", f"{older}    voicemail")
    assert mended(folder, "unreachable-step", both) == LINE


def test_a_lost_step_with_a_comment_of_its_own_is_kept(folder) -> None:
    lost = (
        '    // Until May.\n    say old {\n        "Good day."\n        next -> agents\n    }\n\n'
    )
    assert left(folder, "unreachable-step", LINE.replace("    queue", f"{lost}    queue"))


def test_keys_are_numbered_anew_in_text_and_menu(folder) -> None:
    text = LINE.replace("press 2.", "press 8.").replace("key 2", "key 8")
    assert mended(folder, "key-gap", text) == LINE
    swapped = LINE.replace("press 1", "press x").replace("press 2", "press 1")
    swapped = swapped.replace("press x", "press 2").replace("key 1", "key x")
    swapped = swapped.replace("key 2", "key 1").replace("key x", "key 2")
    assert mended(folder, "key-gap", swapped) == LINE


def test_keys_that_are_told_twice_or_in_words_keep_their_numbers(folder) -> None:
    gap = LINE.replace("press 2.", "press 8.").replace("key 2", "key 8")
    again = gap.replace('8."', '8."\n        say "Press 1 or 8." after noinput', 1)
    assert left(folder, "key-gap", again)
    assert left(folder, "key-gap", gap.replace("press 8", "press eight"))
    assert left(folder, "key-gap", gap.replace("key 8", "key 2 -> hours\n        key 8"))


TOPICS = (
    LINE.replace("For opening hours, press 2.", "For opening hours, press 2. For a map, press 3.")
    .replace("key 2 -> hours", "key 2 -> hours\n        key 3 -> hours")
    .replace("noinput -> agents", "noinput -> hours")
    .replace("nomatch -> agents", "nomatch -> hours")
    .replace("next -> agents", "next -> bye")
    .replace("    queue", "    hangup bye\n\n    queue")
    .replace("For sales, press 1. ", "For an invoice, press 1. ")
)


def test_a_key_is_given_to_everything_else(folder) -> None:
    done = mended(folder, "missing-other-option", TOPICS)
    assert done == TOPICS.replace("press 3.", "press 3. For anything else, press 4.").replace(
        "key 3 -> hours\n", "key 3 -> hours\n        key 4 -> agents\n"
    )


@pytest.mark.parametrize(
    ("language", "said", "told"),
    [
        (
            "nl",
            "Voor een factuur, toets 1. Voor openingstijden, toets 2. Voor een kaart, toets 3.",
            "Voor iets anders, toets 4.",
        ),
        (
            "de",
            "Für eine Rechnung Taste 1. Für Öffnungszeiten Taste 2. Für eine Karte Taste 3.",
            "Für alle anderen Anliegen die Taste 4.",
        ),
        (
            "fr",
            "Pour une facture, tapez 1. Pour les horaires, tapez 2. Pour un plan, tapez 3.",
            "Pour toute autre demande, tapez 4.",
        ),
        (
            "es",
            "Para una factura, pulse 1. Para el horario, pulse 2. Para un mapa, pulse 3.",
            "Para cualquier otra consulta, pulse 4.",
        ),
    ],
)
def test_it_is_told_in_the_language_of_the_menu(folder, language, said, told) -> None:
    text = TOPICS.replace("language en", f"language {language}").replace(
        "For an invoice, press 1. For opening hours, press 2. For a map, press 3.", said
    )
    folder.write("line.ivr", text)
    folder.check("--select", "missing-other-option", "--fix", "--unsafe-fixes")
    assert f'say "{said} {told}"\n' in folder.read("line.ivr")
    assert "missing-other-option" not in rules(folder)


def test_no_key_is_given_where_the_next_one_does_something_else(folder) -> None:
    taken = TOPICS.replace("key 3 -> hours\n", "key 3 -> hours\n        key 4 -> hours\n")
    assert left(folder, "missing-other-option", taken)
