"""The language that a context speaks, as far as it sets one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ivrlint_formats.asterisk.lowering.parts import Part

_SETTINGS: Final = ("CHANNEL(language)", "LANGUAGE()", "LANGUAGE")
_TAG: Final = r"[A-Za-z]{2}([_-][A-Za-z]{2})?"


def language_of(parts: Iterable[Part]) -> str | None:
    """The one language that is set in these parts; None where none is, or several are."""
    found = set()
    for part in parts:
        for name in _SETTINGS:
            for _, text in part.all_assigned(name):
                value = (text or "").strip().strip('"')
                if not re.fullmatch(_TAG, value):
                    return None
                found.add(value.replace("_", "-"))
    return found.pop() if len(found) == 1 else None
