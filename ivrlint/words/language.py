"""A natural language: its words, its families of phrases, its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LanguageFile:
    """Where the words of a language are: its tag (`nl`), and how to read its data file (JSON).

    `read` is only called when a text of the language is looked at.
    """

    tag: str
    read: Callable[[], bytes]


class Language:
    """The compiled words of a language."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
