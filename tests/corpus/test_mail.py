"""Real mails with automatic headers: all are recognised, and reports on delivery left alone."""

from __future__ import annotations

import pytest

from ivrlint._reading import Reader
from ivrlint.model import ReplyKind


def recognised(bench, file: str) -> str | None:
    folder = bench.corpus.folder
    format_ = Reader(bench.formats, folder, folder, 1 << 30).recognise(folder / file, file)
    return format_.name if format_ else None


@pytest.fixture(scope="module")
def mails(corpus) -> list[str]:
    return [row["file"] for row in corpus.rows if row["format"] == "eml-auto"]


def test_every_mail_of_a_machine_is_recognised(bench, mails) -> None:
    assert len(mails) == 70
    assert {recognised(bench, file) for file in mails} == {"mail"}


def test_only_the_mail_that_answers_somebody_is_a_reply(bench, mails) -> None:
    answering = [file for file in mails if bench.document(file).replies]
    assert [file.rpartition("/")[2] for file in answering] == ["rfc3834-01.eml"]
    (reply,) = bench.document(answering[0]).replies
    assert reply.kind is ReplyKind.ABSENCE
    assert reply.sender.address == "kijitora@example.net"
    assert "returning to the office on May 5th" in reply.bodies[0].text.plain


def test_no_mail_has_a_fault_of_its_own(bench, mails) -> None:
    assert not [problem for file in mails for problem in bench.document(file).problems]


def test_nothing_else_is_taken_for_a_mail_or_a_helpdesk(corpus, bench) -> None:
    for row in corpus.rows:
        if row["format"] != "eml-auto":
            assert recognised(bench, row["file"]) not in ("mail", "helpdesk"), row["file"]
