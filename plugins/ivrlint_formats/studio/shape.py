"""What is wrong with the shape of a flow: values that the service does not accept.

The shape is held by `flow.schema.json`; what a schema cannot say is checked here. Widgets,
events and conditions come with new releases: only what is nearly one that exists is a slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from ivrlint.model import Problem
from ivrlint.places import Place
from ivrlint_formats.data import Labels, Object, plain
from ivrlint_formats.data.schema import Fault, Path, Schema, way_to
from ivrlint_formats.data.wording import meant, message, shown
from ivrlint_formats.studio.conditions import SPLIT
from ivrlint_formats.studio.liquid import paths_in
from ivrlint_formats.studio.platform import Platform
from ivrlint_formats.studio.widgets import Draft, Widget

_MOST: Final = 50
"""How many faults of one file are told."""

_MOST_SPELT: Final = 200
"""How many unknown words of one file are compared with known ones."""


def shape_problems(drafts: Sequence[Draft], platform: Platform, schema: Schema) -> list[Problem]:
    """The values of a file that the service does not accept, in the order of the file."""
    found: dict[tuple[int, int], Problem] = {}
    for draft in drafts:
        errors = (
            Problem("invalid-value", _place(draft.node, fault.path), _message(fault))
            for fault in _faults(schema, plain(draft.node))
        )
        for problem in islice(errors, _MOST):
            found.setdefault((problem.place.start, problem.place.end), problem)
        for problem in islice(_names(draft, platform), _MOST):
            found.setdefault((problem.place.start, problem.place.end), problem)
    problems = sorted(found.values(), key=lambda one: (one.place.start, one.place.end))
    return problems[:_MOST]


def _faults(schema: Schema, data: Any) -> Iterator[Fault]:
    """What is wrong with a flow, widget by widget."""
    yield from schema.faults(data, "flowShape")
    states = data.get("states") if isinstance(data, dict) else None
    for number, state in enumerate(states if isinstance(states, list) else ()):
        here = ("states", number)
        yield from schema.faults(state, "stateShape", at=here)
        if not isinstance(state, dict):
            continue
        transitions = state.get("transitions")
        for at, one in enumerate(transitions if isinstance(transitions, list) else ()):
            yield from schema.faults(one, "transition", at=(*here, "transitions", at))
        kind, properties = state.get("type"), state.get("properties", {})
        if isinstance(kind, str) and isinstance(properties, dict):
            yield from schema.faults(properties, "properties", kind, at=(*here, "properties"))


def _place(root: Object, path: Path) -> Place:
    """The place of the value at a path; of a whole object its name, its key or its first mark."""
    way = way_to(root, path)
    place = way[-1].pointed_at(*(("name",) if len(way) > 1 else ()))
    for one in way[1:]:
        if one.key is None and isinstance(one.node, Object) and (name := one.node.text("name")):
            return Labels(one.node, f'"{name}"').place(place)
    return place


def _message(fault: Fault) -> str:
    return message(fault, text=_short, option=_option)


def _option(option: Any) -> str:
    return str(option).lower() if isinstance(option, bool) else str(option)


def _short(text: str) -> str:
    return f"{text[:80]}{'…' if len(text) > 80 else ''}"


def _shown(text: str) -> str:
    return shown(text, _short)


def _names(draft: Draft, platform: Platform) -> Iterator[Problem]:
    """Names that stand twice or mean nothing."""
    named: dict[str, Widget] = {}
    spelling = _Spelling()
    for widget in draft.widgets:
        if widget.name in named:
            yield Problem(
                "invalid-value", widget.place, f"two widgets are called {_shown(widget.name)}"
            )
        named.setdefault(widget.name, widget)
        if widget.type and widget.type not in platform.widgets:
            hint = spelling.meant("type", widget.type, list(platform.widgets), 0.9)
            if hint:
                text = f"Studio has no widget type {_shown(widget.type)}{hint}"
                yield Problem("invalid-value", widget.type_place, text)
        yield from _slips(widget, platform, spelling)
    for widget in draft.widgets:
        if widget.type == SPLIT:
            yield from _never_filled(widget, named)


class _Spelling:
    """What unknown words of a file probably mean; each is compared once, and not too many."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}

    def meant(self, kind: str, written: str, options: Sequence[str], likeness: float) -> str:
        """A hint at the option that is nearly so, empty where there is none."""
        key = (kind, written)
        if key not in self._known:
            if len(self._known) >= _MOST_SPELT:
                return ""
            self._known[key] = meant(written, options, likeness)
        return self._known[key]


def _slips(widget: Widget, platform: Platform, spelling: _Spelling) -> Iterator[Problem]:
    """Events and conditions that are surely misspelt."""
    events = list(platform.widgets.get(widget.type, {}).get("events", {}))
    known = platform.conditions
    for transition in widget.node.objects("transitions"):
        event = transition.string("event")
        if event is not None and events and event.value not in events:
            hint = spelling.meant(widget.type, event.value, events, 0.8)
            if hint:
                text = f"{platform.title(widget.type)} has no event {_shown(event.value)}{hint}"
                yield Problem("invalid-value", widget.labels.place(event.place), text)
        for condition in transition.objects("conditions"):
            kind = condition.string("type")
            if kind is not None and kind.value not in known:
                hint = spelling.meant("condition", kind.value, known, 0.8)
                if hint:
                    text = f"there is no condition {_shown(kind.value)}{hint}"
                    yield Problem("invalid-value", widget.labels.place(kind.place), text)


def _never_filled(split: Widget, named: Mapping[str, Widget]) -> Iterator[Problem]:
    """What a split compares, of a widget that the flow does not have: it is always empty."""
    node = split.string("input")
    for path in paths_in(node.value) if node else ():
        _, _, rest = path.partition("widgets.")
        name = rest.split(".", 1)[0].split("[", 1)[0]
        if node is not None and path.startswith("widgets.") and name and name not in named:
            text = (
                f"no widget of this flow is called {_shown(name)}, so what is compared here"
                f" is always empty{meant(name, list(named)[:500])}"
            )
            yield Problem("invalid-value", node.place, text)
