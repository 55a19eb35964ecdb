"""What is wrong with the shape of a flow: values that the service does not accept.

The shape is held by `flow.schema.json`; what a schema cannot say (names that
have to be unique or to exist) is checked here.
"""

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
from ivrlint_formats.connect.actions import Draft, Labels, masked
from ivrlint_formats.connect.flow_language import labels_of
from ivrlint_formats.connect.platform import Platform
from ivrlint_formats.data import Array, Node, Object, String, plain

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

_MOST: Final = 50
"""How many faults of one file are told."""

_KINDS: Final = {
    "object": "an object",
    "array": "a list",
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "null",
}


def shape_problems(
    root: Node | None, drafts: Sequence[Draft], platform: Platform, schema: FlowSchema
) -> list[Problem]:
    """The values of a file that the service does not accept, in the order of the file."""
    if root is None:
        return []
    nodes: list[Node] = [draft.node for draft in drafts]
    if not nodes and not _is_other(root):
        nodes = [root]
    found: dict[tuple[int, int], Problem] = {}
    for node in nodes:
        for problem in _against_schema(node, schema, platform):
            found.setdefault((problem.place.start, problem.place.end), problem)
            if len(found) >= _MOST:
                break
    for draft in drafts:
        for problem in islice(_names(draft, platform), _MOST):
            found.setdefault((problem.place.start, problem.place.end), problem)
    problems = sorted(found.values(), key=lambda one: (one.place.start, one.place.end))
    return problems[:_MOST]


def _is_other(root: Node) -> bool:
    """Whether a file without a flow is a template, and no flow that something is missing from."""
    if not isinstance(root, Object):
        return False
    return not any(root.get(key) for key in ("StartAction", "Actions", "Version", "modules"))


class FlowSchema:
    """The schema of flows, taken apart.

    A whole flow could be held against it at once; action by action, each only
    against what is said of its type, takes a fifth of the time.
    """

    @cached_property
    def _validator(self) -> Validator:
        from jsonschema import Draft202012Validator

        text = files("ivrlint_formats.connect").joinpath("flow.schema.json").read_text("utf-8")
        return Draft202012Validator(json.loads(text))

    @cached_property
    def _parts(self) -> dict[str, Validator]:
        return {}

    def _part(self, *path: str) -> Validator | None:
        """The part of the schema at this path, None where there is none."""
        name = "/".join(path)
        if name not in self._parts:
            part: Any = self._validator.schema["$defs"]  # type: ignore[index]
            for key in path:
                part = part.get(key, {})
            if not part:
                return None
            self._parts[name] = self._validator.evolve(schema=part)
        return self._parts[name]

    def errors(self, data: Any) -> Iterator[tuple[list[str | int], ValidationError]]:
        """What is wrong with a flow, each with the path to it."""
        is_old = isinstance(data, dict) and "modules" in data
        key = "modules" if is_old else "Actions"
        head = self._part("exportShape" if is_old else "flowShape")
        yield from _found(head, data, [])
        shape = self._part("moduleShape" if is_old else "actionShape")
        items = data.get(key) if isinstance(data, dict) else None
        for number, item in enumerate(items if isinstance(items, list) else ()):
            here: list[str | int] = [key, number]
            yield from _found(shape, item, here)
            kind = item.get("Type") if isinstance(item, dict) and not is_old else None
            parameters = item.get("Parameters", {}) if isinstance(kind, str) else None
            if isinstance(kind, str) and isinstance(parameters, dict):
                inside = self._part("parameters", kind)
                yield from _found(inside, parameters, [*here, "Parameters"])


def _found(
    validator: Validator | None, data: Any, path: list[str | int]
) -> Iterator[tuple[list[str | int], ValidationError]]:
    for error in validator.iter_errors(data) if validator is not None else ():
        yield [*path, *error.absolute_path], error


def _problem(place: Place, message: str) -> Problem:
    return Problem("invalid-value", place, message)


def _against_schema(node: Node, schema: FlowSchema, platform: Platform) -> Iterator[Problem]:
    for path, error in schema.errors(plain(node)):
        if path and path[-1] == "ErrorType" and not _is_known(node, path, platform):
            # A type that is not known may fail in ways that are not known.
            continue
        yield _problem(_place(node, path), _message(path, error, platform))


def _is_known(node: Node, path: Sequence[str | int], platform: Platform) -> bool:
    action = _walk(node, path[:2])[0]
    kind = (action.text("Type") if isinstance(action, Object) else None) or ""
    return kind in platform.actions or kind in platform.invented_types


def _walk(node: Node, path: Sequence[str | int]) -> tuple[Node, String | None]:
    """The node at a path, and its key where it stands under one."""
    key: String | None = None
    for part in path:
        if isinstance(node, Object) and isinstance(part, str):
            member = next((m for m in reversed(node.members) if m.key.value == part), None)
            if member is None:
                break
            node, key = member.value, member.key
        elif isinstance(node, Array) and isinstance(part, int) and part < len(node.items):
            node, key = node.items[part], None
    return node, key


def _place(root: Node, path: Sequence[str | int]) -> Place:
    node, key = _walk(root, path)
    place = node.place
    if isinstance(node, Object | Array):
        name = node.string("Identifier") or node.string("id") if isinstance(node, Object) else None
        place = name.place if name else key.place if key else _first(place)
    if len(path) > 1 and path[0] in ("Actions", "modules"):
        block = _walk(root, path[:2])[0]
        if isinstance(block, Object):
            return _labels(root, block).place(place)
    return place


def _first(place: Place) -> Place:
    return Place(place.source, place.start, place.start + 1, place.pointer)


def _labels(root: Node, block: Object) -> Labels:
    if block.get("Identifier") is None:
        return Labels(block, block.text("type") or "")
    metadata = root.object("Metadata") if isinstance(root, Object) else None
    return labels_of(block, metadata.object("ActionMetadata") if metadata else None)


def _message(path: Sequence[str | int], error: ValidationError, platform: Platform) -> str:
    instance: Any = error.instance
    wanted: Any = error.validator_value
    found = _shown(instance)
    last = path[-1] if path else None
    if error.validator == "required":
        missing = next((one for one in wanted if one not in instance), "")
        return f"expected {missing!r} here: it is missing"
    if error.validator == "not":
        return _no_such_type(instance, platform.invented_types.get(instance))
    if error.validator == "enum":
        options = [str(one) for one in wanted]
        if last == "ErrorType":
            return f"no action fails with {found}{_near(instance, options)}"
        return f"expected {_either(options)}, found {found}{_near(instance, options)}"
    if error.validator == "anyOf":
        return f"expected {_expected(wanted)}, found {found}{_near_any(instance, wanted)}"
    if error.validator in ("minItems", "minLength"):
        return f"expected something in {str(last)!r}, found nothing"
    return f"expected {_kinds(wanted)}, found {found}"


def _no_such_type(written: str, meant: str | None) -> str:
    hint = f"; did you mean {meant!r}?" if meant else ""
    return f"Amazon Connect has no action type {_shown(written)}{hint}"


def _expected(schemas: Any) -> str:
    """What one of several schemas would accept, in words."""
    for one in schemas:
        if "enum" in one:
            options = dict.fromkeys(
                str(option).capitalize() if _is_truth(option) else str(option)
                for option in one["enum"]
            )
            return _either(list(options))
        if "minimum" in one:
            return f"a whole number from {one['minimum']} to {one['maximum']}"
        if one.get("type") == "integer":
            return "a whole number"
    return _kinds(schemas[0].get("type", "another value"))


def _is_truth(option: Any) -> bool:
    return str(option).lower() in ("true", "false")


def _kinds(kinds: Any) -> str:
    names = [kinds] if isinstance(kinds, str) else list(kinds)
    return _either([_KINDS.get(name, str(name)) for name in names[:1]])


def _either(options: Sequence[str]) -> str:
    *most, last = options
    return f"{', '.join(most)} or {last}" if most else last


def _near_any(instance: Any, schemas: Any) -> str:
    options = [str(option) for one in schemas for option in one.get("enum", ())]
    return _near(instance, options)


def _near(instance: Any, options: Sequence[str]) -> str:
    if not isinstance(instance, str):
        return ""
    close = get_close_matches(instance[:80], options, 1, 0.75)
    return f"; did you mean {close[0]!r}?" if close else ""


def _shown(instance: Any) -> str:
    """A value for a message: short, with account numbers masked."""
    if isinstance(instance, str):
        return f"'{visible(masked(instance))}'"
    if isinstance(instance, bool) or instance is None:
        return {True: "true", False: "false", None: "null"}[instance]
    if isinstance(instance, dict):
        return "an object"
    return "a list" if isinstance(instance, list) else str(instance)[:80]


def _names(draft: Draft, platform: Platform) -> Iterator[Problem]:
    """Names that stand twice, a start that is not there, types that are surely misspelt."""
    seen: set[str] = set()
    meant: dict[str, str | None] = {}
    for action in draft.actions:
        if action.name in seen:
            yield _problem(action.place, f"two actions are called {_shown(action.name)}")
        seen.add(action.name)
        kind = action.type
        if kind in platform.actions or kind in platform.invented_types or action.is_old:
            continue
        if kind not in meant:
            # Types come with new releases: only what is nearly one that exists is a slip.
            meant[kind] = next(iter(get_close_matches(kind[:80], platform.actions, 1, 0.9)), None)
        if meant[kind] is not None:
            yield _problem(action.type_place, _no_such_type(kind, meant[kind]))
    if draft.start is not None and draft.start.target and draft.start.target not in seen:
        close = get_close_matches(draft.start.target[:80], list(seen)[:500], 1, 0.75)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        yield _problem(
            draft.start.place,
            f"the flow starts with {_shown(draft.start.target)}, but no action is called so{hint}",
        )
