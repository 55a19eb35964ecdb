"""Patterns of paths, as .gitignore has them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_PLAIN: Final = r"(?:[\w.@+-][\w.@+ -]*/)+[\w.@+ -]*[\w.@+-]"
"""Plain paths with a folder before them: they need no library to be matched."""


class Patterns:
    """Patterns of paths, as .gitignore has them, relative to the project's root."""

    __slots__ = ("_plain", "_spec", "lines")

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self.lines: Final = tuple(lines)
        self._spec: GitIgnoreSpec | None = None
        self._plain: bool | None = None

    def __repr__(self) -> str:
        return f"Patterns({self.lines!r})"

    def __bool__(self) -> bool:
        return bool(self.lines)

    def match(self, path: str) -> bool:
        """Whether they match a path with `/` between its parts; a folder's ends in `/`.

        A path outside of the project matches nothing.
        """
        if not self.lines or path.startswith(("../", "/")) or path == "..":
            return False
        if self._plain is None:
            plain = [re.fullmatch(_PLAIN, line) is not None for line in self.lines]
            self._plain = all(plain)
        if self._plain:
            return any(path == line or path.startswith(f"{line}/") for line in self.lines)
        if self._spec is None:
            from ivrlint._gitignore import compiled

            self._spec = compiled(self.lines)
        return self._spec.match_file(path)
