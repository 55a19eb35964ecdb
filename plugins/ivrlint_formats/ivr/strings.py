r"""Texts in quotation marks: from the file to what they say.

In every text `\"`, `\\`, `\n`, `\r`, `\t` and `\u{1F600}` stand for a
character. In what is heard or read, `{name}` is a variable and `{pause 2s}`
a silence; `\{` and `\}` are braces. A text between three quotation marks may
run over lines: its first line break, its indentation and its last line, where
that is empty, do not count; a line of spaces is an empty line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ivrlint.places import Source
from ivrlint.text import Pause, Piece, Text, Variable, Words
from ivrlint_formats.ivr.faults import Fault, Faults
from ivrlint_formats.ivr.nodes import String, Word
from ivrlint_formats.ivr.numbers import seconds

_ESCAPES: Final = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\", "{": "{", "}": "}"}
_ESCAPE: Final = r"(?s)\\(?:u\{([0-9A-Fa-f]{1,6})\}|(.))"
_PART: Final = (
    r"(?s)(?P<words>[^\\{]+)"
    r"|(?P<escape>\\(?:u\{[0-9A-Fa-f]{1,6}\}|.))"
    r"|\{(?P<variable>(?:[^{}\\\n]|\\u\{[0-9A-Fa-f]{1,6}\}|\\[^\n])*)\}"
    r"|(?P<brace>[{\\])"
)
PAUSE: Final = r"\s*pause\s+(\S+)\s*"
_LINE: Final = r"([^\r\n]*)(\r\n|\n|\r|\Z)"
_NO_BRACE: Final = r"this '{' has no '}' on its line; a brace is written '\{'"


class _Row(NamedTuple):
    """One line of a text as written, without its indentation, and where it begins."""

    text: str
    start: int


def rows(string: String) -> list[_Row]:
    """The lines of a text as written: dedented, but with their escapes."""
    if not string.long:
        return [_Row(string.raw[1:-1], string.start + 1)]
    body, start = string.raw[3:-3], string.start + 3
    found: list[_Row] = []
    for match in re.finditer(_LINE, body):
        found.append(_Row(match[1], start + match.start()))
        if not match[2]:
            break
    if len(found) == 1:
        return found
    first, last = found[0], found[-1]
    rest = _dedented(found[1:] if last.text.strip(" \t") else found[1:-1])
    return rest if not first.text.strip(" \t") else [first, *rest]


def _dedented(found: list[_Row]) -> list[_Row]:
    indents = [row.text[: len(row.text) - len(row.text.lstrip(" \t"))] for row in found]
    full = [
        indent for indent, row in zip(indents, found, strict=True) if len(indent) < len(row.text)
    ]
    common = _common(full)
    return [
        _Row(row.text[common:], row.start + common)
        if len(indent) < len(row.text)
        else _Row("", row.start + len(row.text))
        for indent, row in zip(indents, found, strict=True)
    ]


def _common(indents: list[str]) -> int:
    """How many characters all of them begin with."""
    if not indents:
        return 0
    least, most = min(indents), max(indents)
    for at, (one, other) in enumerate(zip(least, most, strict=False)):
        if one != other:
            return at
    return min(len(least), len(most))


def plain(argument: String | Word) -> str:
    """What a text says where no variables are looked for."""
    if isinstance(argument, Word):
        return argument.text
    return "\n".join(_unescaped(row.text) for row in rows(argument))


def _unescaped(text: str) -> str:
    return re.sub(_ESCAPE, _character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    if match[1]:
        code = int(match[1], 16)
        return chr(code) if code <= 0x10FFFF else "\ufffd"
    return _ESCAPES.get(match[2], match[0])


def check(string: String, faults: Faults) -> None:
    """Tell of escapes that mean nothing."""
    if "\\" not in string.raw:
        return
    for match in re.finditer(_ESCAPE, string.raw):
        start, end = string.start + match.start(), string.start + match.end()
        if match[1]:
            if int(match[1], 16) > 0x10FFFF:
                faults.add(f"there is no character {match[0]}", start, end)
        elif match[2] not in _ESCAPES:
            wanted = r"expected \", \\, \{, \}, \n, \r, \t or \u{…}"
            faults.add(f"found '{match[0].strip()}', {wanted}", start, end)


def text(string: String | Word, source: Source, faults: Faults) -> Text:
    """What a text says, in pieces that know where they stand."""
    if isinstance(string, Word):
        place = source.place(string.start, string.end)
        return Text((Words(string.text, place),))
    return Text.of(_pieces(string, source, faults))


class _Buffer:
    """Words that are being gathered, with the anchors of what runs apart."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.parts: list[str] = []
        self.anchors: list[tuple[int, int]] = []
        self.length = 0
        self.start = 0
        self.end = 0
        self.apart = -1

    def add(self, text: str, start: int, end: int) -> None:
        """Add what stands from `start` to `end` in the source."""
        if not self.parts:
            self.start = start
        if self.apart != start - self.length:
            self.apart = start - self.length
            self.anchors.append((self.length, start))
        self.parts.append(text)
        self.length += len(text)
        self.end = end

    def take(self) -> Iterator[Piece]:
        """The words gathered so far, if any, and begin anew."""
        if self.parts:
            straight = len(self.anchors) == 1 and self.end - self.start == self.length
            place = self.source.place(self.start, self.end)
            yield Words("".join(self.parts), place, () if straight else tuple(self.anchors))
        self.parts, self.anchors, self.length, self.apart = [], [], 0, -1


def _pieces(string: String, source: Source, faults: Faults) -> Iterator[Piece]:
    buffer = _Buffer(source)
    lines = rows(string)
    for number, row in enumerate(lines, 1):
        for match in re.finditer(_PART, row.text):
            start, end = row.start + match.start(), row.start + match.end()
            if match["words"]:
                buffer.add(match[0], start, end)
            elif match["escape"]:
                buffer.add(_unescaped(match[0]), start, end)
            elif match["variable"] is None:
                if match[0] == "{":
                    faults.add(
                        r"this '{' has no '}' on its line; a brace is written '\{'", start, end
                    )
                buffer.add(match[0], start, end)
            else:
                yield from buffer.take()
                yield _filled_in(match["variable"], start, end, source, faults)
        if number < len(lines):
            at = row.start + len(row.text)
            buffer.add("\n", at, at + 1)
    yield from buffer.take()


def _filled_in(raw: str, start: int, end: int, source: Source, faults: Faults) -> Piece:
    place = source.place(start, end)
    pause = re.fullmatch(PAUSE, raw)
    if pause is None:
        name = _unescaped(raw.strip())
        if not name:
            faults.add("'{}' names no variable", start, end)
        return Variable(name, place)
    try:
        return Pause(
            seconds(Word(pause[1], start + 1 + pause.start(1), start + 1 + pause.end(1))), place
        )
    except Fault as fault:
        faults.take(fault)
        return Pause(0.0, place)
