"""Which of the real files are taken for Asterisk's: all that are, and no other."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import PurePosixPath

from ivrlint._files import decode, read_bytes, read_head
from ivrlint_formats.asterisk.kinds import Kind, kind_of

EXPECTED = {
    "asterisk-dialplan": Kind.DIALPLAN,
    "asterisk-ael": Kind.AEL,
    "asterisk-queues": Kind.QUEUES,
    "asterisk-prompts": Kind.TRANSCRIPT,
}
NOT_ASTERISKS = {
    # Programs that write a dialplan, listed for what they write.
    "asterisk/testsuite/tests/manager/mixmonitor/mixmonitor_id/run-test",
    "asterisk/testsuite/tests/apps/chanspy/chanspy_w_mixmonitor/run-test",
    # The log of a program that speaks transcripts; their texts stand in it over several lines.
    "JessicaMulein/asterisk-custom-poly-sounds/rebuildsounds_log.txt",
    # A module of FreeSWITCH reads these; their applications are FreeSWITCH's.
    "signalwire/freeswitch/conf/insideout/extensions.conf",
    "signalwire/freeswitch/conf/vanilla/extensions.conf",
}


def _kind(corpus, file: str) -> Kind | None:
    path = corpus.folder / file
    whole = cache(lambda: decode(read_bytes(path, 1 << 30)).text)
    return kind_of(PurePosixPath(file), read_head(path), whole)[0]


def test_every_file_of_asterisk_is_known_and_no_other(corpus) -> None:
    found = Counter[Kind]()
    for row in corpus.rows:
        expected = EXPECTED.get(row["format"])
        if row["file"] in NOT_ASTERISKS:
            expected = None
        kind = _kind(corpus, row["file"])
        assert kind is expected, row["file"]
        if kind is not None:
            found[kind] += 1
    assert found[Kind.DIALPLAN] >= 173
    assert found[Kind.AEL] >= 59
    assert found[Kind.QUEUES] >= 33
    assert found[Kind.TRANSCRIPT] >= 7


def test_no_file_that_the_manifest_does_not_list_is_taken_for_asterisks(corpus) -> None:
    listed = {row["file"] for row in corpus.rows}
    others = [
        path.relative_to(corpus.folder).as_posix()
        for path in corpus.folder.rglob("*")
        if path.is_file()
    ]
    taken = [file for file in others if file not in listed and _kind(corpus, file) is not None]
    assert taken == []
