"""The graph of a project: successors, reachability, dominators, cycles, least costs, witnesses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ivrlint.graph.edges import Edge
from ivrlint.model import Flow, Maybe, Project, Step

Follow = Callable[[Edge], bool]
Goal = Callable[[Step], bool]


class StepSet:
    """A set of steps by identity: two steps that look alike are still two."""

    __slots__ = ("_steps",)

    def __init__(self, steps: Iterable[Step] = ()) -> None:
        self._steps = {id(step): step for step in steps}

    def __contains__(self, step: object) -> bool:
        return id(step) in self._steps

    def __iter__(self) -> Iterator[Step]:
        return iter(self._steps.values())

    def __len__(self) -> int:
        return len(self._steps)

    def add(self, step: Step) -> bool:
        """Add a step; whether it was new."""
        if id(step) in self._steps:
            return False
        self._steps[id(step)] = step
        return True


class Graph:
    """The graph over all flows of a linked project; everything is computed once, when asked for."""

    def __init__(self, project: Project) -> None:
        self.project = project

    @property
    def steps(self) -> Sequence[Step]:
        """Every step of every flow, in the order of the files."""
        raise NotImplementedError

    @property
    def starts(self) -> Sequence[Step]:
        """Where callers come in: starts and entries of flows that are entered from outside."""
        raise NotImplementedError

    def edges(self, step: Step) -> Sequence[Edge]:
        """The ways out of a step, in the order of its exits."""
        raise NotImplementedError

    def edges_to(self, step: Step) -> Sequence[Edge]:
        """The known ways into a step."""
        raise NotImplementedError

    def reachable(self, steps: Iterable[Step], follow: Follow | None = None) -> StepSet:
        """What can be reached from these steps (themselves included) by known targets."""
        raise NotImplementedError

    def is_reached(self, step: Step) -> Maybe[bool]:
        """Whether a caller can get there; UNKNOWN where only an unresolved target could lead."""
        raise NotImplementedError

    def leads_to(self, goal: Goal, follow: Follow | None = None) -> Callable[[Step], Maybe[bool]]:
        """A function that says whether a step can lead to a goal (being one counts).

        UNKNOWN: only through a target that is unresolved, or through something
        opaque that may go anywhere; a rule that proves a *never* is silent then.
        """
        raise NotImplementedError

    def dominates(self, first: Step, second: Step) -> bool:
        """Whether every known way from the starts to `second` passes `first`."""
        raise NotImplementedError

    def cycles(self, follow: Follow | None = None) -> Sequence[Sequence[Step]]:
        """The strongly connected components that hold a cycle, over the edges to follow."""
        raise NotImplementedError

    def least_keys(self, step: Step) -> int | None:
        """The fewest inputs of a caller from a start to a step; None where it is not reached."""
        raise NotImplementedError

    def least_seconds(self, step: Step) -> float | None:
        """The fewest seconds of speech heard from a start to a step, up to the options chosen."""
        raise NotImplementedError

    def witness(self, step: Step) -> tuple[str, ...]:
        """The way of a caller to a step: `hears "…"`, `presses 1`, `waits in queue agents`."""
        raise NotImplementedError

    def path(
        self, sources: Iterable[Step], goal: Goal, follow: Follow | None = None
    ) -> Sequence[Edge] | None:
        """A shortest way (in edges) from the sources to a goal; None where there is none."""
        raise NotImplementedError

    def story(self, edges: Sequence[Edge]) -> tuple[str, ...]:
        """A way told as a witness."""
        raise NotImplementedError

    def of(self, flow: Flow) -> FlowGraph:
        """The graph, seen from one flow."""
        return FlowGraph(self, flow)


class FlowGraph:
    """The graph of the project, seen from one of its flows."""

    def __init__(self, whole: Graph, flow: Flow) -> None:
        self.whole = whole
        self.flow = flow

    def unreached(self) -> Iterator[Step]:
        """The steps of the flow that no caller can reach, in their order."""
        return (step for step in self.flow.steps if self.whole.is_reached(step) is False)
