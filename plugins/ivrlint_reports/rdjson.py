"""Reviewdog's diagnostic format, for comments on pull requests of any forge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ivrlint.display import visible
from ivrlint.places import Position
from ivrlint.reports import Outcome, ReportedFinding, Spot
from ivrlint_reports._json import array, encode
from ivrlint_reports._wording import notes


def write(outcome: Outcome) -> Iterator[str]:
    """A diagnostic for each finding, with its fix as a suggestion.

    One JSON object, one diagnostic to a line.
    """
    head: dict[str, Any] = {"source": {"name": "ivrlint"}}
    if outcome.findings:
        worst = max(finding.severity for finding in outcome.findings)
        head["severity"] = worst.name
    yield f'{encode(head)[:-1]}, "diagnostics": '
    places = _Places(outcome)
    yield from array(_diagnostic(finding, places) for finding in outcome.findings)
    yield "}\n"


class _Places:
    """Positions as reviewdog counts them: columns in bytes of UTF-8, from 1."""

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._key: tuple[str, int] | None = None
        self._line = ""

    def range(self, spot: Spot) -> dict[str, Any]:
        """The start and end of a spot, the end exclusive."""
        return {"start": self._position(spot, spot.start), "end": self._position(spot, spot.end)}

    def _position(self, spot: Spot, position: Position) -> dict[str, int]:
        key = (spot.path, position.line)
        # Findings come in order, so the last line is often the next one.
        if key != self._key:
            lines = self._outcome.excerpt(spot, position.line, position.line)
            self._key, self._line = key, lines[0] if lines else ""
        column = position.column
        if not self._line.isascii():
            before = self._line[: position.column - 1]
            column += len(before.encode("utf-8", "surrogatepass")) - len(before)
        return {"line": position.line, "column": column}


def _diagnostic(finding: ReportedFinding, places: _Places) -> dict[str, Any]:
    code = {"value": finding.rule}
    if finding.url:
        code["url"] = finding.url
    diagnostic: dict[str, Any] = {
        "message": "\n".join([visible(finding.message), *notes(finding)]),
        "location": {"path": finding.spot.path, "range": places.range(finding.spot)},
        "severity": finding.severity.name,
        "code": code,
    }
    # Reviewdog offers every suggestion alone, so a fix of several edits would be half applied.
    if finding.fix and len(finding.fix.edits) == 1:
        edit = finding.fix.edits[0]
        if edit.spot.path == finding.spot.path:
            diagnostic["suggestions"] = [{"range": places.range(edit.spot), "text": edit.text}]
    return diagnostic
