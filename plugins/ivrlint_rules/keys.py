"""Keys of options: `1`, `*`, `#`, ranges (`0-9`), codes (`123`), patterns (`XXXX`, `_[2-4]X.`).

A pattern with `_` is as Asterisk writes it: `X`, `Z` and `N` stand for 0-9, 1-9
and 2-9, `[…]` for one of a set, `.` at the end for one or more of anything,
`!` for nothing or more.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import Final, Generic, TypeVar

from ivrlint.regex import pattern

_T = TypeVar("_T")

_KEYS: Final = "0123456789*#"
_ALL: Final = frozenset(_KEYS)
_CODE: Final = pattern(r"[0-9*#]+")
_RANGE: Final = pattern(r"([0-9])-([0-9])")
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
_MOST_WRITTEN: Final = 50
"""How many patterns with `_` are compared with what comes later."""


class Taken(Generic[_T]):
    """The keys that options take, each with what was added first for it.

    Patterns are kept by their shape (which places are free), so that a menu of
    thousands of options costs no more than its options.
    """

    def __init__(self) -> None:
        self._first: dict[str, tuple[int, _T]] = {}
        self._singles: dict[str, frozenset[str]] = {}
        self._patterns: dict[str, dict[str, str]] = {}
        self._written: dict[str, _Places] = {}

    def add(self, key: str, owner: _T) -> None:
        """From here on this one takes what `key` takes, where none before does."""
        if key in self._first:
            return
        self._first[key] = (len(self._first), owner)
        if pressed := singles(key):
            self._singles[key] = pressed
        if key.startswith("_"):
            if len(self._written) < _MOST_WRITTEN:
                self._written[key] = _Places(key)
        elif not pressed and not is_code(key):
            shape = "".join(letter if letter in _PLACES else _FIXED for letter in key)
            if shape in self._patterns or len(self._patterns) < _MOST_SHAPES:
                fixed = "".join(_FIXED if letter in _PLACES else letter for letter in key)
                self._patterns.setdefault(shape, {})[fixed] = key

    def by(self, key: str) -> _T | None:
        """Who takes whatever `key` takes; the first one, None where nobody does."""
        takers = [key] if key in self._first else []
        wanted = singles(key)
        if wanted and not takes_more(key):
            takers += [other for other, pressed in self._singles.items() if wanted <= pressed]
        elif is_code(key):
            for shape, patterns in self._patterns.items():
                fixed = _fixed(shape, key)
                if fixed in patterns:
                    takers.append(patterns[fixed])
        if self._written and (takes_more(key) or not wanted):
            places = _Places(key)
            takers += [other for other, own in self._written.items() if own.cover(places)]
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


class _Places:
    """A key, place by place: `keys` that each takes, and whether it ends in `.` or `!`."""

    def __init__(self, key: str) -> None:
        self.keys: list[frozenset[str]] = []
        self.end = ""
        if not key.startswith("_"):
            self.keys = [_ALL.intersection(_PLACES.get(letter, letter)) for letter in key]
            return
        at = 1
        while at < len(key) and not self.end:
            letter = key[at]
            close = key.find("]", at) if letter == "[" else -1
            if letter in ".!":
                self.end = letter
            elif close > 0:
                if close > at + 1:
                    self.keys.append(_members(key[at + 1 : close]))
                at = close
            elif letter not in "- ":
                self.keys.append(_ALL.intersection(_PLACES.get(letter.upper(), letter)))
            at += 1

    @property
    def least(self) -> int:
        """The fewest keys that it takes."""
        return len(self.keys) + (self.end == ".")

    def cover(self, other: _Places) -> bool:
        """Whether it takes whatever the other takes."""
        if not self.end and (other.end or len(other.keys) > len(self.keys)):
            return False
        if other.least < self.least or len(other.keys) < len(self.keys):
            return False
        return all(theirs <= own for own, theirs in zip(self.keys, other.keys, strict=False))


def _members(text: str) -> frozenset[str]:
    """The keys of a set such as `13-5*`."""
    found: set[str] = set()
    at = 0
    while at < len(text):
        first = last = text[at]
        if text[at + 1 : at + 2] == "-" and at + 2 < len(text):
            last = text[at + 2]
            at += 2
        found.update(key for key in _KEYS if first <= key <= last)
        at += 1
    return frozenset(found)


def singles(key: str) -> frozenset[str]:
    """The single keys that an option on `key` takes; none where it wants more than one."""
    if is_key(key):
        return frozenset(key)
    if key.startswith("_"):
        places = _Places(key)
        if places.least > 1:
            return frozenset()
        return places.keys[0] if places.keys else _ALL if places.end else frozenset()
    if match := _RANGE.fullmatch(key):
        return frozenset(str(digit) for digit in range(int(match[1]), int(match[2]) + 1))
    return frozenset("0123456789") if key == "X" else frozenset()


def bound(keys: Iterable[str | None]) -> frozenset[str]:
    """All single keys that these options take."""
    return frozenset().union(*(singles(key) for key in keys if key is not None))


def first_keys(key: str) -> frozenset[str]:
    """The keys that what an option takes may begin with."""
    places = _Places(key)
    if places.keys and places.keys[0]:
        return places.keys[0]
    return singles(key) or _ALL


def takes_more(key: str) -> bool:
    """Whether an option takes more than one key, or what fits no other."""
    return not singles(key) or (key.startswith("_") and key[-1] in ".!")
