"""What the rules agree on about recording: what is recorded, and what tells callers of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ivrlint.graph import Edge, Graph, Via
from ivrlint.model import (
    UNKNOWN,
    Bot,
    Call,
    Maybe,
    Opaque,
    Project,
    Prompt,
    Record,
    Step,
)
from ivrlint.text import Words
from ivrlint.words import clauses
from ivrlint_rules.hearing import prompts_of, saying
from ivrlint_rules.judgement import is_tagged

_MOST_CALLED: Final = 20
"""Flows that are looked through for a notice, in one project."""


def records_waiting(step: Step) -> bool:
    """Whether recording begins here at once, and goes on while nobody talks with the caller."""
    return (
        isinstance(step, Record)
        and step.on is True
        and "record.waiting" in step.flow.document.knows
        and not is_tagged(step, "recorded-with-person")
    )


def keeps_recording(edge: Edge) -> bool:
    """Whether a recording that runs is still running after this way."""
    step = edge.source
    return edge.via is not Via.WAITING and not (isinstance(step, Record) and step.on is not True)


def tells(step: Step) -> Maybe[bool]:
    """Whether callers are told here that they are recorded; UNKNOWN where they may be."""
    found: Maybe[bool] = False
    if isinstance(step, Opaque | Bot):
        found = UNKNOWN
    elif isinstance(step, Call):
        found = _told_by(step)
    return heard_in(prompts_of(step), found)


def heard_in(prompts: Iterable[Prompt], otherwise: Maybe[bool] = False) -> Maybe[bool]:
    """Whether one of these prompts tells that the call is recorded."""
    found = otherwise
    for prompt in prompts:
        if any(True for _ in saying([prompt], "recording-notice")):
            return True
        if not _is_understood(prompt):
            found = UNKNOWN
    return found


def _is_understood(prompt: Prompt) -> bool:
    """Whether it is known what a prompt says, but for what is filled in between."""
    text = prompt.text
    if text is None:
        return False
    words = any(isinstance(piece, Words) and piece.text.strip() for piece in text.pieces)
    return bool(clauses(prompt)) if words else not text.plain.strip()


def _told_by(call: Call) -> Maybe[bool]:
    """Whether the flow that is called may tell it."""
    graph = call.flow.graph.whole
    known: dict[int, Maybe[bool]] = _called(call.flow.document.project)
    for edge in graph.edges(call):
        if edge.via is not Via.CALL:
            continue
        if edge.step is None or (id(edge.step) not in known and len(known) >= _MOST_CALLED):
            return UNKNOWN
        if id(edge.step) not in known:
            known[id(edge.step)] = UNKNOWN  # a flow that calls itself
            known[id(edge.step)] = _told_in(graph, edge.step)
        return known[id(edge.step)]
    return False


def _told_in(graph: Graph, start: Step) -> Maybe[bool]:
    for step in graph.reachable([start]):
        if isinstance(step, Opaque | Bot) or heard_in(prompts_of(step)) is not False:
            return UNKNOWN
    return False


def _called(project: Project) -> dict[int, Maybe[bool]]:
    key = ("recording told by called flows",)
    if key not in project.remembered:
        project.remembered[key] = {}
    found: dict[int, Maybe[bool]] = project.remembered[key]
    return found
