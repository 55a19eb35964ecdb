"""Regular expressions of the dialplan as trees: PCRE, as far as its meaning is certain.

What may mean another thing here than in the engine, or could take long to
match, has no tree: such an expression decides nothing.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import Final, TypeAlias

from ivrlint.lean import dataclass

ENDLESS: Final = 1 << 16
"""How often something without an upper limit repeats."""

_DEEPEST: Final = 12
"""How many groups may stand in one another."""

_LONGEST: Final = 400
"""Code points of an expression that is looked into; real ones stay below 200."""

_DIGITS: Final = frozenset(string.digits)
_WORD: Final = frozenset(string.ascii_letters + string.digits + "_")
_SPACE: Final = frozenset(" \t\n\r\f\v")
_PRINTED: Final = frozenset(string.digits + string.ascii_letters + string.punctuation + " ")
_KINDS: Final = {"d": _DIGITS, "w": _WORD, "s": _SPACE}
_CONTROLS: Final = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Characters:
    """One character of a set; of an inverted one (`.`, `[^#]`) only what phones can send."""

    choices: frozenset[str]


@dataclass(frozen=True, slots=True)
class Repeated:
    """Something from `least` to `most` times."""

    item: Node
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Group:
    """Alternatives in parentheses, or the whole. `number` is that of a capturing group.

    `ahead`: it is only looked at (`(?=…)`, `(?!…)`), and takes no character.
    """

    alternatives: tuple[tuple[Node, ...], ...]
    number: int | None = None
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """`^` or `$`."""

    at_start: bool


Node: TypeAlias = Characters | Repeated | Group | Anchor


class _UnreadError(Exception):
    """The expression holds what is not read here."""


def parse_expression(text: str) -> Group | None:
    """The tree of an expression; None for one that is faulty, long, or not certain."""
    if len(text) > _LONGEST:
        return None
    try:
        return _Reader(text).whole()
    except _UnreadError:
        return None


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._groups = 0

    def whole(self) -> Group:
        group = self._group(None, ahead=False, depth=0)
        if self._at < len(self._text):
            raise _UnreadError
        return group

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _take(self) -> str:
        taken = self._peek()
        if not taken:
            raise _UnreadError
        self._at += 1
        return taken

    def _skip(self, text: str) -> bool:
        if self._text.startswith(text, self._at):
            self._at += len(text)
            return True
        return False

    def _group(self, number: int | None, *, ahead: bool, depth: int) -> Group:
        if depth > _DEEPEST:
            raise _UnreadError
        alternatives = [tuple(self._sequence(depth))]
        while self._skip("|"):
            alternatives.append(tuple(self._sequence(depth)))
        return Group(tuple(alternatives), number, ahead)

    def _sequence(self, depth: int) -> Iterator[Node]:
        while self._peek() not in {"", "|", ")"}:
            yield self._repeated(self._item(depth))

    def _item(self, depth: int) -> Node:
        taken = self._take()
        if taken in "^$":
            return Anchor(taken == "^")
        if taken == "(":
            return self._in_parentheses(depth)
        if taken == "[":
            return self._choice()
        if taken == ".":
            return Characters(_PRINTED)
        if taken == "\\":
            return Characters(self._escaped())
        if taken in "*+?":
            raise _UnreadError
        return Characters(frozenset(taken))

    def _in_parentheses(self, depth: int) -> Group:
        number, ahead = None, False
        if self._skip("?"):
            ahead = self._skip("=") or self._skip("!")
            if not ahead and not self._skip(":"):
                raise _UnreadError
        else:
            self._groups += 1
            number = self._groups
        group = self._group(number, ahead=ahead, depth=depth + 1)
        if not self._skip(")"):
            raise _UnreadError
        return group

    def _escaped(self) -> frozenset[str]:
        taken = self._take()
        kind = _KINDS.get(taken.lower())
        if kind is not None:
            return kind if taken.islower() else _PRINTED - kind
        if taken in _CONTROLS:
            return frozenset(_CONTROLS[taken])
        if taken.isalnum():
            raise _UnreadError
        return frozenset(taken)

    def _choice(self) -> Characters:
        inverted = self._skip("^")
        found: set[str] = set()
        first = True
        while first or self._peek() != "]":
            first = False
            if self._text.startswith("[:", self._at):
                raise _UnreadError
            start = self._one()
            if self._peek() == "-" and self._text[self._at + 1 : self._at + 2] not in {"", "]"}:
                self._at += 1
                end = self._one()
                if len(start) != 1 or len(end) != 1:
                    raise _UnreadError
                begin, finish = ord(next(iter(start))), ord(next(iter(end)))
                if begin > finish or finish > 0x7F:
                    raise _UnreadError
                found.update(map(chr, range(begin, finish + 1)))
            else:
                found |= start
        self._at += 1
        return Characters(frozenset(_PRINTED - found if inverted else found))

    def _one(self) -> frozenset[str]:
        taken = self._take()
        return self._escaped() if taken == "\\" else frozenset(taken)

    def _repeated(self, item: Node) -> Node:
        least, most = self._times()
        if (least, most) == (1, 1):
            return item
        if isinstance(item, Anchor) or (isinstance(item, Group) and item.ahead):
            raise _UnreadError
        if not self._skip("?") and self._peek() == "+":
            raise _UnreadError
        if self._peek() and self._peek() in "*+?":
            raise _UnreadError
        return Repeated(item, least, most)

    def _times(self) -> tuple[int, int]:
        for mark, times in (("*", (0, ENDLESS)), ("+", (1, ENDLESS)), ("?", (0, 1))):
            if self._skip(mark):
                return times
        end = self._text.find("}", self._at)
        if self._peek() != "{" or end < 0:
            return 1, 1
        least, comma, most = self._text[self._at + 1 : end].partition(",")
        if not least.isdecimal() or not (not most or most.isdecimal()):
            return 1, 1  # the brace stands for itself
        self._at = end + 1
        smallest = int(least[:6])
        largest = smallest if not comma else int(most[:6]) if most else ENDLESS
        if largest < smallest or largest > ENDLESS:
            raise _UnreadError
        return smallest, largest
