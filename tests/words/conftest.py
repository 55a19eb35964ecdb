"""Sentences, and the languages that ship with ivrlint."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

import ivrlint_phrases
from ivrlint.places import Source
from ivrlint.text import Text, Words
from ivrlint.words import Clause, Language, LanguageFile, clauses_in


def _text_of(said: str) -> Text:
    source = Source("prompt.txt", said)
    return Text.of([Words(said, source.place(0, len(said)))])


@pytest.fixture(scope="session")
def languages() -> dict[str, Language]:
    return {file.tag: Language.load(file) for file in ivrlint_phrases.ivrlint_phrases()}


Cut = Callable[[str, str], tuple[Clause, ...]]


@pytest.fixture(scope="session")
def cut(languages: dict[str, Language]) -> Cut:
    """The clauses of what is said in a language."""

    def clauses(said: str, tag: str) -> tuple[Clause, ...]:
        return clauses_in(_text_of(said), languages[tag])

    return clauses


@pytest.fixture
def tiny() -> dict[str, Any]:
    """The smallest data file that can be used; tests add what they are about."""
    from ivrlint.words.vocabulary import GRAMMAR

    words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    return {
        "language": "en",
        "abbreviations": [],
        "numbers": {word: value for value, word in enumerate(words)},
        "loose-numbers": [],
        "units": {"minute": ["minute", "minutes"]},
        "unit-adjectives": [],
        "durations": {},
        "keys": {"#": ["pound"]},
        "grammar": {name: [] for name in GRAMMAR} | {"key-verb": ["press"]},
        "groups": {"web": ["website"]},
        "families": {"website-redirect": {"any": [{"all": ["web"]}]}},
    }


@pytest.fixture(scope="session")
def text_of() -> Callable[[str], Text]:
    """Makes a text that stands in a file as it is."""
    return _text_of


Read = Callable[[object, str], tuple[Clause, ...]]


@pytest.fixture(scope="session")
def read() -> Read:
    """The clauses of what is said in a language of this data (or of these bytes)."""

    def clauses(data: object, said: str) -> tuple[Clause, ...]:
        raw = data if isinstance(data, bytes) else json.dumps(data).encode()
        return clauses_in(_text_of(said), Language.load(LanguageFile("en", lambda: raw)))

    return clauses
