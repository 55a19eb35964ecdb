"""What is heard or read, in pieces that know where they stand in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import field
from functools import cached_property

from ivrlint.lean import dataclass
from ivrlint.places import Place


@dataclass(frozen=True, slots=True)
class Words:
    """Words that are spoken as they stand.

    `anchors` maps offsets of `text` to offsets of the source wherever the two
    run apart (JSON escapes, XML entities, dedenting): pairs of (offset in
    `text`, offset in the source), rising; from one pair to the next they run
    in step. Without anchors the text stands in the file as it is.
    """

    text: str
    place: Place = field(compare=False, repr=False)
    anchors: tuple[tuple[int, int], ...] = field(default=(), compare=False, repr=False)

    def source_offset(self, offset: int) -> int:
        """The offset in the source of a code point of `text` (or of its end)."""
        if offset >= len(self.text):
            return self.place.end
        if not self.anchors:
            return min(self.place.start + offset, self.place.end)
        index = bisect_right(self.anchors, (offset, 1 << 62)) - 1
        at, source = self.anchors[index] if index >= 0 else (0, self.place.start)
        return min(source + offset - at, self.place.end)


@dataclass(frozen=True, slots=True)
class Variable:
    """A value that is filled in during the call: a position, a name, a number."""

    name: str
    place: Place = field(compare=False, repr=False)

    @property
    def text(self) -> str:
        """As the words engine sees it: a placeholder in braces."""
        return "{" + self.name + "}"


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence inside a text, in seconds."""

    seconds: float
    place: Place = field(compare=False, repr=False)

    @property
    def text(self) -> str:
        """As the words engine sees it: a space."""
        return " "


Piece = Words | Variable | Pause


@dataclass(frozen=True)
class Text:
    """A text in pieces, with the way back from any stretch of it to the file."""

    pieces: tuple[Piece, ...] = ()

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> Text:
        """A text of these pieces."""
        return cls(tuple(pieces))

    def __bool__(self) -> bool:
        return bool(self.pieces)

    @cached_property
    def plain(self) -> str:
        """The whole text; a variable stands in it as `{name}`, a pause as a space."""
        return "".join(piece.text for piece in self.pieces)

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for piece in self.pieces:
            starts.append(at)
            at += len(piece.text)
        return starts

    @property
    def place(self) -> Place:
        """From its first piece to its last; raises ValueError for an empty text."""
        if not self.pieces:
            raise ValueError("an empty text stands nowhere")
        first, last = self.pieces[0].place, self.pieces[-1].place
        return first.to(last) if first.source is last.source else first

    def part(self, start: int, end: int) -> Place:
        """Where the stretch `start` to `end` (offsets into `plain`) stands in the file.

        A stretch that runs over two sources is cut at the end of the first.
        """
        first, begin = self._locate(start, closing=False)
        last, finish = self._locate(max(start, end), closing=True)
        place = first.place
        if last.place.source is not place.source:
            finish = place.end
        return Place(place.source, begin, max(begin, finish), place.pointer)

    def _locate(self, offset: int, *, closing: bool) -> tuple[Piece, int]:
        """The piece that holds an offset, and the offset in its source.

        At a seam a closing offset belongs to the piece before it.
        """
        index = max(0, bisect_right(self._starts, offset - closing) - 1)
        piece = self.pieces[index]
        within = offset - self._starts[index]
        if isinstance(piece, Words):
            if closing and 0 < within < len(piece.text):
                end = max(piece.source_offset(within), piece.source_offset(within - 1) + 1)
                return piece, min(end, piece.place.end)
            return piece, piece.source_offset(within)
        is_end = within > 0 if closing else within >= len(piece.text)
        return piece, piece.place.end if is_end else piece.place.start
