"""What the page about TwiML says is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "formats" / "twiml.md").read_text("utf-8")
TABLE = PAGE.split("| verb | step |\n")[1].split("\n\n")[0]
KINDS = {
    "Say": "<Say>a</Say>",
    "Play": "<Play>a.mp3</Play>",
    "Prompt": "<Prompt><Say>a</Say></Prompt>",
    "Pause": "<Pause/>",
    "Record": "<Record/>",
    "Pay": "<Pay/>",
    "Dial": "<Dial>100</Dial>",
    "Dial of a Conference or a Queue": "<Dial><Conference>a</Conference></Dial>",
    "Enqueue": "<Enqueue>a</Enqueue>",
    "Refer": "<Refer><Sip>sip:a</Sip></Refer>",
    "Connect": "<Connect><VirtualAgent/></Connect>",
    "Sms": '<Sms to="1">a</Sms>',
    "Message": "<Message>a</Message>",
    "Start": "<Start><Siprec/></Start>",
    "Stop": "<Stop><Siprec/></Stop>",
    "Play with `digits`": '<Play digits="1"/>',
    "Hangup": "<Hangup/>",
    "Reject": "<Reject/>",
    "Leave": "<Leave/>",
    "Echo": "<Echo/>",
    "Gather": '<Gather numDigits="1"/>',
}


def documented() -> list[tuple[str, str]]:
    found = []
    for verbs, step in re.findall(r"^\| (.+?) \| (.+?) \|$", TABLE, re.MULTILINE):
        whole = verbs in KINDS
        names = [verbs] if whole else re.findall(r"\b[A-Z][a-z]+\b", verbs)
        found += [(name, re.split(r"\W", step)[0]) for name in names]
    return found


@pytest.mark.parametrize(("verb", "kind"), documented())
def test_a_verb_is_the_step_that_is_documented(call, verb: str, kind: str) -> None:
    assert call(f"<Say>a</Say>{KINDS[verb]}<Say>b</Say>").steps[1].kind == kind


def test_the_table_names_every_verb() -> None:
    assert {verb for verb, _ in documented()} == set(KINDS)


def test_a_comment_suppresses_as_it_is_shown(tmp_path, monkeypatch, capsys) -> None:
    from ivrlint._cli import main

    shown = PAGE.split("```xml\n")[1].split("```")[0]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name, content in (("a.xml", shown), ("b.xml", shown.splitlines()[1])):
        (tmp_path / name).write_text(f"<Response>\n{content}\n</Response>\n", "utf-8")
    with pytest.raises(SystemExit):
        main(["check", "--format", "concise", "."])
    said = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in said[:-1]] == ["b.xml"]
