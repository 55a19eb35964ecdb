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


def test_every_file_of_a_known_format_is_read_and_nothing_else(corpus, done) -> None:
    formats = done.data["statistics"]["formats"]
    assert set(formats) == {"asterisk", "connect"}
    assert formats["connect"]["files"] == len(corpus.connect)
    # What other files include is read with them, not by itself.
    listed = sum(row["format"].startswith("asterisk-") for row in corpus.rows)
    assert 0.85 * listed < formats["asterisk"]["files"] <= listed


def test_each_flow_of_connect_is_recognised_and_has_steps(corpus, bench) -> None:
    for file in corpus.connect:
        document = bench.document(file)
        assert document is not None, file
        assert document.format == "connect"
        assert sum(len(flow.steps) for flow in document.flows) > 0, file


@pytest.mark.parametrize(
    ("name", "steps", "opaque", "unresolved"),
    [("connect", 1_000, 0.02, 0.05), ("asterisk", 10_000, 0.08, 0.09)],
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
