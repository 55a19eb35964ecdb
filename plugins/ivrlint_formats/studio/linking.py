"""Flows of a project, linked: sub-flows that are named by an id which another file has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ivrlint.model import Call, Document, Flow, Step, Target


def linked(documents: Sequence[Document]) -> Sequence[Document]:
    """The documents, with every flow that is called by its id called by its name."""
    names = {
        sid: flow.name
        for document in documents
        for flow in reversed(document.flows)
        if (sid := dict(flow.note).get("sid"))
    }
    if not names:
        return documents
    return [
        replace(document, flows=tuple(_flow(flow, names) for flow in document.flows))
        for document in documents
    ]


def _flow(flow: Flow, names: Mapping[str, str]) -> Flow:
    return replace(flow, steps=tuple(_step(step, names) for step in flow.steps))


def _step(step: Step, names: Mapping[str, str]) -> Step:
    if isinstance(step, Call) and isinstance(step.callee, Target):
        name = names.get(step.callee.flow or "")
        if name is not None:
            return replace(step, callee=replace(step.callee, flow=name))
    return step
