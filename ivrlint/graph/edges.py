"""Edges: the exits of the model, resolved, and the few ways that are no exits."""

from __future__ import annotations

from enum import StrEnum

from ivrlint.model import CALLER_INPUT, Cause, Exit, Resolved, Step

_SHUT = frozenset({Cause.CLOSED, Cause.HOLIDAY})


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


class Edge:
    """A way from a step to what its target is; two ways are never equal.

    `target` is a step or a page of the project, or why there is none; `step`
    is the step, where it is known. `exit` is None for CALL, TRANSFER, WAITING
    and VISIT. `is_input` says whether the caller presses, says or chooses
    something to take it.
    """

    # Plain attributes: rules ask every edge of a large project several times.
    __slots__ = ("exit", "is_input", "source", "step", "target", "via")

    def __init__(self, source: Step, target: Resolved, via: Via, exit: Exit | None = None) -> None:  # noqa: A002
        self.source = source
        self.target = target
        self.via = via
        self.exit = exit
        self.step = target if isinstance(target, Step) else None
        self.is_input = exit is not None and exit.cause in CALLER_INPUT

    def __repr__(self) -> str:
        return f"Edge({self.source.name!r}, {self.target!r}, {self.via}, {self.exit!r})"


def when_open(edge: Edge) -> bool:
    """Whether a call goes this way during opening hours, as far as checks of the hours decide."""
    return edge.exit is None or edge.exit.cause not in _SHUT


def when_closed(edge: Edge) -> bool:
    """Whether a call goes this way outside of opening hours, as far as their checks decide."""
    return edge.exit is None or edge.exit.cause is not Cause.OPEN
