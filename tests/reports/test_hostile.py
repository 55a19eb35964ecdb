"""Whatever a file holds: each report is well formed, one finding a line, and UTF-8."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ivrlint.finding import Severity
from ivrlint.places import Position
from ivrlint.reports import (
    Outcome,
    Report,
    ReportedEdit,
    ReportedFinding,
    ReportedFix,
    ReportedRelated,
    ReportedSkip,
    Spot,
)
from ivrlint_reports import ivrlint_reports

REPORTS: dict[str, Report] = {report.name: report for report in ivrlint_reports()}

ANYTHING = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from(
            "\x00\x1b\n\r\t\x85\u2028\u202e\ud800\udcff\ufffe\uffff\ufeff<&>\"'%:,;[](){}\\"
        ),
    ),
    max_size=30,
)
LINE = ANYTHING.map(lambda text: "".join(text.splitlines()))


@st.composite
def outcomes(draw: st.DrawFn) -> Outcome:
    def position() -> Position:
        return Position(draw(st.integers(1, 4)), draw(st.integers(1, 40)))

    def spot() -> Spot:
        start, end = sorted((position(), position()))
        return Spot(draw(ANYTHING), draw(ANYTHING), start, end)

    lines = draw(st.lists(LINE, max_size=4))
    findings = [
        ReportedFinding(
            rule=draw(ANYTHING),
            pack=draw(ANYTHING),
            severity=draw(st.sampled_from(Severity)),
            message=draw(ANYTHING),
            spot=spot(),
            location=draw(st.none() | ANYTHING),
            pointer=draw(st.none() | ANYTHING),
            witness=tuple(draw(st.lists(ANYTHING, max_size=2))),
            related=tuple(
                ReportedRelated(spot(), draw(ANYTHING)) for _ in range(draw(st.integers(0, 2)))
            ),
            fix=ReportedFix(True, draw(ANYTHING), (ReportedEdit(spot(), draw(ANYTHING)),)),
            url=None,
            fingerprint=str(number),
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    return Outcome(
        version="0.1.0",
        files=1,
        findings=findings,
        skipped=[ReportedSkip("a-rule", draw(ANYTHING), draw(ANYTHING), draw(ANYTHING))],
        statistics=None,
        rules={},
        plugin_of={},
        excerpt=lambda _, first, last: lines[first - 1 : last],
        width=draw(st.integers(1, 80)),
    )


def written(name: str, outcome: Outcome) -> str:
    text = "".join(REPORTS[name].write(outcome))
    text.encode("utf-8")
    assert not set(text) & set("\x00\x1b\r\x85\u2028\u202e\ufeff")
    return text


@given(outcomes())
def test_json_stays_json(outcome: Outcome) -> None:
    for name in ("json", "sarif", "gitlab", "rdjson"):
        text = written(name, outcome)
        # What it holds can be written again: no lone surrogate came through.
        json.dumps(json.loads(text), ensure_ascii=False).encode("utf-8")


@given(outcomes())
def test_xml_stays_xml(outcome: Outcome) -> None:
    for name in ("junit", "checkstyle"):
        ElementTree.fromstring(written(name, outcome))


@given(outcomes())
def test_a_line_stays_a_line(outcome: Outcome) -> None:
    number = len(outcome.findings)
    annotations = written("github", outcome)
    assert annotations.count("\n") == number
    assert all(line.startswith("::") for line in annotations.split("\n")[:-1])
    with_skipped = written("concise", outcome).count("\n")
    assert with_skipped == number + 4
    assert written("concise", replace(outcome, skipped=None)).count("\n") == number + 1


@given(outcomes())
def test_people_get_something_to_read(outcome: Outcome) -> None:
    text = written("full", outcome)
    titles = [line for line in text.split("\n") if line.startswith(("error[", "warning[", "info["))]
    assert len(titles) == len(outcome.findings)


@given(ANYTHING)
@example("café ☎ \U0001f4de")
def test_json_keeps_what_can_be_kept(message: str) -> None:
    finding = ReportedFinding(
        "a-rule",
        "menu",
        Severity.INFO,
        message,
        Spot("a", "a", Position(1, 1), Position(1, 1)),
        None,
        None,
        (),
        (),
        None,
        None,
        "0",
    )
    outcome = Outcome("0", 1, [finding], None, None, {}, {}, lambda *_: ())
    kept = json.loads(written("json", outcome))["findings"][0]["message"]
    expected = "".join(
        f"\\u{ord(character):04x}" if "\ud800" <= character <= "\udfff" else character
        for character in message
    )
    assert kept == expected


def test_lone_surrogates_of_a_path_are_spelt_out() -> None:
    spot = Spot("caf\udce9.ivr", "caf\udce9.ivr", Position(1, 1), Position(1, 1))
    finding = ReportedFinding(
        "a-rule", "menu", Severity.INFO, "x", spot, None, None, (), (), None, None, "0"
    )
    outcome = Outcome("0", 1, [finding], None, None, {}, {}, lambda *_: ())
    assert written("concise", outcome).startswith("caf\\udce9.ivr:1:1: ")


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_ends_with_a_line_end_or_is_empty(name: str) -> None:
    outcome = Outcome("0", 0, [], None, None, {}, {}, lambda *_: ())
    text = written(name, outcome)
    assert text == "" or text.endswith("\n")
