"""Changing files: stretches of their text replaced, all other bytes left as they are."""

from __future__ import annotations

import codecs
import os
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from ivrlint.errors import UsageError
from ivrlint.lean import dataclass

_MARKED: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PLAIN: Final = ("utf-8", "iso-8859-1", "windows-1252", "utf-16-le", "utf-16-be")


class Replacement(NamedTuple):
    """Puts `text` in the place of what stands from `start` up to `end` (offsets)."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the text of a file is written: a byte-order mark or none, and a codec."""

    mark: bytes
    codec: str

    def encode(self, text: str) -> bytes | None:
        """The bytes of a text; None where the encoding lacks one of its characters."""
        try:
            return self.mark + text.encode(self.codec)
        except UnicodeEncodeError:
            return None


def encoding_of(data: bytes, text: str) -> Encoding | None:
    """The encoding by which a file's bytes are this text and the text just these bytes.

    None where there is none: the file holds bytes that do not fit, or the text is not the file's
    own but was unpacked from it.
    """
    for mark, codec in _MARKED:
        if data.startswith(mark):
            encoding = Encoding(mark, codec)
            return encoding if encoding.encode(text) == data else None
    for codec in _PLAIN:
        encoding = Encoding(b"", codec)
        if encoding.encode(text) == data:
            return encoding
    return None


def replaced(text: str, replacements: Iterable[Replacement]) -> str:
    """The text with stretches replaced, which must not overlap."""
    parts: list[str] = []
    at = 0
    for start, end, new in sorted(replacements):
        parts += (text[at:start], new)
        at = end
    return "".join([*parts, text[at:]])


def overlap(taken: Sequence[Replacement], new: Replacement) -> bool:
    """Whether a replacement touches what another one changes; `taken` is in order."""
    from bisect import bisect_left

    at = bisect_left(taken, (new.start,))
    before = taken[at - 1] if at else None
    after = taken[at] if at < len(taken) else None
    touches_before = before is not None and before.end > new.start
    touches_after = after is not None and (after.start < new.end or after.start == new.start)
    return touches_before or touches_after


def write(path: Path, data: bytes, shown: str) -> None:
    """Replace a file in one move, its permissions kept. Raises UsageError where it cannot be.

    A symbolic link stays one: what it leads to is replaced.
    """
    from ivrlint.display import visible

    target = path.resolve()
    temporary = None
    try:
        mode = target.stat().st_mode
        handle, temporary = tempfile.mkstemp(prefix=".ivrlint-", dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except OSError as error:
        if temporary is not None:
            with suppress(OSError):
                Path(temporary).unlink()
        raise UsageError(f"{visible(shown)}: cannot be written: {error.strerror}") from error
