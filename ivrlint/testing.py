"""For authors of rules: run the examples of a rule's documentation as a test.

from ivrlint.testing import check_examples

def test_examples():
    check_examples(long_hold)
"""

from __future__ import annotations

from ivrlint.docs import Example, examples
from ivrlint.finding import Finding
from ivrlint.rule import Rule


def check_examples(rule: Rule) -> None:
    """Check that a rule says of each of its examples what its marks call for, and nothing else.

    Raises AssertionError where it does not, and where the rule has no bad or
    no good example.
    """
    shown = list(examples(rule.documentation))
    assert any(example.bad for example in shown), f"{rule.name} has no bad example"
    assert any(not example.bad for example in shown), f"{rule.name} has no good example"
    for example in shown:
        check_example(rule, example)


def check_example(rule: Rule, example: Example) -> None:
    """Check one example; raises AssertionError where what is said is not what is marked."""
    where = f"{rule.name}, example in line {example.line} of its documentation"
    assert example.bad == bool(example.expected), (
        f"{where}: a bad example has marks, a good one none"
    )
    left = _said(rule, example, where)
    for wanted in example.expected:
        severity = wanted.severity or str(rule.severity)
        matches = [
            said
            for said in left
            if said[:3] == (wanted.path, wanted.line, severity) and wanted.text in said[3]
        ]
        assert len(matches) == 1, (
            f"{where}: {wanted.path}:{wanted.line} calls for one {severity} with"
            f" {wanted.text!r}; said is {left}"
        )
        left.remove(matches[0])
    assert not left, f"{where}: said, but not marked: {left}"


def _said(rule: Rule, example: Example, where: str) -> list[tuple[str, int, str, str]]:
    """What a rule says of an example: file, line, severity, message."""
    from ivrlint import _plugins
    from ivrlint._config import ActiveRule
    from ivrlint._judge import judge
    from ivrlint.formats import Reading
    from ivrlint.model import Project
    from ivrlint.places import Source

    plugins = _plugins.load()
    sources = {name: Source(name, text) for name, text in example.files.items()}
    format_ = next((f for f in plugins.formats if f.name == example.format), None)
    assert format_ is not None, f"{where}: there is no format {example.format!r}"
    reading = Reading(include=lambda _, name: sources.get(name))
    documents = format_.link([format_.read(source, reading) for source in sources.values()])
    if rule.pack != "ivrlint":
        problems = [(p.place.begin.line, p.message) for d in documents for p in d.problems]
        assert not problems, f"{where}: the example itself is faulty: {problems}"
    active = ActiveRule(rule, rule.severity, options=_options(rule, example, where))
    verdict = judge(Project(documents, languages=plugins.languages), [active])
    assert not verdict.failures, verdict.failures[0].details
    return [
        (*_line(judged.finding), str(judged.severity), judged.finding.message)
        for judged in verdict.findings
    ]


def _line(finding: Finding) -> tuple[str, int]:
    return finding.place.source.path, finding.place.begin.line


def _options(rule: Rule, example: Example, where: str) -> dict[str, object]:
    """The options of an example, as what the rule's signature says they are."""
    import json

    types = {option.name: option.type for option in rule.options}
    values: dict[str, object] = {}
    for name, text in example.options.items():
        assert name in types, f"{where}: there is no option {name!r}"
        key = name.replace("-", "_")
        if types[name] == "array of string":
            values[key] = tuple(filter(None, text.split(",")))
        elif types[name] == "object of string":
            values[key] = dict(pair.split(":", 1) for pair in text.split(","))
        elif types[name] == "string":
            values[key] = text
        else:
            values[key] = json.loads(text)
    return values
