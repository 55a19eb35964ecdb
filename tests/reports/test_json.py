"""The report for programs holds to its schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ivrlint.reports import Outcome

Written = Callable[[str, Outcome], str]


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    text = files("ivrlint").joinpath("schemas/report.schema.json").read_text("utf-8")
    loaded: Any = json.loads(text)
    Draft202012Validator.check_schema(loaded)
    return Draft202012Validator(loaded)


@pytest.mark.parametrize("kind", ["outcome", "thorough", "spotless"])
def test_what_is_written_is_valid(
    kind: str, request: pytest.FixtureRequest, written: Written, schema: Draft202012Validator
) -> None:
    outcome: Outcome = request.getfixturevalue(kind)
    schema.validate(json.loads(written("json", outcome)))


def test_the_schema_rejects_what_it_does_not_know(
    outcome: Outcome, written: Written, schema: Draft202012Validator
) -> None:
    report = json.loads(written("json", outcome))
    assert not schema.is_valid({**report, "more": 1})
    assert not schema.is_valid({**report, "version": 2})
    report["findings"][0]["start"]["line"] = 0
    assert not schema.is_valid(report)


def test_skipped_and_statistics_are_there_only_when_asked_for(
    outcome: Outcome, written: Written
) -> None:
    plain = json.loads(written("json", outcome))
    assert list(plain) == ["version", "tool", "summary", "findings"]
    asked = json.loads(written("json", replace(outcome, skipped=[])))
    assert asked["skipped"] == []


def test_the_statistics_of_a_format(thorough: Outcome, written: Written) -> None:
    assert json.loads(written("json", thorough))["statistics"]["formats"]["connect"] == {
        "files": 1,
        "steps": 1001,
        "opaque_steps": 1,
        "targets": 12,
        "unresolved_targets": 3,
    }


def test_a_finding_has_all_its_keys(outcome: Outcome, written: Written) -> None:
    finding = json.loads(written("json", outcome))["findings"][1]
    assert list(finding) == [
        "rule",
        "pack",
        "severity",
        "message",
        "path",
        "start",
        "end",
        "location",
        "pointer",
        "witness",
        "related",
        "fix",
        "url",
    ]
    assert finding["fix"] == {
        "safe": True,
        "title": "announce key 2",
        "edits": [
            {
                "path": "menus/main.ivr",
                "start": {"line": 3, "column": 70},
                "end": {"line": 3, "column": 77},
                "text": "toets 2",
            }
        ],
    }
