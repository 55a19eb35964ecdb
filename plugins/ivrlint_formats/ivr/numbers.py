"""Numbers, durations and times of the day: read and written."""

from __future__ import annotations

import re
from typing import Final

from ivrlint_formats.ivr.faults import VALUE, Fault, shown
from ivrlint_formats.ivr.nodes import Argument, Word

MOST: Final = 2**31 - 1
"""No count and no number of seconds is greater: all that phone systems hold can be said."""

_UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_DURATION: Final = r"([0-9]+(?:\.[0-9]+)?)([a-z]*)"
_NUMBER: Final = r"[0-9]+"


def seconds(argument: Argument) -> float:
    """A duration (`8s`, `10m`, `2h`, `2d`) in seconds."""
    text = argument.text if isinstance(argument, Word) else ""
    match = re.fullmatch(_DURATION, text)
    if match is None:
        raise wrong(argument, "a time such as 8s, 10m, 2h or 2d")
    if match[2] not in _UNITS:
        raise wrong(argument, f"a unit after {match[1][:12]}: s, m, h or d")
    value = float(match[1]) * _UNITS[match[2]]
    if value > MOST:
        raise Fault(f"{shown(text)} is out of range", argument.start, argument.end)
    return value


def whole(argument: Argument, least: int = 0) -> int:
    """A whole number."""
    if not isinstance(argument, Word) or not re.fullmatch(_NUMBER, argument.text):
        raise wrong(argument, "a whole number")
    value = int(argument.text) if len(argument.text) < 20 else MOST + 1
    if not least <= value <= MOST:
        limit = f"at least {least}" if value < least else f"at most {MOST}"
        message = f"{shown(argument.text)} is out of range: expected {limit}"
        raise Fault(message, argument.start, argument.end)
    return value


def wrong(argument: Argument, wanted: str) -> Fault:
    """The fault of a value of the wrong shape."""
    text = argument.text if isinstance(argument, Word) else argument.raw
    return Fault(f"found {shown(text)}, expected {wanted}", argument.start, argument.end, VALUE)


def duration_text(value: float) -> str:
    """Seconds as a duration, in the greatest unit that leaves a whole number."""
    if value == int(value):
        for unit in ("d", "h", "m"):
            if value and value % _UNITS[unit] == 0:
                return f"{int(value // _UNITS[unit])}{unit}"
        return f"{int(value)}s"
    from decimal import Decimal

    return f"{Decimal(repr(float(value))):f}s"
