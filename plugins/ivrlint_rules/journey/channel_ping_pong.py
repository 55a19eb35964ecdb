"""The rule `channel-ping-pong`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Final

from ivrlint.finding import Finding, Related
from ivrlint.lean import dataclass
from ivrlint.model import (
    Document,
    Flow,
    Link,
    Page,
    PageKind,
    Project,
    Role,
    Step,
    Target,
    Unresolved,
    Visit,
)
from ivrlint.places import Place
from ivrlint.rule import Findings, rule
from ivrlint.text import Text
from ivrlint.words import Clause, clauses, clauses_of
from ivrlint_rules.hearing import prompts_of
from ivrlint_rules.journey.picture import Station, named
from ivrlint_rules.judgement import serves

_DIGITS: Final = r"\d"
_NUMBER: Final = r"\+?\d(?:[\s().-]?\d){4,}"


@rule("error", since="0.1")
def channel_ping_pong(project: Project) -> Findings:
    """The web says call, the phone says web; or one page says the other.

    The customer is sent from one place to the other and back, and nobody
    finishes the matter: from pillar to post.

    The rule draws who sends customers where: pages and messages by their links
    and phone numbers, phone and chat by sentences that send people to the
    website or to another number, and by visits to a page. A circle of stations
    is a fault if none of them, nor anything that they lead to, has a person, a
    voicemail, a callback, a form that takes free text, or the tag `done`. It
    is silent where something that could not be resolved, or an address or a
    number outside of the project, may lead to one.

    Source: two customers ("from pillar to post", carrier to sender to
    carrier).

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> hint
            say hint {
                "Please visit our website for all your questions."  //! are sent in a circle
            }
        }
        page contact {
            language en-GB
            text "Do you have a question? Call us."
            number "+44 20 7946 0100"
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> agents
            queue agents { }
        }
        page contact {
            language en-GB
            text "Do you have a question? Call us."
            number "+44 20 7946 0100"
        }
    """
    if not any(True for _ in project.pages):
        return
    sending = _Sending(project)
    told: set[int] = set()
    for station in sending.come_back_to():
        if id(station) not in told:
            circle = sending.circle(station)
            told.update(id(way.source) for way in circle)
            yield _finding(circle)


@dataclass(frozen=True, slots=True)
class _Way:
    """How one station sends customers to another."""

    source: Station
    target: Station
    at: Place


@dataclass(slots=True)
class _Sending:
    """Who sends customers where."""

    project: Project
    stations: list[Station] = field(default_factory=list)
    ways: dict[int, list[_Way]] = field(default_factory=dict)
    unknown: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        flows = [flow for flow in self.project.flows if flow.role is Role.ENTRY]
        pages, replies = list(self.project.pages), list(self.project.replies)
        self.stations = [*flows, *pages, *replies]
        numbers = {_plain(number): flow for flow in flows for number in flow.numbers}
        for flow in flows:
            self.ways[id(flow)] = list(self._of_flow(flow, pages, numbers))
        for page in pages:
            texts = [(text, page.spoken_language) for text in page.texts]
            ways = [*self._of_links(page, page.document, page.links)]
            ways += self._of_texts(page, page.document, texts, (), numbers)
            ways += [
                _Way(page, numbers[_plain(phone)], page.place)
                for phone in page.phones
                if _plain(phone) in numbers
            ]
            self.ways[id(page)] = ways
            if _leads_out(page, numbers):
                self.unknown.add(id(page))
        for reply in replies:
            bodies = [(body.text, body.language or reply.spoken_language) for body in reply.bodies]
            ways = [*self._of_links(reply, reply.document, reply.links)]
            ways += self._of_texts(reply, reply.document, bodies, pages, numbers)
            self.ways[id(reply)] = ways

    def circle(self, start: Station) -> list[_Way]:
        """A shortest way from a station over another one back to it; empty where there is none."""
        came_by: dict[int, _Way] = {}
        ahead: list[Station] = [start]
        while ahead:
            beyond: list[Station] = []
            for station in ahead:
                for way in self.ways[id(station)]:
                    if way.target is start and way.source is not start:
                        back = [way]
                        while back[-1].source is not start:
                            back.append(came_by[id(back[-1].source)])
                        return back[::-1]
                    if way.target is not start and id(way.target) not in came_by:
                        came_by[id(way.target)] = way
                        beyond.append(way.target)
            ahead = beyond
        return []

    def come_back_to(self) -> Iterator[Station]:
        """Stations that a walk comes back to, without help: at least one of every circle."""
        entered, left = self._helped(), set[int]()
        for root in self.stations:
            ahead = [root]
            while ahead:
                station = ahead[-1]
                if id(station) in entered:
                    left.add(id(station))
                    ahead.pop()
                    continue
                entered.add(id(station))
                for way in self.ways[id(station)]:
                    if id(way.target) not in entered:
                        ahead.append(way.target)
                    elif way.target is not station and id(way.target) not in left:
                        yield way.target

    def _helped(self) -> set[int]:
        """The stations from which customers come to someone who helps, or may do so."""
        into: dict[int, list[Station]] = {}
        for ways in self.ways.values():
            for way in ways:
                into.setdefault(id(way.target), []).append(way.source)
        todo = [one for one in self.stations if id(one) in self.unknown or _finishes(one)]
        helped = {id(station) for station in todo}
        while todo:
            for station in into.get(id(todo.pop()), ()):
                if id(station) not in helped:
                    helped.add(id(station))
                    todo.append(station)
        return helped

    def _of_flow(
        self, flow: Flow, pages: Sequence[Page], numbers: dict[str, Flow]
    ) -> Iterator[_Way]:
        graph = flow.graph.whole
        for step in _met_in(flow):
            if isinstance(step, Visit) and step.page is not None:
                found = self.project.resolve(step.flow, step.page)
                if isinstance(found, Page):
                    yield _Way(flow, found, step.place)
            for prompt in prompts_of(step):
                yield from self._of_clauses(flow, clauses(prompt), pages, numbers)
            if any(isinstance(edge.target, Unresolved) for edge in graph.edges(step)):
                self.unknown.add(id(flow))

    def _of_texts(
        self,
        source: Station,
        document: Document,
        texts: Iterable[tuple[Text, str | None]],
        pages: Sequence[Page],
        numbers: dict[str, Flow],
    ) -> Iterator[_Way]:
        for text, language in texts:
            told = clauses_of(text, language, document.project)
            yield from self._of_clauses(source, told, pages, numbers)

    def _of_clauses(
        self,
        source: Station,
        told: Iterable[Clause],
        pages: Sequence[Page],
        numbers: dict[str, Flow],
    ) -> Iterator[_Way]:
        for clause in told:
            if "website-redirect" in clause.families and not clause.keys:
                named = [page for page in pages if page.address and page.address in clause.text]
                for page in named or pages:
                    yield _Way(source, page, clause.place)
            if "dial-another-number" in clause.families:
                for match in re.finditer(_NUMBER, clause.text):
                    if (flow := numbers.get(_plain(match[0]))) is not None:
                        yield _Way(source, flow, clause.place)

    def _of_links(
        self, source: Station, document: Document, links: Iterable[Link]
    ) -> Iterator[_Way]:
        for link in links:
            if isinstance(link.target, Unresolved):
                self.unknown.add(id(source))
            elif isinstance(link.target, Target):
                found = self.project.resolve_from(document, None, link.target)
                if isinstance(found, Page):
                    yield _Way(source, found, link.place)
                elif isinstance(found, Step) and found.flow.role is Role.ENTRY:
                    yield _Way(source, found.flow, link.place)
                else:
                    self.unknown.add(id(source))


def _met_in(flow: Flow) -> Iterator[Step]:
    """The steps that callers of a flow may meet, in other flows too."""
    graph = flow.graph.whole
    yield from graph.reachable(graph.starts_of(flow))


def _finishes(station: Station) -> bool:
    """Whether someone may finish the customer's matter at a station."""
    if "done" in station.tags:
        return True
    if isinstance(station, Flow):
        served = station.graph.whole.leads_to(serves)
        return any(served(start) is not False for start in station.graph.starts)
    return isinstance(station, Page) and (
        station.kind is PageKind.FORM and station.free_text is not False
    )


def _leads_out(page: Page, numbers: Mapping[str, Flow]) -> bool:
    """Whether a page names something outside of the project, where somebody may help."""
    return (
        any(link.target is None for link in page.links)
        or any(_plain(phone) not in numbers for phone in page.phones)
        or any("@" in text.plain for text in page.texts)
    )


def _plain(number: str) -> str:
    """The digits of a number, or an address in lower case."""
    return "".join(re.findall(_DIGITS, number)) or number.casefold()


def _finding(circle: Sequence[_Way]) -> Finding:
    names = [named(way.source) for way in circle]
    return Finding(
        circle[0].at,
        f"customers are sent in a circle: {', then '.join(names)}, and back to {names[0]};"
        " nobody on it finishes the matter",
        related=[
            Related(way.at, f"{named(way.source)} sends customers to {named(way.target)}")
            for way in circle[1:]
        ],
    )
