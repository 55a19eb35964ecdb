"""Did you mean …: the known name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice


def near(name: str, known: Iterable[str]) -> str | None:
    """The known name that looks most like `name`, None where none comes close.

    At most 2,000 names are looked at, those of much the same length first
    thrown out, so that one typo never costs more than the whole check.
    """
    from difflib import get_close_matches

    wanted = name.lower().replace("_", "-")[:100]
    candidates: dict[str, str] = {}
    for candidate in islice(known, 2000):
        if abs(len(candidate) - len(wanted)) <= 2 + len(wanted) // 3:
            candidates.setdefault(candidate.lower(), candidate)
    close = get_close_matches(wanted, candidates, n=1, cutoff=0.7)
    return candidates[close[0]] if close else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`, did you mean 'x'?`, or nothing where no known name comes close."""
    found = near(name, known)
    return f", did you mean {found!r}?" if found is not None else ""
