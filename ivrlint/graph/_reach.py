"""Where callers get: forwards from the starts, backwards from a goal, in three values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from ivrlint.graph._followed import Followed
from ivrlint.graph._net import Net
from ivrlint.graph.edges import Edge, Via
from ivrlint.model import UNKNOWN, Call, Maybe, Return, Scope, Step

Goal = Callable[[Step], Maybe[bool]]
"""Whether a step is what is looked for; UNKNOWN where it may be."""

NO: Final = 0
MAYBE: Final = 1
YES: Final = 2


class Answers:
    """Which steps are a goal, and which may be one; with `kinds` only those are asked about."""

    def __init__(self, net: Net, goal: Goal, kinds: tuple[type[Step], ...] = ()) -> None:
        self.yes: list[int] = []
        self.unknown: list[int] = []
        steps = net.steps
        for number in net.of_kind(*kinds) if kinds else range(len(steps)):
            answer = goal(steps[number])
            if answer is True:
                self.yes.append(number)
            elif answer is UNKNOWN:
                self.unknown.append(number)


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


def maybe_reached(net: Net, successors: Sequence[Sequence[int]]) -> bytearray:
    """YES for what is reached from the starts of flows, MAYBE where an unresolved target may lead.

    Starts of flows are reached anyway: targets that lead to starts only add nothing.
    """
    table = reached(successors, net.starts)
    leading: dict[int, list[tuple[Edge, Scope]]] = {}
    for number, edge, scope in net.unresolved:
        leading.setdefault(number, []).append((edge, scope))
    todo = [number for number in leading if table[number]]
    opened: set[tuple[int, str | None]] = set()
    while todo:
        number = todo.pop()
        found = successors[number] if table[number] == MAYBE else []
        for edge, scope in leading.get(number, ()):
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


class Leading:
    """Which steps lead to a goal, over the edges to follow.

    `table` says so of every step. `leaps` are the steps from which something
    that is not known may lead to it: an unresolved target, something opaque, a
    return to a caller who is not known. `beside` are the steps from which a
    return to a known caller or the end of a wait in a known queue may.
    """

    def __init__(
        self, answers: Answers, followed: Followed, lost_calls: frozenset[int] = frozenset()
    ) -> None:
        self._net = net = followed.net
        self._followed = followed
        self.table = bytearray(len(net))
        self.leaps: set[int] = set()
        self.beside: set[int] = set()
        self._todo: list[int] = []
        self._told: set[int] = set()
        self._waits_told: set[int] = set()
        self._returns_told: set[int] = set()
        self._every_return_told = False
        self.goals = answers.yes
        self._find_known_ways(lost_calls)
        for number, edge in followed.far:
            self._leap(number, edge)
        for number in (*answers.unknown, *net.leaving):
            self._leap(number)
        if net.running:
            for number in (*answers.yes, *answers.unknown):
                self._tell_waiting(number)
        self._find_unknown_ways()

    def _find_known_ways(self, lost_calls: frozenset[int]) -> None:
        table, tails = self.table, self._followed.tails
        into = self._followed.into if self._followed.follow is None else None
        calls = self._followed.calls if lost_calls else ()
        todo = list(self.goals)
        for number in todo:
            table[number] = YES
        while todo:
            head = todo.pop()
            for tail in tails(head) if into is None else into[head]:
                if not table[tail] and (tail not in lost_calls or (tail, head) in calls):
                    table[tail] = YES
                    todo.append(tail)

    def _leap(self, number: int, edge: Edge | None = None) -> None:
        """Something unknown leads from a step to the goal: by this edge, if it is one."""
        self.leaps.add(number)
        if self.table[number] == NO:
            self.table[number] = MAYBE
            self._todo.append(number)
        if edge is not None and edge.via is Via.EXIT:
            self._tell_beside(number)

    def _find_unknown_ways(self) -> None:
        net, table, todo = self._net, self.table, self._todo
        tails, loose = self._followed.tails, self._followed.loose
        left_for = self._followed.left_for
        if loose or left_for:
            # What surely leads there has more to tell than the steps before it.
            todo += [number for number, state in enumerate(table) if state == YES]
        opened: set[tuple[int, str | None]] = set()
        while todo:
            number = todo.pop()
            for tail in tails(number):
                if table[tail] == NO:
                    table[tail] = MAYBE
                    todo.append(tail)
            for tail in left_for.get(number, ()) if left_for else ():
                self._tell_beside(tail)
            if not loose:
                continue
            flow = net.flow_of[number]
            for area in ((flow, None), (flow, net.steps[number].part)):
                if area not in opened:
                    opened.add(area)
                    for tail, edge in loose.get(area, ()):
                        self._leap(tail, edge)

    def _tell_beside(self, number: int) -> None:
        """An exit of the step may lead to the goal: so may what it runs beside its exits."""
        if number in self._told:
            return
        self._told.add(number)
        if isinstance(self._net.steps[number], Call):
            self._tell_returns(number)
        else:
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
            if self.table[number] == NO:
                self.table[number] = MAYBE
                self._todo.append(number)


def lost_calls(net: Net, followed: Followed) -> frozenset[int]:
    """The `Call` steps whose flow surely never comes back, as far as the project tells."""
    calls = [number for number in net.running if isinstance(net.steps[number], Call)]
    if not calls:
        return frozenset()
    table = Leading(Answers(net, lambda _: True, (Return,)), followed).table
    return frozenset(
        number
        for number in calls
        if all(
            head >= 0 and table[head] == NO
            for edge, head in zip(net.out[number], net.heads[number], strict=True)
            if edge.via is Via.CALL
        )
    )
