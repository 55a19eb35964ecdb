"""Sets of steps by identity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ivrlint.model import Step


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
