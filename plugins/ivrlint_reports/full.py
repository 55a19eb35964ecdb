"""The report for people: what is wrong, where, why, and how to learn more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.display import visible
from ivrlint.reports import Outcome, ReportedFinding, ReportedRelated
from ivrlint_reports._closing import closing
from ivrlint_reports._paint import Paint
from ivrlint_reports._wording import LEVELS, counted, fixable, where, witness

_EXCERPTS: Final = 4
"""Related places that are shown with their line; further ones are listed."""
_LISTED: Final = 8
"""Further related places that are listed; the rest is counted."""


def write(outcome: Outcome) -> Iterator[str]:
    """Every finding with the source, the place underlined, and what explains it.

    A block for each finding, then the verdict.
    """
    paint = Paint(on=outcome.colour)
    for finding in outcome.findings:
        yield "\n".join((*_block(outcome, finding, paint), "\n"))
    for line in closing(outcome, paint):
        yield f"{line}\n"
    if outcome.findings:
        rules = {finding.rule for finding in outcome.findings}
        rule = visible(rules.pop()) if len(rules) == 1 else "RULE"
        yield f"to learn more: ivrlint explain {rule}\n"


def _block(outcome: Outcome, finding: ReportedFinding, paint: Paint) -> Iterator[str]:
    level = LEVELS[finding.severity]
    title = paint(f"{level}[{visible(finding.rule)}]", level)
    yield f"{title}{paint(f': {visible(finding.message)}', 'strong')}"

    excerpts, listed = finding.related[:_EXCERPTS], finding.related[_EXCERPTS:]
    spots = [finding.spot, *(related.spot for related in excerpts)]
    gutter = len(str(max(spot.start.line for spot in spots)))
    arrow = paint(f"{' ' * gutter}-->", "frame")
    yield f"{arrow} {where(finding.spot)}{_within(finding)}"
    yield from _excerpts(outcome, finding, excerpts, paint, gutter)
    for number, note in enumerate(_notes(finding, listed)):
        if number == 0:
            yield paint(f"{' ' * gutter} |", "frame")
        yield from _note(note, gutter, outcome.width, paint)


def _within(finding: ReportedFinding) -> str:
    """Where in the model, and where in a data file."""
    pointer = f" at {visible(finding.pointer)}" if finding.pointer else ""
    location = f" in {visible(finding.location)}" if finding.location else ""
    return f"{location}{',' if location and pointer else ''}{pointer}"


def _excerpts(
    outcome: Outcome,
    finding: ReportedFinding,
    related: tuple[ReportedRelated, ...],
    paint: Paint,
    gutter: int,
) -> Iterator[str]:
    """The finding's own file first, then the others in the order of the related places."""
    from ivrlint_reports._snippet import Mark, Snippet

    snippet = Snippet(outcome, paint, gutter)
    indent = " " * gutter
    files = {finding.spot.path: [Mark(finding.spot, "^", LEVELS[finding.severity])]}
    for other in related:
        mark = Mark(other.spot, "-", "frame", visible(other.message))
        files.setdefault(other.spot.path, []).append(mark)
    for path, marks in files.items():
        marks.sort(key=lambda mark: mark.spot.start)
        lines = list(snippet.lines(marks))
        if path != finding.spot.path:
            yield snippet.bar()
            yield f"{paint(f'{indent}:::', 'frame')} {where(marks[0].spot)}"
            if not lines:
                yield from (f"{indent}     {mark.label}" for mark in marks)
        if lines:
            yield snippet.bar()
            yield from lines


def _notes(finding: ReportedFinding, listed: tuple[ReportedRelated, ...]) -> Iterator[str]:
    for related in listed[:_LISTED]:
        yield f"{where(related.spot)}: {visible(related.message)}"
    if len(listed) > _LISTED:
        yield f"and {counted(len(listed) - _LISTED, 'place')} more"
    for note in (witness(finding), fixable(finding)):
        if note is not None:
            yield note


def _note(text: str, gutter: int, width: int, paint: Paint) -> Iterator[str]:
    """A note under an excerpt, broken into lines between words."""
    indent = " " * (gutter + 3)
    begin = paint(f"{' ' * gutter} =", "frame") + " "
    for line in _wrapped(text, max(40, width - len(indent))):
        yield f"{begin}{line}"
        begin = indent


def _wrapped(text: str, width: int) -> Iterator[str]:
    """The lines of a text, broken between words; `textwrap` takes ten times as long."""
    text = text.rstrip(" ")
    start = 0
    while len(text) - start > width:
        end = text.rfind(" ", start + 1, start + width + 1)
        if end < 0:
            end = text.find(" ", start + width)
        if end < 0:
            break
        line = text[start:end].rstrip(" ")
        if line:
            yield line
        start = end
        while text[start] == " ":
            start += 1
    if start < len(text):
        yield text[start:]
