"""What a scalar of YAML says, with the way back from its value to the file."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_BREAK: Final = r"(?:\r\n|[\r\n\x85\u2028\u2029])"
_FOLD: Final = re.compile(rf"[ \t]*+{_BREAK}(?:[ \t]*+{_BREAK})*+[ \t]*+")
_SINGLE: Final = re.compile(rf"''|{_FOLD.pattern}")
_DOUBLE: Final = re.compile(
    rf"\\(?:x[0-9a-fA-F]{{2}}"
    r"|u2588\\u2588"  # what stands in for a pair of surrogates
    r"|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}"
    rf"|{_BREAK}[ \t]*+(?:{_BREAK}[ \t]*+)*+|.)|{_FOLD.pattern}",
    re.DOTALL,
)
_ONE_BREAK: Final = re.compile(_BREAK)
_LINE: Final = re.compile(rf"([^\r\n\x85\u2028\u2029]*+)({_BREAK}|\Z)")
_HEADER: Final = re.compile(rf"([|>])([-+1-9]*+)[^\r\n\x85\u2028\u2029]*+(?:{_BREAK}|\Z)")
_PROPERTIES: Final = re.compile(rf"(?:[&!][^\s,\[\]{{}}]*+|#[^\r\n]*+|[ \t]++|{_BREAK})*+")
_SIMPLE: Final = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f",
    "r": "\r", "e": "\x1b", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_WHOLE: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]*+)")
_OTHER_BASE: Final = re.compile(r"0x[0-9a-fA-F]{1,60}+|0o[0-7]{1,60}+")
_BROKEN: Final = re.compile(
    r"[-+]?(?:\.[0-9]++|(?:0|[1-9][0-9]*+)(?:\.[0-9]*+)?)(?:[eE][-+]?[0-9]++)?"
)
_WORDS: Final[dict[str, bool | None]] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


class Spelling(NamedTuple):
    """A text as its scalar spells it: offsets of the whole, of what is in it, and the anchors."""

    value: str
    start: int
    end: int
    inside_start: int
    inside_end: int
    anchors: tuple[tuple[int, int], ...]


def spelled(raw: str, masked: str, start: int, end: int, style: str, value: str) -> Spelling:
    """The text that stands from `start` to `end`.

    Its structure is taken from `masked`, its words from `raw` (both have one length);
    `style` and `value` are what the parser made of `masked`.
    """
    start = min(_PROPERTIES.match(masked, start, end).end(), end)  # type: ignore[union-attr]
    if style in ("|", ">"):
        return _block(_Written(raw), masked, start, end, value)
    inside_start, inside_end = (start + 1, max(start + 1, end - 1)) if style else (start, end)
    at = inside_start
    pattern = {"'": _SINGLE, '"': _DOUBLE}.get(style, _FOLD)
    if pattern.search(masked, inside_start, inside_end) is None:
        return Spelling(raw[inside_start:inside_end], start, end, inside_start, inside_end, ())
    written = _Written(raw)
    for match in pattern.finditer(masked, inside_start, inside_end):
        written.copy(at, match.start())
        at = match.end()
        written.put(_heard(raw[match.start() : at]), match.start(), at)
    written.copy(at, inside_end)
    return Spelling(
        "".join(written.chunks), start, end, inside_start, inside_end, written.anchors(inside_start)
    )


def resolved(text: str) -> tuple[bool, float | int | bool | None]:
    """Whether a plain text is a scalar of YAML's core schema, and which.

    A number with a leading zero stays a text: it is a key or a telephone number.
    """
    if text in _WORDS:
        return True, _WORDS[text]
    if len(text) < 300:
        if _WHOLE.fullmatch(text):
            return True, int(text)
        if _OTHER_BASE.fullmatch(text):
            return True, int(text[2:], 16 if text[1] == "x" else 8)
        if _BROKEN.fullmatch(text):
            number = float(text)
            return True, number if math.isfinite(number) else None
    return False, None


def header_end(masked: str, start: int) -> int:
    """Where the first line of a block scalar ends, whose properties may begin at `start`."""
    begin = _PROPERTIES.match(masked, start).end()  # type: ignore[union-attr]
    match = _HEADER.match(masked, begin)
    return match.end() if match else begin


class _Written:
    """A value that grows out of stretches of the file and of what stands for others."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.chunks: list[str] = []
        self.length = 0
        self._anchors: list[tuple[int, int]] = []
        self._next: int | None = None

    def copy(self, start: int, end: int) -> None:
        """Add what stands in the file as it is."""
        if end <= start:
            return
        if self._next != start:
            self._anchors.append((self.length, start))
        self.chunks.append(self.raw[start:end])
        self.length += end - start
        self._next = end

    def put(self, text: str, start: int, end: int) -> None:
        """Add a text for what stands from `start` to `end`."""
        if text:
            self._anchors.append((self.length, start))
            self.chunks.append(text)
            self.length += len(text)
        self._anchors.append((self.length, end))
        self._next = end

    def anchors(self, inside_start: int) -> tuple[tuple[int, int], ...]:
        """The anchors; none where the value stands in the file as it is."""
        unique = dict(self._anchors)
        if list(unique.items()) in ([], [(0, inside_start)]):
            return ()
        unique.setdefault(0, inside_start)
        return tuple(sorted(unique.items()))


def _heard(written: str) -> str:
    """What an escape or a fold stands for."""
    if written == "''":
        return "'"
    if written[0] != "\\":
        breaks = len(_ONE_BREAK.findall(written))
        return " " if breaks == 1 else "\n" * (breaks - 1)
    kind = written[1:2]
    if _ONE_BREAK.match(kind):
        return "\n" * (len(_ONE_BREAK.findall(written)) - 1)
    if len(written) == 12 and written[2] in "dD":
        high, low = int(written[2:6], 16), int(written[8:12], 16)
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    if len(written) == 12:
        return _heard(written[:6]) + _heard(written[6:])
    if len(written) > 2:
        code = int(written[2:], 16)
        # Half a pair is no character and could not be written anywhere.
        return "\ufffd" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)
    return _SIMPLE.get(kind, kind)


def _block(written: _Written, masked: str, start: int, end: int, value: str) -> Spelling:
    header = _HEADER.match(masked, start, end)
    if header is None:
        return Spelling("", start, end, end, end, ())
    chomping = "-" if "-" in header[2] else "+" if "+" in header[2] else ""
    lines = list(_lines(masked, header.end(), end))
    first = next((masked[a:b] for a, b, _ in lines if masked[a:b].strip(" ")), "")
    told = next((line for line in value.split("\n") if line.strip(" ")), "")
    indent = max(0, _margin(first) - _margin(told))
    folded, previous, flush = header[1] == ">", (0, 0), False
    empty: list[tuple[int, int]] = []
    inside_start = inside_end = header.end()
    for a, b, c in lines:
        begin = a + min(indent, _margin(masked[a : min(b, a + indent)]))
        if begin == b:
            empty.append((b, c))
            continue
        if masked[begin:b].isspace() and not written.raw[begin:b].isspace():
            continue
        level = masked[begin] not in " \t"
        if not written.length and not empty and previous == (0, 0):
            inside_start = begin
        if previous != (0, 0):
            if not (folded and flush and level):
                written.put("\n", *previous)
            elif not empty:
                written.put(" ", *previous)
        for gap in empty:
            written.put("\n", *gap)
        empty.clear()
        written.copy(begin, b)
        inside_end, previous, flush = b, (b, c), level
    if chomping != "-" and previous[1] > previous[0]:
        written.put("\n", *previous)
    if chomping == "+":
        for gap in empty:
            if gap[1] > gap[0]:
                written.put("\n", *gap)
    text = "".join(written.chunks)
    anchors = written.anchors(inside_start)
    return Spelling(text, start, max(inside_end, start), inside_start, inside_end, anchors)


def _lines(masked: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The lines from `start` to `end`: start, end without its line break, end with it."""
    while start < end:
        match = _LINE.match(masked, start, end)
        if match is None:
            return
        yield start, match.end(1), match.end()
        start = match.end()


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
