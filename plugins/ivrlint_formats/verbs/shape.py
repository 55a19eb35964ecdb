"""Actions held against a JSON Schema: what is wrong, at the value, in plain words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cached_property
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from ivrlint.display import visible
from ivrlint.model import Problem
from ivrlint.places import Place
from ivrlint_formats.data import Array, Node, Object, String, plain
from ivrlint_formats.verbs.actions import Action, Listing

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

_MOST_PROBLEMS: Final = 100
_MOST_ACTIONS: Final = 5_000
"""How many actions of a file are held against the schema; real files have fewer than fifty."""
_PLACEHOLDERS: Final = ("{{", "${", "{%", "<%", "$")
_KINDS: Final = {
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
}


class ActionSchema:
    """The JSON Schema of a format: one definition for each action, by its name."""

    def __init__(self, package: str, name: str) -> None:
        self._package, self._name = package, name

    @cached_property
    def _definitions(self) -> dict[str, Any]:
        text = files(self._package).joinpath(self._name).read_text("utf-8")
        definitions: dict[str, Any] = json.loads(text)["$defs"]
        return definitions

    @cached_property
    def _validators(self) -> dict[str, Validator]:
        from jsonschema import Draft202012Validator

        return {name: Draft202012Validator(schema) for name, schema in self._definitions.items()}

    @cached_property
    def names(self) -> Sequence[str]:
        """The names of the actions."""
        return list(self._definitions)

    def errors(self, action: Action) -> Iterator[ValidationError]:
        """What is wrong with an action."""
        validator = self._validators.get(action.name)
        if validator is not None:
            yield from validator.iter_errors(plain(action.node))


def shape_problems(listing: Listing, schema: ActionSchema, what: str) -> Iterator[Problem]:
    """The first faults of a file. What is only not known is no fault, nor is what is filled in."""
    yield from islice(_problems(listing, schema, what), _MOST_PROBLEMS)


def _problems(listing: Listing, schema: ActionSchema, what: str) -> Iterator[Problem]:
    meant: dict[str, str | None] = {}
    for action in listing.actions[:_MOST_ACTIONS]:
        if action.name in schema.names:
            for error in schema.errors(action):
                if not _is_filled_in(error.instance):
                    place = _place(action, list(error.absolute_path))
                    yield Problem("invalid-value", place, _message(error))
            continue
        if action.name not in meant:
            close = get_close_matches(action.name[:40], schema.names, 1, 0.8)
            meant[action.name] = next(iter(close), None)
        near = meant[action.name]
        if near is not None:
            message = f"{what} has no {visible(action.name[:40])!r}; did you mean {near!r}?"
            yield Problem("invalid-value", action.place, message)


def _is_filled_in(instance: Any) -> bool:
    """Whether a value is a placeholder, which is filled in before it counts."""
    return isinstance(instance, str) and any(mark in instance for mark in _PLACEHOLDERS)


def _place(action: Action, path: Sequence[str | int]) -> Place:
    """The value at a path; the action's name where it is the action that lacks something."""
    node: Node = action.node
    key: String | None = None
    for part in path:
        if isinstance(node, Object) and isinstance(part, str):
            member = next((one for one in reversed(node.members) if one.key.value == part), None)
            if member is None:
                break
            node, key = member.value, member.key
        elif isinstance(node, Array) and isinstance(part, int) and part < len(node.items):
            node, key = node.items[part], None
    if node is action.node:
        return action.place
    if isinstance(node, Object | Array):
        place = key.place if key is not None else node.place
        first = place.source.place(place.start, place.start + 1, place.pointer)
        return action.labels.place(place if key is not None else first)
    return action.labels.place(node.place)


def _message(error: ValidationError) -> str:
    wanted: Any = error.validator_value
    instance: Any = error.instance
    found = _shown(instance)
    match error.validator:
        case "required":
            missing = next((one for one in wanted if one not in instance), "")
            return f"expected {missing!r} here: it is missing"
        case "enum":
            return f"expected {_either(list(map(str, wanted)))}, found {found}"
        case "minimum" | "maximum":
            return f"expected {_range(error)}, found {found}"
        case "minItems":
            return "expected something in this list, found nothing"
        case "maxItems":
            return f"expected at most {wanted} here, found {len(instance)}"
    kinds = [wanted] if isinstance(wanted, str) else list(wanted)
    # Numbers and truths may stand as texts: that is no other kind to choose from.
    kinds = kinds if kinds[0] in ("string", "array", "object") else kinds[:1]
    return f"expected {_either([_KINDS.get(kind, kind) for kind in kinds])}, found {found}"


def _range(error: ValidationError) -> str:
    schema: Any = error.schema
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        return f"a number from {low} to {high}"
    return f"at least {low}" if low is not None else f"at most {high}"


def _either(options: Sequence[str]) -> str:
    *most, last = options
    return f"{', '.join(most)} or {last}" if most else last


def _shown(instance: Any) -> str:
    """A value for a message, not too long."""
    if isinstance(instance, str):
        return f"'{visible(instance[:80])}'"
    if isinstance(instance, bool) or instance is None:
        return {True: "true", False: "false", None: "null"}[instance]
    if isinstance(instance, dict):
        return "an object"
    return "a list" if isinstance(instance, list) else str(instance)[:80]
