"""The first two fields of an entry: where the name ends, and what its priority says."""

from __future__ import annotations

import re
from typing import Final

from ivrlint.lean import dataclass
from ivrlint_formats.asterisk.conf.lines import BLANKS
from ivrlint_formats.asterisk.dialplan.nodes import HINT

NEXT: Final = "next"
SAME: Final = "same"


@dataclass(frozen=True, slots=True)
class Priority:
    """What stands where a priority is expected.

    `number` is None where it is a word; `broken`: a label without `)`.
    """

    word: str
    number: int | None
    label: str | None
    plus: int
    broken: bool


def after_name(value: str) -> int:
    """Where the priority begins: after the first comma outside of brackets; 0 without one."""
    comma = value.find(",")
    if comma < 0:
        return 0
    if "[" not in value[:comma] and "\\" not in value[:comma]:
        return comma + 1
    depth = 0
    at = 0
    while at < len(value):
        char = value[at]
        if char == "\\":
            at += 1
        elif char == "[":
            depth += 1
        elif char == "]":
            depth = max(0, depth - 1)
        elif char == "," and not depth:
            return at + 1
        at += 1
    return 0


def priority_of(written: str) -> Priority:
    """What stands between the name and the application."""
    word = written.strip(BLANKS)
    word, opened, rest = word.partition("(")
    label, closed, _ = rest.partition(")")
    broken = bool(opened) and not closed
    word, _, more = word.partition("+")
    plus = _leading_number(more) or 0
    number = None
    if broken:
        pass
    elif word == "hint":
        number = HINT
    elif word in ("n", "next"):
        word = NEXT
    elif word in ("s", "same"):
        word = SAME
    else:
        number = _leading_number(word)
        if number == HINT:
            number = 0
    return Priority(word, number, label if opened else None, plus, broken)


def _leading_number(text: str) -> int | None:
    """The number that a text begins with, in the engine's 32 bits."""
    found = re.match(rf"[{BLANKS}]*([+-]?[0-9]{{1,29}})", text, re.ASCII)
    if found is None:
        return None
    number = max(-(1 << 63), min(int(found[1]), (1 << 63) - 1))
    return (number + (1 << 31)) % (1 << 32) - (1 << 31)
