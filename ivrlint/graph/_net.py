"""The net: the steps of a project, numbered, and the edges between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Final, cast

from ivrlint.graph.edges import Edge, Via
from ivrlint.model import (
    UNKNOWN,
    Call,
    Exit,
    Flow,
    Input,
    Opaque,
    Project,
    Queue,
    Resolved,
    Return,
    Role,
    Scope,
    Step,
    Target,
    Transfer,
    Unresolved,
    Visit,
)

Follow = Callable[[Edge], bool]
"""Which edges to go along."""

MOST_GLOBAL_EDGES: Final = 100_000
"""Options that hold everywhere, times the inputs that they hold at, in one project.

Real flows have a handful. Beyond it, where they lead counts as not known.
"""


_LEADING_BESIDE: Final = (Call, Transfer, Queue, Visit)
_BESIDE: Final = frozenset({Role.WAITING, Role.HOLD, Role.WHISPER})
"""Flows that run while something else goes on: it decides what comes after them."""


class Net:
    """Steps as numbers from 0, in the order of the files, and their edges."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.flows: Sequence[Flow] = list(project.flows)
        self.steps: list[Step] = []
        self.flow_of: list[int] = []
        for number, flow in enumerate(self.flows):
            self.steps += flow.steps
            self.flow_of += [number] * len(flow.steps)
        self.numbers: dict[int, int] = {}
        self._by_kind: dict[type[Step], list[int]] = {}
        for number, step in enumerate(self.steps):
            self.numbers.setdefault(id(step), number)
            kind = step.__class__
            if kind in self._by_kind:
                self._by_kind[kind].append(number)
            else:
                self._by_kind[kind] = [number]

    def __len__(self) -> int:
        return len(self.steps)

    def of_kind(self, *kinds: type[Step]) -> list[int]:
        """The steps of these kinds."""
        found = [rows for kind, rows in self._by_kind.items() if issubclass(kind, kinds)]
        return sorted(chain.from_iterable(found))

    @property
    def out(self) -> list[list[Edge]]:
        """The edges out of every step."""
        return self._edges[0]

    @property
    def heads(self) -> list[list[int]]:
        """For every edge of `out`, the number of the step it leads to; -1 where it is none."""
        return self._edges[1]

    @property
    def beyond(self) -> list[tuple[int, Edge]]:
        """The edges that are no exits to a step of the same flow, each with its step."""
        return self._edges[2]

    @cached_property
    def _edges(self) -> tuple[list[list[Edge]], list[list[int]], list[tuple[int, Edge]]]:
        """`out`, `heads` and `beyond`, in one walk over all exits."""
        out: list[list[Edge]] = []
        all_heads: list[list[int]] = []
        beyond: list[tuple[int, Edge]] = []
        left = MOST_GLOBAL_EDGES
        resolve, numbers, flow_of = self.project.resolve, self.numbers, self.flow_of
        via = Via.EXIT
        for flow_number, flow in enumerate(self.flows):
            holding = self._options_everywhere(flow, left)
            named = self.project.steps_of(flow)
            for step in flow.steps:
                number = len(out)
                edges: list[Edge] = []
                heads: list[int] = []
                for exit_ in step.exits:
                    target = exit_.target
                    if isinstance(target, Target) and target.flow is None and target.step:
                        # Nearly all targets of a large file; the rest takes longer.
                        near = named.get(target.step)
                        if near is not None:
                            edges.append(Edge(step, near, via, exit_))
                            heads.append(numbers[id(near)])
                            continue
                    edge = Edge(step, resolve(flow, target), via, exit_)
                    head = -1 if edge.step is None else numbers[id(edge.step)]
                    edges.append(edge)
                    heads.append(head)
                    if head < 0 or flow_of[head] != flow_number:
                        beyond.append((number, edge))
                beside: list[Edge] = []
                if isinstance(step, _LEADING_BESIDE):
                    beside += self._edges_beside(flow, step)
                if holding and isinstance(step, Input):
                    own = {_pressed(exit_) for exit_ in step.exits}
                    beside += [
                        Edge(step, resolved, Via.GLOBAL, option)
                        for option, resolved in holding
                        if _pressed(option) not in own
                    ]
                    left -= len(holding)
                for edge in beside:
                    edges.append(edge)
                    heads.append(-1 if edge.step is None else numbers[id(edge.step)])
                    beyond.append((number, edge))
                out.append(edges)
                all_heads.append(heads)
        return out, all_heads, beyond

    def _options_everywhere(self, flow: Flow, most: int) -> list[tuple[Exit, Resolved]]:
        if not flow.options:
            return []
        if len(flow.options) * sum(isinstance(step, Input) for step in flow.steps) > most:
            too_many = Unresolved("too many options hold everywhere in this flow")
            return [(flow.options[0], too_many)]
        return [(option, self.project.resolve(flow, option.target)) for option in flow.options]

    def _edges_beside(self, flow: Flow, step: Step) -> Iterator[Edge]:
        """The ways out of a step that are no exits."""
        resolve = self.project.resolve
        if isinstance(step, Call):
            yield Edge(step, resolve(flow, step.callee), Via.CALL)
        elif isinstance(step, Transfer):
            taken_over = self.project.taken_over(step)
            if taken_over is not None:
                yield Edge(step, taken_over, Via.TRANSFER)
        elif isinstance(step, Queue) and step.waiting is not None:
            yield Edge(step, resolve(flow, step.waiting), Via.WAITING)
        elif isinstance(step, Visit) and step.page is not None:
            yield Edge(step, resolve(flow, step.page), Via.VISIT)

    @cached_property
    def into(self) -> list[list[Edge]]:
        """The edges into every step."""
        found: list[list[Edge]] = [[] for _ in self.steps]
        for edges, heads in zip(self.out, self.heads, strict=True):
            for edge, head in zip(edges, heads, strict=True):
                if head >= 0:
                    found[head].append(edge)
        return found

    @cached_property
    def unresolved(self) -> list[tuple[int, Edge, Scope]]:
        """The edges that may lead to steps, but nobody knows to which; each with its step."""
        return [
            (number, edge, edge.target.scope)
            for number, edge in self.beyond
            if isinstance(edge.target, Unresolved) and edge.via is not Via.VISIT
        ]

    @cached_property
    def running(self) -> list[int]:
        """The steps that run a flow beside their own exits: calls, and queues with one."""
        return [
            number
            for number in self.of_kind(Call, Queue)
            if not isinstance(step := self.steps[number], Queue) or step.waiting is not None
        ]

    @cached_property
    def leaving(self) -> list[int]:
        """The steps after which something decides that is not at hand."""
        beside = [number for number, flow in enumerate(self.flows) if flow.role in _BESIDE]
        inside = [self.areas.get((flow, None), ()) for flow in beside]
        found = sorted({*self.of_kind(Opaque, Return), *chain.from_iterable(inside)})
        return [number for number in found if self._may_leave(number, self.steps[number])]

    @cached_property
    def opaque(self) -> frozenset[int]:
        """The steps after which a call may go on anywhere, as what runs there decides."""
        rows = self.of_kind(Opaque)
        return frozenset(n for n in rows if cast("Opaque", self.steps[n]).continues is UNKNOWN)

    def _may_leave(self, number: int, step: Step) -> bool:
        flow, entered = self.flow_of[number], self.entered
        if isinstance(step, Opaque):
            return number in self.opaque
        if isinstance(step, Return):
            return flow not in entered[Via.CALL] or any(
                flow in flows for via, flows in entered.items() if via is not Via.CALL
            )
        return flow not in entered[Via.WAITING]

    def starts_of(self, flow: Flow) -> list[Step]:
        """Where a flow is entered; each of its steps where that is not known.

        Flows that are open to entry anywhere are entered at the first step of
        each part: nobody outside knows the middle of one.
        """
        found = {id(step): step for step in self._named_starts(flow)}
        if flow.open:
            parts: set[str] = set()
            for step in flow.steps:
                if not step.part or step.part not in parts:
                    parts.add(step.part)
                    found.setdefault(id(step), step)
        return list(found.values()) or list(flow.steps)

    @cached_property
    def starts(self) -> list[int]:
        """The numbers of the steps at which any flow is entered."""
        return [self.numbers[id(step)] for flow in self.flows for step in self.starts_of(flow)]

    @cached_property
    def entry_starts(self) -> list[int]:
        """The numbers of the steps at which a customer begins.

        A flow that is open to entry anywhere names where customers come in: its
        start and its entries. The other parts are for those who know them.
        """
        return [
            self.numbers[id(step)]
            for flow in self.flows
            if flow.role is Role.ENTRY
            for step in (self._named_starts(flow) if flow.open else self.starts_of(flow))
        ]

    def _named_starts(self, flow: Flow) -> list[Step]:
        names = ([flow.start] if flow.start is not None else []) + list(flow.entries)
        steps = (self.project.step(flow, name) for name in names)
        return [step for step in steps if step is not None]

    @cached_property
    def areas(self) -> dict[tuple[int, str | None], list[int]]:
        """The steps of each flow (with None) and of each part of a flow."""
        found: dict[tuple[int, str | None], list[int]] = defaultdict(list)
        for number, step in enumerate(self.steps):
            flow = self.flow_of[number]
            found[flow, None].append(number)
            found[flow, step.part].append(number)
        return dict(found)

    def area(self, number: int, scope: Scope) -> tuple[int, str | None]:
        """The key in `areas` of what a scope PART or FLOW means for a step."""
        return self.flow_of[number], self.steps[number].part if scope is Scope.PART else None

    @cached_property
    def returns(self) -> dict[int, list[int]]:
        """The `Return` steps of each flow that has any."""
        found: dict[int, list[int]] = defaultdict(list)
        for number in self.of_kind(Return):
            found[self.flow_of[number]].append(number)
        return dict(found)

    def callees(self, number: int, via: Via) -> Iterator[int | None]:
        """The flows that a step runs beside itself; None for one that is not known."""
        for edge, head in zip(self.out[number], self.heads[number], strict=True):
            if edge.via is via:
                if head >= 0:
                    yield self.flow_of[head]
                elif isinstance(edge.target, Unresolved):
                    yield None

    @cached_property
    def entered(self) -> dict[Via, set[int]]:
        """The flows that known edges of each kind enter from another flow (CALL: from any)."""
        found: dict[Via, set[int]] = {via: set() for via in Via}
        for number, edge in self.beyond:
            if edge.step is not None:
                head = self.flow_of[self.numbers[id(edge.step)]]
                if head != self.flow_of[number] or edge.via is Via.CALL:
                    found[edge.via].add(head)
        return found


def _pressed(exit_: Exit) -> tuple[str, str | None]:
    """What the caller does to take an exit: a step's own option wins over one from outside."""
    return exit_.cause, exit_.word if exit_.key is None else exit_.key
