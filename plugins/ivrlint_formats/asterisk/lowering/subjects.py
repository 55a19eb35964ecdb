"""What a condition looks at."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ivrlint.model import Decides

_REFERENCE: Final = r"\$\{\s*([A-Za-z_][\w.-]*)"
_SUBJECTS: Final = (
    (Decides.HOURS, ("IFTIME", "STRFTIME", "EPOCH", "DATETIME", "TIMESTAMP")),
    (Decides.LANGUAGE, ("LANGUAGE",)),
    (Decides.CALLER, ("CALLERID", "CALLERIDNUM", "CALLERIDNAME", "BLACKLIST", "ANI", "RDNIS")),
    (Decides.CHANCE, ("RAND",)),
    (
        Decides.STAFF,
        ("DEVICE_STATE", "DEVSTATE", "EXTENSION_STATE", "EXTSTATE", "CHANISAVAIL", "AVAILCHAN"),
    ),
    (Decides.QUEUE, ("QUEUE_MEMBER", "QUEUE_WAITING_COUNT", "QUEUE_MEMBER_COUNT", "QUEUE_EXISTS")),
)
_DECIDES: Final = {name: decides for decides, names in _SUBJECTS for name in names}


@lru_cache(maxsize=2048)
def subject_of(condition: str) -> tuple[Decides, str | None]:
    """What a test looks at, and the name of the first variable or function in it."""
    names = re.findall(_REFERENCE, condition)
    for name in names:
        if name in _DECIDES:
            return _DECIDES[name], name
    if "CHANNEL(language)" in condition:
        return Decides.LANGUAGE, "CHANNEL(language)"
    return Decides.DATA, names[0] if names else None
