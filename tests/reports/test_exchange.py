"""What each place that collects findings is particular about."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

from ivrlint.finding import Severity
from ivrlint.places import Position
from ivrlint.reports import Outcome, ReportedEdit, ReportedFinding, ReportedFix, Spot

Written = Callable[[str, Outcome], str]
Make = Callable[..., Outcome]
Find = Callable[..., ReportedFinding]


def at(line: int, column: int, end_line: int, end_column: int) -> Spot:
    return Spot("a.ivr", "b/a.ivr", Position(line, column), Position(end_line, end_column))


def test_github_gets_columns_only_on_one_line(make: Make, find: Find, written: Written) -> None:
    one, many = (written("github", make([find(spot)])) for spot in (at(1, 2, 1, 3), at(1, 2, 3, 1)))
    assert ",line=1,col=2,endLine=1,endColumn=3::" in one
    assert ",line=1,endLine=3::" in many


def test_github_is_told_nothing_by_what_a_message_holds(
    make: Make, find: Find, written: Written
) -> None:
    spot = replace(at(1, 1, 1, 2), repository_path="a,b:c\n::error::%.ivr")
    text = written("github", make([find(spot, "100%\n::stop-commands::x")]))
    assert text == (
        "::warning title=ivrlint (a-rule),file=a%2Cb%3Ac\\n%3A%3Aerror%3A%3A%25.ivr,"
        "line=1,col=1,endLine=1,endColumn=2::100%25\\n::stop-commands::x\n"
    )


def test_github_calls_an_info_a_notice(make: Make, find: Find, written: Written) -> None:
    info = replace(find(at(1, 1, 1, 2)), severity=Severity.INFO)
    assert written("github", make([info])).startswith("::notice ")


def test_gitlab_shows_the_rule_and_tells_findings_apart(outcome: Outcome, written: Written) -> None:
    issues = json.loads(written("gitlab", outcome))
    assert all(issue["description"].startswith(issue["check_name"]) for issue in issues)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert [issue["severity"] for issue in issues] == ["minor", "major", "minor", "info"]
    assert issues[1]["location"]["path"] == "telecom/menus/main.ivr"


def test_gitlab_gets_an_empty_array_where_nothing_is_wrong(
    spotless: Outcome, written: Written
) -> None:
    assert written("gitlab", spotless) == "[]\n"


def test_junit_counts_what_it_holds(outcome: Outcome, written: Written) -> None:
    root = ElementTree.fromstring(written("junit", outcome))
    suites = root.findall("testsuite")
    assert [suite.get("tests") for suite in suites] == ["1", "2", "1"]
    assert root.get("tests") == root.get("failures") == "4"
    assert len(root.findall(".//failure")) == 4


def test_junit_gives_no_two_test_cases_one_name(make: Make, find: Find, written: Written) -> None:
    same = find(at(1, 1, 1, 2))
    root = ElementTree.fromstring(written("junit", make([same, same])))
    assert [case.get("name") for case in root.iter("testcase")] == [
        "a-rule at 1:1",
        "a-rule at 1:1 (2)",
    ]


def test_checkstyle_groups_by_file(outcome: Outcome, written: Written) -> None:
    root = ElementTree.fromstring(written("checkstyle", outcome))
    assert [(file.get("name"), len(file)) for file in root] == [
        ("menus/flow é.json", 1),
        ("menus/main.ivr", 2),
        ("reply.ivr", 1),
    ]


def diagnostics(text: str) -> Any:
    return json.loads(text)["diagnostics"]


def test_reviewdog_counts_columns_in_bytes(make: Make, find: Find, written: Written) -> None:
    files = {"a.ivr": "é日𐐀b\nplain\n"}
    (odd, plain) = diagnostics(
        written("rdjson", make([find(at(1, 4, 1, 5)), find(at(2, 2, 2, 3))], files))
    )
    assert odd["location"]["range"] == {
        "start": {"line": 1, "column": 10},
        "end": {"line": 1, "column": 11},
    }
    assert plain["location"]["range"]["start"] == {"line": 2, "column": 2}


def test_reviewdog_gets_the_worst_severity(
    outcome: Outcome, spotless: Outcome, written: Written
) -> None:
    assert json.loads(written("rdjson", outcome))["severity"] == "ERROR"
    assert "severity" not in json.loads(written("rdjson", spotless))


def test_reviewdog_gets_only_fixes_that_one_suggestion_holds(
    make: Make, find: Find, written: Written
) -> None:
    here, elsewhere = at(1, 1, 1, 2), replace(at(1, 1, 1, 2), path="c.ivr")
    fixes = [
        (ReportedEdit(here, "x"),),
        (ReportedEdit(here, "x"), ReportedEdit(here, "y")),
        (ReportedEdit(elsewhere, "x"),),
        (),
    ]
    findings = [replace(find(here), fix=ReportedFix(True, "mend", edits)) for edits in fixes]
    written_ones = diagnostics(written("rdjson", make(findings, {"a.ivr": "x"})))
    assert [len(each.get("suggestions", ())) for each in written_ones] == [1, 0, 0, 0]
