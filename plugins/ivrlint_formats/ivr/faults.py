"""Mistakes: found, placed, counted."""

from __future__ import annotations

from collections.abc import Iterable

from ivrlint.model import Problem
from ivrlint.places import Source

SYNTAX = "syntax-error"
VALUE = "invalid-value"

MOST = 100
"""So many mistakes of a file are told; whoever has more is reading the wrong file."""


class Fault(Exception):  # noqa: N818 - a mistake of the user, not of the program
    """A mistake in a statement: what is wrong, and the offsets where."""

    def __init__(self, message: str, start: int, end: int, rule: str = SYNTAX) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end
        self.rule = rule


class Faults:
    """The mistakes of one file, at most `MOST` of them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []

    @property
    def full(self) -> bool:
        """Whether as many were met as are told."""
        return len(self.problems) >= MOST

    def add(self, message: str, start: int, end: int, rule: str = SYNTAX) -> None:
        """Note a mistake."""
        place = self.source.place(start, end)
        if len(self.problems) == MOST:
            more = f"more than {MOST} mistakes: the others are not told"
            self.problems.append(Problem(SYNTAX, place, more))
        elif not self.full:
            self.problems.append(Problem(rule, place, message))

    def take(self, fault: Fault) -> None:
        """Note a fault that was raised."""
        self.add(fault.message, fault.start, fault.end, fault.rule)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant."""
    from difflib import get_close_matches

    # A long list of long names would make one slip cost more than the whole file.
    if len(name) > 40:
        return None
    close = get_close_matches(name.lower(), list(known)[:500], n=1, cutoff=0.6)
    return close[0] if close else None


def meant(name: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?` where one of the known names is near, else nothing."""
    near = nearest(name, known)
    return f"; did you mean '{near}'?" if near else ""


def listed(names: Iterable[str]) -> str:
    """`a, b or c`."""
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


def shown(text: str, most: int = 40) -> str:
    """A short, harmless form of a stretch of the file, in quotation marks."""
    from ivrlint.display import visible

    text = visible(text if len(text) <= most else text[: most - 1] + "…")
    return f"'{text}'"
