"""What a line is declared to be silences rules that were not made for it."""

from __future__ import annotations

import re

import pytest

from ivrlint.docs import examples
from ivrlint_rules import own_rules

BAD = {
    rule.name: next(
        text
        for example in examples(rule.documentation)
        if example.bad and example.format == "ivr"
        for text in example.files.values()
    )
    for rule in own_rules()
    if any(example.bad and example.format == "ivr" for example in examples(rule.documentation))
}


@pytest.mark.parametrize(
    ("rule", "tag"),
    [
        ("missing-more-time", "yes-no"),
        ("code-before-human", "screening"),
        ("code-without-escape", "existing-customers-auth"),
        ("code-without-escape", "expert"),
        ("data-not-passed", "screening"),
        ("unused-input", "screening"),
        ("unused-input", "existing-customers-auth"),
        ("bot-without-handoff", "info-only"),
        ("bot-without-handoff", "resolved"),
        ("code-too-long", "expert"),
        ("same-reprompt", "expert"),
        ("zero-without-human", "expert"),
        ("missing-other-option", "info-only"),
        ("closed-without-alternative", "screening"),
        ("doom-loop", "info-only"),
        ("ads-while-waiting", "buy"),
        ("always-busy", "mandatory"),
        ("call-back-later", "screening"),
        ("dropped-while-waiting", "screening"),
        ("website-while-waiting", "mandatory"),
        ("dial-another-number", "info-only"),
        ("transfer-without-fallback", "screening"),
    ],
)
def test_a_line_that_is_declared_so_is_not_meant(said_by, rule: str, tag: str) -> None:
    text = BAD[rule]
    if "phone" not in text and "chat" not in text:
        text = f'phone "1" {{\n{text}\n}}'
    declared = re.sub(r"(?m)^( *(?:phone|chat)\b.*\{)$", rf"\1\nfact {tag}", text)
    assert said_by(rule, text)
    assert said_by(rule, declared) == []
