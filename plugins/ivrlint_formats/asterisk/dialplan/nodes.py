"""A dialplan as the engine loads it: contexts, and in them entries with resolved priorities.

`extensions.conf` and `extensions.ael` both become this.
"""

from __future__ import annotations

from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import Comment, Problem
from ivrlint.places import Place, Source
from ivrlint.text import Words
from ivrlint_formats.asterisk.conf.nodes import NotTaken

HINT: Final = -1
"""The priority of a `hint`, which is no step of a call."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One priority of an extension.

    `exten` and `cid` are as the engine keeps them (`cid` None where nothing is
    matched), `priority` counts from 1 or is `HINT`. `application` is as
    written, `arguments` what stands between its parentheses. Offsets are code
    points of `source`: `start` to `end` is the statement, `at` where the
    application begins, `arguments_at` where its arguments do; `anchors` as in
    `ivrlint.text.Words` where `arguments` and the source run apart. What AEL
    compiles from a control structure has its keyword as `at`, and
    `arguments_at` -1 where the arguments stand nowhere in the file.
    """

    exten: str
    cid: str | None
    priority: int
    label: str | None
    application: str
    arguments: str
    source: Source
    start: int
    end: int
    at: int
    arguments_at: int
    anchors: tuple[tuple[int, int], ...] = ()

    @property
    def place(self) -> Place:
        """From the application to the end of its arguments."""
        return Place(self.source, self.at, self.end)

    @property
    def line(self) -> int:
        """The line (from 1) on which the statement begins."""
        return self.source.position(self.start).line

    def words(self, start: int, end: int) -> Words:
        """A stretch of `arguments` (offsets into it) with the way back to the file."""
        if self.arguments_at < 0:
            return Words(self.arguments[start:end], self.place, ((0, self.at),))
        whole = Words(self.arguments, Place(self.source, self.arguments_at, self.end), self.anchors)
        end = max(start, end)
        first = whole.source_offset(start)
        last = whole.source_offset(end - 1) + 1 if end > start else first
        moved = ((0, first), *((a - start, at) for a, at in self.anchors if start < a < end))
        place = Place(self.source, first, last)
        return Words(self.arguments[start:end], place, moved if self.anchors else ())


@dataclass(frozen=True, slots=True)
class Directive:
    """`include`, `ignorepat` or `switch` (in all spellings), its value as the engine keeps it.

    Of an include with times the value is the whole text, `name` the context alone.
    """

    kind: str
    value: str
    name: str
    source: Source
    start: int
    end: int

    @property
    def place(self) -> Place:
        """The whole statement."""
        return Place(self.source, self.start, self.end)

    @property
    def line(self) -> int:
        """The line (from 1) on which it begins."""
        return self.source.position(self.start).line


@dataclass(frozen=True, slots=True)
class Context:
    """A context with everything that any section of its name says, in the order of the text.

    The place is the header of the first. `macro` marks a macro of AEL.
    """

    name: str
    source: Source
    start: int
    end: int
    entries: list[Entry]
    directives: list[Directive]
    macro: bool = False

    @property
    def place(self) -> Place:
        """Its header."""
        return Place(self.source, self.start, self.end)


@dataclass(frozen=True, slots=True)
class GlobalVariable:
    """A variable of `[globals]`."""

    name: str
    value: str
    place: Place


@dataclass(frozen=True, slots=True)
class Dialplan:
    """What a dialplan file and all that it includes define.

    `autofallthrough` False: where an extension ends, the engine waits for
    keys. `not_taken` are files that may define more; `whole` is False for a
    file that the engine does not load by itself (`extensions_custom.conf`).
    `refused`: it loads nothing of the file as it stands, because of the last of
    its `problems`; the contexts are those that it would have without it.
    """

    source: Source
    contexts: dict[str, Context]
    variables: tuple[GlobalVariable, ...] = ()
    autofallthrough: bool = True
    whole: bool = True
    taken: tuple[Source, ...] = ()
    not_taken: tuple[NotTaken, ...] = ()
    comments: tuple[Comment, ...] = ()
    problems: tuple[Problem, ...] = ()
    refused: bool = False
