"""The words of the languages that ivrlint knows: one JSON data file each."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from importlib.resources import files
from typing import Final

from ivrlint.hooks import hookimpl
from ivrlint.words import LanguageFile

TAGS: Final = ("en", "nl")


@hookimpl
def ivrlint_phrases() -> Iterable[LanguageFile]:
    """English and Dutch."""
    return [LanguageFile(tag, partial(_read, tag)) for tag in TAGS]


def _read(tag: str) -> bytes:
    return files(__name__).joinpath(f"{tag}.json").read_bytes()
