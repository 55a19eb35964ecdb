"""What mail systems and helpdesks fill in: `{{name}}`, `#{ticket.number}`, `<OTRS_…>`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ivrlint.text import Piece, Variable
from ivrlint_formats.data import String
from ivrlint_formats.spoken import text_of

PLACEHOLDER: Final = (
    r"\{\{[^{}\r\n]{1,200}\}\}|\{%[^{}\r\n]{1,200}%\}|[#$%]\{[^{}\r\n]{1,200}\}|"
    r"<%=?[^%\r\n]{1,200}%>|<OTRS_[A-Za-z0-9_]{1,100}(?:\[\d{1,4}\])?>|\{\$[^{}\r\n]{1,200}\}|"
    r"%[a-z_]{1,20}(?:\.[a-z_.]{1,80})?%"
)
"""An expression without groups of its own."""

_MARKS: Final = re.compile(r"\A[#$%{}<=\s]+|[%{}>\s]+\Z")


def filled(string: String) -> Iterator[Piece]:
    """A text of a template: its words, and the variables that are filled in."""
    for piece in text_of(string, variables=PLACEHOLDER).pieces:
        if isinstance(piece, Variable):
            piece = Variable(_MARKS.sub("", piece.name) or "value", piece.place)
        yield piece


def plain(string: String) -> Iterable[Piece]:
    """A text in which nothing is filled in: its words."""
    return (string.words(),) if string.value else ()
