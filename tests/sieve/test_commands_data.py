"""The facts about commands and tests are well formed."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ivrlint_formats.sieve.commands import Commands


def load(name: str) -> Any:
    return json.loads(files("ivrlint_formats.sieve").joinpath(name).read_text("utf-8"))


FACTS = load("commands.json")


def test_the_facts_keep_to_their_schema() -> None:
    schema = load("commands.schema.json")
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(FACTS)) == []


@pytest.mark.parametrize("kind", ["commands", "tests"])
def test_shared_tags_that_are_used_exist(kind) -> None:
    for name, forms in FACTS[kind].items():
        for form in forms:
            assert set(form.get("uses", ())) <= set(FACTS["uses"]), name


def test_all_shared_tags_are_used() -> None:
    used = {
        use
        for kind in ("commands", "tests")
        for forms in FACTS[kind].values()
        for form in forms
        for use in form.get("uses", ())
    }
    assert used == set(FACTS["uses"])


def test_the_capabilities_choose_the_form() -> None:
    known = Commands()
    newer = known.form("notify", {"enotify"}, test=False)
    older = known.form("notify", {"notify"}, test=False)
    assert newer is not None
    assert older is not None
    assert len(newer.args) == 1
    assert older.args == ()
