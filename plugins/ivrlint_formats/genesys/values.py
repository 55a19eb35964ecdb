"""The forms that Architect's values have: literals, expressions, nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ivrlint_formats.data import Array, Node, Object, Scalar, String

_PER_UNIT: Final = {
    "ms": 0.001,
    "milliseconds": 0.001,
    "seconds": 1.0,
    "minutes": 60.0,
    "hours": 3600.0,
    "days": 86400.0,
}
_DURATION: Final = re.compile(
    r"P(?:(\d{1,6})D)?T?(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?(?:(\d{1,6})F)?"
)
_NUMBER: Final = re.compile(r"-?\d{1,9}")


def literal(node: Node | None) -> Node | None:
    """What a value is set to, where it is set to something fixed."""
    if isinstance(node, Object):
        inner = node.get("lit")
        if inner is not None:
            return literal(inner)
        return node if node.get("exp") is None and node.get("noValue") is None else None
    return None if isinstance(node, Scalar) and node.value is None else node


def expression(node: Node | None) -> String | None:
    """The expression that a value is computed by."""
    return node.string("exp") if isinstance(node, Object) else None


def name_in(node: Node | None) -> String | None:
    """The name of the object that a value is set to: a queue, a flow, a prompt."""
    found = literal(node)
    if isinstance(found, Object):
        found = found.get("name")
    return found if isinstance(found, String) and found.value.strip() else None


def variable_in(node: Node | None) -> String | None:
    """The variable that a result is put into, or that a value is."""
    if isinstance(node, String):
        return node
    return node.string("var") if isinstance(node, Object) else None


def seconds_in(node: Node | None) -> float | None:
    """The seconds of a duration, where they are fixed."""
    found = literal(node)
    if isinstance(found, Object):
        known = [
            (member.value.value, _PER_UNIT[member.key.value])
            for member in found.members
            if member.key.value in _PER_UNIT and isinstance(member.value, Scalar)
        ]
        numbers = [
            value * unit
            for value, unit in known
            if isinstance(value, int | float) and not isinstance(value, bool)
        ]
        return round(sum(numbers), 3) if numbers else None
    if isinstance(found, String) and (match := _DURATION.fullmatch(found.value.strip())):
        days, hours, minutes, seconds, milliseconds = (int(one or 0) for one in match.groups())
        whole = days * 86400 + hours * 3600 + minutes * 60 + seconds
        return round(whole + milliseconds / 1000, 3)
    return None


def number_in(node: Node | None) -> int | None:
    """A whole number, where it is fixed."""
    found = literal(node)
    if isinstance(found, Scalar) and type(found.value) is int:
        return found.value
    if isinstance(found, String) and _NUMBER.fullmatch(found.value.strip()):
        return int(found.value)
    return None


def truth_in(node: Node | None) -> bool | None:
    """True or false, where it is fixed."""
    found = literal(node)
    if isinstance(found, Scalar) and isinstance(found.value, bool):
        return found.value
    if isinstance(found, String) and found.value.strip().lower() in ("true", "false"):
        return found.value.strip().lower() == "true"
    return None


def object_in(node: Node | None, *path: str) -> Object | None:
    """The object at a path of keys."""
    for key in path:
        node = node.get(key) if isinstance(node, Object) else None
    return node if isinstance(node, Object) else None


def switches_in(body: Object) -> Iterator[Object]:
    """The tables of a switch, each with its cases: by conditions, or by values of one type."""
    todo: list[Object] = [found] if (found := body.object("evaluate")) else []
    while todo:
        node = todo.pop()
        for member in node.members:
            if isinstance(member.value, Object):
                if isinstance(member.value.get("cases"), Array):
                    yield member.value
                else:
                    todo.append(member.value)
