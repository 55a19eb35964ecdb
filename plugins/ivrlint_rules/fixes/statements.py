"""Edits of whole statements of `.ivr` files: what is added to a step, and steps left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ivrlint.finding import Edit
from ivrlint.model import Document, Step
from ivrlint.places import Place
from ivrlint.regex import pattern

_LINE: Final = pattern(r"([ \t]*)(.*?)(\r\n|\n|\r|$)")


def adding(step: Step, statements: Sequence[str]) -> Edit | None:
    """The edit that ends the block of a step with these statements, one a line.

    None in other formats, and where the block does not end on a line of its own.
    """
    whole = _whole(step)
    if whole is None or not whole.text.endswith("}"):
        return None
    source = whole.source
    line = source.position(whole.end - 1).line
    start = source.line_starts[line - 1]
    if source.text[start : whole.end].strip() != "}" or start <= step.place.end:
        return None
    last = _LINE.match(source.text, source.line_starts[line - 2])
    first = _LINE.match(source.text, source.line_starts[source.position(step.place.start).line])
    if last is None or first is None or not first[2]:
        return None
    added = "".join(f"{first[1]}{one}{last[3]}" for one in statements)
    return Edit(Place(source, start, start), added)


def putting_before(step: Step, blocks: Sequence[Sequence[str]]) -> Edit | None:
    """The edit that puts other steps before a step, each of these lines, an empty line behind.

    None in other formats, where something else stands before it on its line, and where a
    comment stands above it.
    """
    whole = _whole(step)
    if whole is None:
        return None
    source, line = whole.source, whole.begin.line
    start = source.line_starts[line - 1]
    indent = source.text[start : whole.start]
    if indent.strip() or source.line_text(line - 1).strip().startswith("//"):
        return None
    last = _LINE.match(source.text, start)
    end = last[3] if last is not None and last[3] else "\n"
    added = "".join("".join(f"{indent}{one}{end}" for one in block) + end for block in blocks)
    return Edit(Place(source, start, start), added)


def leaving_out(step: Step) -> Edit | None:
    """The edit that leaves a step out, with the lines that it stands on.

    None in other formats, where something else stands on its lines, and where a
    comment stands before it.
    """
    whole = _whole(step)
    if whole is None:
        return None
    source = whole.source
    first, last = whole.begin.line, whole.finish.line
    starts = source.line_starts
    start = starts[first - 1]
    end = starts[last] if last < len(starts) else len(source.text)
    if source.text[start : whole.start].strip() or source.text[whole.end : end].strip():
        return None
    above = source.line_text(first - 1).strip()
    below = source.line_text(last + 1).strip()
    if above.startswith("//"):
        return None
    if not above and first > 1 and below in ("", "}"):
        start = starts[first - 2]
    return Edit(Place(source, start, end), "")


def _whole(step: Step) -> Place | None:
    """The statement of a step with its block; None in other formats."""
    document = step.flow.document
    if document.format != "ivr":
        return None
    remembered = document.project.remembered
    key = ("statements", id(document))
    if key not in remembered:
        remembered[key] = _by_start(document)
    found: dict[tuple[int, int], Place] = remembered[key]
    return found.get((id(step.place.source), step.place.start))


def _by_start(document: Document) -> dict[tuple[int, int], Place]:
    return {(id(place.source), place.start): place for place in document.statements}
