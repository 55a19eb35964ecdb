"""Costs: the least that it takes to get from one step to another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from heapq import heappop, heappush
from typing import Final

from ivrlint.graph._followed import Followed
from ivrlint.graph._prices import NOTHING, Prices
from ivrlint.graph._reach import Leading
from ivrlint.graph.edges import Edge, Via
from ivrlint.model import Scope, Step

_Area = tuple[int, "str | None"]
"""Steps that an unresolved target may lead to: a key of `Net.areas`, or one of these two."""

_STARTS: Final[_Area] = (-1, None)
_ANYWHERE: Final[_Area] = (-2, None)

_Ways = Callable[[int], Iterable[tuple[int, "Edge | None"]]]
"""From a number: the numbers that follow, and by which edge; without one it costs nothing."""

_Met = tuple[int, int, "Edge | None"]
"""A number, the one that it was come from (-1 for none), and by which edge."""


class _Search:
    """The least costs from some numbers on, nearest first, as far as someone asks.

    Of what costs the same, what was met first goes first: it waits in one list.
    """

    def __init__(self, size: int, sources: Iterable[int], ways: _Ways, prices: Prices) -> None:
        self._ways = ways
        self._prices = prices
        self._least: list[float | None] = [None] * size
        self._known = bytearray(size)
        self._came_by: dict[int, _Met] = {}
        self._source = [-1] * size
        self._lists: dict[tuple[float, bool], list[_Met]] = {
            (0.0, False): [(source, -1, None) for source in sorted(set(sources))]
        }
        self._costs = [(0.0, False)]

    def least(self, number: int) -> float | None:
        if self._least[number] is None:
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
            _, number, edge = came
            if edge is not None:
                yield edge

    def _find(self, sought: int) -> None:
        costs, lists, least = self._costs, self._lists, self._least
        ways, price_of = self._ways, self._prices.of
        while costs and least[sought] is None:
            cost, unknown = heappop(costs)
            met = lists[cost, unknown]
            # What is met at the same cost is added to the list meanwhile.
            for row in met:
                number, before, _ = row
                if least[number] is not None:
                    continue
                least[number] = cost
                self._known[number] = not unknown
                if before < 0:
                    self._source[number] = number
                else:
                    self._source[number] = self._source[before]
                    self._came_by[number] = row
                for head, edge in ways(number):
                    if least[head] is not None:
                        continue
                    price = NOTHING if edge is None else price_of(edge)
                    if price is NOTHING:
                        met.append((head, number, edge))
                        continue
                    key = (cost + price.seconds, unknown or not price.known)
                    if key in lists:
                        lists[key].append((head, number, edge))
                    else:
                        lists[key] = [(head, number, edge)]
                        heappush(costs, key)
            del lists[cost, unknown]


class Costs:
    """The least costs from some steps to every step that they lead to.

    They are found nearest first, as far as someone asks.
    """

    def __init__(self, followed: Followed, prices: Prices, sources: Iterable[int]) -> None:
        self._net = followed.net
        self._followed = followed
        self._prices = prices
        self._begin = list(sources)
        self._sure = _Search(len(self._net), self._begin, followed.ways, prices)

    @cached_property
    def _any(self) -> _Search:
        """The search over what unresolved targets and opaque steps may lead to, too."""
        net = self._net
        self._loose = self._loose_edges()
        self._opaque = net.opaque
        if not self._loose and not self._opaque:
            return self._sure
        # Areas are numbers too, so that each is entered once however many edges lead there.
        areas = [area for rows in self._loose.values() for _, area in rows]
        listed = list(dict.fromkeys([*areas, *([_ANYWHERE] if self._opaque else [])]))
        self._areas = {area: len(net) + at for at, area in enumerate(listed)}
        self._members = list(map(self._members_of, listed))
        return _Search(len(net) + len(listed), self._begin, self._any_ways, self._prices)

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

    def _any_ways(self, number: int) -> Iterator[tuple[int, Edge | None]]:
        net = self._net
        if number >= len(net):
            for member in self._members[number - len(net)]:
                yield member, None
            return
        yield from self._followed.ways(number)
        if number in self._opaque:
            yield self._areas[_ANYWHERE], None
        for edge, area in self._loose.get(number, ()):
            yield self._areas[area], edge

    def _loose_edges(self) -> dict[int, list[tuple[Edge, _Area]]]:
        """By the number of a step the edges out of it that may lead to some step, and whereto."""
        found: dict[int, list[tuple[Edge, _Area]]] = {}
        for number, edge, scope in self._followed.unresolved:
            if edge.via is Via.WAITING:
                continue
            if scope is Scope.FLOW or scope is Scope.PART:
                area = self._net.area(number, scope)
            else:
                area = _STARTS if scope is Scope.STARTS else _ANYWHERE
            found.setdefault(number, []).append((edge, area))
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
        self,
        followed: Followed,
        prices: Prices,
        goals: Iterable[int],
        leading: Callable[[], Leading],
    ) -> None:
        self._net = followed.net
        self._followed = followed
        self._prices = prices
        self._goals = list(goals)
        self._leading = leading
        self._sure = _Search(len(self._net), self._goals, followed.ways_to, prices)

    @cached_property
    def _any(self) -> _Search:
        """The search from everything that is not known, too."""
        leading = self._leading()
        unknown = leading.leaps | leading.beside
        if not unknown:
            return self._sure
        begin = [*self._goals, *unknown]
        return _Search(len(self._net), begin, self._followed.ways_to, self._prices)

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
