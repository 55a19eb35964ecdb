"""What is remembered between runs, in the user's cache directory.

A convenience and never more: what cannot be read, written or understood is as
if it had not been there.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

_LARGEST = 16 * 1024 * 1024


def load(name: str, key: str, *, folder: Path | None = None) -> Any:
    """The value saved under a name, if it was saved with this very key; else None.

    `key` is whatever the value depends on; it is kept and compared whole.
    `folder` is for tests; without it, the user's cache directory is used.
    """
    folder = folder or _user_folder()
    if folder is None:
        return None
    path = folder / f"{name}.json"
    try:
        if path.stat().st_size > _LARGEST:
            return None
        entry = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(entry, dict) or entry.get("key") != key:
        return None
    return entry.get("value")


def save(name: str, key: str, value: Any, *, folder: Path | None = None) -> None:
    """Keep a value that JSON can say, in the place of what had this name.

    Written beside and moved into place, so that nobody ever reads half of it.
    """
    folder = folder or _user_folder()
    if folder is None:
        return
    path = folder / f"{name}.json"
    beside = folder / f"{name}.{os.getpid()}.new"
    text = json.dumps({"key": key, "value": value})
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, "utf-8")
        beside.replace(path)
    except (OSError, ValueError):
        try:
            beside.unlink(missing_ok=True)
        except (OSError, ValueError):
            return


def _user_folder() -> Path | None:
    from platformdirs import user_cache_path

    try:
        return user_cache_path("ivrlint", appauthor=False)
    except (OSError, RuntimeError):  # no home directory
        return None
