"""What a caller in a context can dial."""

from __future__ import annotations

from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import Maybe
from ivrlint_formats.asterisk.system.answers import Found
from ivrlint_formats.asterisk.system.patterns import sought

FEW: Final = 50
"""The most options of several keys that each menu gets for itself."""

KEYS: Final = frozenset("0123456789*#")
"""The keys of a telephone."""


@dataclass(frozen=True, slots=True)
class Option:
    """An extension that can be dialled: its first line.

    `key` is in the notation of `ivrlint.model.Exit.key`. `found.timed` and
    `found.extension.cid` are its conditions. `waits_for_more`: after this one
    key the engine waits whether more follow; UNKNOWN where files that are not
    at hand decide. It is only said of one key.
    """

    key: str
    found: Found
    waits_for_more: Maybe[bool] = False

    @property
    def is_conditional(self) -> bool:
        """Whether it holds only at certain times or for certain callers."""
        return not self.found.sure

    @property
    def identity(self) -> str | tuple[int, ...]:
        """What is the same for options that the engine takes for one."""
        pattern = self.found.extension.pattern
        return sought(self.found.extension.exten) if pattern is None else pattern.order

    @property
    def single_keys(self) -> frozenset[str]:
        """For an option that one key is enough for: which keys those are."""
        pattern = self.found.extension.pattern
        if pattern is None:
            return frozenset(self.key)
        return KEYS.intersection(pattern.places[0]) if pattern.places else KEYS

    @property
    def takes_more(self) -> bool:
        """Whether it is a pattern with an open end."""
        pattern = self.found.extension.pattern
        return pattern is not None and bool(pattern.tail)


@dataclass(frozen=True, slots=True)
class Options:
    """What can be dialled in a context, in the order in which the engine prefers it.

    `short` are those of one key, and patterns that one key is enough for.
    `long` are all others where they are at most `FEW`. Else `hub` is True,
    `long` are those that the context holds itself, and `below` the included
    contexts that have more, whose `long` and `below` come behind: so big
    contexts are listed once, however many include them. `incomplete` is why
    there may be more; None where these are all.
    """

    short: tuple[Option, ...]
    long: tuple[Option, ...]
    hub: bool = False
    below: tuple[str, ...] = ()
    incomplete: str | None = None

    @property
    def complete(self) -> bool:
        """Whether the files show all of them."""
        return self.incomplete is None
