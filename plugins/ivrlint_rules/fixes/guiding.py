"""Who a fix leads callers to: the one person of a flow who is the nearest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from ivrlint.model import Branch, Callback, Decides, Flow, Maybe, Step, Voicemail
from ivrlint_rules.judgement import is_person

_CLOCK: Final = frozenset({Decides.HOURS, Decides.HOLIDAY})


def nearest_help(step: Step) -> Step | None:
    """The nearest person of the step's flow; where it has none, its one voicemail or callback.

    Where opening hours are looked at on the way, it is the step that does. None
    where two are equally near.
    """
    flow = step.flow
    remembered = flow.document.project.remembered
    key = ("nearest help", id(flow))
    if key not in remembered:
        remembered[key] = _nearest(flow, is_person) or _nearest(flow, _takes_messages)
    found: dict[int, Step | None] = remembered[key]
    return found.get(id(step))


def _takes_messages(step: Step) -> bool:
    return isinstance(step, Voicemail | Callback)


def _nearest(flow: Flow, helps: Callable[[Step], Maybe[bool]]) -> dict[int, Step | None]:
    """The nearest help of each step of a flow, by the step's id: from those who help backwards."""
    graph = flow.document.project.graph
    helping = [step for step in flow.steps if helps(step) is True]
    found: dict[int, Step | None] = {id(step): step for step in helping}
    ahead: Iterable[Step] = helping
    while ahead:
        reached: dict[int, list[Step | None]] = {}
        before: dict[int, Step] = {}
        for step in ahead:
            for edge in graph.edges_to(step):
                source = edge.source
                if id(source) not in found and source.flow is flow:
                    before[id(source)] = source
                    reached.setdefault(id(source), []).append(found[id(step)])
        for number, source in before.items():
            found[number] = _chosen(source, reached[number])
        ahead = before.values()
    if len(helping) == 1 and not any(map(_looks_at_the_clock, flow.steps)):
        return {id(step): helping[0] for step in flow.steps}
    return found


def _chosen(step: Step, near: list[Step | None]) -> Step | None:
    if _looks_at_the_clock(step):
        return step
    return near[0] if all(one is near[0] for one in near) else None


def _looks_at_the_clock(step: Step) -> bool:
    return isinstance(step, Branch) and step.decides in _CLOCK
