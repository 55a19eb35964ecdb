"""Writing JSON that any reader takes and any terminal survives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from ivrlint.reports import Spot

_ACTING: Final = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""What json leaves as it is, but a terminal may act on or UTF-8 cannot hold."""


def encode(value: Any) -> str:
    """A value as JSON on one line.

    Control and formatting characters are escaped. A lone surrogate, which no
    strict reader accepts, becomes the six characters of its escape.
    """
    import json

    return _ACTING.sub(_escape, json.dumps(value, ensure_ascii=False))


def array(items: Iterable[Any]) -> Iterator[str]:
    """An array, in pieces, one item to a line."""
    yield "["
    separator = "\n"
    for item in items:
        yield f"{separator}{encode(item)}"
        separator = ",\n"
    yield "]" if separator == "\n" else "\n]"


def span(spot: Spot) -> dict[str, Any]:
    """Where a spot starts and ends, lines and columns from 1, the end exclusive."""
    return {
        "start": {"line": spot.start.line, "column": spot.start.column},
        "end": {"line": spot.end.line, "column": spot.end.column},
    }


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    backslash = "\\\\" if 0xD800 <= code <= 0xDFFF else "\\"
    return f"{backslash}u{code:04x}"
