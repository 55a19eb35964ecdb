"""What it takes to get something done: the least inputs, hand-overs and questions on a way to it.

Every key, word and entry counts one; so does every person who passes the
customer on, every page that has to be visited on the way, and everything that a
person asks again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from heapq import heappop, heappush

from ivrlint.graph import Edge, Graph, Via
from ivrlint.lean import dataclass
from ivrlint.model import UNKNOWN, Agent, Bot, Collect, Maybe, Menu, Project, Step, Transfer
from ivrlint.model import Unresolved as UnresolvedTarget
from ivrlint_rules import intents
from ivrlint_rules.judgement import MISTAKES, serves


@dataclass(frozen=True, slots=True)
class Effort:
    """The least that a way costs to where somebody helps with an intent.

    `option` is what is chosen for it, None where a flow or a step is declared to
    be for it. `edges` are the way on from there.
    """

    cost: int
    end: Step
    option: Edge | None
    depth: int
    edges: tuple[Edge, ...]


@dataclass(slots=True)
class _Reached:
    """The least cost of steps, and the edge by which each is come to."""

    cost: dict[int, int] = field(default_factory=dict)
    by: dict[int, Edge | None] = field(default_factory=dict)
    order: list[tuple[int, Step]] = field(default_factory=list)


def efforts(project: Project, intent: str) -> Maybe[Effort]:
    """The least effort for an intent; None where the project tells of no way for it.

    UNKNOWN where a way that could not be resolved may take less.
    """
    graph = project.graph
    from_entry = _from_entry(graph)
    starts: list[tuple[int, Step]] = []
    chosen: dict[int, Edge] = {}
    for cost, step in from_entry.order:
        if intent in intents.declared(step):
            starts.append((cost - _asked(step), step))
        if not isinstance(step, Menu | Bot):
            continue
        for edge in graph.edges(step):
            if edge.step is not None and intent in intents.of_edge(edge):
                starts.append((cost + 1, edge.step))
                chosen.setdefault(id(edge.step), edge)
    for flow in project.flows:
        if intent in intents.declared(flow):
            starts += [(0, start) for start in graph.starts_of(flow)]
    if not starts:
        return None
    reached = _reach(graph, starts)
    for cost, step in reached.order:
        own = intents.of_step(step)
        if serves(step) is True and (not own or intent in own):
            edges = list(_way(reached, step))[::-1]
            first = edges[0].source if edges else step
            option = chosen.get(id(first))
            depth = from_entry.cost.get(id(option.source), 0) if option is not None else 0
            return Effort(cost, step, option, depth, tuple(edges))
        if any(isinstance(edge.target, UnresolvedTarget) for edge in graph.edges(step)):
            return UNKNOWN
    return None


def _from_entry(graph: Graph) -> _Reached:
    remembered = graph.project.remembered
    key = ("effort from the entries",)
    if key not in remembered:
        remembered[key] = _reach(graph, [(0, start) for start in graph.entry_starts])
    found: _Reached = remembered[key]
    return found


def _reach(graph: Graph, starts: list[tuple[int, Step]]) -> _Reached:
    found = _Reached()
    todo: list[tuple[int, int, Step, Edge | None]] = []
    for cost, step in starts:
        heappush(todo, (cost + _asked(step), len(todo), step, None))
    count = len(todo)
    while todo:
        cost, _, step, by = heappop(todo)
        if id(step) in found.cost:
            continue
        found.cost[id(step)] = cost
        found.by[id(step)] = by
        found.order.append((cost, step))
        for edge in graph.edges(step):
            head = edge.step
            if head is not None and id(head) not in found.cost and edge.via is not Via.WAITING:
                count += 1
                heappush(todo, (cost + _cost(edge) + _asked(head), count, head, edge))
    return found


def _cost(edge: Edge) -> int:
    """What it takes to go this way."""
    step, exit_ = edge.source, edge.exit
    if isinstance(step, Agent):
        # The transfer by which this person passes the customer on counts for both.
        return 0 if isinstance(edge.step, Transfer) else 1
    if isinstance(step, Transfer) or edge.is_input:
        return 1
    if isinstance(step, Collect | Bot) and exit_ is not None and exit_.cause not in MISTAKES:
        return 0 if "existing-customers-auth" in step.tags else 1
    return 1 if step.kind == "visit" else 0


def _asked(step: Step) -> int:
    """What a person asks."""
    return len(step.writes) if isinstance(step, Agent) else 0


def _way(reached: _Reached, step: Step) -> Iterator[Edge]:
    """The edges back from a step to where the way began."""
    edge = reached.by[id(step)]
    while edge is not None:
        yield edge
        edge = reached.by[id(edge.source)]
