"""Names of extensions as the engine compares them: dashes do not count, `_…` is a pattern.

After `ext_cmp` and `extension_match_core` of Asterisk 16. The engine compares
bytes; so do `bare` names: where a name is not ASCII, each of its characters
stands for a byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_DIGITS: Final = "0123456789"
_LETTERS: Final = {"X": _DIGITS, "Z": _DIGITS[1:], "N": _DIGITS[2:]}
_DIALLED: Final = frozenset("0123456789*#")

_ANY: Final = 0x18000
_ANY_OR_NONE: Final = 0x28000
_END: Final = 0x30000
_BROKEN: Final = 0x40000
_MASK: Final = (1 << 256) - 1


class Pattern:
    """A pattern by its bare name: what each place takes, and what may follow.

    `places` are the characters that a place takes, in rising order. `tail` is
    `.` (at least one more character), `!` (any number, taken at once) or
    empty; `is_broken` marks a pattern that matches nothing. Patterns with
    equal `order` are one to the engine; the lower is tried first.
    """

    __slots__ = ("is_broken", "order", "places", "tail")

    def __init__(self, text: str) -> None:
        self.places: tuple[str, ...] = ()
        self.tail = ""
        self.is_broken = False
        self.order: tuple[int, ...] = ()
        self._read(text)

    def _read(self, text: str) -> None:
        places: list[str] = []
        order: list[int] = []
        ended = False
        at, length = 1, len(text)
        while at < length:
            letter = text[at]
            at += 1
            if letter == "-":
                continue
            if letter == "[":
                close = text.find("]", at)
                if close < 0:
                    order.append(_BROKEN << 256)
                    self.is_broken |= not ended
                    continue
                place = _members(text[at:close])
                is_empty = at == close
                at = close + 1
                if not place:
                    self.is_broken |= not ended and not (is_empty and text[at:].strip("-"))
                    continue
            elif letter in ".!":
                order.append((_ANY if letter == "." else _ANY_OR_NONE) << 256)
                if not ended:
                    self.tail = letter
                ended = True
                continue
            else:
                place = _LETTERS.get(letter.upper(), letter)
            order.append(_rank(place))
            ended = ended or letter == "/"
            if not ended:
                places.append(place)
        order.append(_END << 256)
        self.places = tuple(places)
        if self.is_broken:
            order.append(_BROKEN << 256)
        self.order = tuple(order)

    @property
    def can_be_dialled(self) -> bool:
        """Whether the keys of a telephone are enough to match it."""
        return not self.is_broken and all(not _DIALLED.isdisjoint(each) for each in self.places)

    @property
    def known(self) -> str:
        """What every name that it takes begins with."""
        first = next((i for i, place in enumerate(self.places) if len(place) > 1), None)
        return "".join(self.places[:first])

    @property
    def least(self) -> int:
        """The fewest characters that it matches."""
        return len(self.places) + (self.tail == ".")

    @property
    def takes_one(self) -> bool:
        """Whether a single character is enough."""
        return self.least <= 1 and bool(self.places or self.tail)

    def matches(self, name: str) -> bool:
        """Whether a bare name is one that it takes."""
        places = self.places
        if self.is_broken or len(name) < self.least or (not self.tail and len(name) > len(places)):
            return False
        return all(letter in place for letter, place in zip(name, places, strict=False))

    def overlaps(self, other: Pattern) -> bool:
        """Whether some name is taken by both."""
        if self.is_broken or other.is_broken:
            return False
        if (not self.tail and other.least > len(self.places)) or (
            not other.tail and self.least > len(other.places)
        ):
            return False
        return all(
            not frozenset(one).isdisjoint(two)
            for one, two in zip(self.places, other.places, strict=False)
        )

    def covers(self, other: Pattern) -> bool:
        """Whether it takes every name that the other takes."""
        if self.is_broken or other.least < self.least:
            return False
        if not self.tail and (other.tail or len(other.places) > len(self.places)):
            return False
        if len(other.places) < len(self.places):
            return False
        return all(
            set(theirs) <= set(own) for own, theirs in zip(self.places, other.places, strict=False)
        )


def bare(name: str) -> str:
    """A name without what the engine ignores in it; a pattern keeps the dashes of its sets."""
    if not name.isascii():
        name = name.encode("utf-8", "surrogatepass").decode("latin-1")
    if "-" not in name and " " not in name:
        return name
    if not name.startswith("_") or "[" not in name:
        return name.replace("-", "").replace(" ", "")
    kept: list[str] = []
    for number, piece in enumerate(name.split("[")):
        if number:
            inside, bracket, piece = piece.partition("]")
            kept += ["[", inside, bracket]
        kept.append(piece.replace("-", "").replace(" ", ""))
    return "".join(kept)


def sought(name: str) -> str:
    """A name that is looked for, as the engine compares it."""
    if not name.isascii():
        name = name.encode("utf-8", "surrogatepass").decode("latin-1")
    return name.replace("-", "")


def is_pattern(name: str) -> bool:
    """Whether the engine takes it for a pattern."""
    return name.startswith("_")


def is_dialled(name: str) -> bool:
    """Whether a bare name can be dialled on a telephone."""
    return bool(name) and _DIALLED.issuperset(name)


def shown_key(name: str, pattern: Pattern) -> str:
    """What is pressed for a pattern of this name, in the notation of `ivrlint.model.Exit.key`."""
    places = pattern.places
    if not pattern.tail and places:
        if len(places) == 1:
            place = places[0]
            if len(place) == 1:
                return place
            if place.isdecimal() and ord(place[-1]) - ord(place[0]) == len(place) - 1:
                return f"{place[0]}-{place[-1]}"
        elif all(len(place) == 1 for place in places):
            return "".join(places)
        elif all(place == _DIGITS for place in places):
            return "X" * len(places)
    return name


def _members(text: str) -> str:
    """The characters of a set, in rising order."""
    found: set[str] = set()
    at, length = 0, len(text)
    while at < length:
        first = last = text[at]
        if at + 2 < length and text[at + 1] == "-":
            last = text[at + 2]
            at += 2
        found.update(map(chr, range(ord(first), ord(last) + 1)))
        at += 1
    return "".join(sorted(found))


def _rank(place: Sequence[str]) -> int:
    """How specific a place is: fewer characters come first, then lower ones."""
    size = len(place)
    rank = (size << 8 | ord(place[0])) << 256
    if size == 1:
        return rank
    bits = 0
    for letter in place:
        bits |= 1 << (255 - ord(letter))
    return rank | (_MASK - bits)
