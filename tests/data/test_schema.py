"""Nodes held against a JSON Schema: what is wrong, where to point, and in which words."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ivrlint.places import Source
from ivrlint_formats.data import Node, Object, parse_json, plain
from ivrlint_formats.data.schema import Schema, spot, way_to
from ivrlint_formats.data.wording import message

SCHEMA = {
    "type": "object",
    "required": ["start"],
    "properties": {"steps": {"type": "array", "minItems": 1}},
    "$defs": {
        "step": {"type": "object", "required": ["name", "kind"]},
        "text": {"type": "string", "minLength": 1},
        "count": {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string"}]},
        "retries": {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 9}]},
        "digits": {"anyOf": [{"type": "integer"}]},
        "voice": {
            "anyOf": [
                {"enum": ["man", "woman", True, "True"]},
                {"type": "string", "minLength": 9},
            ]
        },
        "flag": {"anyOf": [{"type": ["boolean", "null"]}]},
        "parameters": {"say": {"properties": {"text": {"$ref": "#/$defs/text"}}}},
    },
}


@pytest.fixture
def schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Schema:
    (tmp_path / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "flow.schema.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path.parent)
    return Schema(tmp_path.name, "flow.schema.json")


def tree(text: str) -> Node:
    root = parse_json(Source("flow.json", text)).root
    assert root is not None
    return root


def test_without_a_part_the_whole_schema_holds(schema: Schema) -> None:
    faults = list(schema.faults({"steps": []}))
    assert sorted(tuple(one.path) for one in faults) == [(), ("steps",)]


def test_a_part_holds_alone_and_finds_its_references(schema: Schema) -> None:
    (fault,) = schema.faults({"text": 5}, "parameters", "say", at=("steps", 2))
    assert fault.path == ("steps", 2, "text")
    assert message(fault) == "expected a text, found 5"


def test_a_part_that_is_not_there_accepts_everything(schema: Schema) -> None:
    assert list(schema.faults(5, "parameters", "sing")) == []
    assert list(schema.faults(5, "parameters", "sing", "loudly")) == []


def test_the_definitions_have_names(schema: Schema) -> None:
    assert "step" in schema.definitions
    assert "steps" not in schema.definitions


@pytest.mark.parametrize(
    ("part", "value", "expected"),
    [
        ("step", {"name": 1}, "expected 'kind' here: it is missing"),
        ("text", "", "expected something here, found nothing"),
        ("text", ["x"], "expected a text, found a list"),
        ("text", {"x": 1}, "expected a text, found an object"),
        ("text", None, "expected a text, found null"),
        ("text", False, "expected a text, found false"),
        ("step", "x\u202e" + "y" * 99, "expected an object, found 'x\\u202e" + "y" * 78 + "'"),
        ("count", -1, "expected a whole number from 0 on, found -1"),
        ("retries", 10, "expected a whole number from 1 to 9, found 10"),
        ("digits", 1.5, "expected a whole number, found 1.5"),
        ("voice", "womn", "expected man, woman or True, found 'womn'; did you mean 'woman'?"),
        ("voice", "robot", "expected man, woman or True, found 'robot'"),
        ("voice", 3, "expected man, woman or True, found 3"),
        ("flag", 3, "expected true or false, found 3"),
    ],
)
def test_a_fault_in_words(schema: Schema, part: str, value: Any, expected: str) -> None:
    (fault,) = schema.faults(value, part)
    assert message(fault) == expected


def test_what_is_empty_is_named(schema: Schema) -> None:
    (fault,) = schema.faults({"start": "a", "steps": []})
    assert message(fault) == "expected something in 'steps', found nothing"


def test_a_format_can_write_texts_and_options_in_its_own_way(schema: Schema) -> None:
    (fault,) = schema.faults("robot", "voice")
    worded = message(fault, text=lambda one: one[:2] + "…", option=lambda one: str(one).upper())
    assert worded == "expected MAN, WOMAN or TRUE, found 'ro…'"


@pytest.mark.parametrize(
    ("path", "names", "pointed"),
    [
        ((), (), "{"),
        (("steps",), (), '"steps"'),
        (("steps", 1), (), "{"),
        (("steps", 1), ("id", "name"), '"b"'),
        (("steps", 0), ("name",), "{"),
        (("steps", 1, "name"), ("name",), '"b"'),
        (("steps", 1, "say"), ("name",), '"say"'),
        (("steps", 1, "say", 0), (), "7"),
        (("steps", 9, "name"), (), '"steps"'),
        (("steps", 1, "none", 0), (), "{"),
        (("steps", 1, "name", "deeper"), (), '"b"'),
    ],
)
def test_where_to_point(path: tuple[str | int, ...], names: tuple[str, ...], pointed: str) -> None:
    root = tree('{"steps": [{"name": 1}, {"name": "b", "say": [7]}]}')
    assert spot(root, path).pointed_at(*names).text == pointed


def test_of_a_repeated_key_the_last_one_counts() -> None:
    root = tree('{"a": 1, "a": {"b": 2}}')
    assert plain(spot(root, ("a", "b")).node) == 2
    assert spot(root, ("a",)).pointed_at().start == 9


def test_the_way_begins_at_the_root() -> None:
    root = tree('{"steps": [{"name": "a"}]}')
    way = way_to(root, ("steps", 0, "name"))
    assert way[0].node is root
    assert [one.key and one.key.value for one in way] == [None, "steps", None, "name"]
    assert isinstance(way[2].node, Object)


def test_nothing_is_loaded_for_a_validator_before_something_is_held_against_it() -> None:
    script = (
        "import sys\n"
        "import ivrlint_formats.data.wording\n"
        "from ivrlint_formats.data.schema import Schema\n"
        "schema = Schema('ivrlint_formats.connect', 'flow.schema.json')\n"
        "schema.definitions\n"
        "assert 'jsonschema' not in sys.modules\n"
        "list(schema.faults({}))\n"
        "assert 'jsonschema' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
