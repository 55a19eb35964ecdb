"""The files of a project together: which leads to which, and where callers begin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, runtime_checkable

from ivrlint.lean import dataclass
from ivrlint.model import Document, Flow, Reply, Role
from ivrlint_formats.verbs.chain import in_its_role
from ivrlint_formats.verbs.files import Files, Links


@dataclass(frozen=True, slots=True)
class Lowered:
    """What a file is for callers. `flow` is None for a file of messages alone."""

    flow: Flow | None
    replies: tuple[Reply, ...] = ()


@runtime_checkable
class Script(Protocol):
    """A file as it is written: what `Document.syntax` holds."""

    def lower(self, links: Links) -> Lowered:
        """What callers meet, with what its addresses lead to."""
        ...


def lowered(document: Document, script: Script) -> Document:
    """The document of a file by itself."""
    links = Links(Files([document.path]), document.path)
    return _with(replace(document, syntax=script), script.lower(links))


def link(documents: Sequence[Document]) -> Sequence[Document]:
    """The documents of one project, each leading to the others that are at hand.

    A file that another one leads to is a part of it; what is heard in a queue, or by the person
    who is called, has that role. Of files that only lead to each other, the first is the entry.
    """
    scripts = [document.syntax for document in documents]
    if len(documents) < 2:
        return documents
    files = Files(document.path for document in documents)
    met: list[Lowered | None] = []
    leads: dict[str, list[tuple[str, Role | None]]] = {}
    for document, script in zip(documents, scripts, strict=True):
        links = Links(files, document.path)
        met.append(script.lower(links) if isinstance(script, Script) else None)
        leads[links.name] = links.found
    roles = _roles(leads)
    linked: list[Document] = []
    for document, one in zip(documents, met, strict=True):
        if one is None:
            linked.append(document)
            continue
        flow = one.flow
        if flow is not None and flow.role is Role.ENTRY:
            flow = replace(flow, role=roles.get(flow.name, Role.ENTRY))
        linked.append(_with(document, Lowered(flow, one.replies)))
    return linked


def _with(document: Document, met: Lowered) -> Document:
    flows = () if met.flow is None else (in_its_role(met.flow, met.flow.role),)
    return replace(document, flows=flows, replies=met.replies)


def _roles(leads: Mapping[str, Iterable[tuple[str, Role | None]]]) -> dict[str, Role]:
    """The roles of the flows that others lead to."""
    given: dict[str, set[Role | None]] = {}
    onward: dict[str, set[str]] = {}
    for name, found in leads.items():
        for other, role in found:
            given.setdefault(other, set()).add(role)
            onward.setdefault(name, set()).add(other)
    roles = {
        name: next(iter(each)) or Role.MODULE for name, each in given.items() if len(each) == 1
    }
    roles.update((name, Role.MODULE) for name, each in given.items() if len(each) > 1)
    covered: set[str] = set()
    _cover(onward, [name for name in leads if name not in given], covered)
    for name in leads:
        if name not in covered:
            if roles[name] is Role.MODULE:
                del roles[name]
            _cover(onward, [name], covered)
    return roles


def _cover(onward: Mapping[str, set[str]], names: list[str], covered: set[str]) -> None:
    """Add to `covered` the names and all that they lead to."""
    todo = names
    covered.update(todo)
    while todo:
        for other in onward.get(todo.pop(), ()):
            if other not in covered:
                covered.add(other)
                todo.append(other)
