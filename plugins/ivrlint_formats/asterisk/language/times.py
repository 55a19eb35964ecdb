"""Times of GotoIfTime, ExecIfTime and IFTIME: `9:00-17:00,mon-fri,*,*[,timezone]`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from ivrlint_formats.asterisk.language.variables import is_constant

Kind = Literal["open", "closed", "holiday", "unknown"]

_DAY: Final = 24 * 60
_WEEKDAYS: Final = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_MONTHS: Final = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_SEPARATOR: Final = re.compile(r"[|,]")
_CLOCK: Final = re.compile(r"\s*([0-9]{1,2}):\s*([0-9]{1,2})")
_SHORT_NUMBER: Final = re.compile(r"\s*([0-9]{1,2})")
_WEEKEND: Final = frozenset({5, 6})
_EVERY_WEEKDAY: Final = frozenset(range(7))
_EVERY_DAY: Final = frozenset(range(1, 32))
_EVERY_MONTH: Final = frozenset(range(1, 13))


class TimeSpec(NamedTuple):
    """When a test of the time holds.

    `minutes` are stretches of the day in minutes, both ends included; one
    whose start is later than its end runs over midnight. Weekdays count from 0
    (Monday). `invalid` is what the engine skips with a warning: a list that
    holds nothing else never matches.
    """

    minutes: tuple[tuple[int, int], ...]
    weekdays: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    timezone: str | None = None
    invalid: tuple[str, ...] = ()

    @property
    def all_day(self) -> bool:
        """Whether the hour does not matter."""
        return self.minutes == ((0, _DAY - 1),)


@lru_cache(maxsize=256)
def parse_time_spec(text: str) -> TimeSpec | None:
    """The times that a text names; None for an empty text, and where variables choose them.

    (`main/pbx_timing.c`)
    """
    if not text or not is_constant(text):
        return None
    fields = _SEPARATOR.split(text)
    times, weekdays, days, months = (*fields, "", "", "", "")[:4]
    invalid: list[str] = []
    commas = text.split(",")
    return TimeSpec(
        _minutes(times, invalid),
        frozenset((day - 1) % 7 for day in _numbers(weekdays, 7, _WEEKDAYS, invalid)),
        frozenset(day + 1 for day in _numbers(days, 31, (), invalid)),
        frozenset(month + 1 for month in _numbers(months, 12, _MONTHS, invalid)),
        commas[4] if len(commas) == 5 else None,
        tuple(invalid),
    )


def _minutes(text: str, invalid: list[str]) -> tuple[tuple[int, int], ...]:
    if text in ("", "*"):
        return ((0, _DAY - 1),)
    found: set[tuple[int, int]] = set()
    for part in text.split("&"):
        first, dash, last = part.partition("-")
        start = _clock(first)
        end = _clock(re.sub("^[^0-9]+", "", last)) if dash else start
        if start is None or end is None:
            invalid.append(part)
        else:
            found.add((start, end))
    return tuple(sorted(found))


def _clock(text: str) -> int | None:
    found = _CLOCK.match(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def _numbers(text: str, count: int, names: Sequence[str], invalid: list[str]) -> set[int]:
    """Numbers from 0; ranges may run over the end (`fri-mon`)."""
    if text in ("", "*"):
        return set(range(count))
    found: set[int] = set()
    for part in text.split("&"):
        first, dash, last = part.partition("-")
        start = _number(first, count, names)
        end = _number(last, count, names) if dash else start
        if start is None or end is None:
            invalid.append(part)
        else:
            found.update((start + step) % count for step in range((end - start) % count + 1))
    return found


def _number(text: str, count: int, names: Sequence[str]) -> int | None:
    if text.lower() in names:
        return names.index(text.lower())
    digits = _SHORT_NUMBER.match(text)
    number = int(digits[1]) if digits else 0
    return number - 1 if 1 <= number <= count else None


_FEW_DAYS: Final = 14
_EARLIEST: Final = 6 * 60
_LATEST: Final = 22 * 60
_BUSY: Final = (10 * 60, 16 * 60)
"""Hours in which hardly an office is closed, or only for lunch."""
_LEAST: Final = 3 * 60


def kind_of(spec: TimeSpec) -> Kind:
    """What a test of these times most likely asks, judged by the times alone.

    Office hours are `open`, nights and whole weekends `closed`, single dates
    `holiday`.
    """
    if not (spec.minutes and spec.weekdays and spec.days and spec.months):
        return "unknown"
    if spec.months != _EVERY_MONTH and spec.days != _EVERY_DAY:
        return "holiday" if len(spec.days) <= _FEW_DAYS and len(spec.months) <= 2 else "unknown"
    if spec.months != _EVERY_MONTH or spec.days != _EVERY_DAY:
        return "unknown"
    if spec.all_day:
        return "closed" if spec.weekdays <= _WEEKEND else "unknown"
    if any(start > end for start, end in spec.minutes):
        return "closed" if len(spec.minutes) == 1 else "unknown"
    first, last = spec.minutes[0][0], max(end for _, end in spec.minutes)
    if all(end <= _BUSY[0] or start >= _BUSY[1] for start, end in spec.minutes):
        return "closed" if first == 0 or last >= _LATEST else "unknown"
    length = sum(end - start for start, end in spec.minutes)
    if first >= _EARLIEST and last <= _LATEST and length >= _LEAST:
        return "open"
    return "unknown"
