"""One run over every real file there is, of all formats, also those that are not yet read."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest


def test_the_manifest_lists_flows_of_connect(corpus) -> None:
    assert len(corpus.connect) > 100
    assert len(corpus.rows) - len(corpus.connect) > 1000


def test_the_run_ends_well(done) -> None:
    assert done.status == 1
    assert done.err == ""


def test_files_of_every_format_are_read(done) -> None:
    files = {name: counts["files"] for name, counts in done.data["statistics"]["formats"].items()}
    # What other files include is read with them, not by itself.
    least = {
        "asterisk": 240,
        "bandwidth": 15,
        "connect": 103,
        "dialogflow": 5,
        "freeswitch": 155,
        "genesys": 54,
        "jambonz": 4,
        "mail": 70,
        "ncco": 10,
        "sieve": 200,
        "studio": 16,
        "twiml": 95,
        "voicexml": 255,
    }
    assert files.keys() == least.keys()
    assert {name: count for name, count in files.items() if count < least[name]} == {}


def test_each_flow_of_connect_is_recognised_and_has_steps(corpus, bench) -> None:
    for file in corpus.connect:
        document = bench.document(file)
        assert document is not None, file
        assert document.format == "connect"
        assert sum(len(flow.steps) for flow in document.flows) > 0, file


@pytest.mark.parametrize(
    ("name", "steps", "opaque", "unresolved"),
    [
        ("asterisk", 10_000, 0.08, 0.09),
        ("connect", 1_000, 0.02, 0.05),
        ("freeswitch", 2_000, 0.20, 0.08),
        ("genesys", 400, 0.02, 0.08),
        ("studio", 150, 0.02, 0.03),
        # Where a call goes on after an answer is mostly an address of a program.
        ("twiml", 200, 0.02, 0.30),
        ("voicexml", 1_000, 0.06, 0.07),
    ],
)
def test_most_of_what_the_flows_do_is_understood(done, name, steps, opaque, unresolved) -> None:
    counts = done.data["statistics"]["formats"][name]
    assert counts["steps"] > steps
    assert counts["opaque_steps"] / counts["steps"] < opaque
    assert counts["unresolved_targets"] / counts["targets"] < unresolved


def test_each_place_lies_in_its_file(corpus, done) -> None:
    lines: dict[Path, list[int]] = {}
    assert done.data["findings"]
    for finding in done.data["findings"]:
        for spot in (finding, *finding["related"]):
            path = Path(spot["path"])
            if path not in lines:
                text = path.read_bytes().decode("utf-8-sig", "replace")
                lines[path] = [len(line) for line in re.split(r"\r\n|\r|\n", text)]
            start, end = spot["start"], spot["end"]
            assert (start["line"], start["column"]) <= (end["line"], end["column"])
            for place in (start, end):
                assert 1 <= place["line"] <= len(lines[path]), spot
                assert 1 <= place["column"] <= lines[path][place["line"] - 1] + 1, spot


def test_each_message_is_one_line_to_be_read(done) -> None:
    said = [finding["message"] for finding in done.data["findings"]]
    said += [skip["reason"] for skip in done.data["skipped"]]
    for message in said:
        assert message == message.strip()
        assert message.isprintable(), message
        assert len(message) < 300, message


def test_no_rule_says_the_same_twice(done) -> None:
    said = Counter(
        (f["rule"], f["path"], f["start"]["line"], f["start"]["column"], f["message"])
        for f in done.data["findings"]
    )
    assert [row for row, count in said.items() if count > 1] == []
