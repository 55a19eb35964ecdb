"""Every real file is taken for what it is, and nothing for what it is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from ivrlint._reading import Reader

FORMATS = {
    "amazon-connect": "connect",
    "asterisk": "asterisk",
    "dialogflow-cx": "dialogflow",
    "eml-auto": "mail",
    "freeswitch": "freeswitch",
    "genesys": "genesys",
    "jambonz": "jambonz",
    "ncco": "ncco",
    "plivo-xml": None,
    "sieve": "sieve",
    "twilio-studio": "studio",
    "twiml": "twiml",
    "voicexml": "voicexml",
}
"""The format of each kind in the manifest, by the beginning of its name; None: not read."""

BANDWIDTHS = "dtolb/bxml/"
"""A folder of BXML, which the manifest takes for TwiML."""

NOT_WHAT_THEY_ARE_LISTED_FOR = (
    # Programs that write a dialplan, and the log of a program that speaks transcripts.
    "asterisk/testsuite/tests/manager/mixmonitor/mixmonitor_id/run-test",
    "asterisk/testsuite/tests/apps/chanspy/chanspy_w_mixmonitor/run-test",
    "JessicaMulein/asterisk-custom-poly-sounds/rebuildsounds_log.txt",
    # Programs in Perl that test Sieve, and the drafts of its extensions.
    "cyrusimap/cyrus-imapd/cassandane/tiny-tests/",
    "thsmi/sieve/src/common/libSieve/extensions/pipe/spec-bosch-sieve-extprograms.txt",
    "thsmi/sieve/src/common/libSieve/extensions/regex/draft-ieft-sieve-regex-01.txt",
    # What lies beside the configuration of a FreeSWITCH, and a page of HTML.
    "signalwire/freeswitch/conf/vanilla/README_IMPORTANT.txt",
    "signalwire/freeswitch/conf/vanilla/mime.types",
    "signalwire/freeswitch/conf/vanilla/web-vm.tpl",
    # A module of FreeSWITCH reads these in the form of Asterisk, with applications of its own.
    "signalwire/freeswitch/conf/insideout/extensions.conf",
    "signalwire/freeswitch/conf/vanilla/extensions.conf",
)


def _expected(row: dict[str, str]) -> str | None:
    file = row["file"]
    if file.startswith(NOT_WHAT_THEY_ARE_LISTED_FOR):
        return None
    if file.startswith(BANDWIDTHS):
        return "bandwidth"
    return next(known for kind, known in FORMATS.items() if row["format"].startswith(kind))


@pytest.fixture(scope="module")
def recognised(corpus, bench) -> dict[str, str | None]:
    """The format of every file below the folder, by its path there."""
    reader = Reader(bench.formats, corpus.folder, corpus.folder, 1 << 30)

    def found() -> Iterator[tuple[str, str | None]]:
        for path in sorted(corpus.folder.rglob("*")):
            if path.is_file():
                file = path.relative_to(corpus.folder).as_posix()
                format_ = reader.recognise(path, file)
                yield file, format_.name if format_ else None

    return dict(found())


def test_every_file_is_known_for_what_it_is(corpus, recognised) -> None:
    wrong = [
        (row["file"], recognised[row["file"]])
        for row in corpus.rows
        if recognised[row["file"]] != _expected(row)
    ]
    assert wrong == []


def test_each_format_has_real_files(corpus) -> None:
    counts = Counter(_expected(row) for row in corpus.rows)
    assert set(counts) >= {*(one for one in FORMATS.values() if one), "bandwidth"}


def test_no_other_file_is_taken_for_any(corpus, recognised) -> None:
    listed = {row["file"] for row in corpus.rows}
    others = {file: known for file, known in recognised.items() if file not in listed and known}
    assert others == {}
