"""The language that a context speaks, as far as the dialplan sets one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from ivrlint_formats.asterisk.lowering.parts import Part

if TYPE_CHECKING:
    from ivrlint_formats.asterisk.lowering.ground import Ground

LANGUAGE_SETTINGS: Final = ("CHANNEL(language)", "LANGUAGE()", "LANGUAGE")
"""The variables and functions that choose the language of recordings."""

_TAG: Final = r"[A-Za-z]{2}([_-][A-Za-z]{2})?"
_KEY: Final = r"[0-9*#it]|_[XZN]"


def language_of(walk: Ground, context: str) -> str | None:
    """The one language that a context assigns; where it assigns none, that of the dialplan.

    None where several are assigned, or one that is chosen during the call.
    """
    if context not in walk.jumps.speaking:
        return walk.language
    own = _assigned(walk.assigned_in(context))
    return _only(own) if own else walk.language


def language_everywhere(walk: Ground) -> str | None:
    """The one language that a dialplan assigns; None as in `language_of`."""
    if walk.jumps.asks_language:
        return None
    found: set[str | None] = set()
    for name in walk.jumps.speaking:
        found |= _assigned(walk.assigned_in(name))
    return _only(found)


def _assigned(assigned: Mapping[str, Iterable[tuple[Part, str | None]]]) -> set[str | None]:
    found: set[str | None] = set()
    for name in LANGUAGE_SETTINGS:
        for part, text in assigned.get(name, ()):
            value = (text or "").strip().strip('"')
            # What a key sets is the choice of some callers: the others hear another language.
            is_chosen = re.fullmatch(_KEY, part.extension.exten) is not None
            known = re.fullmatch(_TAG, value) is not None and not is_chosen
            found.add(value.replace("_", "-") if known else None)
    return found


def _only(found: set[str | None]) -> str | None:
    return next(iter(found)) if len(found) == 1 else None
