"""Telling the files of helpdesks from other data, by the keys that only they have."""

from __future__ import annotations

import re
from typing import Final

from ivrlint.formats import Candidate, Claim

_DATA: Final = frozenset({".json", ".yml", ".yaml"})
_MAIL: Final = (
    r"""["']?notification\.email["']?\s*:|["']?notification_(?:user|group)["']?\s*[,}\n\r]"""
)
_PERHAPS: Final = r"""["']?(?:perform|actions|triggers|automations)["']?\s*:"""
_SUBJECT: Final = r"(?m)^subject\s*:"
_BODY: Final = r"(?m)^body\s*:"
_FILLED: Final = (
    r"%\{(?:ticket|task|recipient|company|response|message|comments?|staff|user|url|link)\b"
)


def claim(candidate: Candidate) -> Claim:
    """Certain where a file holds a mail of a trigger; by its content where it is a template."""
    if candidate.path.suffix.lower() not in _DATA:
        return Claim.NO
    head = candidate.head
    if re.search(_MAIL, head):
        return Claim.CERTAIN
    if re.search(_PERHAPS, head):
        return Claim.CERTAIN if re.search(_MAIL, candidate.read()) else Claim.NO
    if candidate.path.suffix.lower() == ".json" or not re.search(_SUBJECT, head):
        return Claim.NO
    text = candidate.read()
    if re.search(_BODY, text) and re.search(_FILLED, text):
        return Claim.BY_CONTENT
    return Claim.NO
