"""Phrase macros: what `phrase:name` says, read from the language files when it is asked for.

After `switch_ivr_phrase_macro` of `switch_ivr_play_say.c`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from ivrlint_formats.freeswitch.nodes.system import Macro
from ivrlint_formats.freeswitch.xml.files import File
from ivrlint_formats.freeswitch.xml.splicing import Piece, Splicing

_OPENED: Final = frozenset({"phrases", "macros", "language"})
_DEFAULT: Final = "en"
"""The language that the engine takes where no channel variable says another."""
_SPOKEN: Final = re.compile(r"/(?:sounds|\$\$\{sounds_dir\})?/?([a-z]{2})/([a-z]{2})(?:/|$)")
_MACRO: Final = re.compile(r"<macro\s[^<>]*?\bname\s*=\s*[\"']([^\"'<>]*+)")


class Phrases:
    """The macros of a system by language and name. Only files that name a macro are parsed for it.

    `add_file` takes files that hold nothing but macros.
    """

    def __init__(self, splicing: Splicing, variables: Mapping[str, str]) -> None:
        self._splicing = splicing
        self._variables = variables
        self._languages: dict[str, list[Piece]] = {}
        self._loose: list[File] = []
        self._named: dict[int, dict[str, set[int]]] = {}
        self._known: dict[tuple[str, str], Macro | None] = {}

    def add(self, piece: Piece) -> None:
        """A `<language>`; one without a name holds transcripts."""
        name = (self._splicing.get(piece, "name") or "").lower()
        if name:
            self._languages.setdefault(name, []).append(piece)

    def add_file(self, file: File) -> None:
        """A file of macros that no `<language>` takes in."""
        self._loose.append(file)

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
        """The macro of a language; without one that of the default language.

        Where no `<language>` is at hand, it is the only macro of that name.
        """
        key = ((language or self.default).lower(), name.lower())
        if key not in self._known:
            self._known[key] = self._find(*key) if self._languages else self._only(name)
        return self._known[key]

    def elsewhere(self, language: str | None) -> bool:
        """Whether macros of this language may be defined in files that are not at hand."""
        wanted = (language or self.default).lower()
        return wanted not in self._languages or any(
            piece.file.all_not_taken for piece in self._languages[wanted]
        )

    def _find(self, language: str, name: str) -> Macro | None:
        for piece in self._languages.get(language, ()):
            for macro in self._macros([piece], piece.file, name):
                return Macro(name, language, self._splicing.whole(macro))
        return None

    def _only(self, name: str) -> Macro | None:
        found = [
            macro
            for file in self._loose
            if self._names(file).get(name.lower())
            for macro in self._macros(list(self._splicing.roots(file)), file, name.lower())
        ]
        return Macro(name, None, self._splicing.whole(found[0])) if len(found) == 1 else None

    def _macros(self, pieces: Iterable[Piece], file: File, name: str) -> Iterable[Piece]:
        """The macros of a name in some elements of a file."""
        wanted = self._names(file).get(name, set())
        waiting = list(pieces)[::-1]
        while waiting:
            piece = waiting.pop()
            if piece.element.name in _OPENED:
                inside = self._splicing.children(piece, lambda taken: id(taken) in wanted)
                waiting.extend(reversed(list(inside)))
            elif piece.element.name == "macro" and self._is_called(piece, name):
                yield piece

    def _is_called(self, macro: Piece, name: str) -> bool:
        return (self._splicing.get(macro, "name") or "").lower() == name

    def _names(self, file: File) -> dict[str, set[int]]:
        """For each macro that is named in a file, or in those that it takes in, the files to open:
        where it is named, and those on the way there."""
        if id(file) not in self._named:
            above: dict[int, set[int]] = {}
            for one in file.all():
                for taken in (inner for group in one.included.values() for inner in group):
                    above.setdefault(id(taken), set()).add(id(one))
            found: dict[str, set[int]] = {}
            for one in file.all():
                for name in _MACRO.findall(one.source.text):
                    found.setdefault(name.lower(), set()).add(id(one))
            self._named[id(file)] = {name: _with(ids, above) for name, ids in found.items()}
        return self._named[id(file)]


def _with(ids: Iterable[int], above: Mapping[int, set[int]]) -> set[int]:
    """These files and all that take them in."""
    found = set(ids)
    waiting = list(found)
    while waiting:
        new = above.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found
