"""Words: clauses of prompts, the families they belong to, the keys that they announce.

Rules ask `clauses(prompt)` and look at each clause's `families` and `keys`.
"""

from ivrlint.words.clauses import (
    AnnouncedKey,
    Clause,
    Duration,
    clauses,
    clauses_in,
    clauses_of,
)
from ivrlint.words.language import Language, LanguageFile, language_for

__all__ = [
    "AnnouncedKey",
    "Clause",
    "Duration",
    "Language",
    "LanguageFile",
    "clauses",
    "clauses_in",
    "clauses_of",
    "language_for",
]
