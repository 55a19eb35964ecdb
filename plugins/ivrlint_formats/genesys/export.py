"""The file of an export: JSON, once encoded for URLs and once in base64.

Nothing in it stands on a line of its own, so places are stretches of the
base64 text; the pointers of the JSON say more.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from ivrlint.places import Source
from ivrlint_formats.data import Mistake, String, Tree, parse_json_within

_LARGEST: Final = 16 * 1024 * 1024
"""Code points of an export; real ones stay below a million."""
_PERCENT: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})++")
_KEYS: Final = re.compile(r'"(?:flowSequenceItemList|initialSequence|defaultLanguage)"\s*:')
_NO_BASE64: Final = re.compile(r"[^A-Za-z0-9+/=\r\n]")
_STEP: Final = 16
"""Code points of JSON from one known place to the next."""


def is_export(head: str) -> bool:
    """Whether a file that begins so is a flow."""
    data = "".join(head.split())
    try:
        text = unquote(b64decode(data[: len(data) // 4 * 4]).decode("ascii", "replace"))
    except ValueError:
        return False
    return _KEYS.search(text) is not None


def read_export(source: Source) -> Tree:
    """The JSON of an export. Never raises."""
    text = source.text.rstrip()
    whole = source.place(0, len(text))
    if len(text) > _LARGEST:
        return _refused(source, 0, "this export is too large to be read")
    stray = _NO_BASE64.search(text)
    if stray is not None:
        return _refused(source, stray.start(), "this character does not belong into base64")
    try:
        encoded = b64decode(text, validate=False).decode("ascii")
    except (binascii.Error, ValueError):
        return _refused(source, max(0, len(text) - 1), "the base64 of this export is damaged")
    decoded, starts = _decoded(encoded)
    lines = [match.end() for match in re.finditer(r"[\r\n]+", text)]
    anchors = tuple(_anchors(starts, lines))
    return parse_json_within(String(decoded, whole, whole, anchors))


def _refused(source: Source, at: int, message: str) -> Tree:
    return Tree(None, (Mistake(source.place(at, at + 1), message),))


def _decoded(encoded: str) -> tuple[str, list[tuple[int, int]]]:
    """The JSON, and where some of its code points stand in the encoded text."""
    chunks: list[str] = []
    starts: list[tuple[int, int]] = []
    length = at = 0
    for match in _PERCENT.finditer(encoded):
        starts += [(length + one - at, one) for one in range(at, match.start(), _STEP)]
        if match.start() > at:
            chunks.append(encoded[at : match.start()])
            length += match.start() - at
        starts.append((length, match.start()))
        chunks.append(unquote(match[0], errors="replace"))
        length += len(chunks[-1])
        at = match.end()
    starts.append((length, at))
    chunks.append(encoded[at:])
    return "".join(chunks), starts


def _anchors(starts: list[tuple[int, int]], lines: list[int]) -> Iterator[tuple[int, int]]:
    """From offsets of the JSON to offsets of the file."""
    breaks = 0
    for at, encoded in starts:
        offset = encoded // 3 * 4 + encoded % 3
        while breaks < len(lines) and lines[breaks] <= offset + breaks:
            breaks += 1
        yield at, offset + breaks
