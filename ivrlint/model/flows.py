"""Flows, and what one file defines."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from ivrlint.lean import dataclass
from ivrlint.model.exits import Exit
from ivrlint.model.replies import Page, Reply
from ivrlint.model.steps import Step
from ivrlint.places import Place, Source
from ivrlint.text import Text

if TYPE_CHECKING:
    from ivrlint.graph import FlowGraph
    from ivrlint.model.project import Project


class Channel(StrEnum):
    """Where a flow takes place."""

    PHONE = "phone"
    CHAT = "chat"
    FORM = "form"


class Role(StrEnum):
    """What a flow is for. Only ENTRY flows are where a customer begins."""

    ENTRY = "entry"
    MODULE = "module"
    WAITING = "waiting"
    HOLD = "hold"
    WHISPER = "whisper"
    INTERNAL = "internal"
    OUTBOUND = "outbound"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A journey through one channel.

    `start` is the name of the step it begins with, None where it has none.
    `numbers` are the phone numbers or addresses by which it is entered.
    `options` hold at every menu and collected input of it (a global key).
    `open` flows may be entered at any of their steps from outside (dialplan
    contexts); else only `start` and `entries` are entered.
    """

    name: str
    channel: Channel = Channel.PHONE
    role: Role = Role.ENTRY
    place: Place = field(compare=False, repr=False)
    title: str | None = None
    start: str | None = None
    entries: tuple[str, ...] = ()
    open: bool = False
    numbers: tuple[str, ...] = ()
    language: str | None = None
    steps: tuple[Step, ...] = ()
    options: tuple[Exit, ...] = ()
    tags: frozenset[str] = frozenset()
    values: tuple[tuple[str, str], ...] = ()
    note: tuple[tuple[str, str], ...] = ()
    document: Document = field(init=False, compare=False, repr=False)
    """The document it stands in; raises ValueError before the project is linked."""

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            # Only asked for what is not set, as in Step.
            if name == "document":
                raise ValueError("this flow is not part of a linked project")
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    @property
    def graph(self) -> FlowGraph:
        """The project's graph, seen from this flow."""
        return self.document.project.graph.of(self)

    @property
    def shown_name(self) -> str:
        """The name that the user knows it by."""
        return self.title or self.name

    @property
    def spoken_language(self) -> str | None:
        """Its language, else the one of the file: configured, or shown by its texts."""
        if self.language:
            return self.language
        try:
            return self.document.spoken_language
        except ValueError:
            return None

    def value(self, name: str) -> str | None:
        """A declared fact of this flow, None where it is not declared."""
        return next((value for key, value in self.values if key == name), None)


@dataclass(frozen=True, slots=True)
class Period:
    """Open on these days (0 is Monday) from `opens` to `closes`, minutes of the day."""

    days: frozenset[int]
    opens: int
    closes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """A table of opening hours; on `holidays` (`2026-12-25`, `12-25`) it is closed."""

    name: str
    place: Place = field(compare=False, repr=False)
    periods: tuple[Period, ...] = ()
    holidays: tuple[str, ...] = ()
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """What is said in a sound file, by the file's name; `language` where it is known."""

    audio: str
    text: Text
    place: Place = field(compare=False, repr=False)
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault met while reading: `syntax-error`, `invalid-value` or `unknown-fact`.

    `hides`: whether something of the file may have gone unread because of it.
    `certain`: whether it surely is a fault; else it is told for information.
    """

    rule: str
    place: Place = field(compare=False, repr=False)
    message: str
    hides: bool = True
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of the file, without its marks. `alone`: nothing else stands on its line."""

    text: str
    place: Place = field(compare=False, repr=False)
    alone: bool


@dataclass(frozen=True, slots=True)
class DeclaredFacts:
    """Facts that a file declares for a step of a flow, from outside of it."""

    flow: str | None
    step: str | None
    tags: frozenset[str]
    values: tuple[tuple[str, str], ...]
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What one file defines, with all files that it took in.

    `statements` are the stretches that a suppression comment can stand on:
    every statement or element, nested ones included. `knows` is which facts
    the format can say at all (names of `ivrlint.facts.CAPABILITIES`): what it
    cannot say is never missing. `language` is the one configured for the file.
    `syntax` is what a format that links its files (`Format.link`) keeps of them.
    """

    source: Source
    format: str
    flows: tuple[Flow, ...] = ()
    replies: tuple[Reply, ...] = ()
    pages: tuple[Page, ...] = ()
    hours: tuple[Hours, ...] = ()
    transcripts: tuple[Transcript, ...] = ()
    facts: tuple[DeclaredFacts, ...] = ()
    problems: tuple[Problem, ...] = ()
    comments: tuple[Comment, ...] = ()
    statements: tuple[Place, ...] = ()
    includes: tuple[Source, ...] = ()
    knows: frozenset[str] = frozenset()
    language: str | None = None
    syntax: object = field(default=None, compare=False, repr=False)
    _project: Project | None = field(default=None, init=False, compare=False, repr=False)

    @property
    def project(self) -> Project:
        """The project it belongs to; raises ValueError before it is linked."""
        if self._project is None:
            raise ValueError("this document is not part of a linked project")
        return self._project

    @property
    def spoken_language(self) -> str | None:
        """The language configured for the file, else the one that its texts show."""
        if self.language is not None or self._project is None:
            return self.language
        return self._project.detected_language(self)

    @property
    def path(self) -> str:
        """The path of its file."""
        return self.source.path

    @property
    def place(self) -> Place:
        """The start of the file, for findings about the whole of it."""
        return self.source.place(0, 0)
