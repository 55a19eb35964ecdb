"""Judging small `.ivr` files with one rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from textwrap import dedent
from typing import Any

import pytest

from ivrlint import _plugins
from ivrlint._judge import ActiveRule, Verdict, judge
from ivrlint.finding import Finding
from ivrlint.formats import Reading
from ivrlint.model import Project
from ivrlint.places import Source

Said = list[tuple[int, str]]
"""The lines and messages of what was found."""


@cache
def plugins() -> _plugins.Plugins:
    return _plugins.load()


def verdict_on(text: str, names: Sequence[str], **options: Any) -> Verdict:
    """What rules (the first by its options) say of a file, which has to be sound."""
    rules = [next(rule for rule in plugins().rules if rule.name == name) for name in names]
    ivr = next(each for each in plugins().formats if each.name == "ivr")
    document = ivr.read(Source("test.ivr", text), Reading(lambda _, __: None))
    assert not document.problems, [problem.message for problem in document.problems]
    active = [ActiveRule(rule, rule.severity, options=options) for rule in rules[:1]]
    active += [ActiveRule(rule, rule.severity) for rule in rules[1:]]
    verdict = judge(Project([document], languages=plugins().languages), active)
    assert not verdict.failures, verdict.failures[0].details
    return verdict


@pytest.fixture
def said_by() -> Callable[..., Said]:
    """`said_by("rule", text, option=…)`: the lines and messages of what rules say of a file."""

    def said(names: str | Sequence[str], text: str, **options: Any) -> Said:
        wanted = [names] if isinstance(names, str) else list(names)
        verdict = verdict_on(dedent(text), wanted, **options)
        return sorted(
            (one.finding.place.begin.line, one.finding.message) for one in verdict.findings
        )

    return said


@pytest.fixture
def skipped_by() -> Callable[..., Said]:
    """`skipped_by("rule", text)`: the lines of what a rule could not judge, and why."""

    def skipped(name: str, text: str) -> Said:
        return [
            (one.skipped.place.begin.line, one.skipped.reason)
            for one in verdict_on(dedent(text), [name]).skipped
        ]

    return skipped


@pytest.fixture
def found_by() -> Callable[..., list[Finding]]:
    """`found_by("rule", text)`: the findings of a rule in a file, in the order of their places."""

    def found(name: str, text: str) -> list[Finding]:
        findings = [one.finding for one in verdict_on(dedent(text), [name]).findings]
        return sorted(findings, key=lambda finding: finding.place.start)

    return found


@pytest.fixture
def fixed_by() -> Callable[..., str]:
    """`fixed_by("rule", text)`: the file with the safe fixes of a rule applied."""

    def fixed(name: str, text: str) -> str:
        fixes = [one.finding.fix for one in verdict_on(text, [name]).findings]
        edits = [edit for fix in fixes if fix is not None and fix.safe for edit in fix.edits]
        for edit in sorted(edits, key=lambda edit: -edit.place.start):
            text = text[: edit.place.start] + edit.text + text[edit.place.end :]
        return text

    return fixed
