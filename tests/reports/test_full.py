"""The report for people: what is underlined is what is meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.display import columns
from ivrlint.places import Position
from ivrlint.reports import Outcome, ReportedFinding, ReportedRelated, Spot
from ivrlint_reports._strip import strip
from ivrlint_reports.full import write

Make = Callable[..., Outcome]
Find = Callable[..., ReportedFinding]


def lines_of(outcome: Outcome) -> list[str]:
    return "".join(write(outcome)).splitlines()


def at(line: int, column: int, end_line: int, end_column: int, path: str = "a.ivr") -> Spot:
    return Spot(path, path, Position(line, column), Position(end_line, end_column))


def underlined(text: str, part: str, room: int = 60) -> str:
    """What the carets under a line stand below, column by column."""
    start = text.index(part)
    shown = strip(text, start, start + len(part), room)
    found, column = "", 0
    for character in shown.text:
        if shown.offset <= column < shown.offset + shown.width:
            found += character
        column += columns(character)
    return found


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ('say "Toets 1."', "Toets 1."),
        ("\t\tsay hello", "hello"),
        ("say 日本語 toets", "toets"),
        ("say 日本語 toets", "本語"),
        ("say cafe\u0301 toets", "toets"),
        ("say \u0e2a\u0e27\u0e31\u0e2a toets", "toets"),
    ],
)
def test_carets_stand_below_the_place(text: str, part: str) -> None:
    assert underlined(text, part) == part


def test_carets_stand_below_an_escaped_control_character() -> None:
    assert underlined("say \x1b[31m rood", "\x1b[31m") == "\\x1b[31m"


def test_marks_above_a_letter_take_no_column() -> None:
    assert strip("\u0e2a\u0e27\u0e31\u0e2a!", 4, 5, 60).offset == 3


def test_an_empty_place_gets_one_caret() -> None:
    assert strip("say", 3, 3, 60).width == 1
    assert strip("", 0, 0, 60).offset == 0


def test_a_place_past_the_end_of_its_line_is_marked_at_the_end() -> None:
    shown = strip("say", 9, 12, 60)
    assert (shown.offset, shown.width) == (3, 1)


def test_a_long_line_is_cut_around_its_place() -> None:
    text = "x" * 5_000 + " HERE " + "y" * 5_000
    shown = strip(text, 5_001, 5_005, 40)
    assert shown.text.startswith("…x")
    assert shown.text.endswith("y…")
    assert columns(shown.text) <= 40
    assert shown.text[shown.offset : shown.offset + shown.width] == "HERE"


def test_a_place_longer_than_the_line_is_cut_and_underlined_to_the_cut() -> None:
    shown = strip("a" * 10 + "b" * 500, 10, 510, 40)
    assert shown.text.endswith("b…")
    assert shown.offset + shown.width == columns(shown.text) == 40


@given(
    st.text(st.sampled_from("ab \t日é\u0301\x1b\u202e…"), max_size=200),
    st.integers(0, 220),
    st.integers(0, 220),
    st.integers(24, 100),
)
def test_a_shown_line_never_exceeds_its_room(text: str, start: int, end: int, room: int) -> None:
    shown = strip(text, start, end, room)
    assert columns(shown.text) <= room
    assert shown.width >= 1
    assert shown.offset + shown.width <= room + 1
    assert "\x1b" not in shown.text
    assert "\u202e" not in shown.text


def test_control_characters_never_reach_the_terminal(make: Make, find: Find) -> None:
    text = 'say "\x1b]0;boo\x07 \u202e" \x9b31m'
    hostile = replace(
        find(at(1, 1, 1, 9), text, name=text),
        location=text,
        pointer=text,
        witness=(text,),
        related=(
            ReportedRelated(at(1, 2, 1, 3), text),
            ReportedRelated(at(9, 1, 9, 2, text), text),
        ),
    )
    shown = "".join(write(make([hostile], {"a.ivr": text})))
    assert not set(shown) & set("\x1b\x07\x9b\u202e")


def test_a_place_of_many_lines_is_shown_by_its_first(make: Make, find: Find) -> None:
    files = {"a.ivr": "menu main {\n    say x\n}\n"}
    assert lines_of(make([find(at(1, 1, 3, 2))], files))[2:5] == [
        "  |",
        "1 | menu main {",
        "  | ^^^^^^^^^^^ … to line 3",
    ]


def test_a_first_line_that_says_nothing_brings_those_after_it(make: Make, find: Find) -> None:
    files = {"a.json": '{\n  "Identifier": "greeting",\n  "Type": "X",\n  "Y": 1\n}\n'}
    assert lines_of(make([find(at(1, 1, 5, 2, "a.json"))], files))[3:7] == [
        "1 | {",
        "  | ^ … to line 5",
        '2 |   "Identifier": "greeting",',
        '3 |   "Type": "X",',
    ]


def test_a_place_that_ends_with_its_line_end_is_of_one_line(make: Make, find: Find) -> None:
    shown = lines_of(make([find(at(1, 1, 2, 1))], {"a.ivr": "say x\nsay y\n"}))
    assert shown[3:5] == ["1 | say x", "  | ^^^^^"]


def test_two_places_on_one_line_share_it(make: Make, find: Find) -> None:
    finding = replace(
        find(at(1, 1, 1, 4)), related=(ReportedRelated(at(1, 5, 1, 6), "the other one"),)
    )
    assert lines_of(make([finding], {"a.ivr": "say x\n"}))[3:6] == [
        "1 | say x",
        "  | ^^^",
        "  |     - the other one",
    ]


def test_line_numbers_are_aligned(make: Make, find: Find) -> None:
    finding = replace(
        find(at(9, 1, 9, 2)), related=(ReportedRelated(at(10, 1, 10, 2), "the next one"),)
    )
    assert lines_of(make([finding], {"a.ivr": "x\n" * 12}))[1:7] == [
        "  --> a.ivr:9:1",
        "   |",
        " 9 | x",
        "   | ^",
        "10 | x",
        "   | - the next one",
    ]


def test_many_related_places_are_listed_and_then_counted(make: Make, find: Find) -> None:
    related = tuple(ReportedRelated(at(n, 1, n, 2), f"number {n}") for n in range(2, 32))
    shown = lines_of(make([replace(find(at(1, 1, 1, 2)), related=related)], {"a.ivr": "x\n" * 40}))
    assert "  | - number 5" in shown[12]
    assert "  = a.ivr:6:1: number 6" in shown
    assert "  = and 18 places more" in shown


def test_a_file_that_cannot_be_shown_is_still_named(make: Make, find: Find) -> None:
    finding = replace(
        find(at(3, 1, 3, 2, "gone.ivr")),
        related=(ReportedRelated(at(4, 2, 4, 3, "lost.ivr"), "the other half"),),
    )
    shown = lines_of(make([finding], {}))
    assert shown[:2] == ["warning[a-rule]: it is wrong", " --> gone.ivr:3:1"]
    assert " ::: lost.ivr:4:2" in shown
    assert any("the other half" in line for line in shown)


def test_the_end_tells_how_to_learn_more(make: Make, find: Find) -> None:
    files = {"a.ivr": "x\n"}
    one = [find(at(1, 1, 1, 2))]
    assert lines_of(make(one, files))[-1] == "to learn more: ivrlint explain a-rule"
    two = [*one, find(at(1, 1, 1, 2), name="b-rule")]
    assert lines_of(make(two, files))[-1] == "to learn more: ivrlint explain RULE"


def test_the_verdict_counts_files_with_faults_among_all(make: Make, find: Find) -> None:
    shown = lines_of(make([find(at(1, 1, 1, 2))], {"a.ivr": "x\n", "b.ivr": "y\n"}))
    assert shown[-2] == "1 warning in 1 of 2 files"
