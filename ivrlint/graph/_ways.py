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
        self._came_by: list[Edge | None] = [None] * len(net)
        self._depth = [0] * len(net)
        self._start = [-1] * len(net)
        for starts in (net.entry_starts, net.starts):
            self._grow(starts)

    def _grow(self, starts: Iterable[int]) -> None:
        came_by, depths, begins = self._came_by, self._depth, self._start
        out, all_heads = self._net.out, self._net.heads
        ahead = [start for start in dict.fromkeys(starts) if begins[start] < 0]
        for start in ahead:
            begins[start] = start
        depth = 0
        while ahead:
            depth += 1
            beyond = []
            for number in ahead:
                begin = begins[number]
                for position, head in enumerate(all_heads[number]):
                    if head >= 0 and begins[head] < 0:
                        came_by[head] = out[number][position]
                        depths[head] = depth
                        begins[head] = begin
                        beyond.append(head)
            ahead = beyond

    def start(self, number: int) -> int | None:
        """The step that the way begins with; None where there is no way."""
        start = self._start[number]
        return None if start < 0 else start

    def last_edges(self, number: int, most: int) -> tuple[int, list[Edge]]:
        """The last edges of the way to a step, and how many come before them."""
        way: list[Edge] = []
        while len(way) < most and (edge := self._came_by[number]) is not None:
            way.append(edge)
            number = self._net.numbers[id(edge.source)]
        return self._depth[number], way[::-1]
