"""A natural language: its words, its families of phrases, its numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ivrlint.errors import PluginError
from ivrlint.lean import dataclass

if TYPE_CHECKING:
    from ivrlint.words.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class LanguageFile:
    """Where the words of a language are: its tag (`nl`), and how to read its data file (JSON).

    `read` is only called when a text of the language is looked at.
    """

    tag: str
    read: Callable[[], bytes]


class Language:
    """The words of a language, compiled when the first text is looked at."""

    def __init__(self, file: LanguageFile) -> None:
        self.tag = file.tag
        self._file = file

    @classmethod
    def load(cls, file: LanguageFile) -> Language:
        """The language of a data file. Its mistakes are told when its words are first needed."""
        return cls(file)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The compiled words; raises PluginError, in one sentence, for data that cannot be used."""
        import json

        from ivrlint.words.vocabulary import Vocabulary

        try:
            data = json.loads(self._file.read())
        except Exception as error:  # whatever a plugin does to read it
            raise PluginError(
                f"the words of language {self.tag!r} cannot be read: {error}"
            ) from error
        try:
            return Vocabulary(data)
        except (TypeError, ValueError, AttributeError, KeyError) as error:
            raise PluginError(
                f"the words of language {self.tag!r} cannot be used: {_told(data, error)}"
            ) from error


def _told(data: Any, error: Exception) -> str:
    """What is wrong with a data file; the schema says it best."""
    from ivrlint.words.schema import first_mistake

    return first_mistake(data) or str(error)


def language_for(tag: str | None, languages: Mapping[str, Language]) -> Language | None:
    """The words at hand for a language tag: of `nl-NL` itself, else of `nl`; None without any."""
    if not tag:
        return None
    wanted = tag.replace("_", "-").lower()
    while wanted:
        for name, language in languages.items():
            if name.lower() == wanted:
                return language
        wanted = wanted.rpartition("-")[0]
    return None
