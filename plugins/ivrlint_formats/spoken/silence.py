"""Silence in SSML: how long a break lasts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ivrlint.speech import COMMA_SECONDS, SENTENCE_SECONDS

_TIME: Final = re.compile(r"\+?(\d{1,6}(?:\.\d{1,6})?|\.\d{1,6})(ms|s)")
_STRENGTHS: Final = {
    "none": 0.0,
    "x-weak": 0.0,
    "weak": COMMA_SECONDS,
    "medium": COMMA_SECONDS,
    "strong": SENTENCE_SECONDS,
    "x-strong": 2 * SENTENCE_SECONDS,
}
"""Seconds for a pause that is told by its strength: medium is a comma, strong a sentence end."""


def break_seconds(attributes: Mapping[str, str]) -> float:
    """The seconds of silence of a `<break>` with these attributes (SSML 1.1, 3.2.3)."""
    time = _TIME.fullmatch(attributes.get("time", "").strip())
    if time is not None:
        return float(time[1]) / (1000 if time[2] == "ms" else 1)
    return _STRENGTHS.get(attributes.get("strength", "medium"), COMMA_SECONDS)
