"""Meaning steps by their names: as they are, or by a pattern such as `sales-*`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from fnmatch import fnmatchcase


def matching(patterns: Iterable[str], names: Collection[str]) -> Iterator[str]:
    """The names that the patterns mean, some perhaps twice.

    In a pattern `*` is any text, `?` one character, `[ab]` one of several; a
    name that has such characters itself is meant by them as they are, too.
    `names` is a set or the keys of a dict, so that whole names cost nothing.
    """
    for pattern in patterns:
        if pattern in names:
            yield pattern
        if any(character in pattern for character in "*?["):
            for name in names:
                if name != pattern and fnmatchcase(name, pattern):
                    yield name
