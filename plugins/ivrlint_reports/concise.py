"""One line for each finding, as editors and scripts read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ivrlint.display import visible
from ivrlint.reports import Outcome, Report
from ivrlint_reports._closing import closing
from ivrlint_reports._paint import Paint
from ivrlint_reports._wording import LEVELS, where


class Concise(Report):
    """`path:line:column: severity rule: message`, then the verdict."""

    name: ClassVar[str] = "concise"
    description: ClassVar[str] = "one line for each finding"

    def write(self, outcome: Outcome) -> Iterator[str]:
        """The findings first, line by line; the verdict last."""
        paint = Paint(on=outcome.colour)
        for finding in outcome.findings:
            level = LEVELS[finding.severity]
            rule = paint(visible(finding.rule), "strong")
            yield (
                f"{where(finding.spot)}: {paint(level, level)} {rule}: {visible(finding.message)}\n"
            )
        for line in closing(outcome, paint):
            yield f"{line}\n"
