"""Which option takes a key first: by itself, by a range, by a pattern."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ivrlint_rules.keys import Taken, is_code, singles

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
