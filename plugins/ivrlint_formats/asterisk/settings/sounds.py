"""Names of sound files, as `Playback` and its like take them."""

from __future__ import annotations

import re
from typing import Final

_FOLDER: Final = r"/(?:var/lib|usr/share|usr/local/share|var/spool)/asterisk/sounds/"
_SOUNDS: Final = "/asterisk/sounds/"
_SUFFIX: Final = (
    r"(?i)\.(?:wav|wav49|gsm|mp3|ogg|opus|ulaw|alaw|ul|al|pcm|g722|g729|sln\d*|slin\d*|siren\d+)$"
)
_LANGUAGE: Final = (
    r"(?i)(?:ar|az|be|bg|bn|ca|cs|cy|da|de|el|en|es|et|eu|fa|fi|fr|ga|gl|gr|gu|he|hi|hr|hu|hy|id"
    r"|is|it|ja|ka|kk|ko|lt|lv|mk|ms|mt|nb|nl|nn|no|pa|pl|pt|ro|ru|se|sk|sl|sq|sr|sv|sw|ta|te|th"
    r"|tr|tw|uk|ur|uz|vi|zh)(?:[-_][a-z0-9]+)*"
)
"""Names of languages; the engine's own sounds have folders `ha` and `wx` that are none."""
_AFTER_TWO: Final = ("", "-", "_")
"""What follows two letters that are a language."""


def sound_name(name: str) -> str:
    """The name by which a sound is known: without the engine's folder, language and suffix.

    `/var/lib/asterisk/sounds/en/custom/menu.wav`, `en/custom/menu` and
    `custom/menu` are one sound. Of names in other folders only the suffix goes.
    """
    name = _within(name)
    if "." in name:
        name = re.sub(_SUFFIX, "", name)
    folder, slash, rest = name.partition("/")
    return rest if slash and rest and language_of(folder) else name


def folder_language(name: str) -> str | None:
    """The language whose folder a sound is in (`ru/custom/menu`), None where it is in none."""
    folder, slash, rest = _within(name).partition("/")
    return language_of(folder) if slash and rest else None


def _within(name: str) -> str:
    """A name without the engine's folder of sounds."""
    return re.sub(_FOLDER, "", name, count=1) if _SOUNDS in name else name


def language_of(folder: str) -> str | None:
    """The language that a folder or a part of a name stands for (`en`, `pt_BR`), else None."""
    if folder[2:3] not in _AFTER_TWO or not re.fullmatch(_LANGUAGE, folder):
        return None
    return folder.replace("_", "-")
