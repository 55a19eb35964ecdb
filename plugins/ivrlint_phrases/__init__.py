"""The words of the languages that ivrlint knows: one JSON data file each."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

from ivrlint.hooks import hookimpl
from ivrlint.words import LanguageFile

TAGS: Final = ("de", "en", "es", "fr", "nl")


@hookimpl
def ivrlint_phrases() -> Iterable[LanguageFile]:
    """German, English, Spanish, French and Dutch."""
    return [LanguageFile(tag, partial(_read, tag)) for tag in TAGS]


def _read(tag: str) -> bytes:
    from pkgutil import get_data  # importlib.resources takes ten times as long to import

    data = get_data(__name__, f"{tag}.json")
    assert data is not None
    return data
