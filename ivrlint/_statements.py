"""The statements of a file as nested stretches: which one an offset is in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ivrlint.places import Place, Source


class Span(NamedTuple):
    """From one offset up to another one, in code points."""

    start: int
    end: int


class Statements:
    """The statements of one source, looked up by offset in logarithmic time."""

    def __init__(self, source: Source, places: Iterable[Place]) -> None:
        self.source = source
        self.spans: Sequence[Span] = sorted(
            {Span(place.start, place.end) for place in places if place.source is source},
            key=lambda span: (span.start, -span.end),
        )
        self._starts = [span.start for span in self.spans]
        self._parents: dict[Span, Span | None] = {}
        self._cuts: list[int] = [0]
        self._inside: list[Span | None] = [None]
        self._sweep()

    def _sweep(self) -> None:
        """Cut the text where statements begin and end, and note the innermost in between."""
        open_spans: list[Span] = []
        for span in self.spans:
            self._close(open_spans, span.start)
            self._parents[span] = open_spans[-1] if open_spans else None
            open_spans.append(span)
            self._cut(span.start, span)
        self._close(open_spans, len(self.source.text) + 1)

    def _close(self, open_spans: list[Span], upto: int) -> None:
        while open_spans and open_spans[-1].end <= upto:
            ended = open_spans.pop()
            self._cut(ended.end, open_spans[-1] if open_spans else None)

    def _cut(self, at: int, inside: Span | None) -> None:
        if at <= self._cuts[-1]:
            self._inside[-1] = inside
        else:
            self._cuts.append(at)
            self._inside.append(inside)

    def innermost(self, offset: int) -> Span | None:
        """The smallest statement that an offset is in."""
        return self._inside[bisect_right(self._cuts, offset) - 1] if offset >= 0 else None

    def around(self, span: Span) -> Span | None:
        """The statement that a statement is part of."""
        return self._parents.get(span)

    def next(self, offset: int) -> Span | None:
        """The first statement that begins at an offset or later; of several, the largest."""
        index = bisect_left(self._starts, offset)
        return self.spans[index] if index < len(self.spans) else None

    def beginning(self, start: int, end: int) -> Sequence[Span]:
        """The statements that begin in a stretch, in order, the larger first."""
        return self.spans[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
