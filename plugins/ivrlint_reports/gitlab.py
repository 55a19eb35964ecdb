"""GitLab's code quality report, a subset of Code Climate's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ivrlint.finding import Severity
from ivrlint.reports import Outcome, ReportedFinding
from ivrlint_reports._json import array

_SEVERITIES: Final = {
    Severity.ERROR: "major",
    Severity.WARNING: "minor",
    Severity.INFO: "info",
}


def write(outcome: Outcome) -> Iterator[str]:
    """An array of issues; GitLab compares their fingerprints with the target branch.

    One JSON array, one issue to a line.
    """
    yield from array(_issue(finding) for finding in outcome.findings)
    yield "\n"


def _issue(finding: ReportedFinding) -> dict[str, Any]:
    """GitLab shows no check name, so the description begins with it."""
    return {
        "description": f"{finding.rule}: {finding.message}",
        "check_name": finding.rule,
        "fingerprint": finding.fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": finding.spot.repository_path,
            "lines": {"begin": finding.spot.start.line},
        },
    }
