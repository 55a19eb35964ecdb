"""The page on reports says what is so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from ivrlint.reports import Outcome, Report

HERE = Path(__file__).parent
PAGE = (HERE.parents[1] / "docs" / "reports.md").read_text("utf-8")


def block(language: str, heading: str) -> str:
    """The first block of a language under a heading."""
    section = PAGE.split(f"\n## {heading}\n")[1]
    match = re.search(rf"^```{language}\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    assert match
    return match[1]


def test_every_report_has_its_section(reports: Mapping[str, Report]) -> None:
    headings = re.findall(r"^## (\w+)$", PAGE, re.MULTILINE)
    assert set(reports) <= set(headings)
    assert all(f"| `{name}` |" in PAGE for name in reports)


def test_the_examples_are_what_is_written() -> None:
    for name in ("full", "concise"):
        assert block("", name) in (HERE / "golden" / f"{name}.txt").read_text("utf-8")


def test_the_report_of_ones_own_works(outcome: Outcome) -> None:
    names: dict[str, object] = {"__name__": "acme"}
    exec(block("python", "A form of your own"), names)
    hook = names["ivrlint_reports"]
    assert callable(hook)
    (report,) = hook()
    assert next(report.write(outcome)) == "the website is named: ウェブサイト\n"
