"""The text of a part: transfer encoding and character set undone, places kept as far as may be."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from ivrlint_formats.data import String
from ivrlint_formats.messages.changing import Change, changed
from ivrlint_formats.messages.entity import Entity
from ivrlint_formats.messages.words import base64_bytes, text_in

_LINE_END: Final = re.compile(r"\r\n?")
_QUOTED: Final = re.compile(r"(?:=[0-9A-Fa-f]{2}|=[ \t]*\r?\n)+|(?<![ \t])[ \t]+(?=\r?\n)|\r\n?")
_SOFT: Final = re.compile(r"=[ \t]*\r?\n")
_RUN: Final = re.compile(r"[A-Za-z0-9+/]+")
_IN_STEP: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})


def decoded(entity: Entity) -> String:
    """The text of a part. A finding in base64 points at the line that holds it."""
    encoding = entity.text("content-transfer-encoding").lower()
    charset = (entity.charset or "utf-8").lower()
    content = entity.content
    if encoding == "base64":
        return _base64(content, charset)
    if encoding == "quoted-printable":
        if charset in _IN_STEP or charset.startswith(("iso-8859", "windows-125", "latin")):
            return changed(content, _quoted(content.value, charset))
        return _again(changed(content, _quoted(content.value, "latin-1")), charset)
    lines = [
        Change(found.start(), found.end(), "\n") for found in _LINE_END.finditer(content.value)
    ]
    content = changed(content, lines)
    return content if charset in _IN_STEP else _again(content, charset)


def _quoted(text: str, charset: str) -> Iterator[Change]:
    """Quoted-printable: runs of escapes, soft line breaks, spaces at the ends of lines."""
    for found in _QUOTED.finditer(text):
        meant = ""
        if found[0].startswith("="):
            codes = _SOFT.sub("", found[0]).replace("=", "")
            meant = _LINE_END.sub("\n", text_in(bytes.fromhex(codes), charset))
        elif found[0].startswith("\r"):
            meant = "\n"
        yield Change(found.start(), found.end(), meant)


def _again(string: String, charset: str) -> String:
    """A text that was read in the wrong character set, line by line where it stands."""
    try:
        raw = string.value.encode("latin-1")
    except UnicodeEncodeError:
        return string
    meant = text_in(raw, charset)
    if meant == string.value:
        return string
    words = string.words()
    olds = [0, *(found.end() for found in re.finditer("\n", string.value))]
    news = [0, *(found.end() for found in re.finditer("\n", meant))]
    anchors = tuple((new, words.source_offset(old)) for new, old in zip(news, olds, strict=False))
    return String(meant, string.place, string.inside, anchors)


def _base64(string: String, charset: str) -> String:
    text = string.value
    data = base64_bytes(text.encode("ascii", "ignore"))
    meant = text_in(data, charset)
    runs = [found.span() for found in _RUN.finditer(text)]
    before = [0, *accumulate(end - start for start, end in runs)]
    words = string.words()
    anchors: list[tuple[int, int]] = []
    at = 0
    size = 0
    lines, octets = re.split("(?<=\n)", meant), data.split(b"\n")
    if len(lines) != len(octets):  # a character set in which a line break is no single byte
        lines, octets = [meant], [data]
    for line, raw in zip(lines, octets, strict=True):
        # Four letters stand for three bytes.
        letter = size // 3 * 4
        index = min(max(0, bisect_right(before, letter) - 1), max(0, len(runs) - 1))
        if runs:
            anchors.append((at, words.source_offset(runs[index][0] + letter - before[index])))
        at += len(line)
        size += len(raw) + 1
    whole = String(meant, string.place, string.inside, tuple(anchors))
    ends = [Change(found.start(), found.end(), "\n") for found in _LINE_END.finditer(meant)]
    return changed(whole, ends)
