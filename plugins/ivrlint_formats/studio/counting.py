"""Counters of attempts: a variable that a widget adds one to, and a split that compares it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from ivrlint_formats.data import Object, String
from ivrlint_formats.studio.conditions import SPLIT, taken
from ivrlint_formats.studio.liquid import paths_in
from ivrlint_formats.studio.widgets import Transition, Widget

_PLUS_ONE: Final = re.compile(r"\|\s*plus\s*:\s*1\s*(?:\||-?\}\})")
_MOST: Final = 50
"""The most attempts that a counter is tried with, and the most widgets that raise it."""
MOST_VARIABLES: Final = 20
"""The most variables of one widget that are followed to a split right after it."""
_STEPS: Final = 6
_PASSED: Final = frozenset({"set-variables", "say-play", "send-message"})
_VARIABLE: Final = "flow.variables."


class Counter(NamedTuple):
    """A split that counts. `limit` is how often it lets through, `last` the way taken then."""

    limit: int
    again: Transition
    last: Transition


def variables_of(widget: Widget) -> list[tuple[str, String]]:
    """The variables that a widget sets: their keys, and what each is set to."""
    properties = widget.properties
    if widget.type != "set-variables" or properties is None:
        return []
    found = []
    for one in properties.objects("variables"):
        key, value = one.text("key"), _value(one)
        if key and value is not None:
            found.append((key, value))
    return found


def _value(variable: Object) -> String | None:
    value = variable.get("value")
    if isinstance(value, String):
        return value
    return None if value is None else String(value.place.text, value.place, value.place)


def counters_of(widgets: Iterable[Widget]) -> dict[str, Counter]:
    """The splits of a flow that count attempts, by name."""
    named = {widget.name: widget for widget in widgets}
    adding: dict[str, list[Widget]] = {}
    begins: dict[str, set[int]] = {}
    for widget in named.values():
        for key, value in variables_of(widget):
            path = f"{_VARIABLE}{key}"
            if _PLUS_ONE.search(value.value) and list(paths_in(value.value)) == [path]:
                adding.setdefault(path, []).append(widget)
            elif value.value.strip().isdecimal() and len(value.value) < 6:
                begins.setdefault(path, set()).add(int(value.value))
    found: dict[str, Counter] = {}
    for widget in named.values() if adding else ():
        counted = widget.subject if widget.type == SPLIT else None
        if counted is not None and counted in adding:
            first = min(begins.get(counted, {0}))
            first += any(_comes_to(one, widget, named) for one in adding[counted][:_MOST])
            counter = _counter(widget, first)
            if counter is not None:
                found[widget.name] = counter
    return found


def _comes_to(widget: Widget, split: Widget, named: Mapping[str, Widget]) -> bool:
    """Whether a widget leads to a split before anything else is asked."""
    here: Widget | None = widget
    for _ in range(_STEPS):
        after = next((one.next for one in here.transitions if one.next), None) if here else None
        here = named.get(after) if after else None
        if here is split:
            return True
        if here is None or here.type not in _PASSED:
            return False
    return False


def _counter(split: Widget, first: int) -> Counter | None:
    """How a split behaves when what it compares rises from here."""
    again = taken(split, str(first))
    for attempts in range(1, _MOST):
        way = taken(split, str(first + attempts))
        if way is None or again is None:
            return None
        if way != again:
            return Counter(attempts, again, way)
    return None
