"""The rule `incomplete-absence-notice`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import Final

from ivrlint.finding import Finding, Severity, Skipped
from ivrlint.model import UNKNOWN, Reply, ReplyKind
from ivrlint.places import Place
from ivrlint.regex import pattern
from ivrlint.rule import Findings, rule
from ivrlint.words import Clause
from ivrlint_rules.judgement import listed
from ivrlint_rules.replying import (
    is_to_customers,
    is_understood,
    may_name_a_time,
    said_in,
    tells_a_way,
    texts_of,
)

_HOUR: Final = 3600.0
_DATE: Final = pattern(
    r"(?<!\d)(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}))(?!\d)"
)
_YEAR: Final = pattern(r"(?<![\d/.-])(?:19|20)\d\d(?![\d-])")


@rule("warning", since="0.1")
def incomplete_absence_notice(
    reply: Reply, *, need: Sequence[str] = ("until", "contact", "not-expired")
) -> Findings:
    """The absence notice lacks a return date or somebody to turn to, or is long past.

    "I am not in." Until when? Who can help meanwhile? People who do not know
    whether to wait write again, or to somebody else, who does not know either.

    The rule looks for a day or a length of time (`until`) and for another way to
    somebody (`contact`: an address, a number, a person, a mail that is passed on).
    Where only the other way is missing, it is information only. A notice that names
    a day which is over (`not-expired`, by `--today`) says something wrong to
    everybody, unless its schedule has ended with it. The rule is silent where the
    text is not known or in a language that there are no words for; about a person
    who has left, it only wants the other way; of a message that was sent once it
    does not ask whether its day is over. A notice that comes again within the hour
    is for minutes, and needs neither.

    Source: common practice; RFC 3834, section 2, on what such notices are for.

    Options:

        need: What a notice has to have: until, contact, not-expired.

    Bad:

        reply away {  //! until when this is so nor whom to turn to
            kind absence
            language en
            subject "Out of office"
            body "I am not in the office."
        }

    Bad:

        reply away {  //! info: whom to turn to meanwhile
            kind absence
            language en
            subject "Out of office"
            body "I am not in the office until Monday, 1 June."
        }

    Good:

        reply away {
            kind absence
            language en
            subject "Out of office"
            body "I am away until Monday, 1 June. Write to my colleagues: info@cycles.example."
        }

    Bad (sieve):

        require "vacation";
        vacation :days 7 text:
        I am away until 31 March 2009 and will read your message then. #! 2009
        If it cannot wait, please write to my colleagues at info@cycles.example.
        .
        ;

    Good:

        reply left {
            kind absence
            language en
            subject "Jane Doe"
            body "Jane Doe no longer works for us. Please write to info@cycles.example."
        }
    """
    if reply.kind is not ReplyKind.ABSENCE or not is_to_customers(reply) or not reply.bodies:
        return
    if isinstance(reply.least_interval, float) and reply.least_interval < _HOUR:
        return
    said = said_in(reply)
    past = _past_day(reply, said) if "not-expired" in need else None
    if past is not None:
        yield past
        return
    missing, remedy = [], []
    if "until" in need and not _tells_when(said) and not may_name_a_time(reply):
        missing.append("until when this is so")
        remedy.append("the day of return")
    way = True if "contact" not in need or _is_passed_on(reply) else tells_a_way(reply)
    if way is False:
        missing.append("whom to turn to meanwhile")
        remedy.append("somebody else, with an address or a number")
    if not missing:
        return
    if way is UNKNOWN or not is_understood(reply):
        yield Skipped(reply, "a part of its words is not known")
        return
    yield Finding(
        reply,
        f"this absence notice does not say {listed(missing, 'nor')}: name {listed(remedy)}",
        severity=Severity.INFO if len(missing) == 1 and "meanwhile" in missing[0] else None,
    )


def _tells_when(said: Sequence[Clause]) -> bool:
    """Whether a day or a length of time is named, or none is needed."""
    return any(
        one.has_days or one.durations or "left-company" in one.families or _DATE.search(one.text)
        for one in said
    )


def _is_passed_on(reply: Reply) -> bool:
    """Whether somebody else gets the message as well."""
    return any(name == "redirects" for name, _ in reply.note)


def _past_day(reply: Reply, said: Sequence[Clause]) -> Finding | None:
    """A finding where the last day that is named is over, and nothing ends the notice."""
    today = reply.document.project.today
    if any(header.name.lower() == "message-id" for header in reply.headers):
        return None
    if reply.valid_until is not None and reply.valid_until < today.isoformat():
        return None
    if any("left-company" in clause.families for clause in said):
        return None
    named = [*_dates_in(reply), *_years_in(said)]
    if not named:
        return None
    last, place = max(named, key=lambda pair: pair[0])
    if last >= today:
        return None
    return Finding(
        place,
        f"the day that this absence notice names is over ({_shown(last)} was the last):"
        " switch it off, or name the next one",
    )


def _shown(day: datetime.date) -> str:
    """A day, or the year of its last day."""
    return str(day.year) if (day.month, day.day) == (12, 31) else day.isoformat()


def _dates_in(reply: Reply) -> Iterator[tuple[datetime.date, Place]]:
    """The dates in figures."""
    for text, _ in texts_of(reply):
        for found in _DATE.finditer(text.plain):
            for day in _read(found):
                yield day, text.part(*found.span())


def _years_in(said: Sequence[Clause]) -> Iterator[tuple[datetime.date, Place]]:
    """The last days of the years that stand beside a day or a month."""
    for clause in said:
        if clause.has_days and not _DATE.search(clause.text):
            for year in _YEAR.findall(clause.text):
                yield datetime.date(int(year), 12, 31), clause.place


def _read(found: re.Match[str]) -> Iterator[datetime.date]:
    """A date in figures; where day and month may be either, both readings."""
    if found[1]:
        readings = {(int(found[1]), int(found[2]), int(found[3]))}
    else:
        year, first, second = int(found[6]), int(found[4]), int(found[5])
        readings = {(year, second, first), (year, first, second)}
    for year, month, day in readings:
        try:
            yield datetime.date(year, month, day)
        except ValueError:
            continue
