"""Every report, compared with a file that was read and found good."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from ivrlint.reports import Outcome, Report

GOLDEN = Path(__file__).parent / "golden"
NAMES = [
    "full",
    "concise",
    "json",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "rdjson",
    "checkstyle",
]


def golden(name: str) -> str:
    return (GOLDEN / f"{name}.txt").read_bytes().decode("utf-8")


def test_the_reports_are_these(reports: Mapping[str, Report]) -> None:
    assert list(reports) == NAMES
    assert all(report.description for report in reports.values())


@pytest.mark.parametrize("name", NAMES)
def test_an_outcome_is_written_as_it_was_found_good(
    name: str, outcome: Outcome, written: Callable[[str, Outcome], str]
) -> None:
    assert written(name, outcome) == golden(name)


@pytest.mark.parametrize("name", NAMES)
def test_no_findings_are_written_as_it_was_found_good(
    name: str, spotless: Outcome, written: Callable[[str, Outcome], str]
) -> None:
    assert written(name, spotless) == golden(f"{name}-spotless")


@pytest.mark.parametrize("name", ["full", "concise", "json"])
def test_skipped_and_statistics_are_written_when_asked_for(
    name: str, thorough: Outcome, written: Callable[[str, Outcome], str]
) -> None:
    assert written(name, thorough) == golden(f"{name}-thorough")


@pytest.mark.parametrize("name", ["full", "concise"])
def test_colour(name: str, outcome: Outcome, written: Callable[[str, Outcome], str]) -> None:
    assert written(name, replace(outcome, colour=True)) == golden(f"{name}-colour")


def test_a_narrow_terminal(outcome: Outcome, written: Callable[[str, Outcome], str]) -> None:
    assert written("full", replace(outcome, width=60)) == golden("full-narrow")
