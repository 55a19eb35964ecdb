"""Finding the files to lint: folders are walked, excludes and .gitignore respected."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ivrlint._files import TooLarge, read_bytes

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

ALWAYS_EXCLUDED: Final = frozenset(
    {".git", ".hg", ".svn", ".tox", ".nox", ".venv", "venv", "node_modules", "__pycache__"}
    | {".mypy_cache", ".ruff_cache", ".pytest_cache", ".terraform", ".idea", ".vscode"}
)
"""Folders that hold no definitions of one's own; they are not walked."""
LARGEST: Final = 1024 * 1024
"""The most bytes of a .gitignore that are read."""


class GitIgnore:
    """What git ignores: the .gitignore files from the repository's root down to a file.

    The deepest file that says something about a path decides, as git has it.
    """

    def __init__(self) -> None:
        self._specs: dict[Path, GitIgnoreSpec | None] = {}
        self._roots: dict[Path, Path | None] = {}

    def root(self, folder: Path) -> Path | None:
        """The root of the repository that a folder is in."""
        trail = []
        current = folder
        found: Path | None = None
        while True:
            if current in self._roots:
                found = self._roots[current]
                break
            trail.append(current)
            if (current / ".git").exists():
                found = current
                break
            if current.parent == current:
                break
            current = current.parent
        for passed in trail:
            self._roots[passed] = found
        return found

    def ignores(self, path: Path, *, folder: bool = False) -> bool:
        """Whether git ignores a path itself, its parents left aside."""
        root = self.root(path.parent)
        if root is None:
            return False
        current = path.parent
        while True:
            spec = self._spec(current)
            if spec is not None:
                name = path.relative_to(current).as_posix() + ("/" if folder else "")
                include = spec.check_file(name).include
                if include is not None:
                    return include
            if current == root:
                return False
            current = current.parent

    def ignores_any(self, path: Path) -> bool:
        """Whether git ignores a file or one of the folders that it is in."""
        root = self.root(path.parent)
        if root is None:
            return False
        if self.ignores(path):
            return True
        current = path.parent
        while current != root:
            if self.ignores(current, folder=True):
                return True
            current = current.parent
        return False

    def _spec(self, folder: Path) -> GitIgnoreSpec | None:
        if folder not in self._specs:
            lines: list[str] = []
            for name in (".git/info/exclude", ".gitignore"):
                try:
                    text = read_bytes(folder / name, LARGEST).decode("utf-8-sig", "replace")
                except (OSError, TooLarge):
                    continue
                lines += text.split("\n")
            self._specs[folder] = _compiled(lines) if lines else None
        return self._specs[folder]


def _compiled(lines: list[str]) -> GitIgnoreSpec:
    from ivrlint._gitignore import compiled_where_sound

    return compiled_where_sound(lines)


def walk(
    top: Path,
    enters: Callable[[Path], bool],
    takes: Callable[[Path], bool],
    failed: Callable[[Path, OSError], None],
) -> Iterator[Path]:
    """The files below a folder, sorted, links to folders not followed.

    `enters` and `takes` say which folders are walked and which files wanted;
    `failed` is told of folders that may not be read.
    """
    folders = [top]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            failed(folder, error)
            continue
        below = []
        for entry in found:
            path = folder / entry.name
            try:
                is_folder = entry.is_dir(follow_symlinks=False)
                is_file = not is_folder and entry.is_file()
            except OSError:
                continue
            if is_folder:
                if entry.name not in ALWAYS_EXCLUDED and enters(path):
                    below.append(path)
            elif is_file and takes(path):
                yield path
        folders.extend(reversed(below))
