"""Tests of the time are read as Asterisk 16 does it, and judged by the times alone."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint_formats.asterisk.language.times import TimeSpec, kind_of, parse_time_spec

MOMENTS = tuple(
    datetime.fromisoformat(moment)
    for moment in (
        "2026-12-25 10:00", "2026-12-26 13:30", "2026-12-27 03:00",
        "2026-12-28 17:00", "2026-11-02 17:01", "2027-01-01 09:00",
    )
)  # fmt: skip

# Which way GotoIfTime of the engine (16.28) went at these moments.
ASKED = [
    ("9:00-17:00,mon-fri,*,*", "100101"),
    ("*,sat-sun,*,*", "011000"),
    ("17:01-8:59,*,*,*", "001010"),
    ("*,*,25,dec", "100000"),
    ("9:00-13:00|sat|*|*", "000000"),
    ("9-17,mon,*,*", "000000"),
    ("*,fri-mon,*,*", "111111"),
    ("*,*,24-2,nov-jan", "111111"),
    (" *", "000000"),
    ("*,1-5,*,*", "001110"),
    ("*,7,*,*", "010000"),
    ("9:00-17:00, mon-fri,*,*", "000000"),
    ("9:00-17:00,Mon-FRI,*,*", "100101"),
    ("9:00-17:00,mon-fri", "100101"),
    ("9:00-17:00", "110101"),
    ("9:00- 17:00", "110101"),
    ("9:00 -17:00", "110101"),
    ("9:00&10:00,*,*,*", "100001"),
    ("10:00,*,*,*", "100000"),
    ("9:00-12:00&13:00-17:00,mon&wed-fri,*,*", "100101"),
    (",,,", "111111"),
    ("25:00-26:00&10:00-11:00,*,*,*", "100000"),
    ("*,monday,*,*", "000000"),
    ("*,mon ,*,*", "000000"),
    ("*,*,32,*", "000000"),
    ("*,*,01-07,*", "000011"),
    ("*,*,*,12", "111100"),
    ("*,*,*,december", "000000"),
    ("9:0-9:5", "000001"),
    ("09:00-09:00", "000001"),
    ("*|fri|25|dec", "100000"),
    ("*,*,25,dec,Europe/Amsterdam", "100000"),
    ("*,mon-fri&sun,*,*", "101111"),
]


def _holds(spec: TimeSpec, moment: datetime) -> bool:
    minute = moment.hour * 60 + moment.minute
    within = (
        start <= minute <= end if start <= end else minute >= start or minute <= end
        for start, end in spec.minutes
    )
    return (
        any(within)
        and moment.weekday() in spec.weekdays
        and moment.day in spec.days
        and moment.month in spec.months
    )


@pytest.mark.parametrize(("text", "held"), ASKED)
def test_times_hold_when_they_do_in_the_engine(text: str, held: str) -> None:
    spec = parse_time_spec(text)
    assert spec is not None
    assert "".join("1" if _holds(spec, moment) else "0" for moment in MOMENTS) == held


def test_what_the_engine_skips_is_told() -> None:
    spec = parse_time_spec("9-17&10:00-11:00, mon-fri,32,december")
    assert spec is not None
    assert spec.invalid == ("9-17", " mon-fri", "32", "december")
    assert spec.minutes == ((600, 660),)
    assert not spec.weekdays | spec.days | spec.months


def test_a_time_zone_is_the_fifth_field() -> None:
    spec = parse_time_spec("9:00-17:00,mon-fri,*,*,Europe/Amsterdam")
    assert spec is not None
    assert spec.timezone == "Europe/Amsterdam"
    assert spec._replace(timezone=None) == parse_time_spec("9:00-17:00|mon-fri|*|*")


@pytest.mark.parametrize("text", ["", "${HOURS}", "9:00-17:00,${DAYS},*,*"])
def test_times_that_are_chosen_during_the_call_are_not_known(text: str) -> None:
    assert parse_time_spec(text) is None


KINDS = [
    ("9:00-17:00,mon-fri,*,*", "open"),
    ("08:30-18:00,mon-sat,*,*", "open"),
    ("9:00-12:30&13:30-17:00,mon-fri,*,*", "open"),
    ("10:00-16:00,sat,*,*", "open"),
    ("9:00-17:00", "open"),
    ("17:00-8:59,*,*,*", "closed"),
    ("00:00-08:59,mon-fri,*,*", "closed"),
    ("17:00-23:59,mon-fri,*,*", "closed"),
    ("*,sat-sun,*,*", "closed"),
    ("*,sun,*,*", "closed"),
    ("*,*,25-26,dec", "holiday"),
    ("*,*,1,jan", "holiday"),
    ("*,*,*,*", "unknown"),
    ("*,mon-fri,*,*", "unknown"),
    ("12:00-13:00,mon-fri,*,*", "unknown"),
    ("*,*,*,jul-aug", "unknown"),
    ("*,*,1-7,*", "unknown"),
    ("17:00-19:00,mon-fri,*,*", "unknown"),
    ("9-17,mon-fri,*,*", "unknown"),
    ("0:00-23:59,*,*,*", "unknown"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_times_alone_tell_what_is_asked(text: str, kind: str) -> None:
    spec = parse_time_spec(text)
    assert spec is not None
    assert kind_of(spec) == kind


@pytest.mark.parametrize("unit", ["&", ",", "|", "-", "9:00-", "9:00&", "mon-", "*", ":", "1"])
def test_a_hostile_text_is_survived(unit: str) -> None:
    for text in (unit * 300_000, "*," + unit * 300_000):
        spec = parse_time_spec(text)
        assert spec is not None
        kind_of(spec)


@given(st.text("0129:-&,|*monfrijadec ", min_size=1, max_size=40))
def test_any_text_is_read(text: str) -> None:
    spec = parse_time_spec(text)
    assert spec is not None
    assert all(0 <= minute < 1440 for stretch in spec.minutes for minute in stretch)
    kind_of(spec)
