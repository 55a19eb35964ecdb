"""Where a call is while it walks through contexts."""

from __future__ import annotations

from typing import TypeAlias

from ivrlint.lean import dataclass
from ivrlint_formats.freeswitch.dialplan.plan import Plan, Subject
from ivrlint_formats.freeswitch.dialplan.program import Extension


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a call is: an operation of an extension, and what was dialled."""

    plan: Plan
    at: int
    index: int
    subject: Subject

    @property
    def extension(self) -> Extension:
        """The extension."""
        return self.plan.extensions[self.at]

    @property
    def is_home(self) -> bool:
        """Whether this is the extension that the dialled number belongs to."""
        return self.at == self.subject.home

    @property
    def part(self) -> str:
        """The name of the extension that is called."""
        return self.plan.extensions[self.subject.home].part

    @property
    def group(self) -> str:
        """The part of the flow that its steps belong to: that of the extension called, else of
        the one that takes all its calls."""
        return self.plan.group(self.subject.home)

    @property
    def key(self) -> Key:
        """The same for all that is treated alike."""
        return id(self.plan), self.at, self.index, self.subject.home, self.subject.key


Key: TypeAlias = tuple[int, int, int, int, str]
