"""Every rule's documented examples: what they call for, and nothing else, is found."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from ivrlint import _plugins
from ivrlint._judge import ActiveRule, judge
from ivrlint.docs import Example, examples
from ivrlint.formats import Reading
from ivrlint.model import Project
from ivrlint.places import Source
from ivrlint.rule import Rule
from ivrlint_rules import ivrlint_rules

RULES = sorted(ivrlint_rules(), key=lambda rule: (rule.pack, rule.name))
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-line-{example.line}")
    for rule in RULES
    for example in examples(rule.documentation)
]


@cache
def plugins() -> _plugins.Plugins:
    return _plugins.load()


def project_of(example: Example) -> Project:
    sources = {name: Source(name, text) for name, text in example.files.items()}
    chosen = next(f for f in plugins().formats if f.name == example.format)
    reading = Reading(include=lambda _, name: sources.get(name))
    documents = [chosen.read(source, reading) for source in sources.values()]
    problems = [(p.place.begin.line, p.message) for d in documents for p in d.problems]
    assert not problems, f"the example itself is faulty: {problems}"
    return Project(documents, languages=plugins().languages)


def options_of(rule: Rule, example: Example) -> dict[str, Any]:
    types = {option.name: option.type for option in rule.options}
    found: dict[str, Any] = {}
    for name, value in example.options.items():
        match types[name]:
            case "integer":
                found[name] = int(value)
            case "number":
                found[name] = float(value)
            case "boolean":
                found[name] = value == "true"
            case "array of string":
                found[name] = tuple(value.split(","))
            case "object of string":
                found[name] = dict(pair.split(":") for pair in value.split(","))
            case _:
                found[name] = value
    return {name.replace("-", "_"): value for name, value in found.items()}


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_shows_what_the_rule_says(rule: Rule, example: Example) -> None:
    active = ActiveRule(rule, rule.severity, options=options_of(rule, example))
    verdict = judge(project_of(example), [active])
    assert not verdict.failures, verdict.failures[0].details
    found = [
        (one.finding.place.source.path, one.finding.place.begin.line, str(one.severity))
        for one in verdict.findings
    ]
    messages = [one.finding.message for one in verdict.findings]
    expected = [
        (one.path, one.line, one.severity or str(rule.severity)) for one in example.expected
    ]
    assert sorted(found) == sorted(expected), messages
    for one in example.expected:
        said = [
            judged.finding.message
            for judged in verdict.findings
            if (judged.finding.place.source.path, judged.finding.place.begin.line)
            == (one.path, one.line)
        ]
        assert one.text in said[0]
    assert bool(example.expected) == example.bad
