"""Numbers, times and days as they are said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

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
        self._loose = frozenset(spelling.of(word) for word in data["loose-numbers"])
        joiners: list[str] = data.get("number-joiners", [])
        if joiners:
            self._compound([spelling.of(joiner) for joiner in joiners])
        self.units: dict[str, int] = {}
        for unit, words in data["units"].items():
            self.units.update(dict.fromkeys(map(spelling.of, words), UNIT_SECONDS[unit]))
        self.unit_adjectives = frozenset(map(spelling.of, data["unit-adjectives"]))
        self.fixed: dict[str, float] = {
            spelling.of(words): 0.0 + seconds for words, seconds in data["durations"].items()
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
        for token in tokens:
            if token.kind is Kind.WORD:
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
