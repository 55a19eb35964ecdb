"""Encoded words in headers (RFC 2047), read as what they say."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

from ivrlint_formats.data import String
from ivrlint_formats.messages.changing import Change, changed

_WORDS: Final = re.compile(
    r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?\r\n]{0,2000}\?="
    r"(?:[ \t]+=\?[^?\s]{1,60}\?[bBqQ]\?[^?\r\n]{0,2000}\?=)*"
)
_WORD: Final = re.compile(r"=\?([^?\s]+)\?([bBqQ])\?([^?\r\n]*)\?=")


def decoded_words(value: String) -> String:
    """The value of a header with its encoded words decoded."""
    if "=?" not in value.value:
        return value
    changes = [
        Change(run.start(), run.end(), _decoded(run[0])) for run in _WORDS.finditer(value.value)
    ]
    return changed(value, changes)


def _decoded(run: str) -> str:
    """Words one after another: the spaces between them say nothing; characters may run over."""
    pieces: list[tuple[str, bytes]] = []
    for found in _WORD.finditer(run):
        charset = found[1].partition("*")[0].lower()
        data = _bytes(found[2].lower(), found[3])
        if pieces and pieces[-1][0] == charset:
            data = pieces.pop()[1] + data
        pieces.append((charset, data))
    return "".join(text_in(data, charset) for charset, data in pieces)


def _bytes(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    if encoding == "q":
        return binascii.a2b_qp(raw, header=True)
    return base64_bytes(raw)


def base64_bytes(raw: bytes) -> bytes:
    """What base64 stands for; what does not belong there is passed over."""
    clean = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    clean = clean[: len(clean) - 1] if len(clean) % 4 == 1 else clean
    return base64.b64decode(clean + b"=" * (-len(clean) % 4))


def text_in(data: bytes, charset: str | None) -> str:
    """Bytes as text; an encoding that is not known is taken for UTF-8."""
    try:
        return data.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError, UnicodeError):
        return data.decode("utf-8", "replace")
