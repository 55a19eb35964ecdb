"""What a search for an extension ends with."""

from __future__ import annotations

from ivrlint.lean import dataclass
from ivrlint_formats.asterisk.dialplan.nodes import Entry
from ivrlint_formats.asterisk.system.extensions import Extension


@dataclass(frozen=True, slots=True)
class Found:
    """The line that the engine goes on with.

    `context_name` is where the extension is written, perhaps an included
    context. `timed`: only at the times of an include on the way there.
    `instead` are those that come first when their condition holds: a certain
    caller (`extension.cid`), certain times. `unless` says why it may still be
    another one. `sure` is False where only conditional ones are found.
    """

    context_name: str
    extension: Extension
    entry: Entry
    timed: bool = False
    instead: tuple[Found, ...] = ()
    unless: str | None = None

    @property
    def sure(self) -> bool:
        """Whether it is found whenever it is sought."""
        return not self.timed and self.extension.cid is None


@dataclass(frozen=True, slots=True)
class Missing:
    """It is not there: `what` is the first thing that lacks.

    One of `context`, `extension`, `priority`, `label`.
    """

    what: str


@dataclass(frozen=True, slots=True)
class Perhaps:
    """It may be there: `reason` is a sentence without its full stop. `found` are some that are."""

    reason: str
    found: tuple[Found, ...] = ()
