"""The pack menus: keys that are announced, keys that are bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Judge = Callable[..., list[tuple[int, str]]]

LINE = """phone "+31 20 555 0100" {{
    language nl-NL
    {steps}
    queue agents
}}
"""


def test_a_key_that_only_the_prompt_before_the_menu_announces_is_announced(said_by: Judge) -> None:
    steps = """
    say welcome {
        "Voor verkoop, toets 1. Voor service, toets 2."
        next -> main
    }
    menu main {
        key 1 -> agents
        key 2 -> agents
    }"""
    assert not said_by(["unbound-key", "unannounced-key"], LINE.format(steps=steps))


def test_a_range_of_keys_is_announced_and_partly_bound(said_by: Judge) -> None:
    steps = """
    menu main {
        say "Toets 1 tot en met 4."
        key 1 -> agents
        key 2 -> agents
    }"""
    found = said_by("unbound-key", LINE.format(steps=steps))
    assert found == [
        (5, "keys 3 and 4 are announced, but 'main' binds only 1 and 2"),
    ]


def test_a_key_of_the_whole_flow_is_bound_in_every_menu(said_by: Judge) -> None:
    steps = """
    key 0 -> agents
    menu main {
        say "Voor verkoop, toets 1. Voor een medewerker, toets 0."
        key 1 -> agents
    }"""
    assert not said_by("unbound-key", LINE.format(steps=steps))


def test_a_menu_that_hides_options_is_not_compared(said_by: Judge) -> None:
    steps = """
    menu main {
        say "Voor verkoop, toets 1. Voor service, toets 2."
        complete no
        key 1 -> agents
    }"""
    assert not said_by("unbound-key", LINE.format(steps=steps))


def test_patterns_of_extensions_may_take_any_announced_key(said_by: Judge) -> None:
    steps = """
    menu main {
        say "Voor verkoop, toets 1. Voor service, toets 2."
        key 1 -> agents
        key XXXX -> agents
    }"""
    assert not said_by(["unbound-key", "unannounced-key"], LINE.format(steps=steps))


def test_recordings_without_transcript_may_announce_anything(said_by: Judge) -> None:
    steps = """
    menu main {
        play "menu.wav"
        say "Voor verkoop, toets 1."
        key 1 -> agents
        key 2 -> agents
    }"""
    assert not said_by("unannounced-key", LINE.format(steps=steps))


def test_words_that_are_not_known_hide_nothing_where_every_key_is_announced(
    skipped_by: Judge,
) -> None:
    steps = """
    menu main {{
        say "Uw pakket: {{status}}."
        say "Voor een medewerker, toets 1."
        key 1 -> agents
        {more}
    }}"""
    assert not skipped_by("unannounced-key", LINE.format(steps=steps.format(more="")))
    found = skipped_by("unannounced-key", LINE.format(steps=steps.format(more="key 2 -> agents")))
    assert found == [(4, "it is not known what is said here")]


def test_service_keys_and_silent_options_need_no_announcement(said_by: Judge) -> None:
    steps = """
    menu main {
        say "Voor verkoop, toets 1."
        key 1 -> agents
        key * -> main
        key 0 -> agents
        key 7 -> agents { fact silent }
    }"""
    assert not said_by("unannounced-key", LINE.format(steps=steps))
    found = said_by("unannounced-key", LINE.format(steps=steps), service_keys=("*",))
    assert [line for line, _ in found] == [8]


def test_a_menu_that_announces_nothing_is_one_finding(said_by: Judge) -> None:
    steps = """
    menu main {
        say "Maak uw keuze."
        key 1 -> agents
        key 2 -> agents
    }"""
    found = said_by("unannounced-key", LINE.format(steps=steps))
    assert found == [(4, "'main' takes 1 and 2, but no key is announced")]


def test_a_digit_that_only_stands_in_the_words_is_told_too(said_by: Judge) -> None:
    steps = """
    menu main {
        say "Toets 1 (bestaande klant) of (nieuwe klant) 2."
        key 1 -> agents
        key 2 -> agents
    }"""
    assert not said_by("unannounced-key", LINE.format(steps=steps))


def test_one_digit_off_is_one_finding(said_by: Judge) -> None:
    steps = """
    menu main {
        say "Voor verkoop, toets 1. Voor service, toets 3."
        key 1 -> agents
        key 2 -> agents
    }"""
    found = said_by(["unbound-key", "unannounced-key"], LINE.format(steps=steps))
    assert found == [(5, "key 3 is announced, but 'main' binds only 1 and 2")]


def test_a_menu_in_a_language_without_words_is_not_judged(said_by: Judge) -> None:
    text = LINE.replace("nl-NL", "fy-NL")
    steps = """
    menu main {
        say "Foar ferkeap, druk op 1."
        key 1 -> agents
        key 2 -> agents
    }"""
    assert not said_by("unannounced-key", text.format(steps=steps))


SPOKEN = """
    menu main {{
        {speech}
        say "Zeg 'facturen' of 'storing'." {language}
        word "{one}" -> agents
        word "storing" -> agents
        {more}
    }}"""


def test_a_word_that_is_announced_and_not_bound(said_by: Judge) -> None:
    steps = SPOKEN.format(speech="", language="", one="rekening", more="")
    found = said_by("unbound-key", LINE.format(steps=steps))
    assert found == [
        (6, "'facturen' is announced, but 'main' binds only 'rekening' and 'storing'"),
    ]
    without_keys = SPOKEN.format(speech="keys no", language="", one="rekening", more="")
    assert len(said_by("unbound-key", LINE.format(steps=without_keys))) == 1


def test_words_that_are_bound_or_may_be(said_by: Judge) -> None:
    for one, language, more in (
        ("Facturen", "", ""),
        ("mijn facturen", "", ""),
        ("rekening", "", 'word "facturen en betalingen" -> agents'),
        ("rekening", "", "complete no"),
        ("rekening", "language en-GB", ""),
    ):
        steps = SPOKEN.format(speech="", language=language, one=one, more=more)
        assert not said_by("unbound-key", LINE.format(steps=steps)), (one, language, more)


def test_words_may_be_said_freely_where_options_are_keys(said_by: Judge) -> None:
    steps = """
    menu main {
        speech
        say "Zeg 'facturen', of toets 1."
        key 1 -> agents
    }"""
    assert not said_by("unbound-key", LINE.format(steps=steps))


def test_the_first_of_two_equal_options_wins_unless_a_condition_guards_it(said_by: Judge) -> None:
    text = """
        menu main {{
            key 1 {when} -> sales
            key 1 -> service
        }}
        queue sales
        queue service
        """
    found = said_by("unreachable-option", text.format(when=""))
    assert found == [(4, "key 1 is already bound: this option can never be chosen")]
    assert not said_by("unreachable-option", text.format(when='when "at night"'))


def test_an_earlier_range_takes_the_key(said_by: Judge) -> None:
    text = """
        menu main {{
            {first} -> sales
            {second} -> service
        }}
        queue sales
        queue service
        """
    found = said_by("unreachable-option", text.format(first="key 1-5", second="key 3"))
    assert found == [(4, "key 3 is already bound by 1-5: this option can never be chosen")]
    assert not said_by("unreachable-option", text.format(first="key 3", second="key 1-5"))


def test_a_word_that_is_bound_twice(said_by: Judge) -> None:
    found = said_by(
        "unreachable-option",
        """
        menu main {
            word "sales" -> sales
            word "Sales" -> service
        }
        queue sales
        queue service
        """,
    )
    assert [line for line, _ in found] == [4]


def test_a_code_longer_than_the_menu_reads(said_by: Judge) -> None:
    found = said_by(
        "unreachable-option",
        """
        menu main {
            most 2
            key 1 -> sales
            key 234 -> service
        }
        queue sales
        queue service
        """,
    )
    assert found == [(5, "'main' reads at most 2 keys, so 234 cannot be chosen")]


def test_a_menu_that_does_not_wait(said_by: Judge) -> None:
    found = said_by(
        "unreachable-option",
        """
        menu main {
            waits no
            key 1 -> sales
            key 2 -> sales
        }
        queue sales
        """,
    )
    assert len(found) == 1
    assert "does not wait for input" in found[0][1]


def test_a_key_that_begins_a_longer_code_is_only_told(said_by: Judge) -> None:
    found = said_by(
        "unreachable-option",
        """
        menu main {
            key 1 -> sales
            key 123 -> sales
        }
        queue sales
        """,
    )
    assert [line for line, _ in found] == [3]
    assert "only the pause between keys" in found[0][1]


def test_a_code_that_cannot_be_entered_is_told_only_so(said_by: Judge) -> None:
    text = """
        menu main {
            most 1
            key 2 -> main
            key 2 -> main
            key 22 -> main
        }
        """
    assert said_by("unreachable-option", text) == [
        (5, "key 2 is already bound: this option can never be chosen"),
        (6, "'main' reads at most 1 key, so 22 cannot be chosen"),
    ]


def test_what_is_wrong_in_a_recording_is_told_once_however_often_it_is_heard(
    said_by: Judge,
) -> None:
    found = said_by(
        "unbound-key",
        """
        phone "1" {
            language en
            start -> main
            menu main {
                play "menu.wav"
                play "menu.wav" again
                key 1 -> main
            }
        }
        transcript "menu.wav" "For sales, press 1. For repairs, press 2."
        """,
    )
    assert [line for line, _ in found] == [11]
