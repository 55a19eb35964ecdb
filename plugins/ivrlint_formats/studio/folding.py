"""Answers that are tested afterwards: a split on what a menu or a call has just brought.

Studio asks in one widget and decides in the next ones; for a caller it is one menu. What is
said between the two is heard on the way out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.places import Place
from ivrlint_formats.data import String
from ivrlint_formats.studio.conditions import (
    SPLIT,
    cases,
    otherwise,
    told,
    values_of,
)
from ivrlint_formats.studio.counting import variables_of
from ivrlint_formats.studio.liquid import path_of
from ivrlint_formats.studio.widgets import Transition, Widget

_MOST_PASSED: Final = 8
_MOST_SPLITS: Final = 20
_KEYS: Final = re.compile(r"[0-9*#]{1,20}")


@dataclass(frozen=True, slots=True)
class Way:
    """Where an answer leads: the next widget, None for the end of the flow."""

    next: str | None
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer and its way; `answer` is None where only the `condition` tells which it is."""

    answer: str | None
    condition: str | None
    way: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """What becomes of an answer: what is passed before it is tested, and the choices.

    `said` are the widgets that speak on the way; `kept` the variables that it is copied to;
    `passed` the names of all widgets that are a part of the question now.
    """

    choices: tuple[Choice, ...]
    otherwise: Way
    said: tuple[Widget, ...]
    kept: tuple[tuple[str, String], ...]
    passed: frozenset[str]

    @property
    def names_answers(self) -> bool:
        """Whether any answer is named at all."""
        return any(one.answer is not None for one in self.choices)


def split_after(
    start: str | None, paths: Iterable[str], widgets: Mapping[str, Widget]
) -> tuple[Widget, list[Widget]] | None:
    """The split that tests one of these pieces of data, and the widgets before it.

    Only widgets that set variables or speak may stand between.
    """
    known = set(paths)
    passed: list[Widget] = []
    here = widgets.get(start) if start else None
    while here is not None and len(passed) < _MOST_PASSED:
        if here.type == SPLIT:
            return (here, passed) if here.subject in known else None
        if here.type == "set-variables":
            for key, value in variables_of(here):
                variable = f"flow.variables.{key}"
                known.discard(variable)
                if path_of(value.value) in known:
                    known.add(variable)
            after = here.next("next")
        elif here.type == "say-play":
            after = here.next("audioComplete")
        else:
            return None
        passed.append(here)
        here = widgets.get(after) if after else None
    return None


def tested(start: str | None, paths: Iterable[str], widgets: Mapping[str, Widget]) -> Tested | None:
    """What becomes of an answer that is tested by one or more splits; None where none does."""
    paths = list(paths)
    found = split_after(start, paths, widgets)
    if found is None:
        return None
    split, between = found
    kept = [pair for one in between for pair in variables_of(one)]
    paths += (f"flow.variables.{key}" for key, value in kept if path_of(value.value) in paths)
    choices: list[Choice] = []
    passed = {one.name for one in between}
    seen: set[str] = set()
    for _ in range(_MOST_SPLITS):
        passed.add(split.name)
        for transition in cases(split):
            choices += _choices(transition, seen)
        last = otherwise(split)
        after = widgets.get(last.next) if last.next else None
        if after is None or after.type != SPLIT or after.name in passed:
            break
        if after.subject not in paths:
            break
        split = after
    return Tested(
        choices=tuple(choices),
        otherwise=_way(last),
        said=tuple(one for one in between if one.type == "say-play"),
        kept=tuple(kept),
        passed=frozenset(passed),
    )


def _way(transition: Transition) -> Way:
    return Way(transition.next, transition.place)


def _choices(transition: Transition, seen: set[str]) -> list[Choice]:
    """The choices of one way; an answer that an earlier way takes does not count again."""
    way = _way(transition)
    if len(transition.conditions) != 1:
        shown = " and ".join(told(one) for one in transition.conditions)
        return [Choice(None, shown or None, way)]
    (condition,) = transition.conditions
    answers = values_of(condition)
    if answers is None:
        return [Choice(None, told(condition), way)]
    fresh = [one for one in answers if one.casefold() not in seen]
    seen.update(one.casefold() for one in fresh)
    return [Choice(one, None, way) for one in fresh]


def is_key(answer: str) -> bool:
    """Whether an answer is given by keys."""
    return _KEYS.fullmatch(answer) is not None
