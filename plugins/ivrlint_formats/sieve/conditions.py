"""What has to hold for a command to be carried out: in words, in dates, and whom it leaves out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from ivrlint.lean import dataclass
from ivrlint_formats.sieve.arguments import Given, given
from ivrlint_formats.sieve.commands import Commands
from ivrlint_formats.sieve.nodes import Command

_LONGEST: Final = 400
"""Code points of a condition that are told."""
_MOST_KEYS: Final = 3
_ANY: Final = "a message arrives"
_DATE: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.{0,20})?")
_COMPARISONS: Final = {
    "gt": ("is greater than", "is at most"),
    "ge": ("is at least", "is less than"),
    "lt": ("is less than", "is at least"),
    "le": ("is at most", "is greater than"),
    "eq": ("is", "is not"),
    "ne": ("is not", "is"),
}
_MATCHES: Final = {
    ":contains": ("contains", "does not contain"),
    ":matches": ("is like", "is not like"),
    ":regex": ("matches", "does not match"),
    ":list": ("is in the list", "is not in the list"),
    ":is": ("is", "is not"),
}
_OPPOSITE: Final = {"gt": "le", "ge": "lt", "lt": "ge", "le": "gt", "eq": "ne", "ne": "eq"}
_AUTOMATIC: Final = frozenset(
    {"auto-submitted", "x-autoreply", "x-autorespond", "x-auto-response-suppress"}
)
_LISTS: Final = frozenset({"precedence", "mailing-list", "x-mailing-list", "x-list", "x-loop"})
_DAEMONS: Final = re.compile(r"(?i)mailer-daemon|postmaster|owner-\*|-request|-owner|no-?reply")


@dataclass(frozen=True, slots=True)
class Condition:
    """A test that holds, or does not. `guard`: a rule before ends the script otherwise."""

    test: Command
    holds: bool
    guard: bool = False


def trigger_of(conditions: Iterable[Condition], known: Commands) -> str:
    """The conditions in words."""
    said = [
        text
        for condition in conditions
        if not condition.guard and (text := _said(condition.test, known, holds=condition.holds))
    ]
    text = " and ".join(dict.fromkeys([_ANY, *said]))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _said(test: Command, known: Commands, *, holds: bool) -> str:
    """A test in words, empty where it says nothing. Tests are shallow: recursion is safe."""
    if test.name == "not":
        return " and ".join(
            filter(None, (_said(inner, known, holds=not holds) for inner in test.tests))
        )
    if test.name in ("allof", "anyof"):
        parts = [_said(inner, known, holds=holds) for inner in test.tests]
        link = " and " if (test.name == "allof") == holds else " or "
        if link == " or " and "" in parts:
            return ""
        told = list(filter(None, parts))
        return link.join(told) if link == " and " or len(told) < 2 else f"({link.join(told)})"
    if test.name in ("true", "false"):
        return "" if (test.name == "true") == holds else "never"
    arguments = given(test, known.form(test.name, frozenset(), test=True))
    teller = _TELLERS.get(test.name)
    if teller is not None:
        return teller(arguments, holds)
    return f"the test {test.name} {'holds' if holds else 'does not hold'}"


def _compared(arguments: Given, keys: tuple[str, ...], holds: bool) -> str:
    """The comparison of a test with its keys: `contains "a" or "b"`."""
    for tag in (":value", ":count"):
        relation = arguments.string(tag)
        if relation is not None:
            words = _COMPARISONS.get(relation.value, ("compares with", "does not compare with"))
            counted = "count " if tag == ":count" else ""
            return f"{counted}{words[not holds]} {_listed(keys)}"
    tag = next((name for name in _MATCHES if name in arguments.tags), ":is")
    return f"{_MATCHES[tag][not holds]} {_listed(keys)}"


def _listed(keys: tuple[str, ...]) -> str:
    shown = [f'"{_short(key)}"' for key in keys[:_MOST_KEYS]]
    if len(keys) > _MOST_KEYS:
        shown.append(f"{len(keys) - _MOST_KEYS} others")
    if not shown:
        return "something"
    *most, last = shown
    return f"{', '.join(most)} or {last}" if most else last


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"


def _names(names: tuple[str, ...]) -> str:
    if not names:
        return "a header"
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} or {names[-1]}"


def _header(arguments: Given, holds: bool) -> str:
    names = _names(arguments.texts(0))
    return f"the header {names} {_compared(arguments, arguments.texts(1), holds)}"


def _address(arguments: Given, holds: bool) -> str:
    part = {":domain": "domain", ":localpart": "local part", ":user": "user", ":detail": "detail"}
    what = next((name for tag, name in part.items() if tag in arguments.tags), "address")
    names = _names(arguments.texts(0))
    return f"the {what} in {names} {_compared(arguments, arguments.texts(1), holds)}"


def _envelope(arguments: Given, holds: bool) -> str:
    named = {"from": "sender", "to": "recipient"}
    names = _names(tuple(named.get(name.lower(), name) for name in arguments.texts(0)))
    return f"the envelope {names} {_compared(arguments, arguments.texts(1), holds)}"


def _exists(arguments: Given, holds: bool) -> str:
    names = arguments.texts(0)
    if len(names) > _MOST_KEYS:
        names = (*names[:_MOST_KEYS], f"{len(names) - _MOST_KEYS} others")
    return f"the header {_names(names)} is {'' if holds else 'not '}there"


def _size(arguments: Given, holds: bool) -> str:
    larger = (":over" in arguments.tags) == holds
    value = next((getattr(one, "value", None) for one in arguments.rest), None)
    size = f"{value:,} bytes" if isinstance(value, int) else "a size"
    return f"it is {'larger' if larger else 'smaller'} than {size}"


def _now(arguments: Given, holds: bool) -> str:
    part = next(iter(arguments.texts(0)), "date")
    return f"the current {part} {_compared(arguments, arguments.texts(1), holds)}"


def _dated(arguments: Given, holds: bool) -> str:
    name = next(iter(arguments.texts(0)), "date")
    part = next(iter(arguments.texts(1)), "date")
    return f"the {part} in the header {name} {_compared(arguments, arguments.texts(2), holds)}"


def _body(arguments: Given, holds: bool) -> str:
    return f"its text {_compared(arguments, arguments.texts(0), holds)}"


def _string(arguments: Given, holds: bool) -> str:
    sources = _listed(arguments.texts(0))
    return f"{sources} {_compared(arguments, arguments.texts(1), holds)}"


def _duplicate(_arguments: Given, holds: bool) -> str:
    return f"the message {'has come before' if holds else 'comes for the first time'}"


_TELLERS: Final[dict[str, Callable[[Given, bool], str]]] = {
    "header": _header,
    "address": _address,
    "envelope": _envelope,
    "exists": _exists,
    "size": _size,
    "currentdate": _now,
    "date": _dated,
    "body": _body,
    "string": _string,
    "duplicate": _duplicate,
}


def _single(test: Command, *, holds: bool) -> Iterator[tuple[Command, bool]]:
    """The tests that have to hold, or not to hold, all of them, where a condition does."""
    pending = [(test, holds)]
    while pending:
        current, wanted = pending.pop()
        if current.name == "not":
            pending.extend((inner, not wanted) for inner in current.tests)
        elif (current.name == "allof" and wanted) or (current.name == "anyof" and not wanted):
            pending.extend((inner, wanted) for inner in current.tests)
        else:
            yield current, wanted


def period_of(conditions: Iterable[Condition], known: Commands) -> tuple[str | None, str | None]:
    """The first and the last day (ISO dates) on which the conditions can hold."""
    first: datetime.date | None = None
    last: datetime.date | None = None
    for condition in conditions:
        for test, wanted in _single(condition.test, holds=condition.holds):
            begin, end = _period(test, known, wanted=wanted)
            if begin is not None and (first is None or begin > first):
                first = begin
            if end is not None and (last is None or end < last):
                last = end
    return first.isoformat() if first else None, last.isoformat() if last else None


def _period(
    test: Command, known: Commands, *, wanted: bool
) -> tuple[datetime.date | None, datetime.date | None]:
    if test.name not in ("currentdate", "date"):
        return None, None
    arguments = given(test, known.form(test.name, frozenset(), test=True))
    at = 0
    if test.name == "date":
        if tuple(name.lower() for name in arguments.texts(0)) not in (("received",), ("date",)):
            return None, None
        at = 1
    part, keys = arguments.texts(at), arguments.texts(at + 1)
    if tuple(one.lower() for one in part) not in (("date",), ("iso8601",)) or len(keys) != 1:
        return None, None
    found = _DATE.fullmatch(keys[0].strip())
    if found is None:
        return None, None
    try:
        day = datetime.date.fromisoformat(found[1])
    except ValueError:
        return None, None
    relation = arguments.string(":value")
    if relation is None and any(tag in arguments.tags for tag in _MATCHES if tag != ":is"):
        return None, None
    comparison = relation.value if relation is not None else "eq"
    if not wanted:
        comparison = _OPPOSITE.get(comparison, "")
    whole_days = part[0].lower() == "date"
    step = datetime.timedelta(days=1 if whole_days else 0)
    try:
        match comparison:
            case "ge":
                return day, None
            case "gt":
                return day + step, None
            case "le":
                return None, day
            case "lt":
                return None, day - step
            case "eq":
                return (day, day) if whole_days else (None, None)
    except OverflowError:
        pass
    return None, None


def excluded_by(conditions: Iterable[Condition], known: Commands) -> frozenset[str]:
    """Whom the conditions leave out, by the names that `Reply.excludes` has."""
    found: set[str] = set()
    for condition in conditions:
        for test, wanted in _single(condition.test, holds=condition.holds):
            arguments = given(test, known.form(test.name, frozenset(), test=True))
            found |= _excluded(test.name, arguments, wanted=wanted)
    return frozenset(found)


def _excluded(name: str, arguments: Given, *, wanted: bool) -> set[str]:
    headers = {header.lower() for header in arguments.texts(0)}
    keys = arguments.texts(1)
    if name in ("header", "exists"):
        automatic = "no" in keys if wanted else bool(headers & _AUTOMATIC)
        if automatic and headers & _AUTOMATIC:
            return {"automatic"}
        if not wanted and any(one in _LISTS or one.startswith("list-") for one in headers):
            return {"list"}
    if name == "address":
        if wanted and headers & {"to", "cc"}:
            return {"not-addressed"}
        if not wanted and any(_DAEMONS.search(key) for key in keys):
            return {"daemon"}
    if name == "envelope" and not wanted and "from" in headers:
        if any(key in ("", "<>") for key in keys):
            return {"null-sender"}
        if any(_DAEMONS.search(key) for key in keys):
            return {"daemon"}
    return set()
