"""How far people, voicemail and callbacks are from where a flow begins, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ivrlint.graph import Graph, inputs, seconds, when_closed, when_open
from ivrlint.graph.edges import Edge
from ivrlint.model import (
    UNKNOWN,
    Agent,
    Callback,
    Channel,
    Flow,
    Input,
    Maybe,
    Party,
    Queue,
    Role,
    Step,
    Transfer,
    Voicemail,
)


def distances(flow: Flow, starts: Sequence[Step]) -> Iterator[str]:
    """What it takes at least from where customers begin in a flow, for each kind of end.

    Nothing for a flow that leads to no question, or where no calls begin.
    """
    graph = flow.graph.whole
    if flow.role is not Role.ENTRY or flow.channel is not Channel.PHONE:
        return
    if True not in map(graph.leads_to(_any, kinds=(Input,)), starts):
        return
    for name, goal, kinds in _ENDS:
        opened, closed = (
            _told(graph, starts, goal, kinds, follow) for follow in (when_open, when_closed)
        )
        if opened == closed:
            if opened is not None:
                yield f"{name}: {opened}"
        else:
            yield f"{name}: {opened or 'nowhere'} when open, {closed or 'nowhere'} when closed"


def _told(
    graph: Graph,
    starts: Sequence[Step],
    goal: Callable[[Step], Maybe[bool]],
    kinds: tuple[type[Step], ...],
    follow: Callable[[Edge], bool],
) -> str | None:
    """The least inputs and the least seconds to the nearest end, which may be on different ways.

    None where no known way leads to one.
    """
    keys = graph.costs_to(goal, inputs, follow, kinds=kinds)
    spoken = graph.costs_to(goal, seconds, follow, kinds=kinds)
    fewest = [least for start in starts if (least := keys.least(start)) is not None]
    if not fewest:
        return None
    shortest = min(least for start in starts if (least := spoken.least(start)) is not None)
    number = int(min(fewest))
    return f"from {number} {'input' if number == 1 else 'inputs'} and {shortest:.0f} seconds"


def _is_person(step: Step) -> Maybe[bool]:
    match step:
        case Queue():
            return step.staffed is not False
        case Transfer(party=Party.UNKNOWN):
            return UNKNOWN
        case Transfer():
            taken_over = step.flow.document.project.taken_over(step)
            return step.party is not Party.FLOW and taken_over is None
    return True


def _any(_: Step) -> Maybe[bool]:
    return True


_ENDS: Final[tuple[tuple[str, Callable[[Step], Maybe[bool]], tuple[type[Step], ...]], ...]] = (
    ("nearest person", _is_person, (Agent, Queue, Transfer)),
    ("nearest voicemail", _any, (Voicemail,)),
    ("nearest callback", _any, (Callback,)),
)
