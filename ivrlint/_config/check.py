"""What is wrong with a configuration file: every mistake, with its line and key."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import ivrlint
from ivrlint._config.catalogue import Catalogue
from ivrlint._config.file import ConfigFile, KeyPath, dotted
from ivrlint._config.patterns import Patterns
from ivrlint._config.schema import DATE, schema
from ivrlint._near import did_you_mean
from ivrlint.errors import ConfigurationError

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a table",
}
_MOST_SHOWN = 50


def check(file: ConfigFile, catalogue: Catalogue) -> None:
    """Raise ConfigurationError with all mistakes of a file, a line for each.

    A version of ivrlint that the file does not want is the only thing said:
    other mistakes may come from it.
    """
    _check_version(file)
    mistakes = sorted(
        set(_shape(file, catalogue)) | set(_values(file)),
        key=lambda mistake: (file.place(mistake[0]).start, mistake[1]),
    )
    if not mistakes:
        return
    lines = [_line(file, path, message) for path, message in mistakes[:_MOST_SHOWN]]
    if len(mistakes) > _MOST_SHOWN:
        lines.append(f"{file.source.path}: and {len(mistakes) - _MOST_SHOWN} more mistakes")
    raise ConfigurationError("\n".join(lines))


def mistake(file: ConfigFile, path: KeyPath, message: str) -> ConfigurationError:
    """The error for one mistake at one key."""
    return ConfigurationError(_line(file, path, message))


def _line(file: ConfigFile, path: KeyPath, message: str) -> str:
    key = f"{dotted(path)}: " if path else ""
    return f"{file.source.path}:{file.place(path).begin.line}: {key}{message}"


def _check_version(file: ConfigFile) -> None:
    wanted = file.data.get("required-version")
    if not isinstance(wanted, str):
        return
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        fits = SpecifierSet(wanted).contains(ivrlint.__version__, prereleases=True)
    except InvalidSpecifier as error:
        raise mistake(
            file,
            ("required-version",),
            f"{wanted!r} is no version specifier, expected one such as '>=0.1,<1'",
        ) from error
    if not fits:
        raise mistake(
            file,
            ("required-version",),
            f"ivrlint {wanted} is wanted, this is {ivrlint.__version__}",
        )


def _shape(file: ConfigFile, catalogue: Catalogue) -> Iterator[tuple[KeyPath, str]]:
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(schema(catalogue))
    for error in validator.iter_errors(_as_json(file.data)):
        yield from _told(error, catalogue)


def _told(error: ValidationError, catalogue: Catalogue) -> Iterator[tuple[KeyPath, str]]:
    path: KeyPath = tuple(error.absolute_path)
    found: Any = error.instance
    demanded: Any = error.validator_value
    here: Any = error.schema
    match error.validator:
        case "additionalProperties":
            known = list(here["properties"])
            for name in found:
                if name in known:
                    continue
                if path == ("rules",) or path[-1:] == ("severity",):
                    message = catalogue.mistake(name)
                else:
                    message = f"unknown key {name!r}" + did_you_mean(name, known)
                if message is not None:
                    yield (*path, name), message
        case "enum":
            expected = demanded
            if expected == list(catalogue.selectors):
                if isinstance(found, str):
                    message = catalogue.mistake(found, packs=True)
                else:
                    message = f"expected the name of a rule, found {_shown(found)}"
                if message is not None:
                    yield path, message
            else:
                near = did_you_mean(found, expected) if isinstance(found, str) else ""
                listed = ", ".join(expected)
                yield path, f"expected one of {listed}; found {_shown(found)}{near}"
        case "type":
            kinds = demanded
            kinds = [kinds] if isinstance(kinds, str) else kinds
            expected = " or ".join(_KINDS[kind] for kind in kinds)
            yield path, f"expected {expected}, found {_shown(found)}"
        case "anyOf":  # one, or a list of them
            listed_or_not = 1 if isinstance(found, list) else 0
            for inner in error.context or ():
                if inner.schema_path[0] == listed_or_not:
                    yield from _told(inner, catalogue)
        case "required":
            for name in demanded:
                if name not in found:
                    yield path, f"the key {name!r} is missing"
        case "minLength" | "minItems":
            yield path, "must not be empty"
        case "minimum":
            yield path, f"expected at least {demanded}, found {_shown(found)}"
        case "pattern" if path[-1:] == ("until",):
            yield path, f"expected a date such as 2027-03-01, found {_shown(found)}"
        case "pattern":
            yield path, f"expected a language tag such as nl or en-GB, found {_shown(found)}"
        case _:
            yield path, error.message


def _values(file: ConfigFile) -> Iterator[tuple[KeyPath, str]]:
    """What a schema cannot say: patterns, dates, numbers that are none."""
    work: list[tuple[KeyPath, Any]] = [((), file.data)]
    while work:
        path, value = work.pop()
        if isinstance(value, dict):
            work.extend(((*path, key), item) for key, item in value.items())
        elif isinstance(value, list):
            work.extend(((*path, index), item) for index, item in enumerate(value))
        elif isinstance(value, float) and not math.isfinite(value):
            yield path, f"{value} is not taken for a number"
        elif isinstance(value, str):
            named = [part for part in path if isinstance(part, str)]
            if named in (["exclude"], ["extend-exclude"]) or named[1:] == ["path"]:
                try:
                    Patterns([value]).match("a")
                except ValueError:
                    yield path, f"{value!r} is no pattern of paths"
            elif named == ["ignore", "until"] and re.match(DATE, value):
                try:
                    datetime.date.fromisoformat(value)
                except ValueError:
                    yield path, f"{value!r} is no date of the calendar"


def _as_json(data: Mapping[str, Any]) -> Any:
    """The data with dates and times as the text that they stand for."""
    whole: dict[str, Any] = {}
    work: list[tuple[Any, Any, Any]] = [(whole, "data", data)]
    while work:
        into, key, value = work.pop()
        if isinstance(value, Mapping):
            into[key] = copy = dict.fromkeys(value)
            work.extend((copy, name, item) for name, item in value.items())
        elif isinstance(value, list):
            into[key] = items = [None] * len(value)
            work.extend((items, index, item) for index, item in enumerate(value))
        elif isinstance(value, datetime.date | datetime.time):
            into[key] = value.isoformat()
        else:
            into[key] = value
    return whole["data"]


def _shown(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int() if abs(value) >= 10**20:
            return "a very large number"
        case str():
            text = value if len(value) <= 60 else value[:60] + "…"
            return repr(text)
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return str(value)
