"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from ivrlint.regex import pattern


def test_a_pattern_finds_what_a_compiled_one_does() -> None:
    digits = pattern(r"(?P<first>\d)\d*")
    assert [match[0] for match in digits.finditer("1 of 12")] == ["1", "12"]
    assert digits.groupindex == {"first": 1}
    assert pattern("keys", re.IGNORECASE).fullmatch("KEYS")


def test_a_mistake_is_told_when_the_pattern_is_used() -> None:
    broken = pattern("(")
    with pytest.raises(re.error, match="unterminated"):
        broken.search("a")
