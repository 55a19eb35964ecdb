"""SARIF: valid by the standard's schema, and as GitHub wants it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from ivrlint.finding import Finding, Severity
from ivrlint.model import Flow
from ivrlint.places import Position
from ivrlint.reports import Outcome, ReportedFinding, ReportedRelated, Spot
from ivrlint.rule import rule

Written = Callable[[str, Outcome], str]
Make = Callable[..., Outcome]
Find = Callable[..., ReportedFinding]

SCHEMA = Path(__file__).parent / "data" / "sarif-schema-2.1.0.json"
HERE = Spot("a.ivr", "a.ivr", Position(1, 1), Position(1, 2))


@pytest.fixture(scope="module")
def schema() -> Draft4Validator:
    return Draft4Validator(json.loads(SCHEMA.read_text("utf-8")))


def run_of(text: str) -> Any:
    return json.loads(text)["runs"][0]


@pytest.mark.parametrize("kind", ["outcome", "thorough", "spotless"])
def test_what_is_written_is_valid(
    kind: str, request: pytest.FixtureRequest, written: Written, schema: Draft4Validator
) -> None:
    outcome: Outcome = request.getfixturevalue(kind)
    schema.validate(json.loads(written("sarif", outcome)))


def test_the_schema_is_the_real_one(schema: Draft4Validator) -> None:
    assert schema.schema["title"].startswith("Static Analysis Results Format (SARIF) Version 2.1.0")
    assert not schema.is_valid({"version": "2.1.0", "runs": [{}]})


def test_columns_are_counted_in_code_points_and_the_run_has_a_name(
    outcome: Outcome, written: Written
) -> None:
    run = run_of(written("sarif", outcome))
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["automationDetails"]["id"] == "ivrlint/"


def test_every_result_refers_to_its_rule(outcome: Outcome, written: Written) -> None:
    run = run_of(written("sarif", outcome))
    driver, extensions = run["tool"]["driver"], run["tool"]["extensions"]
    assert [extension["name"] for extension in extensions] == ["acme-ivrlint"]
    for result in run["results"]:
        if "ruleIndex" in result:
            described = driver["rules"][result["ruleIndex"]]
        else:
            component = extensions[result["rule"]["toolComponent"]["index"]]
            described = component["rules"][result["rule"]["index"]]
        assert described["id"] == result["ruleId"]


def test_rules_without_a_finding_are_described_too(spotless: Outcome, written: Written) -> None:
    rules = run_of(written("sarif", spotless))["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == [
        "missing-jingle",
        "unbound-key",
        "website-while-waiting",
    ]


def test_a_rule_explains_itself_in_markdown(outcome: Outcome, written: Written) -> None:
    described = run_of(written("sarif", outcome))["tool"]["driver"]["rules"][0]
    assert described["help"]["markdown"] == (
        "A key that is announced but does nothing.\n\n"
        "The caller presses it and hears an error, or nothing.\n\n"
        "**Options**\n\n"
        "- `max-keys` (keys, by default `9`): how many may be announced.\n\n"
        '**Bad**\n\n```text\nmenu main { say "Toets 4." }\n```\n\n'
        '**Good**\n\n```text\nmenu main { say "Toets 1." key 1 -> x }\n```'
    )
    assert described["properties"]["problem.severity"] == "error"
    assert len(described["properties"]["tags"]) <= 20


def test_descriptions_fit_and_are_never_empty(
    make: Make, find: Find, written: Written, schema: Draft4Validator
) -> None:
    @rule("info", since="0.1")
    def undocumented(flow: Flow) -> Iterator[Finding]:
        yield from ()

    @rule("info", since="0.1")
    def talkative(flow: Flow) -> Iterator[Finding]:
        yield from ()

    talkative.check.__doc__ = f"It says {'much ' * 500}."
    outcome = make([find(HERE, "", name="unknown")], {"a.ivr": "x"}, [undocumented, talkative])
    report = json.loads(written("sarif", outcome))
    schema.validate(report)
    rules = {each["id"]: each for each in report["runs"][0]["tool"]["driver"]["rules"]}
    assert len(rules["talkative"]["fullDescription"]["text"]) == 1024
    assert rules["undocumented"]["shortDescription"]["text"] == "undocumented"
    assert rules["unknown"]["shortDescription"]["text"] == "unknown"
    assert report["runs"][0]["results"][0]["message"]["text"] == "unknown"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("menus/main.ivr", "menus/main.ivr"),
        ("menu's/één 100%.ivr", "menu%27s/%C3%A9%C3%A9n%20100%25.ivr"),
        ("a:b/c#d?e.ivr", "a%3Ab/c%23d%3Fe.ivr"),
        ("raw-\udce9.ivr", "raw-%E9.ivr"),
        ("odd-\ud800.ivr", "odd-%3F.ivr"),
        ("/etc/a b.ivr", "file:///etc/a%20b.ivr"),
        ("C:/menus/a b.ivr", "file:///C:/menus/a%20b.ivr"),
    ],
)
def test_paths_are_written_as_uris(
    path: str, uri: str, make: Make, find: Find, written: Written
) -> None:
    finding = find(replace(HERE, repository_path=path))
    result = run_of(written("sarif", make([finding])))["results"][0]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact["uri"] == uri
    assert ("uriBaseId" in artifact) == (not uri.startswith("file:"))


def test_related_places_are_linked_from_the_message(
    make: Make, find: Find, written: Written
) -> None:
    finding = replace(
        find(HERE, "no [link](1) here, and no [1]"),
        related=(ReportedRelated(HERE, "the [other] half"), ReportedRelated(HERE, "")),
        witness=("hears [this](2)", "waits"),
    )
    result = run_of(written("sarif", make([finding])))["results"][0]
    assert result["message"]["text"] == (
        "no \\[link](1) here, and no [1]\n"
        "the caller: hears \\[this](2), waits\n"
        "See [the \\[other\\] half](1).\n"
        "See [here](2)."
    )
    assert [place["id"] for place in result["relatedLocations"]] == [1, 2]


def test_a_fix_of_several_files_changes_each(outcome: Outcome, written: Written) -> None:
    results = run_of(written("sarif", outcome))["results"]
    (fix,) = results[3]["fixes"]
    assert [len(change["replacements"]) for change in fix["artifactChanges"]] == [2]


def test_github_refuses_no_run_for_its_size(make: Make, find: Find, written: Written) -> None:
    warnings = [find(HERE)] * 25_000
    error = replace(find(HERE, name="z-rule"), severity=Severity.ERROR)
    run = run_of(written("sarif", make([*warnings, error])))
    assert len(run["results"]) == 25_000
    assert run["results"][0]["ruleId"] == "z-rule"
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith("1 finding left out")


def test_a_result_has_at_most_a_thousand_related_places(
    make: Make, find: Find, written: Written
) -> None:
    finding = replace(find(HERE), related=(ReportedRelated(HERE, "x"),) * 1_001)
    result = run_of(written("sarif", make([finding])))["results"][0]
    assert len(result["relatedLocations"]) == 1_000
    assert "(1001)" not in result["message"]["text"]
