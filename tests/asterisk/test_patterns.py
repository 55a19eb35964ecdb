"""Names of extensions: which are the same, what a pattern matches, which is tried first."""

from __future__ import annotations

from functools import cmp_to_key

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint_formats.asterisk.system.numbers import Numbers
from ivrlint_formats.asterisk.system.patterns import Pattern, bare, shown_key

_SETS = {"X": "0123456789", "Z": "123456789", "N": "23456789", "[13]": "13", "[2-4]": "234"}
_PLACES = [*_SETS, "1", "2", "s"]
patterns = st.builds(
    lambda places, tail: (places, tail),
    st.lists(st.sampled_from(_PLACES), max_size=4),
    st.sampled_from(["", ".", "!"]),
).filter(lambda both: bool(both[0] or both[1]))
numbers = st.text("123s", max_size=5)


def written(both: tuple[list[str], str]) -> str:
    return "_" + "".join(both[0]) + both[1]


def as_documented(both: tuple[list[str], str], number: str) -> bool:
    """X, Z, N and sets take one character, `.` at least one more, `!` any number."""
    places, tail = both
    if len(number) < len(places) + (tail == "."):
        return False
    if not tail and len(number) > len(places):
        return False
    return all(
        letter in _SETS.get(place, place) for place, letter in zip(places, number, strict=False)
    )


@pytest.mark.parametrize(
    ("pattern", "number", "expected"),
    [
        ("_X", "5", True),
        ("_X", "55", False),
        ("_x", "5", True),
        ("_N", "1", False),
        ("_Z", "0", False),
        ("_[15-7]", "6", True),
        ("_[15-7]", "4", False),
        ("_X.", "1", False),
        ("_X.", "12", True),
        ("_X!", "1", True),
        ("_X!", "1234", True),
        ("_.", "i", True),
        ("_!", "", True),
        ("_NXX-XXXX", "5551234", True),
        ("_[3-1]", "2", False),
        ("_[12", "1", False),
        ("_1[]2", "12", True),
        ("_1[]", "1", False),
    ],
)
def test_what_a_pattern_matches(pattern: str, number: str, *, expected: bool) -> None:
    assert Pattern(pattern).matches(number) is expected
    assert bool(Numbers([(0, Pattern(pattern))]).taking(number)) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("s-BUSY", "sBUSY"),
        ("1-800-555", "1800555"),
        ("_N-[2-9]-X", "_N[2-9]X"),
        ("_[1 2]X X", "_[1 2]XX"),
        ("_1-[2", "_1[2"),
        ("[1-2]", "[12]"),
    ],
)
def test_dashes_outside_of_sets_do_not_count(name: str, expected: str) -> None:
    assert bare(name) == expected


def test_the_most_specific_pattern_is_tried_first() -> None:
    """What `dialplan show` of Asterisk 16 prints in this order."""
    names = ["_1", "_[12]", "_[13]", "_[1-3]", "_N", "_Z", "_X1", "_X[12]", "_XX", "_X.", "_X!"]
    names += ["_X", "_.", "_!"]
    assert sorted(sorted(names), key=lambda name: Pattern(name).order) == names


def test_patterns_that_the_engine_takes_for_one() -> None:
    assert Pattern("_[321]").order == Pattern("_[1-3]").order
    assert Pattern("_nx-x").order == Pattern("_NXX").order
    assert Pattern("_[5]").order == Pattern("_5").order


@given(patterns, patterns, numbers)
def test_overlaps_and_covers_hold_for_every_number(
    one: tuple[list[str], str], two: tuple[list[str], str], number: str
) -> None:
    first, second = Pattern(written(one)), Pattern(written(two))
    assert first.matches(number) is as_documented(one, number)
    if first.matches(number) and second.matches(number):
        assert first.overlaps(second)
    if first.covers(second) and second.matches(number):
        assert first.matches(number)


@given(st.lists(patterns, max_size=8), numbers)
def test_the_tree_finds_what_each_pattern_matches(
    many: list[tuple[list[str], str]], number: str
) -> None:
    tree = Numbers(enumerate(Pattern(written(both)) for both in many))
    expected = [index for index, both in enumerate(many) if as_documented(both, number)]
    assert tree.taking(number) == expected


@given(st.lists(patterns, max_size=8), numbers)
def test_whether_more_keys_are_waited_for(many: list[tuple[list[str], str]], number: str) -> None:
    """The first pattern decides that takes the number at once or may go on."""
    expected: bool | None = False
    for places, tail in many:
        begins = as_documented((places[: len(number)], ""), number[: len(places)])
        if tail == "!" and as_documented((places, tail), number):
            expected = None
            break
        if begins and (len(number) < len(places) or tail == "."):
            expected = True
            break
    tree = Numbers(enumerate(Pattern(written(both)) for both in many))
    assert tree.wants_more(number) is expected


@given(st.lists(patterns, max_size=6))
def test_fewer_characters_come_first(many: list[tuple[list[str], str]]) -> None:
    """Place by place: the smaller set, then the one with the lowest character; then the end."""

    def rank(place: str) -> tuple[int, int, tuple[int, ...]]:
        members = sorted(map(ord, _SETS.get(place, place)))
        return len(members), members[0], tuple(members)

    def compared(one: tuple[list[str], str], two: tuple[list[str], str]) -> int:
        ends = {".": (1000,), "!": (2000,), "": (3000,)}
        left = [*map(rank, one[0]), *([ends[one[1]]] if one[1] else []), (3000,)]
        right = [*map(rank, two[0]), *([ends[two[1]]] if two[1] else []), (3000,)]
        return (left > right) - (left < right)

    expected = [written(both) for both in sorted(many, key=cmp_to_key(compared))]
    assert sorted(map(written, many), key=lambda name: Pattern(name).order) == expected


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("_X", "0-9"),
        ("_Z", "1-9"),
        ("_[2-4]", "2-4"),
        ("_[24]", "_[24]"),
        ("_[5]", "5"),
        ("_12", "12"),
        ("_XXXX", "XXXX"),
        ("_NXX", "_NXX"),
        ("_X.", "_X."),
        ("_X!", "_X!"),
        ("_[a-c]", "_[a-c]"),
    ],
)
def test_how_a_pattern_is_shown_as_a_key(name: str, key: str) -> None:
    assert shown_key(name, Pattern(bare(name))) == key
