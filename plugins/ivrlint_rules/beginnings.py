"""Where customers begin: flows that no other flow hands its callers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ivrlint.graph import Via
from ivrlint.lean import dataclass
from ivrlint.model import (
    UNKNOWN,
    Bot,
    Channel,
    Flow,
    Input,
    Maybe,
    Project,
    Queue,
    Role,
    Scope,
    Step,
    Unresolved,
)
from ivrlint_rules.judgement import asks, has_customers

_NEAR = frozenset({Scope.PART, Scope.FLOW})

_OF_USE: Final = (Input, Queue, Bot)


@dataclass(frozen=True, slots=True)
class _Beginnings:
    """Which flows are begun in, by their identity, and which lead nobody knows where."""

    begun: frozenset[int]
    loose: frozenset[int]
    customers: frozenset[int]
    """The flows that hold a menu, a question or a queue for customers."""


def first_met(project: Project) -> Iterator[tuple[Flow, Maybe[bool]]]:
    """The flows where customers may want a person, and whether they surely begin there.

    True for a flow with a number of its own. Else False where another flow of
    the project hands callers to it (of flows that do so in a circle the first
    one counts as the beginning), and UNKNOWN where another flow may, by a
    target that could not be resolved. A flow that holds no menu counts where it
    leads into one that does: the first file of an application.
    """
    found = _beginnings(project)
    leads = project.graph.leads_to(_is_for_customers, kinds=_OF_USE)
    for flow in project.flows:
        if id(flow) not in found.customers and not (
            id(flow) in found.begun
            and _is_entry(flow)
            and True in map(leads, project.graph.starts_of(flow))
        ):
            continue
        if flow.numbers:
            yield flow, True
        elif id(flow) not in found.begun:
            yield flow, False
        else:
            yield flow, UNKNOWN if len(found.loose) > (id(flow) in found.loose) else True


def begun_in(project: Project) -> list[Flow]:
    """The entries of the project at which customers begin, as far as is known.

    No other flow hands callers to them, or they have a number of their own.
    """
    begun = _beginnings(project).begun
    return [flow for flow in project.flows if id(flow) in begun and flow.role is Role.ENTRY]


def _is_entry(flow: Flow) -> bool:
    return (
        flow.role is Role.ENTRY
        and flow.channel is not Channel.FORM
        and not {"screening", "info-only"} & flow.tags
    )


def _is_for_customers(step: Step) -> bool:
    customers = _beginnings(step.flow.document.project).customers
    return id(step.flow) in customers and (isinstance(step, Queue) or asks(step))


def _beginnings(project: Project) -> _Beginnings:
    key = ("beginnings",)
    if key not in project.remembered:
        project.remembered[key] = _find_beginnings(project)
    found: _Beginnings = project.remembered[key]
    return found


def _find_beginnings(project: Project) -> _Beginnings:
    flows = list(project.flows)
    onto, loose = _handing_over(project)
    entered = {head for heads in onto.values() for head in heads}
    begun = {id(flow) for flow in flows if flow.numbers or id(flow) not in entered}
    covered: set[int] = set()
    _reach(onto, begun, covered)
    for flow in flows:
        if id(flow) not in covered:
            begun.add(id(flow))
            _reach(onto, [id(flow)], covered)
    customers = frozenset(id(flow) for flow in flows if has_customers(flow))
    return _Beginnings(frozenset(begun), frozenset(loose), customers)


def _handing_over(project: Project) -> tuple[dict[int, set[int]], set[int]]:
    """The flows that each flow hands callers to, and those that do so nobody knows where."""
    onto: dict[int, set[int]] = {}
    loose: set[int] = set()
    for edge in project.graph.edges_beyond:
        flow, target = edge.source.flow, edge.target
        if edge.via is Via.WAITING:
            continue
        if isinstance(target, Step):
            if target.flow is not flow:
                onto.setdefault(id(flow), set()).add(id(target.flow))
        elif isinstance(target, Unresolved) and target.scope not in _NEAR:
            loose.add(id(flow))
    return onto, loose


def _reach(onto: dict[int, set[int]], starts: Iterable[int], found: set[int]) -> None:
    """Add to `found` the starts and what they lead to."""
    todo = list(starts)
    found.update(todo)
    while todo:
        for head in onto.get(todo.pop(), ()):
            if head not in found:
                found.add(head)
                todo.append(head)
