"""What is known, what is absent, what cannot be known."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Final, TypeAlias, TypeVar

from ivrlint.lean import dataclass

T = TypeVar("T")


class Unknown(Enum):
    """The type of `UNKNOWN`: the format cannot say it, or the file says it elsewhere."""

    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise TypeError("unknown is neither true nor false: compare with UNKNOWN")

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown.UNKNOWN

Maybe: TypeAlias = T | Unknown | None
"""A value that is there, is absent (None), or is unknown."""


class Scope(StrEnum):
    """How far an unresolved target may reach."""

    PART = "part"
    """Some step of the same part of the flow (a label of this extension)."""
    FLOW = "flow"
    """Some step of the same flow (an extension of this context)."""
    STARTS = "starts"
    """The start of some flow, or something outside the project; never the middle of a flow."""
    ANYWHERE = "anywhere"
    """Any step of any flow, or something outside the project."""


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A target that the reader could not find out, with the reason in plain words."""

    reason: str
    scope: Scope = Scope.ANYWHERE


@dataclass(frozen=True, slots=True)
class Target:
    """A target by name.

    `flow` None is the flow of the step itself; `step` None is the start of the
    flow. `elsewhere` says what the target is when the project does not define
    it: None where its absence is a fault, an `Unresolved` where a file that is
    not at hand may define it.
    """

    step: str | None
    flow: str | None = None
    elsewhere: Unresolved | None = None

    def __str__(self) -> str:
        if self.flow is None:
            return self.step or ""
        return self.flow if self.step is None else f"{self.flow}.{self.step}"
