"""Exits: why a step is left and where it leads. They are the only edges of a flow."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from ivrlint.lean import dataclass
from ivrlint.model.knowledge import Target, Unresolved
from ivrlint.model.prompts import Prompt
from ivrlint.places import Place
from ivrlint.text import Text


class Cause(StrEnum):
    """Why a step is left."""

    KEY = "key"
    WORD = "word"
    NOINPUT = "noinput"
    NOMATCH = "nomatch"
    EXHAUSTED = "exhausted"
    """The retries are used up, whether by silence or by wrong input."""
    TIMEOUT = "timeout"
    """The longest wait or ringing time has passed."""
    FULL = "full"
    EMPTY = "empty"
    """Nobody is there to serve the queue."""
    BUSY = "busy"
    NOANSWER = "noanswer"
    ERROR = "error"
    OPEN = "open"
    CLOSED = "closed"
    HOLIDAY = "holiday"
    CONDITION = "condition"
    OTHERWISE = "otherwise"
    """No condition of a branch holds."""
    NEXT = "next"


CALLER_INPUT = frozenset({Cause.KEY, Cause.WORD})
"""The causes that are the caller's doing; all others are automatic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """One way out of a step.

    `key` is what is pressed (`1`, `0-9`, `XXXX`, `*`, `#`), for the cause KEY;
    `word` what is said or typed, or the choice that is clicked, for WORD.
    `count` is the n-th noinput or nomatch (from 1), 0 without a number: the
    one that is taken after the last presentation. `after` is in seconds, for
    TIMEOUT and for offers that come later in a queue. `condition` is the text
    of what has to hold. `prompts` are heard on the way. An option of a menu is
    an exit with a `label`.
    """

    cause: Cause
    target: Target | Unresolved
    place: Place = field(compare=False, repr=False)
    key: str | None = None
    word: str | None = None
    label: Text | None = None
    count: int = 0
    after: float | None = None
    condition: str | None = None
    prompts: tuple[Prompt, ...] = ()
    tags: frozenset[str] = frozenset()
    values: tuple[tuple[str, str], ...] = ()

    @property
    def is_input(self) -> bool:
        """Whether the caller presses, says or chooses something to take it."""
        return self.cause in CALLER_INPUT
