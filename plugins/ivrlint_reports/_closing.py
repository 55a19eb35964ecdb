"""What the reports for people say at the end: the verdict, what was skipped, statistics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ivrlint.display import columns, visible
from ivrlint.reports import Outcome, ReportedSkip, Statistics
from ivrlint_reports._paint import Paint
from ivrlint_reports._wording import counted, verdict


def closing(outcome: Outcome, paint: Paint) -> Iterator[str]:
    """Line by line, without line ends."""
    if outcome.skipped is not None:
        yield from _skipped(outcome.skipped, paint)
    if outcome.statistics is not None:
        yield from _statistics(outcome.statistics, paint)
    yield paint(verdict(outcome), "strong")


def _skipped(skipped: Sequence[ReportedSkip], paint: Paint) -> Iterator[str]:
    places = counted(len(skipped), "place") if skipped else "no place"
    yield paint(f"{places} that could not be judged", "strong")
    for skip in skipped:
        at = f", {visible(skip.location)}" if skip.location else ""
        yield f"  {visible(skip.path)}{at}: {skip.rule}: {visible(skip.reason)}"
    yield ""


def _statistics(statistics: Statistics, paint: Paint) -> Iterator[str]:
    if statistics.rules:
        yield paint("findings of each rule", "strong")
        ranked = sorted(statistics.rules.items(), key=lambda item: (-item[1], item[0]))
        yield from _table([(f"{number:,}", name) for name, number in ranked], left=1)
        yield ""
    if statistics.formats:
        yield paint("what was read of each format", "strong")
        head = ("format", "files", "steps", "opaque steps", "targets", "unresolved targets")
        rows = [
            (
                name,
                *(
                    f"{number:,}"
                    for number in (s.files, s.steps, s.opaque, s.targets, s.unresolved)
                ),
            )
            for name, s in sorted(statistics.formats.items())
        ]
        yield from _table([head, *rows], left=0)
        yield ""


def _table(rows: Sequence[Sequence[str]], *, left: int) -> Iterator[str]:
    """Rows in aligned columns, numbers to the right; the column `left` is aligned to the left."""
    widths = [max(columns(row[index]) for row in rows) for index in range(len(rows[0]))]
    for row in rows:
        cells = []
        for index, (cell, width) in enumerate(zip(row, widths, strict=True)):
            blank = " " * (width - columns(cell))
            cells.append(cell + blank if index == left else blank + cell)
        yield f"  {'  '.join(cells)}".rstrip()
