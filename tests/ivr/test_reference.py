"""The reference of the language: its examples are sound, and it is complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ivrlint.facts import TAGS, VALUES
from ivrlint.places import Source
from ivrlint_formats.ivr import settings, vocabulary
from ivrlint_formats.ivr.grammar import grammar

REFERENCE = (Path(__file__).parents[2] / "docs" / "language.md").read_text()
EXAMPLES = re.findall(r"```ivr\n(.*?)```", REFERENCE, re.DOTALL)

WORDS = {
    *vocabulary.CHANNELS,
    *vocabulary.STEPS,
    *vocabulary.BESIDE_FLOWS,
    *vocabulary.CAUSES,
    *vocabulary.RESERVED,
    *(
        setting.words
        for group in (
            settings.FLOW,
            settings.REPLY,
            settings.PAGE,
            settings.EVERY_STEP,
            *settings.STEP_SETTINGS.values(),
        )
        for setting in group
    ),
}


def test_the_reference_has_examples():
    assert len(EXAMPLES) >= 8


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_every_example_is_read_without_a_problem(read, example):
    document = read(example)
    assert document.problems == ()
    assert document.flows or document.replies or document.pages


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_every_example_stands_in_canonical_form(ivr, example):
    assert ivr.format(Source("example.ivr", example)) == example


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_every_fact_in_the_examples_is_registered(read, example):
    document = read(example)
    things = [
        *document.flows,
        *(step for flow in document.flows for step in flow.steps),
        *(exit_ for flow in document.flows for step in flow.steps for exit_ in step.exits),
        *document.replies,
        *document.pages,
        *document.facts,
    ]
    for thing in things:
        assert thing.tags <= TAGS.keys()
        assert {name for name, _ in thing.values} <= VALUES.keys()


@pytest.mark.parametrize("word", sorted(WORDS))
def test_every_word_of_the_language_is_in_the_reference(word):
    assert re.search(rf"`[^`\n]*(?<![\w-]){re.escape(word)}(?![\w-])[^`\n]*`", REFERENCE)


def test_the_grammar_in_the_reference_is_the_one_that_is_used():
    (shown,) = re.findall(r"```lark\n(.*?)```", REFERENCE, re.DOTALL)
    assert shown in grammar()
