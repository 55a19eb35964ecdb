"""Ways that rules find themselves, from one step on, and the circles that steps are part of."""

from __future__ import annotations

from collections.abc import Mapping

from ivrlint.graph import MOST_STATIONS, Edge, Graph
from ivrlint.lean import dataclass
from ivrlint.model import Step


@dataclass(frozen=True, slots=True)
class Way:
    """A way on from the step `first`: its last edge, and the way that leads up to it.

    Ways that begin alike share their beginning, so that many cost no more than their ends.
    """

    first: Step
    edge: Edge
    before: Way | None = None
    length: int = 1

    def on(self, edge: Edge) -> Way:
        """This way, one edge longer."""
        return Way(self.first, edge, self, self.length + 1)

    def witness(self, graph: Graph) -> tuple[str, ...]:
        """How a caller gets to its first step, and along it."""
        last: list[Edge] = []
        way: Way | None = self
        while way is not None and len(last) < MOST_STATIONS:
            last.append(way.edge)
            way = way.before
        return graph.witness(self.first, last[::-1], skipped=self.length - len(last))


def circles_in(graph: Graph) -> Mapping[int, int]:
    """The number of the circle that a step is part of, by the step's id."""
    return {id(step): number for number, circle in enumerate(graph.cycles()) for step in circle}
