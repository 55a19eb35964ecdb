"""Annotations that GitHub Actions shows beside the changed lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.display import visible
from ivrlint.finding import Severity
from ivrlint.reports import Outcome, ReportedFinding
from ivrlint_reports._wording import notes

_COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


def write(outcome: Outcome) -> Iterator[str]:
    """A workflow command for each finding; GitHub shows ten of a kind for a step.

    One line for each finding.
    """
    for finding in outcome.findings:
        properties = ",".join(
            f"{name}={_property(value)}" for name, value in _properties(finding).items()
        )
        text = "\n".join([visible(finding.message), *notes(finding, in_repository=True)])
        yield f"::{_COMMANDS[finding.severity]} {properties}::{_data(text)}\n"


def _properties(finding: ReportedFinding) -> dict[str, str]:
    """Columns only where the place is on one line; GitHub refuses them otherwise."""
    spot = finding.spot
    properties = {
        "title": f"ivrlint ({finding.rule})",
        "file": spot.repository_path,
        "line": str(spot.start.line),
    }
    if spot.end.line == spot.start.line:
        properties["col"] = str(spot.start.column)
    properties["endLine"] = str(spot.end.line)
    if spot.end.line == spot.start.line:
        properties["endColumn"] = str(spot.end.column)
    return properties


def _data(text: str) -> str:
    """The message of a command; everything but its line ends is visible already."""
    return text.replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    """The value of a property, which a colon or comma would end."""
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
