"""What the engine's applications are: the facts of `platform.json`, as the reader asks for them."""

from __future__ import annotations

import json
import pkgutil
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=1)
def facts() -> dict[str, Any]:
    """The whole file; `platform.schema.json` says what is in it."""
    data = pkgutil.get_data("ivrlint_formats.asterisk.language", "platform.json")
    assert data is not None
    read: dict[str, Any] = json.loads(data)
    return read


@lru_cache(maxsize=1)
def _by_name() -> dict[str, tuple[str, dict[str, Any]]]:
    return {name.lower(): (name, about) for name, about in facts()["applications"].items()}


def canonical(application: str) -> str | None:
    """The application's name as the engine spells it, from any case; None for an unknown one."""
    found = _by_name().get(application.lower())
    return found[0] if found else None


def about(application: str) -> dict[str, Any]:
    """What is known of an application; nothing of an unknown one."""
    found = _by_name().get(application.lower())
    return found[1] if found else {}


def had_pipes(application: str) -> bool:
    """Whether it was there when `|` separated arguments (until Asterisk 1.4)."""
    return "pipes" in about(application)


def declared_arguments(application: str) -> int:
    """How many arguments it declares, the last of which takes what is left; 0 where it is open."""
    return int(about(application).get("arguments", 0))


def options_at(application: str) -> int | None:
    """Which of its arguments (from 0) holds option letters; None where none does."""
    position = about(application).get("options_at")
    return None if position is None else int(position) - 1


def takes_argument(application: str, letter: str) -> bool | None:
    """Whether an option has an argument in parentheses; None for a letter that is not known."""
    known = about(application)
    if letter in known.get("with_argument", ""):
        return True
    return False if letter in known.get("letters", "") else None
