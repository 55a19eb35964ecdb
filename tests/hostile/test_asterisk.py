"""Configurations of Asterisk that nobody would write: they end, and hide nothing else."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

MANY = 1_000_000
NESTED = 100_000
CONTEXTS = 5_000
SOUND = "[sound]\nexten => s,1,Answer()\nexten => s,n,Goto(nowhere,s,1)\n"
"""A dialplan with one fault that has to be found whatever stands beside or before it."""


def line(application: str) -> bytes:
    return f"[a]\nexten => s,1,{application}\n".encode()


DIALPLANS = {
    "a line of tens of megabytes": line("NoOp(" + "x" * (12 << 20) + ")"),
    "NUL bytes": b"[a]\nexten => s,1,Playback(" + b"\0" * 100_000 + b")\n",
    "a million extensions": b"[a]\n" + b"exten =>\n" * MANY,
    "a million opening brackets": b"[" * MANY,
    "lines of opening brackets": b"[\n" * 100_000,
    "nested variables": line("NoOp(" + "${" * NESTED + "}" * NESTED + ")"),
    "nested expressions": line("GotoIf(" + "$[" * NESTED + "]" * NESTED + "?1:2)"),
    "nested parentheses": line("NoOp" + "(" * NESTED + ")" * NESTED),
    "as deep as a line may be": line("GotoIf($[" + "(" * 4000 + "1" + ")" * 4000 + "]?1:2)"),
    "variables as deep as a line may be": line("Set(x=" + "${" * 2500 + "}" * 2500 + ")"),
    "tests in tests": line("ExecIf(1?" * 800 + "Goto(2)" + ")" * 800),
    "templates in a circle": b"[a](b)\nexten => s,1,NoOp\n[b](a)\nexten => s,1,NoOp\n" * 1000,
    "templates that double": b"[t0](!)\nexten => s,1,NoOp\n"
    + b"".join(b"[t%d](!,t%d,t%d)\n" % (n + 1, n, n) for n in range(60))
    + b"[a](t60)\n",
    "contexts in a circle": b"".join(
        b"[c%d]\ninclude => c%d\nexten => %d,1,Playback(x)\n" % (n, (n + 1) % CONTEXTS, n)
        for n in range(CONTEXTS)
    ),
    "a chain of jumps": b"[a]\n"
    + b"".join(b"exten => e%d,1,Goto(e%d,1)\n" % (n, n + 1) for n in range(20_000)),
    "labels": b"[a]\nexten => s,1,NoOp()\n"
    + b"".join(b"same => n(l%d),NoOp()\n" % n for n in range(20_000)),
    "comments that do not end": b"[a]\n" + b";--\n" * 50_000,
    "values that double": b"[globals]\nv0=xx\n"
    + b"".join(b"v%d=${v%d}${v%d}\n" % (n + 1, n, n) for n in range(5000))
    + b"[a]\nexten => ${v4999},1,NoOp()\n",
    "a very long pattern": b"[a]\nexten => _" + b"[1-9]" * 1500 + b",1,Goto(1,1)\n",
}
AEL = {
    "blocks": b"context a { s => " + b"{" * NESTED + b"}" * NESTED + b" }",
    "blocks that do not end": b"context a { s => " + b"{" * NESTED,
    "tests": b"context a { s => {" + b"if(1) {" * NESTED + b"}" * NESTED + b"} }",
    "others": b"context a { s => {" + b"if(x) NoOp(); else " * NESTED + b"NoOp(); } }",
    "switches": b"context a { s => {" + b"switch(1) { case 1: " * NESTED + b"}" * NESTED + b"} }",
    "parentheses": b"context a { s => { NoOp" + b"(" * NESTED + b")" * NESTED + b"; } }",
    "comments": b"context a { " + b"/*" * NESTED,
    "closing braces": b"context a {" + b"}" * NESTED,
}


@pytest.fixture
def sound(ground) -> Any:
    """The ground, with a sound configuration in a folder of its own."""
    ground.write("sound/extensions.conf", SOUND)
    return ground


def finds_the_sound(ground, *arguments: str) -> Any:
    done = ground.survives(*arguments)
    found = [f["path"] for f in done.data["findings"] if f["rule"] == "dangling-target"]
    assert "sound/extensions.conf" in found
    assert done.err == ""
    return done


@pytest.mark.parametrize("content", DIALPLANS.values(), ids=DIALPLANS)
def test_any_dialplan(sound, content: bytes) -> None:
    sound.write("bad/extensions.conf", content)
    finds_the_sound(sound)


@pytest.mark.parametrize("content", AEL.values(), ids=AEL)
def test_nested_ael(sound, content: bytes) -> None:
    sound.write("bad/extensions.ael", content)
    finds_the_sound(sound)


@pytest.mark.parametrize("name", ["queues.conf", "voicemail.conf", "musiconhold.conf"])
@pytest.mark.parametrize(
    "content", [b"\0" * 1000, b"[" * NESTED, b"[a](b)\n[b](a)\n", b"=\n" * 1000, b"\xff\xfe[\0a\0]"]
)
def test_settings_of_nonsense(sound, name: str, content: bytes) -> None:
    sound.write(f"bad/{name}", content)
    finds_the_sound(sound)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "utf-32"])
def test_a_dialplan_in_another_encoding(sound, encoding: str) -> None:
    sound.write("other/extensions.conf", SOUND.encode(encoding))
    done = finds_the_sound(sound)
    assert [
        f["start"]["line"]
        for f in done.data["findings"]
        if f["path"] == "other/extensions.conf" and f["rule"] == "dangling-target"
    ] == [3]


@pytest.mark.parametrize(
    "included",
    [
        *(
            "extensions.conf",
            "*.conf",
            "./extensions.conf",
            "../bad/extensions.conf",
            "../*/*.conf",
        ),
        *("folder", ".", "/", "fifo.conf", "binary.conf", "/etc/passwd", "/dev/zero", "gone.conf"),
        *("../../outside.conf", "x" * 5000, "\x1b[31m", "[", "**/**/**", "back.conf"),
    ],
)
def test_an_include_of_anything(sound, included: str) -> None:
    text = f'[before]\nexten => s,1,Goto(gone,s,1)\n#include "{included}"\n'
    sound.write("bad/extensions.conf", text)
    sound.write("bad/back.conf", '#include "extensions.conf"\n')
    sound.write("bad/binary.conf", bytes(range(256)) * 100)
    sound.write("bad/folder/x.conf", "[x]\n")
    sound.write("../outside.conf", "[outside]\nexten => s,1,Goto(secret,s,1)\n")
    os.mkfifo("bad/fifo.conf")
    done = finds_the_sound(sound)
    assert "secret" not in done.out


def test_exec_runs_nothing(sound) -> None:
    trap = sound.path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {sound.path}/sprung\n")
    trap.chmod(0o755)
    for name in ("extensions.conf", "queues.conf"):
        sound.write(f"bad/{name}", f'[a]\n#exec {trap}\n#exec "{trap}"\nexten => s,1,NoOp()\n')
    sound.write("bad/extensions.ael", f'#exec "{trap}"\ncontext b {{ s => {{ NoOp(); }} }}\n')
    finds_the_sound(sound)
    for form in ("tree", "json", "ivr"):
        assert sound.run("show", "bad/extensions.conf", "--format", form).status == 0
    assert not (sound.path / "sprung").exists()


def test_an_included_file_may_vanish(sound, monkeypatch: pytest.MonkeyPatch) -> None:
    from ivrlint import _reading

    gone = sound.write("bad/more.conf", "[more]\nexten => s,1,Hangup()\n")
    sound.write("bad/extensions.conf", '[a]\nexten => s,1,Goto(more,s,1)\n#include "more.conf"\n')
    read_bytes: Any = _reading.read_bytes

    def vanishing(path: Path, limit: int) -> bytes:
        gone.unlink(missing_ok=True)
        data: bytes = read_bytes(path, limit)
        return data

    monkeypatch.setattr(_reading, "read_bytes", vanishing)
    done = sound.survives()
    assert {f["path"] for f in done.data["findings"]} >= {"sound/extensions.conf"}


def test_control_characters_never_reach_the_terminal(sound) -> None:
    sound.write(
        "bad/extensions.conf",
        "[\x1b]0;owned\x07]\n"
        "exten => \x1b[31m,1,Playback(\x1b[2J\x9b1m\u202e)\n"
        "exten => \x1b[31m,n,Goto(\x1b[32m\u2066,s,1)\n"
        "exten => s,x\x07,NoOp()\n",
    )
    finds_the_sound(sound)
    for form in ("tree", "ivr", "json"):
        shown = sound.run("show", "bad/extensions.conf", "--format", form)
        assert shown.status == 0
        assert not any(ord(character) < 32 and character != "\n" for character in shown.out)
