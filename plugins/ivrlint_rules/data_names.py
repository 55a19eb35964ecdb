"""Names of data: when two mean the same, and what kind of thing they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pkgutil import get_data
from typing import Final

from ivrlint.model import Collect
from ivrlint.regex import pattern

_SEPARATORS: Final = pattern(r"[\s_.\-]+")
_PART: Final = pattern(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


def normal(name: str) -> str:
    """A name whatever its case, its hyphens and its spaces."""
    return _SEPARATORS.sub("", name).casefold()


def parts_of(name: str) -> frozenset[str]:
    """The words that a name is made of: `customerScore` is `customer` and `score`."""
    return frozenset(part.lower() for part in _PART.findall(name))


def asked_by(collect: Collect) -> Iterator[str]:
    """The names of what a collected input asks for."""
    if collect.data:
        yield collect.data
    yield from (datum.name for datum in collect.writes if datum.name != collect.data)


def is_phone_number(collect: Collect) -> bool:
    """Whether a telephone number is asked for, or an extension: by its name."""
    return _is_called(collect, "telephone")


def is_known_by_heart(collect: Collect) -> bool:
    """Whether everybody knows what is asked for: a telephone number, a date of birth, a house
    number, an amount; by its name."""
    return is_phone_number(collect) or _is_called(collect, "by heart")


def _is_called(collect: Collect, kind: str) -> bool:
    words = _words()[kind]
    names = (collect.shown_name, *asked_by(collect))
    return any(not words.isdisjoint({normal(name), *parts_of(name)}) for name in names)


@cache
def _words() -> dict[str, frozenset[str]]:
    """Words that names are made of, by what is asked for, from the data file beside this one."""
    data = get_data("ivrlint_rules", "data_names.json")
    assert data is not None
    return {kind: frozenset(words) for kind, words in json.loads(data)["words"].items()}
