"""Scripts, mails and triggers that nobody would write: they end, and hide nothing else."""

from __future__ import annotations

import json
import os
from pathlib import PurePosixPath
from typing import Any

import pytest

from ivrlint import _plugins
from ivrlint._files import decode
from ivrlint.formats import Candidate, Claim, Format, Reading
from ivrlint.model import Document
from ivrlint.places import Source

MANY = 100_000
HEAD = b"Auto-Submitted: auto-replied\nFrom: no-reply@shop.example\n"
HTML = HEAD + b"Content-Type: text/html\n\n"
SOUND = HEAD + b"Subject: We have received your message\n\nThank you.\n"
"""A mail with one fault that has to be found whatever stands beside it."""
FAULT = "no-reply-sender"

SCRIPTS = {
    "a line of megabytes": b'vacation "' + b"x" * (8 << 20) + b'";\n',
    "NUL bytes": b"keep;\n" + b"\0" * 100_000,
    "bytes that are no text": b"keep;\xff\xfe\x00" * 10_000,
    "commands without an end": b"keep\n" * MANY,
    "opening braces": b"{" * MANY,
    "closing braces": b"}" * MANY,
    "blocks in blocks": b"if true {" * MANY,
    "blocks in blocks that end": b"if true {" * 20_000 + b"}" * 20_000,
    "tests in tests": b"if " + b"anyof(" * MANY,
    "tests in tests that end": b"if " + b"not " * MANY + b"true { keep; }",
    "parentheses": b"if " + b"(" * MANY,
    "lists in lists": b"keep " + b"[" * MANY,
    "a long list": b'if header "a" [' + b'"x",' * 100_000 + b'"x"] { keep; }',
    "texts that do not end": b'keep "' * MANY,
    "texts of lines that do not end": b"text:\n" * MANY,
    "a text of many lines": b"vacation text:\n" + b"..\r\n" * MANY + b".\r\n;\n",
    "comments that do not end": b"/*" * MANY,
    "placeholders": b"{{" * MANY + b"{%" * MANY,
    "escapes": b'keep "' + b"\\" * MANY,
    "variables that double": b'require ["variables", "vacation"];\nset "a" "x";\n'
    + b'set "a" "${a}${a}";\n' * 5_000
    + b'vacation "${a}";\n',
    "encoded characters": b'require "encoded-character";\nkeep "' + b"${hex: 4" * MANY + b'";\n',
    "includes": b'require "include";\n' + b'include "a";\n' * 20_000,
    "numbers": b"keep " + b"9" * MANY + b";\n",
    "names": b"keep" * MANY,
    "a message in messages": b"vacation :mime text:\n"
    + b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 10_000
    + b".\n;\n",
}
MAILS = {
    "a header of megabytes": HEAD + b"Subject: " + b"x" * (8 << 20) + b"\n\nx\n",
    "a sender of megabytes": HEAD.replace(b"no-", b"a," * (1 << 20)) + b"\nx\n",
    "a header over many lines": HEAD + b"Subject: a\n" + b" b\n" * MANY + b"\nx\n",
    "many headers": HEAD + b"X-A: b\n" * MANY + b"\nx\n",
    "comments in comments": b"Auto-Submitted: auto-replied\nFrom: " + b"(" * 900 + b"\n\nx\n",
    "parameters": HEAD + b"Content-Type: text/plain" + b"; a=b" * MANY + b"\n\nx\n",
    "encoded words": HEAD + b"Subject: " + b"=?utf-8?q?a?= " * MANY + b"\n\nx\n",
    "encoded words that do not end": HEAD + b"Subject: " + b"=?utf-8?q?" * MANY + b"\n\nx\n",
    "many parts": HEAD + b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * MANY,
    "parts in parts": HEAD
    + b"Content-Type: multipart/mixed; boundary=a0\n\n"
    + b"".join(
        b"--a%d\nContent-Type: multipart/mixed; boundary=a%d\n\n" % (n, n + 1)
        for n in range(20_000)
    ),
    "spaces": HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n" + b" " * MANY + b"x",
    "escapes": HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=C3=A9=" * MANY,
    "base64": HEAD + b"Content-Transfer-Encoding: base64\n\n" + b"CgoK\n" * MANY,
    "no base64": HEAD + b"Content-Transfer-Encoding: base64\n\n" + b"\xff\x00=" * MANY,
    "NUL bytes": HEAD + b"\n" + b"\0" * MANY,
    "tags": HTML + b"<a" * MANY,
    "tags in tags": HTML + b"<p><b>" * MANY,
    "comments": HTML + b"<!--" * MANY,
    "attributes": HTML + b"<a " + b'b="' * MANY,
    "a long attribute": HTML + b"<a " + b"b" * (1 << 20) + b">",
    "entities": HTML + b"&amp;&#0;&#x110000;&nonsense;" * 20_000,
    "addresses": HEAD + b"\n" + b"https://a.example/ " * MANY,
    "a character set of nowhere": HEAD + b"Content-Type: text/plain; charset=\xff\n\n\xff\n",
}
TRIGGERS = {
    "many": b'[{"perform":{"notification.email":{"subject":"a","body":"b"}}}'
    + b',{"perform":{"notification.email":{"subject":"a","body":"b"}}}' * 5_000
    + b"]",
    "nested": b'{"triggers":' * MANY + b'"notification.email":',
    "conditions": b'{"perform":{"notification.email":{"subject":"a","body":"b"}},"condition":{'
    + b'"a":{"operator":"is"},' * 10_000
    + b'"b":1}}',
    "numbers for texts": b'{"actions":[{"field":"notification_user","value":[1,2,3]}]}',
}  # fmt: skip


@pytest.fixture
def sound(ground) -> Any:
    """The ground, with a sound mail beside whatever comes."""
    ground.write("sound/answer.eml", SOUND)
    return ground


def finds_the_sound(ground) -> None:
    done = ground.survives()
    found = [f["path"] for f in done.data["findings"] if f["rule"] == FAULT]
    assert "sound/answer.eml" in found
    assert done.err == ""


@pytest.fixture(scope="module")
def formats() -> dict[str, Format]:
    return {one.name: one for one in _plugins.load().formats}


def survives(format_: Format, path: str, content: bytes) -> Document:
    """A file is claimed or not, read, and shown; no place of it lies outside."""
    text = decode(content, format_.encodings).text
    candidate = Candidate(PurePosixPath(path), text[:4096], lambda: text)
    assert format_.claim(candidate) in Claim
    source = Source(path, text)
    document = format_.read(source, Reading(lambda _source, _name: None))
    json.dumps(format_.syntax(source))
    for problem in document.problems:
        assert 0 <= problem.place.start <= problem.place.end <= len(text)
    for reply in document.replies:
        for body in reply.bodies:
            middle = len(body.text.plain) // 2
            place = body.text.part(middle, middle + 1)
            assert 0 <= place.start <= place.end <= len(text)
    return document


@pytest.mark.parametrize("content", SCRIPTS.values(), ids=SCRIPTS)
def test_any_script(formats, content: bytes) -> None:
    assert len(survives(formats["sieve"], "my.sieve", content).problems) < 200


@pytest.mark.parametrize("content", MAILS.values(), ids=MAILS)
def test_any_mail(formats, content: bytes) -> None:
    assert len(survives(formats["mail"], "answer.eml", content).replies) == 1


@pytest.mark.parametrize("content", TRIGGERS.values(), ids=TRIGGERS)
def test_any_trigger(formats, content: bytes) -> None:
    survives(formats["helpdesk"], "triggers.json", content)


def test_all_of_them_at_once(sound) -> None:
    for folder, name, contents in (
        ("scripts", "my.sieve", SCRIPTS),
        ("mails", "answer.eml", MAILS),
        ("triggers", "triggers.json", TRIGGERS),
    ):
        for number, content in enumerate(contents.values()):
            sound.write(f"{folder}/{number}/{name}", content[:100_000])
    finds_the_sound(sound)


def test_an_include_of_anything(sound) -> None:
    named = ["my", "other", "../sound/answer", "fifo", "/etc/passwd", "x" * 5_000, "\x1b[31m", "*"]
    lines = "".join(f'include "{name}";\n' for name in named)
    sound.write("bad/my.sieve", f'require "include";\n{lines}')
    sound.write("bad/other.sieve", 'require "include";\ninclude "my";\ninclude "other";\n')
    os.mkfifo(sound.path / "bad/fifo.sieve")
    finds_the_sound(sound)


def test_scripts_that_include_each_other_without_end(sound) -> None:
    for number in range(30):
        names = "".join(f'include "s{other}";\n' for other in range(30))
        text = f'require ["include", "vacation"];\n{names}vacation "x";\n'
        sound.write(f"bad/s{number}.sieve", text)
    finds_the_sound(sound)


def test_control_characters_never_reach_the_terminal(sound) -> None:
    sound.write(
        "bad/my.sieve",
        'require "vacation";\n# rule:[\x1b]0;owned\x07]\n'
        'vacation :from "no-reply@\x1b[31m.nl" :subject "\x9b1m\u202e" "\x1b[2J";\nkeep \x1b;\n',
    )
    sound.write("bad/answer.eml", HEAD + b"Subject: \x1b[2J\x9b1m\n\n\x1b[31m\n")
    finds_the_sound(sound)
    for path in ("bad/my.sieve", "bad/answer.eml"):
        for form in ("tree", "ivr", "json"):
            shown = sound.run("show", path, "--format", form)
            assert shown.status == 0
            assert not any(ord(one) < 32 and one != "\n" for one in shown.out)
