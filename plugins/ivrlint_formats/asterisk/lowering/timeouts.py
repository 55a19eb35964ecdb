"""How long the engine waits for keys: `TIMEOUT(response)` and `TIMEOUT(digit)`."""

from __future__ import annotations

from typing import Final

from ivrlint.model import UNKNOWN, Maybe
from ivrlint_formats.asterisk.lowering.parts import Part
from ivrlint_formats.asterisk.lowering.walk import Walk

_DEFAULTS: Final = {"response": 10.0, "digit": 5.0}
"""Seconds (main/pbx.c)."""


def timeout_at(walk: Walk, part: Part, index: int, kind: str) -> Maybe[float]:
    """The wait in seconds for the first key (`response`) or the next (`digit`) after a line.

    It is the engine's where nothing in the dialplan sets it, and unknown
    where something else may have set it before.
    """
    if kind not in walk.jumps.assigned:
        return _DEFAULTS[kind]
    name = f"TIMEOUT({kind})"
    texts = walk.texts_assigned(part.context, name)
    if not texts:
        return UNKNOWN
    if len(texts) == 1:
        (text,) = texts
    else:
        assigned = part.assigned(name, index + 1)
        text = assigned[1] if assigned else None
    if text is None:
        return UNKNOWN
    value = walk.value(part, index, text)
    try:
        seconds = float(value) if value is not None else None
    except ValueError:
        return UNKNOWN
    return UNKNOWN if seconds is None or seconds < 0 else seconds
