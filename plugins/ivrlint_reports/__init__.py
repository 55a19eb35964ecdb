"""ivrlint's own reports: for people, and for the places where findings are collected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Final

from ivrlint.hooks import hookimpl
from ivrlint.reports import Outcome, Report

FORMS: Final = {
    "full": "for people: source excerpts, related places, the caller's way",
    "concise": "one line for each finding",
    "json": "for programs: everything that is known, with a JSON Schema",
    "sarif": "SARIF 2.1.0, for GitHub's code scanning and others",
    "github": "annotations for GitHub Actions",
    "gitlab": "GitLab's code quality report",
    "junit": "JUnit's XML for CI servers",
    "rdjson": "reviewdog's diagnostic format",
    "checkstyle": "Checkstyle's XML",
}
"""The forms, each with what it is for; the module of that name writes it."""


class _Form(Report):
    """A report whose module is imported when it is written: a run writes one of many."""

    def __init__(self, name: str, description: str) -> None:
        self.name = name
        self.description = description

    def write(self, outcome: Outcome) -> Iterator[str]:
        """What `write` of the module gives."""
        pieces: Iterator[str] = import_module(f"{__name__}.{self.name}").write(outcome)
        return pieces


@hookimpl
def ivrlint_reports() -> Iterable[Report]:
    """One of each."""
    return [_Form(name, description) for name, description in FORMS.items()]
