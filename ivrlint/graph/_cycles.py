"""Cycles: strongly connected components, after Tarjan (1972), linear, iterative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def components(successors: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The strongly connected components; each one's nodes in rising order."""
    size = len(successors)
    index = [-1] * size
    low = [0] * size
    is_open = bytearray(size)
    kept: list[int] = []
    clock = 0
    for root in range(size):
        if index[root] >= 0:
            continue
        trail: list[tuple[int, Iterator[int]]] = []
        entering = root
        while True:
            if entering >= 0:
                index[entering] = low[entering] = clock
                clock += 1
                kept.append(entering)
                is_open[entering] = 1
                trail.append((entering, iter(successors[entering])))
                entering = -1
            node, heads = trail[-1]
            for head in heads:
                if index[head] < 0:
                    entering = head
                    break
                if is_open[head]:
                    low[node] = min(low[node], index[head])
            if entering >= 0:
                continue
            trail.pop()
            if trail:
                above = trail[-1][0]
                low[above] = min(low[above], low[node])
            if low[node] == index[node]:
                component = []
                while is_open[node]:
                    component.append(kept.pop())
                    is_open[component[-1]] = 0
                yield sorted(component)
            if not trail:
                break


def cyclic(successors: Sequence[Sequence[int]]) -> list[list[int]]:
    """The components that hold a cycle, in the order of their first nodes."""
    return sorted(
        component
        for component in components(successors)
        if len(component) > 1 or component[0] in successors[component[0]]
    )
