"""Where things stand in the user's files: sources, and places within them.

Lines and columns count from 1; columns are Unicode code points; an end is
exclusive; a line ends at LF, CRLF or CR and nowhere else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import field
from typing import Final, NamedTuple, Protocol

from ivrlint.lean import dataclass

_LINE_END: Final = re.compile(r"\r\n|\n|\r")


class Position(NamedTuple):
    """A line and a column, both counted from 1; the column in code points."""

    line: int
    column: int


class Source:
    """The text of one file, and the way from an offset to a line and a column.

    `path` is as the user wrote or found it, with `/` between its parts.
    Two sources are the same only when they are the same object.
    """

    __slots__ = ("_starts", "path", "text")

    def __init__(self, path: str, text: str) -> None:
        self.path: Final = path
        self.text: Final = text
        self._starts: list[int] | None = None

    def __repr__(self) -> str:
        return f"Source({self.path!r})"

    @property
    def line_starts(self) -> list[int]:
        """The offset of the first code point of every line."""
        if self._starts is None:
            self._starts = [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        return self._starts

    def position(self, offset: int) -> Position:
        """The line and column of an offset; an offset past the end is the end."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def offset(self, position: Position) -> int:
        """The offset of a line and column; what lies outside the text is moved to its edge."""
        starts = self.line_starts
        line = max(1, min(position.line, len(starts)))
        return max(0, min(starts[line - 1] + position.column - 1, len(self.text)))

    def line_text(self, line: int) -> str:
        """One line (from 1), without its line ending; empty when there is no such line."""
        starts = self.line_starts
        if not 1 <= line <= len(starts):
            return ""
        end = starts[line] if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].rstrip("\r\n")

    def place(self, start: int = 0, end: int | None = None, pointer: str | None = None) -> Place:
        """The place from `start` up to `end` (both offsets); without an end, one code point."""
        if end is None:
            end = min(start + 1, len(self.text))
        return Place(self, start, max(start, end), pointer)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a source: offsets in code points, the end exclusive.

    `pointer` names the same spot in a data format whose lines say little
    (`Actions[12] "Main menu"`).
    """

    source: Source
    start: int
    end: int
    pointer: str | None = field(default=None, compare=False)

    @property
    def begin(self) -> Position:
        """The line and column of its first code point."""
        return self.source.position(self.start)

    @property
    def finish(self) -> Position:
        """The line and column just after its last code point."""
        return self.source.position(self.end)

    @property
    def text(self) -> str:
        """What stands there."""
        return self.source.text[self.start : self.end]

    def to(self, other: Place) -> Place:
        """From the start of this place to the end of another one in the same source."""
        return Place(self.source, self.start, max(self.end, other.end), self.pointer)


class Placed(Protocol):
    """Anything that knows where it stands."""

    @property
    def place(self) -> Place:
        """Where it stands in the user's file."""
        ...
