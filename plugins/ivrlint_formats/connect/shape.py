"""What is wrong with the shape of a flow: values that the service does not accept.

The shape is held by `flow.schema.json`; what a schema cannot say (names that
have to be unique or to exist) is checked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import islice
from typing import Any, Final

from ivrlint.model import Problem
from ivrlint.places import Place
from ivrlint_formats.connect.actions import Draft, Labels, masked
from ivrlint_formats.connect.flow_language import labels_of
from ivrlint_formats.connect.platform import Platform
from ivrlint_formats.data import Node, Object, plain
from ivrlint_formats.data.schema import Fault, Path, Schema, spot
from ivrlint_formats.data.wording import either, meant, message, shown

_MOST: Final = 50
"""How many faults of one file are told."""


def shape_problems(
    root: Node | None, drafts: Sequence[Draft], platform: Platform, schema: Schema
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


def _faults(schema: Schema, data: Any) -> Iterator[Fault]:
    """What is wrong with a flow, action by action."""
    is_old = isinstance(data, dict) and "modules" in data
    key = "modules" if is_old else "Actions"
    yield from schema.faults(data, "exportShape" if is_old else "flowShape")
    items = data.get(key) if isinstance(data, dict) else None
    for number, item in enumerate(items if isinstance(items, list) else ()):
        here = (key, number)
        yield from schema.faults(item, "moduleShape" if is_old else "actionShape", at=here)
        kind = item.get("Type") if isinstance(item, dict) and not is_old else None
        parameters = item.get("Parameters", {}) if isinstance(kind, str) else None
        if isinstance(kind, str) and isinstance(parameters, dict):
            yield from schema.faults(parameters, "parameters", kind, at=(*here, "Parameters"))


def _problem(place: Place, message: str) -> Problem:
    return Problem("invalid-value", place, message)


def _against_schema(node: Node, schema: Schema, platform: Platform) -> Iterator[Problem]:
    for fault in _faults(schema, plain(node)):
        if fault.path and fault.path[-1] == "ErrorType" and not _is_known(node, fault, platform):
            # A type that is not known may fail in ways that are not known.
            continue
        yield _problem(_place(node, fault.path), _message(fault, platform))


def _is_known(node: Node, fault: Fault, platform: Platform) -> bool:
    action = spot(node, fault.path[:2]).node
    kind = (action.text("Type") if isinstance(action, Object) else None) or ""
    return kind in platform.actions or kind in platform.invented_types


def _place(root: Node, path: Path) -> Place:
    place = spot(root, path).pointed_at("Identifier", "id")
    if len(path) > 1 and path[0] in ("Actions", "modules"):
        block = spot(root, path[:2]).node
        if isinstance(block, Object):
            return _labels(root, block).place(place)
    return place


def _labels(root: Node, block: Object) -> Labels:
    if block.get("Identifier") is None:
        return Labels(block, block.text("type") or "")
    metadata = root.object("Metadata") if isinstance(root, Object) else None
    return labels_of(block, metadata.object("ActionMetadata") if metadata else None)


def _message(fault: Fault, platform: Platform) -> str:
    instance: Any = fault.error.instance
    if fault.error.validator == "not":
        return _no_such_type(instance, platform.invented_types.get(instance))
    if fault.error.validator == "enum":
        wanted: Any = fault.error.validator_value
        options = [str(one) for one in wanted]
        found = f"{shown(instance, masked)}{meant(instance, options)}"
        if fault.path and fault.path[-1] == "ErrorType":
            return f"no action fails with {found}"
        return f"expected {either(options)}, found {found}"
    return message(fault, text=masked, option=_option)


def _no_such_type(written: str, right: str | None) -> str:
    hint = f"; did you mean {right!r}?" if right else ""
    return f"Amazon Connect has no action type {shown(written, masked)}{hint}"


def _option(option: Any) -> str:
    """The value as the service writes it: truths with a capital letter."""
    written = str(option)
    return written.capitalize() if written.lower() in ("true", "false") else written


def _names(draft: Draft, platform: Platform) -> Iterator[Problem]:
    """Names that stand twice, a start that is not there, types that are surely misspelt."""
    seen: set[str] = set()
    near: dict[str, str | None] = {}
    for action in draft.actions:
        if action.name in seen:
            yield _problem(action.place, f"two actions are called {shown(action.name, masked)}")
        seen.add(action.name)
        kind = action.type
        if kind in platform.actions or kind in platform.invented_types or action.is_old:
            continue
        if kind not in near:
            # Types come with new releases: only what is nearly one that exists is a slip.
            near[kind] = next(iter(get_close_matches(kind[:80], platform.actions, 1, 0.9)), None)
        if near[kind] is not None:
            yield _problem(action.type_place, _no_such_type(kind, near[kind]))
    if draft.start is not None and draft.start.target and draft.start.target not in seen:
        start = shown(draft.start.target, masked)
        hint = meant(draft.start.target, list(seen)[:500])
        yield _problem(
            draft.start.place, f"the flow starts with {start}, but no action is called so{hint}"
        )
