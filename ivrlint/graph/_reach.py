"""Where callers get: forwards from the starts, backwards from a goal, in three values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from ivrlint.graph._net import Follow, Net
from ivrlint.graph.edges import Edge, Via
from ivrlint.model import (
    UNKNOWN,
    Call,
    Maybe,
    Opaque,
    Queue,
    Return,
    Role,
    Scope,
    Step,
    Unresolved,
)

Goal = Callable[[Step], Maybe[bool]]
"""Whether a step is what is looked for; UNKNOWN where it may be."""

NO: Final = 0
MAYBE: Final = 1
YES: Final = 2

_BESIDE: Final = frozenset({Role.WAITING, Role.HOLD, Role.WHISPER})
"""Flows that run while something else goes on: it decides what comes after them."""


def reached(successors: Sequence[Sequence[int]], starts: Iterable[int]) -> bytearray:
    """YES for what can be reached from the starts, themselves included."""
    table = bytearray(len(successors))
    todo = list(starts)
    for number in todo:
        table[number] = YES
    while todo:
        for head in successors[todo.pop()]:
            if not table[head]:
                table[head] = YES
                todo.append(head)
    return table


def maybe_reached(net: Net) -> bytearray:
    """YES for what is reached from the starts of flows, MAYBE where an unresolved target may lead.

    Starts of flows are reached anyway: targets that lead to starts only add nothing.
    """
    successors = net.successors()
    table = reached(successors, net.starts)
    todo = [number for number, state in enumerate(table) if state]
    opened: set[tuple[int, str | None]] = set()
    while todo:
        number = todo.pop()
        found = successors[number] if table[number] == MAYBE else []
        for edge in net.out[number]:
            scope = _scope(edge)
            if scope is Scope.ANYWHERE and edge.via is not Via.WAITING:
                return bytearray(state or MAYBE for state in table)
            if scope is Scope.FLOW or scope is Scope.PART:
                area = net.area(number, scope)
                if area not in opened:
                    opened.add(area)
                    found = [*found, *net.areas[area]]
        for head in found:
            if table[head] == NO:
                table[head] = MAYBE
                todo.append(head)
    return table


def _scope(edge: Edge) -> Scope | None:
    """How far an unresolved edge may lead; None where it leads to no step or a known one."""
    if isinstance(edge.target, Unresolved) and edge.via is not Via.VISIT:
        return edge.target.scope
    return None


class Leading:
    """Which steps lead to a goal.

    `table` says so of every step. `leaps` are the steps from which something
    that is not known may lead to it: an unresolved target, something opaque, a
    return to a caller who is not known. `beside` are the steps from which a
    return to a known caller or the end of a wait in a known queue may.
    """

    def __init__(
        self, net: Net, goal: Goal, follow: Follow | None, lost_calls: frozenset[int] = frozenset()
    ) -> None:
        self._net = net
        self._follow = follow
        self.table = bytearray(len(net))
        self.leaps: set[int] = set()
        self.beside: set[int] = set()
        self._todo: list[int] = []
        self._opened: set[tuple[int, str | None]] = set()
        self._told: set[int] = set()
        self._waits_told: set[int] = set()
        self._returns_told: set[int] = set()
        self._every_return_told = False
        self._into: list[list[tuple[int, Edge]]] = [[] for _ in net.steps]
        self._loose: dict[tuple[int, str | None], list[tuple[int, Edge]]] = {}
        answers = [goal(step) for step in net.steps]
        self.goals = [number for number, answer in enumerate(answers) if answer is True]
        far = self._sort_edges()
        self._find_known_ways(lost_calls)
        for number, edge in far:
            self._leap(number)
            self._tell_beside(number, edge)
        for number, answer in enumerate(answers):
            if answer is UNKNOWN or self._may_leave(number):
                self._leap(number)
        for number, answer in enumerate(answers):
            if answer is True or answer is UNKNOWN:
                self._tell_waiting(number)
        self._find_unknown_ways()
        self._into.clear()
        self._loose.clear()

    def _sort_edges(self) -> list[tuple[int, Edge]]:
        """Turn the edges to follow around; those with a target that may be anywhere."""
        net, follow = self._net, self._follow
        far = []
        for number, (edges, heads) in enumerate(zip(net.out, net.heads, strict=True)):
            for edge, head in zip(edges, heads, strict=True):
                if follow is not None and not follow(edge):
                    continue
                if head >= 0:
                    self._into[head].append((number, edge))
                    continue
                scope = _scope(edge)
                if scope is Scope.FLOW or scope is Scope.PART:
                    self._loose.setdefault(net.area(number, scope), []).append((number, edge))
                elif scope is not None:
                    far.append((number, edge))
        return far

    def _find_known_ways(self, lost_calls: frozenset[int]) -> None:
        todo = list(self.goals)
        for number in todo:
            self.table[number] = YES
        while todo:
            for tail, edge in self._into[todo.pop()]:
                if not self.table[tail] and (tail not in lost_calls or edge.via is Via.CALL):
                    self.table[tail] = YES
                    todo.append(tail)
        self._todo = [number for number, state in enumerate(self.table) if state]

    def _may_leave(self, number: int) -> bool:
        """Whether what comes after a step is decided by something that is not at hand."""
        net, step, flow = self._net, self._net.steps[number], self._net.flow_of[number]
        entered = net.entered
        if isinstance(step, Opaque):
            return step.continues is UNKNOWN
        if isinstance(step, Return):
            return flow not in entered[Via.CALL] or any(
                flow in flows for via, flows in entered.items() if via is not Via.CALL
            )
        return net.flows[flow].role in _BESIDE and flow not in entered[Via.WAITING]

    def _leap(self, number: int) -> None:
        self.leaps.add(number)
        self._mark(number)

    def _mark(self, number: int) -> None:
        if self.table[number] == NO:
            self.table[number] = MAYBE
            self._todo.append(number)

    def _find_unknown_ways(self) -> None:
        net = self._net
        while self._todo:
            number = self._todo.pop()
            for area in (
                (net.flow_of[number], None),
                (net.flow_of[number], net.steps[number].part),
            ):
                if area not in self._opened:
                    self._opened.add(area)
                    for tail, edge in self._loose.get(area, ()):
                        self._leap(tail)
                        self._tell_beside(tail, edge)
            for tail, edge in self._into[number]:
                self._mark(tail)
                self._tell_beside(tail, edge)

    def _tell_beside(self, number: int, edge: Edge) -> None:
        """This edge may lead to the goal: so may what the step runs beside its own exits."""
        if edge.via is not Via.EXIT or number in self._told:
            return
        if isinstance(edge.source, Call):
            self._told.add(number)
            self._tell_returns(number)
        elif isinstance(edge.source, Queue):
            self._told.add(number)
            self._tell_waiting(number)

    def _tell_returns(self, number: int) -> None:
        net = self._net
        for flow in net.callees(number, Via.CALL):
            if flow is not None:
                if flow not in self._returns_told:
                    self._returns_told.add(flow)
                    self._step_beside(net.returns.get(flow, ()))
            elif not self._every_return_told:
                self._every_return_told = True
                for returns in net.returns.values():
                    self._step_beside(returns)

    def _tell_waiting(self, number: int) -> None:
        for flow in self._net.callees(number, Via.WAITING):
            if flow is not None and flow not in self._waits_told:
                self._waits_told.add(flow)
                self._step_beside(self._net.areas[flow, None])

    def _step_beside(self, inside: Iterable[int]) -> None:
        for number in inside:
            self.beside.add(number)
            self._mark(number)


def lost_calls(net: Net) -> frozenset[int]:
    """The `Call` steps whose flow surely never comes back, as far as the project tells."""
    table = Leading(net, lambda step: isinstance(step, Return), None).table
    return frozenset(
        number
        for number, step in enumerate(net.steps)
        if isinstance(step, Call)
        and all(
            head >= 0 and table[head] == NO
            for edge, head in zip(net.out[number], net.heads[number], strict=True)
            if edge.via is Via.CALL
        )
    )
