"""HTML of a mail as what is read: texts, line breaks, links.

The library's parser needs a time that grows with the square of hostile input; this reading is
linear, and takes whatever it is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import Link
from ivrlint.text import Piece, Text, Words
from ivrlint_formats.data import String
from ivrlint_formats.spoken import collapsed, joined

Read = Callable[[String], Iterable[Piece]]
"""How words and placeholders of a text are told apart."""

_TOKEN: Final = re.compile(
    r"(?P<comment><!--(?:[^-]|-(?!->))*+(?:-->)?|<[!?][^<>]*+>?)"
    r"|(?P<tag></?[A-Za-z][^<>]*+>?)"
    r"|(?P<entity>&(?:[A-Za-z][A-Za-z0-9]{1,30};|\#\d{1,7};?|\#[xX][0-9a-fA-F]{1,6};?))"
)
_TAG: Final = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)")
_ATTRIBUTE: Final = re.compile(
    r"""(?<![\w:-])([A-Za-z][\w:-]*+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=]+))"""
)
_UNREAD: Final = frozenset({"script", "style", "title", "template"})
_INLINE: Final = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em"),
        *("font", "i", "img", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike"),
        *("strong", "sub", "sup", "tt", "u", "var", "wbr", "o"),
    }
)
MOST_ATTRIBUTES: Final = 20_000
"""Code points of a tag that are searched for attributes."""


@dataclass(frozen=True, slots=True)
class Html:
    """What a page of HTML says: its text, where it leads, its language."""

    text: Text
    links: tuple[Link, ...]
    language: str | None


def html_text(string: String, read: Read) -> Html:
    """The text of HTML, block by block on lines of their own."""
    reader = _Html(string, read)
    reader.run()
    return Html(Text.of(joined(reader.lines())), tuple(reader.links), reader.language)


class _Html:
    def __init__(self, string: String, read: Read) -> None:
        self.string = string
        self.read = read
        self.blocks: list[tuple[list[Piece], Words | None]] = [([], None)]
        self.links: list[Link] = []
        self.language: str | None = None
        self.href: String | None = None
        self.label: list[Piece] = []
        self.unread: str | None = None

    def run(self) -> None:
        text = self.string.value
        at = 0
        for found in _TOKEN.finditer(text):
            start, end = found.span()
            self._data(at, start)
            at = end
            if found.lastgroup == "tag":
                self._tag(found[0], start, end)
            elif found.lastgroup == "entity" and self.unread is None:
                place = self.string.part(start, end).place
                self._take(Words(unescape(found[0]), place))
        self._data(at, len(text))
        self._close_link()

    def lines(self) -> Iterator[Piece]:
        """The blocks that say something, with a line break after each but the last."""
        waiting: Words | None = None
        for pieces, end in self.blocks:
            found = collapsed(joined(pieces))
            if found:
                if waiting is not None:
                    yield waiting
                yield from found
                waiting = end

    def _data(self, start: int, end: int) -> None:
        if self.unread is not None or start >= end:
            return
        words = self.string.part(start, end)
        for piece in self.read(String(words.text, words.place, words.place, words.anchors)):
            self._take(piece)

    def _take(self, piece: Piece) -> None:
        self.blocks[-1][0].append(piece)
        if self.href is not None:
            self.label.append(piece)

    def _tag(self, tag: str, start: int, end: int) -> None:
        found = _TAG.match(tag)
        if found is None:
            return
        name, closing = found["name"].lower(), bool(found["close"])
        if self.unread is not None:
            if closing and name == self.unread:
                self.unread = None
            return
        if name in _UNREAD and not closing and not tag.endswith("/>"):
            self.unread = name
            return
        if name == "html" and not closing:
            self.language = self._value(tag, start, "lang")
        if name == "a":
            self._close_link()
            if not closing:
                self.href = self._attribute(tag, start, "href")
        elif name == "img" and not closing:
            alternative = self._attribute(tag, start, "alt")
            if alternative is not None and alternative.value.strip():
                self._take(alternative.words())
        if name not in _INLINE:
            place = self.string.part(start, end).place
            self.blocks[-1] = (self.blocks[-1][0], Words("\n", place))
            self.blocks.append(([], None))

    def _value(self, tag: str, start: int, name: str) -> str | None:
        found = self._attribute(tag, start, name)
        return found.value.strip() or None if found else None

    def _attribute(self, tag: str, start: int, name: str) -> String | None:
        for found in _ATTRIBUTE.finditer(tag[:MOST_ATTRIBUTES]):
            if found[1].lower() == name:
                group = next(number for number in (2, 3, 4) if found[number] is not None)
                words = self.string.part(start + found.start(group), start + found.end(group))
                value = String(words.text, words.place, words.place, words.anchors)
                return String(unescape(value.value), value.place, value.inside, value.anchors)
        return None

    def _close_link(self) -> None:
        if self.href is not None:
            label = Text.of(joined(collapsed(joined(self.label))))
            address = self.href.value.strip()
            if address and not address.startswith("#"):
                self.links.append(Link(self.href.place, label or None, None, address))
        self.href = None
        self.label = []
