"""Regular expressions of FreeSWITCH (PCRE) that are asked whether they match something known.

Only what cannot take long is tried: no repeated groups, few repetitions, no look-around, and texts
of ordinary length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from ivrlint.lean import dataclass

_LONGEST: Final = 200
_SLOW: Final = re.compile(r"\)[*+{]|[*+}][*+]|\(\?[^:]|\\[1-9KGRXQE]")
_REPEATED: Final = re.compile(r"[*+{]")
_MOST_REPEATED: Final = 3
_SLASHED: Final = re.compile(r"/(.*)/([imsx]*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Groups:
    """What a match has caught: the whole, then the groups. None: it took no part, or unknown."""

    values: Sequence[str | None]

    def value(self, number: int) -> str | None:
        """What `$number` stands for; None where that is not known."""
        return self.values[number] if number < len(self.values) else None


def matched(pattern: str, text: str) -> Groups | None:
    """What a pattern catches of a text; None where it does not match.

    A pattern that is not tried, and one on a text with a variable, are taken to match.
    """
    compiled = _compiled(pattern)
    if compiled is None or len(text) > _LONGEST or "${" in text:
        return Groups(())
    found = compiled.search(text)
    if found is not None:
        return Groups((found[0], *found.groups()))
    # The data of a call is seldom in the file: a number that the pattern wants may well come.
    return Groups(()) if "$" in text else None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    slashed = _SLASHED.fullmatch(pattern)
    if slashed is not None:
        pattern = slashed[1]
    if len(pattern) > _LONGEST or _SLOW.search(pattern):
        return None
    if len(_REPEATED.findall(pattern)) > _MOST_REPEATED:
        return None
    try:
        return re.compile(pattern, re.IGNORECASE if slashed and "i" in slashed[2] else 0)
    except (re.error, RecursionError, OverflowError):
        return None
