"""An excerpt of one file with places marked in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ivrlint.display import columns
from ivrlint.reports import Outcome, Spot
from ivrlint_reports._paint import Paint, Role
from ivrlint_reports._strip import strip

_NARROWEST: Final = 24
"""Columns that an excerpt gets even where the terminal is narrower."""
_CONTEXT: Final = 2
"""Lines shown after a first line that says nothing, such as a lone bracket."""


class Mark(NamedTuple):
    """A place to be marked, with the sign that underlines it and a note beside it."""

    spot: Spot
    sign: str
    role: Role
    label: str = ""


class Snippet:
    """Draws excerpts whose line numbers stand in a column of `gutter` digits."""

    def __init__(self, outcome: Outcome, paint: Paint, gutter: int) -> None:
        self._outcome = outcome
        self._paint = paint
        self._gutter = gutter
        self._room = max(_NARROWEST, outcome.width - gutter - 3)

    def lines(self, marks: Sequence[Mark]) -> Iterator[str]:
        """The excerpt, line by line; nothing where the file has no such lines.

        The marks are of one file, in the order of their places.
        """
        shown_line = 0
        shown_text = ""
        for mark in marks:
            number = mark.spot.start.line
            texts = self._outcome.excerpt(mark.spot, number, number)
            if not texts:
                continue
            begin, end = _columns_on_first_line(mark.spot, texts[0])
            piece = strip(texts[0], begin, end, self._room)
            if (number, piece.text) != (shown_line, shown_text):
                if shown_line and number > shown_line + 1:
                    yield self._paint("...", "frame")
                if number != shown_line or piece.text != shown_text:
                    yield self._row(str(number), piece.text)
            underline = " " * piece.offset + self._paint(mark.sign * piece.width, mark.role)
            last = _last_line(mark.spot)
            label = mark.label
            if last > number:
                label = f"… to line {last}{': ' if label else ''}{label}"
            yield from self._underlined(underline, piece.offset, piece.width, label, mark.role)
            shown_line, shown_text = number, piece.text
            if last > number and len(texts[0].strip()) <= 1:
                until = min(last, number + _CONTEXT)
                for text in self._outcome.excerpt(mark.spot, number + 1, until):
                    shown_line += 1
                    shown_text = strip(text, 0, 0, self._room).text
                    yield self._row(str(shown_line), shown_text)

    def bar(self) -> str:
        """An empty line of the frame."""
        return self._row("", "")

    def _row(self, number: str, text: str) -> str:
        return f"{self._paint(f'{number:>{self._gutter}} |', 'frame')} {text}".rstrip(" ")

    def _underlined(
        self, underline: str, offset: int, width: int, label: str, role: Role
    ) -> Iterator[str]:
        """The underline with its label beside it, or below where there is no room."""
        from textwrap import wrap

        if not label or offset + width + 1 + columns(label) <= self._room:
            text = f"{underline} {self._paint(label, role)}" if label else underline
            yield self._row("", text)
            return
        yield self._row("", underline)
        indent = max(0, min(offset, self._room - 40))
        for line in wrap(label, self._room - indent):
            yield self._row("", " " * indent + self._paint(line, role))


def _last_line(spot: Spot) -> int:
    """The line of the last code point; an end at the start of a line belongs to the line before."""
    if spot.end.line > spot.start.line and spot.end.column <= 1:
        return spot.end.line - 1
    return max(spot.start.line, spot.end.line)


def _columns_on_first_line(spot: Spot, text: str) -> tuple[int, int]:
    """Where the place begins and ends on its first line, as offsets."""
    begin = max(0, spot.start.column - 1)
    if spot.end.line > spot.start.line:
        return begin, len(text.rstrip())
    return begin, max(begin, spot.end.column - 1)
