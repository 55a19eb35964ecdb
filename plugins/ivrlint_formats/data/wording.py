"""What a schema does not accept, in plain words: `expected a list, found 'x'`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from typing import Any, Final

from ivrlint.display import visible
from ivrlint_formats.data.schema import Fault

_LONGEST: Final = 80
"""Code points of a value that a message shows, and that are compared with known names."""

_KINDS: Final = {
    "object": "an object",
    "array": "a list",
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "null",
}


def message(
    fault: Fault, *, text: Callable[[str], str] | None = None, option: Callable[[Any], str] = str
) -> str:
    """What was expected and what is there, for what formats have no words of their own for.

    `text` and `option` write a text that was found and a value to choose: see `shown`, `among`.
    """
    error = fault.error
    wanted: Any = error.validator_value
    if error.validator == "required":
        return missing(fault)
    if error.validator in ("minItems", "minLength"):
        where = f"in {str(fault.path[-1])!r}" if fault.path else "here"
        return f"expected something {where}, found nothing"
    found = shown(error.instance, text)
    if error.validator == "anyOf":
        options = [str(value) for one in wanted for value in one.get("enum", ())]
        return f"expected {among(wanted, option)}, found {found}{meant(error.instance, options)}"
    return f"expected {kind(wanted)}, found {found}"


def missing(fault: Fault) -> str:
    """What an object lacks: the first key that it has to have."""
    wanted: Any = fault.error.validator_value
    instance: Any = fault.error.instance
    return f"expected {next(one for one in wanted if one not in instance)!r} here: it is missing"


def among(schemas: Sequence[Any], option: Callable[[Any], str] = str) -> str:
    """What one of several schemas would accept; `option` writes each value to choose from."""
    for one in schemas:
        if "enum" in one:
            return either(list(dict.fromkeys(option(value) for value in one["enum"])))
        if "minimum" in one:
            most = f"to {one['maximum']}" if "maximum" in one else "on"
            return f"a whole number from {one['minimum']} {most}"
        if one.get("type") == "integer":
            return kind("integer")
    return kind(schemas[0].get("type", "another value"))


def kind(wanted: str | Sequence[str]) -> str:
    """The type that a schema wants, the first where it takes several: `a text`."""
    name = wanted if isinstance(wanted, str) else wanted[0]
    return _KINDS.get(name, str(name))


def either(options: Sequence[str]) -> str:
    """`a, b or c`."""
    *most, last = options
    return f"{', '.join(most)} or {last}" if most else last


def shown(value: Any, text: Callable[[str], str] | None = None) -> str:
    """A value for a message, not too long and harmless; `text` shortens a text in its own way."""
    if isinstance(value, str):
        return f"'{visible(text(value) if text else value[:_LONGEST])}'"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, dict):
        return kind("object")
    return kind("array") if isinstance(value, list) else str(value)[:_LONGEST]


def meant(written: Any, options: Iterable[str], likeness: float = 0.75) -> str:
    """`; did you mean 'x'?` where an option is nearly what is written, else nothing.

    `likeness` is the ratio of `difflib`, from 0 to 1.
    """
    if not isinstance(written, str):
        return ""
    close = get_close_matches(written[:_LONGEST], list(options), 1, likeness)
    return f"; did you mean {close[0]!r}?" if close else ""
