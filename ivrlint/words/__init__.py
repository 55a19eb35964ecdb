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
from ivrlint.words.sentences import (
    Address,
    Sentence,
    SpokenWord,
    own_names,
    plainer,
    sentence_for,
    sentences_of,
)

__all__ = [
    "Address",
    "AnnouncedKey",
    "Clause",
    "Duration",
    "Language",
    "LanguageFile",
    "Sentence",
    "SpokenWord",
    "clauses",
    "clauses_in",
    "clauses_of",
    "language_for",
    "own_names",
    "plainer",
    "sentence_for",
    "sentences_of",
]
