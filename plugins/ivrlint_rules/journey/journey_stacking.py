"""The rule `journey-stacking`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from math import isfinite
from typing import Final, NamedTuple

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.lean import dataclass
from ivrlint.model import Project
from ivrlint.rule import Findings, rule
from ivrlint_rules.journey.picture import Picture, Station, named, picture_of
from ivrlint_rules.judgement import listed

_MOST: Final = 20


@rule("info", since="0.1", default=False)
def journey_stacking(
    project: Project,
    *,
    max: int = 3,  # noqa: A002 - as in the configuration
    minutes: float = 60,
    logins: int = 2,
) -> Findings:
    """Many things that customers have to do fall on one person at once.

    Each letter asks for ten minutes and one password. A dozen of them in one
    month are a working day, and nobody who sends one sees the others.

    The rule speaks about flows, pages, letters and messages that customers have
    to act on (tag `obligatory`), with the days in which they have to (fact
    `window`, two dates with a `/` between them), and perhaps how long that takes
    (`minutes`) and how many logins it wants (`logins`). It tells where more of
    them fall on one day than a customer can bear, or take more time or logins
    together. It is silent about everything without these facts, and off unless
    it is selected: it needs a team that knows what else its customers get.

    Source: a customer ("what I cannot get used to is the stacking", "a customer
    is in dozens of journeys at once").

    Options:

        max (journeys): The most obligatory journeys on one day.
        minutes (minutes): The most time that those of one day take together.
        logins (logins): The most logins that those of one day want together.

    Bad (options max=1):

        page solar-panels {  //! info: 2 obligatory journeys fall together
            kind letter
            fact obligatory
            fact window "2026-03-01/2026-04-15"
        }
        page identity-check {
            kind letter
            fact obligatory
            fact window "2026-04-01/2026-04-30"
        }

    Good (options max=1):

        page solar-panels {
            kind letter
            fact obligatory
            fact window "2026-03-01/2026-03-31"
        }
        page identity-check {
            kind letter
            fact obligatory
            fact window "2026-04-01/2026-04-30"
        }
    """
    picture = picture_of(project)
    journeys: list[_Journey] = []
    for station in _obligatory(picture):
        journey = _journey(station)
        if journey is None:
            yield Skipped(station, "in which days customers have to do it is not told (window)")
        else:
            journeys.append(journey)
    over = [load for load in _loads(journeys) if load.is_over(max, minutes, logins)]
    if over:
        yield _finding(sorted(over)[-1], journeys)


@dataclass(frozen=True, slots=True)
class _Journey:
    station: Station
    begins: datetime.date
    ends: datetime.date
    minutes: float
    logins: int


def _obligatory(picture: Picture) -> list[Station]:
    return [station for station in picture.stations if "obligatory" in station.tags]


def _journey(station: Station) -> _Journey | None:
    begins, _, ends = (station.value("window") or "").partition("/")
    try:
        spent = float(station.value("minutes") or 0)
        if not isfinite(spent):
            return None
        return _Journey(
            station,
            datetime.date.fromisoformat(begins.strip()),
            datetime.date.fromisoformat(ends.strip()),
            spent,
            int(station.value("logins") or 0),
        )
    except ValueError:
        return None


class _Load(NamedTuple):
    """What falls on one day: so many journeys, so much time, so many logins."""

    journeys: int
    minutes: float
    logins: int
    day: datetime.date

    def is_over(self, most: int, minutes: float, logins: int) -> bool:
        return self.journeys > most or self.minutes > minutes or self.logins > logins


def _loads(journeys: Sequence[_Journey]) -> Iterator[_Load]:
    """The load of every day on which a journey begins; the heaviest is one of them."""
    ending: list[tuple[datetime.date, int]] = []
    spent, logins = 0.0, 0
    for at, journey in sorted(enumerate(journeys), key=lambda pair: pair[1].begins):
        if journey.ends < journey.begins:
            continue
        while ending and ending[0][0] < journey.begins:
            over = journeys[heappop(ending)[1]]
            spent, logins = spent - over.minutes, logins - over.logins
        heappush(ending, (journey.ends, at))
        spent, logins = spent + journey.minutes, logins + journey.logins
        yield _Load(len(ending), spent, logins, journey.begins)


def _finding(worst: _Load, journeys: Sequence[_Journey]) -> Finding:
    those = [one for one in journeys if one.begins <= worst.day <= one.ends]
    takes = [f"{worst.minutes:g} minutes"] if worst.minutes else []
    takes += [f"{worst.logins} logins"] if worst.logins else []
    told = f", {listed(takes)} in all" if takes else ""
    return Finding(
        those[0].station,
        f"{worst.journeys} obligatory journeys fall together on {worst.day}{told};"
        " spread them, or ask once for all",
        related=[Related(one.station, f"{named(one.station)} as well") for one in those[1:_MOST]],
    )
