"""The stretches of a text that the engine fills in before anything else: `${…}` and `$[…]`.

Applications see arguments only after that, so no separator inside such a
stretch separates anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_BRACES: Final = re.compile(r"[{}]")
_BRACKETS: Final = re.compile(r"[\[\]]")


def unit_end(text: str, start: int) -> int:
    """The offset after the unit that begins at `start`; of an unclosed one the end of the text.

    As `main/pbx_variables.c` finds it: within `${` only braces count, within
    `$[` only brackets.
    """
    braces = text[start + 1] == "{"
    opening = "{" if braces else "["
    depth = 0
    for match in (_BRACES if braces else _BRACKETS).finditer(text, start + 1):
        depth += 1 if match.group() == opening else -1
        if not depth:
            return match.end()
    return len(text)


def is_closed(text: str, start: int, end: int) -> bool:
    """Whether the unit from `start` to `end` has its closing brace or bracket.

    An unclosed unit ends with the text; `${a{}` does so on a brace.
    """
    opening, closing = ("{", "}") if text[start + 1] == "{" else ("[", "]")
    if not text.endswith(closing, start, end):
        return False
    return text.count(opening, start, end) == text.count(closing, start, end)


def units(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every outermost unit."""
    at = text.find("$")
    while at >= 0:
        if text.startswith(("{", "["), at + 1):
            end = unit_end(text, at)
            yield at, end
            at = text.find("$", end)
        else:
            at = text.find("$", at + 1)


def outside(text: str, characters: re.Pattern[str]) -> Iterator[int]:
    """Where a character of the pattern stands outside all units."""
    found = characters.search(text)
    if found is None:
        return
    start = 0
    for unit, end in units(text):
        yield from (match.start() for match in characters.finditer(text, start, unit))
        start = end
    yield from (match.start() for match in characters.finditer(text, start))
