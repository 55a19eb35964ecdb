"""Which option takes a key first: by itself, by a range, by a pattern."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint_rules.keys import Taken, first_keys, is_code, singles, takes_more

_PLACES = {"X": "[0-9]", "Z": "[1-9]", "N": "[2-9]"}

options = st.lists(
    st.one_of(
        st.text("0123*#XZN", min_size=1, max_size=3),
        st.sampled_from(["0-9", "1-3", "2-2"]),
    ),
    max_size=12,
)


def takes(pattern: str, key: str) -> bool:
    """Whether whatever `key` takes is taken by `pattern`, as one reads it."""
    if pattern == key:
        return True
    if singles(key):
        return singles(key) <= singles(pattern)
    expression = "".join(_PLACES.get(letter, re.escape(letter)) for letter in pattern)
    return is_code(key) and re.fullmatch(expression, key) is not None


@given(options, st.text("0123*#XZN", min_size=1, max_size=3))
def test_the_first_option_that_takes_a_key(bound: list[str], key: str) -> None:
    taken = Taken[int]()
    for number, other in enumerate(bound):
        taken.add(other, number)
    expected = next((number for number, other in enumerate(bound) if takes(other, key)), None)
    assert taken.by(key) == expected


@pytest.mark.parametrize(
    ("pattern", "pressed"),
    [
        ("_X", "0123456789"),
        ("_[1-3*]", "123*"),
        ("_[135]", "135"),
        ("_n", "23456789"),
        ("_Z!", "123456789"),
        ("_.", "0123456789*#"),
        ("_XX", ""),
        ("_X.", ""),
        ("_[a-z]", ""),
    ],
)
def test_single_keys_that_a_pattern_of_asterisk_takes(pattern: str, pressed: str) -> None:
    assert singles(pattern) == frozenset(pressed)


@pytest.mark.parametrize("pattern", ["_XX", "_X.", "_X!", "_."])
def test_patterns_of_asterisk_that_take_more_keys(pattern: str) -> None:
    assert takes_more(pattern)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("_[1-3]", "2"),
        ("_X!", "2"),
        ("_X!", "234"),
        ("_X.", "23"),
        ("_[2-4]XX", "399"),
        ("_[2-4]XX", "_[23]X[1-5]"),
        ("_X.", "_XX"),
        ("_X!", "_X."),
        ("_X.", "XXX"),
        ("_NXX-XXXX", "5551234"),
    ],
)
def test_what_an_earlier_pattern_of_asterisk_takes_away(earlier: str, later: str) -> None:
    taken = Taken[str]()
    taken.add(earlier, "first")
    assert taken.by(later) == "first"


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("_[1-3]", "4"),
        ("_X.", "2"),
        ("_XX", "234"),
        ("_[2-4]XX", "199"),
        ("_XX", "_X."),
        ("_X.", "_X!"),
        ("_[2-4]X", "XX"),
        ("1", "_X!"),
        ("0-9", "_X!"),
        ("_[]", "1"),
    ],
)
def test_what_an_earlier_pattern_of_asterisk_leaves(earlier: str, later: str) -> None:
    taken = Taken[str]()
    taken.add(earlier, "first")
    assert taken.by(later) is None


@pytest.mark.parametrize(
    ("key", "first"),
    [
        ("12", "1"),
        ("_10[01]X", "1"),
        ("_[2-4]X.", "234"),
        ("_X!", "0123456789"),
        ("XXXX", "0123456789"),
        ("pin", "0123456789*#"),
    ],
)
def test_what_a_code_may_begin_with(key: str, first: str) -> None:
    assert first_keys(key) == set(first)
