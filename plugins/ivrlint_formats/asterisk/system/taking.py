"""Which numbers a text with `${EXTEN}` in it stands for, seen from an extension."""

from __future__ import annotations

import re
from typing import Final

from ivrlint_formats.asterisk.language.variables import Literal, Reference, pieces
from ivrlint_formats.asterisk.system.patterns import Pattern, sought

_FROM: Final = re.compile(r"\s*([0-9]{1,3})\s*")


def numbers_of(text: str, pattern: Pattern) -> Pattern | None:
    """The numbers that a text becomes where `${EXTEN}` is one that `pattern` takes.

    `9${EXTEN:1}` for `_0XX` is `_9XX`. None where anything else is in the text.
    """
    places: list[str] = []
    tail = ""
    for piece in pieces(text.strip()):
        if tail:
            return None
        if isinstance(piece, Literal):
            places += sought(piece.text)
        elif isinstance(piece, Reference) and piece.name == "EXTEN" and piece.arguments is None:
            rest = _without(pattern, piece.part)
            if rest is None:
                return None
            places += rest
            tail = pattern.tail
        else:
            return None
    found = Pattern("_")
    found.places, found.tail = tuple(places), tail
    return found


def _without(pattern: Pattern, part: str) -> tuple[str, ...] | None:
    """The places that are left when the first characters are cut off (`${EXTEN:2}`)."""
    if not part:
        return pattern.places
    first = _FROM.fullmatch(part)
    if first is None:
        return None
    number = int(first[1])
    return pattern.places[number:] if number <= len(pattern.places) else None
