"""Expressions of ECMAScript, as far as a file tells their value; nothing is ever run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Final, TypeAlias

from ivrlint.lean import dataclass
from ivrlint.model import UNKNOWN, Unknown

Value: TypeAlias = str | float | bool | None
Lookup: TypeAlias = Callable[[str], Value | Unknown]

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<string>'(?:[^'\\]|\\.)*+'|\"(?:[^\"\\]|\\.)*+\")"
    r"|(?P<number>\d+(?:\.\d+)?|\.\d+)"
    r"|(?P<name>[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)"
    r"|(?P<sign>===|!==|==|!=|<=|>=|&&|\|\||[!<>+\-?:()]))",
    re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r"}
_WORDS: Final[Mapping[str, Value]] = {"true": True, "false": False, "null": None, "undefined": None}
_STRENGTH: Final = {
    "||": 1, "&&": 2, "==": 3, "!=": 3, "===": 3, "!==": 3,
    "<": 4, ">": 4, "<=": 4, ">=": 4, "+": 5, "-": 5,
}  # fmt: skip
_LONGEST: Final = 2_000
"""Characters of an expression that is looked at; longer ones are programs."""
_MOST_TOKENS: Final = 200
_DEEPEST: Final = 40


@dataclass(frozen=True, slots=True)
class Literal:
    """A string, a number, true, false; None for null and undefined."""

    value: Value


@dataclass(frozen=True, slots=True)
class Name:
    """A variable or a property of one: `choice`, `application.language`."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """`!x`."""

    of: Node


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parts with a sign between."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Chosen:
    """`x ? y : z`."""

    condition: Node
    then: Node
    otherwise: Node


Node: TypeAlias = Literal | Name | Not | Pair | Chosen


class _NotSimple(Exception):  # noqa: N818 - says what the expression is
    """The expression is more than what is read here."""


@lru_cache(maxsize=4096)
def parsed(text: str) -> Node | None:
    """The expression as a tree; None for calls, functions, arrays and the like."""
    if len(text) > _LONGEST:
        return None
    try:
        return _Parser(text).whole()
    except _NotSimple:
        return None


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens: list[tuple[str, str]] = []
        at, text = 0, text.strip().rstrip(";").rstrip()
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None or len(self._tokens) == _MOST_TOKENS:
                raise _NotSimple
            self._tokens.append((match.lastgroup or "", match[match.lastgroup or 0]))
            at = match.end()
        self._at = 0

    def whole(self) -> Node:
        node = self._chosen(0)
        if self._at < len(self._tokens):
            raise _NotSimple
        return node

    def _sign(self) -> str:
        kind, text = self._tokens[self._at] if self._at < len(self._tokens) else ("", "")
        return text if kind == "sign" else ""

    def _take(self, sign: str) -> None:
        if self._sign() != sign:
            raise _NotSimple
        self._at += 1

    def _chosen(self, depth: int) -> Node:
        condition = self._pairs(depth, 0)
        if self._sign() != "?":
            return condition
        self._at += 1
        then = self._chosen(depth + 1)
        self._take(":")
        return Chosen(condition, then, self._chosen(depth + 1))

    def _pairs(self, depth: int, least: int) -> Node:
        if depth > _DEEPEST:
            raise _NotSimple
        left = self._single(depth)
        while (strength := _STRENGTH.get(sign := self._sign(), 0)) > least:
            self._at += 1
            left = Pair(sign, left, self._pairs(depth + 1, strength))
        return left

    def _single(self, depth: int) -> Node:
        if depth > _DEEPEST or self._at >= len(self._tokens):
            raise _NotSimple
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind == "string":
            return Literal(_ESCAPE.sub(_unescaped, text[1:-1]))
        if kind == "number":
            return Literal(float(text))
        if kind == "name":
            return Literal(_WORDS[text]) if text in _WORDS else Name(text)
        if text == "!":
            return Not(self._single(depth + 1))
        if text == "-":
            return Pair("-", Literal(0.0), self._single(depth + 1))
        if text != "(":
            raise _NotSimple
        inner = self._chosen(depth + 1)
        self._take(")")
        return inner


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] in "ux" and len(code) > 1:
        return chr(int(code[1:], 16))
    return _ESCAPES.get(code, code)


def _nothing(_name: str) -> Unknown:
    return UNKNOWN


def value_of(text: str, lookup: Lookup = _nothing) -> Value | Unknown:
    """What an expression is; UNKNOWN where that is decided during the call."""
    node = parsed(text)
    return UNKNOWN if node is None else _value(node, lookup)


def string_of(text: str, lookup: Lookup = _nothing) -> str | None:
    """What an expression is where that is known to be a text; None where it is not."""
    value = value_of(text, lookup)
    return value if isinstance(value, str) else None


def truth_of(text: str, lookup: Lookup = _nothing) -> bool | Unknown:
    """Whether a condition holds."""
    value = value_of(text, lookup)
    return UNKNOWN if value is UNKNOWN else bool(value)


def _value(node: Node, lookup: Lookup) -> Value | Unknown:
    # Trees are no deeper than _MOST_TOKENS allows.
    match node:
        case Literal(value):
            return value
        case Name(name):
            return lookup(name)
        case Not(of):
            inner = _value(of, lookup)
            return UNKNOWN if inner is UNKNOWN else not inner
        case Chosen(condition, then, otherwise):
            decided = _value(condition, lookup)
            if decided is UNKNOWN:
                return UNKNOWN
            return _value(then if decided else otherwise, lookup)
        case Pair(sign, left, right):
            return _pair(sign, _value(left, lookup), _value(right, lookup))


def _pair(sign: str, left: Value | Unknown, right: Value | Unknown) -> Value | Unknown:
    if sign in ("&&", "||"):
        for one in (left, right):
            if one is not UNKNOWN and bool(one) is (sign == "||"):
                return sign == "||"
        return UNKNOWN if left is UNKNOWN or right is UNKNOWN else right
    if left is UNKNOWN or right is UNKNOWN:
        return UNKNOWN
    if sign in ("==", "==="):
        return same(left, right)
    if sign in ("!=", "!=="):
        return not same(left, right)
    if sign == "+" and (isinstance(left, str) or isinstance(right, str)):
        return written(left) + written(right)
    one, other = _number(left), _number(right)
    if one is None or other is None:
        return UNKNOWN
    match sign:
        case "+":
            return one + other
        case "-":
            return one - other
        case "<":
            return one < other
        case ">":
            return one > other
        case "<=":
            return one <= other
    return one >= other


def same(left: Value, right: Value) -> bool:
    """Whether two values count as equal.

    Looser than ECMAScript: authors write `confirm == 'true'` for a field of
    the type boolean, and interpreters take it as it is meant.
    """
    if left is None or right is None:
        return left is right
    if isinstance(left, str) == isinstance(right, str):
        return left == right
    number, other = _number(left), _number(right)
    if number is not None and number == other and not isinstance(left, bool):
        return True
    return written(left) == written(right)


def written(value: Value) -> str:
    """A value as text: `1`, `true`."""
    if isinstance(value, bool) or value is None:
        return str(value).lower().replace("none", "null")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return value


def _number(value: Value) -> float | None:
    if isinstance(value, bool):
        return float(value)
    try:
        return None if value is None else float(value)
    except ValueError:
        return None


def _walk(node: Node | None) -> Iterator[Node]:
    waiting = [] if node is None else [node]
    while waiting:
        one = waiting.pop()
        yield one
        match one:
            case Not(of):
                waiting.append(of)
            case Pair(_, left, right):
                waiting += (right, left)
            case Chosen(condition, then, otherwise):
                waiting += (otherwise, then, condition)


_MENTIONED: Final = re.compile(
    r"'(?:[^'\\]|\\.)*+'|\"(?:[^\"\\]|\\.)*+\"|([A-Za-z_$][\w$.]*)", re.S
)


def names_in(text: str) -> list[str]:
    """The variables that an expression of any kind mentions, each once."""
    found = (match[1] for match in _MENTIONED.finditer(text[:_LONGEST]) if match[1])
    return list(dict.fromkeys(name.rstrip(".") for name in found if name not in _WORDS))


def compared_with(text: str, is_it: Callable[[str], bool]) -> Iterator[str]:
    """The constants that a condition compares a variable with, in their order."""
    for node in _walk(parsed(text)):
        if isinstance(node, Pair) and node.sign in ("==", "!=", "===", "!=="):
            for one, other in ((node.left, node.right), (node.right, node.left)):
                if isinstance(one, Name) and is_it(one.name) and isinstance(other, Literal):
                    yield written(other.value)


def beginning_of(text: str, lookup: Lookup = _nothing) -> str:
    """The text that the value of an expression surely begins with."""
    node = parsed(text)
    while isinstance(node, Pair) and node.sign == "+":
        if (whole := _value(node, lookup)) is not UNKNOWN:
            return written(whole)
        node = node.left
    value = UNKNOWN if node is None else _value(node, lookup)
    if value is UNKNOWN:
        match = re.match(r"\s*'([^'\\]*)'\s*\+|\s*\"([^\"\\]*)\"\s*\+", text)
        return (match[1] or match[2] or "") if match else ""
    return value if isinstance(value, str) else ""
