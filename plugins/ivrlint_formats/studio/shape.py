"""What is wrong with the shape of a flow: values that the service does not accept.

The shape is held by `flow.schema.json`; what a schema cannot say is checked here. Widgets,
events and conditions come with new releases: only what is nearly one that exists is a slip.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from ivrlint.display import visible
from ivrlint.model import Problem
from ivrlint.places import Place
from ivrlint_formats.data import Array, Labels, Node, Object, String, plain
from ivrlint_formats.studio.conditions import SPLIT
from ivrlint_formats.studio.liquid import paths_in
from ivrlint_formats.studio.platform import Platform
from ivrlint_formats.studio.widgets import Draft, Widget

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

_MOST: Final = 50
"""How many faults of one file are told."""

_MOST_SPELT: Final = 200
"""How many unknown words of one file are compared with known ones."""

_KINDS: Final = {
    "object": "an object",
    "array": "a list",
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "null",
}


class FlowSchema:
    """The schema of flows, taken apart.

    A whole flow could be held against it at once; widget by widget, each only against what is
    said of its type, takes a fraction of the time.
    """

    @cached_property
    def _validator(self) -> Validator:
        from jsonschema import Draft202012Validator

        text = files("ivrlint_formats.studio").joinpath("flow.schema.json").read_text("utf-8")
        return Draft202012Validator(json.loads(text))

    @cached_property
    def _parts(self) -> dict[tuple[str, ...], Validator | None]:
        return {}

    def _part(self, *path: str) -> Validator | None:
        """The part of the schema at this path of its definitions, None where there is none."""
        if path not in self._parts:
            part: Any = self._validator.schema["$defs"]  # type: ignore[index]
            for key in path:
                part = part.get(key, {})
            self._parts[path] = self._validator.evolve(schema=part) if part else None
        return self._parts[path]

    def errors(self, data: Any) -> Iterator[tuple[list[str | int], ValidationError]]:
        """What is wrong with a flow, each with the path to it."""
        yield from _found(self._part("flowShape"), data, [])
        states = data.get("states") if isinstance(data, dict) else None
        for number, state in enumerate(states if isinstance(states, list) else ()):
            here: list[str | int] = ["states", number]
            yield from _found(self._part("stateShape"), state, here)
            if not isinstance(state, dict):
                continue
            transitions = state.get("transitions")
            for at, one in enumerate(transitions if isinstance(transitions, list) else ()):
                yield from _found(self._part("transition"), one, [*here, "transitions", at])
            kind, properties = state.get("type"), state.get("properties", {})
            if isinstance(kind, str) and isinstance(properties, dict):
                inside = self._part("properties", kind)
                yield from _found(inside, properties, [*here, "properties"])


def _found(
    validator: Validator | None, data: Any, path: list[str | int]
) -> Iterator[tuple[list[str | int], ValidationError]]:
    for error in validator.iter_errors(data) if validator is not None else ():
        yield [*path, *error.absolute_path], error


def shape_problems(
    drafts: Sequence[Draft], platform: Platform, schema: FlowSchema
) -> list[Problem]:
    """The values of a file that the service does not accept, in the order of the file."""
    found: dict[tuple[int, int], Problem] = {}
    for draft in drafts:
        errors = (
            Problem("invalid-value", _place(draft.node, path), _message(one))
            for path, one in schema.errors(plain(draft.node))
        )
        for problem in islice(errors, _MOST):
            found.setdefault((problem.place.start, problem.place.end), problem)
        for problem in islice(_names(draft, platform), _MOST):
            found.setdefault((problem.place.start, problem.place.end), problem)
    problems = sorted(found.values(), key=lambda one: (one.place.start, one.place.end))
    return problems[:_MOST]


def _place(root: Object, path: Sequence[str | int]) -> Place:
    """The place of the value at a path; of a whole object its name, its key or its first mark."""
    node: Node = root
    key: String | None = None
    labels: Labels | None = None
    for part in path:
        if isinstance(node, Object) and isinstance(part, str):
            member = next((one for one in reversed(node.members) if one.key.value == part), None)
            if member is None:
                break
            node, key = member.value, member.key
        elif isinstance(node, Array) and isinstance(part, int) and part < len(node.items):
            node, key = node.items[part], None
            if labels is None and isinstance(node, Object) and (name := node.text("name")):
                labels = Labels(node, f'"{name}"')
    place = node.place
    if isinstance(node, Object | Array):
        own = node.string("name") if isinstance(node, Object) and node is not root else None
        place = own.place if own else key.place if key else _first(place)
    return labels.place(place) if labels else place


def _first(place: Place) -> Place:
    return Place(place.source, place.start, place.start + 1, place.pointer)


def _message(error: ValidationError) -> str:
    instance: Any = error.instance
    wanted: Any = error.validator_value
    if error.validator == "required":
        missing = next((one for one in wanted if one not in instance), "")
        return f"expected {missing!r} here: it is missing"
    if error.validator in ("minItems", "minLength"):
        return f"expected something in {str(error.absolute_path[-1])!r}, found nothing"
    if error.validator == "anyOf":
        return f"expected {_expected(wanted)}, found {_shown(instance)}{_near(instance, wanted)}"
    return f"expected {_kinds(wanted)}, found {_shown(instance)}"


def _expected(schemas: Any) -> str:
    for one in schemas:
        if "enum" in one:
            return _either(
                list(
                    dict.fromkeys(
                        str(option).lower() if isinstance(option, bool) else str(option)
                        for option in one["enum"]
                    )
                )
            )
        if "maximum" in one:
            return f"a whole number from {one['minimum']} to {one['maximum']}"
        if "minimum" in one:
            return f"a whole number from {one['minimum']} on"
    return _kinds(schemas[0].get("type", "another value"))


def _near(instance: Any, schemas: Any) -> str:
    options = [str(option) for one in schemas for option in one.get("enum", ())]
    return _meant(instance, options) if isinstance(instance, str) else ""


def _kinds(kinds: Any) -> str:
    names = [kinds] if isinstance(kinds, str) else list(kinds)
    return _KINDS.get(names[0], str(names[0]))


def _either(options: Sequence[str]) -> str:
    *most, last = options
    return f"{', '.join(most)} or {last}" if most else last


def _shown(instance: Any) -> str:
    """A value for a message, not too long."""
    if isinstance(instance, str):
        shown = visible(instance[:80])
        return f"'{shown}{'…' if len(instance) > 80 else ''}'"
    if isinstance(instance, bool) or instance is None:
        return {True: "true", False: "false", None: "null"}[instance]
    if isinstance(instance, dict):
        return "an object"
    return "a list" if isinstance(instance, list) else str(instance)[:80]


def _meant(written: str, options: Sequence[str], likeness: float = 0.75) -> str:
    close = get_close_matches(written[:80], options, 1, likeness)
    return f"; did you mean {close[0]!r}?" if close else ""


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
            meant = spelling.meant("type", widget.type, list(platform.widgets), 0.9)
            if meant:
                text = f"Studio has no widget type {_shown(widget.type)}{meant}"
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
            self._known[key] = _meant(written, options, likeness)
        return self._known[key]


def _slips(widget: Widget, platform: Platform, spelling: _Spelling) -> Iterator[Problem]:
    """Events and conditions that are surely misspelt."""
    events = list(platform.widgets.get(widget.type, {}).get("events", {}))
    known = platform.conditions
    for transition in widget.node.objects("transitions"):
        event = transition.string("event")
        if event is not None and events and event.value not in events:
            meant = spelling.meant(widget.type, event.value, events, 0.8)
            if meant:
                text = f"{platform.title(widget.type)} has no event {_shown(event.value)}{meant}"
                yield Problem("invalid-value", widget.labels.place(event.place), text)
        for condition in transition.objects("conditions"):
            kind = condition.string("type")
            if kind is not None and kind.value not in known:
                meant = spelling.meant("condition", kind.value, known, 0.8)
                if meant:
                    text = f"there is no condition {_shown(kind.value)}{meant}"
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
                f" is always empty{_meant(name, list(named)[:500])}"
            )
            yield Problem("invalid-value", node.place, text)
