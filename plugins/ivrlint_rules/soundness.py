"""What a syntax error may have hidden: in a broken step, what is not there may only not be read."""

from __future__ import annotations

from bisect import bisect_left

from ivrlint.model import Document, Flow, Step
from ivrlint.places import Place


def is_whole(subject: Flow | Step) -> bool:
    """Whether no syntax error stands in the statement of a flow or a step.

    A flow without a statement of its own (a file of steps alone) is as whole as its file.
    """
    document = subject.document if isinstance(subject, Flow) else subject.flow.document
    if not document.problems:
        return True
    statement = _statement_at(document, subject.place)
    if statement is None and isinstance(subject, Flow):
        statement = document.source.place(0, len(document.source.text))
    return not _has_syntax_error(document, statement or subject.place)


def _statement_at(document: Document, place: Place) -> Place | None:
    """The statement that begins where something stands; statements are in the file's order."""
    at = bisect_left(document.statements, place.start, key=lambda statement: statement.start)
    found = document.statements[at : at + 1]
    return found[0] if found and found[0].start == place.start else None


def _has_syntax_error(document: Document, place: Place) -> bool:
    at = bisect_left(document.problems, place.start, key=lambda problem: problem.place.start)
    for index in range(at, len(document.problems)):
        problem = document.problems[index]
        if problem.place.start >= place.end:
            return False
        if problem.rule == "syntax-error" and problem.hides:
            return True
    return False
