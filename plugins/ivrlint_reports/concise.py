"""One line for each finding, as editors and scripts read it."""

from __future__ import annotations

from collections.abc import Iterator

from ivrlint.display import visible
from ivrlint.reports import Outcome
from ivrlint_reports._closing import closing
from ivrlint_reports._paint import Paint
from ivrlint_reports._wording import LEVELS, where


def write(outcome: Outcome) -> Iterator[str]:
    """`path:line:column: severity rule: message`, then the verdict.

    The findings first, line by line; the verdict last.
    """
    paint = Paint(on=outcome.colour)
    for finding in outcome.findings:
        level = LEVELS[finding.severity]
        rule = paint(visible(finding.rule), "strong")
        yield (f"{where(finding.spot)}: {paint(level, level)} {rule}: {visible(finding.message)}\n")
    for line in closing(outcome, paint):
        yield f"{line}\n"
