"""What the texts of a script say: escapes, dots, encoded characters, with the way back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ivrlint.places import Place, Source
from ivrlint_formats.data import String
from ivrlint_formats.messages import Change, changed

_ESCAPED: Final = re.compile(r"\\([\s\S])|\r\n")
_STUFFED: Final = re.compile(r"^\.(?=\.)|\r\n", re.MULTILINE)
_MARK: Final = re.compile(r"text:[ \t]*(?:#[^\n]*)?\r?\n|text:[^\n]*\n?", re.IGNORECASE)
_ENCODED: Final = re.compile(
    r"\$\{(hex|unicode):[ \t\r\n]*([0-9A-Fa-f]+(?:[ \t\r\n]+[0-9A-Fa-f]+)*)[ \t\r\n]*\}",
    re.IGNORECASE,
)
_LAST: Final = 0x10FFFF


def quoted(source: Source, start: int, end: int, *, closed: bool = True) -> String:
    """A text in quotation marks, which stands from `start` to `end`, both marks included."""
    inside = source.place(start + 1, max(start + 1, end - closed))
    changes = [
        Change(found.start(), found.end(), found[1] or "\n")
        for found in _ESCAPED.finditer(inside.text)
    ]
    return changed(String(inside.text, source.place(start, end), inside), changes)


def multiline(source: Source, start: int, end: int) -> String:
    """A text from `text:` to the line with a single dot; dots that were doubled are single."""
    whole = source.text[start:end]
    mark = _MARK.match(whole)
    begin = mark.end() if mark else len(whole)
    closing = re.search(r"(?:^|\n)(\.\r?\n)\Z", whole[begin:])
    finish = begin + closing.start(1) if closing else len(whole)
    inside = source.place(start + begin, max(start + begin, start + finish))
    changes = [
        Change(found.start(), found.end(), "" if found[0] == "." else "\n")
        for found in _STUFFED.finditer(inside.text)
    ]
    # The line break before the dot that ends the text belongs to the text, yet says nothing.
    return changed(String(inside.text, source.place(start, end), inside), changes)


def encoded(string: String) -> tuple[String, tuple[Place, ...]]:
    """The text with `${hex:…}` and `${unicode:…}` read, and where no character is meant.

    As RFC 5228, 2.4.2.4 has it: what is not well formed stays as it is.
    """
    if "${" not in string.value:
        return string, ()
    changes: list[Change] = []
    wrong: list[Place] = []
    for found in _ENCODED.finditer(string.value):
        codes = [int(code, 16) for code in found[2].split()]
        meant = _octets(codes) if found[1].lower() == "hex" else _characters(codes)
        if meant is not None:
            changes.append(Change(found.start(), found.end(), meant))
        elif found[1].lower() == "unicode":
            wrong.append(string.part(found.start(), found.end()).place)
    return changed(string, changes), tuple(wrong)


def _octets(codes: Iterable[int]) -> str | None:
    if any(code > 0xFF for code in codes):
        return None
    return bytes(codes).decode("utf-8", "replace")


def _characters(codes: Iterable[int]) -> str | None:
    if any(code > _LAST or 0xD800 <= code <= 0xDFFF for code in codes):
        return None
    return "".join(map(chr, codes))
