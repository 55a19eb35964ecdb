"""Sentences: how long they are, how long their words are, how they address the listener."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Final

from ivrlint.lean import dataclass
from ivrlint.model import Project
from ivrlint.places import Place
from ivrlint.text import Pause, Text
from ivrlint.words.language import language_for
from ivrlint.words.tokens import Break, Kind, Token, normal, tokens_of

_COUNTED: Final = frozenset({Kind.WORD, Kind.NUMBER, Kind.PLACEHOLDER})


class Address(StrEnum):
    """How a word addresses the listener, in languages that have two ways."""

    FORMAL = "formal"
    INFORMAL = "informal"


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word of a sentence: `start` and `end` are its offsets in the text.

    `syllables` is 0 where the language does not say how they are counted, and
    for numbers and placeholders. `name`: it looks like a proper name.
    """

    text: str
    start: int
    end: int
    syllables: int = 0
    address: Address | None = None
    name: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text, from its first word to its last."""

    place: Place
    words: tuple[SpokenWord, ...]


class Wording:
    """What a data file says about addressing people and about syllables."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._forms: dict[str, tuple[Address, bool]] = {}
        for form in Address:
            for word in data.get("address", {}).get(form.value, ()):
                self._forms[normal(word)] = (form, word[:1].isupper())
        syllables = data.get("syllables", {})
        vowels = syllables.get("vowels", "")
        self._vowels = re.compile(f"[{re.escape(vowels)}]+") if vowels else None
        self._mute = tuple(syllables.get("mute-endings", ()))
        self.capital_nouns: bool = data.get("capital-nouns", False)

    def address(self, token: Token, written: str) -> Address | None:
        """How a word addresses the listener; a word with a capital only within a sentence."""
        form, capital = self._forms.get(token.norm, (None, False))
        if capital and (not written[:1].isupper() or token.before is Break.STRONG):
            return None
        return form

    def syllables(self, word: str) -> int:
        """How many syllables a word has, in small letters: its groups of vowels; 0 unknown."""
        if self._vowels is None:
            return 0
        count = len(self._vowels.findall(word))
        if count > 1:
            for ending in self._mute:
                if word.endswith(ending) and self._vowels.match(word[-len(ending) - 1]) is None:
                    return count - 1
        return count


def sentence_for(family: str, language: str | None, project: Project) -> str | None:
    """A sentence of a family in a language, to be put into a text; None where it has none.

    It holds nothing that a file has to escape. Raises PluginError where the
    data of the language cannot be used.
    """
    words = language_for(language, project.languages)
    return None if words is None else words.vocabulary.sentences.get(family)


def plainer(sentence: str, language: str | None, project: Project) -> str | None:
    """What to say in the place of a sentence that blames people; None where none is known.

    Raises PluginError where the data of the language cannot be used.
    """
    words = language_for(language, project.languages)
    said = " ".join(sentence.rstrip(" .!").lower().split())
    return None if words is None else words.vocabulary.plain.get(said)


def own_names(language: str | None, project: Project) -> dict[str, str]:
    """What languages call themselves, by what they are called in this one, in small letters.

    Raises PluginError where the data of a language cannot be used.
    """
    words = language_for(language, project.languages)
    found: dict[str, str] = {}
    for tag, name in words.vocabulary.languages.items() if words is not None else ():
        other = language_for(tag, project.languages)
        if other is not None and other.vocabulary.name:
            found[name] = other.vocabulary.name
    return found


def sentences_of(text: Text, language: str | None, project: Project) -> Iterator[Sentence]:
    """The sentences of a text in a language; none where the language has no words at hand.

    A silence ends a sentence too. Raises PluginError where the data of the language cannot be used.
    """
    words = language_for(language, project.languages) if text else None
    if words is None:
        return
    vocabulary = words.vocabulary
    plain = text.plain
    silences = list(_silences(text))
    passed = 0
    sentence: list[SpokenWord] = []
    for token in tokens_of(plain, vocabulary.spelling):
        before = passed
        while passed < len(silences) and silences[passed] <= token.start:
            passed += 1
        if (passed > before or token.before is Break.STRONG) and sentence:
            yield _sentence(text, sentence)
            sentence = []
        if token.kind in _COUNTED:
            sentence.append(_word(plain, token, vocabulary.wording))
    if sentence:
        yield _sentence(text, sentence)


def _silences(text: Text) -> Iterator[int]:
    """Where in `plain` a silence stands."""
    at = 0
    for piece in text.pieces:
        if isinstance(piece, Pause):
            yield at
        at += len(piece.text)


def _word(plain: str, token: Token, wording: Wording) -> SpokenWord:
    written = plain[token.start : token.end]
    if token.kind is not Kind.WORD:
        return SpokenWord(written, token.start, token.end)
    capital = written[:1].isupper() and token.before is not Break.STRONG
    return SpokenWord(
        written,
        token.start,
        token.end,
        wording.syllables(token.norm),
        wording.address(token, written),
        capital and not wording.capital_nouns,
    )


def _sentence(text: Text, words: list[SpokenWord]) -> Sentence:
    return Sentence(text.part(words[0].start, words[-1].end), tuple(words))
