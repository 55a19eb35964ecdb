"""Edges: the exits of the model, resolved, and the few ways that are no exits."""

from __future__ import annotations

from enum import StrEnum

from ivrlint.lean import dataclass
from ivrlint.model import Exit, Resolved, Step


class Via(StrEnum):
    """What kind of way an edge is."""

    EXIT = "exit"
    """An exit of the step."""
    GLOBAL = "global"
    """An option of the flow that holds at every menu and collected input."""
    CALL = "call"
    """From a `Call` into the flow that it runs."""
    TRANSFER = "transfer"
    """From a `Transfer` into the flow that takes over."""
    WAITING = "waiting"
    """From a `Queue` into the flow that runs while the caller waits."""
    VISIT = "visit"
    """From a `Visit` to the page that the caller meets."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from a step to what its target is.

    `target` is a step or a page of the project, or why there is none. `exit`
    is None for CALL, TRANSFER, WAITING and VISIT.
    """

    source: Step
    target: Resolved
    via: Via
    exit: Exit | None = None

    @property
    def step(self) -> Step | None:
        """The step that it leads to, where it is known."""
        return self.target if isinstance(self.target, Step) else None

    @property
    def is_input(self) -> bool:
        """Whether the caller presses, says or chooses something to take it."""
        return self.exit is not None and self.exit.is_input
