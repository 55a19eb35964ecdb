from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import jsonschema

from ivrlint._config import Catalogue
from ivrlint._config.schema import own_catalogue, schema, text


def test_the_schema_that_ships_is_the_one_that_is_made() -> None:
    shipped = files("ivrlint").joinpath("schemas/config.schema.json").read_text("utf-8")
    assert shipped == text(own_catalogue()), "python -m ivrlint._config.schema > …"


def test_the_schema_is_a_schema(catalogue: Catalogue) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(catalogue))


def test_every_setting_is_described(catalogue: Catalogue) -> None:
    made = schema(catalogue)
    for name, described in made["properties"].items():
        assert described.get("description"), name


def test_options_come_from_the_rules(catalogue: Catalogue) -> None:
    rules = schema(catalogue)["properties"]["rules"]["properties"]
    options = rules["too-many-options"]["properties"]
    assert options["max"] == {
        "type": "integer",
        "description": "How many are fine. (options)",
        "default": 5,
    }
    assert options["ignore-tags"]["items"] == {"type": "string"}
    assert rules["many-options"]["deprecated"] is True


def test_defaults_fit_the_schema() -> None:
    made = own_catalogue()
    whole = schema(made)

    def options() -> Iterator[tuple[str, Any, Any]]:
        for name, table in whole["properties"]["rules"]["properties"].items():
            for option, described in table["properties"].items():
                yield f"{name}.{option}", described["default"], described

    for name, default, described in options():
        against = {**described, "$defs": whole["$defs"]}
        assert jsonschema.Draft202012Validator(against).is_valid(default), name
    json.dumps(whole, allow_nan=False)
