"""Notes under an excerpt are broken into lines between words."""

from __future__ import annotations

from textwrap import wrap

from hypothesis import given
from hypothesis import strategies as st

from ivrlint_reports.full import _wrapped

_TEXTS = st.text("ab-,é ", max_size=200).map(str.lstrip)


@given(_TEXTS, st.integers(4, 60))
def test_a_note_is_broken_between_words_and_loses_none(text: str, width: int) -> None:
    lines = list(_wrapped(text, width))

    assert lines == wrap(text, width, break_long_words=False, break_on_hyphens=False)
