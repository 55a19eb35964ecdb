"""Every rule's documented examples: what they call for, and nothing else, is found."""

from __future__ import annotations

import pytest

from ivrlint._own_rules import invalid_value, syntax_error
from ivrlint.docs import Example, examples
from ivrlint.rule import Rule
from ivrlint.testing import check_example, check_examples
from ivrlint_rules import own_rules

RULES = sorted(own_rules(), key=lambda rule: (rule.pack, rule.name))
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-line-{example.line}")
    for rule in RULES
    for example in examples(rule.documentation)
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_shows_what_the_rule_says(rule: Rule, example: Example) -> None:
    check_example(rule, example)


@pytest.mark.parametrize("rule", [syntax_error, invalid_value], ids=lambda rule: rule.name)
def test_the_rules_of_the_core_say_what_their_examples_show(rule: Rule) -> None:
    check_examples(rule)


def test_an_example_that_is_not_met_fails() -> None:
    rule = next(rule for rule in RULES if rule.name == "unbound-key")
    bad = next(example for example in examples(rule.documentation) if example.bad)
    unmarked = Example(False, bad.line, bad.format, bad.files)
    with pytest.raises(AssertionError, match="said, but not marked"):
        check_example(rule, unmarked)
