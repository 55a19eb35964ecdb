"""Finding the configuration file that a file or folder goes by."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

NAMES: Final = ("ivrlint.toml", ".ivrlint.toml", "pyproject.toml")
"""File names in the order in which they are taken within one folder."""

_TABLE: Final = r"(?m)^\s*\[+\s*tool\s*\.\s*[\"']?ivrlint\b"


class Finder:
    """Looks upwards for configuration files, each folder once."""

    def __init__(self) -> None:
        self._found: dict[Path, Path | None] = {}

    def find(self, start: Path) -> Path | None:
        """The nearest configuration file of a file or folder; None where there is none.

        Symbolic links are not followed: a file is configured by the folders
        that it was found in.
        """
        folder = Path(os.path.abspath(start))  # noqa: PTH100 - resolve() would follow links
        if not os.path.isdir(folder):  # noqa: PTH112 - that of pathlib raises for a name too long
            folder = folder.parent
        trail = []
        found = None
        for current in (folder, *folder.parents):
            if current in self._found:
                found = self._found[current]
                break
            trail.append(current)
            found = _in_folder(current)
            if found is not None:
                break
        for passed in trail:
            self._found[passed] = found
        return found


def find(start: Path) -> Path | None:
    """The nearest configuration file of one file or folder."""
    return Finder().find(start)


def _in_folder(folder: Path) -> Path | None:
    for name in NAMES:
        path = folder / name
        # os.path.isfile is False, not an error, in a folder that may not be read.
        if os.path.isfile(path) and (name != "pyproject.toml" or _speaks_of_ivrlint(path)):  # noqa: PTH113
            return path
    return None


def _speaks_of_ivrlint(path: Path) -> bool:
    from ivrlint._config.file import LARGEST

    try:
        if path.stat().st_size > LARGEST:
            return False
        text = path.read_text("utf-8-sig", "replace")
    except OSError:
        return False
    # Cheap first: few pyproject.toml files mention ivrlint at all.
    if "ivrlint" not in text:
        return False
    if re.search(_TABLE, text):
        return True
    from ivrlint._config.file import parse
    from ivrlint.errors import ConfigurationError

    try:
        tool = parse(text, str(path)).get("tool")
    except ConfigurationError:
        return False
    return isinstance(tool, dict) and "ivrlint" in tool
