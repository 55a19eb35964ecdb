"""Cycles: strongly connected components, after Tarjan (1972), linear, iterative."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence


def cyclic(successors: Sequence[Sequence[int]]) -> list[list[int]]:
    """The strongly connected components that hold a cycle, in the order of their first nodes.

    Each one's nodes are in rising order. A cycle lies where edges lead back:
    every number from its least to its greatest is between the ends of one of them.
    """
    back = [(head, node) for node, heads in enumerate(successors) for head in heads if head <= node]
    among: list[int] = []
    end = -1
    for head, node in sorted(back):
        among += range(max(head, end + 1), node + 1)
        end = max(end, node)
    if len(among) == len(successors):
        return _components(successors)
    return cyclic_among(among, successors.__getitem__)


def cyclic_among(
    nodes: Sequence[int], successors: Callable[[int], Iterable[int]]
) -> list[list[int]]:
    """The components that hold a cycle, over these nodes alone; they are in rising order."""
    at = {node: number for number, node in enumerate(nodes)}
    among = [[at[head] for head in successors(node) if head in at] for node in nodes]
    return [[nodes[number] for number in component] for component in _components(among)]


def _components(successors: Sequence[Sequence[int]]) -> list[list[int]]:
    size = len(successors)
    index, low = [-1] * size, [0] * size
    is_open = bytearray(size)
    kept: list[int] = []
    found: list[list[int]] = []
    clock = 0
    for root in range(size):
        if index[root] >= 0:
            continue
        trail = []
        node, heads = root, iter(successors[root])
        index[node] = low[node] = clock
        clock += 1
        kept.append(node)
        is_open[node] = 1
        while True:
            for head in heads:
                if index[head] < 0:
                    trail.append((node, heads))
                    node, heads = head, iter(successors[head])
                    index[node] = low[node] = clock
                    clock += 1
                    kept.append(node)
                    is_open[node] = 1
                    break
                if is_open[head] and index[head] < low[node]:
                    low[node] = index[head]
            else:
                lowest = low[node]
                if lowest == index[node]:
                    component = [kept.pop()]
                    while component[-1] != node:
                        component.append(kept.pop())
                    for closed in component:
                        is_open[closed] = 0
                    if len(component) > 1 or node in successors[node]:
                        found.append(sorted(component))
                if not trail:
                    break
                node, heads = trail.pop()
                if lowest < low[node]:
                    low[node] = lowest
    return sorted(found)
