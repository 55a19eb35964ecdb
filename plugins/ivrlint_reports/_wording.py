"""The sentences that several reports share; all of them fit to be shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from ivrlint.display import visible
from ivrlint.finding import Severity
from ivrlint.reports import Outcome, ReportedFinding, Spot

Level = Literal["error", "warning", "info"]

LEVELS: Final[dict[Severity, Level]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "info",
}
"""The name of every severity, the worst first."""


def where(spot: Spot, *, in_repository: bool = False) -> str:
    """A spot as editors and terminals know to follow: `path:line:column`."""
    path = spot.repository_path if in_repository else spot.path
    return f"{visible(path)}:{spot.start.line}:{spot.start.column}"


def counted(number: int, noun: str) -> str:
    """A number with its noun in the right form: `1 file`, `2 files`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def witness(finding: ReportedFinding) -> str | None:
    """The way a caller takes, in one sentence part; None where there is none."""
    if not finding.witness:
        return None
    return f"the caller: {', '.join(visible(station) for station in finding.witness)}"


def fixable(finding: ReportedFinding) -> str | None:
    """What a fix would do; None where none is offered."""
    if finding.fix is None:
        return None
    kind = "fix" if finding.fix.safe else "unsafe fix"
    return f"{kind}: {visible(finding.fix.title)}"


def notes(finding: ReportedFinding, *, in_repository: bool = False) -> Iterator[str]:
    """What is said of a finding besides its message, one line each."""
    for related in finding.related:
        at = where(related.spot, in_repository=in_repository)
        yield f"{at}: {visible(related.message)}"
    for note in (witness(finding), fixable(finding)):
        if note is not None:
            yield note


def verdict(outcome: Outcome) -> str:
    """The whole outcome in one line: `3 errors, 1 warning in 2 of 12 files`."""
    if not outcome.findings and not outcome.files:
        return "nothing was linted"
    if not outcome.findings:
        return f"no faults found in {counted(outcome.files, 'file')}"
    counts = ", ".join(
        counted(number, name)
        for severity, name in LEVELS.items()
        if (number := outcome.count(severity))
    )
    faulty = len({finding.spot.path for finding in outcome.findings})
    if faulty < outcome.files:
        return f"{counts} in {faulty:,} of {counted(outcome.files, 'file')}"
    return f"{counts} in {counted(faulty, 'file')}"
