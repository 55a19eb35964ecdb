"""Global variables in the names of extensions, contexts and hints, filled in while loading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LONGEST: Final = 4096
"""Code points of a value; the engine cuts what is longer."""


def substitute(text: str, values: Mapping[str, str], *, all_known: bool) -> str | None:
    """The text with its `${…}` filled in; None where only the engine can tell.

    That is so for functions, for `$[…]`, and, unless `all_known`, for variables
    that `values` has not.
    """
    if "$[" in text:
        return None
    pieces: list[str] = []
    at = 0
    while (start := text.find("${", at)) >= 0:
        end = text.find("}", start)
        if end < 0:
            end = len(text)
        name, *cuts = text[start + 2 : end].split(":")
        if any(char in name for char in "${(") or len(cuts) > 2:
            return None
        value = values.get(name, "" if all_known else None)
        if value is None:
            return None
        cut = _cut(value, cuts)
        if cut is None:
            return None
        pieces += (text[at:start], cut)
        at = end + 1
    pieces.append(text[at:])
    return "".join(pieces)[:LONGEST]


def _cut(value: str, cuts: list[str]) -> str | None:
    """`${NAME:offset:length}`; None for what is no number."""
    numbers = []
    for cut in cuts:
        if not cut.removeprefix("-").isdecimal() or len(cut) > 9:
            return None
        numbers.append(int(cut))
    if not numbers:
        return value
    offset = numbers[0]
    value = value[offset:] if offset >= 0 or -offset < len(value) else value
    if len(numbers) == 2:
        length = numbers[1]
        value = value[:length] if length >= 0 else value[: max(0, len(value) + length)]
    return value
