"""Judging small `.ivr` files with one rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from textwrap import dedent
from typing import Any

import pytest

from ivrlint import _plugins
from ivrlint._judge import ActiveRule, judge
from ivrlint.formats import Reading
from ivrlint.model import Project
from ivrlint.places import Source

Said = list[tuple[int, str]]
"""The lines and messages of what was found."""

Judge = Callable[..., Said]


@cache
def plugins() -> _plugins.Plugins:
    return _plugins.load()


@pytest.fixture
def said_by() -> Judge:
    """`said_by("rule", text, option=…)`: what rules (the first by its options) say of a file."""

    def said(names: str | Sequence[str], text: str, **options: Any) -> Said:
        wanted = [names] if isinstance(names, str) else list(names)
        rules = [next(rule for rule in plugins().rules if rule.name == name) for name in wanted]
        ivr = next(each for each in plugins().formats if each.name == "ivr")
        document = ivr.read(Source("test.ivr", dedent(text)), Reading(lambda _, __: None))
        assert not document.problems, [problem.message for problem in document.problems]
        project = Project([document], languages=plugins().languages)
        active = [ActiveRule(rule, rule.severity, options=options) for rule in rules[:1]]
        active += [ActiveRule(rule, rule.severity) for rule in rules[1:]]
        verdict = judge(project, active)
        assert not verdict.failures, verdict.failures[0].details
        return sorted(
            (one.finding.place.begin.line, one.finding.message) for one in verdict.findings
        )

    return said
