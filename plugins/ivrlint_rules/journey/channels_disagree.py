"""The rule `channels-disagree`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from ivrlint.finding import Finding, Related
from ivrlint.model import Branch, Decides, Flow, Hours, Page, Project, Reply
from ivrlint.places import Place
from ivrlint.regex import pattern
from ivrlint.rule import Findings, rule
from ivrlint.words import Clause
from ivrlint_rules.journey.picture import (
    PHONE_NUMBER,
    Picture,
    Told,
    channel_of,
    clauses_told,
    named,
    picture_of,
    significant,
)

_FACTS: Final = {
    "hours": "opening-hours",
    "answer-time": "answer-time",
    "phone": "phone-number",
    "price": "price",
    "known-fault": "known-fault",
}
"""What the option calls them, and what they are declared as."""

_TIME: Final = pattern(r"(?<![\d:.,])(\d{1,2})(?:[:.](\d{2}))?(?![\d:%])")
_LENGTH: Final = pattern(r"(\d+(?:\.\d+)?)\s*([smhdw])")
_SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_HALF_DAY: Final = 12 * 60
_WHOLE_DAY: Final = 24 * 60
_DAY: Final = 86400.0


@rule("error", since="0.1")
def channels_disagree(
    project: Project,
    *,
    facts: Sequence[str] = ("hours", "answer-time", "phone", "price", "known-fault"),
) -> Findings:
    """Phone, mail and web promise different things.

    The page says one day, the mail says two; the campaign says day and night,
    the line is closed at nine; the fault is known, but only those who read along
    on another platform are told. The customer acts on what was read first.

    The rule compares what is declared (the facts `opening-hours`, `answer-time`,
    `phone-number`, `price`, `known-fault`, on a flow, a step, a page or a
    message), as far as it is about the same (fact `about`). An answer time also
    counts that a message promises in its words ("within two days"), against
    what is declared for the same matter, and against the page that sets it off.
    Opening hours that a page or a message tells for a line (it shows its number)
    are compared with the hours that the line goes by, as far as they are
    written in figures, or say "day and night". A known fault that is told in
    one channel only is a fault where the project has others. The rule is silent
    about different matters, about lines with several tables of hours, and about
    everything that is told in one place only.

    Source: three customers: a fault that was known, and told on a platform of
    others only; a parcel that was to come within one day by the web shop and
    within two by the carrier; a front that promises what the back denies.

    Options:

        facts: What is compared: hours, answer-time, phone, price, known-fault.

    Bad:

        page contact {
            language en
            text "Call us: we are there for you day and night."  //! the line is not always open
            number "+44 20 7946 0100"
        }
        hours office { open mon-fri "09:00-17:00" }
        phone help "+44 20 7946 0100" {
            branch office-hours {
                on hours office
                open -> agents
                closed -> shut
            }
            queue agents { }
            say shut { "We are closed." }
        }

    Good:

        page contact {
            language en
            text "Call us on weekdays from 9 to 17 hours."
            number "+44 20 7946 0100"
        }
        hours office { open mon-fri "09:00-17:00" }
        phone help "+44 20 7946 0100" {
            branch office-hours {
                on hours office
                open -> agents
                closed -> shut
            }
            queue agents { }
            say shut { "We are closed." }
        }

    Bad:

        page faq {  //! answer time '1d' is told here, '2d' by message 'case-created'
            kind faq
            fact answer-time "1d"
        }
        reply case-created {
            kind acknowledgement
            fact answer-time "2d"
            subject "We have your report"
        }

    Bad:

        page answer-elsewhere {  //! is told on page 'answer-elsewhere' only
            fact known-fault "signing in fails on a smartphone"
        }
        form portal "grid.example" {
            collect who {
                say "Who are you?"
                as name
            }
        }
    """
    picture = picture_of(project)
    if not picture.told and not picture.pages:
        return
    wanted = {_FACTS[name] for name in facts if name in _FACTS}
    told = [*picture.told, *_promised(picture)]
    for name in sorted(wanted - {"known-fault"}):
        yield from _different([one for one in told if one.name == name])
    if "known-fault" in wanted:
        yield from _told_in_one_channel(picture)
    if "opening-hours" in wanted:
        yield from _other_hours(picture)


def _different(told: Iterable[Told]) -> Findings:
    """Values of one fact that are not the same, for each matter that they are about."""
    matters: dict[str | None, list[Told]] = {}
    for one in told:
        matters.setdefault(one.about, []).append(one)
    for those in matters.values():
        first = those[0]
        other = next((one for one in those if _is_other(first, one)), None)
        if other is not None:
            what = first.name.replace("-", " ")
            yield Finding(
                first.place,
                f"{what} {first.value!r} is told here, {other.value!r} by {named(other.station)};"
                " tell the same everywhere",
                related=[
                    Related(one.place, f"{named(one.station)} tells {one.value!r}")
                    for one in those[1:]
                ],
            )


def _is_other(first: Told, one: Told) -> bool:
    return one.station is not first.station and _plain(one) != _plain(first)


def _plain(told: Told) -> str | float:
    """A value without what does not matter: spaces, capitals, how a time is written."""
    if told.name == "answer-time":
        length = _LENGTH.fullmatch(told.value.strip().casefold())
        if length is not None:
            return float(length[1]) * _SECONDS[length[2]]
    if told.name == "phone-number":
        return significant(told.value)
    return " ".join(told.value.casefold().split())


def _promised(picture: Picture) -> Iterator[Told]:
    """Answer times that messages promise in words, and the pages that set them off."""
    declared = {one.about for one in picture.told if one.name == "answer-time"}
    for reply in picture.replies:
        if reply.value("answer-time") is not None:
            continue
        promise = _promise(reply)
        if promise is None:
            continue
        about = reply.value("about")
        if about is not None and about in declared:
            yield Told("answer-time", promise[0], reply, promise[1], about)
        for page in _setting_off(picture, reply):
            said = _promise(page)
            if said is not None:
                matter = f"{page.name} {reply.name}"
                yield Told("answer-time", said[0], page, said[1], matter)
                yield Told("answer-time", promise[0], reply, promise[1], matter)


def _promise(station: Page | Reply) -> tuple[str, Place] | None:
    """The longest time within which an answer is promised, and where; None without one."""
    found = [
        (duration.most, clause.place)
        for clause in clauses_told(station)
        if "answer-promise" in clause.families
        for duration in clause.durations
        if duration.most is not None
    ]
    if not found:
        return None
    most, place = max(found, key=lambda pair: pair[0])
    shown = f"{most / _DAY:g}d" if most % _DAY == 0 else f"{most / _SECONDS['h']:g}h"
    return shown, place


def _setting_off(picture: Picture, reply: Reply) -> list[Page]:
    """The pages that a message names as what sets it off."""
    words = set(re.findall(r"[\w-]+", reply.trigger or ""))
    return [page for page in picture.pages if page.name in words]


def _told_in_one_channel(picture: Picture) -> Findings:
    """Known faults of which customers in other channels are not told."""
    faults: dict[tuple[str, str | None], list[Told]] = {}
    for one in picture.told:
        if one.name == "known-fault":
            faults.setdefault((_words(one.value), one.about), []).append(one)
    for those in faults.values():
        about = those[0].about
        telling = {channel_of(one.station) for one in those}
        silent = [
            station
            for station in picture.stations
            if not isinstance(station, Reply)
            and channel_of(station) not in telling
            and station.value("about") in (None, about)
        ]
        if silent:
            first = those[0]
            yield Finding(
                first.place,
                f"a known fault, {first.value!r}, is told on {named(first.station)} only;"
                f" {named(silent[0])} does not tell it",
                related=[Related(station, "customers come here too") for station in silent],
            )


def _words(value: str) -> str:
    return " ".join(value.casefold().split())


class _Range(NamedTuple):
    """From one time to another, in minutes, of twelve hours: eight is eight in the evening."""

    opens: int
    closes: int


def _other_hours(picture: Picture) -> Findings:
    """Hours that a page or a message tells for a line which goes by others."""
    tables = {id(line): table for line in picture.lines if (table := _table(line)) is not None}
    for station in picture.readable if tables else ():
        lines = [picture.line_at(number) for number in picture.numbers_shown(station)]
        for line in {id(line): line for line in lines if line is not None}.values():
            table = tables.get(id(line))
            if table is None or len(lines) > 1:
                continue
            for clause in clauses_told(station):
                if (what := _contradicts(clause, table)) is not None:
                    yield Finding(
                        clause.place,
                        what,
                        related=[Related(table, f"{named(line)} goes by these hours")],
                    )


def _contradicts(clause: Clause, table: Hours) -> str | None:
    if "always-open" in clause.families and not _is_always(table):
        return (
            f"the line is not always open, as is told here: it goes by the hours {table.name!r};"
            " tell those"
        )
    if "opening-hours" not in clause.families:
        return None
    known = {_Range(p.opens % _HALF_DAY, p.closes % _HALF_DAY) for p in table.periods}
    for told in _ranges(clause.text):
        if told not in known:
            return (
                f"these are not the hours of the line, which goes by {table.name!r};"
                " tell the same everywhere"
            )
    return None


def _ranges(text: str) -> list[_Range]:
    """The times of day in a text, two by two; none where one is without its fellow."""
    plain = PHONE_NUMBER.sub(" ", text)
    times = [
        (int(hour) * 60 + int(minute or 0)) % _HALF_DAY for hour, minute in _TIME.findall(plain)
    ]
    if len(times) % 2:
        return []
    return [_Range(times[at], times[at + 1]) for at in range(0, len(times), 2)]


def _table(line: Flow) -> Hours | None:
    """The one table of hours that a line goes by; None where there are several, or none."""
    names = {
        step.subject
        for step in line.steps
        if isinstance(step, Branch) and step.decides is Decides.HOURS
    }
    if len(names) != 1:
        return None
    (name,) = names
    project = line.document.project
    found = [
        table for document in project.documents for table in document.hours if table.name == name
    ]
    return found[0] if len(found) == 1 and found[0].periods else None


def _is_always(table: Hours) -> bool:
    days = {
        day
        for period in table.periods
        if period.opens == 0 and period.closes >= _WHOLE_DAY - 1
        for day in period.days
    }
    return len(days) == 7
