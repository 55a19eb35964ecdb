"""From the syntax tree to the model: what the caller meets."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any, Final

from ivrlint.facts import CAPABILITIES
from ivrlint.model import Channel, Comment, Document, Flow
from ivrlint.places import Place, Source
from ivrlint_formats.ivr import strings
from ivrlint_formats.ivr.beside import (
    lower_about,
    lower_hours,
    lower_page,
    lower_reply,
    lower_transcript,
)
from ivrlint_formats.ivr.bodies import understood
from ivrlint_formats.ivr.faults import Fault
from ivrlint_formats.ivr.flows import FlowBody, lower_flow, names_of
from ivrlint_formats.ivr.nodes import Remark, Statement, Word, everything, statements
from ivrlint_formats.ivr.parsing import Tree
from ivrlint_formats.ivr.reading import Arguments, File
from ivrlint_formats.ivr.vocabulary import BESIDE_FLOWS, CHANNELS

_BESIDE: Final = {
    "reply": ("replies", lower_reply),
    "page": ("pages", lower_page),
    "hours": ("hours", lower_hours),
    "transcript": ("transcripts", lower_transcript),
    "about": ("facts", lower_about),
}


def lower(tree: Tree, source: Source) -> Document:
    """The document that a syntax tree says."""
    file = File(source, tree.faults, frozenset(tree.broken))
    stem = PurePosixPath(source.path).stem
    file.elsewhere = _names(tree)
    found: dict[str, list[Any]] = {name: [] for name, _ in _BESIDE.values()}
    flows: list[Flow] = []
    outside: list[Statement] = []
    for statement in statements(tree.items):
        word = statement.word
        if word in CHANNELS:
            flows.append(lower_flow(file, statement, stem))
        elif word in _BESIDE:
            field, make = _BESIDE[word]
            file.here = set()
            try:
                found[field].append(make(Arguments(file, statement, word)))
            except Fault as fault:
                if statement.start not in file.broken:
                    file.faults.take(fault)
        else:
            outside.append(statement)
    alone = _outside(file, tree, outside, stem, alone=not flows)
    if alone is not None:
        flows.append(alone)
    return Document(
        source=source,
        format="ivr",
        flows=tuple(flows),
        problems=_in_order(tree),
        comments=tuple(_comments(tree, source)),
        statements=_statements(tree, source),
        knows=frozenset(CAPABILITIES),
        **_tuples(found),
    )


def _tuples(found: dict[str, list[Any]]) -> dict[str, Any]:
    return {field: tuple(values) for field, values in found.items()}


def _names(tree: Tree) -> set[str]:
    """The names by which the flows and pages of the file are known."""
    names: set[str] = set()
    for statement in statements(tree.items):
        if statement.word in CHANNELS:
            name, numbers = names_of(statement)
            names |= {*numbers, *([name] if name is not None else [])}
        elif statement.word == "page" and statement.arguments:
            names.add(strings.plain(statement.arguments[0]))
    return names


def _outside(
    file: File, tree: Tree, outside: list[Statement], stem: str, *, alone: bool
) -> Flow | None:
    """The flow of what stands outside of all flows: a file of steps alone."""
    body = FlowBody(file, tree.items)
    body.what = "this file" if not alone else "a file of steps"
    body.named = True
    sound = []
    for statement in outside:
        head = statement.head
        if isinstance(head, Word) and head.text not in body.handlers and head.text:
            _misspelt(file, head, body)
        else:
            sound.append(statement)
    if sound and not alone:
        first = sound[0]
        if first.start not in file.broken:
            message = "this stands outside of a flow: expected `phone`, `chat` or `form` around it"
            file.faults.add(message, first.start, first.header_end)
    for statement in sound:
        body.take(statement)
    if not body.steps and not (sound and alone):
        return None
    place = file.header(sound[0])
    return body.flow(name=stem, channel=Channel.PHONE, place=place)


def _misspelt(file: File, head: Word, body: FlowBody) -> None:
    known = (*CHANNELS, *BESIDE_FLOWS, *body.handlers)
    if head.start not in file.broken:
        understood(file, head, known, "here")


def _statements(tree: Tree, source: Source) -> tuple[Place, ...]:
    return tuple(
        Place(source, item.start, item.end)
        for item in everything(tree.items)
        if isinstance(item, Statement)
    )


def _comments(tree: Tree, source: Source) -> list[Comment]:
    return [
        Comment(item.text, Place(source, item.start, item.end), item.alone)
        for item in everything(tree.items)
        if isinstance(item, Remark)
    ]


def _in_order(tree: Tree) -> tuple[Any, ...]:
    return tuple(sorted(tree.faults.problems, key=lambda problem: problem.place.start))
