"""Real scripts, held against what Pigeonhole's compiler says of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

from ivrlint._files import decode
from ivrlint.formats import Candidate, Claim, Reading
from ivrlint.model import Document
from ivrlint.places import Source
from ivrlint_formats.sieve import SieveFormat

SHARED = next(
    folder / "shared"
    for folder in Path(__file__).parents
    if (folder / "shared" / "oracle" / "sieve.json").is_file()
)
ORACLE: Final[dict[str, Any]] = json.loads((SHARED / "oracle" / "sieve.json").read_text("utf-8"))
NO_SCRIPTS = [file for file in ORACLE if file.startswith("cyrusimap/") or file.endswith(".txt")]
"""Tests in Perl, and drafts of standards."""
SCRIPTS = [file for file in ORACLE if file not in NO_SCRIPTS]

NO_FAULT = re.compile(
    # What one engine offers and another does not.
    r"unknown Sieve capability|^unknown (?:command|test) |is not known as a Sieve capability"
    # Scripts that were not at hand.
    r"|location for included script"
)
LACKING = re.compile(r"^the (?:command|test) `\w+` needs `require ")
"""Told of a command whose `require` is missing; Pigeonhole says that it does not know it."""

# Where Pigeonhole refuses more, or finds more, and why.
ELSEWHERE: Final = {
    r":list' for the header test": "the capability extlists, which Pigeonhole does not have",
    r":specialuse' for the vacation command": "the capabilities fcc and special-use",
    r":fcc' for the notify command": "the capabilities fcc and special-use",
    r"unknown comparator 'i;unicode-casemap'": "a comparator that other engines have",
    r"invalid method '(?:xmpp|tel)'": "methods of notification that other engines have",
    r"'X-Delivered-To' is not allowed": "other engines take any header for one with addresses",
    r"invalid folder name": "octets that are no UTF-8: whether a folder is called so, is unknown",
}
AFTER_THE_FIRST: Final = {
    "poli0981/proton-sieve-filters/filter/spam_filter.sieve": [243, 253, 254],
}
"""Mistakes that follow from the first: both tell of some, though not of the same ones."""


def read(file: str) -> Document:
    text = decode((SHARED / "corpus" / file).read_bytes(), ("utf-8", "iso-8859-1")).text
    return SieveFormat().read(Source(file, text), Reading(lambda _source, _name: None))


def refused(file: str) -> list[int]:
    """The lines that Pigeonhole refuses, but for what is no fault."""
    return sorted(
        {
            message["line"]
            for message in ORACLE[file]["messages"]
            if message["level"] == "error"
            and not NO_FAULT.search(message["message"])
            and not any(re.search(one, message["message"]) for one in ELSEWHERE)
        }
    )


def found(file: str) -> list[int]:
    return sorted(
        {
            problem.place.begin.line
            for problem in read(file).problems
            if not LACKING.match(problem.message)
        }
    )


@pytest.mark.parametrize("file", SCRIPTS)
def test_a_script_is_refused_at_the_lines_where_pigeonhole_refuses_it(file) -> None:
    if file in AFTER_THE_FIRST:
        assert found(file)[0] == refused(file)[0]
        assert found(file)[1:] == AFTER_THE_FIRST[file]
    else:
        assert found(file) == refused(file)


@pytest.mark.parametrize("file", [file for file in SCRIPTS if ORACLE[file]["accepted"]])
def test_a_script_that_pigeonhole_accepts_has_no_fault(file) -> None:
    assert read(file).problems == ()


def test_many_scripts_of_each_kind_are_compared() -> None:
    assert len(SCRIPTS) > 200
    assert sum(ORACLE[file]["accepted"] for file in SCRIPTS) > 120
    assert sum(bool(refused(file)) for file in SCRIPTS) >= 6


def test_every_difference_that_is_explained_is_met() -> None:
    messages = [
        message["message"]
        for file in SCRIPTS
        for message in ORACLE[file]["messages"]
        if message["level"] == "error"
    ]
    for difference in ELSEWHERE:
        assert any(re.search(difference, message) for message in messages), difference


def test_a_command_without_its_require_is_told_where_pigeonhole_does_not_know_it() -> None:
    (file,) = [file for file in SCRIPTS if file.endswith("/vacationReasonAndFileInto.script")]
    (problem,) = read(file).problems
    (message,) = ORACLE[file]["messages"]
    assert (problem.rule, problem.place.begin.line) == ("invalid-value", message["line"])
    assert message["message"].startswith("unknown command 'fileinto'")


def claim(file: str) -> Claim:
    path = SHARED / "corpus" / file
    text = decode(path.read_bytes()).text
    return SieveFormat().claim(Candidate(Path(file), text[:4096], lambda: text))


@pytest.mark.parametrize("file", SCRIPTS)
def test_every_script_is_recognised(file) -> None:
    assert claim(file) > Claim.NO


@pytest.mark.parametrize("file", NO_SCRIPTS)
def test_tests_in_perl_and_drafts_are_no_scripts(file) -> None:
    assert claim(file) == Claim.NO


def test_nothing_else_is_taken_for_a_script(corpus, bench) -> None:
    for row in corpus.rows:
        if not row["format"].startswith("sieve-"):
            format_ = recognised(bench, row["file"])
            assert format_ != "sieve", row["file"]


def recognised(bench, file: str) -> str | None:
    from ivrlint._reading import Reader

    folder = bench.corpus.folder
    format_ = Reader(bench.formats, folder, folder, 1 << 30).recognise(folder / file, file)
    return format_.name if format_ else None
