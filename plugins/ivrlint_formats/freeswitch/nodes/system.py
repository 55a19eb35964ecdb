"""One FreeSWITCH as its files define it: contexts, menus, queues, phrase macros, transcripts.

Everything is an element of `ivrlint_formats.markup`, with preprocessor variables expanded and
included files in the place of their includes. Every place names its own file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from ivrlint.lean import dataclass
from ivrlint.model import Transcript, Unresolved
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
    """A `<menu>` of ivr.conf. `confirmed` and the like are read from the element by the lowering."""

    name: str
    element: Element = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class QueueNode:
    """A `<queue>` of callcenter.conf with its parameters (name to value element), its tiers, or a
    `<fifo>` of fifo.conf."""

    name: str
    element: Element = field(compare=False, repr=False)
    params: Mapping[str, Element] = field(default_factory=dict, compare=False, repr=False)
    agents: tuple[Element, ...] = ()
    is_fifo: bool = False


@dataclass(frozen=True, slots=True)
class Macro:
    """A `<macro>` of a phrase file. `language` is that of the `<language>` around it, if any."""

    name: str
    language: str | None
    element: Element = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """One FreeSWITCH.

    `contexts`, `menus`, `queues` and `fifos` are by their names. `macros` are by language (in
    lower case; "" where no `<language>` is at hand) and by name (in lower case: the engine finds
    them in any case). `variables` are those of the preprocessor (`$${name}`). `transcripts` are by
    the name of the sound (`ivr/ivr-welcome.wav`).

    `contexts_elsewhere` is None where the files at hand show every context of this system, else
    what a missing context is; likewise `menus_elsewhere`, `queues_elsewhere`, `macros_elsewhere`.
    """

    contexts: Mapping[str, Context]
    menus: Mapping[str, MenuNode]
    queues: Mapping[str, QueueNode]
    fifos: Mapping[str, QueueNode]
    macros: Mapping[str, Mapping[str, Macro]]
    variables: Mapping[str, str]
    transcripts: Mapping[str, tuple[Transcript, ...]]
    contexts_elsewhere: Unresolved | None
    menus_elsewhere: Unresolved | None
    queues_elsewhere: Unresolved | None
    macros_elsewhere: Unresolved | None
