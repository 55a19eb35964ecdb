"""Edits of what the block of a step or of a reply says, in an `.ivr` file."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from ivrlint.finding import Edit, Fix
from ivrlint.graph import Graph
from ivrlint.model import Callback, Cause, Document, Flow, Reply, Step, Voicemail
from ivrlint.places import Place
from ivrlint.regex import pattern
from ivrlint_rules.fixes.guiding import nearest_help

_NAME: Final = pattern(r"[A-Za-z][A-Za-z0-9-]*")
_RESERVED: Final = frozenset(
    {"none", "unknown", "yes", "no", "step", "flow", "page", "or", "within"}
)
_WAY: Final = pattern(r"\w+ -> [A-Za-z][\w-]*")
_REST: Final = pattern(r"[ \t]*(?://[^\r\n]*)?")
_INDENT: Final = "    "


def is_plain(name: str) -> bool:
    """Whether a name stands in a file without quotation marks."""
    return _NAME.fullmatch(name) is not None and name not in _RESERVED


def stated(where: Step | Reply | Flow, statement: str) -> Edit | None:
    """The edit by which a step, a reply or a flow says a statement of one line.

    It takes the place of the statement that begins with the same word. None in other formats,
    and where two begin so, or one that holds a block.
    """
    document = where.flow.document if isinstance(where, Step) else where.document
    whole = statement_at(document, where.place)
    if whole is None:
        return None
    inner = _inner(document, whole)
    word = statement.split()[0]
    alike = [one for one in inner if one.text.split()[0] == word]
    if alike:
        exact = len(alike) == 1 and "{" not in alike[0].text
        return Edit(alike[0], statement) if exact else None
    return _added(whole, where.place, inner, statement)


def stated_too(step: Step, statement: str) -> Edit | None:
    """The edit by which a step says a statement of one line beside all others; None as above."""
    document = step.flow.document
    whole = statement_at(document, step.place)
    if whole is None:
        return None
    return _added(whole, step.place, _inner(document, whole), statement)


def silence_leads_to_person(graph: Graph, step: Step) -> Fix | None:
    """The unsafe fix that leads silence at a question to the nearest person of its flow.

    None where silence leads on already, where the tries are counted, and where no person
    of the flow is the nearest.
    """
    for edge in graph.edges(step):
        cause = edge.exit.cause if edge.exit is not None else None
        if cause in (Cause.EXHAUSTED, Cause.TIMEOUT):
            return None
        if cause is Cause.NOINPUT and edge.step is not step:
            return None
    person = nearest_help(step)
    if person is None or isinstance(person, Callback | Voicemail) or not is_plain(person.name):
        return None
    edit = stated(step, f"noinput -> {person.name}")
    if edit is None or (edit.place.text and not _WAY.fullmatch(edit.place.text)):
        return None
    return Fix(f"let silence lead to {person.shown_name!r}", (edit,))


def statement_at(document: Document, place: Place) -> Place | None:
    """The whole statement of an `.ivr` file that begins at a place; None in other formats."""
    if document.format != "ivr" or place.source is not document.source:
        return None
    at = bisect_left(document.statements, place.start, key=lambda one: one.start)
    found = next(iter(document.statements[at : at + 1]), None)
    return found if found is not None and found.start == place.start else None


def _inner(document: Document, whole: Place) -> list[Place]:
    """The statements right within a statement; they are in the file's order."""
    found: list[Place] = []
    at = bisect_left(document.statements, whole.start + 1, key=lambda one: one.start)
    for index in range(at, len(document.statements)):
        one = document.statements[index]
        if one.start >= whole.end:
            break
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def _added(whole: Place, header: Place, inner: list[Place], statement: str) -> Edit | None:
    source, text = whole.source, whole.source.text
    block = Place(source, header.end, whole.end)
    if not inner:
        empty = re.fullmatch(r"\s*(?:\{\s*\})?", block.text)
        return Edit(block, f" {{ {statement} }}") if empty else None
    if "\n" not in block.text:
        indent = text[source.line_starts[whole.begin.line - 1] : whole.start]
        if indent.strip() or block.text.strip("{} \t") != inner[0].text.strip("{} \t"):
            return None
        newline = "\r\n" if text.startswith("\r\n", whole.end) else "\n"
        lines = (f"{indent}{_INDENT}{one}" for one in (inner[0].text, statement))
        return Edit(block, newline.join([" {", *lines, f"{indent}}}"]))
    last = inner[-1]
    indent = text[source.line_starts[last.begin.line - 1] : last.start]
    rest = _REST.match(text, last.end)
    end = rest.end() if rest is not None else last.end
    ending = next((one for one in ("\r\n", "\n") if text.startswith(one, end)), None)
    if indent.strip() or ending is None:
        return None
    return Edit(Place(source, end, end), f"{ending}{indent}{statement}")
