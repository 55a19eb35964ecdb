"""Ways on which a call ends without help: what rules about queues and transfers share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from ivrlint.finding import Related
from ivrlint.graph import Edge, Graph, StepSet
from ivrlint.model import UNKNOWN, Branch, Cause, Decides, Hangup, Maybe, Queue, Step, Transfer
from ivrlint.places import Place
from ivrlint.words import clauses
from ivrlint_rules.judgement import (
    ASKING,
    FAILURES,
    MISTAKES,
    answers,
    asks,
    ends,
    helps,
    onward,
    onwards,
)
from ivrlint_rules.soundness import is_whole

FARTHEST: Final = 50
"""Steps that are looked at before or after one: real ways are shorter."""
_EMERGENCY: Final = r"(?<![\dA-Za-z+])(?:112|911|999)(?!\d)"
"""The numbers of emergency services, which answer by themselves."""

_MOST: Final = 20
"""Failures that are told of as what leads to a step."""
_CLOSING: Final = frozenset({Cause.CLOSED, Cause.HOLIDAY})


def losing(graph: Graph) -> Callable[[Edge], Maybe[bool]]:
    """Whether the call ends for whoever goes a way, with no help and no question before."""
    helped, ended = graph.leads_to(helps, onwards), graph.leads_to(ends, onwards)
    asked = graph.leads_to(asks, _goes_on, kinds=ASKING)

    def is_lost(edge: Edge) -> Maybe[bool]:
        if edge.step is None:
            return UNKNOWN
        help_ = helped(edge.step)
        if help_ is not False or asked(edge.step) is True:
            return UNKNOWN if help_ is UNKNOWN else False
        whole = all(map(is_whole, onward(graph, [edge], FARTHEST).steps))
        return ended(edge.step) if whole else UNKNOWN

    return is_lost


def _goes_on(edge: Edge) -> bool:
    """Whether a call may go this way by itself, also while attempts are left."""
    step = edge.source
    return onwards(edge) or (isinstance(step, Branch) and step.decides is Decides.ATTEMPTS)


def ends_of(graph: Graph, edges: Iterable[Edge], over: str) -> list[Related]:
    """Where the calls on these ways end, each place once."""
    found: dict[Place, None] = {}
    for edge in onward(graph, edges, FARTHEST).hangups:
        found[(edge.exit or edge.source).place] = None
    return [Related(place, f"the {over} ends here") for place in found]


def names_hours(graph: Graph, edges: Iterable[Edge]) -> bool:
    """Whether hours or days are named on these ways."""
    return any(
        clause.has_hours or clause.has_days
        for step in onward(graph, edges, FARTHEST).steps
        for prompt in step.prompts
        for clause in clauses(prompt)
    )


def failures_before(graph: Graph, step: Step) -> list[Edge]:
    """The failures of queues and transfers that lead to a step by themselves, the nearest ones."""
    found: list[Edge] = []
    seen = StepSet([step])
    todo = [step]
    while todo and len(seen) < FARTHEST and len(found) < _MOST:
        for edge in graph.edges_to(todo.pop())[:FARTHEST]:
            if edge.exit is not None and isinstance(edge.source, Queue | Transfer):
                if edge.exit.cause in FAILURES:
                    found.append(edge)
            elif onwards(edge) and answers(edge.source) is False and seen.add(edge.source):
                todo.append(edge.source)
    return found[:_MOST]


def is_perhaps_full(edge: Edge) -> bool:
    """Whether it is taken when a queue is full, and the file does not say how much it holds."""
    step, exit_ = edge.source, edge.exit
    return (
        exit_ is not None
        and exit_.cause is Cause.FULL
        and isinstance(step, Queue)
        and not isinstance(step.capacity, int)
    )


def is_sound(edge: Edge) -> bool:
    """Whether the system has not failed on the way, and it is not closed."""
    return edge.exit is None or (
        edge.exit.cause is not Cause.ERROR and edge.exit.cause not in _CLOSING
    )


def is_unerring(edge: Edge) -> bool:
    """Whether callers who do nothing wrong go this way, of a line that is open and works."""
    return is_sound(edge) and (edge.exit is None or edge.exit.cause not in MISTAKES)


def offers_only_the_end(graph: Graph, step: Step) -> bool:
    """Whether all that is known to be offered here is to end the call: a menu not yet filled."""
    ways = [edge.step for edge in graph.edges(step) if edge.is_input and edge.step is not None]
    return bool(ways) and all(isinstance(way, Hangup) for way in ways)


def is_emergency(step: Step) -> bool:
    """Whether callers are handed over to an emergency service."""
    return isinstance(step, Transfer) and re.search(_EMERGENCY, step.to or "") is not None
