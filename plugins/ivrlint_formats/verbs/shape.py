"""Actions held against a JSON Schema: what is wrong, at the value, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import islice
from typing import Any, Final

from ivrlint.display import visible
from ivrlint.model import Problem
from ivrlint.places import Place
from ivrlint_formats.data import plain
from ivrlint_formats.data.schema import Fault, Path, Schema, spot
from ivrlint_formats.data.wording import either, kind, missing, shown
from ivrlint_formats.verbs.actions import Action, Listing

_MOST_PROBLEMS: Final = 100
_MOST_ACTIONS: Final = 5_000
"""How many actions of a file are held against the schema; real files have fewer than fifty."""
_PLACEHOLDERS: Final = ("{{", "${", "{%", "<%", "$")


def shape_problems(listing: Listing, schema: Schema, what: str) -> Iterator[Problem]:
    """The first faults of a file. What is only not known is no fault, nor is what is filled in."""
    yield from islice(_problems(listing, schema, what), _MOST_PROBLEMS)


def _problems(listing: Listing, schema: Schema, what: str) -> Iterator[Problem]:
    meant: dict[str, str | None] = {}
    for action in listing.actions[:_MOST_ACTIONS]:
        if action.name in schema.definitions:
            for fault in schema.faults(plain(action.node), action.name):
                if not _is_filled_in(fault.error.instance):
                    yield Problem("invalid-value", _place(action, fault.path), _message(fault))
            continue
        if action.name not in meant:
            close = get_close_matches(action.name[:40], schema.definitions, 1, 0.8)
            meant[action.name] = next(iter(close), None)
        near = meant[action.name]
        if near is not None:
            message = f"{what} has no {visible(action.name[:40])!r}; did you mean {near!r}?"
            yield Problem("invalid-value", action.place, message)


def _is_filled_in(instance: Any) -> bool:
    """Whether a value is a placeholder, which is filled in before it counts."""
    return isinstance(instance, str) and any(mark in instance for mark in _PLACEHOLDERS)


def _place(action: Action, path: Path) -> Place:
    """The value at a path; the action's name where it is the action that lacks something."""
    found = spot(action.node, path)
    if found.node is action.node:
        return action.place
    return action.labels.place(found.pointed_at())


def _message(fault: Fault) -> str:
    wanted: Any = fault.error.validator_value
    instance: Any = fault.error.instance
    found = shown(instance)
    match fault.error.validator:
        case "required":
            return missing(fault)
        case "enum":
            return f"expected {either(list(map(str, wanted)))}, found {found}"
        case "minimum" | "maximum":
            return f"expected {_range(fault.error.schema)}, found {found}"
        case "minItems":
            return "expected something in this list, found nothing"
        case "maxItems":
            return f"expected at most {wanted} here, found {len(instance)}"
    kinds = [wanted] if isinstance(wanted, str) else list(wanted)
    # Numbers and truths may stand as texts: that is no other kind to choose from.
    kinds = kinds if kinds[0] in ("string", "array", "object") else kinds[:1]
    return f"expected {either([kind(one) for one in kinds])}, found {found}"


def _range(schema: Any) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        return f"a number from {low} to {high}"
    return f"at least {low}" if low is not None else f"at most {high}"
