"""Making a faulty JSON text sound, so that what is sound in it can still be read.

Only used after the parser has found a fault: it then says what the faults are,
one message each, and gives the parser a text without them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final, NamedTuple

from ivrlint.display import visible
from ivrlint.places import Source

_MOST_MISTAKES: Final = 20
"""How many faults of one file are told; the rest mostly follows from them."""

_TOKEN: Final = re.compile(
    r"""(?P<space>[ \t\r\n\ufeff]++)
    |(?P<comment>//[^\r\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?)
    |(?P<string>"[^"\\]*+(?:\\(?:.|\Z)[^"\\]*+)*+(?:"|\Z))
    |(?P<word>\{\{[^{}\r\n]{0,200}+\}\}|\$\{[^{}\r\n]{0,200}+\}
       |\{%[^{}\r\n]{0,200}+%\}|<%[^<>\r\n]{0,200}+%>
       |'[^'"\\\r\n]{0,200}+'
       |[^ \x00-\x1f\x7f\ufeff{}\[\],:"/]++|/)
    |(?P<mark>[{}\[\],:])
    |(?P<stray>[\x00-\x1f\x7f]++)""",
    re.VERBOSE | re.DOTALL,
)
_STRING_ON_ITS_LINE: Final = re.compile(r'"[^"\\\r\n]*+(?:\\[^\r\n][^"\\\r\n]*+)*+"?')
_FOLLOWS_STRING: Final = re.compile(r"[ \t\r\n]*+(?:[,:}\]]|\Z)")
_LITERAL: Final = re.compile(
    r"true|false|null|-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?"
)
_PLACEHOLDER: Final = re.compile(r"\{\{|\$\{|\{%|<%|%\w")
_CLOSER: Final = {"{": "}", "[": "]"}


class Slip(NamedTuple):
    """A fault: from where to where in the source (offsets), and what is wrong."""

    start: int
    end: int
    message: str


class Mended:
    """A sound text, with the way back from its offsets to those of the source.

    `bare` holds the strings that stand in the source without quotes, by their
    offset in the sound text: their start and end in the source.
    """

    def __init__(self) -> None:
        self._chunks: list[str] = []
        self._length = 0
        self._starts: list[int] = []
        self._origins: list[tuple[int, int]] = []
        self.slips: list[Slip] = []
        self.bare: dict[int, tuple[int, int]] = {}

    @property
    def text(self) -> str:
        """The sound text; every code point that JSON could not hold is a question mark."""
        return "".join(self._chunks)

    def add(self, chunk: str, origin: int, *, step: int) -> None:
        """Add a stretch that stands at `origin` in the source (`step` 1) or is put in there (0)."""
        self._starts.append(self._length)
        self._origins.append((origin, step))
        self._chunks.append(chunk)
        self._length += len(chunk)

    def add_bare(self, start: int, end: int) -> None:
        """Add what stands in the source from `start` to `end` as a string."""
        self.bare[self._length] = (start, end)
        self.add('""', start, step=0)

    @property
    def full(self) -> bool:
        """Whether so many faults are told already that no more will be."""
        return len(self.slips) >= _MOST_MISTAKES

    def slip(self, start: int, end: int, message: str) -> None:
        """Note a fault, unless there are too many already."""
        if not self.full:
            self.slips.append(Slip(start, end, message))

    def origin(self, offset: int) -> int:
        """The offset in the source of an offset in the sound text."""
        index = max(0, bisect_right(self._starts, offset) - 1)
        origin, step = self._origins[index]
        return origin + (offset - self._starts[index]) * step

    def end(self, offset: int) -> int:
        """The same for an exclusive end: just after the code point before it."""
        index = max(0, bisect_right(self._starts, offset - 1) - 1)
        origin, step = self._origins[index]
        return origin + (offset - self._starts[index]) * step


def mend(source: Source) -> Mended:
    """The text of a source as sound JSON, with a note of every fault."""
    mender = _Mender(source)
    for kind, start, end in mender.tokens():
        mender.take(kind, start, end)
    mender.close_all()
    return mender.mended


class _Mender:
    """A pushdown automaton over the tokens.

    `need` is what has to come next: `value`, `key` (both: at the start of a
    container, or after `comma`), `colon`, `comma` (or the end of the container).
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.last = len(self.text.rstrip())
        self.mended = Mended()
        self.stack: list[tuple[str, int]] = []
        self.need = "value"
        self.pending: int | None = None
        """Where a comma stands that is not written yet: it may be one too many."""
        self.after_colon = False
        self.told_end = False

    def tokens(self) -> Iterator[tuple[str, int, int]]:
        """The tokens: kind, start, end. An unclosed string ends with its line."""
        at, cuts, text = 0, 0, self.text
        while at < len(text):
            kind, end = "string", at
            # After some unclosed strings none may run over lines any more: looking for
            # the end of each in the whole file would take time that grows with its square.
            if text[at] != '"' or cuts < _MOST_MISTAKES:
                match = _TOKEN.match(text, at)
                kind, end = (match.lastgroup or "", match.end()) if match else ("word", at + 1)
            if kind == "string" and not self._closed(at, end):
                line = _STRING_ON_ITS_LINE.match(text, at)
                end = line.end() if line else at + 1
                if end - at < 2 or text[end - 1] != '"':
                    cuts += 1
                    end = at + max(1, len(text[at:end].rstrip(" \t,]}")))
                    kind = "unclosed"
            yield kind, at, end
            at = end

    def _closed(self, start: int, end: int) -> bool:
        """Whether a string that runs over lines is meant to: something sensible follows it."""
        if end - start < 2 or self.text[end - 1] != '"':
            return False
        if "\n" not in self.text[start:end] and "\r" not in self.text[start:end]:
            return True
        return _FOLLOWS_STRING.match(self.text, end) is not None

    def take(self, kind: str, start: int, end: int) -> None:
        """Take one token."""
        if kind == "space":
            return
        if kind == "stray":
            self.mended.slip(start, end, "a control character stands between the values")
            return
        if kind == "comment":
            self.mended.slip(start, end, "JSON has no comments")
            return
        mark = self.text[start] if kind == "mark" else ""
        if self.need == "colon":
            if mark == ":":
                self._write(":", start)
                self.need, self.after_colon = "value", True
                return
            self.mended.slip(
                start, end, f"expected ':' after the key, found {self._shown(start, end)}"
            )
            self._put(":", start)
            self.need, self.after_colon = "value", True
        if mark in ("}", "]"):
            self._close(mark, start)
        elif mark == ",":
            self._comma(start)
        elif mark == ":":
            self._colon(start)
        else:
            self._value(kind, mark, start, end)

    def close_all(self) -> None:
        """Close what is still open at the end of the file."""
        at = len(self.text)
        if self.stack and not self.told_end:
            opener, where = self.stack[-1]
            line = self.source.position(where).line
            self.mended.slip(
                max(0, at - 1),
                at,
                f"the file ends before the '{opener}' of line {line} is closed with"
                f" '{_CLOSER[opener]}'",
            )
        while self.stack:
            self._finish_member(at)
            self._put(_CLOSER[self.stack.pop()[0]], at)
            self.need = "comma"

    def _write(self, mark: str, start: int) -> None:
        self.mended.add(mark, start, step=1)

    def _put(self, chunk: str, at: int) -> None:
        self.mended.add(chunk, at, step=0)

    def _shown(self, start: int, end: int) -> str:
        shown = visible(self.text[start : min(end, start + 40)])
        return f"'{shown}…'" if end - start > 40 else f"'{shown}'"

    def _finish_member(self, at: int) -> None:
        """Complete a member that breaks off, so that its container can be closed."""
        if self.need == "colon":
            self._put(":null", at)
        elif self.after_colon and self.need == "value":
            self._put("null", at)
        self.pending, self.after_colon = None, False

    def _close(self, mark: str, start: int) -> None:
        if not self.stack:
            self.mended.slip(start, start + 1, f"nothing is open here that '{mark}' could close")
            return
        opener, where = self.stack[-1]
        if self.after_colon and self.need == "value":
            self.mended.slip(start, start + 1, f"expected a value after ':', found '{mark}'")
        elif self.pending is not None:
            self.mended.slip(
                self.pending, self.pending + 1, f"a comma too many: '{mark}' follows it"
            )
        self._finish_member(start)
        if _CLOSER[opener] != mark:
            line = self.source.position(where).line
            self.mended.slip(
                start,
                start + 1,
                f"expected '{_CLOSER[opener]}' for the '{opener}' of line {line}, found '{mark}'",
            )
            if len(self.stack) > 1 and _CLOSER[self.stack[-2][0]] == mark:
                self.stack.pop()
                self._put(_CLOSER[opener], start)
                opener = self.stack[-1][0]
        self.stack.pop()
        self._write(_CLOSER[opener], start)
        self.need = "comma"

    def _comma(self, start: int) -> None:
        if self.need == "comma" and self.stack:
            self.pending = start
            self.need = "key" if self.stack[-1][0] == "{" else "value"
        elif self.after_colon and self.need == "value":
            self.mended.slip(start, start + 1, "expected a value after ':', found ','")
            self._finish_member(start)
            self.need = "comma"
            self._comma(start)
        else:
            self.mended.slip(start, start + 1, "a comma too many: nothing stands before it")

    def _colon(self, start: int) -> None:
        if self.need == "key":
            self.mended.slip(start, start + 1, "expected a key in quotes before ':'")
            self._separate(start)
            self._put('""', start)
            self._write(":", start)
            self.need, self.after_colon = "value", True
        else:
            self.mended.slip(start, start + 1, "':' belongs between a key and its value only")

    def _separate(self, at: int) -> None:
        """Write the comma that is due before a value or a key."""
        if self.pending is not None:
            self._write(",", self.pending)
            self.pending = None
        elif self.need == "comma" and self.stack:
            last = max(0, at - 1)
            while last > 0 and self.text[last] in " \t\r\n":
                last -= 1
            self.mended.slip(
                last, last + 1, f"expected ',' after this, before {self._shown(at, at + 1)}"
            )
            self._put(",", at)
            self.need = "key" if self.stack[-1][0] == "{" else "value"
        elif self.need == "comma":
            self._put(" ", at)
            self.need = "value"

    def _value(self, kind: str, mark: str, start: int, end: int) -> None:
        self._separate(start)
        if kind == "unclosed":
            self.told_end = self.told_end or end >= self.last
            self.mended.slip(start, end, "this text is not closed with '\"' on its line")
        if self.need == "key":
            if mark:
                self.mended.slip(start, end, f"expected a key in quotes, found '{mark}'")
                self._put('"":', start)
                self.need, self.after_colon = "value", True
            else:
                if kind == "word":
                    self.mended.slip(
                        start, end, f"expected a key in quotes, found {self._shown(start, end)}"
                    )
                self._text(kind, start, end)
                self.need = "colon"
                return
        if mark:
            self.stack.append((mark, start))
            self._write(mark, start)
            self.need = "key" if mark == "{" else "value"
        elif kind == "word" and _LITERAL.fullmatch(self.text, start, end):
            word = self.text[start:end]
            # The grammar knows no `1e+3`; what number it is, is read from the source.
            self.mended.add(word if word.isalpha() else "1" * len(word), start, step=1)
            self.need = "comma"
        else:
            if kind == "word":
                self._bad_word(start, end)
            self._text(kind, start, end)
            self.need = "comma"
        self.after_colon = False

    def _text(self, kind: str, start: int, end: int) -> None:
        if kind == "string":
            self.mended.add(f'"{"?" * (end - start - 2)}"', start, step=1)
        elif kind == "unclosed":
            self.mended.add_bare(start + 1, end)
        else:
            quoted = end - start > 1 and self.text[start] == self.text[end - 1] == "'"
            self.mended.add_bare(start + quoted, end - quoted)

    def _bad_word(self, start: int, end: int) -> None:
        if self.mended.full:
            return
        word = self.text[start : min(end, start + 200)]
        if _PLACEHOLDER.match(word):
            message = f"the placeholder {self._shown(start, end)} stands without quotes"
        else:
            near = get_close_matches(word.lower(), ("true", "false", "null"), 1, 0.7)
            hint = f"; did you mean {near[0]}?" if near else "; a text needs double quotes"
            message = f"expected a value, found {self._shown(start, end)}{hint}"
        self.mended.slip(start, end, message)
