"""What tests come to, where the values that they look at are known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ivrlint_formats.asterisk.language.conditions import Comparison, comparison

_FALSE: Final = frozenset({"", "0"})


def outcome(condition: str, values: Mapping[str, str]) -> bool | None:
    """Whether a condition holds; None where it looks at anything that `values` do not say."""
    compared = comparison(condition)
    if compared is None:
        text = condition.strip()
        return None if "$" in text else text not in _FALSE
    value = values.get(compared.name)
    return None if value is None else holds(compared, value)


def holds(compared: Comparison, value: str) -> bool | None:
    """Whether a comparison holds for a value; None where it cannot be told."""
    if compared.operator == "=":
        return any(_same(value, one) for one in compared.values)
    if compared.operator == "!=":
        return not any(_same(value, one) for one in compared.values)
    left, right = _number(value), _number(compared.values[0])
    if left is None or right is None:
        return None
    match compared.operator:
        case "<":
            return left < right
        case ">":
            return left > right
        case "<=":
            return left <= right
    return left >= right


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    left, right = _number(one), _number(other)
    return left is not None and left == right


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
