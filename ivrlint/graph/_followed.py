"""The part of a net that callers go along: its edges but for those that are not to be followed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from ivrlint.graph._net import Follow, Net
from ivrlint.graph.edges import Edge, Via
from ivrlint.model import Scope


class Followed:
    """The edges of a net that are to be followed; no edge is asked about that nobody needs."""

    def __init__(self, net: Net, follow: Follow | None) -> None:
        self.net = net
        self.follow = follow
        self._out: dict[int, list[Edge]] = {}
        self._tails: dict[int, list[int]] = {}
        self._ways: dict[int, list[tuple[int, Edge]]] = {}
        self._ways_to: dict[int, list[tuple[int, Edge]]] = {}

    def out(self, number: int) -> Sequence[Edge]:
        """The edges out of a step."""
        edges, follow = self.net.out[number], self.follow
        if follow is None:
            return edges
        found = self._out.get(number)
        if found is None:
            found = self._out[number] = [edge for edge in edges if follow(edge)]
        return found

    def ways(self, number: int) -> Sequence[tuple[int, Edge]]:
        """The known ways on from a step: the numbers of the steps they lead to, and the edges."""
        found = self._ways.get(number)
        if found is None:
            net, follow = self.net, self.follow
            found = self._ways[number] = [
                (head, edge)
                for head, edge in zip(net.heads[number], net.out[number], strict=True)
                if head >= 0 and (follow is None or follow(edge))
            ]
        return found

    def ways_to(self, number: int) -> Sequence[tuple[int, Edge]]:
        """The known ways to a step: the numbers of the steps they come from, and the edges."""
        found = self._ways_to.get(number)
        if found is None:
            numbers, follow = self.net.numbers, self.follow
            found = self._ways_to[number] = [
                (numbers[id(edge.source)], edge)
                for edge in self.net.into[number]
                if follow is None or follow(edge)
            ]
        return found

    @cached_property
    def successors(self) -> list[list[int]]:
        """The numbers of the steps that each step leads to."""
        if self.follow is None:
            return [
                [head for head in heads if head >= 0] if -1 in heads else heads
                for heads in self.net.heads
            ]
        numbers = self.net.numbers
        return [
            [numbers[id(edge.step)] for edge in self.out(number) if edge.step is not None]
            for number in range(len(self.net))
        ]

    def tails(self, number: int) -> Sequence[int]:
        """The numbers of the steps that lead to a step: as `into`, found one by one."""
        follow = self.follow
        if follow is None:
            return self.into[number]
        found = self._tails.get(number)
        if found is None:
            numbers = self.net.numbers
            into = self.net.into[number]
            found = self._tails[number] = [numbers[id(e.source)] for e in into if follow(e)]
        return found

    @cached_property
    def into(self) -> list[list[int]]:
        """The numbers of the steps that lead to each step."""
        found: list[list[int]] = [[] for _ in self.net.steps]
        for number, heads in enumerate(self.successors):
            for head in heads:
                found[head].append(number)
        return found

    @cached_property
    def loose(self) -> dict[tuple[int, str | None], list[tuple[int, Edge]]]:
        """The edges that may lead to some step of an area, by the area."""
        found: dict[tuple[int, str | None], list[tuple[int, Edge]]] = {}
        for number, edge, scope in self.unresolved:
            if scope is Scope.FLOW or scope is Scope.PART:
                found.setdefault(self.net.area(number, scope), []).append((number, edge))
        return found

    @cached_property
    def far(self) -> list[tuple[int, Edge]]:
        """The edges whose target may be anywhere, or the start of any flow."""
        near = {Scope.FLOW, Scope.PART}
        return [(number, edge) for number, edge, scope in self.unresolved if scope not in near]

    @cached_property
    def unresolved(self) -> list[tuple[int, Edge, Scope]]:
        """The edges that may lead to steps, but nobody knows to which; each with its step."""
        follow = self.follow
        if follow is None:
            return self.net.unresolved
        return [row for row in self.net.unresolved if follow(row[1])]

    @cached_property
    def calls(self) -> set[tuple[int, int]]:
        """The `Call` steps and where what they run begins, both as numbers."""
        return {
            (number, self.net.numbers[id(edge.target)])
            for number in self.net.running
            for edge in self.out(number)
            if edge.via is Via.CALL and edge.step is not None
        }

    @cached_property
    def left_for(self) -> dict[int, list[int]]:
        """For every step the ones that run a flow beside themselves and have an exit to it."""
        found: dict[int, list[int]] = {}
        for number in self.net.running:
            for edge in self.out(number):
                if edge.via is Via.EXIT and edge.step is not None:
                    found.setdefault(self.net.numbers[id(edge.target)], []).append(number)
        return found
