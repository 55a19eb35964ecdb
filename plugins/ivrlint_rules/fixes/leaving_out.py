"""The fix that leaves a sentence out."""

from __future__ import annotations

import re
from typing import Final

from ivrlint.finding import Edit, Fix
from ivrlint.model import Prompt
from ivrlint.text import Text
from ivrlint.words import Clause

_SENTENCE_END: Final = r"[.!?…]\s*$"


def without(prompt: Prompt, clause: Clause) -> Fix | None:
    """The fix that leaves the sentence of a clause out.

    None where nothing else would be said, where the clause is only a part of a
    sentence, or where marks of another language (SSML) stand within it.
    """
    text = prompt.content
    if not isinstance(text, Text):
        return None
    start = text.plain.find(clause.text)
    end = start + len(clause.text)
    before, after = text.plain[: max(start, 0)], text.plain[end:]
    begins = not before.strip() or re.search(_SENTENCE_END, before)
    closes = not after.strip() or re.search(_SENTENCE_END, clause.text)
    if start < 0 or not (before + after).strip() or not (begins and closes):
        return None
    if after.strip():
        end += len(after) - len(after.lstrip(" "))
    else:
        start = len(before.rstrip(" "))
    place = text.part(start, end)
    if "<" in place.text:
        return None
    return Fix("leave the sentence out", (Edit(place, ""),), safe=True)
