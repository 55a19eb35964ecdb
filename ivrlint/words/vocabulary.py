"""The compiled words of one language."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, Final

from ivrlint.words.families import Families
from ivrlint.words.numbers import NumberWords
from ivrlint.words.sentences import Wording
from ivrlint.words.table import WordTable, split_entry
from ivrlint.words.tokens import Spelling, without_accents


class Word(IntEnum):
    """The groups of words that the engine itself asks for."""

    TOPIC_START = 0
    CLAUSE_START = 1
    AND = 2
    JOINER = 3
    LEAD_IN = 4
    KEY_VERB = 5
    KEY_VERB_AFTER = 6
    KEY_FILLER = 7
    ARTICLE = 8
    KEY_RANGE = 9
    KEY_BETWEEN = 10
    KEY_OR = 11
    NOT_A_KEY = 12
    SAY_VERB = 13
    SAY_FILLER = 14
    NOT_A_SPOKEN_WORD = 15
    STAY = 16
    AT_MOST = 17
    AT_LEAST = 18
    ABOUT = 19
    CLOCK = 20
    DAY = 21
    MONTH = 22
    NOT_A_DAY = 23
    INPUT_END = 24
    TOPIC_NOT = 25


GRAMMAR: Final = tuple(word.name.lower().replace("_", "-") for word in Word)
"""Their names in the data file."""

OPTIONAL: Final = frozenset({"not-a-day", "input-end", "topic-not"})
"""Those that a language may leave out."""

BUILT_IN: Final = (
    "<key>",
    "<say>",
    "<stay>",
    "<question>",
    "<start>",
    "<end>",
    "<duration>",
    "<hours>",
    "<days>",
    "<number>",
    "<placeholder>",
    "<phone>",
    "<email>",
    "<address>",
    "<date>",
    "<clock>",
)
"""What families may ask of a clause besides its words."""


_SHORTEST_BARE: Final = 3
"""Shorter words without their accent are others (`à` and `a`, `où` and `ou`)."""


class DataError(ValueError):
    """A data file says something that makes no sense; the message says what."""


class Vocabulary:
    """Word tables, numbers and families of a language, ready to look at texts."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.names: list[str] = [*GRAMMAR, *BUILT_IN]
        self.spelling = Spelling(
            data.get("spellings"),
            _strings("abbreviations", data["abbreviations"]),
            _strings("after-ordinals", data.get("after-ordinals", [])),
            _strings("elisions", data.get("elisions", [])),
        )
        self.table = WordTable(self.spelling)
        grammar: dict[str, list[str]] = data["grammar"]
        groups: dict[str, list[str]] = data["groups"]
        missing = [name for name in GRAMMAR if name not in grammar and name not in OPTIONAL]
        if missing:
            raise DataError(f"the grammar lacks {missing[0]!r}")
        entries = {**{name: grammar.get(name, []) for name in GRAMMAR}, **groups}
        self.names += groups
        self.ids: dict[str, int] = {name: index for index, name in enumerate(self.names)}
        if len(self.ids) != len(self.names):
            raise DataError("a group of words has the name of a group of the grammar")
        for name in entries:
            self.table.add(_flat(name, entries), self.ids[name])
        for index, name in enumerate(BUILT_IN, len(GRAMMAR)):
            if name in _TOKEN_CLASSES:
                self.table.add([name], index)
        self.numbers = NumberWords(data, self.spelling)
        self.same_words: dict[str, tuple[str, ...]] = {
            self.spelling.of(word): tuple(
                map(self.spelling.of, _strings(f"same-words/{word}", others))
            )
            for word, others in data.get("same-words", {}).items()
        }
        self.phone_numbers = frozenset(_strings("short-numbers", data.get("short-numbers", [])))
        self.keys: dict[str, str] = {}
        """Words for keys that are no digits: `hekje` → `#`."""
        for key, words in data["keys"].items():
            for word in _strings(f"keys/{key}", words):
                self.keys[" ".join(split_entry(word, self.spelling))] = key
        self.key_beginnings = frozenset(words.partition(" ")[0] for words in self.keys)
        self.wording = Wording(data)
        self.sentences: dict[str, str] = data.get("sentences", {})
        """Whole sentences that fixes put into texts, by the family they belong to."""
        self.plain: dict[str, str] = data.get("plain", {})
        """What to say in the place of whole sentences that blame people."""
        self.languages: dict[str, str] = data.get("languages", {})
        """What other languages are called in this one, by their tags."""
        self.name: str = data.get("name", "")
        """What the language calls itself."""
        self.families = Families(data["families"], self.ids, self._literal)
        if data.get("accents-optional", False):
            for word in sorted(self.table.accented):
                bare = without_accents(word)
                if len(bare) >= _SHORTEST_BARE:
                    self.same_words[bare] = (*self.same_words.get(bare, ()), word)

    def _literal(self, words: str) -> int:
        """The group of words that stand in a family itself, in quotes."""
        name = f"'{words}'"
        known = self.ids.get(name)
        if known is None:
            known = self.ids[name] = len(self.names)
            self.names.append(name)
            self.table.add([words], known)
        return known


_TOKEN_CLASSES: Final = (
    "<number>",
    "<placeholder>",
    "<phone>",
    "<email>",
    "<address>",
    "<date>",
    "<clock>",
)


def _flat(name: str, entries: dict[str, list[str]]) -> list[str]:
    """The entries of a group, with those of the groups it takes in (`@group`)."""
    flat: list[str] = []
    waiting, seen = [name], {name}
    while waiting:
        current = waiting.pop()
        for entry in _strings(f"groups/{current}", entries[current]):
            if entry[:1] != "@":
                flat.append(entry)
            elif entry[1:] not in entries:
                raise DataError(f"the group {current!r} takes in {entry[1:]!r}, which is not there")
            elif entry[1:] not in seen:
                seen.add(entry[1:])
                waiting.append(entry[1:])
    return flat


def _strings(where: str, value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise DataError(f"{where} is not a list of words")
    return value
