"""Functions of the dialplan whose value follows from their arguments alone.

`call` gets arguments whose variables are filled in. What reads variables by
name (CUT, FIELDQTY, INC) needs the values of those as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from ivrlint_formats.asterisk.language.arguments import split_arguments

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_WHOLE: Final = re.compile(r"\s*([+-]?[0-9]{1,30})")


def is_true(text: str) -> bool:
    """What the engine takes a condition for: a number by its value, all else by being there.

    (`pbx_checkcondition` in `main/pbx.c`)
    """
    found = _WHOLE.match(text)
    return int(found[1]) != 0 if found else bool(text)


def call(name: str, arguments: str, values: Mapping[str, str] = NOTHING) -> str | None:
    """The value of a function; None for one that is not known here, or that fails."""
    if name in _PURE:
        return _PURE[name](arguments)
    if name in _READING:
        return _READING[name](arguments, values)
    return None


def _if(text: str) -> str | None:
    question, _, _ = (*split_arguments(text, "?", limit=2), None, None)[:3]
    if question is None or question.end == len(text) or not question.text:
        return None
    rest = text[question.end + 1 :]
    first, second = (*(a.text for a in split_arguments(rest, ":", limit=2)), "", "")[:2]
    return (first if is_true(question.text.strip()) else second).strip()


_SUM: Final = re.compile(r"\s*(-?[0-9]{1,15})\s*([-+*/%]|[<>]=?|==)\s*(-?[0-9]{1,15})\s*")


def _math(text: str) -> str | None:
    """Whole numbers whose result is one; the default type has six decimals."""
    arguments = split_arguments(text)
    if not arguments:
        return None
    found = _SUM.fullmatch(arguments[0].text)
    kind = arguments[1].text.strip().lower() if len(arguments) > 1 else "f"
    if found is None:
        return None
    left, operator, right = int(found[1]), found[2], int(found[3])
    if operator in _ORDERS:
        return "TRUE" if _ORDERS[operator](left, right) else "FALSE"
    result: int
    if operator in "+-*":
        result = left + right if operator == "+" else left - right
        result = left * right if operator == "*" else result
    elif not right or left % right:
        return None
    else:
        result = left // right if operator == "/" else 0
    if kind in ("i", "int"):
        return str(result) if abs(result) < 2**31 else None
    return f"{result}.000000" if kind in ("f", "float") and abs(result) < 2**53 else None


_ORDERS: Final[dict[str, Callable[[int, int], bool]]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "==": lambda left, right: left == right,
}


def _filter(text: str) -> str | None:
    """Only characters that are listed singly or as a range."""
    parts = split_arguments(text, limit=2, raw=True)
    if len(parts) < 2 or "\\" in parts[0].text or parts[0].text.endswith("-"):
        return None
    allowed = re.findall(r"(.)-(.)|(.)", parts[0].text, re.DOTALL)
    spans = [(low or single, high or single) for low, high, single in allowed]
    return "".join(c for c in parts[1].text if any(low <= c <= high for low, high in spans))


def _cut(text: str, values: Mapping[str, str]) -> str | None:
    """`CUT(name,delimiter,fields)` with fields like `2`, `1-3`, `2-` joined by `&`."""
    parts = [part.text for part in split_arguments(text, limit=3)]
    if len(parts) < 3 or not parts[0] or "\\" in parts[1]:
        return None
    delimiter = parts[1][:1] or "-"
    try:
        fields = values[parts[0]].split(delimiter)
    except KeyError:
        return None
    found: list[str] = []
    before = 0
    for wanted in parts[2].split("&"):
        span = re.fullmatch(r"([0-9]{0,6})(-?)([0-9]{0,6})", wanted)
        if span is None or not (span[1] or span[3]):
            return None
        first = int(span[1] or 1)
        last = int(span[3] or len(fields)) if span[2] else first
        if first <= before or (span[3] and not span[2]):
            return None
        before = max(first, last)
        found.extend(fields[first - 1 : last])
    return delimiter.join(found)


def _field_count(text: str, values: Mapping[str, str]) -> str | None:
    parts = [part.text for part in split_arguments(text, limit=2)]
    if len(parts) < 2 or len(parts[1]) != 1:
        return None
    try:
        value = values[parts[0]]
    except KeyError:
        return None
    return str(value.count(parts[1]) + 1) if value else "0"


_PURE: Final[dict[str, Callable[[str], str | None]]] = {
    "LEN": lambda text: str(len(text.encode(errors="surrogatepass"))),
    "ISNULL": lambda text: "0" if text else "1",
    "EXISTS": lambda text: "1" if text else "0",
    "IF": _if,
    "MATH": _math,
    "FILTER": _filter,
    "TOUPPER": lambda text: text.upper() if text.isascii() else None,
    "TOLOWER": lambda text: text.lower() if text.isascii() else None,
}
_READING: Final[dict[str, Callable[[str, Mapping[str, str]], str | None]]] = {
    "CUT": _cut,
    "FIELDQTY": _field_count,
}
