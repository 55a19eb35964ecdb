"""The files of a project together: names of flows, application roots, where callers begin."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from ivrlint.model import Document, Role, Unresolved
from ivrlint_formats.voicexml.addresses import Library
from ivrlint_formats.voicexml.expressions import string_of
from ivrlint_formats.voicexml.files import VoiceXmlFile
from ivrlint_formats.voicexml.lowering import lower
from ivrlint_formats.voicexml.platform import Platform

_FIRST: Final = ("index", "main", "start", "root", "welcome", "default", "entry", "app", "init")
"""What files are called that callers begin with, where files lead to one another in a circle."""


_PUT_ASIDE: Final = r"(?:~|\.(?:bak|old|orig|save|backup)(?:[.-]?\d+)?)$"


def link(documents: Sequence[Document], platform: Platform) -> Sequence[Document]:
    """The same documents, lowered with what each has to know of the others."""
    files = [one.syntax for one in documents if isinstance(one.syntax, VoiceXmlFile)]
    library = Library(files, _names(files))
    roles = _roles(files, library)
    linked = []
    for document in documents:
        file = document.syntax
        if isinstance(file, VoiceXmlFile):
            flows = tuple(lower(file, library, platform, roles[id(file)]))
            document = replace(document, flows=flows)
        linked.append(document)
    return linked


def _names(files: Iterable[VoiceXmlFile]) -> dict[str, str]:
    """A name for the flow of each file: the file's, with as many folders as tell it apart."""
    stems = {file.source.path: posixpath.splitext(file.source.path)[0] for file in files}
    named: dict[str, str] = {}
    left, folders = list(stems), 1
    while left:
        shorter = {path: "/".join(stems[path].split("/")[-folders:]) for path in left}
        counts: dict[str, int] = {}
        for name in shorter.values():
            counts[name] = counts.get(name, 0) + 1
        again = []
        for path in left:
            short = shorter[path]
            if counts[short] == 1 or folders > stems[path].count("/"):
                named[path] = short if counts[short] == 1 else path
            else:
                again.append(path)
        left, folders = again, folders + 1
    return named


def _roles(files: Sequence[VoiceXmlFile], library: Library) -> dict[int, Role]:
    """Callers begin in the files that no other one leads to; of a circle, in one of them."""
    onto = {id(file): list(_led_to(file, library)) for file in files}
    roots = {
        id(root)
        for file in files
        if file.application and (root := library.file_at(file.application, file)) is not None
    }
    entered = {
        id(other)
        for file in files
        for other in onto[id(file)]
        if other is not file and not _is_put_aside(file)
    }
    begins = [file for file in files if id(file) not in entered and _may_begin(file, onto, roots)]
    reached: set[int] = set()
    _reach(begins, onto, reached)
    for file in sorted(files, key=_place_in_circle):
        if id(file) not in reached and file.dialogs and id(file) not in roots:
            begins.append(file)
            _reach([file], onto, reached)
    first = {id(file) for file in begins}
    return {id(file): Role.ENTRY if id(file) in first else Role.MODULE for file in files}


def _may_begin(file: VoiceXmlFile, onto: dict[int, list[VoiceXmlFile]], roots: set[int]) -> bool:
    """An application root is only a beginning where it asks or says something itself, and leads on
    to another file."""
    if not file.dialogs:
        return False
    return id(file) not in roots or any(other is not file for other in onto[id(file)])


def _is_put_aside(file: VoiceXmlFile) -> bool:
    """Whether the name says that nobody uses the file any more: `main.vxml.bak`, `main.vxml~`."""
    return re.search(_PUT_ASIDE, file.source.path, re.IGNORECASE) is not None


def _place_in_circle(file: VoiceXmlFile) -> tuple[int, str]:
    stem = posixpath.splitext(posixpath.basename(file.source.path))[0].lower()
    return (_FIRST.index(stem) if stem in _FIRST else len(_FIRST), file.source.path)


def _led_to(file: VoiceXmlFile, library: Library) -> Iterator[VoiceXmlFile]:
    """The files that a file leads to."""
    for element in file.elements:
        for name in ("next", "src", "expr", "srcexpr"):
            if element.local not in _LEADING or element.get(name) is None:
                continue
            url = element.get(name) or ""
            if name.endswith("expr"):
                url = string_of(url) or ""
            address = library.find(url, file) if url else None
            if address is not None and not isinstance(address, Unresolved):
                yield address.file


_LEADING: Final = frozenset({"choice", "goto", "link", "submit", "subdialog"})


def _reach(
    starts: Iterable[VoiceXmlFile], onto: dict[int, list[VoiceXmlFile]], reached: set[int]
) -> None:
    todo = list(starts)
    while todo:
        file = todo.pop()
        if id(file) not in reached:
            reached.add(id(file))
            todo += onto[id(file)]
