"""The fixes that leave a sentence or a paragraph out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ivrlint.finding import Edit, Fix
from ivrlint.model import Body, Prompt
from ivrlint.regex import pattern
from ivrlint.text import Text
from ivrlint.words import Clause

_SENTENCE_END: Final = r"[.!?…]\s*$"
_LEADING: Final = 2
"""Words that only lead in: "Tip:"."""
_BLOCK: Final = pattern(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*")


def without(prompt: Prompt, clause: Clause) -> Fix | None:
    """The fix that leaves the sentence of a clause out.

    None where nothing else would be said, where the clause is only a part of a
    sentence, or where marks of another language (SSML) stand within it.
    """
    return _without(prompt.content, clause) if isinstance(prompt.content, Text) else None


def without_sentence(body: Body, clause: Clause) -> Fix | None:
    """The fix that leaves the sentence of a clause out of a message, as `without` does.

    None where it does not stand in the file as it is read, or in HTML.
    """
    found = None if body.media_type == "text/html" else _without(body.text, clause)
    if found is None:
        return None
    written = " ".join(found.edits[0].place.text.split())
    return found if written == " ".join(clause.text.split()) else None


def without_paragraph(
    body: Body, clause: Clause, clauses: Iterable[Clause], *families: str
) -> Fix | None:
    """The fix that drops the paragraph of a clause.

    None where it holds other clauses than of these families, where it is the first one, and
    where it does not stand in the file as it is read.
    """
    plain = body.text.plain
    at = plain.find(clause.text)
    block = next((b for b in _BLOCK.finditer(plain) if b.start() <= at < b.end()), None)
    if block is None or body.media_type == "text/html":
        return None
    start, end = block.span()
    before = len(plain[:start].rstrip())
    if not before:
        return None
    whole = body.text.part(start, end)
    inside = [one for one in clauses if whole.start <= one.place.start < whole.end]
    if not all(one.families.keys() & set(families) or _leads_in(one) for one in inside):
        return None
    place = body.text.part(before, end)
    if " ".join(place.text.split()) != " ".join(plain[before:end].split()):
        return None
    return Fix("drop the paragraph", (Edit(place, ""),), safe=True)


def _leads_in(clause: Clause) -> bool:
    return not clause.families and len(clause.text.split()) <= _LEADING


def _without(text: Text, clause: Clause) -> Fix | None:
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
