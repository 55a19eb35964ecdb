"""Colour on a terminal."""

from __future__ import annotations

from typing import Final, Literal

Role = Literal["error", "warning", "info", "frame", "strong"]
"""What a piece of text is: a severity, the frame of an excerpt, or what counts most."""

_CODES: Final[dict[Role, str]] = {
    "error": "1;91",
    "warning": "1;93",
    "info": "1;96",
    "frame": "1;94",
    "strong": "1",
}


class Paint:
    """Paints text by its role; leaves it as it is where colour is off."""

    def __init__(self, *, on: bool) -> None:
        self._on = on

    def __call__(self, text: str, role: Role) -> str:
        return f"\x1b[{_CODES[role]}m{text}\x1b[0m" if self._on and text else text
