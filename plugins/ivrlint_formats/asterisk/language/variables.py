"""Variables in texts: finding them, and filling them in where their values are known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from ivrlint.lean import dataclass
from ivrlint_formats.asterisk.language.calculation import calculate
from ivrlint_formats.asterisk.language.functions import call as call_function
from ivrlint_formats.asterisk.language.syntax import LONGEST
from ivrlint_formats.asterisk.language.units import is_closed, units


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that stands for itself, from `start` to `end`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """`${…}`: `text` is what stands between the braces, `start` to `end` the whole.

    `name` is the variable's (for `${A:1}` it is `A`) or the function's, with
    references inside it as they are written; `arguments` what stands between
    a function's parentheses, None for a variable; `part` what follows the
    colon, empty without one.
    """

    text: str
    start: int
    end: int
    name: str
    arguments: str | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Expression:
    """`$[…]`: `text` is what stands between the brackets, `start` to `end` the whole."""

    text: str
    start: int
    end: int


Piece = Literal | Reference | Expression

_PARTING: Final = re.compile(r"[():]|\$[{\[]")
_NAME: Final = re.compile(r"\$\{([^${}\[\]():\s]+)")
_PART: Final = re.compile(r"\s*([+-]?[0-9]{1,9})(?::\s*([+-]?[0-9]{1,9}))?")
_DEEPEST: Final = 16
_NAMED_ARGUMENT: Final = re.compile(
    r"(?<![A-Z_])(?:CUT|FIELDQTY|FIELDNUM|REPLACE|STRREPLACE|LISTFILTER|SHIFT|POP|INC|DEC|GLOBAL)"
    r"\(([A-Za-z_]\w*)[,)]"
)


@lru_cache(maxsize=4096)
def pieces(text: str) -> tuple[Piece, ...]:
    """The text in its outermost pieces, in their order and without gaps."""
    found: list[Piece] = []
    at = 0
    for start, end in units(text):
        if start > at:
            found.append(Literal(text[at:start], at, start))
        inner = text[start + 2 : end - is_closed(text, start, end)]
        if text[start + 1] == "{":
            found.append(_reference(inner, start, end))
        else:
            found.append(Expression(inner, start, end))
        at = end
    if at < len(text):
        found.append(Literal(text[at:], at, len(text)))
    return tuple(found)


def _reference(inner: str, start: int, end: int) -> Reference:
    """Parted at the first colon outside parentheses, as the engine does."""
    opening, closing, colon = _parted(inner)
    part = inner[colon + 1 :] if colon >= 0 else ""
    whole = inner[:colon] if colon >= 0 else inner
    if opening < 0 or opening >= len(whole):
        return Reference(inner, start, end, whole, None, part)
    arguments = whole[opening + 1 : closing if closing > opening else len(whole)]
    return Reference(inner, start, end, whole[:opening], arguments, part)


def _parted(inner: str) -> tuple[int, int, int]:
    """Where the first parenthesis, the last closing one and the first colon outside them stand."""
    opening = closing = -1
    depth = at = 0
    inside = iter(units(inner))
    unit, unit_ends = next(inside, (len(inner), len(inner)))
    while found := _PARTING.search(inner, at):
        at = found.end()
        match found.group():
            case "(":
                opening = found.start() if opening < 0 else opening
                depth += 1
            case ")":
                closing = found.start()
                depth -= 1
            case ":":
                if not depth:
                    return opening, closing, found.start()
            case _:
                while unit < found.start():
                    unit, unit_ends = next(inside, (len(inner), len(inner)))
                at = unit_ends if unit == found.start() else at
    return opening, closing, -1


def names(text: str) -> frozenset[str]:
    """Every variable and function that the text names between braces, at any depth.

    Variables that a function takes by their bare names (`CUT(name,…)`) are in it.
    """
    if "${" not in text:
        return frozenset()
    return frozenset((*_NAME.findall(text), *_NAMED_ARGUMENT.findall(text)))


def is_constant(text: str) -> bool:
    """Whether nothing in the text is filled in during a call."""
    return "$" not in text or ("${" not in text and "$[" not in text)


def substitute(text: str, values: Mapping[str, str]) -> str | None:
    """The text with everything filled in; None where something in it is not known.

    A variable that is known to be unset has to have an empty value.
    """
    if is_constant(text):
        return text
    return _substituted(text, values, 0) if len(text) <= LONGEST else None


def _substituted(text: str, values: Mapping[str, str], depth: int) -> str | None:
    if is_constant(text):
        return text
    if depth == _DEEPEST:
        return None
    found: list[str] = []
    length = 0
    for piece in pieces(text):
        if isinstance(piece, Literal):
            value: str | None = piece.text
        else:
            value = _substituted(piece.text, values, depth + 1)
            if value is not None:
                value = calculate(value) if isinstance(piece, Expression) else _read(value, values)
        if value is None:
            return None
        length += len(value)
        if length > LONGEST:
            return None
        found.append(value)
    return "".join(found)


def _read(inner: str, values: Mapping[str, str]) -> str | None:
    """What `${inner}` is replaced by, once nothing in it is left to fill in."""
    reference = _reference(inner, 0, len(inner))
    if reference.arguments is not None:
        value = call_function(reference.name, reference.arguments, values)
    else:
        try:
            value = values[reference.name]
        except KeyError:
            return None
    if value is None or ":" not in inner[len(reference.name) :]:
        return value
    return _cut_out(value, reference.part)


def _cut_out(value: str, part: str) -> str:
    """The stretch `offset` or `offset:length`; below 0 both count from the end."""
    numbers = _PART.match(part)
    offset = int(numbers[1]) if numbers else 0
    length = int(numbers[2]) if numbers and numbers[2] else None
    if offset < 0:
        offset = max(0, len(value) + offset)
    rest = value[offset:]
    if length is None:
        return rest
    return rest[:length] if length >= 0 else rest[: max(0, len(rest) + length)]
