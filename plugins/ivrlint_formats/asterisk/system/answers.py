"""What a search for an extension ends with."""

from __future__ import annotations

from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import Maybe
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


@dataclass(frozen=True, slots=True)
class Option:
    """An extension that a caller in a context can dial.

    `key` is in the notation of `ivrlint.model.Exit.key`. `found_in` is where
    it is written. `timed` and `extension.cid` are its conditions.
    `waits_for_more`: after this one key the engine waits whether more follow;
    UNKNOWN where files that are not at hand decide. It is only said of one key.
    """

    key: str
    extension: Extension
    found_in: str
    timed: bool = False
    waits_for_more: Maybe[bool] = False


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller in a context can dial, in the order in which the engine prefers it.

    `short` are those of one key, and patterns that one key is enough for.
    `long` are all others where they are at most `FEW`; else there are none
    and `hub` is True: `System.hub` has them. `incomplete` is why there may be
    more; None where these are all.
    """

    short: tuple[Option, ...]
    long: tuple[Option, ...]
    hub: bool = False
    incomplete: str | None = None

    @property
    def complete(self) -> bool:
        """Whether the files show all of them."""
        return self.incomplete is None


@dataclass(frozen=True, slots=True)
class Hub:
    """The options of several keys that a context holds itself, and the included
    contexts with more: each has a hub of its own, so that none is listed twice."""

    options: tuple[Option, ...]
    below: tuple[str, ...]


FEW: Final = 50
"""The most options of several keys that each menu gets for itself."""
