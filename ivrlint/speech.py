"""How long it takes to say or play something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from math import isfinite
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import Prompt
from ivrlint.text import Pause, Text, Variable

WORDS_A_MINUTE: Final[Mapping[str, float]] = {"en": 150, "nl": 140, "de": 125, "fr": 155, "es": 150}
"""Conversation in English runs at about 150 words a minute (below 150 is rated
slow, above 210 an overload); the other languages are estimates."""

COMMA_SECONDS: Final = 0.25
SENTENCE_SECONDS: Final = 0.6
OPTION_SECONDS: Final = 0.6
"""Between two prompts that are played one after the other, such as two options."""
DIGIT_SECONDS: Final = 0.45
"""A digit of a number of four digits or more, which is read out digit by digit."""

_NUMBER: Final = r"(?<![\w{])\d{4,}(?!\w)"
_WORD: Final = r"\{[^{}]*\}|\w+(?:[’'\-]\w+)*"
_COMMA: Final = r"[,;:](?=\s|$)"
_SENTENCE_END: Final = r"[.!?…]+(?=\s|$)"
_CLAUSE_END: Final = r"[,;:.!?…]+(?=\s|$)"


@dataclass(frozen=True, slots=True)
class Heard:
    """How long something is heard, in seconds; a lower bound where not all of it is `known`."""

    seconds: float = 0.0
    known: bool = True

    def __add__(self, other: Heard) -> Heard:
        return Heard(self.seconds + other.seconds, self.known and other.known)

    def times(self, count: int) -> Heard:
        """The same, this many times."""
        return Heard(self.seconds * count, self.known) if count > 0 else Heard()


def seconds(text: Text, language: str | None) -> float:
    """How long a text takes to say, in seconds.

    An estimate: words at the language's pace (a variable counts as one word),
    pauses at commas and sentence ends, long numbers digit by digit, silences
    as written.
    """
    return _said(_spoken(text), language) + sum(length for _, length in _silences(text))


def clause_ends(text: Text, language: str | None) -> Iterator[tuple[int, float]]:
    """For every clause of a text where it ends (in `text.plain`), and the seconds up to there."""
    spoken = _spoken(text)
    silences = list(_silences(text))
    begin, total, passed = 0, 0.0, 0
    for end in (*(match.end() for match in re.finditer(_CLAUSE_END, spoken)), len(spoken)):
        total += _said(spoken[begin:end], language)
        while passed < len(silences) and silences[passed][0] < end:
            total += silences[passed][1]
            passed += 1
        yield end, total
        begin = end


def prompt_seconds(prompt: Prompt) -> float | None:
    """How long a prompt is heard, in seconds; None for a recording of unknown length.

    The measured length of a recording wins over the estimate from its words.
    """
    recorded = prompt.recorded_seconds
    if recorded is not None:
        return recorded
    text = prompt.text
    return None if text is None else seconds(text, prompt.spoken_language)


def heard(prompts: Iterable[Prompt]) -> Heard:
    """How long prompts are heard, one after the other.

    Between two of them is the pause between options, unless a text ended its
    sentence there. Prompts under a condition and recordings of unknown length
    add nothing, and the length is not known then.
    """
    total = pause = 0.0
    known = True
    for prompt in prompts:
        length = None if prompt.condition is not None else prompt_seconds(prompt)
        if length is None:
            known = False
            continue
        total += pause + length
        pause = pause_after(prompt)
    return Heard(total, known)


def pause_after(prompt: Prompt) -> float:
    """The silence between a prompt and the next one, in seconds."""
    text = prompt.text
    ended = text is not None and re.search(_CLAUSE_END, text.plain.rstrip()[-1:])
    return 0.0 if ended else OPTION_SECONDS


def _said(spoken: str, language: str | None) -> float:
    digits = sum(len(number) for number in re.findall(_NUMBER, spoken))
    words = len(re.findall(_WORD, re.sub(_NUMBER, " ", spoken)))
    pace = WORDS_A_MINUTE.get((language or "en").partition("-")[0].lower(), 150)
    return (
        words * 60 / pace
        + digits * DIGIT_SECONDS
        + len(re.findall(_COMMA, spoken)) * COMMA_SECONDS
        + len(re.findall(_SENTENCE_END, spoken)) * SENTENCE_SECONDS
    )


def _spoken(text: Text) -> str:
    """The text as long as `plain`; the name of a variable is neither words nor pauses."""
    return "".join(
        "{" + "x" * len(piece.name) + "}" if isinstance(piece, Variable) else piece.text
        for piece in text.pieces
    )


def _silences(text: Text) -> Iterator[tuple[int, float]]:
    """Where in `plain` a silence stands, and its length in seconds."""
    at = 0
    for piece in text.pieces:
        if isinstance(piece, Pause) and _is_length(piece.seconds):
            yield at, piece.seconds
        at += len(piece.text)


def _is_length(length: float) -> bool:
    return isfinite(length) and length >= 0
