"""Showing text from files without letting its control characters act."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SUSPECT: Final = (
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff]"
)


def visible(text: str, *, keep: str = "") -> str:
    """The text with every control and invisible formatting character escaped.

    `keep` holds characters that are shown as they are, such as a tab.
    """
    if text.isprintable():  # nothing that is suspect is
        return text
    return re.sub(_SUSPECT, lambda match: match[0] if match[0] in keep else _escape(match[0]), text)


def _escape(character: str) -> str:
    code = ord(character)
    if character in "\t\n\r":
        return {"\t": "\\t", "\n": "\\n", "\r": "\\r"}[character]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def columns(text: str) -> int:
    """How many terminal columns a text takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    total = 0
    for character in text:
        if unicodedata.category(character) in ("Mn", "Me"):
            continue
        total += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return total
