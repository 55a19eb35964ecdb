"""What an option of a menu is for."""

from __future__ import annotations

from textwrap import dedent

import pytest

from ivrlint import _plugins
from ivrlint.formats import Reading
from ivrlint.model import Menu, Project
from ivrlint.places import Source
from ivrlint_rules import intents


def _options(text: str) -> list[set[str]]:
    plugins = _plugins.load()
    ivr = next(each for each in plugins.formats if each.name == "ivr")
    document = ivr.read(Source("test.ivr", dedent(text)), Reading(lambda _, __: None))
    assert not document.problems
    project = Project([document], languages=plugins.languages)
    (menu,) = (step for flow in project.flows for step in flow.steps if isinstance(step, Menu))
    return [set(intents.of_option(menu, option)) for option in menu.options]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ('key 1 "to end your contract" -> main', {"cancel"}),
        ('key 1 "complaints" -> main', {"complaint"}),
        ('key 1 "sales" -> main { fact cancel }', {"cancel"}),
        ('key 1 "sales" -> main { fact intent "refund, blocked" }', {"refund", "blocked"}),
        ('key 1 "anything else" -> main', set()),
        ("key 1 -> main", set()),
    ],
)
def test_a_fact_wins_over_the_label(said, found) -> None:
    text = f"""
        phone line {{
            language en
            menu main {{
                {said}
            }}
        }}
        """
    assert _options(text) == [found]


def test_without_a_label_the_announcement_tells() -> None:
    assert _options(
        """
        phone line {
            language en
            menu main {
                say "For a complaint, press 1. Is your internet not working? Press 2."
                say "To place an order, press 3. For anything else, press 4."
                key 1 -> main
                key 2 -> main
                key 3 -> main
                key 4 -> main
            }
        }
        """
    ) == [{"complaint"}, {"fault"}, {"buy"}, set()]


def test_a_message_is_about_what_its_subject_says() -> None:
    plugins = _plugins.load()
    ivr = next(each for each in plugins.formats if each.name == "ivr")
    text = """
        reply one {
            language en
            subject "Your complaint"
        }
        reply two {
            language en
            subject "Your complaint"
            fact intent "refund"
        }
        """
    document = ivr.read(Source("test.ivr", dedent(text)), Reading(lambda _, __: None))
    project = Project([document], languages=plugins.languages)
    assert [set(intents.of_reply(reply)) for reply in project.replies] == [
        {"complaint"},
        {"refund"},
    ]
