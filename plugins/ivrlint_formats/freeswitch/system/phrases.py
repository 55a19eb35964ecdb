"""Phrase macros: what `phrase:name` says, read from the language files when it is asked for.

After `switch_ivr_phrase_macro` of `switch_ivr_play_say.c`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ivrlint_formats.freeswitch.nodes.system import Macro
from ivrlint_formats.freeswitch.xml.splicing import Piece, Splicing

_OPENED: Final = frozenset({"phrases", "macros", "language"})
_DEFAULT: Final = "en"
"""The language that the engine takes where no channel variable says another."""
_SPOKEN: Final = re.compile(r"/(?:sounds|\$\$\{sounds_dir\})?/?([a-z]{2})/([a-z]{2})(?:/|$)")


class Phrases:
    """The macros of a system by language and name."""

    def __init__(self, splicing: Splicing, variables: Mapping[str, str]) -> None:
        self._splicing = splicing
        self._variables = variables
        self._languages: dict[str, list[Piece]] = {}
        self._loose: dict[str, list[Piece]] = {}
        self._known: dict[str, dict[str, Macro]] = {}

    def add(self, piece: Piece) -> None:
        """A `<language>`, or a `<macro>` that stands in a file by itself."""
        name = (self._splicing.get(piece, "name") or "").lower()
        if piece.element.name == "macro":
            self._loose.setdefault(name, []).append(piece)
        elif name:
            self._languages.setdefault(name, []).append(piece)

    @property
    def default(self) -> str:
        """The language of channels that do not say theirs."""
        return self._variables.get("default_language", _DEFAULT).lower()

    @property
    def spoken(self) -> str | None:
        """What the sounds are spoken in, where their folder tells: `en-US` of `en/us/callie`."""
        prefix = self._variables.get("sound_prefix", "")
        found = _SPOKEN.search(prefix)
        return f"{found[1]}-{found[2].upper()}" if found else None

    def find(self, name: str, language: str | None) -> Macro | None:
        """The macro of a language; without one that of the default language."""
        wanted = (language or self.default).lower()
        if self._languages:
            return self._of(wanted).get(name.lower())
        found = self._loose.get(name.lower(), ())
        if len(found) != 1:
            return None
        return Macro(name, None, self._splicing.whole(found[0]))

    def elsewhere(self, language: str | None) -> bool:
        """Whether macros of this language may be defined in files that are not at hand."""
        wanted = (language or self.default).lower()
        return wanted not in self._languages or any(
            piece.file.all_not_taken for piece in self._languages[wanted]
        )

    def _of(self, language: str) -> Mapping[str, Macro]:
        if language not in self._known:
            self._known[language] = found = {}
            waiting = self._languages.get(language, [])[::-1]
            while waiting:
                piece = waiting.pop()
                if piece.element.name in _OPENED:
                    waiting.extend(reversed(list(self._splicing.children(piece))))
                elif piece.element.name == "macro":
                    name = self._splicing.get(piece, "name") or ""
                    if name.lower() not in found:
                        element = self._splicing.whole(piece)
                        found[name.lower()] = Macro(name, language, element)
        return self._known[language]
