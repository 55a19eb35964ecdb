"""The files of one parse, as one run of offsets."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from ivrlint.model import Problem
from ivrlint.places import Place, Source

MOST: Final = 100
"""So many mistakes are told; whoever has more is reading the wrong file."""


class Files:
    """The files that are read together, the offsets of each after those of the one before."""

    def __init__(self, root: Source) -> None:
        self.sources = [root]
        self.bases = [0]
        self.problems: list[Problem] = []

    @property
    def full(self) -> bool:
        """Whether as many mistakes were met as are told."""
        return len(self.problems) >= MOST

    def add(self, source: Source) -> int:
        """Take a file; its first offset."""
        base = self.bases[-1] + len(self.sources[-1].text) + 1
        self.sources.append(source)
        self.bases.append(base)
        return base

    def find(self, offset: int) -> tuple[Source, int]:
        """The file of an offset, and its first offset."""
        if len(self.sources) == 1:
            return self.sources[0], 0
        index = bisect_right(self.bases, offset) - 1
        return self.sources[index], self.bases[index]

    def place(self, start: int, end: int) -> Place:
        """A stretch, cut at the end of the file in which it begins."""
        source, base = self.find(start)
        return source.place(start - base, min(end - base, len(source.text)))

    def tell(self, message: str, start: int, end: int) -> None:
        """Note a syntax error."""
        if not self.full:
            self.problems.append(Problem("syntax-error", self.place(start, end), message))
        elif len(self.problems) == MOST:
            more = f"more than {MOST} mistakes: the others are not told"
            self.problems.append(Problem("syntax-error", self.place(start, end), more))
