"""What TwiML is: the facts of `platform.json`, as the reader asks for them."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, Final

from ivrlint_formats.package_data import load_json

_POLLY: Final = re.compile(r"Polly\.([^\W\d_]+)")
_GOOGLE: Final = re.compile(r"Google\.([a-z]{2,3}-[A-Z]{2})\b")

Kind = str | list[str]
"""What an attribute takes: `number`, `boolean`, `text`, or one of these words."""


class Platform:
    """Elements with their attributes, defaults, voices."""

    @cached_property
    def _facts(self) -> dict[str, Any]:
        return load_json("ivrlint_formats.twiml", "platform.json")

    @cached_property
    def elements(self) -> dict[str, dict[str, Kind]]:
        """The attributes of every element, by the element's name."""
        elements: dict[str, dict[str, Any]] = self._facts["elements"]
        return {name: element["attributes"] for name, element in elements.items()}

    @cached_property
    def verbs(self) -> frozenset[str]:
        """What may stand in a Response."""
        elements: dict[str, dict[str, Any]] = self._facts["elements"]
        return frozenset(name for name, element in elements.items() if "verb" in element)

    def seconds(self, name: str) -> float:
        """A default time, in seconds."""
        return float(self._facts["defaults"][f"{name}_seconds"])

    @property
    def finish_key(self) -> str:
        """The key that ends an entry where nothing is set."""
        return str(self._facts["defaults"]["gather_finish"])

    @property
    def queue_size(self) -> int:
        """How many callers may wait in a queue where nothing is set."""
        return int(self._facts["defaults"]["queue_size"])

    def language_of(self, voice: str | None) -> str | None:
        """The language that a voice speaks; None where it speaks several, or is not known."""
        if voice is None:
            return None
        google = _GOOGLE.match(voice)
        if google is not None:
            return google[1]
        polly = _POLLY.match(voice)
        language = self._facts["voices"].get(polly[1]) if polly else None
        return None if language is None else str(language)
