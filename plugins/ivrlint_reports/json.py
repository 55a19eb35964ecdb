"""The report for programs; its JSON Schema is `ivrlint/schemas/report.schema.json`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ivrlint.finding import Severity
from ivrlint.reports import Outcome, ReportedFinding, ReportedFix, ReportedSkip, Statistics
from ivrlint_reports._json import array, encode, span

_VERSION: Final = 1
"""The version of the form; it grows when a reader of the last one would fail."""


def write(outcome: Outcome) -> Iterator[str]:
    """Everything that is known of the outcome, one finding to a line.

    One JSON object.
    """
    yield f'{{"version": {_VERSION},\n'
    yield f'"tool": {encode({"name": "ivrlint", "version": outcome.version})},\n'
    yield f'"summary": {encode(_summary(outcome))},\n'
    yield '"findings": '
    yield from array(_finding(finding) for finding in outcome.findings)
    if outcome.skipped is not None:
        yield ',\n"skipped": '
        yield from array(_skip(skip) for skip in outcome.skipped)
    if outcome.statistics is not None:
        yield f',\n"statistics": {encode(_statistics(outcome.statistics))}'
    yield "}\n"


def _summary(outcome: Outcome) -> dict[str, int]:
    return {
        "files": outcome.files,
        "errors": outcome.count(Severity.ERROR),
        "warnings": outcome.count(Severity.WARNING),
        "infos": outcome.count(Severity.INFO),
    }


def _finding(finding: ReportedFinding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "pack": finding.pack,
        "severity": str(finding.severity),
        "message": finding.message,
        "path": finding.spot.path,
        **span(finding.spot),
        "location": finding.location,
        "pointer": finding.pointer,
        "witness": list(finding.witness),
        "related": [
            {"path": related.spot.path, **span(related.spot), "message": related.message}
            for related in finding.related
        ],
        "fix": None if finding.fix is None else _fix(finding.fix),
        "url": finding.url,
    }


def _fix(fix: ReportedFix) -> dict[str, Any]:
    return {
        "safe": fix.safe,
        "title": fix.title,
        "edits": [
            {"path": edit.spot.path, **span(edit.spot), "text": edit.text} for edit in fix.edits
        ],
    }


def _skip(skip: ReportedSkip) -> dict[str, Any]:
    return {
        "rule": skip.rule,
        "path": skip.path,
        "location": skip.location,
        "reason": skip.reason,
    }


def _statistics(statistics: Statistics) -> dict[str, Any]:
    return {
        "rules": dict(statistics.rules),
        "formats": {
            name: {
                "files": of.files,
                "steps": of.steps,
                "opaque_steps": of.opaque,
                "targets": of.targets,
                "unresolved_targets": of.unresolved,
            }
            for name, of in statistics.formats.items()
        },
    }
