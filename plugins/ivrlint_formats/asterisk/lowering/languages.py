"""The language that a context speaks, as far as it sets one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from ivrlint_formats.asterisk.lowering.parts import Part

_SETTINGS: Final = ("CHANNEL(language)", "LANGUAGE()", "LANGUAGE")
_TAG: Final = r"[A-Za-z]{2}([_-][A-Za-z]{2})?"


def language_of(assigned: Mapping[str, Iterable[tuple[Part, str | None]]]) -> str | None:
    """The one language that a context assigns; None where it assigns none, or several."""
    found = set()
    for name in _SETTINGS:
        for _, text in assigned.get(name, ()):
            value = (text or "").strip().strip('"')
            if not re.fullmatch(_TAG, value):
                return None
            found.add(value.replace("_", "-"))
    return found.pop() if len(found) == 1 else None
