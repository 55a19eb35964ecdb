"""Variables in what the dialplan says: `${name}` and `$1`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

_MARK: Final = re.compile(r"\$(?:\{([^{}$]*)\}|([0-9]{1,2}))")
_LONGEST: Final = 2000
"""Code points of a text in which variables are filled in."""


def filled(
    text: str, value: Callable[[str], str | None], groups: Sequence[str] | None
) -> str | None:
    """A text with its variables and what an expression captured; None where one is not known.

    Without captured groups `$1` stands as it is written.
    """
    if "$" not in text:
        return text
    if len(text) > _LONGEST:
        return None
    found: list[str] = []
    at = 0
    for mark in _MARK.finditer(text):
        found.append(text[at : mark.start()])
        at = mark.end()
        name, number = mark[1], mark[2]
        if number is not None:
            if groups is None:
                found.append(mark[0])
                continue
            found.append(groups[int(number)] if int(number) < len(groups) else "")
            continue
        known = value(name)
        if known is None or "$" in known:
            return None
        found.append(known)
    found.append(text[at:])
    whole = "".join(found)
    return None if "${" in whole else whole


def names_in(text: str) -> list[str]:
    """The names of the variables in a text, functions (`${hash(…)}`) left out."""
    return [mark[1] for mark in _MARK.finditer(text) if mark[1] and "(" not in mark[1]]


def assignment(data: str) -> tuple[str, str] | None:
    """The name and the value of what `set` and `export` are given (`nolocal:name=value`)."""
    name, equals, value = data.strip().partition("=")
    name = name.strip()
    if not equals or not name:
        return None
    return name.removeprefix("nolocal:").removeprefix("_nolocal_"), value.strip()
