"""Conditions on the clock: whether they speak of open hours, closed hours, or a holiday."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

Kind = Literal["open", "closed", "holiday", "unknown"]

_DAYS: Final = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_SUNDAY: Final = 1
_WEEKEND: Final = frozenset({1, 7})
_OF_DATES: Final = frozenset({"year", "yday", "mon", "mday", "week", "mweek", "date-time"})
_NOON: Final = 12 * 60
_LATE: Final = 17 * 60
_EARLY: Final = 7 * 60


def kind_of(times: Mapping[str, str]) -> Kind:
    """What a test of the clock asks for, as far as its values show.

    A date, or a certain week of a month, is a holiday. Stretches of working
    days, and of a day that include noon, are open hours; the weekend alone, the
    night and the evening are closed ones.
    """
    if not _OF_DATES.isdisjoint(times):
        return "holiday"
    days = weekdays_of(times["wday"]) if "wday" in times else None
    minutes = _minutes(times)
    if days is not None and days and days <= _WEEKEND:
        return "closed" if minutes is None else "unknown"
    if minutes is None:
        return "open" if days is not None and len(days) >= 4 else "unknown"
    if any(begin <= _NOON <= end for begin, end in minutes):
        return "open"
    if all(begin >= _LATE or end <= _EARLY or begin > end for begin, end in minutes):
        return "closed"
    return "unknown"


def weekdays_of(text: str) -> frozenset[int]:
    """The days of the week that a value names, 1 for Sunday (`2-6`, `mon-fri`, `1,7`)."""
    found: set[int] = set()
    for one in text.split(","):
        first, dash, last = one.strip().lower().partition("-")
        start, end = _day(first), _day(last) if dash else _day(first)
        if start is None or end is None:
            continue
        if start <= end:
            found.update(range(start, end + 1))
        else:
            found.update(range(start, 8), range(_SUNDAY, end + 1))
    return frozenset(found)


def _day(text: str) -> int | None:
    short = text.strip()[:3]
    if short in _DAYS:
        return _DAYS.index(short) + 1
    return int(short) if short.isdecimal() and 1 <= int(short) <= 7 else None


def _minutes(times: Mapping[str, str]) -> list[tuple[int, int]] | None:
    """The stretches of the day in minutes; None where the hour does not matter.

    One that runs over midnight starts later than it ends.
    """
    for name, unit in (("time-of-day", 0), ("minute-of-day", 1), ("hour", 60)):
        if name in times:
            return [span for one in times[name].split(",") if (span := _span(one, unit))]
    return None


def _span(text: str, unit: int) -> tuple[int, int] | None:
    first, dash, last = text.strip().partition("-")
    begin = _clock(first) if unit == 0 else _number(first, unit)
    end = begin if not dash else _clock(last) if unit == 0 else _number(last, unit)
    if begin is None or end is None:
        return None
    return begin, end + (59 if unit == 60 else 0)


def _number(text: str, unit: int) -> int | None:
    bare = text.strip()
    return int(bare) * unit if bare.isdecimal() and len(bare) <= 4 else None


def _clock(text: str) -> int | None:
    found = re.fullmatch(r"\s*([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?\s*", text)
    return int(found[1]) * 60 + int(found[2]) if found else None
