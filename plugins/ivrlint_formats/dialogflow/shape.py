"""What is wrong with the shape of a flow or a page: held by `part.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from ivrlint.display import visible
from ivrlint.model import Problem
from ivrlint.places import Place
from ivrlint_formats.data import Array, Node, Object, String, plain
from ivrlint_formats.dialogflow.parts import Kind, Part

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

_MOST: Final = 50
"""How many faults of one file are told."""

_KINDS: Final = {
    "object": "an object",
    "array": "a list",
    "string": "a text",
    "boolean": "true or false",
}


class PartSchema:
    """The schema of flows, pages and groups of routes."""

    @cached_property
    def _validator(self) -> Validator:
        from jsonschema import Draft202012Validator

        text = files("ivrlint_formats.dialogflow").joinpath("part.schema.json").read_text("utf-8")
        return Draft202012Validator(json.loads(text))

    def errors(self, data: Any) -> Iterator[ValidationError]:
        """What is wrong with a part."""
        yield from self._validator.iter_errors(data)


def shape_problems(parts: Sequence[Part], schema: PartSchema) -> list[Problem]:
    """The values of a file that the service does not accept, in the order of the file."""
    found = [
        Problem("invalid-value", _place(part.node, list(one.absolute_path)), _message(one))
        for part in parts
        if part.kind is not Kind.AGENT
        for one in islice(schema.errors(plain(part.node)), _MOST)
    ]
    return sorted(found, key=lambda one: (one.place.start, one.place.end))[:_MOST]


def _place(node: Node, path: Sequence[str | int]) -> Place:
    key: String | None = None
    for part in path:
        if isinstance(node, Object) and isinstance(part, str):
            member = next((one for one in reversed(node.members) if one.key.value == part), None)
            if member is None:
                break
            node, key = member.value, member.key
        elif isinstance(node, Array) and isinstance(part, int) and part < len(node.items):
            node, key = node.items[part], None
    if isinstance(node, Object | Array):
        place = node.place
        return (
            key.place if key else Place(place.source, place.start, place.start + 1, place.pointer)
        )
    return node.place


def _message(error: ValidationError) -> str:
    instance: Any = error.instance
    wanted: Any = error.validator_value
    if error.validator == "required":
        missing = next((one for one in wanted if one not in instance), "")
        return f"expected {missing!r} here: it is missing"
    if error.validator == "not":
        return "expected a targetPage or a targetFlow, found both"
    if error.validator == "minLength":
        return f"expected something in {str(error.absolute_path[-1])!r}, found nothing"
    return f"expected {_KINDS.get(str(wanted), str(wanted))}, found {_shown(instance)}"


def _shown(instance: Any) -> str:
    if isinstance(instance, str):
        return f"'{visible(instance[:80])}'"
    if isinstance(instance, dict):
        return "an object"
    return "a list" if isinstance(instance, list) else json.dumps(instance)[:80]
