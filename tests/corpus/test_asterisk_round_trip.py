"""Every real file of Asterisk, written as .ivr and read again: the same calls."""

from __future__ import annotations

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
    asterisk = next(known for known in bench.formats if known.name == "asterisk")
    files = [row["file"] for row in corpus.rows if row["format"].startswith("asterisk-")]
    found = []
    for file in files:
        (document,) = asterisk.link([bench.document(file, form="asterisk")])
        written = ivr.write(document)
        again = ivr.read(Source("again.ivr", written), Reading(lambda _source, _name: None))
        found.append((document, written, again))
    return found


def test_what_was_read_is_written_and_read_again(pairs) -> None:
    steps = 0
    for document, _, again in pairs:
        assert again.problems == (), document.path
        for flow, same in zip(document.flows, again.flows, strict=True):
            assert flow == same, document.path
            steps += len(flow.steps)
        for field in SAID:
            assert getattr(again, field) == getattr(document, field), document.path
    assert steps > 10_000


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
