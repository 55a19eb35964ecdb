"""Reading files: their bytes, their text, and what may be wrong with either."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ivrlint.lean import dataclass

HEAD_BYTES: Final = 4096 * 4
"""Enough bytes for the 4,096 code points of a candidate's head."""
HEAD: Final = 4096

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class TooLarge(Exception):  # noqa: N818 - says what the file is
    """A file above the configured size, which is not read."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file; `bad` is the offset (in code points) of the first
    bytes that do not fit its encoding, None where all do."""

    text: str
    bad: int | None = None


def decode(data: bytes, encodings: Sequence[str] = ("utf-8",)) -> Decoded:
    """The text of a file: by its byte-order mark, else by the first encoding that fits.

    Where none fits, the bytes that are not UTF-8 are taken as ISO-8859-1, one
    by one, so that all other characters stay what they are.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            encodings = (encoding,)
            data = data[len(mark) :]
            break
    for encoding in encodings:
        try:
            return Decoded(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    if not encodings[0].startswith("utf-8"):
        text = data.decode(encodings[0], "replace")
        return Decoded(text, max(0, text.find("\ufffd")))
    text = data.decode("utf-8", "surrogateescape")
    bad = re.search("[\udc80-\udcff]", text)
    table = {0xDC00 + byte: byte for byte in range(0x80, 0x100)}
    return Decoded(text.translate(table), bad.start() if bad else None)


def read_head(path: Path) -> str:
    """The first code points of a file; raises OSError. Bytes that do not fit are replaced."""
    with path.open("rb") as stream:
        data = stream.read(HEAD_BYTES)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")[:HEAD]
    return data.decode("utf-8", "replace")[:HEAD]


def read_bytes(path: Path, limit: int) -> bytes:
    """The content of a regular file; raises OSError, or TooLarge above `limit` bytes."""
    with path.open("rb") as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLarge
    return data


def shown_path(path: Path, folder: Path) -> str:
    """A path as reports show it: relative to a folder, absolute outside it, always with `/`."""
    try:
        return path.relative_to(folder).as_posix()
    except ValueError:
        return path.as_posix()
