"""Keys of options: `1`, `*`, `#`, ranges (`0-9`), codes (`123`), patterns (`XXXX`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_KEYS: Final = "0123456789*#"
_CODE: Final = re.compile(r"[0-9*#]+")
_RANGE: Final = re.compile(r"([0-9])-([0-9])")
_PLACES: Final = {"X": "[0-9]", "Z": "[1-9]", "N": "[2-9]"}


def is_key(key: str | None) -> bool:
    """Whether it is one key of the telephone."""
    return key is not None and len(key) == 1 and key in _KEYS


def is_code(key: str) -> bool:
    """Whether it is pressed exactly as it is written."""
    return _CODE.fullmatch(key) is not None


def covers(pattern: str, key: str) -> bool:
    """Whether whatever `key` takes is taken by `pattern` already."""
    if pattern == key:
        return True
    pressed = singles(pattern)
    wanted = singles(key)
    if wanted:
        return wanted <= pressed
    return is_code(key) and re.fullmatch(_expression(pattern), key) is not None


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


def _expression(pattern: str) -> str:
    return "".join(_PLACES.get(letter, re.escape(letter)) for letter in pattern)
