"""Edits of where a way leads, and of what stands in the block of a step."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ivrlint.finding import Edit, Fix
from ivrlint.graph import Edge, Graph
from ivrlint.model import Callback, Exit, Flow, Step, Target, Voicemail
from ivrlint.places import Place

_PLAIN: Final = r"[A-Za-z][\w-]*"
_IN_QUOTES: Final = r"[\w .,-]+"
_BLOCK: Final = r"[ \t]*\{\n([ \t]+)(?=\S)"


def leading_to_help(graph: Graph, edges: Sequence[Edge]) -> Fix | None:
    """The unsafe fix that leads these ways to a voicemail or a callback of the same flow.

    None where there is none, where a way does not stand in the file as its target's name, and
    where nothing else leads to where they lead now.
    """
    helping = _helping(edges[0].source.flow)
    return None if helping is None else leading_to(graph, edges, helping)


def leading_to(graph: Graph, edges: Sequence[Edge], helping: Step) -> Fix | None:
    """The unsafe fix that leads these ways to a step of the same flow; None as above."""
    if any(edge.source.flow is not helping.flow for edge in edges):
        return None
    for edge in edges:
        if edge.step is None:
            return None
        if edge.step is not edge.source and all(
            other in edges for other in graph.edges_to(edge.step)
        ):
            return None
    edits = dict.fromkeys(
        retargeted(edge.exit, helping.name) for edge in edges if edge.exit is not None
    )
    found = [edit for edit in edits if edit is not None]
    if not found or len(found) < len(edits):
        return None
    return Fix(f"lead to {helping.shown_name!r}", tuple(found))


def saying_in_block(step: Step, statement: str) -> Fix | None:
    """The unsafe fix that begins the block of a step of an `.ivr` file with a statement.

    None in other formats, and where the step has no block of several lines.
    """
    if step.flow.document.format != "ivr":
        return None
    place = step.place
    found = re.compile(_BLOCK).match(place.source.text, place.end)
    if found is None:
        return None
    at = Place(place.source, found.start(1), found.start(1))
    return Fix(f"say {statement!r}", (Edit(at, f"{found[1]}{statement}\n"),))


def _helping(flow: Flow) -> Step | None:
    """The first voicemail or callback of a flow, looked for once."""
    remembered = flow.document.project.remembered
    key = ("helping", id(flow))
    if key not in remembered:
        kinds = (Callback, Voicemail)
        remembered[key] = next((step for step in flow.steps if isinstance(step, kinds)), None)
    found: Step | None = remembered[key]
    return found


def retargeted(exit_: Exit, name: str) -> Edit | None:
    """The edit by which an exit leads to another step of its flow: its target stands there in
    quotation marks, or behind an arrow."""
    target, place = exit_.target, exit_.place
    if not isinstance(target, Target) or target.step is None or target.flow is not None:
        return None
    written = place.text
    if written == f'"{target.step}"' and re.fullmatch(_IN_QUOTES, name):
        return Edit(place, f'"{name}"')
    if written.endswith(f"-> {target.step}") and re.fullmatch(_PLAIN, name):
        start = place.end - len(target.step)
        return Edit(Place(place.source, start, place.end), name)
    return None
