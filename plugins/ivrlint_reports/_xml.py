"""Writing text into XML 1.0, which not every character may enter."""

from __future__ import annotations

import re
from typing import Final

from ivrlint.display import visible

_ILLEGAL: Final = re.compile("[\ufffe\uffff]")
"""What XML 1.0 forbids and `visible` lets through."""


def attribute(text: str) -> str:
    """A text as the value of an attribute, with its quotes."""
    from xml.sax.saxutils import quoteattr

    return quoteattr(_legal(text))


def content(text: str) -> str:
    """A text as the content of an element; its line ends are kept."""
    from xml.sax.saxutils import escape

    return escape(_legal(text))


def _legal(text: str) -> str:
    return _ILLEGAL.sub(lambda match: f"\\u{ord(match[0]):04x}", visible(text, keep="\n"))
