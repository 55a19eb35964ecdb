"""The facts about FreeSWITCH that the reader goes by."""

from __future__ import annotations

import json
from importlib.resources import files

from jsonschema import Draft202012Validator

from ivrlint_formats.freeswitch.platform import Platform


def facts(name: str) -> object:
    return json.loads(files("ivrlint_formats.freeswitch").joinpath(name).read_text("utf-8"))


def test_the_facts_have_the_form_that_the_schema_says() -> None:
    schema = facts("platform.schema.json")
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(facts("platform.json"))) == []


def test_the_reader_finds_every_fact() -> None:
    platform = Platform()
    assert platform.menu_numbers["timeout"] == 10_000
    assert "menu-sub" in platform.menu_actions
    assert platform.terminator == "#"
    assert platform.pin["tries"] == 3
    assert platform.queue_seconds["max-wait-time-with-no-agent-time-reached"] == 5
    assert platform.most_seconds == 86_400
    assert "ring-all" in platform.strategies
