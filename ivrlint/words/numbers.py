"""Numbers, times and days as they are said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from ivrlint.words.table import split_entry
from ivrlint.words.tokens import Break, Kind, Spelling, Token

UNIT_SECONDS: Final[Mapping[str, int]] = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86_400,
    "week": 604_800,
    "month": 2_592_000,
}
"""The units of time that a language has words for, in seconds (a month has 30 days)."""


class Time(NamedTuple):
    """A duration among the tokens: first token, one after the last, least and most seconds."""

    start: int
    end: int
    least: float | None
    most: float | None


class NumberWords:
    """The number words of a language, and its words for units of time."""

    def __init__(self, data: dict[str, Any], spelling: Spelling) -> None:
        self._values: dict[str, float] = {
            spelling.of(word): 0.0 + value for word, value in data["numbers"].items()
        }
        self._rows: dict[str, list[tuple[list[str], float]]] = {}
        for words, value in sorted(self._values.items(), key=lambda item: -len(item[0])):
            row = split_entry(words, spelling)
            if len(row) > 1:
                self._rows.setdefault(row[0], []).append((row, value))
        self._loose = frozenset(spelling.of(word) for word in data["loose-numbers"])
        joiners: list[str] = data.get("number-joiners", [])
        if joiners:
            self._compound([spelling.of(joiner) for joiner in joiners])
        self.units: dict[str, int] = {}
        for unit, words in data["units"].items():
            self.units.update(dict.fromkeys(map(spelling.of, words), UNIT_SECONDS[unit]))
        self.unit_adjectives = frozenset(map(spelling.of, data["unit-adjectives"]))
        self.fixed: dict[str, float] = {
            " ".join(split_entry(words, spelling)): 0.0 + seconds
            for words, seconds in data["durations"].items()
        }
        self.fixed_first = frozenset(words.split(" ")[0] for words in self.fixed)
        self.fixed_words = max((words.count(" ") + 1 for words in self.fixed), default=0)

    def _compound(self, joiners: list[str]) -> None:
        """Numbers said unit first: `vierentwintig`."""
        small = [(word, value) for word, value in self._values.items() if 1 <= value <= 9]
        tens = [(w, v) for w, v in self._values.items() if v in {20, 30, 40, 50, 60, 70, 80, 90}]
        for word, value in small:
            for ten, base in tens:
                for joiner in joiners:
                    self._values[f"{word}{joiner}{ten}"] = base + value

    def mark(self, tokens: list[Token]) -> list[Token]:
        """Give number words their values; `twenty four` becomes one token."""
        marked: list[Token] = []
        taken = 0
        for index, token in enumerate(tokens):
            if index < taken:
                continue
            row = self._row_at(tokens, index) if token.norm in self._rows else None
            if row is not None:
                taken = index + len(row[0])
                token.value, token.end = row[1], tokens[taken - 1].end
            elif token.kind is Kind.WORD:
                value = self._values.get(token.norm)
                if value is not None:
                    last = marked[-1] if marked else None
                    if last is not None and _adds_up(last, value, token):
                        assert last.value is not None
                        last.value += value
                        last.end = token.end
                        continue
                    token.value = value
                    token.loose = token.norm in self._loose
            marked.append(token)
        return _with_phones(marked)

    def _row_at(self, tokens: list[Token], index: int) -> tuple[list[str], float] | None:
        """The longest number of several words that begins at a token: `quatre vingt dix`."""
        for words, value in self._rows[tokens[index].norm]:
            row = tokens[index : index + len(words)]
            if [token.norm for token in row] == words and not any(t.before for t in row[1:]):
                return words, value
        return None


SPOKEN_PHONE: Final = 6
"""So many numbers in a row, without a comma, are a phone number that is read out."""


def _with_phones(tokens: list[Token]) -> list[Token]:
    """Make every long row of numbers one token."""
    found: list[Token] = []
    run = 0
    for token in [*tokens, None]:
        if token is not None and token.value is not None and not (run and token.before):
            run += 1
        else:
            if run >= SPOKEN_PHONE:
                row = found[len(found) - run :]
                del found[len(found) - run + 1 :]
                row[0].end = row[-1].end
                row[0].kind = Kind.PHONE
                row[0].value = None
            run = 0 if token is None or token.value is None else 1
        if token is not None:
            found.append(token)
    return found


def _adds_up(last: Token, value: float, token: Token) -> bool:
    return (
        last.kind is Kind.WORD
        and last.value is not None
        and 20 <= last.value <= 90
        and last.value % 10 == 0
        and 1 <= value <= 9
        and token.before is Break.NONE
    )
