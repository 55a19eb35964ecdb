"""What texts say where variables and templates fill something in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from ivrlint.text import Piece, Text, Variable, Words
from ivrlint_formats.data import String
from ivrlint_formats.sieve.texts import encoded
from ivrlint_formats.spoken import joined

_TEMPLATE: Final = r"\{\{[^{}\r\n]{1,200}\}\}|<%=?[^%\r\n]{1,200}%>|\{%[^{}\r\n]{1,200}%\}"
_VARIABLE: Final = r"|\$\{(?:[A-Za-z_]\w*\.)*(?:[A-Za-z_]\w*|\d{1,9})\}"
_PLAIN_TOKEN: Final = re.compile(_TEMPLATE)
_TOKEN: Final = re.compile(_TEMPLATE + _VARIABLE, re.ASCII)

Environment: TypeAlias = Mapping[str, tuple[Piece, ...] | None]
"""What variables hold, by their names in lower case; None where it is not known."""

LONGEST: Final = 20_000
"""Code points of a value that are kept; engines keep fewer (RFC 5229 asks for 4,000)."""


class Values:
    """Reads texts as the script's capabilities tell."""

    def __init__(self, capabilities: frozenset[str]) -> None:
        self.variables = "variables" in capabilities
        self.encoded = "encoded-character" in capabilities

    def pieces(self, string: String, environment: Environment) -> Iterator[Piece]:
        """The words and variables of a text; what a variable is known to hold stands for it."""
        if self.encoded:
            string = encoded(string)[0]
        at = 0
        token = _TOKEN if self.variables else _PLAIN_TOKEN
        for found in token.finditer(string.value):
            if found.start() > at:
                yield string.part(at, found.start())
            at = found.end()
            name = _named(found[0])
            known = environment.get(name.lower()) if found[0].startswith("${") else None
            if known is None:
                yield Variable(name, string.part(found.start(), found.end()).place)
            else:
                yield from known
        if at < len(string.value):
            yield string.part(at, len(string.value))

    def text(self, string: String, environment: Environment) -> Text:
        """A text in pieces."""
        return Text.of(joined(self.pieces(string, environment)))

    def constant(self, string: String, environment: Environment) -> str | None:
        """What a text says where nothing in it is filled in later; None else."""
        pieces = list(self.pieces(string, environment))
        if not all(isinstance(piece, Words) for piece in pieces):
            return None
        return "".join(piece.text for piece in pieces)


def _named(token: str) -> str:
    return token.strip("{}%<>=$ ") or "value"
