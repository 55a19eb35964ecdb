"""Every real file, written as .ivr and read again: the same calls, the same replies."""

from __future__ import annotations

from collections import defaultdict

import pytest

from ivrlint.formats import Format, Reading
from ivrlint.model import Document, Project
from ivrlint.places import Source

SAID = ("flows", "replies", "pages", "hours", "transcripts", "facts")


@pytest.fixture(scope="module")
def ivr(bench) -> Format:
    return next(known for known in bench.formats if known.name == "ivr")


@pytest.fixture(scope="module")
def pairs(corpus, bench, ivr) -> list[tuple[Document, str, Document]]:
    """Each file by itself, as .ivr, and read from that again."""
    found = []
    for row in corpus.rows:
        document = bench.document(row["file"])
        if document is None:
            continue
        written = ivr.write(document)
        again = ivr.read(Source("again.ivr", written), Reading(lambda _source, _name: None))
        found.append((document, written, again))
    return found


def test_what_was_read_is_written_and_read_again(pairs) -> None:
    steps: dict[str, int] = defaultdict(int)
    for document, _, again in pairs:
        assert again.problems == (), document.path
        for flow, same in zip(document.flows, again.flows, strict=True):
            assert flow == same, document.path
            steps[document.format] += len(flow.steps)
        for field in SAID:
            assert getattr(again, field) == getattr(document, field), document.path
    assert steps["asterisk"] > 10_000
    assert steps["connect"] > 1_000


def test_the_written_form_is_the_canonical_one(pairs, ivr) -> None:
    for document, written, _ in pairs:
        assert ivr.format(Source("again.ivr", written)) == written, document.path


def test_every_way_leads_where_it_led(pairs) -> None:
    for document, _, again in pairs:
        one, other = Project([document]), Project([again])
        for flow, same in zip(document.flows, again.flows, strict=True):
            for step, like in zip(flow.steps, same.steps, strict=True):
                for exit_, alike in zip(step.exits, like.exits, strict=True):
                    led = one.resolve(flow, exit_.target)
                    assert other.resolve(same, alike.target) == led
