"""The picture of the whole: where customers of a project come, and what they are told there.

Computed once for a project, and shared by the rules about the journey.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import (
    Channel,
    Document,
    Flow,
    Link,
    Page,
    PageKind,
    Project,
    Reply,
    Role,
    Step,
    Target,
)
from ivrlint.places import Place
from ivrlint.regex import pattern
from ivrlint.text import Text
from ivrlint.words import Clause, clauses, clauses_of
from ivrlint_rules.hearing import prompts_of

Station = Flow | Page | Reply
"""Where customers come: a line, a chat, a form, a page, a letter, an automatic message."""

TOLD: Final = ("opening-hours", "answer-time", "phone-number", "price", "known-fault")
"""The facts that customers are told, and that ought to be the same everywhere."""

PHONE_NUMBER: Final = pattern(r"(?<![\w.,])(?:\+|00)?\d(?:[ ().\-/\u00a0]{0,2}\d){6,14}(?![\w])")
"""A phone number in a text. A space, a bracket or a hyphen may stand between its digits."""

_SIGNIFICANT: Final = 9
"""The last digits of a number, which are the same with and without the country's code."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something that customers are told: the name of a fact, its value, and where."""

    name: str
    value: str
    station: Station
    place: Place
    about: str | None = None


@dataclass(slots=True)
class Picture:
    """Everything that a project tells of how customers reach a company."""

    project: Project
    flows: list[Flow] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    @property
    def lines(self) -> list[Flow]:
        """The phone lines that customers call, with numbers."""
        return [flow for flow in self.flows if flow.channel is Channel.PHONE and flow.numbers]

    @property
    def readable(self) -> list[Page | Reply]:
        """The pages, letters and messages."""
        return [*self.pages, *self.replies]

    @property
    def stations(self) -> list[Station]:
        """Everything where customers come."""
        return [*self.flows, *self.pages, *self.replies]

    @property
    def tells_of_channels(self) -> bool:
        """Whether the project tells of more than phone menus: of pages, letters, web forms.

        What no file tells of may be there all the same.
        """
        return bool(self.pages) or any(flow.channel is Channel.FORM for flow in self.flows)

    @property
    def tells_of_ways_in(self) -> bool:
        """Whether the project tells how customers reach the company, and not by phone only.

        A page that a call leads to does not; one that shows a number, links or questions does.
        """
        return any(flow.channel is Channel.FORM for flow in self.flows) or any(
            page.kind is PageKind.FAQ or page.phones or page.links or page.subjects
            for page in self.pages
            if page.kind is not PageKind.LETTER
        )

    def all_numbers_shown(self) -> set[str]:
        """The numbers that any page, letter or message shows."""
        key = ("numbers shown",)
        remembered = self.project.remembered
        if key not in remembered:
            remembered[key] = {
                number for station in self.readable for number in self.numbers_shown(station)
            }
        found: set[str] = remembered[key]
        return found

    def line_at(self, number: str) -> Flow | None:
        """The line that answers at a number, however it is written."""
        return self._by_number().get(significant(number))

    def numbers_shown(self, station: Page | Reply) -> set[str]:
        """The significant digits of the numbers that a page or a message shows or links to."""
        found = {significant(written) for written in numbers_in(texts_of(station))}
        if isinstance(station, Page):
            found.update(significant(phone) for phone in station.phones)
        for link in station.links:
            if link.address and link.address.casefold().startswith("tel:"):
                found.add(significant(link.address))
            led = self.led_to(station.document, link)
            if isinstance(led, Flow) and led.channel is Channel.PHONE:
                found.update(significant(number) for number in led.numbers)
        return found - {""}

    def led_to(self, document: Document, link: Link) -> Page | Flow | None:
        """The page or the flow that a link leads to, where the project defines it."""
        if not isinstance(link.target, Target):
            return None
        found = self.project.resolve_from(document, None, link.target)
        if isinstance(found, Step):
            return found.flow
        return found if isinstance(found, Page) else None

    def ways_in(self) -> dict[int, list[Page | Reply]]:
        """The pages and messages that lead to a page or a flow, by its identity."""
        key = ("ways in",)
        remembered = self.project.remembered
        if key not in remembered:
            found: dict[int, list[Page | Reply]] = {}
            for station in self.readable:
                for link in station.links:
                    led = self.led_to(station.document, link)
                    if led is not None:
                        found.setdefault(id(led), []).append(station)
            remembered[key] = found
        ways: dict[int, list[Page | Reply]] = remembered[key]
        return ways

    def _by_number(self) -> Mapping[str, Flow]:
        key = ("lines by number",)
        remembered = self.project.remembered
        if key not in remembered:
            remembered[key] = {
                significant(number): line for line in self.lines for number in line.numbers
            }
        found: Mapping[str, Flow] = remembered[key]
        return found


def picture_of(project: Project) -> Picture:
    """The picture of a project, computed once."""
    key = ("picture",)
    if key not in project.remembered:
        picture = Picture(
            project,
            [flow for flow in project.flows if flow.role is Role.ENTRY],
            list(project.pages),
            list(project.replies),
        )
        for flow in project.flows:
            picture.told += _declared(flow, flow)
            for step in flow.steps:
                if step.values:
                    picture.told += _declared(step, flow)
        for station in picture.readable:
            picture.told += _declared(station, station)
        project.remembered[key] = picture
    found: Picture = project.remembered[key]
    return found


def _declared(thing: Step | Station, station: Station) -> Iterator[Told]:
    about = thing.value("about") or station.value("about")
    for name, value in thing.values:
        if name in TOLD:
            yield Told(name, value, station, thing.place, about)


def texts_of(station: Station) -> Iterator[Text]:
    """What customers hear or read at a station."""
    match station:
        case Page():
            yield from station.texts
        case Reply():
            yield from (body.text for body in station.bodies)
        case Flow():
            for step in station.steps:
                for prompt in prompts_of(step):
                    if prompt.text is not None:
                        yield prompt.text


def clauses_told(station: Station) -> Iterator[Clause]:
    """The clauses of what customers hear or read at a station."""
    if isinstance(station, Flow):
        for step in station.steps:
            for prompt in prompts_of(step):
                yield from clauses(prompt)
        return
    project = station.document.project
    if isinstance(station, Page):
        for text in station.texts:
            yield from clauses_of(text, station.spoken_language, project)
    else:
        for body in station.bodies:
            yield from clauses_of(body.text, body.language or station.spoken_language, project)


def numbers_in(texts: Iterable[Text]) -> Iterator[str]:
    """The phone numbers that stand in texts, as written."""
    for text in texts:
        for match in PHONE_NUMBER.finditer(text.plain):
            yield match[0]


def significant(number: str) -> str:
    """The last digits of a number, which are the same however it is written."""
    digits = re.sub(r"\D", "", number)
    return digits[-_SIGNIFICANT:]


def named(station: Station) -> str:
    """A station in words: `phone 'service'`, `page 'contact'`."""
    return f"{channel_of(station)} {_name(station)!r}"


def channel_of(station: Station) -> str:
    """What kind of place it is: phone, chat, form, page, letter, message."""
    match station:
        case Flow():
            return station.channel.value
        case Page():
            return "letter" if station.kind is PageKind.LETTER else "page"
        case Reply():
            return "message"


def _name(station: Station) -> str:
    return station.shown_name if isinstance(station, Flow) else station.name
