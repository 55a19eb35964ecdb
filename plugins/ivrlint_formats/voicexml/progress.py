"""How far a form is: which of its items have their value, and which comes next."""

from __future__ import annotations

from typing import Final, NamedTuple


class Progress(NamedTuple):
    """The items below `front` have their value, but for the `holes`; of those from there on
    only `done` have. A front of -1: nobody knows any more.
    """

    front: int
    holes: tuple[int, ...] = ()
    done: tuple[int, ...] = ()

    @property
    def is_lost(self) -> bool:
        """Whether it is not known what comes next."""
        return self.front < 0

    def next(self) -> tuple[int, Progress]:
        """The item that is visited next, the first empty one, and the progress when it is done."""
        if self.holes:
            first, *others = self.holes
            return first, Progress(self.front, tuple(others), self.done).settled()
        front = self.front
        done = set(self.done)
        while front in done:
            front += 1
        left = tuple(number for number in self.done if number > front)
        return front, Progress(front + 1, (), left).settled()

    def with_value(self, number: int) -> Progress:
        """The same, with a value for an item."""
        if self.is_lost or number in self.done:
            return self
        if number < self.front:
            holes = tuple(one for one in self.holes if one != number)
            return Progress(self.front, holes, self.done)
        return Progress(self.front, self.holes, tuple(sorted((*self.done, number)))).settled()

    def without_value(self, number: int) -> Progress:
        """The same, with an item emptied."""
        if self.is_lost:
            return self
        if number >= self.front:
            done = tuple(one for one in self.done if one != number)
            return Progress(self.front, self.holes, done)
        holes = tuple(sorted({*self.holes, number}))
        return Progress(self.front, holes, self.done).settled()

    def settled(self) -> Progress:
        """The same in the shortest form: what can be told by the front alone is."""
        front, holes, done = self
        holes_left, done_left = list(holes), list(done)
        while holes_left and holes_left[-1] == front - 1:
            holes_left.pop()
            front -= 1
        if not holes_left or front == self.front:
            while done_left and done_left[0] == front:
                done_left.pop(0)
                front += 1
        if len(holes_left) + len(done_left) > _MOST_TOLD:
            return LOST
        return Progress(front, tuple(holes_left), tuple(done_left))


_MOST_TOLD: Final = 50
"""Exceptions from the order of the file; in real forms there are one or two."""

LOST: Final = Progress(-1)


def natural(number: int) -> Progress:
    """The progress when all items up to this one have their value, and no other."""
    return Progress(number + 1)


class State(NamedTuple):
    """The progress of a form when some content is executed.

    `forced`: the next item was emptied, and is visited although it begins with
    a value. `known` is a variable and its value, just answered; `denied` a
    condition that just did not hold.
    """

    progress: Progress
    forced: bool = False
    known: tuple[str, str] | None = None
    denied: str = ""
