"""What an expression comes to once its variables are filled in, as in `main/ast_expr2.y`.

Numbers that the engine's 64 bits would round are not known here; nor are
regular expressions beyond the simplest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Context, Decimal
from functools import lru_cache
from typing import Final

from ivrlint_formats.asterisk.language.functions import call as call_function
from ivrlint_formats.asterisk.language.syntax import (
    LONGEST,
    Call,
    ExpressionError,
    Node,
    Operand,
    Operation,
    parse,
)


class _Digits(str):
    """A string that counts as a number: the engine keeps its text until it calculates."""

    __slots__ = ()


class _UnknownError(Exception):
    """The outcome cannot be known here."""


_Number = int | Decimal
_Value = str | int | Decimal

_OF_A_FAULT: Final = Operand("0", 0, 0, is_number=True)
_NO_NUMBER: Final = 2**31 - 1
"""What dividing by 0 gives."""
_TOO_BIG: Final = 10**18
_DIGITS: Final = re.compile(r"[0-9]+(\.[0-9]+)?")
_NUMERIC: Final = re.compile(r"[-.0-9][.0-9]*")
_LEADING: Final = re.compile(r"-?[0-9]*\.?[0-9]*")
_WORD: Final = r"""([^\x00-\x20!"$%&()*+,\-/:<=>?\[\]`{|}~\x7f]+|"[^"]*")"""
_SIMPLE: Final = re.compile(rf"\s*{_WORD}\s*(?:(==?(?!~)|!=|<=|>=|<|>|[-+*])\s*{_WORD}\s*)?")
_EXACT: Final = Context(prec=18)


@lru_cache(maxsize=4096)
def calculate(text: str) -> str | None:
    """What `$[text]` is replaced by; None where that is not known.

    A text that is no expression gives 0; but where the parser stops after a
    whole expression the value of that: `5 apples` gives 5, `= 5` nothing.
    """
    if len(text) > LONGEST or "${" in text or "$[" in text:
        return None
    simple = _SIMPLE.fullmatch(text)
    try:
        if simple is None:
            return _string(_value(_parsed(text)))
        value = _operand(simple[1])
        if simple[2]:
            operator = "=" if simple[2] == "==" else simple[2]
            value = _OPERATIONS[operator](value, _operand(simple[3]))
        return _string(value)
    except _UnknownError:
        return None


def _parsed(text: str) -> Node | None:
    try:
        return parse(text)
    except ExpressionError as error:
        at = error.at
    try:
        if at is not None:
            return parse(text[:at])
    except ExpressionError:
        pass
    return _OF_A_FAULT


def _value(node: Node | None) -> _Value:
    """Without recursion: trees are as deep as somebody writes them."""
    order: list[Node | None] = []
    waiting: list[Node | None] = [node]
    while waiting:
        at = waiting.pop()
        order.append(at)
        if isinstance(at, Operation):
            waiting.extend(at.operands)
        elif isinstance(at, Call):
            waiting.extend(at.arguments)
    values: list[_Value] = []
    for at in reversed(order):
        if at is None:
            values.append("")
        elif isinstance(at, Operand):
            values.append(_operand(at.text))
        elif isinstance(at, Operation):
            count = len(at.operands)
            operands = values[-count:]
            del values[-count:]
            key = at.operator if count != 1 else f"{at.operator} "
            values.append(_OPERATIONS[key](*operands))
        else:
            given = values[-len(at.arguments) :]
            del values[-len(at.arguments) :]
            values.append(_called(at.name.text, given))
    return values.pop()


def _operand(text: str) -> _Value:
    return _Digits(text) if _DIGITS.fullmatch(text) else text


def _made(text: str) -> _Value:
    """A string of the engine's own making: digits, points and a leading minus are a number."""
    return _Digits(text) if _NUMERIC.fullmatch(text) else text


def _is_number(value: _Value) -> bool:
    return not isinstance(value, str) or isinstance(value, _Digits)


def _number(value: _Value) -> _Number:
    if not isinstance(value, str):
        return value
    found = _LEADING.match(value)
    digits = found.group() if found else ""
    if not any(character in "0123456789" for character in digits):
        return 0
    return _rounded(Decimal(digits))


def _rounded(value: Decimal) -> _Number:
    if abs(value) >= _TOO_BIG:
        raise _UnknownError
    return int(value) if value == value.to_integral_value() else value


def _string(value: _Value) -> str:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        if abs(value) >= _TOO_BIG:
            raise _UnknownError
        return str(value)
    shortened = value.normalize(_EXACT)
    if shortened.adjusted() < -4:
        raise _UnknownError
    return format(shortened, "f")


def _is_nothing(value: _Value) -> bool:
    if _is_number(value):
        return value == "" or _number(value) == 0
    return value == ""


def _or(left: _Value, right: _Value) -> _Value:
    return right if _is_nothing(left) else left


def _and(left: _Value, right: _Value) -> _Value:
    return 0 if _is_nothing(left) or _is_nothing(right) else left


def _chosen(condition: _Value, first: _Value, second: _Value) -> _Value:
    if _is_number(condition):
        return first if _number(condition) else second
    return second if condition in ("", '""', "0") else first


def _compare(verdict: Callable[[int], bool]) -> Callable[[_Value, _Value], _Value]:
    def compare(left: _Value, right: _Value) -> _Value:
        if _is_number(left) and _is_number(right):
            first, second = _number(left), _number(right)
            return int(verdict((first > second) - (first < second)))
        one, other = _string(left), _string(right)
        return int(verdict((one > other) - (one < other)))

    return compare


def _add(left: _Value, right: _Value) -> _Value:
    if not _is_number(left):
        return _number(right) if _is_number(right) else 0
    return _sum(_number(left), _number(right) if _is_number(right) else 0)


def _subtract(left: _Value, right: _Value) -> _Value:
    if not _is_number(left):
        return _sum(0, -_number(right)) if _is_number(right) else 0
    return _sum(_number(left), -_number(right) if _is_number(right) else 0)


def _sum(left: _Number, right: _Number) -> _Number:
    if isinstance(left, int) and isinstance(right, int):
        return left + right
    return _rounded(_EXACT.add(Decimal(left), Decimal(right)))


def _multiply(left: _Value, right: _Value) -> _Value:
    if not (_is_number(left) and _is_number(right)):
        return 0
    first, second = _number(left), _number(right)
    if isinstance(first, int) and isinstance(second, int):
        product = first * second
        if abs(product) >= _TOO_BIG:
            raise _UnknownError
        return product
    return _rounded(_EXACT.multiply(Decimal(first), Decimal(second)))


def _divide(left: _Value, right: _Value) -> _Value:
    if not _is_number(left):
        return 0
    divisor = _number(right) if _is_number(right) else 0
    if not divisor:
        return _NO_NUMBER
    return _rounded(_EXACT.divide(Decimal(_number(left)), Decimal(divisor)))


def _remainder(left: _Value, right: _Value) -> _Value:
    if not (_is_number(left) and _is_number(right)):
        return 0
    divisor = _number(right)
    if not divisor:
        return 0
    return _rounded(_EXACT.remainder(Decimal(_number(left)), Decimal(divisor)))


def _negate(value: _Value) -> _Value:
    """Nothing is known of a negated 0: the engine writes `-0`."""
    if not _is_number(value):
        return 0
    negated = -_number(value)
    if not negated:
        raise _UnknownError
    return negated


def _not(value: _Value) -> _Value:
    """Of a string only its leading whole number counts: `!abc` is 1."""
    if not isinstance(value, str):
        return int(value == 0)
    found = re.match(r"\s*[-+]?[0-9]+", value)
    return int(not found or not int(found.group()[:30]))


def _bare(value: _Value) -> str:
    text = _string(value)
    if text.startswith('"') and text.endswith('"'):
        return text.replace('"', "")
    return text


def _join(left: _Value, right: _Value) -> _Value:
    return _made(_bare(left) + _bare(right))


_SIMPLE_PATTERN: Final = re.compile(
    r"\^?(?:[\w @#,:;<>=!~&%/'\"-]|\\[.*+?()\[\]^$|\\]|\.|\[\^?[\w -]+\]|[()]|[*+?](?![*+?]))*\$?"
)
_MOST_REPEATS: Final = 2
_LONGEST_MATCHED: Final = 256


def _matched(left: _Value, right: _Value, *, at_start: bool) -> _Value:
    """A match gives its first group, or its length without one.

    Only patterns that mean the same in every dialect, and that cannot take long.
    """
    text, pattern = _bare(left), _bare(right)
    repeats = sum(pattern.count(sign) for sign in "*+?")
    if repeats > _MOST_REPEATS or len(text) > _LONGEST_MATCHED or not pattern.isascii():
        raise _UnknownError
    if not _SIMPLE_PATTERN.fullmatch(pattern):
        raise _UnknownError
    if re.search(r"\)[*+?]|\([*+?)]|^\^?[*+?]", pattern) or pattern.count("(") > 1:
        raise _UnknownError
    try:
        compiled = re.compile(pattern, re.ASCII)
    except re.error:
        raise _UnknownError from None
    found = compiled.match(text) if at_start else compiled.search(text)
    if found is None:
        return _made("") if compiled.groups else 0
    if compiled.groups:
        return _made(str(found[1]))
    return found.end() - found.start()


def _called(name: str, given: list[_Value]) -> _Value:
    """A function: `ABS(-3)` or any of the dialplan's."""
    if name == "ABS" and len(given) == 1 and _is_number(given[0]):
        number = _number(given[0])
        return number if number >= 0 else -number
    result = call_function(name, ",".join(_string(value) for value in given))
    if result is None:
        raise _UnknownError
    return _made(result)


_OPERATIONS: Final[dict[str, Callable[..., _Value]]] = {
    "|": _or,
    "&": _and,
    "=": _compare(lambda order: order == 0),
    "!=": _compare(lambda order: order != 0),
    "<": _compare(lambda order: order < 0),
    ">": _compare(lambda order: order > 0),
    "<=": _compare(lambda order: order <= 0),
    ">=": _compare(lambda order: order >= 0),
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "/": _divide,
    "%": _remainder,
    "- ": _negate,
    "! ": _not,
    "?": _chosen,
    "~~": _join,
    ":": lambda left, right: _matched(left, right, at_start=True),
    "=~": lambda left, right: _matched(left, right, at_start=False),
}
