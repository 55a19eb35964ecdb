"""What the pages about NCCO and jambonz say is so."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ivrlint.formats import Format, Reading
from ivrlint.places import Source
from ivrlint_formats.jambonz import JambonzFormat
from ivrlint_formats.ncco import NccoFormat

DOCS = Path(__file__).parents[2] / "docs" / "formats"
ACTIONS: dict[str, dict[str, Any]] = {
    "input": {"dtmf": {"maxDigits": 1}},
    "connect": {"endpoint": [{"type": "phone", "number": "1"}]},
    "record": {"endOnKey": "#"},
}
VERBS: dict[str, dict[str, Any]] = {
    "gather": {"numDigits": 1},
    "config": {"record": {"action": "startCallRecording"}},
    "pause": {"length": 1},
}


def documented(page: str) -> list[tuple[str, str]]:
    text = (DOCS / page).read_text("utf-8")
    table = re.split(r"\| (?:action|verb) \| step \|\n", text)[1].split("\n\n")[0]
    found = []
    for names, step in re.findall(r"^\| (.+?) \| (.+?) \|$", table, re.MULTILINE):
        if names != "others":
            found += [(name, re.split(r"\W", step)[0]) for name in names.split(", ")]
    return found


def kind(format_: Format, content: Any) -> str:
    source = Source("a.json", json.dumps(content))
    (flow,) = format_.read(source, Reading(lambda *_: None)).flows
    return flow.steps[0].kind


@pytest.mark.parametrize(("name", "step"), documented("ncco.md"))
def test_an_action_is_the_step_that_is_documented(name: str, step: str) -> None:
    assert kind(NccoFormat(), [{"action": name, **ACTIONS.get(name, {})}]) == step


@pytest.mark.parametrize(("name", "step"), documented("jambonz.md"))
def test_a_verb_is_the_step_that_is_documented(name: str, step: str) -> None:
    assert kind(JambonzFormat(), [{"verb": name, **VERBS.get(name, {})}]) == step


def test_what_is_not_listed_is_opaque() -> None:
    assert kind(NccoFormat(), [{"action": "dance"}]) == "opaque"
    assert kind(JambonzFormat(), [{"verb": "dance"}]) == "opaque"


def test_the_tables_name_the_actions_and_the_verbs() -> None:
    assert len(documented("ncco.md")) == 10
    assert len(documented("jambonz.md")) > 30
