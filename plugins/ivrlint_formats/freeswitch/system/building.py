"""From files to a system: what they define, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Final

from ivrlint.model import Scope, Unresolved
from ivrlint_formats.freeswitch.nodes.system import Context, MenuNode, NotTaken, QueueNode, System
from ivrlint_formats.freeswitch.system.phrases import Phrases
from ivrlint_formats.freeswitch.xml.files import File, Read
from ivrlint_formats.freeswitch.xml.splicing import Piece, Splicing
from ivrlint_formats.markup import Element

_CHATPLAN: Final = "chatplan"
_OPENED: Final = frozenset(
    {"document", "section", "configuration", "menus", "queues", "fifos", "languages"}
    | {"phrases", "macros", "agents", "tiers"}
)
"""Elements in which others are looked for."""
_SECTIONS: Final = frozenset({"configuration", "dialplan", "languages", "phrases"})
"""Sections of a document that callers meet something of."""
_CONFIGURATIONS: Final = frozenset({"ivr.conf", "callcenter.conf", "fifo.conf"})
_MORE: Final = re.compile(r"<(?:document|section|language|extension|menu|queue|fifo|entry|tier)\b")
"""What stands in files that hold more than macros."""
_FRAGMENT: Final = Unresolved("the files at hand are a part of the configuration", Scope.STARTS)


def is_document(file: File) -> bool:
    """Whether a file is the whole configuration: `<document type="freeswitch/xml">`."""
    return "<document" in file.source.text and any(
        root.name == "document" for root in file.tree.roots
    )


def build(reads: Sequence[Read]) -> System:
    """The system that files define together: a whole document, or the fragments of one."""
    return _Building(reads).system()


class _Building:
    """Walks over the elements, and keeps what callers meet."""

    def __init__(self, reads: Sequence[Read]) -> None:
        self._reads = reads
        self._variables: dict[str, str] = {}
        for read in reads:
            self._variables |= read.variables
        self._splicing = Splicing(self._variables)
        self._contexts: dict[str, Context] = {}
        self._loose: dict[str, list[Piece]] = {}
        self._menus: dict[str, MenuNode] = {}
        self._queues: dict[str, QueueNode] = {}
        self._fifos: dict[str, QueueNode] = {}
        self._staff: dict[str, list[Element]] = {}
        self._sections: set[str] = set()
        self._phrases = Phrases(self._splicing, self._variables)

    def system(self) -> System:
        for read in self._reads:
            path = PurePosixPath(read.file.source.path)
            if not any(_MORE.search(file.source.text) for file in read.file.all()):
                self._phrases.add_file(read.file)
            elif _CHATPLAN not in path.parts[:-1]:
                self._walk(list(self._splicing.roots(read.file)), read.file)
        for name, pieces in self._loose.items():
            self._add_loose(name, pieces)
        whole = bool(self._reads) and any(is_document(read.file) for read in self._reads)
        not_taken = [one for read in self._reads for one in read.file.all_not_taken]
        elsewhere = None if whole else _FRAGMENT
        missing = elsewhere or _missing(not_taken)
        return System(
            contexts=self._contexts,
            menus=self._menus,
            queues={
                name: QueueNode(name, one.element, one.params, tuple(self._staff.get(name, ())))
                for name, one in self._queues.items()
            },
            fifos=self._fifos,
            macros=self._phrases,
            variables=self._variables,
            language=self._phrases.spoken,
            contexts_elsewhere=missing,
            menus_elsewhere=None if "ivr.conf" in self._sections and not not_taken else missing,
            queues_elsewhere=(
                None if "callcenter.conf" in self._sections and not not_taken else missing
            ),
        )

    def _walk(self, roots: list[Piece], file: File) -> None:
        waiting = roots[::-1]
        while waiting:
            piece = waiting.pop()
            name = piece.element.name
            if name == "context":
                self._context(piece)
            elif name == "extension":
                self._loose.setdefault(_context_of(file), []).append(piece)
            elif name == "menu":
                node = MenuNode(self._named(piece), self._splicing.whole(piece))
                self._menus.setdefault(node.name, node)
            elif name == "queue":
                self._queue(piece)
            elif name == "fifo":
                element = self._splicing.whole(piece)
                node_name = self._named(piece)
                members = tuple(element.elements("member"))
                self._fifos.setdefault(node_name, QueueNode(node_name, element, {}, members))
            elif name == "tier":
                queue = self._splicing.get(piece, "queue") or ""
                self._staff.setdefault(queue, []).append(piece.element)
            elif name == "language":
                self._phrases.add(piece)
            elif name in _OPENED and self._opens(piece):
                waiting.extend(reversed(list(self._splicing.children(piece))))

    def _opens(self, piece: Piece) -> bool:
        name, called = piece.element.name, self._named(piece)
        if name == "section":
            return called in _SECTIONS
        if name == "configuration":
            self._sections.add(called)
            return called in _CONFIGURATIONS
        return True

    def _named(self, piece: Piece) -> str:
        return self._splicing.get(piece, "name") or ""

    def _context(self, piece: Piece) -> None:
        """The engine takes the first context of a name; further ones it never sees."""
        name = self._named(piece)
        if not name or name in self._contexts:
            return
        before = len(self._splicing.not_taken)
        element = self._splicing.whole(piece)
        missing = tuple(self._splicing.not_taken[before:])
        self._contexts[name] = Context(
            name, tuple(element.elements("extension")), element.place, not_taken=missing
        )

    def _queue(self, piece: Piece) -> None:
        element = self._splicing.whole(piece)
        name = element.get("name") or ""
        params = {one.get("name") or "": one for one in element.elements("param")}
        self._queues.setdefault(name, QueueNode(name, element, params))

    def _add_loose(self, name: str, pieces: Iterable[Piece]) -> None:
        """Extensions without a context around them; what is not at hand may stand before them."""
        elements = tuple(self._splicing.whole(piece) for piece in pieces)
        place = elements[0].place.source.place(0, 0)
        missing = NotTaken(name, "the rest of the context is not at hand", place)
        known = self._contexts.get(name)
        if known is None:
            context = Context(name, elements, place, stated=False, not_taken=(missing,))
        else:
            context = Context(
                name,
                (*known.extensions, *elements),
                known.place,
                not_taken=(*known.not_taken, missing),
            )
        self._contexts[name] = context


def _context_of(file: File) -> str:
    """The context that the extensions of a file belong into: `dialplan/default/x.xml`, else the
    name of the file."""
    path = PurePosixPath(file.source.path)
    if path.parent.name and path.parent.parent.name == "dialplan":
        return path.parent.name
    return path.stem


def _missing(not_taken: Sequence[NotTaken]) -> Unresolved | None:
    """What is not defined where some includes are not at hand."""
    if not not_taken:
        return None
    return Unresolved(f"{not_taken[0].what!r} is not at hand", Scope.STARTS)
