"""Transcripts: what is said in sound files, as `phrase_en.xml` writes it down.

`<language><en><ivr><prompt phrase="Welcome" filename="ivr-welcome.wav"/>…`: the file
`ivr/ivr-welcome.wav`, spoken in English. The name of the file goes before the element: a
translation begins as a copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from ivrlint.model import Transcript
from ivrlint.text import Pause, Text
from ivrlint_formats.freeswitch.xml.files import File
from ivrlint_formats.markup import Element

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2}(?:[-_][A-Za-z]{2})?")
_NAME: Final = re.compile(r"phrases?[_-]([a-z]{2}(?:[-_][A-Za-z]{2})?)\.xml")
_NOTE: Final = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|\s*")
"""A text in brackets tells of a sound that is no speech."""


def transcripts_of(file: File) -> tuple[Transcript, ...]:
    """What a file tells of sounds; nothing for a file of another kind."""
    if "<prompt" not in file.source.text or "filename" not in file.source.text:
        return ()
    named = _NAME.fullmatch(PurePosixPath(file.source.path).name)
    return tuple(
        found
        for root in file.tree.roots
        if root.name == "language"
        for spoken in root.elements()
        if _LANGUAGE.fullmatch(spoken.name)
        for found in _said(spoken, (named[1] if named else spoken.name).replace("_", "-"))
    )


def _said(spoken: Element, language: str) -> Iterator[Transcript]:
    for category in spoken.elements():
        for prompt in category.elements("prompt"):
            phrase, name = prompt.string("phrase"), prompt.get("filename")
            if phrase is None or not name:
                continue
            is_note = _NOTE.fullmatch(phrase.value) is not None
            pieces = (Pause(0.0, phrase.place),) if is_note else (phrase.words(),)
            yield Transcript(f"{category.name}/{name}", Text.of(pieces), prompt.place, language)
