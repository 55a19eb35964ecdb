"""The part of a net that callers go along: its edges but for those that are not to be followed."""

from __future__ import annotations

from functools import cached_property

from ivrlint.graph._net import Follow, Net
from ivrlint.graph.edges import Edge, Via
from ivrlint.model import Scope


class Followed:
    """The edges of a net that are to be followed; every edge is asked about once."""

    def __init__(self, net: Net, follow: Follow | None) -> None:
        self.net = net
        self.follow = follow

    @cached_property
    def out(self) -> list[list[Edge]]:
        """The edges out of every step."""
        if self.follow is None:
            return self.net.out
        follow, kept = self.follow, []
        for edges in self.net.out:
            found = [edge for edge in edges if follow(edge)]
            # Most steps keep all of theirs: then the list is the net's own.
            kept.append(edges if len(found) == len(edges) else found)
        return kept

    @cached_property
    def successors(self) -> list[list[int]]:
        """The numbers of the steps that each step leads to."""
        numbers = self.net.numbers
        found = []
        for edges, all_edges, heads in zip(self.out, self.net.out, self.net.heads, strict=True):
            if edges is not all_edges:
                heads = [numbers.get(id(edge.target), -1) for edge in edges]
            found.append([head for head in heads if head >= 0] if -1 in heads else heads)
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
        for number, edge, scope in self._unresolved:
            if scope is Scope.FLOW or scope is Scope.PART:
                found.setdefault(self.net.area(number, scope), []).append((number, edge))
        return found

    @cached_property
    def far(self) -> list[tuple[int, Edge]]:
        """The edges whose target may be anywhere, or the start of any flow."""
        near = {Scope.FLOW, Scope.PART}
        return [(number, edge) for number, edge, scope in self._unresolved if scope not in near]

    @property
    def _unresolved(self) -> list[tuple[int, Edge, Scope]]:
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
            for edge in self.out[number]
            if edge.via is Via.CALL and edge.step is not None
        }

    @cached_property
    def left_for(self) -> dict[int, list[int]]:
        """For every step the ones that run a flow beside themselves and have an exit to it."""
        found: dict[int, list[int]] = {}
        for number in self.net.running:
            for edge in self.out[number]:
                if edge.via is Via.EXIT and edge.step is not None:
                    found.setdefault(self.net.numbers[id(edge.target)], []).append(number)
        return found
