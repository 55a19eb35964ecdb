"""How long it takes to say or play something."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ivrlint.model import Audio, Prompt
from ivrlint.text import Pause, Text

WORDS_A_MINUTE: Final[Mapping[str, float]] = {"en": 150, "nl": 140, "de": 125, "fr": 155, "es": 150}
"""Conversation in English runs at about 150 words a minute (below 150 is rated
slow, above 210 an overload); the other languages are estimates."""

COMMA_SECONDS: Final = 0.25
SENTENCE_SECONDS: Final = 0.6
DIGIT_SECONDS: Final = 0.45
"""A digit of a number of four digits or more, which is read out digit by digit."""

_NUMBER: Final = re.compile(r"(?<![\w{])\d{4,}(?!\w)")
_WORD: Final = re.compile(r"\{[^{}]*\}|\w+(?:[’'\-]\w+)*")
_COMMA: Final = re.compile(r"[,;:](?=\s|$)")
_SENTENCE_END: Final = re.compile(r"[.!?]+(?=\s|$)")


def seconds(text: Text, language: str | None) -> float:
    """How long a text takes to say, in seconds.

    An estimate: words at the language's pace, pauses at commas and sentence
    ends, long numbers digit by digit, silences as written.
    """
    plain = text.plain
    silence = sum(piece.seconds for piece in text.pieces if isinstance(piece, Pause))
    digits = sum(len(number) for number in _NUMBER.findall(plain))
    words = len(_WORD.findall(_NUMBER.sub(" ", plain)))
    pace = WORDS_A_MINUTE.get((language or "en").partition("-")[0].lower(), 150)
    return (
        words * 60 / pace
        + digits * DIGIT_SECONDS
        + len(_COMMA.findall(plain)) * COMMA_SECONDS
        + len(_SENTENCE_END.findall(plain)) * SENTENCE_SECONDS
        + silence
    )


def prompt_seconds(prompt: Prompt) -> float | None:
    """How long a prompt is heard, in seconds; None for a recording of unknown length.

    The measured length of a recording wins over the estimate from its words.
    """
    if isinstance(prompt.content, Audio) and prompt.content.seconds is not None:
        return prompt.content.seconds
    text = prompt.text
    return None if text is None else seconds(text, prompt.spoken_language)
