"""Which questions may be asked again: for all names at once, before ways are looked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from heapq import heappop, heappush

from ivrlint.graph import Edge, Graph
from ivrlint.model import Bot, Step


class Since(IntEnum):
    """What has happened since a question was answered."""

    NOTHING = 0
    CHECK = 1
    MORE = 2

    @property
    def checked(self) -> Since:
        """What it is after a check of the answer."""
        return Since.CHECK if self is Since.NOTHING else self


class Answered:
    """Questions by name, and which of them callers may come to when they have answered another.

    Each question of a name is a bit of an integer. They are carried along the edges, each step
    in the order in which a call meets it, until no step gets a new one: for a graph without
    circles that is once for each edge. `after` says what has happened after a step, for what
    was asked before, and for the names that the step reads back.
    """

    def __init__(
        self,
        graph: Graph,
        questions: Mapping[str, Sequence[Step]],
        *,
        is_answered: Callable[[Edge], bool],
        after: Callable[[Step, Since], Since],
        read_back: Callable[[Step], Iterable[str]],
    ) -> None:
        self._graph = graph
        self._is_answered = is_answered
        self._after = after
        self._named: dict[str, int] = {}
        self._asked: dict[int, int] = {}
        self._own: dict[int, int] = {}
        self._firsts: list[Step] = []
        self._read_back = read_back
        for name, steps in questions.items():
            bits = 0
            for step in steps:
                bit = 1 << len(self._firsts)
                self._firsts.append(step)
                self._own[id(step)] = self._own.get(id(step), 0) | bit
                bits |= bit
            self._named[name] = bits
            for step in steps:
                self._asked[id(step)] = self._asked.get(id(step), 0) | bits
        self._again: dict[int, int] = {}
        self._carry()

    def names(self) -> Iterator[str]:
        """The names of which a question may be asked again."""
        again = 0
        for bits in self._again.values():
            again |= bits
        return (name for name, bits in self._named.items() if bits & again)

    def again(self, name: str, steps: Iterable[Step]) -> Iterator[tuple[Step, Step]]:
        """The questions of a name that may be asked again, each with one that comes before it."""
        for step in steps:
            bits = self._again.get(id(step), 0) & self._named[name]
            if bits:
                yield step, self._firsts[(bits & -bits).bit_length() - 1]

    def _carry(self) -> None:
        seeds = [step for step in self._firsts if id(step) in self._own]
        order = _in_order(self._graph, seeds)
        waiting: list[tuple[int, int]] = []
        steps: dict[int, Step] = {}
        come: dict[tuple[int, int], int] = {}

        def send(step: Step | None, since: Since, bits: int) -> None:
            if step is None or not bits:
                return
            key = (order[id(step)], int(since))
            known = come.get(key, 0)
            if bits & ~known:
                come[key] = known | bits
                steps[key[0]] = step
                heappush(waiting, key)

        for step in {id(step): step for step in seeds}.values():
            for edge in self._graph.edges(step):
                if self._is_answered(edge):
                    send(edge.step, Since.NOTHING, self._own[id(step)])
        done: dict[tuple[int, int], int] = {}
        while waiting:
            key = heappop(waiting)
            new = come[key] & ~done.get(key, 0)
            if not new:
                continue
            done[key] = come[key]
            step, since = steps[key[0]], Since(key[1])
            asked = self._asked.get(id(step), 0)
            if since is not Since.CHECK and not isinstance(step, Bot) and new & asked:
                found = new & asked & ~self._own[id(step)]
                self._again[id(step)] = self._again.get(id(step), 0) | found
            rest = new & ~asked
            if not rest:
                continue
            back = 0
            for name in self._read_back(step):
                back |= self._named.get(name, 0)
            after = self._after(step, since)
            for edge in self._graph.edges(step):
                send(edge.step, since.checked, rest & back)
                send(edge.step, after, rest & ~back)


def _in_order(graph: Graph, starts: Iterable[Step]) -> dict[int, int]:
    """Steps numbered so that edges lead from a lower number to a higher one, but for circles."""
    finished: list[Step] = []
    seen: set[int] = set()
    for start in starts:
        if id(start) in seen:
            continue
        seen.add(id(start))
        trail = [(start, iter(graph.edges(start)))]
        while trail:
            step, edges = trail[-1]
            for edge in edges:
                if edge.step is not None and id(edge.step) not in seen:
                    seen.add(id(edge.step))
                    trail.append((edge.step, iter(graph.edges(edge.step))))
                    break
            else:
                finished.append(step)
                trail.pop()
    return {id(step): number for number, step in enumerate(reversed(finished))}
