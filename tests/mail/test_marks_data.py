"""The facts about automatic mails are well formed."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator


def load(name: str) -> Any:
    return json.loads(files("ivrlint_formats.mail").joinpath(name).read_text("utf-8"))


def test_the_facts_keep_to_their_schema() -> None:
    schema = load("marks.schema.json")
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(load("marks.json"))) == []


def test_every_expression_is_one() -> None:
    facts = load("marks.json")
    expressions = [*facts["headers"].values(), *facts["subjects"]]
    for kind in facts["kinds"].values():
        expressions += kind
    for expression in expressions:
        assert re.compile(expression, re.IGNORECASE).groups == 0, expression
