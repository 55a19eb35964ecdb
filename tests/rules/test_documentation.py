"""Every rule is documented in full, and known to the catalogue."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from ivrlint import docs
from ivrlint.rule import Rule
from ivrlint_rules import own_rules

RULES = sorted(own_rules(), key=lambda rule: (rule.pack, rule.name))
CATALOGUE = dict(
    reversed(line.split())
    for line in Path(__file__).with_name("catalogue.txt").read_text("utf-8").splitlines()
)
"""The names of all rules, those still to be written too, each with its pack."""

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@every_rule
def test_a_rule_is_in_the_catalogue_under_its_pack(rule: Rule) -> None:
    assert CATALOGUE.get(rule.name) == rule.pack


@every_rule
def test_a_rule_stands_in_a_file_of_its_name(rule: Rule) -> None:
    file = Path(import_module(rule.check.__module__).__file__ or "")
    assert file.stem == rule.name.replace("-", "_")
    assert file.parent.name == rule.pack


@every_rule
def test_a_rule_implies_only_rules_of_the_catalogue(rule: Rule) -> None:
    assert set(rule.implies) <= set(CATALOGUE) - {rule.name}


@every_rule
def test_every_option_is_described_and_nothing_else_is(rule: Rule) -> None:
    described = docs.documented_options(rule.documentation)
    assert set(described) == {option.name for option in rule.options}
    assert all(option.description.endswith(".") for option in rule.options)
    numbers = [option for option in rule.options if option.type in {"integer", "number"}]
    assert all(option.unit for option in numbers)


@every_rule
def test_a_rule_has_a_bad_and_a_good_example(rule: Rule) -> None:
    shown = list(docs.examples(rule.documentation))
    assert {example.bad for example in shown} == {True, False}


@every_rule
def test_the_summary_is_one_sentence_of_one_line(rule: Rule) -> None:
    assert rule.summary.endswith((".", '."'))
    assert len(rule.summary) <= 90


@every_rule
def test_the_prose_says_why_when_it_is_silent_and_where_it_comes_from(rule: Rule) -> None:
    paragraphs = docs.prose(rule.documentation).split("\n\n")
    assert len(paragraphs) >= 4
    assert paragraphs[-1].startswith("Source: ")
    assert "silent" in rule.documentation


def test_the_first_rules_are_all_there() -> None:
    nav = {name for name, pack in CATALOGUE.items() if pack == "nav"}
    others = {
        "unreachable-option", "unbound-key", "unannounced-key", "website-while-waiting",
        "human-unreachable", "broken-promise", "code-before-human", "asked-twice",
        "no-reply-sender", "channel-ping-pong",
    }  # fmt: skip
    assert nav | others <= {rule.name for rule in RULES}
