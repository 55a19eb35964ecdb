"""Linking: one agent stands in many files, and is one project of flows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ivrlint.model import Channel, Document, Flow
from ivrlint_formats.dialogflow.agents import CxFlow, flows_of
from ivrlint_formats.dialogflow.pages import START, steps_of
from ivrlint_formats.dialogflow.parts import Part


def linked(documents: Sequence[Document]) -> Sequence[Document]:
    """The documents; each flow stands in the document of its own file, else of its first page."""
    agents: dict[str, list[tuple[Part, int]]] = {}
    for number, document in enumerate(documents):
        parts = document.syntax if isinstance(document.syntax, tuple) else ()
        for part in parts:
            agents.setdefault(part.agent, []).append((part, number))
    flows: list[list[Flow]] = [[] for _ in documents]
    for found in agents.values():
        homes = {id(part): number for part, number in found}
        for flow in flows_of(part for part, _ in found):
            home = flow.part or next(iter(flow.pages), None)
            if home is not None:
                flows[homes[id(home)]].append(_flow(flow, home))
    return [
        replace(document, flows=tuple(own), knows=_known(document, own))
        for document, own in zip(documents, flows, strict=True)
    ]


def _known(document: Document, flows: Sequence[Flow]) -> frozenset[str]:
    """What a document can say: of chats nothing about silence."""
    if any(flow.channel is not Channel.PHONE for flow in flows):
        return document.knows - {"menu.noinput", "collect.noinput"}
    return document.knows


def _flow(flow: CxFlow, home: Part) -> Flow:
    steps, options = steps_of(flow)
    starts = [START] if flow.part is not None else [one.name for one in flow.pages]
    return Flow(
        name=flow.name,
        channel=flow.channel,
        role=flow.role,
        place=home.place,
        start=starts[0],
        entries=tuple(starts[1:]),
        language=flow.language,
        steps=tuple(steps),
        options=tuple(options),
    )
