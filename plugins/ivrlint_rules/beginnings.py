"""Where customers begin: flows that no other flow hands its callers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ivrlint.graph import Via
from ivrlint.model import UNKNOWN, Flow, Maybe, Project, Scope, Step, Unresolved
from ivrlint_rules.judgement import has_customers

_NEAR = frozenset({Scope.PART, Scope.FLOW})


def first_met(project: Project) -> Iterator[tuple[Flow, Maybe[bool]]]:
    """The flows where customers may want a person, and whether they surely begin there.

    True for a flow with a number of its own. Else False where another flow of
    the project hands callers to it (of flows that do so in a circle the first
    one counts as the beginning), and UNKNOWN where another flow may, by a
    target that could not be resolved.
    """
    flows = list(project.flows)
    if ("handing over",) not in project.remembered:
        project.remembered[("handing over",)] = _handing_over(project)
    onto, loose = project.remembered[("handing over",)]
    entered = {head for heads in onto.values() for head in heads}
    heads = [flow for flow in flows if flow.numbers or id(flow) not in entered]
    begins = {id(flow) for flow in heads}
    covered: set[int] = set()
    _reach(onto, begins, covered)
    for flow in flows:
        if id(flow) not in covered:
            begins.add(id(flow))
            _reach(onto, [id(flow)], covered)
    for flow in filter(has_customers, flows):
        if flow.numbers:
            yield flow, True
        elif id(flow) not in begins:
            yield flow, False
        else:
            yield flow, UNKNOWN if len(loose) > (id(flow) in loose) else True


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
