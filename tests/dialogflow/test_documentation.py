"""What the page about Dialogflow CX says is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "formats" / "dialogflow.md").read_text("utf-8")
TABLE = PAGE.split("| part of the page | step |\n|---|---|\n")[1].split("\n\n")[0]
ROWS = dict(re.findall(r"^\| (.+?) \| (\w+)", TABLE, re.MULTILINE))
PAGES = {
    "`entryFulfillment` with a webhook": {"entryFulfillment": {"webhook": "w"}},
    "`liveAgentHandoff`": {"entryFulfillment": {"messages": [{"liveAgentHandoff": {}}]}},
    "`telephonyTransferCall`": {
        "entryFulfillment": {"messages": [{"telephonyTransferCall": {"phoneNumber": "1"}}]}
    },
    "`endInteraction`": {"entryFulfillment": {"messages": [{"endInteraction": {}}]}},
    "required parameters of the form": {
        "form": {"parameters": [{"displayName": "size", "required": True}]}
    },
    "routes with only a condition": {"transitionRoutes": [{"condition": "$page.params.x = 1"}]},
    "routes with an intent": {"transitionRoutes": [{"intent": "buy"}]},
}


@pytest.mark.parametrize("part", PAGES)
def test_a_part_of_a_page_is_the_step_that_is_documented(agent, step_of, part) -> None:
    assert step_of(agent(desk=PAGES[part]), "desk").kind == ROWS[part]


def test_every_row_but_that_of_messages_is_tried() -> None:
    assert set(ROWS) - set(PAGES) == {"its messages"}


def test_the_names_of_steps_are_as_shown(agent, says) -> None:
    flow = agent(
        order={
            "form": {
                "parameters": [
                    {"displayName": name, "required": True} for name in ("colour", "size")
                ]
            },
            "transitionRoutes": [
                {"condition": "$page.params.x = 1"},
                {"intent": "a", "triggerFulfillment": {"webhook": "w"}},
                {"intent": "b", "triggerFulfillment": {"messages": [{"endInteraction": {}}]}},
            ],
        }
    )
    names = {step.name for step in flow.steps}
    shown = re.findall(r"`(order: \w+)`", PAGE)
    assert set(shown) <= names
    assert len(set(shown)) == 5
