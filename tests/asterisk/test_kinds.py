"""Which files are taken for Asterisk's, and for which kind of them."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from ivrlint.formats import Candidate, Claim
from ivrlint.places import Source
from ivrlint_formats.asterisk.format import AsteriskFormat
from ivrlint_formats.asterisk.kinds import Kind, kind_of
from ivrlint_formats.asterisk.reading import kind_in

EXTEN = "[main]\nexten => s,1,Answer()\n same => n,Hangup()\n"
AEL = "context main {\n  s => {\n    Answer();\n    Hangup();\n  }\n}\n"
QUEUE = "[support]\nstrategy = ringall\nmember => PJSIP/11\njoinempty = no\n"
MAILBOXES = (
    "[general]\nserveremail = pbx\nemailbody = Hello\n[default]\n11 => 4711,Ann,ann@a.example\n"
)
MUSIC = "[default]\nmode = files\ndirectory = moh\n"
SOUNDS = "; Our recordings\nwelcome: Welcome to Parcels.\ncustom/menu: For parcels, press 1.\n"


def kind(path: str, text: str) -> Kind | None:
    return kind_of(PurePosixPath(path), text[:4096], lambda: text)[0]


def claim(path: str, text: str) -> Claim:
    return AsteriskFormat().claim(Candidate(PurePosixPath(path), text[:4096], lambda: text))


@pytest.mark.parametrize(
    "path",
    [
        "extensions.conf",
        "Extensions.CONF",
        "extension.conf",
        "extensions_custom.conf",
        "extensions-office.conf",
        "extensions2.conf",
        "extensions (1).conf",
        "extensions.conf.old.2",
        "extensions.conf.save.3",
        "extensions.conf.bk.1618355904",
        "extensions.confnew",
        "extensions.conf.txt",
        "extensions.conf~",
        "extensions.conf.j2",
        "extensions_hints.inc",
    ],
)
def test_a_dialplan_is_known_by_its_name_and_content(path: str) -> None:
    assert kind(path, EXTEN) is Kind.DIALPLAN
    assert claim(path, EXTEN) is Claim.CERTAIN


@pytest.mark.parametrize(
    "path", ["macros.conf", "ddi.conf", "01-office.conf", "users.conf", "plan"]
)
@pytest.mark.parametrize(
    "text",
    [
        EXTEN,
        "exten=>100,1,Dial(SIP/100)",
        "; Who is who\n\n  [users]\n; Ann\nEXTEN = 11/22,n(ann),Dial(PJSIP/11)",
        ";-- what\n[was] --;\n[main]\nsame = n,Hangup()",
        ";-----\n# of old\n#include other.conf\n[main]\nsame = hint,SIP/1",
        "{% if office %}\n[main]\nexten => s,1,Answer()\n{% endif %}",
        "\r\n[main]\r\nexten => s,1,Answer()\r\n",
        "\ufeff[main]\nexten => s,1,Answer()\n",
    ],
)
def test_a_dialplan_of_any_name_is_known_by_its_statements(path: str, text: str) -> None:
    assert kind(path, text) is Kind.DIALPLAN
    assert claim(path, text) is Claim.BY_CONTENT


def test_a_dialplan_may_begin_behind_a_long_licence() -> None:
    text = "; Anybody may use this.\n" * 300 + EXTEN
    assert kind("macros.conf", text) is Kind.DIALPLAN
    assert kind("extensions.conf", text) is Kind.DIALPLAN


def test_a_dialplan_may_begin_behind_long_settings() -> None:
    text = "[globals]\n" + "".join(f"TEAM{i}=PJSIP/{i}\n" for i in range(999)) + EXTEN
    assert kind("office.conf", text) is Kind.DIALPLAN
    assert kind("extensions.conf", text) is Kind.DIALPLAN


@pytest.mark.parametrize("text", ["", "; Nothing yet\n", "[main]\n", "#include custom.conf\n"])
def test_a_file_that_says_nothing_is_what_its_name_says(text: str) -> None:
    assert kind("extensions_custom.conf", text) is Kind.DIALPLAN
    assert kind("queues_custom.conf", text) is Kind.QUEUES
    assert kind("voicemail.conf", text) is Kind.VOICEMAIL
    assert kind("musiconhold.conf", text) is Kind.MUSIC
    assert claim("queues.conf", text) is Claim.BY_NAME
    assert claim("custom.conf", text) is Claim.NO


def test_the_content_outweighs_the_name() -> None:
    assert kind("voicemail.conf", "exten => 99,1,VoiceMailMain()\n") is Kind.DIALPLAN
    assert kind("queues.conf", EXTEN) is Kind.DIALPLAN


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("extensions.ael", AEL, Kind.AEL),
        ("extensions.ael.sample", AEL, Kind.AEL),
        ("ivr.ael~", "// The office\n" + AEL, Kind.AEL),
        ("plan.txt", "/* The office */\n" + AEL, Kind.AEL),
        ("empty.ael", "", Kind.AEL),
        ("calls.ael", "#include \"a.ael\"\n", Kind.AEL),
        ("queues.conf", QUEUE, Kind.QUEUES),
        ("queues.conf.sample", "; How it works\n" * 400 + "[general]\nautofill=yes\n", Kind.QUEUES),
        ("queues_additional.conf", "[600]\nannounce-frequency=0\n", Kind.QUEUES),
        ("support.conf", QUEUE, Kind.QUEUES),
        ("voicemail.conf", MAILBOXES, Kind.VOICEMAIL),
        ("voicemail.conf.template", "[default]\n11 => ,Ann\n", Kind.VOICEMAIL),
        ("mail.conf", MAILBOXES, Kind.VOICEMAIL),
        ("musiconhold.conf", MUSIC, Kind.MUSIC),
        ("musiconhold_additional.conf", "[classes]\ndefault => mp3:/music\n", Kind.MUSIC),
        ("core-sounds-en.txt", "activated: Activated.\n", Kind.TRANSCRIPT),
        ("core-sounds-en (1).txt", "\n; In English\nactivated: Activated.\n", Kind.TRANSCRIPT),
        ("extra-sounds-pt_BR.txt", "yes: Sim.\nNo name here\n", Kind.TRANSCRIPT),
        ("recordings.txt", "welcome: Welcome.\n", Kind.TRANSCRIPT),
        ("sounds/texts.txt", "welcome: Welcome.\n", Kind.TRANSCRIPT),
        ("texts.txt", SOUNDS, Kind.TRANSCRIPT),
        ("texts.txt", "; Ours\nwelcome: Welcome.\nbye: Goodbye.\n", Kind.TRANSCRIPT),
        ("texts.txt", "de/custom/hello.wav: Guten Tag.\n", Kind.TRANSCRIPT),
    ],
)  # fmt: skip
def test_every_kind_of_file_is_known(path: str, text: str, expected: Kind) -> None:
    assert kind(path, text) is expected


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("php.ini", "[PHP]\nextension=curl\n"),
        ("extensions.conf", "[PHP]\nextension=curl\n"),
        ("extensions.conf.py", "import re\nEXTEN = 'exten => s,1,Answer()'\n"),
        ("extensions.json", '{"exten": "s"}'),
        ("extensions.lua", "extensions = {\n  main = {}\n}\n"),
        ("queues.conf", "[rabbit]\nvhost = /\n"),
        ("queuerules.conf", "[slow]\npenaltychange => 30,10\n"),
        ("queues.yml", "support:\n  strategy: ringall\n"),
        ("voicemail.conf.xml", '<configuration name="voicemail.conf"/>'),
        ("minivm.conf", "[general]\nserveremail = pbx\nemailbody = Hello\n"),
        ("pjsip.conf", "[11]\ntype = endpoint\ncontext = main\n"),
        ("sip.conf", "[11]\ntype=friend\nringinuse=no\nmailbox=11@default\n"),
        ("features.conf", "[general]\nparkext => 700\n"),
        ("users.conf", "[general]\nhasvoicemail = yes\n"),
        ("sshd.service", "[Unit]\nDescription = A service\n[Service]\nType = simple\n"),
        ("app.properties", "queue.name=support\nexten=1\n"),
        ("my.cnf", "[mysqld]\nstrategy = fast\n"),
        ("dialplan.md", "# How to\n\n    exten => s,1,Answer()\n"),
        ("run-test", "#!/usr/bin/env python\nexten = 's,1'\n"),
        ("setup.sh", "cat > extensions.conf <<END\nexten => s,1,Answer()\nEND\n"),
        ("install.sh", "#!/bin/sh\nexten => s,1,Answer()\n"),
        ("extensions.conf", "<html>\n<body></body>\n"),
        ("extensions.conf", "[office]\nexten => ~^(4[0-9])$,n,bridge(user/$1)\n"),
        ("bolts.ael", "defun bolts()\n{\n  decl size = 1;\n}\n"),
        ("model.dsl", "context main {\n  a -> b\n}\n"),
        ("README.txt", "custom/: our own files\nsounds/: recordings\n"),
        ("README.txt", "welcome: a first look\nusage: how to\n"),
        ("notes.txt", "name: Ann\nversion: 1.2\n"),
        ("CMakeLists.txt", "; a\na: b\nc: d\n"),
        ("robots.txt", "User-agent: *\nDisallow: /sounds/\n"),
        ("core-sounds-en.txt", "Generating activated with prompt:\nActivated.\n"),
        ("log.txt", "12:30:01 the call began\n"),
        ("page.asm", "; main\nstart: mov ax, 1\n"),
        ("x.txt", "src/main.c: mend it\n"),
        ("x.txt", ""),
        ("x", ""),
    ],
)
def test_files_of_other_programs_are_left_alone(path: str, text: str) -> None:
    assert kind(path, text) is None
    assert claim(path, text) is Claim.NO


@pytest.mark.parametrize("path", ["a.json", "a.py", "a.service", "a.txt", "page.md", "a.ini", "a"])
@pytest.mark.parametrize("text", ["[a]\nb = c\n" * 999, "{" * 5000, "a: b\n" * 999, "x" * 9999])
def test_a_file_that_cannot_be_asterisks_is_not_read_whole(path: str, text: str) -> None:
    def refuse() -> str:
        raise AssertionError("read whole")

    assert kind_of(PurePosixPath(path), text[:4096], refuse) == (None, Claim.NO)


@pytest.mark.parametrize(
    "path",
    ["x", "a.conf", "extensions.conf", "a.ael", "queues.conf", "core-sounds-en.txt", "a.txt"],
)
@pytest.mark.parametrize(
    "unit", ["[", ";--", "\0", "exten", "exten =>", "=", "a: ", ";\n", "\t", "\n", "{%", "#", "9=>"]
)
def test_no_content_stops_the_recognition(path: str, unit: str) -> None:
    assert claim(path, unit * 50_000) in set(Claim)


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("queues.conf", "[a]\nb = c\n", Kind.QUEUES),
        ("core-sounds-en.txt", "\nActivated\n", Kind.TRANSCRIPT),
        ("bolts.ael", "defun bolts()\n", Kind.AEL),
        ("plan", "<?php ?>\ncontext main {\n", Kind.AEL),
        ("plan", "anything", Kind.DIALPLAN),
    ],
)
def test_whoever_says_that_it_is_asterisks_gets_the_likeliest_kind(
    path: str, text: str, expected: Kind
) -> None:
    assert claim(path, text) is Claim.NO
    assert kind_in(Source(path, text)) is expected
