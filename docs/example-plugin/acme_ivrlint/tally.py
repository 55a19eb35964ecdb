"""A report: one line that fits a chat room."""

from collections.abc import Iterator

from ivrlint.finding import Severity
from ivrlint.reports import Outcome, Report


class Tally(Report):
    """How many errors and warnings, and nothing else."""

    name = "tally"
    description = "one line with the number of errors and warnings"

    def write(self, outcome: Outcome) -> Iterator[str]:
        """The line."""
        errors, warnings = outcome.count(Severity.ERROR), outcome.count(Severity.WARNING)
        yield f"ivrlint: {errors} errors, {warnings} warnings in {outcome.files} files\n"
