"""Ways: the shortest ones, in edges."""

from __future__ import annotations

from collections.abc import Iterable

from ivrlint.graph._net import Follow, Net
from ivrlint.graph._reach import Goal
from ivrlint.graph.edges import Edge


def shortest_way(
    net: Net, sources: Iterable[int], goal: Goal, follow: Follow | None
) -> list[Edge] | None:
    """A shortest way to a step for which `goal` is True; None where there is none."""
    came_by: dict[int, Edge | None] = dict.fromkeys(sources)
    ahead = list(came_by)
    while ahead:
        beyond = []
        for number in ahead:
            if goal(net.steps[number]) is True:
                return _back(net, came_by, number)
            for edge, head in zip(net.out[number], net.heads[number], strict=True):
                if head >= 0 and head not in came_by and (follow is None or follow(edge)):
                    came_by[head] = edge
                    beyond.append(head)
        ahead = beyond
    return None


def _back(net: Net, came_by: dict[int, Edge | None], number: int) -> list[Edge]:
    way = []
    while (edge := came_by[number]) is not None:
        way.append(edge)
        number = net.numbers[id(edge.source)]
    return way[::-1]


class Ways:
    """A shortest way to every step, kept as a tree: from where customers begin, if there is one."""

    def __init__(self, net: Net) -> None:
        self._net = net
        self._came_by: dict[int, Edge | None] = {}
        self._depth: dict[int, int] = {}
        self._start: dict[int, int] = {}
        for starts in (net.entry_starts, net.starts):
            self._grow(starts)

    def _grow(self, starts: Iterable[int]) -> None:
        ahead = [start for start in dict.fromkeys(starts) if start not in self._came_by]
        for start in ahead:
            self._came_by[start] = None
            self._depth[start] = 0
            self._start[start] = start
        while ahead:
            beyond = []
            for number in ahead:
                for edge, head in zip(self._net.out[number], self._net.heads[number], strict=True):
                    if head >= 0 and head not in self._came_by:
                        self._came_by[head] = edge
                        self._depth[head] = self._depth[number] + 1
                        self._start[head] = self._start[number]
                        beyond.append(head)
            ahead = beyond

    def start(self, number: int) -> int | None:
        """The step that the way begins with; None where there is no way."""
        return self._start.get(number)

    def last_edges(self, number: int, most: int) -> tuple[int, list[Edge]]:
        """The last edges of the way to a step, and how many come before them."""
        way: list[Edge] = []
        while len(way) < most and (edge := self._came_by.get(number)) is not None:
            way.append(edge)
            number = self._net.numbers[id(edge.source)]
        return self._depth.get(number, 0), way[::-1]
