"""Addresses: what a URL in a file leads to, among the files of the project."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

from ivrlint.lean import dataclass
from ivrlint.model import Scope, Unresolved
from ivrlint_formats.markup import Element
from ivrlint_formats.voicexml.files import VoiceXmlFile

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_STATIC: Final = re.compile(r"\.(?:vxml|vxm|xml|txml)", re.IGNORECASE)
_FILLED_IN: Final = re.compile(r"[{<$%][{%=?(]|%s")
"""Marks of template languages, of programs that print the file, of macros."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where an address leads: a file of the project, and a dialog of it, None for the first."""

    file: VoiceXmlFile
    dialog: Element | None
    missing: str | None = None
    """The name of a dialog that the file does not have."""


class Library:
    """The files of VoiceXML of a project, found by their addresses."""

    def __init__(
        self, files: Iterable[VoiceXmlFile], names: Mapping[str, str] | None = None
    ) -> None:
        self._by_path = {posixpath.normpath(file.source.path): file for file in files}
        self._names = names or {}

    def name_of(self, file: VoiceXmlFile) -> str:
        """The name of a file's flow, the only one of the project where linking gave it one."""
        path = file.source.path
        return self._names.get(path) or PurePosixPath(path).stem or path

    def find(self, url: str, seen_from: VoiceXmlFile) -> Address | Unresolved:
        """What an address means in a file; Unresolved where no file of the project is meant."""
        url = url.strip()
        if _FILLED_IN.search(url):
            return Unresolved(f"where it leads is filled in later ({_shown(url)})")
        path, _, fragment = url.partition("#")
        file = seen_from if not path else self.file_at(path, seen_from)
        if file is None:
            return _elsewhere(url, path)
        fragment = unquote(fragment)
        if not fragment:
            return Address(file, None)
        dialog = file.by_id.get(fragment)
        return Address(file, dialog, None if dialog is not None else fragment)

    def file_at(self, url: str, seen_from: VoiceXmlFile) -> VoiceXmlFile | None:
        """The file that a relative address names, seen from another one.

        What follows a `?` is for the server: a file that stands there as it is takes no notice.
        """
        path = unquote(url.partition("#")[0].partition("?")[0]).strip()
        if not path or _SCHEME.match(path) or path.startswith(("/", "\\")):
            return None
        folder = posixpath.dirname(seen_from.source.path)
        return self._by_path.get(posixpath.normpath(posixpath.join(folder, path)))


def _elsewhere(url: str, path: str) -> Unresolved:
    """Why an address leads out of the project, and how far it may lead."""
    name = path.partition("?")[0]
    if _STATIC.search(name[-5:]) and not _SCHEME.match(name):
        return Unresolved(f"no file of the project is {_shown(url)}", Scope.ANYWHERE)
    return Unresolved(f"the server answers with what comes next ({_shown(url)})", Scope.ANYWHERE)


def _shown(url: str) -> str:
    """An address as reports show it: without what may be a secret, and not too long."""
    url = re.sub(r"//[^/@]*@", "//", url).partition("?")[0]
    return url if len(url) <= 60 else url[:57] + "…"
