"""The language that a voice speaks."""

from __future__ import annotations

import re
from typing import Final

from ivrlint_formats.studio.platform import Platform
from ivrlint_formats.studio.widgets import Widget

_IN_NAME: Final = re.compile(r"[A-Za-z]+\.([a-z]{2,3}-[A-Z]{2})-")
_PLAIN: Final = frozenset({"", "alice", "man", "woman", "default"})
"""Voices that speak the language that is set, and English where none is."""


def language_of(widget: Widget, platform: Platform) -> str | None:
    """The language in which a widget speaks: the one that is set, else its voice's.

    None where the voice is one of Amazon Polly's and no language is set: it speaks its own.
    """
    language = widget.text("language")
    if language and language != "default":
        return language
    voice = widget.text("voice") or ""
    if not voice and (
        widget.property("voice") is not None or widget.property("language") is not None
    ):
        return None  # filled in during the call
    named = _IN_NAME.match(voice)
    if named is not None:
        return named[1]
    return platform.language if voice.lower() in _PLAIN else None
