"""Costs: the least that it takes to get from one step to another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from typing import Final

from ivrlint.graph._net import Follow, Net
from ivrlint.graph._prices import NOTHING, Prices
from ivrlint.graph._reach import Leading
from ivrlint.graph.edges import Edge, Via
from ivrlint.model import Scope, Step
from ivrlint.speech import Heard

_Area = tuple[int, "str | None"]
"""Steps that an unresolved target may lead to: a key of `Net.areas`, or one of these two."""

_STARTS: Final[_Area] = (-1, None)
_ANYWHERE: Final[_Area] = (-2, None)

_Ways = Callable[[int], Iterator[tuple[int, Heard, Edge | None]]]
"""From a number: the numbers that follow, what each step there costs, and by which edge."""


class _Search:
    """The least costs from some numbers on, nearest first, as far as someone asks."""

    def __init__(self, size: int, sources: Iterable[int], ways: _Ways) -> None:
        self._ways = ways
        self._least: list[float | None] = [None] * size
        self._known = bytearray(size)
        self._came_by: dict[int, tuple[int, Edge | None]] = {}
        self._source = [-1] * size
        self._order = 0
        self._heap: list[tuple[float, bool, int, int, int, Edge | None]] = [
            (0.0, False, -1, source, -1, None) for source in dict.fromkeys(sources)
        ]
        heapify(self._heap)

    def least(self, number: int) -> float | None:
        self._find(number)
        return self._least[number]

    def known(self, number: int) -> bool:
        self._find(number)
        return bool(self._known[number])

    def source(self, number: int) -> int:
        """The number that the least way begins with; -1 where there is none."""
        self._find(number)
        return self._source[number]

    def way(self, number: int) -> Iterator[Edge]:
        """The edges of the least way, the last one first."""
        self._find(number)
        while (came := self._came_by.get(number)) is not None:
            number, edge = came
            if edge is not None:
                yield edge

    def _find(self, sought: int) -> None:
        heap, least = self._heap, self._least
        while heap and least[sought] is None:
            cost, unknown, _, number, before, edge = heappop(heap)
            if least[number] is not None:
                continue
            least[number] = cost
            self._known[number] = not unknown
            self._source[number] = number if before < 0 else self._source[before]
            if before >= 0:
                self._came_by[number] = (before, edge)
            for head, price, way in self._ways(number):
                if least[head] is None:
                    self._order += 1  # edges are in no order
                    total = cost + price.seconds
                    heappush(
                        heap, (total, unknown or not price.known, self._order, head, number, way)
                    )


class Costs:
    """The least costs from some steps to every step that they lead to.

    They are found nearest first, as far as someone asks.
    """

    def __init__(
        self, net: Net, prices: Prices, sources: Iterable[int], follow: Follow | None = None
    ) -> None:
        self._net = net
        self._prices = prices
        self._follow = follow
        sources = list(sources)
        self._sure = self._any = _Search(len(net), sources, self._known_ways)
        self._loose = self._loose_edges()
        self._opaque = net.opaque
        if self._loose or self._opaque:
            # Areas are numbers too, so that each is entered once however many edges lead there.
            areas = [area for _, area in self._loose.values()]
            listed = list(dict.fromkeys([*areas, *([_ANYWHERE] if self._opaque else [])]))
            self._areas = {area: len(net) + at for at, area in enumerate(listed)}
            self._members = list(map(self._members_of, listed))
            self._leaving = {number for number, _ in self._loose.values()}
            self._any = _Search(len(net) + len(listed), sources, self._any_ways)

    def least(self, step: Step) -> float | None:
        """The least cost of coming to a step; None where no known way leads there."""
        return self._sure.least(self._net.numbers[id(step)])

    def at_least(self, step: Step) -> float | None:
        """What coming to a step costs at least, wherever unresolved targets may lead.

        And wherever a call may go on after something opaque. None where nothing may lead there.
        """
        return self._any.least(self._net.numbers[id(step)])

    def known(self, step: Step) -> bool:
        """Whether `least` is more than a lower bound: every price on the way was known."""
        return self._sure.known(self._net.numbers[id(step)])

    def start(self, step: Step) -> Step | None:
        """The step that the least way begins with; None where no known way leads there."""
        start = self._sure.source(self._net.numbers[id(step)])
        return self._net.steps[start] if start >= 0 else None

    def way(self, step: Step) -> Sequence[Edge]:
        """The edges of the least way; it costs the length of the way."""
        return list(self.way_back(step))[::-1]

    def way_back(self, step: Step) -> Iterator[Edge]:
        """The edges of the least way, the last one first; as many as are asked for."""
        return self._sure.way(self._net.numbers[id(step)])

    def _known_ways(self, number: int) -> Iterator[tuple[int, Heard, Edge | None]]:
        net, follow = self._net, self._follow
        prices = self._prices.out(number)
        for edge, head, price in zip(net.out[number], net.heads[number], prices, strict=True):
            if head >= 0 and (follow is None or follow(edge)):
                yield head, price, edge

    def _any_ways(self, number: int) -> Iterator[tuple[int, Heard, Edge | None]]:
        net = self._net
        if number >= len(net):
            for member in self._members[number - len(net)]:
                yield member, NOTHING, None
            return
        yield from self._known_ways(number)
        if number in self._opaque:
            yield self._areas[_ANYWHERE], NOTHING, None
        if number in self._leaving:
            for edge, price in zip(net.out[number], self._prices.out(number), strict=True):
                if id(edge) in self._loose:
                    yield self._areas[self._loose[id(edge)][1]], price, edge

    def _loose_edges(self) -> dict[int, tuple[int, _Area]]:
        """By their identity the edges that may lead to some step: what they leave, and whereto."""
        found: dict[int, tuple[int, _Area]] = {}
        for number, edge, scope in self._net.unresolved:
            if edge.via is Via.WAITING or (self._follow is not None and not self._follow(edge)):
                continue
            if scope is Scope.FLOW or scope is Scope.PART:
                found[id(edge)] = (number, self._net.area(number, scope))
            else:
                found[id(edge)] = (number, _STARTS if scope is Scope.STARTS else _ANYWHERE)
        return found

    def _members_of(self, area: _Area) -> Sequence[int]:
        if area == _STARTS:
            return self._net.starts
        return range(len(self._net)) if area == _ANYWHERE else self._net.areas[area]


class CostsTo:
    """The least costs from every step to the nearest goal, over the edges to follow.

    They are found nearest first, as far as someone asks. A step that is a goal
    costs nothing.
    """

    def __init__(
        self, net: Net, prices: Prices, leading: Leading, follow: Follow | None = None
    ) -> None:
        self._net = net
        self._prices = prices
        self._follow = follow
        self._sure = _Search(len(net), leading.goals, self._ways)
        unknown = leading.leaps | leading.beside
        self._any = (
            _Search(len(net), [*leading.goals, *unknown], self._ways) if unknown else self._sure
        )

    def least(self, step: Step) -> float | None:
        """The least cost from coming to a step to a goal; None where no known way leads to one."""
        return self._sure.least(self._net.numbers[id(step)])

    def at_least(self, step: Step) -> float | None:
        """What a goal costs at least, were it just behind everything that is not known.

        None where nothing may lead to one.
        """
        return self._any.least(self._net.numbers[id(step)])

    def known(self, step: Step) -> bool:
        """Whether `least` is more than a lower bound: every price on the way was known."""
        return self._sure.known(self._net.numbers[id(step)])

    def goal(self, step: Step) -> Step | None:
        """The goal at the least cost; None where no known way leads to one."""
        goal = self._sure.source(self._net.numbers[id(step)])
        return self._net.steps[goal] if goal >= 0 else None

    def way(self, step: Step) -> Sequence[Edge]:
        """The edges to that goal; it costs the length of the way."""
        return list(self._sure.way(self._net.numbers[id(step)]))

    def _ways(self, number: int) -> Iterator[tuple[int, Heard, Edge | None]]:
        net, follow = self._net, self._follow
        for tail, position in net.into_at[number]:
            edge = net.out[tail][position]
            if follow is None or follow(edge):
                yield tail, self._prices.out(tail)[position], edge
