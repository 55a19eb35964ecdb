"""What a rule says: a finding, with its places and perhaps a fix."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from ivrlint.lean import dataclass
from ivrlint.places import Place, Placed


class Severity(IntEnum):
    """How bad a finding is; they compare, the worst is the greatest."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @classmethod
    def named(cls, name: str) -> Severity:
        """The severity called `info`, `warning` or `error`; raises KeyError for another name."""
        return cls[name.upper()]

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding, with a note on it."""

    at: Placed | Place
    message: str

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.at if isinstance(self.at, Place) else self.at.place


@dataclass(frozen=True, slots=True)
class Edit:
    """Puts `text` in the place of what stands there."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that would mend a finding.

    `safe` says that callers meet nothing else than before but for the fault.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place.

    `at` is what it points at: a step, an exit, a prompt, a place. `severity`
    overrides the rule's own. `witness` is the way a caller takes to it, one
    sentence part for each station.
    """

    at: Placed | Place
    message: str
    severity: Severity | None = None
    related: Sequence[Related] = ()
    fix: Fix | None = None
    witness: Sequence[str] = ()

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.at if isinstance(self.at, Place) else self.at.place


@dataclass(frozen=True, slots=True)
class Skipped:
    """What a rule could not judge, and why. Rules yield it; it is listed on request."""

    at: Placed | Place
    reason: str

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.at if isinstance(self.at, Place) else self.at.place
