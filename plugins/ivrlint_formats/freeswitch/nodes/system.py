"""One FreeSWITCH as its files define it: contexts, menus, queues, phrase macros, transcripts.

Everything is an element of `ivrlint_formats.markup`, with preprocessor variables expanded and
included files in the place of their includes. Every place names its own file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Protocol

from ivrlint.lean import dataclass
from ivrlint.model import Unresolved
from ivrlint.places import Place
from ivrlint_formats.markup import Element


@dataclass(frozen=True, slots=True)
class NotTaken:
    """An include of files that are not at hand: what it names, and why they were not read."""

    what: str
    reason: str
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Context:
    """A `<context>` of the dialplan, or the extensions of a file that belongs into one.

    `extensions` are its `<extension>` elements in the order in which the engine tries them.
    `stated` is False where no `<context>` says its name: the folder or the file does.
    `not_taken` are includes in it of what is not at hand: extensions may be missing.
    """

    name: str
    extensions: tuple[Element, ...]
    place: Place = field(compare=False, repr=False)
    stated: bool = True
    not_taken: tuple[NotTaken, ...] = ()


@dataclass(frozen=True, slots=True)
class MenuNode:
    """A `<menu>` of ivr.conf, with its entries."""

    name: str
    element: Element = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class QueueNode:
    """A `<queue>` of callcenter.conf or a `<fifo>` of fifo.conf.

    `params` are the `<param>` elements by their names, the last of each. `staff` are the `<tier>`
    elements of the queue, or the `<member>` elements of the fifo.
    """

    name: str
    element: Element = field(compare=False, repr=False)
    params: Mapping[str, Element] = field(default_factory=dict, compare=False, repr=False)
    staff: tuple[Element, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Macro:
    """A `<macro>` of a phrase file; `language` is that of the `<language>` around it, if any."""

    name: str
    language: str | None
    element: Element = field(compare=False, repr=False)


class Macros(Protocol):
    """The phrase macros of a system, read when they are asked for."""

    @property
    def default(self) -> str:
        """The language of channels that do not say theirs."""
        ...

    def find(self, name: str, language: str | None) -> Macro | None:
        """The macro of a language, in any case, as the engine finds it; without a language that
        of the system's default. None where there is none, or where two may be meant."""
        ...

    def elsewhere(self, language: str | None) -> bool:
        """Whether macros of this language may be defined in files that are not at hand."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """One FreeSWITCH.

    `contexts`, `menus`, `queues` and `fifos` are by their names. `variables` are those of the
    preprocessor (`$${name}`). `language` is what its sounds are spoken in, where that is told.

    `contexts_elsewhere` is None where the files at hand show every context of this system, else
    what a missing context is; `menus_elsewhere` and `queues_elsewhere` likewise.
    """

    contexts: Mapping[str, Context]
    menus: Mapping[str, MenuNode]
    queues: Mapping[str, QueueNode]
    fifos: Mapping[str, QueueNode]
    macros: Macros
    variables: Mapping[str, str]
    language: str | None
    contexts_elsewhere: Unresolved | None
    menus_elsewhere: Unresolved | None
    queues_elsewhere: Unresolved | None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all contexts and menus."""
        return tuple(dict.fromkeys((*self.contexts, *self.menus)))
