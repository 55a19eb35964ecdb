"""Keys of options: `1`, `*`, `#`, ranges (`0-9`), codes (`123`), patterns (`XXXX`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import itemgetter
from typing import Final, Generic, TypeVar

_T = TypeVar("_T")

_KEYS: Final = "0123456789*#"
_CODE: Final = re.compile(r"[0-9*#]+")
_RANGE: Final = re.compile(r"([0-9])-([0-9])")
_PLACES: Final = {"X": "0123456789", "Z": "123456789", "N": "23456789"}


def is_key(key: str | None) -> bool:
    """Whether it is one key of the telephone."""
    return key is not None and len(key) == 1 and key in _KEYS


def is_code(key: str) -> bool:
    """Whether it is pressed exactly as it is written."""
    return _CODE.fullmatch(key) is not None


_FIXED: Final = "-"
_MOST_SHAPES: Final = 200
"""Patterns of how many shapes are compared with codes: real menus have a handful."""


class Taken(Generic[_T]):
    """The keys that options take, each with what was added first for it.

    Patterns are kept by their shape (which places are free), so that a menu of
    thousands of options costs no more than its options.
    """

    def __init__(self) -> None:
        self._first: dict[str, tuple[int, _T]] = {}
        self._singles: dict[str, frozenset[str]] = {}
        self._patterns: dict[str, dict[str, str]] = {}

    def add(self, key: str, owner: _T) -> None:
        """From here on this one takes what `key` takes, where none before does."""
        if key in self._first:
            return
        self._first[key] = (len(self._first), owner)
        if pressed := singles(key):
            self._singles[key] = pressed
        elif not is_code(key):
            shape = "".join(letter if letter in _PLACES else _FIXED for letter in key)
            if shape in self._patterns or len(self._patterns) < _MOST_SHAPES:
                fixed = "".join(_FIXED if letter in _PLACES else letter for letter in key)
                self._patterns.setdefault(shape, {})[fixed] = key

    def by(self, key: str) -> _T | None:
        """Who takes whatever `key` takes; the first one, None where nobody does."""
        takers = [key] if key in self._first else []
        if wanted := singles(key):
            takers += [other for other, pressed in self._singles.items() if wanted <= pressed]
        elif is_code(key):
            for shape, patterns in self._patterns.items():
                fixed = _fixed(shape, key)
                if fixed in patterns:
                    takers.append(patterns[fixed])
        return (
            min((self._first[taker] for taker in takers), key=itemgetter(0))[1] if takers else None
        )


def _fixed(shape: str, code: str) -> str | None:
    """A code but for the places that are free in a shape; None where it does not fit."""
    if len(shape) != len(code):
        return None
    if any(
        digit not in _PLACES[place]
        for place, digit in zip(shape, code, strict=True)
        if place in _PLACES
    ):
        return None
    return "".join(
        _FIXED if place in _PLACES else digit for place, digit in zip(shape, code, strict=True)
    )


def singles(key: str) -> frozenset[str]:
    """The single keys that an option on `key` takes; none where it wants more than one."""
    if is_key(key):
        return frozenset(key)
    if match := _RANGE.fullmatch(key):
        return frozenset(str(digit) for digit in range(int(match[1]), int(match[2]) + 1))
    return frozenset("0123456789") if key == "X" else frozenset()


def bound(keys: Iterable[str | None]) -> frozenset[str]:
    """All single keys that these options take."""
    return frozenset().union(*(singles(key) for key in keys if key is not None))


def takes_more(key: str) -> bool:
    """Whether an option wants more than one key, or takes what fits no other."""
    return not singles(key)
