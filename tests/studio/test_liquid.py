"""Texts with Liquid: variables, and alternatives under a condition."""

from __future__ import annotations

import pytest

from ivrlint.text import Pause, Variable, Words


@pytest.fixture
def prompts(read, widget, flow):
    def prompts(say: str):
        (found,) = read(flow(widget("a", "say-play", {"audioComplete": None}, say=say))).flows
        return found.steps[0].prompts

    return prompts


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Hello {{flow.variables.name}}.", "Hello {name}."),
        ("Hello {{ widgets.find.parsed.name | capitalize }}.", "Hello {find.parsed.name}."),
        ("{{ 'Dear @' | replace: '@', flow.variables.name }}, hello.", "{name}, hello."),
        ("Costs ${price}.", "Costs {price}."),
        ("{% assign x = 1 %}Hello.", "Hello."),
        ("Hello{% if a %} you{% if b %} two{% endif %}{% endif %}.", "Hello{a}."),
        ("{% if a %}A{% endif %} or {% if b %}B{% endif %}", "{a} or {b}"),
    ],
)
def test_what_is_filled_in_is_a_variable(prompts, text, plain) -> None:
    (prompt,) = prompts(text)
    assert prompt.text.plain == plain
    assert prompt.condition is None


def test_a_case_is_several_texts_each_under_its_condition(prompts) -> None:
    found = prompts(
        "{% case flow.variables.why %}\n{% when 'holiday' %}\nA holiday.\n{% else %}\nClosed.\n"
        "{% endcase %}\n"
    )
    assert [(one.condition, one.text.plain) for one in found] == [
        ("why = 'holiday'", "A holiday."),
        ("otherwise", "Closed."),
    ]


def test_an_if_inside_a_text_makes_the_whole_text_twice(prompts) -> None:
    found = prompts("Good {% if flow.variables.late %}evening{% else %}day{% endif %}, caller.")
    assert [(one.condition, one.text.plain) for one in found] == [
        ("late", "Good evening, caller."),
        ("otherwise", "Good day, caller."),
    ]


def test_without_an_else_the_rest_is_heard_otherwise(prompts) -> None:
    found = prompts("Hello.{% if flow.variables.vip %} We know you.{% endif %}")
    assert [(one.condition, one.text.plain) for one in found] == [
        ("vip", "Hello. We know you."),
        ("otherwise", "Hello."),
    ]


def test_pauses_of_ssml_are_pauses(prompts) -> None:
    (prompt,) = prompts('<speak>One.<break time="2s"/>Two.</speak>')
    kinds = [type(piece) for piece in prompt.text.pieces]
    assert kinds == [Words, Pause, Words]


def test_a_word_is_found_in_the_file_through_escapes(prompts) -> None:
    (prompt,) = prompts('Say "hello" to {{flow.variables.name}}, naïve ☎ caller.')
    at = prompt.text.plain.index("caller")
    assert prompt.text.part(at, at + 6).text == "caller"
    variable = next(piece for piece in prompt.text.pieces if isinstance(piece, Variable))
    assert variable.place.text == "{{flow.variables.name}}"


def test_an_empty_text_says_nothing(prompts) -> None:
    assert prompts("  ") == ()
