"""What a piece of data is, by the name that a file gives it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pkgutil import get_data
from typing import Final

from ivrlint.model import Agent, Bot, Collect, Datum, Step
from ivrlint.regex import pattern

_HUMP: Final = pattern(r"(?<=[a-z0-9])(?=[A-Z])")
_SEPARATOR: Final = pattern(r"[\s_.\-/]+")


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in small letters: of `cardNumber`, `card_number`, `card-number`."""
    return tuple(word.casefold() for word in _SEPARATOR.split(_HUMP.sub("-", name)) if word)


def is_called(name: str, keys: Iterable[str]) -> bool:
    """Whether the words of one of the keys stand in a name, one after the other."""
    words = words_of(name)
    for key in keys:
        wanted = words_of(key)
        size = len(wanted)
        if size and any(words[at : at + size] == wanted for at in range(len(words) - size + 1)):
            return True
    return False


def is_national(name: str) -> bool:
    """Whether it is the number by which a state knows a person."""
    return is_called(name, names("national"))


def identifies(name: str) -> frozenset[str]:
    """The words of a name by which it says who somebody is, or which case of many it is.

    None for what pays: a card is no identity. Two names with the same words of
    this kind are likely two tries of one question.
    """
    words = frozenset(words_of(name))
    if not words.isdisjoint(names("paying")):
        return frozenset()
    return frozenset({"national"}) if is_national(name) else words & names("identifying")


def learned(step: Step) -> Iterator[Datum]:
    """What a customer is asked for here, with its place, each name once."""
    if not isinstance(step, Agent | Bot | Collect):
        return
    seen: set[str] = set()
    for datum in step.writes:
        if datum.name not in seen:
            seen.add(datum.name)
            yield datum
    if isinstance(step, Collect) and step.data and step.data not in seen:
        yield Datum(step.data, step.place)


@cache
def names(kind: str) -> frozenset[str]:
    """The names of a kind, from the data file beside this one."""
    data = get_data("ivrlint_rules.privacy", "names.json")
    assert data is not None
    found: list[str] = json.loads(data)[kind]
    return frozenset(found)
