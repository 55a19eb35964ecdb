"""The graph of a project: successors, reachability, dominators, cycles, least costs, witnesses."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, TypeVar, cast

from ivrlint.graph import _cycles, _stories
from ivrlint.graph._costs import Costs, CostsTo
from ivrlint.graph._dominators import Dominators, Gates
from ivrlint.graph._followed import Followed
from ivrlint.graph._net import Follow, Net
from ivrlint.graph._prices import Price, Prices, inputs, seconds
from ivrlint.graph._reach import (
    MAYBE,
    NO,
    YES,
    Answers,
    Goal,
    Leading,
    lost_calls,
    maybe_reached,
    reached,
)
from ivrlint.graph._ways import Ways, shortest_way
from ivrlint.graph.edges import Edge
from ivrlint.graph.stepset import StepSet
from ivrlint.model import UNKNOWN, Flow, Maybe, Project, Step
from ivrlint.speech import Heard

_T = TypeVar("_T")
_Step = TypeVar("_Step", bound=Step)

_MOST_REMEMBERED: Final = 64
"""Answers kept for goals and edges that are asked for again."""

MOST_STATIONS: Final = 12
"""Edges of a witness that are told; of a longer way the last ones."""


class Graph:
    """The graph over all flows of a linked project; everything is computed once, when asked for.

    What depends on a `goal` or on the edges to `follow` is kept for the
    functions it was asked with: pass functions of a module, not a new lambda
    for every flow, and a project of many flows costs one walk. A `Call` leads
    both into its flow and to its own exits; a `Return` leads nowhere by itself.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self._remembered: OrderedDict[Hashable, object] = OrderedDict()
        self._stories = _stories.Stories()

    @property
    def steps(self) -> Sequence[Step]:
        """Every step of every flow, in the order of the files."""
        return self._net.steps

    @cached_property
    def starts(self) -> Sequence[Step]:
        """Where flows are entered, whatever their role: starts, entries, parts of open flows."""
        return [self.steps[number] for number in dict.fromkeys(self._net.starts)]

    @cached_property
    def entry_starts(self) -> Sequence[Step]:
        """Where customers begin: the starts of flows with the role ENTRY."""
        return [self.steps[number] for number in dict.fromkeys(self._net.entry_starts)]

    def edges(self, step: Step, follow: Follow | None = None) -> Sequence[Edge]:
        """The ways out of a step: its exits in their order, options of its flow, other flows.

        With `follow` those of them to follow; every edge is asked about once.
        """
        if follow is None:
            return self._out[id(step)]
        return self._followed(follow).out(self._net.numbers[id(step)])

    @cached_property
    def edges_beyond(self) -> Sequence[Edge]:
        """Every edge but the exits that lead to a step of the same flow, in the order of the files.

        They lead to another flow, to a page or nowhere, or are options that hold everywhere.
        """
        return [edge for _, edge in self._net.beyond]

    def steps_of(self, *kinds: type[_Step]) -> Sequence[_Step]:
        """The steps of these kinds, in the order of the files."""
        return cast("list[_Step]", [self.steps[number] for number in self._net.of_kind(*kinds)])

    def edges_to(self, step: Step) -> Sequence[Edge]:
        """The known ways into a step."""
        return self._net.into[self._net.numbers[id(step)]]

    def reachable(self, steps: Iterable[Step], follow: Follow | None = None) -> StepSet:
        """What can be reached from these steps (themselves included) by known targets.

        It costs the size of what is reached.
        """
        net = self._net
        all_steps, all_edges, all_heads = net.steps, net.out, net.heads
        found = list(dict.fromkeys(map(self._number, steps)))
        table = bytearray(len(net))
        for number in found:
            table[number] = YES
        todo = list(found)
        while todo:
            number = todo.pop()
            for at, head in enumerate(all_heads[number]):
                if (
                    head >= 0
                    and not table[head]
                    and (follow is None or follow(all_edges[number][at]))
                ):
                    table[head] = YES
                    found.append(head)
                    todo.append(head)
        return StepSet(map(all_steps.__getitem__, found))

    def is_reached(self, step: Step) -> Maybe[bool]:
        """Whether a caller who enters some flow can get there.

        Flows that no customer enters are reached from their own starts.
        UNKNOWN where only an unresolved target could lead.
        """
        return _MAYBE[self._reached[self._net.numbers[id(step)]]]

    def reached_in(self, flow: Flow) -> Collection[Maybe[bool]]:
        """What `is_reached` says of the steps of a flow, each answer once."""
        if not flow.steps:
            return ()
        first = self._net.numbers[id(flow.steps[0])]
        return [_MAYBE[state] for state in set(self._reached[first : first + len(flow.steps)])]

    def is_reached_by_customers(self, step: Step) -> bool:
        """Whether known ways lead there from where customers begin (`entry_starts`)."""
        return bool(self._reached_by_customers[self._net.numbers[id(step)]])

    def leads_to(
        self, goal: Goal, follow: Follow | None = None, *, kinds: tuple[type[Step], ...] = ()
    ) -> Callable[[Step], Maybe[bool]]:
        """A function that says whether a step can lead to a goal (being one counts).

        `follow` is asked about edges with unresolved targets too. `kinds`: the
        goal is only asked about steps of these, all others are none. UNKNOWN: only
        through a target that is unresolved, through something opaque that may
        go anywhere, by returning to a caller, or by a wait that ends; a rule
        that proves a *never* is silent then.
        """
        table, numbers = self._leading(goal, follow, kinds).table, self._net.numbers
        return lambda step: _MAYBE[table[numbers[id(step)]]]

    def gates(self, goal: Goal, follow: Follow | None = None) -> Gates:
        """The steps that every way to a goal passes, for every step at once."""
        return self._remember(
            ("gates", goal, follow),
            lambda: Gates(self._leading(goal, follow), self._followed(follow)),
        )

    def dominates(self, first: Step, second: Step) -> bool:
        """Whether every known way of a customer to `second` passes `first`.

        False where there is no such way. A step dominates itself.
        """
        return self._dominators.dominates(self._number(first), self._number(second))

    def dominators(self, step: Step) -> Iterator[Step]:
        """What every known way of a customer to a step passes: itself first, then the closest."""
        return (
            self.steps[number] for number in self._dominators.above(self._net.numbers[id(step)])
        )

    def cycles(self, follow: Follow | None = None) -> Sequence[Sequence[Step]]:
        """The strongly connected components that hold a cycle, over the edges to follow.

        In the order of the files, and so are the steps of each.
        """
        return self._remember(
            ("cycles", follow),
            lambda: [
                [self.steps[number] for number in component] for component in self._cyclic(follow)
            ],
        )

    def _cyclic(self, follow: Follow | None) -> list[list[int]]:
        if follow is None:
            return self._whole_cycles
        # What goes round over some of the edges goes round over all of them.
        net = self._net
        inside = self._whole_cycle_of

        def successors(number: int) -> list[int]:
            heads = net.heads[number]
            return [
                head
                for edge, head in zip(net.out[number], heads, strict=True)
                if head in inside and inside[head] == inside[number] and follow(edge)
            ]

        return _cycles.cyclic_among(sorted(inside), successors)

    def costs(
        self, price: Price, follow: Follow | None = None, *, sources: Iterable[Step] | None = None
    ) -> Costs:
        """The least costs up to every step, from where customers begin or from these sources.

        A price is a function of edges, such as `keys` and `seconds`. A `Call`
        is passed by its own exits, and what it runs costs nothing then. Only
        without `sources` is it kept.
        """
        if sources is not None:
            return Costs(self._followed(follow), self._prices(price), map(self._number, sources))
        return self._remember(
            ("costs", price, follow),
            lambda: Costs(self._followed(follow), self._prices(price), self._net.entry_starts),
        )

    def costs_to(
        self,
        goal: Goal,
        price: Price,
        follow: Follow | None = None,
        *,
        kinds: tuple[type[Step], ...] = (),
    ) -> CostsTo:
        """The least costs from every step to the nearest goal; `kinds` as for `leads_to`."""
        return self._remember(
            ("costs to", goal, price, follow, kinds),
            lambda: CostsTo(
                self._followed(follow),
                self._prices(price),
                self._answers(goal, kinds).yes,
                lambda: self._leading(goal, follow, kinds),
            ),
        )

    def least_keys(self, step: Step) -> int | None:
        """The fewest inputs of a customer up to a step; None where it is not reached.

        A key, a word and a collected entry are one input each.
        """
        least = self.costs(inputs).least(step)
        return None if least is None else int(least)

    def least_seconds(self, step: Step) -> float | None:
        """The fewest seconds of speech that a customer hears up to a step.

        Up to the options chosen; waits in queues do not count. None where the
        step is not reached.
        """
        return self.costs(seconds).least(step)

    def seconds_known(self, step: Step) -> bool:
        """Whether `least_seconds` is more than a lower bound: every length on the way was known."""
        return self.costs(seconds).known(step)

    def heard(self, edge: Edge) -> Heard:
        """What is heard from coming to a step until it is left by this edge."""
        return seconds(edge)

    def witness(
        self, step: Step, then: Sequence[Edge] = (), *, skipped: int = 0
    ) -> tuple[str, ...]:
        """The way of a caller to a step: `hears "…"`, `presses 1`, `waits in queue "agents"`.

        A shortest one, from where customers begin if there is such a way, and
        from the step on along the edges of `then`; only the last stations of a
        long one. Of a long way from the step on, `then` may be its last edges,
        and `skipped` how many come before them. Empty for a step that is not
        reached.
        """
        number = self._net.numbers[id(step)]
        start = self._ways.start(number)
        if start is None:
            return ()
        last = then[-MOST_STATIONS:]
        skipped += len(then) - len(last)
        before, edges = self._ways.last_edges(number, 0 if skipped else MOST_STATIONS - len(last))
        before += skipped
        edges += last
        told = list(self._stories.told(edges)) if edges else list(_stories.met_at(step))
        left_out = [f"… after {before} more steps"] if before else []
        return (*_stories.called(self.steps[start]), *left_out, *told)

    def path(
        self, sources: Iterable[Step], goal: Goal, follow: Follow | None = None
    ) -> Sequence[Edge] | None:
        """A shortest way (in edges) from the sources to a goal; None where there is none.

        It costs the size of what is passed; empty where a source is a goal.
        """
        return shortest_way(self._net, map(self._number, sources), goal, follow)

    def story(self, edges: Sequence[Edge]) -> tuple[str, ...]:
        """A way told as a witness: what is met and done at each step, and where it ends."""
        return tuple(self._stories.told(edges))

    def of(self, flow: Flow) -> FlowGraph:
        """The graph, seen from one flow."""
        return FlowGraph(self, flow)

    def starts_of(self, flow: Flow) -> Sequence[Step]:
        """Where a flow is entered; each of its steps where that is not known."""
        return self._net.starts_of(flow)

    @cached_property
    def _net(self) -> Net:
        return Net(self.project)

    @cached_property
    def _out(self) -> dict[int, list[Edge]]:
        """The edges out of every step, by its identity."""
        numbers = self._net.numbers
        return dict(zip(numbers, map(self._net.out.__getitem__, numbers.values()), strict=True))

    @cached_property
    def _whole_cycles(self) -> list[list[int]]:
        return _cycles.cyclic(self._all.successors)

    @cached_property
    def _whole_cycle_of(self) -> dict[int, int]:
        """Which of all cycles a step is in."""
        return {number: at for at, cycle in enumerate(self._whole_cycles) for number in cycle}

    @cached_property
    def _all(self) -> Followed:
        return Followed(self._net, None)

    @cached_property
    def _reached(self) -> bytearray:
        return maybe_reached(self._net, self._all.successors)

    @cached_property
    def _reached_by_customers(self) -> bytearray:
        return reached(self._all.successors, self._net.entry_starts)

    @cached_property
    def _lost_calls(self) -> frozenset[int]:
        return lost_calls(self._net, self._all)

    @cached_property
    def _dominators(self) -> Dominators:
        return Dominators(self._net, self._all.successors)

    @cached_property
    def _ways(self) -> Ways:
        return Ways(self._net)

    def _number(self, step: Step) -> int:
        return self._net.numbers[id(step)]

    def _prices(self, price: Price) -> Prices:
        return self._remember(("prices", price), lambda: Prices(self._net, price))

    def _followed(self, follow: Follow | None) -> Followed:
        if follow is None:
            return self._all
        return self._remember(("followed", follow), lambda: Followed(self._net, follow))

    def _leading(
        self, goal: Goal, follow: Follow | None, kinds: tuple[type[Step], ...] = ()
    ) -> Leading:
        return self._remember(
            ("leads", goal, follow, kinds),
            lambda: Leading(self._answers(goal, kinds), self._followed(follow), self._lost_calls),
        )

    def _answers(self, goal: Goal, kinds: tuple[type[Step], ...]) -> Answers:
        return self._remember(("answers", goal, kinds), lambda: Answers(self._net, goal, kinds))

    def _remember(self, key: Hashable, compute: Callable[[], _T]) -> _T:
        if key in self._remembered:
            self._remembered.move_to_end(key)
        else:
            self._remembered[key] = compute()
            if len(self._remembered) > _MOST_REMEMBERED:
                self._remembered.popitem(last=False)
        return cast("_T", self._remembered[key])


class FlowGraph:
    """The graph of the project, seen from one of its flows."""

    def __init__(self, whole: Graph, flow: Flow) -> None:
        self.whole = whole
        self.flow = flow

    @property
    def starts(self) -> Sequence[Step]:
        """Where the flow is entered; each of its steps where that is not known."""
        return self.whole.starts_of(self.flow)

    def edges(self) -> Iterator[Edge]:
        """The ways out of the flow's steps, those to other flows included."""
        for step in self.flow.steps:
            yield from self.whole.edges(step)

    def edges_within(self) -> Iterator[Edge]:
        """The known ways from a step of the flow to a step of the flow."""
        for edge in self.edges():
            if edge.step is not None and edge.step.flow is self.flow:
                yield edge

    @property
    def reached(self) -> Collection[Maybe[bool]]:
        """What `is_reached` says of the flow's steps, each answer once."""
        return self.whole.reached_in(self.flow)

    def unreached(self) -> Iterator[Step]:
        """The steps of the flow that no caller can reach, in their order."""
        return (step for step in self.flow.steps if self.whole.is_reached(step) is False)


_MAYBE: Final[Mapping[int, Maybe[bool]]] = {NO: False, MAYBE: UNKNOWN, YES: True}
