"""Dominators: what every way passes. After Lengauer and Tarjan (1979), n log n, iterative."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ivrlint.graph._followed import Followed
from ivrlint.graph._net import Net
from ivrlint.graph._reach import Leading
from ivrlint.model import Step


def immediate_dominators(successors: Sequence[Sequence[int]], root: int) -> list[int]:
    """The closest dominator of every node, seen from the root.

    -1 for nodes that the root does not lead to; the root's own is itself.
    """
    order, parent = _depth_first(successors, root)
    size = len(successors)
    semi = [-1] * size
    for number, node in enumerate(order):
        semi[node] = number
    before: list[list[int]] = [[] for _ in range(size)]
    for node in order:
        for head in successors[node]:
            before[head].append(node)
    forest = _Forest(semi)
    ancestor, least_of = forest.ancestor, forest.least
    closest = [-1] * size
    bucket: dict[int, list[int]] = {}
    for node in reversed(order[1:]):
        lowest = semi[node]
        for tail in before[node]:
            # A node that is not linked yet stands for itself.
            reached = semi[tail if ancestor[tail] < 0 else least_of(tail)]
            lowest = min(lowest, reached)
        semi[node] = lowest
        above = ancestor[node] = parent[node]
        if order[lowest] == above:
            closest[node] = above
        else:
            bucket.setdefault(order[lowest], []).append(node)
        for waiting in bucket.pop(above, ()):
            least = least_of(waiting)
            closest[waiting] = least if semi[least] < semi[waiting] else above
    for node in order[1:]:
        if closest[node] != order[semi[node]]:
            closest[node] = closest[closest[node]]
    closest[root] = root
    return closest


def _depth_first(successors: Sequence[Sequence[int]], root: int) -> tuple[list[int], list[int]]:
    """The nodes in the order of a depth-first walk, and each one's parent in it."""
    parent = [-1] * len(successors)
    parent[root] = root
    order = [root]
    stack = [iter(successors[root])]
    trail = [root]
    while stack:
        for head in stack[-1]:
            if parent[head] < 0:
                parent[head] = trail[-1]
                order.append(head)
                trail.append(head)
                stack.append(iter(successors[head]))
                break
        else:
            stack.pop()
            trail.pop()
    return order, parent


class _Forest:
    """The part of the tree that is done, its paths shortened with every look."""

    def __init__(self, semi: list[int]) -> None:
        self._semi = semi
        self.ancestor = [-1] * len(semi)
        self._label = list(range(len(semi)))

    def least(self, node: int) -> int:
        """The node of least semidominator from `node` up to below the root of its tree."""
        ancestor, label, semi = self.ancestor, self._label, self._semi
        if ancestor[node] < 0:
            return node
        path = []
        at = node
        while ancestor[ancestor[at]] >= 0:
            path.append(at)
            at = ancestor[at]
        for at in reversed(path):
            above = ancestor[at]
            if semi[label[above]] < semi[label[at]]:
                label[at] = label[above]
            ancestor[at] = ancestor[above]
        return label[node]


class Dominators:
    """The dominator tree of a net, seen from the steps where customers begin."""

    def __init__(self, net: Net, successors: Sequence[Sequence[int]]) -> None:
        self._root = len(net)
        self._closest = immediate_dominators([*successors, net.entry_starts], self._root)
        self._spans = self._number()

    def _number(self) -> list[tuple[int, int]]:
        """For every node when a walk over the tree enters and leaves it."""
        below: list[list[int]] = [[] for _ in self._closest]
        for node, above in enumerate(self._closest):
            if above >= 0 and node != above:
                below[above].append(node)
        spans = [(-1, -1)] * len(below)
        clock = 0
        stack = [self._root]
        while stack:
            node = stack.pop()
            clock += 1
            if node < 0:
                node = ~node
                spans[node] = (spans[node][0], clock)
                continue
            spans[node] = (clock, -1)
            stack.append(~node)
            stack += below[node]
        return spans

    def dominates(self, first: int, second: int) -> bool:
        """Whether every known way to `second` passes `first`; False where there is no way."""
        if self._closest[first] < 0 or self._closest[second] < 0:
            return False
        outer, inner = self._spans[first], self._spans[second]
        return outer[0] <= inner[0] and inner[1] <= outer[1]

    def above(self, number: int) -> Iterator[int]:
        """The dominators of a step, itself first, then the closest."""
        at = number if self._closest[number] >= 0 else self._root
        while at != self._root:
            yield at
            at = self._closest[at]


class Gates:
    """The steps that every way to a goal passes.

    A way through something unresolved that may lead to the goal counts as a
    way: what is a gate here is a gate for certain. A flow that is called, or
    that runs during a wait, is left by more ways than it shows: nothing is
    certain for steps inside it.
    """

    def __init__(self, leading: Leading, followed: Followed) -> None:
        self._net = net = followed.net
        self._sink = len(net)
        last = sorted({*leading.goals, *leading.leaps})
        self._next = immediate_dominators([*followed.into, last], self._sink)
        self._uncertain = {net.flow_of[number] for number in leading.beside}

    def of(self, start: Step) -> Iterator[Step]:
        """The gates on the way from a step, in the order a caller meets them.

        The step itself is the first; the goal is the last where there is only
        one. Nothing where no way leads to the goal.
        """
        at = self._net.numbers[id(start)]
        if self._next[at] < 0 or self._net.flow_of[at] in self._uncertain:
            return
        while at != self._sink:
            yield self._net.steps[at]
            at = self._next[at]

    def first(self, wanted: Callable[[Step], bool]) -> Callable[[Step], Step | None]:
        """A function that says which gate of this kind a caller meets first from a step."""
        net, sink, following = self._net, self._sink, self._next
        found = [-2] * (sink + 1)
        found[sink] = -1
        for number in range(sink):
            at, trail = number, []
            while found[at] == -2:
                if following[at] < 0:
                    found[at] = -1
                elif wanted(net.steps[at]):
                    found[at] = at
                else:
                    trail.append(at)
                    at = following[at]
            for passed in trail:
                found[passed] = found[at]

        def first_gate(start: Step) -> Step | None:
            at = net.numbers[id(start)]
            gate = -1 if net.flow_of[at] in self._uncertain else found[at]
            return net.steps[gate] if gate >= 0 else None

        return first_gate
