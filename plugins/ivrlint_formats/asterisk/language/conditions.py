"""What conditions compare and what is counted, seen at once where the form is a common one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from ivrlint_formats.asterisk.language.units import is_closed, unit_end


class Comparison(NamedTuple):
    """A variable compared with constants; it holds where it holds for one of `values`.

    `name` is what stands between the braces (`DIALSTATUS`, `EXTEN:0:1`,
    `DB(a/b)`). The operators are `=`, `!=`, `<`, `>`, `<=`, `>=`; `!=` holds
    where the variable equals none of the values. A variable alone is `!=`
    nothing and 0. Where it stands without quotes and is empty, the expression
    is faulty and does not hold, whatever the operator.
    """

    name: str
    operator: str
    values: tuple[str, ...]


class Increment(NamedTuple):
    """A variable that is counted up, or down where `by` is below 0."""

    name: str
    by: int


class _Side(NamedTuple):
    before: str
    name: str | None
    after: str
    quoted: bool
    end: int


_LONGEST: Final = 4096
"""Code points: no longer text fits into the engine's buffers."""

_DEEPEST: Final = 8
_EMPTY: Final = ("",)
_FALSE: Final = ("", "0")
_OPERATOR: Final = re.compile(r"\s*(==?(?!~)|!=|<=|>=|<|>)")
_CONNECTIVE: Final = re.compile(r"\s*(\|\|?|&&?)")
_BARE: Final = re.compile(r"""[\w.';\\^#@]*""")
_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]+)?")
_SWAPPED: Final = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_OPPOSITE: Final = {"=": "!=", "!=": "=", "<": ">=", ">": "<=", "<=": ">", ">=": "<"}


@lru_cache(maxsize=4096)
def comparison(text: str) -> Comparison | None:
    """What a condition compares: `$[…]`, what stands in it, or a variable alone.

    None for all that is not one variable against constants.
    """
    if "${" not in text or len(text) > _LONGEST:
        return None
    found = _alternatives(text, 0, 0)
    if found is None or text[found[1] :].strip():
        return None
    return found[0]


def _alternatives(text: str, at: int, depth: int) -> tuple[Comparison, int] | None:
    """Comparisons of one variable that make one together."""
    first = _one(text, at, depth)
    if first is None:
        return None
    joined, at = first
    word = ""
    while connective := _CONNECTIVE.match(text, at):
        another = _one(text, connective.end(), depth)
        if another is None or (word and word != connective[1][0]):
            return None
        word = connective[1][0]
        together = _together(joined, another[0], either=word == "|")
        if together is None:
            return None
        joined, at = together, another[1]
    return joined, at


def _together(one: Comparison, other: Comparison, *, either: bool) -> Comparison | None:
    """Two comparisons of a variable as one, joined by `|` (`either`) or `&`.

    What is equal to something is different from all else, so `"${A}" = "1" &
    "${A}" != ""` is `"${A}" = "1"`.
    """
    if one.name != other.name or not {one.operator, other.operator} <= {"=", "!="}:
        return None
    leading = "!=" if either else "="
    if one.operator == other.operator:
        if one.operator == leading:
            return None
        return one._replace(values=tuple(dict.fromkeys(one.values + other.values)))
    first, second = (one, other) if one.operator == leading else (other, one)
    left = tuple(value for value in first.values if value not in second.values)
    return first._replace(values=left) if left else None


def _one(text: str, at: int, depth: int) -> tuple[Comparison, int] | None:
    at = _past_blanks(text, at)
    negated = text.startswith("!", at)
    if negated:
        at = _past_blanks(text, at + 1)
    group = _group(text, at, depth)
    if group is not None:
        inner, at = group
        if _OPERATOR.match(text, at):
            return None
        return (_negated(inner) if negated else inner), at
    left = _side(text, at)
    if left is None:
        return None
    operator = _OPERATOR.match(text, left.end)
    if operator is None:
        alone = _alone(left)
        # `!` of an empty variable is no expression, and of a word it holds.
        if alone is None or (negated and alone.values == _FALSE and "(" not in alone.name):
            return None
        return (_negated(alone) if negated else alone), left.end
    right = _side(text, operator.end())
    if right is None or negated:
        return None
    compared = _compared(left, operator[1].replace("==", "="), right)
    return None if compared is None else (compared, right.end)


def _group(text: str, at: int, depth: int) -> tuple[Comparison, int] | None:
    """What stands in parentheses, or in an expression of its own."""
    if depth == _DEEPEST:
        return None
    if text.startswith("(", at):
        found = _alternatives(text, at + 1, depth + 1)
        if found is None:
            return None
        end = _past_blanks(text, found[1])
        return (found[0], end + 1) if text.startswith(")", end) else None
    if text.startswith("$[", at):
        end = unit_end(text, at)
        if not is_closed(text, at, end):
            return None
        found = _alternatives(text[at + 2 : end - 1], 0, depth + 1)
        if found is None or text[at + 2 + found[1] : end - 1].strip():
            return None
        return found[0], end
    return None


def _past_blanks(text: str, at: int) -> int:
    while text.startswith((" ", "\t"), at):
        at += 1
    return at


def _side(text: str, at: int) -> _Side | None:
    """A quoted string or a bare word, with one reference in it at most."""
    at = _past_blanks(text, at)
    quoted = text.startswith('"', at)
    before, at = _constant(text, at + quoted, quoted=quoted)
    name, after = None, ""
    if text.startswith("${", at):
        end = unit_end(text, at)
        if not is_closed(text, at, end):
            return None
        name = text[at + 2 : end - 1]
        after, at = _constant(text, end, quoted=quoted)
    if quoted:
        if not text.startswith('"', at):
            return None
        at += 1
    elif name is None and not before:
        return None
    return _Side(before, name, after, quoted, at)


def _constant(text: str, at: int, *, quoted: bool) -> tuple[str, int]:
    if not quoted:
        found = _BARE.match(text, at)
        return (found.group(), found.end()) if found else ("", at)
    end = at
    while end < len(text) and text[end] != '"' and not text.startswith(("${", "$["), end):
        end += 1
    return text[at:end], end


def _compared(left: _Side, operator: str, right: _Side) -> Comparison | None:
    if left.name is None:
        left, right = right, left
        operator = _SWAPPED.get(operator, operator)
    # Quotes belong to the value: `x` and `"x"` are never equal.
    if left.name is None or right.name is not None or left.quoted != right.quoted:
        return None
    value = right.before
    if not value.startswith(left.before) or not value.endswith(left.after):
        return None
    if left.before or left.after:
        if operator not in ("=", "!=") or len(value) < len(left.before) + len(left.after):
            return None
        value = value[len(left.before) : len(value) - len(left.after)]
    return _through(left.name, operator, value) or Comparison(left.name, operator, (value,))


def _through(name: str, operator: str, value: str) -> Comparison | None:
    """The comparison with nothing that LEN, ISNULL and EXISTS stand for."""
    function, inner = _call(name)
    if inner is None:
        return None
    empty: bool | None = None
    if function == "LEN":
        empty = {("=", "0"): True, ("<", "1"): True, ("<=", "0"): True}.get((operator, value))
        if empty is None and (operator, value) in {(">", "0"), ("!=", "0"), (">=", "1")}:
            empty = False
    elif function in ("ISNULL", "EXISTS") and operator in ("=", "!=") and value in ("0", "1"):
        empty = (function == "ISNULL") == ((operator == "=") == (value == "1"))
    if empty is None:
        return None
    return Comparison(inner, "=" if empty else "!=", _EMPTY)


def _call(name: str) -> tuple[str, str | None]:
    """The function, and the variable that is all of its argument."""
    function, _, rest = name.partition("(")
    rest = rest.removesuffix(")").strip()
    if rest.startswith('"') and rest.endswith('"'):
        rest = rest[1:-1]
    if not rest.startswith("${") or unit_end(rest, 0) != len(rest):
        return function, None
    return function, rest[2:-1]


def _alone(side: _Side) -> Comparison | None:
    if side.name is None or side.quoted or side.before or side.after:
        return None
    function, inner = _call(side.name)
    if inner is not None and function in ("LEN", "ISNULL", "EXISTS"):
        return Comparison(inner, "=" if function == "ISNULL" else "!=", _EMPTY)
    return Comparison(side.name, "!=", _FALSE)


def _negated(compared: Comparison) -> Comparison:
    if compared.operator in ("=", "!=") or len(compared.values) == 1:
        return compared._replace(operator=_OPPOSITE[compared.operator])
    return compared


_ASSIGNED: Final = re.compile(r"\s*_{0,2}([^=$]+?)\s*=")
_SUM: Final = re.compile(
    r"\s*(?:\$\{(?P<name>[^${}:]+)\}\s*(?P<sign>[+-])\s*(?P<by>[0-9]{1,9})"
    r"|(?P<by_first>[0-9]{1,9})\s*\+\s*\$\{(?P<name_last>[^${}:]+)\})\s*(?:,\s*i(?:nt)?\s*)?"
)
_CALLED: Final = re.compile(r"\$\{(MATH|INC|DEC)\((.*)\)\}\s*", re.DOTALL)


@lru_cache(maxsize=1024)
def increment(text: str) -> Increment | None:
    """What the arguments of `Set`, `MSet` or any other application count, if anything.

    `x=$[${x} + 1]`, `x=${MATH(${x}+1,int)}`, `x=${INC(x)}`, or INC and DEC
    alone.
    """
    if len(text) > _LONGEST:
        return None
    assigned = _ASSIGNED.match(text)
    name = assigned[1] if assigned else None
    value = text[assigned.end() :].strip() if assigned else text.strip()
    called = _CALLED.fullmatch(value)
    if called and called[1] != "MATH":
        counted = called[2].strip()
        if "$" in counted or name not in (None, counted):
            return None
        return Increment(counted, 1 if called[1] == "INC" else -1)
    inner = called[2] if called else None
    if value.startswith("$[") and value.endswith("]"):
        inner = value[2:-1]
    summed = _SUM.fullmatch(inner) if inner is not None else None
    if summed is None or name is None or name != (summed["name"] or summed["name_last"]):
        return None
    by = int(summed["by"] or summed["by_first"])
    return Increment(name, -by if summed["sign"] == "-" else by)
