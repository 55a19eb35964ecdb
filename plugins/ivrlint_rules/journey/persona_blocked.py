"""The rule `persona-blocked`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from pkgutil import get_data
from types import MappingProxyType
from typing import Final

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.graph import Edge
from ivrlint.lean import dataclass
from ivrlint.model import (
    UNKNOWN,
    Flow,
    Link,
    Page,
    PageKind,
    Project,
    Reply,
    Step,
    Target,
    Unresolved,
)
from ivrlint.rule import Findings, rule
from ivrlint_rules import intents
from ivrlint_rules.addresses import is_answered
from ivrlint_rules.journey.picture import Picture, Station, clauses_told, named, picture_of
from ivrlint_rules.journey.requirements import (
    NOTHING,
    Needs,
    helps,
    of_answer,
    of_flow,
    of_page,
    of_step,
)
from ivrlint_rules.judgement import listed

_NONE: Final[Mapping[str, str]] = MappingProxyType({})


@rule("error", since="0.1", implies=["voice-only-channel"])
def persona_blocked(project: Project, *, personas: Mapping[str, str] = _NONE) -> Findings:
    """For one group of customers there is no way at all.

    Whoever has no smartphone, does not hear, or has lost the letter with the
    code comes to a step that cannot be passed, on every channel, and is left
    without help. The company never hears of it, for these people cannot say so.

    Eight groups are looked at: people without a smartphone; without internet;
    deaf or hard of hearing; who cannot speak well; blind or seeing little; who
    know little of the language; who can keep little in mind; who have lost
    every code. The rule follows each over all lines, chats, forms, pages and
    messages, past steps that ask for nothing they lack, to a person, a
    voicemail, a callback, a form that takes free text, an address to write to
    (a text may name it), or a step tagged `done`. What a step asks for is
    declared (fact `requires`, `needs` of a page) or plain from its kind: a phone
    asks for hearing, a person on the phone for speaking, chat and web for
    internet, a letter for seeing, an entry of a customer number for that number,
    a bot for the language, more than ten digits for a good memory. What is
    declared to be for one intent (to cancel, say) is asked for by itself.

    It is silent where no file tells of a web form, or of a page with a number,
    links or questions, since what is not told of may be there all the same;
    where nobody at all is helped, which other rules tell; where something that
    could not be resolved, or a page in a language without words at hand, may
    help; and about groups that a flow or a page is declared not to concern (fact
    `not-for`).

    Source: an article for customer services (do a journey for each group of
    customers), a customer ("millions of people do not have that"); EN 301 549
    (6.4), which asks that voice is not the only way.

    Options:

        personas: Groups laid over the eight: what each lacks, after its name; nothing takes it out.

    Bad:

        page contact {
            language en
            text "Call us, or look for an answer in the app."
            number "+44 20 7946 0100"
        }
        phone "+44 20 7946 0100" {  //! people who are deaf or hard of hearing and people
            start -> agents
            queue agents { }
        }

    Good:

        page contact {
            language en
            text "Call us, or write to us."
            number "+44 20 7946 0100"
            link "Write to us" to "mailto:service@shop.example"
        }
        phone "+44 20 7946 0100" {
            start -> agents
            queue agents { }
        }

    Good (options personas=deaf:,speech-impaired:):

        page contact { number "+44 20 7946 0100" }
        phone "+44 20 7946 0100" {
            start -> agents
            queue agents { }
        }
    """
    picture = picture_of(project)
    if not picture.tells_of_ways_in:
        return
    groups = _groups(personas)
    met = set(map(id, picture.stations))
    helpless: set[str] = set()
    for task in (None, *_tasks(picture)):
        all_of_them = _Walk(picture, NOTHING, task)
        if not all_of_them.helped:
            continue
        blocked: dict[frozenset[int], list[tuple[_Persona, _Walk]]] = {}
        for persona in groups:
            if persona.name in helpless:
                continue
            walk = _Walk(picture, persona.lacks, task)
            if walk.helped or walk.is_accepted(persona.name):
                continue
            if walk.unknown is not None:
                yield Skipped(walk.unknown, f"something that is not known may help {persona.who}")
                continue
            if task is None:
                helpless.add(persona.name)
            stops = (_station(obstacle.thing) for obstacle in walk.obstacles)
            where = frozenset(id(stop) for stop in stops if id(stop) in met)
            blocked.setdefault(where, []).append((persona, walk))
        for those in blocked.values():
            yield _finding(those, task)


@dataclass(frozen=True, slots=True)
class _Persona:
    name: str
    who: str
    lacks: Needs


def _groups(changed: Mapping[str, str]) -> list[_Persona]:
    """The eight groups of the data file, with those of the configuration laid over them."""
    data = get_data(__package__, "personas.json")
    assert data is not None
    found = {
        one["name"]: _Persona(one["name"], one["who"], frozenset(one["lacks"]))
        for one in json.loads(data)["personas"]
    }
    for name, lacks in changed.items():
        who = found[name].who if name in found else f"customers of the group {name!r}"
        found[name] = _Persona(name, who, frozenset(_split(lacks)))
    return [persona for persona in found.values() if persona.lacks]


def _tasks(picture: Picture) -> list[str]:
    """What flows and pages are declared to be for."""
    found: set[str] = set()
    for station in picture.stations:
        if not isinstance(station, Reply):
            found |= intents.declared(station)
    return sorted(found)[:_MOST_TASKS]


@dataclass(frozen=True, slots=True)
class _Obstacle:
    """A thing that is not come past, and what it asks for."""

    thing: Station | Step
    needs: Needs


@dataclass(slots=True)
class _Walk:
    """Where customers get who lack something: whether they are helped, and what stops them."""

    picture: Picture
    lacks: Needs
    task: str | None
    helped: bool = False
    unknown: Station | Step | None = None
    obstacles: list[_Obstacle] = field(default_factory=list)

    def __post_init__(self) -> None:
        starts: list[Step] = []
        for flow in self.picture.flows:
            if self._passes(flow, of_flow(flow)):
                starts += self.picture.project.graph.starts_of(flow)
        for page in self.picture.pages:
            if self._passes(page, of_page(page)):
                starts += self._on_page(page)
        for reply in self.picture.replies:
            self._on_reply(reply)
        if not self.helped:
            self._follow(starts)

    def is_accepted(self, name: str) -> bool:
        """Whether everything that stops them is declared not to concern them."""
        return bool(self.obstacles) and all(
            name in _split(_station(obstacle.thing).value("not-for") or "")
            for obstacle in self.obstacles
        )

    def _passes(self, thing: Station | Step, needs: Needs) -> bool:
        missing = needs & self.lacks
        if missing and len(self.obstacles) < _MOST:
            self.obstacles.append(_Obstacle(thing, missing))
        return not missing

    def _is_for_task(self, thing: Step | Page | Reply) -> bool:
        own = intents.of_step(thing) if isinstance(thing, Step) else intents.declared(thing)
        return self.task is None or not own or self.task in own

    def _on_page(self, page: Page) -> Iterator[Step]:
        if self._is_for_task(page):
            if _takes_text(page):
                self.helped = True
            elif _may_take_text(page):
                self.unknown = page
        if not {"hearing", "speaking"} & self.lacks:
            outside = [phone for phone in page.phones if self.picture.line_at(phone) is None]
            if outside:
                self.unknown = page
        for link in page.links:
            yield from self._by_link(page, link)

    def _by_link(self, page: Page, link: Link) -> Iterator[Step]:
        if (link.address or "").casefold().startswith("mailto:"):
            self.helped = True
        elif isinstance(link.target, Target):
            found = self.picture.project.resolve_from(page.document, None, link.target)
            if isinstance(found, Step):
                if self._passes(found.flow, of_flow(found.flow)):
                    yield found
            elif isinstance(found, Unresolved):
                self.unknown = page
        elif not (link.address or "").casefold().startswith("tel:"):
            self.unknown = page

    def _on_reply(self, reply: Reply) -> None:
        if not self._is_for_task(reply):
            return
        answered = is_answered(reply)
        if answered is False or not self._passes(reply, _MAIL):
            return
        if answered is UNKNOWN:
            self.unknown = self.unknown or reply
        else:
            self.helped = True

    def _follow(self, starts: Iterable[Step]) -> None:
        graph = self.picture.project.graph
        todo = [step for step in starts if self._enters(step)]
        seen = {id(step) for step in todo}
        while todo and not self.helped:
            step = todo.pop()
            found = helps(step, self.lacks) if self._is_for_task(step) else False
            if found is True:
                self.helped = True
            elif found is not False:
                self.unknown = step
            elif helps(step, NOTHING) is True and self._is_for_task(step):
                self._passes(step, self.lacks)
            for edge in graph.edges(step):
                if isinstance(edge.target, Unresolved):
                    self.unknown = self.unknown or step
                head = edge.step
                if head is None or id(head) in seen or not self._answers(edge):
                    continue
                if self._enters(head):
                    seen.add(id(head))
                    todo.append(head)

    def _answers(self, edge: Edge) -> bool:
        return self._passes(edge.source, of_answer(edge))

    def _enters(self, step: Step) -> bool:
        project = self.picture.project
        return self._passes(step, of_step(step, project) | of_flow(step.flow))


_MAIL: Final[Needs] = frozenset({"internet"})

_MOST: Final = 20
"""Obstacles that are remembered of one walk."""

_MOST_TASKS: Final = 8
"""Tasks that are asked for by themselves; every one costs a walk for each group."""


def _takes_text(page: Page) -> bool:
    """Whether customers are done on a page, or can write to somebody by what it offers or names."""
    if "done" in page.tags or (page.kind is PageKind.FORM and page.free_text is True):
        return True
    return any("writing-channel" in clause.families for clause in clauses_told(page))


def _may_take_text(page: Page) -> bool:
    """Whether a form may have room to write, or the words of a page are not known."""
    return (bool(page.subjects) and page.free_text is UNKNOWN) or (
        bool(page.texts) and not any(True for _ in clauses_told(page))
    )


def _station(thing: Station | Step) -> Station:
    return thing.flow if isinstance(thing, Step) else thing


def _split(names: str) -> Needs:
    return frozenset(name.strip() for name in names.split(",") if name.strip())


def _finding(those: list[tuple[_Persona, _Walk]], task: str | None) -> Finding:
    seen: dict[int, _Obstacle] = {}
    for obstacle in (obstacle for _, walk in those for obstacle in walk.obstacles):
        needs = seen[id(obstacle.thing)].needs if id(obstacle.thing) in seen else NOTHING
        seen[id(obstacle.thing)] = _Obstacle(obstacle.thing, needs | obstacle.needs)
    obstacles = sorted(seen.values(), key=lambda one: not isinstance(one.thing, Flow))
    who = listed(persona.who for persona, _ in those)
    what = "cannot be helped" if task is None else f"have no way for {task!r}"
    asked = listed(sorted({need for one in obstacles for need in one.needs}), "or")
    at = _station(obstacles[0].thing)
    return Finding(
        at,
        f"{who} {what}: every way that the project tells of asks for {asked};"
        " offer one that does not",
        related=[
            Related(one.thing, f"{_said(one.thing)} asks for {', '.join(sorted(one.needs))}")
            for one in obstacles[:_MOST]
            if one.thing is not at
        ],
    )


def _said(thing: Station | Step) -> str:
    return thing.shown_name if isinstance(thing, Step) else named(thing)
