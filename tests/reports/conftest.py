"""Outcomes made by hand, for the reports to write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import pytest

from ivrlint.finding import Finding, Severity
from ivrlint.model import Flow
from ivrlint.places import Source
from ivrlint.reports import (
    FormatStatistics,
    Outcome,
    Report,
    ReportedEdit,
    ReportedFinding,
    ReportedFix,
    ReportedRelated,
    ReportedSkip,
    Spot,
    Statistics,
)
from ivrlint.rule import Rule, rule

MAIN = """\
phone "+31 88 555 0100" {
    menu welcome {
        say "Voor de status van uw pakket, toets 1. Voor een klacht, toets 4."
        key 1 "status" -> agents
        key 2 "klacht" -> agents
    }

    queue agents {
\t\tsay "Wist u dat u ook op onze website terechtkunt?" every 60s
    }
}
"""
FLOW = (
    '{"Actions":[{"Identifier":"greeting","Type":"MessageParticipant","Parameters":{"Text":'
    '"ご注文の状況は当社のウェブサイトでご確認いただけます"},"Transitions":{}}]}\n'
)
REPLY = """\
reply case-created {
    kind acknowledgement
    from "auto-reply@pakketdienst.com"
    body \"\"\"
        Er is een case aangemaakt.
        \"\"\"
}
"""
FILES = {"menus/main.ivr": MAIN, "menus/flow é.json": FLOW, "reply.ivr": REPLY}


def spot(path: str, text: str, *, nth: int = 0, files: Mapping[str, str] = FILES) -> Spot:
    """The spot of a text in one of the files."""
    source = Source(path, files[path])
    start = -1
    for _ in range(nth + 1):
        start = source.text.index(text, start + 1)
    return Spot(path, f"telecom/{path}", source.position(start), source.position(start + len(text)))


def outcome_of(
    findings: Sequence[ReportedFinding],
    files: Mapping[str, str] = FILES,
    rules: Sequence[Rule] = (),
) -> Outcome:
    """An outcome with these findings in these files."""
    sources = {path: Source(path, text) for path, text in files.items()}

    def excerpt(at: Spot, first: int, last: int) -> list[str]:
        source = sources.get(at.path)
        if source is None:
            return []
        count = len(source.line_starts)
        return [source.line_text(line) for line in range(first, min(last, count) + 1)]

    return Outcome(
        version="0.1.0",
        files=len(files),
        findings=findings,
        skipped=None,
        statistics=None,
        rules={each.name: each for each in rules},
        plugin_of={},
        excerpt=excerpt,
    )


def finding_of(at: Spot, message: str = "it is wrong", name: str = "a-rule") -> ReportedFinding:
    """A plain warning."""
    return ReportedFinding(
        rule=name,
        pack="menu",
        severity=Severity.WARNING,
        message=message,
        spot=at,
        location=None,
        pointer=None,
        witness=(),
        related=(),
        fix=None,
        url=None,
        fingerprint="0" * 32,
    )


@rule("error", since="0.1", pack="menu", fix="safe")
def unbound_key(flow: Flow, *, max_keys: int = 9) -> Iterator[Finding]:
    """A key that is announced but does nothing.

    The caller presses it and hears an error, or nothing.

    Options:

        max-keys (keys): how many may be announced.

    Bad:

        menu main { say "Toets 4." }  //! key 4

    Good:

        menu main { say "Toets 1." key 1 -> x }
    """
    yield from ()


@rule("warning", since="0.1", pack="queue", url="https://ivrlint.example/website-while-waiting")
def website_while_waiting(flow: Flow) -> Iterator[Finding]:
    """Callers who wait are sent to the website."""
    yield from ()


@rule("info", since="0.1", pack="acme")
def missing_jingle(flow: Flow) -> Iterator[Finding]:
    """No jingle."""
    yield from ()


RULES = (unbound_key, website_while_waiting, missing_jingle)


@pytest.fixture
def outcome() -> Outcome:
    """Three files, four findings: everything that a report can meet."""
    announced = spot("menus/main.ivr", "toets 4")
    unbound = replace(
        finding_of(announced, "key 4 is announced, but `welcome` binds only 1 and 2"),
        rule="unbound-key",
        severity=Severity.ERROR,
        location="menu welcome",
        witness=('hears "Voor de status van uw pakket"', "presses 4", "hears the menu again"),
        related=(
            ReportedRelated(spot("menus/main.ivr", 'key 2 "klacht"'), "this key has its label"),
        ),
        fix=ReportedFix(
            True, "announce key 2", (ReportedEdit(spot("menus/main.ivr", "toets 4"), "toets 2"),)
        ),
        fingerprint="1" * 32,
    )
    website = replace(
        finding_of(
            spot("menus/main.ivr", '"Wist u dat u ook op onze website terechtkunt?"'),
            "callers who wait are sent to the website",
        ),
        rule="website-while-waiting",
        pack="queue",
        location="queue agents",
        url=website_while_waiting.url,
        related=(
            ReportedRelated(
                spot("reply.ivr", "reply case-created"),
                "the reply to a form on the website sends them back to the phone, and so on",
            ),
        ),
        fingerprint="2" * 32,
    )
    japanese = replace(
        finding_of(spot("menus/flow é.json", "ウェブサイト"), "the website is named: ウェブサイト"),
        rule="website-while-waiting",
        pack="queue",
        pointer='Actions[0] "greeting"',
        fingerprint="3" * 32,
    )
    jingle = replace(
        finding_of(spot("reply.ivr", REPLY.rstrip("\n")), "there is no jingle"),
        rule="missing-jingle",
        pack="acme",
        severity=Severity.INFO,
        fix=ReportedFix(
            False,
            "add it twice",
            (
                ReportedEdit(spot("reply.ivr", "Er is"), "Tada! Er is"),
                ReportedEdit(spot("reply.ivr", "een case"), "tada"),
            ),
        ),
        fingerprint="4" * 32,
    )
    return replace(
        outcome_of([japanese, unbound, website, jingle], rules=RULES),
        plugin_of={"missing-jingle": "acme-ivrlint"},
    )


@pytest.fixture
def thorough(outcome: Outcome) -> Outcome:
    """The same, with what was skipped and statistics."""
    return replace(
        outcome,
        skipped=[
            ReportedSkip(
                "channel-ping-pong", "menus/main.ivr", "queue agents", "a target is unknown"
            ),
            ReportedSkip("unreachable-step", "reply.ivr", None, "an include is not at hand"),
        ],
        statistics=Statistics(
            {"unbound-key": 1, "website-while-waiting": 1_200},
            {
                "ivr": FormatStatistics(2, 3, 0, 2, 0),
                "connect": FormatStatistics(1, 1_001, 1, 12, 3),
            },
        ),
    )


@pytest.fixture
def spotless() -> Outcome:
    """Three files without a fault."""
    return outcome_of([], rules=RULES)


@pytest.fixture
def reports() -> Mapping[str, Report]:
    """All reports that come with ivrlint, by name."""
    from ivrlint_reports import ivrlint_reports

    return {report.name: report for report in ivrlint_reports()}


@pytest.fixture
def written(reports: Mapping[str, Report]) -> Callable[[str, Outcome], str]:
    """Writes an outcome as the report of a name."""
    return lambda name, of: "".join(reports[name].write(of))


@pytest.fixture
def make() -> Callable[..., Outcome]:
    """Makes an outcome of findings and files."""
    return outcome_of


@pytest.fixture
def find() -> Callable[..., ReportedFinding]:
    """Makes a plain finding at a spot."""
    return finding_of
