"""Where callers end: with people, in a voicemail, at an answer; and the farthest of these ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.graph import Costs, Edge, Graph, Price, StepSet, Via
from ivrlint.lean import dataclass
from ivrlint.model import (
    CALLER_INPUT,
    Agent,
    Callback,
    Cause,
    Channel,
    Collect,
    Flow,
    Hangup,
    Menu,
    Project,
    Queue,
    Step,
    Transfer,
    Voicemail,
)
from ivrlint_rules.beginnings import begun_in
from ivrlint_rules.hearing import is_survey
from ivrlint_rules.judgement import helps, is_customers, is_person, is_tagged, onwards
from ivrlint_rules.offers import is_topical

_BESIDE: Final = frozenset({Via.WAITING, Via.VISIT})

_PEOPLE: Final = (Agent, Queue, Transfer)

_WAITED: Final = CALLER_INPUT | {Cause.TIMEOUT}
"""Why a queue is left by those who were in it."""


@dataclass(frozen=True, slots=True)
class Farthest:
    """The end that costs most of those that callers of a flow come to, each by its least way.

    `cost` is what it costs at least. `sure` is False where an unresolved target
    may be a way that costs no more than what is allowed.
    """

    flow: Flow
    end: Step
    cost: float
    way: tuple[Edge, ...]
    sure: bool

    def witness(self, graph: Graph) -> tuple[str, ...]:
        """The way as it is told."""
        first = self.way[0].source if self.way else self.end
        return graph.witness(first, self.way)


def farthest(
    project: Project, price: Price, most: float, *, people: bool = False
) -> Iterator[Farthest]:
    """For each entry of the telephone the end that costs most, where it costs more than `most`.

    With `people` only those with people are ends, and calls go on after them.
    """
    costs = costs_from_entries(project, price, past_people=people)
    worst: dict[int, tuple[float, Step, Step]] = {}
    doubtful: dict[int, tuple[float, Step, Step]] = {}
    for end in ends_of(project):
        if people and not isinstance(end, _PEOPLE):
            continue
        cost, start = costs.least(end), costs.start(end)
        if cost is None or start is None or cost <= most:
            continue
        at_least = costs.at_least(end)
        found = worst if at_least is not None and at_least > most else doubtful
        key = id(start.flow)
        if key not in found or found[key][0] < cost:
            found[key] = (cost, end, start)
    for rows, sure in ((worst, True), (doubtful, False)):
        for key, (cost, end, start) in rows.items():
            if sure or key not in worst:
                yield Farthest(start.flow, end, cost, tuple(costs.way(end)), sure)


def costs_from_entries(project: Project, price: Price, *, past_people: bool = False) -> Costs:
    """What it costs to come to a step from where customers begin to call, at least.

    Up to the first person, or to others that this one hands them over to.
    """
    key = ("costs from entries", price, past_people)
    if key not in project.remembered:
        graph = project.graph
        begun = {id(flow) for flow in entries(project)}
        starts = [start for start in graph.entry_starts if id(start.flow) in begun]
        follow = past_a_person if past_people else to_an_end
        project.remembered[key] = graph.costs(price, follow, sources=starts)
    found: Costs = project.remembered[key]
    return found


def entries(project: Project) -> list[Flow]:
    """The flows in which customers begin to call, but those that screen or ask how it was."""
    return [
        flow
        for flow in begun_in(project)
        if flow.channel is Channel.PHONE and "screening" not in flow.tags and not is_survey(flow)
    ]


def ends_of(project: Project) -> list[Step]:
    """Where callers are served: people, voicemail, callbacks, what is tagged `done`, and answers.

    An answer is what a choice or an entry leads to when nothing more is asked after it.
    """
    key = ("ends",)
    if key not in project.remembered:
        project.remembered[key] = list(_ends(project.graph))
    found: list[Step] = project.remembered[key]
    return found


def _ends(graph: Graph) -> Iterator[Step]:
    found = StepSet()
    for step in graph.steps_of(Agent, Queue, Transfer, Voicemail, Callback):
        if isinstance(step, Voicemail | Callback) or is_person(step) is not False:
            found.add(step)
    leads = graph.leads_to(helps, onwards)
    for step in graph.steps_of(Menu, Collect):
        for edge in graph.edges(step):
            chosen = edge.step
            if chosen is None or isinstance(chosen, Hangup) or chosen in found:
                continue
            taken = edge.is_input or (isinstance(step, Collect) and edge.exit is not None)
            if taken and ("done" in chosen.tags or leads(chosen) is False):
                found.add(chosen)
    yield from found


def to_an_end(edge: Edge) -> bool:
    """Whether customers may go this way before somebody has answered."""
    if edge.via in _BESIDE or not is_customers(edge) or _is_rare(edge):
        return False
    return not _is_over(edge)


def past_a_person(edge: Edge) -> bool:
    """Whether customers may go this way, also after somebody has answered."""
    return edge.via not in _BESIDE and is_customers(edge) and not _is_rare(edge)


def _is_rare(edge: Edge) -> bool:
    step, exit_ = edge.step, edge.exit
    if exit_ is not None and "rare" in exit_.tags:
        return True
    return step is not None and ("rare" in step.tags or "rare" in step.flow.tags)


def _is_over(edge: Edge) -> bool:
    """Whether a person has talked with the caller who leaves a step this way, or is waited for."""
    step, exit_ = edge.source, edge.exit
    if not isinstance(step, _PEOPLE):
        return False
    if isinstance(step, Agent):
        return True
    if exit_ is None or is_person(step) is not True:
        return False
    return exit_.cause is Cause.NEXT or (isinstance(step, Queue) and exit_.cause in _WAITED)


def is_counted(step: Step) -> bool:
    """Whether it is a menu of two options or more that asks what the call is about.

    What only listens for keys while it plays, and goes on, is a part of the menu behind it.
    """
    if not isinstance(step, Menu) or not step.waits or step.timeout == 0:
        return False
    return len(step.options) > 1 and is_topical(step)


def menus(edge: Edge) -> int:
    """A price: how many menus are left by an edge (a choice of a language is none)."""
    return int(edge.exit is not None and is_counted(edge.source))


def handovers(edge: Edge) -> int:
    """A price: whether the caller is handed on, by somebody who has answered or to another line."""
    step = edge.source
    if not isinstance(step, _PEOPLE) or is_tagged(step, "language-choice"):
        return 0
    if edge.via is Via.TRANSFER:
        return int(isinstance(step, Transfer) and step.flow_target is None)
    if isinstance(step, Transfer):
        # What follows otherwise is the desk that the caller was handed to.
        return int(isinstance(edge.step, Transfer) and _is_over(edge))
    return int(isinstance(step, Agent))
