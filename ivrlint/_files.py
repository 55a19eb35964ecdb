"""Reading files: their bytes, their text, and what may be wrong with either."""

from __future__ import annotations

import codecs
import errno
import os
import re
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final

from ivrlint.lean import dataclass

HEAD_BYTES: Final = 4096 * 4
"""Enough bytes for the 4,096 code points of a candidate's head."""
HEAD: Final = 4096
_PIECE: Final = 1 << 20

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
    bytes that do not fit its encoding, None where all do. `unmarked` says that
    it is UTF-16 without the byte-order mark that would say so."""

    text: str
    bad: int | None = None
    unmarked: bool = False


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
    else:
        unmarked = _unmarked(data)
        if unmarked:
            return Decoded(data.decode(unmarked, "replace"), 0, unmarked=True)
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
    with _open(path) as stream:
        data = stream.read(HEAD_BYTES)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")[:HEAD]
    return data.decode(_unmarked(data) or "utf-8", "replace")[:HEAD]


def read_bytes(path: Path, limit: int) -> bytes:
    """The content of a regular file; raises OSError, or TooLarge above `limit` bytes."""
    pieces, size = [], 0
    with _open(path) as stream:
        while piece := stream.read(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                raise TooLarge
    return b"".join(pieces)


def is_folder(path: Path) -> bool:
    """Whether a path leads to a folder; False also for a path that cannot be (a name too long)."""
    return os.path.isdir(path)  # noqa: PTH112 - that of pathlib raises


def is_file(path: Path) -> bool:
    """Whether a path leads to a regular file; False also for a path that cannot be."""
    return os.path.isfile(path)  # noqa: PTH113 - that of pathlib raises


def _open(path: Path) -> IO[bytes]:
    """Open a regular file; raises OSError for anything else, and never waits for a writer."""
    return open(path, "rb", opener=_regular)


def _regular(name: str, flags: int) -> int:
    descriptor = os.open(name, flags | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "is not a file")
    return descriptor


def _unmarked(data: bytes) -> str | None:
    """UTF-16 without a byte-order mark, by the zeros that every other byte of ASCII is there."""
    if b"\0" not in data[:2]:
        return None
    first, second = data[:HEAD_BYTES:2], data[1:HEAD_BYTES:2]
    if first.count(0) == 0 and second.count(0) * 2 > len(second):
        return "utf-16-le"
    if second.count(0) == 0 and first.count(0) * 2 > len(first):
        return "utf-16-be"
    return None


def shown_path(path: Path, folder: Path) -> str:
    """A path as reports show it: relative to a folder, absolute outside it, always with `/`."""
    try:
        return path.relative_to(folder).as_posix()
    except ValueError:
        return path.as_posix()
