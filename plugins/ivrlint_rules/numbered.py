"""Numbered lists in what a chat writes: `1 - Tickets`, `*2* - Invoices`, `3. Something else`."""

from __future__ import annotations

from typing import Final

from ivrlint.lean import dataclass
from ivrlint.places import Place
from ivrlint.regex import pattern
from ivrlint.text import Text

_ENTRY: Final = pattern(
    r"(?m)^[ \t*_~(\[]{0,6}(?P<number>\d{1,2})\ufe0f?[ \t]?[*_~)\]–—.:\u20e3-](?!\d)"
    r"|^(?P<star>\*{3})[ \t]{1,3}[–—:-]"
)
"""Marks that chats show as bold or italic letters may stand around the number."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: the answer that it tells (a number, or `*`), and its place."""

    answer: str
    place: Place


def numbered_list(text: Text) -> list[Entry]:
    """The entries of the only list of a text, whose numbers run from 1 on; else none.

    A line of three stars (a star in bold letters) belongs to the list before it.
    """
    entries: list[Entry] = []
    count = 0
    for found in _ENTRY.finditer(text.plain):
        number = found["number"]
        if number is not None:
            count += 1
            if int(number) != count:
                return []
        elif not entries:
            continue
        entries.append(Entry(number or "*", text.part(*found.span())))
    return entries if count > 1 else []
