"""The conditions of a split: what they look at, when they hold, how they are told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ivrlint_formats.data import String
from ivrlint_formats.studio.liquid import path_of, paths_in, short
from ivrlint_formats.studio.widgets import Condition, Transition, Widget, is_filled

SPLIT: Final = "split-based-on"

_SHOWN: Final = {
    "equal_to": "=",
    "not_equal_to": "is not",
    "matches_any_of": "is one of",
    "does_not_match_any_of": "is none of",
    "is_blank": "is empty",
    "is_not_blank": "is not empty",
    "regex": "matches",
    "contains": "contains",
    "does_not_contain": "does not contain",
    "starts_with": "starts with",
    "does_not_start_with": "does not start with",
    "less_than": "<",
    "greater_than": ">",
    "is_before_time": "is before",
    "is_after_time": "is after",
    "is_before_date": "is before",
    "is_after_date": "is after",
}
_FORMING: Final = frozenset(
    {"downcase", "upcase", "capitalize", "strip", "lstrip", "rstrip", "strip_newlines", "escape"}
)
"""Filters that change how a text is written, not what it says."""

_LITERALS: Final = re.compile(r"(?:\(\?i\))?\^?\(?(?:\?:)?([\w '|*-]{1,200})\)?\$?")
_CLASS: Final = re.compile(r"\^?\[([\d*#]{1,12}|(\d)-(\d))\]\$?")
_NUMBER: Final = re.compile(r"-?\d{1,9}(?:\.\d{1,6})?")


def subject_of(node: String | None, transitions: Iterable[Transition]) -> str | None:
    """The data that a split looks at, as its path; None where it is made of several.

    The editor writes it twice, as the input of the widget and beside every condition.
    """
    texts = {node.value} if node else set()
    texts |= {one.argument.value for t in transitions for one in t.conditions if one.argument}
    found = {_path(text) for text in texts}
    return found.pop() if len(found) == 1 else None


def _path(text: str) -> str | None:
    path = path_of(text)
    if path is not None:
        return path
    inside = text.strip()
    if not (inside.startswith("{{") and inside.endswith("}}")):
        return None
    _, *filters = inside[2:-2].split("|")
    paths = list(paths_in(inside))
    if len(paths) == 1 and all(one.strip() in _FORMING for one in filters):
        return paths[0]
    return None


def told(condition: Condition) -> str:
    """A condition in words: `department = sales`."""
    path = _path(condition.argument.value) if condition.argument else None
    name = short(path) if path else (condition.argument.value if condition.argument else "")
    shown = _SHOWN.get(condition.type, condition.type)
    value = condition.value.value if condition.value and "empty" not in shown else ""
    return " ".join(one for one in (name, shown, value) if one).strip()


def values_of(condition: Condition) -> list[str] | None:
    """The answers that a condition accepts; None where it does not name them."""
    if condition.value is None or is_filled(condition.value.value):
        return None
    value = condition.value.value.strip()
    if not value:
        return None
    match condition.type:
        case "equal_to" | "contains" | "starts_with":
            return [value]
        case "matches_any_of":
            return list(dict.fromkeys(one.strip() for one in value.split(",") if one.strip()))
        case "regex":
            return _literals(value)
    return None


def _literals(expression: str) -> list[str] | None:
    """The answers that a regular expression names one by one; none is ever run."""
    keys = _CLASS.fullmatch(expression)
    if keys is not None:
        if keys[2] is None:
            return list(dict.fromkeys(keys[1]))
        return [str(one) for one in range(int(keys[2]), int(keys[3]) + 1)]
    words = _LITERALS.fullmatch(expression)
    if words is None or "*" in words[1].strip("*"):
        return None
    return [one.strip() for one in words[1].split("|") if one.strip()] or None


def holds(condition: Condition, answer: str) -> bool | None:
    """Whether a condition holds for an answer; None where that is not known."""
    value = condition.value.value.strip() if condition.value else ""
    if is_filled(value):
        return None
    said, wanted = answer.casefold(), value.casefold()
    listed = [one.strip() for one in wanted.split(",")]
    match condition.type:
        case "equal_to":
            return said == wanted
        case "not_equal_to":
            return said != wanted
        case "matches_any_of":
            return said in listed
        case "does_not_match_any_of":
            return said not in listed
        case "is_blank":
            return not said
        case "is_not_blank":
            return bool(said)
        case "contains":
            return wanted in said
        case "does_not_contain":
            return wanted not in said
        case "starts_with":
            return said.startswith(wanted)
        case "does_not_start_with":
            return not said.startswith(wanted)
        case "less_than" | "greater_than" if _NUMBER.fullmatch(said) and _NUMBER.fullmatch(wanted):
            difference = float(said) - float(wanted)
            return difference < 0 if condition.type == "less_than" else difference > 0
    return None


def taken(split: Widget, answer: str) -> Transition | None:
    """The way that a split takes for an answer; None where that is not known."""
    for transition in cases(split):
        verdicts = [holds(one, answer) for one in transition.conditions]
        if None in verdicts or not verdicts:
            return None
        if all(verdicts):
            return transition
    return otherwise(split)


def cases(split: Widget) -> Iterator[Transition]:
    """The ways of a split that have conditions, in the order in which they are tried."""
    return (one for one in split.transitions if one.event != "noMatch")


def otherwise(split: Widget) -> Transition:
    """The way of a split when no condition holds."""
    return split.transition("noMatch") or Transition("noMatch", None, split.place)
