"""Expressions `$[…]`: what they are made of, what they compare and count, what they come to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ivrlint_formats.asterisk.language.calculation import calculate
from ivrlint_formats.asterisk.language.conditions import (
    Comparison,
    Increment,
    comparison,
    increment,
)
from ivrlint_formats.asterisk.language.functions import is_true
from ivrlint_formats.asterisk.language.syntax import (
    Call,
    ExpressionError,
    Node,
    Operand,
    Operation,
    parse,
)
from ivrlint_formats.asterisk.language.variables import substitute

__all__ = [
    "Call",
    "Comparison",
    "Increment",
    "Node",
    "Operand",
    "Operation",
    "comparison",
    "evaluate",
    "evaluate_condition",
    "increment",
    "parse_expression",
]


def parse_expression(text: str) -> Node | None:
    """The syntax of what stands between the brackets; None where there is no expression."""
    try:
        return parse(text)
    except ExpressionError:
        return None


def evaluate(text: str, values: Mapping[str, str]) -> str | None:
    """What `$[text]` is replaced by; None where that is not known."""
    filled = substitute(text, values)
    return None if filled is None else calculate(filled)


_DECIDED: Final = re.compile(r"\s*(?:[+-]?[0-9]+(?![0-9])(?!$)|[^\s0-9+-])")


def evaluate_condition(text: str, values: Mapping[str, str]) -> bool | None:
    """Whether the condition of GotoIf, ExecIf, While … holds; None where that is not known.

    What begins with no number holds whatever it says: without `$[ ]` around
    it, `"${A}" = "1"` tests nothing.
    """
    filled = substitute(text, values)
    if filled is not None:
        return is_true(filled)
    literal = text.partition("$")[0]
    return is_true(literal) if _DECIDED.match(literal) else None
