"""ivrlint's own reports: for people, and for the places where findings are collected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrlint.hooks import hookimpl

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ivrlint.reports import Report


@hookimpl
def ivrlint_reports() -> Iterable[Report]:
    """One of each."""
    from ivrlint_reports.checkstyle import Checkstyle
    from ivrlint_reports.concise import Concise
    from ivrlint_reports.full import Full
    from ivrlint_reports.github import GitHub
    from ivrlint_reports.gitlab import GitLab
    from ivrlint_reports.json import Json
    from ivrlint_reports.junit import JUnit
    from ivrlint_reports.rdjson import RdJson
    from ivrlint_reports.sarif import Sarif

    return [
        Full(),
        Concise(),
        Json(),
        Sarif(),
        GitHub(),
        GitLab(),
        JUnit(),
        RdJson(),
        Checkstyle(),
    ]
