"""The files of one project, found by the addresses by which they name each other."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import Final

from ivrlint.display import visible
from ivrlint.model import Role, Scope, Target, Unresolved

_ELSEWHERE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|www\.")
_FILLED_IN: Final = re.compile(r"\{\{|\$\{|\{%|<%|<\?|\$[A-Za-z_!]|%\w+%")
_LONGEST: Final = 2000
"""Longer addresses than any server takes; they are not looked up."""
_MOST_FOLDERS: Final = 40
"""How many folders upwards a file is looked for that is named from the root of its server."""


class Files:
    """The files of one format. Each is a flow, named after its file.

    Files of the same name are told apart by the folders that they lie in.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._names = _named(list(dict.fromkeys(map(_normal, paths))))

    def name(self, path: str) -> str:
        """The name of the flow that a file is."""
        return self._names.get(_normal(path)) or _stem(path, 1)

    def find(self, address: str, path: str) -> str | None:
        """The name of the flow that an address leads to, as a file names it; None if not at hand.

        An address from the root of the server is looked for in the file's own folder and in
        those above it, the nearest first: where the root lies, no file says.
        """
        if len(address) > _LONGEST or _ELSEWHERE.match(address):
            return None
        wanted = re.split(r"[?#]", address, maxsplit=1)[0]
        if not wanted.strip("/"):
            return None
        folder = posixpath.dirname(_normal(path))
        if not wanted.startswith("/"):
            return self._names.get(_normal(posixpath.join(folder, wanted)))
        for _ in range(_MOST_FOLDERS):
            found = self._names.get(_normal(posixpath.join(folder, wanted.lstrip("/"))))
            if found is not None or folder in ("", "/"):
                return found
            folder = posixpath.dirname(folder)
        return None


class Links:
    """The addresses that one file names, and what they lead to.

    `found` are the flows of other files that it leads to, each with the role that it gives them;
    None where callers just go on there.
    """

    def __init__(self, files: Files, path: str) -> None:
        self._files = files
        self._path = path
        self.name = files.name(path)
        self.found: list[tuple[str, Role | None]] = []

    def to(self, address: str, role: Role | None = None) -> Target | Unresolved:
        """Where an address leads: to a file that is at hand, else to what a server answers."""
        address = address.strip()
        if _FILLED_IN.search(address):
            return Unresolved("the address is put together during the call", Scope.STARTS)
        name = self._files.find(address, self._path)
        if name is None:
            shown = visible(address[:80]) + ("…" if len(address) > 80 else "")
            return Unresolved(f"what {shown!r} answers is not in the files", Scope.STARTS)
        if name != self.name:
            self.found.append((name, role))
        return Target(None, name)


def _normal(path: str) -> str:
    return posixpath.normpath(path)


def _stem(path: str, parts: int) -> str:
    """The last parts of a path, without the suffix of the file."""
    root, suffix = posixpath.splitext(path)
    shown = root if suffix else path
    return "/".join([part for part in shown.split("/") if part][-parts:]) or "file"


def _named(paths: list[str]) -> Mapping[str, str]:
    """The shortest names that tell files apart: by their own, else with folders before it.

    Folders that all of them lie in tell nothing apart.
    """
    within = _common(paths)
    names: dict[str, str] = {}
    todo, parts = paths, 1
    while todo:
        groups: dict[str, list[str]] = {}
        for path in todo:
            groups.setdefault(_stem(path[within:], parts), []).append(path)
        todo = []
        for name, group in groups.items():
            deepest = max(path.count("/", within) for path in group)
            if len(group) == 1:
                names[group[0]] = name
            elif parts > min(deepest, _MOST_FOLDERS):
                # Only their suffixes differ.
                names.update((path, path[within:]) for path in group)
            else:
                todo += group
        parts += 1
    return names


def _common(paths: list[str]) -> int:
    """The length of the folders that all paths begin with."""
    first, last = min(paths, default=""), max(paths, default="")
    same = next(
        (at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other),
        min(len(first), len(last)),
    )
    return first.rfind("/", 0, same) + 1
