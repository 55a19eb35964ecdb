"""Real files, damaged: they are read, linked, shown and judged all the same."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Any, TypeAlias

import pytest

from ivrlint import _show
from ivrlint._config import ActiveRule
from ivrlint._files import decode
from ivrlint._judge import judge
from ivrlint.formats import Format, Reading
from ivrlint.model import Document, Exit, Flow, Missing, Page, Project, Step, Target, Unresolved
from ivrlint.places import Place, Source
from ivrlint_formats.asterisk.dialplan.nodes import Dialplan
from ivrlint_formats.ivr import IvrFormat

LARGEST = 20_000
"""Bytes of the files that are damaged: larger ones say no more, and take longer."""
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
ROUNDS = 15
SEEDS = range(4)

Tokens: TypeAlias = tuple[bytes, ...]

ANYWHERE = (
    *(b"[", b"]", b"(", b")", b"{", b"}", b"${", b"$", b'"', b"'", b"\\", b",", b"|", b";", b"#"),
    *(b"=", b"&", b"<", b">", b"!", b"+", b"\0", b"\r", b"\n", b"\r\n", b"\t", b" ", b"\xff"),
    *(b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\x1b[31m", b"\xed\xa0\x80", b"-1", b"0", b"1e999"),
    *("٣".encode(), "²".encode(), "İ".encode(), "\u2028".encode(), "😀".encode()),
    *(b"{{x}}", b"{% if x %}", b"{{", b"%}", b"999999999999999999999"),
)  # fmt: skip
DIALPLANS = (
    *(b"[", b"]", b"(", b")", b"{", b"}", b"${", b"$[", b"$", b'"', b"'", b"\\", b",", b"|", b"^"),
    *(b"=", b"=>", b";", b";--", b"--;", b"&", b"#include ", b"#exec ", b"!", b"+", b"~~", b"<"),
    *(b"\0", b"\r", b"\n", b"\r\n", b"\t", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\x1b[31m"),
    *("٣".encode(), "²".encode(), "İ".encode(), "\u2028".encode(), "😀".encode(), b"\xed\xa0\x80"),
    *(b"exten => s,1,", b"same => n,", b"n(a)", b"hint", b"-1", b"999999999999999999999", b"0"),
    *(b"[a](b)", b"[a](!)", b"[a](+)", b"include => a", b"switch => b", b"_X!", b"_.", b"i", b"t"),
    *(b"Goto(s,1)", b"GotoIf($[1]?a:b)", b"ExecIf(1?", b"While(1)", b"Gosub(a,s,1(x))", b"Macro(a"),
    *(b"Background(a&b)", b"WaitExten(5)", b"Read(A,b,1)", b"Queue(q)", b"Dial(SIP/1,,g)", b"9s"),
    *(b"context a {", b"macro a(b) {", b"switch(1) {", b"case 1:", b"default:", b"jump a@b;"),
    *(b"if (1) {", b"else", b"while (1) {", b"random(50)", b"&a(1);", b"goto a;", b"s => {", b"};"),
)  # fmt: skip
XML = (
    *(
        b"""</
/>
<a>
</a>
<!--
-->
<![CDATA[
]]>
<?xml version='1.0'?>
<?
?>
<!DOCTYPE a [<!ENTITY b 'c'>]>
&b;
&amp;
&#0;
&#x110000;
<menu>
<form id='a'>
<field name='a'>
<goto next='#a'/>
<catch event='nomatch' count='2'>
<choice dtmf='1' next='#a'>
<Gather>
<Say>
<Dial action='a.xml'>
<Redirect>a.xml</Redirect>
<include>
<context name='a'>
<extension name='a'>
<condition field='a' expression='^(.*)$' break='never'>
<menus>
<action application='ivr' data='a'/>
<X-PRE-PROCESS cmd='include' data='*.xml'/>
$1
<X-PRE-PROCESS cmd='set' data='a=$${a}'/>
$${a}
<macro name='a'>
phrase:a:b
<entry action='menu-sub' digits='1' param='a'/>
<anti-action application='hangup'/>"""
    ).splitlines(),
    *(
        b' a="b"',
        b" a=b",
    ),
)
DATA = (
    *(
        b""":
[]
{}
null
true
"name"
"type"
"next": "a"
*a
<<: *a
|
>-
---
...
%7B
"transitions": [
"action": "talk"
"verb": "say"
menu:
choices:
task:
refId: a
noValue: true"""
    ).splitlines(),
    *(
        b'"a": ',
        b"- ",
        b"? ",
        b"&a ",
        b"!Sub ",
        b"\\u0000",
        b"\\ud800",
        b'"states": ',
        b'"Actions": ',
        b"  ",
        b"exp: ",
        b"lit: ",
        b"    - a:\n",
    ),
)
SCRIPTS = (
    *(
        b"""require [
"vacation"
:days 7
:mime
:addresses
stop;
allof (
true
header :is
/*
*/
set "a" "${a}";
include "a";
1G
["a", "b"]
keep;
test "a" {
=?utf-8?q?=41?=
=3D
<a href='b'>
charset=x"""
    ).splitlines(),
    *(
        b"vacation ",
        b"text:\n",
        b"\n.\n",
        b"if ",
        b"elsif ",
        b"else ",
        b"not ",
        b"reject ",
        b"Auto-Submitted: auto-replied\r\n",
        b"Subject: a\r\n",
        b"Content-Type: multipart/mixed; boundary=a\r\n",
        b"--a\r\n",
        b"--a--\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"\r\n\r\n",
        b"Content-Transfer-Encoding: quoted-printable\r\n",
        b"=\r\n",
    ),
)
FORMATS = {
    "asterisk": (("asterisk-",), DIALPLANS),
    "connect": (("amazon-connect",), DATA),
    "dialogflow": (("dialogflow-cx",), DATA),
    "freeswitch": (("freeswitch-",), XML),
    "genesys": (("genesys",), DATA),
    "jambonz": (("jambonz",), DATA),
    "mail": (("eml-auto",), SCRIPTS),
    "ncco": (("ncco",), DATA),
    "sieve": (("sieve-",), SCRIPTS),
    "studio": (("twilio-studio",), DATA),
    "twiml": (("twiml", "plivo-xml"), XML),
    "voicexml": (("voicexml",), XML),
}
"""For each format the beginnings of its names in the manifest, and what is put into its files."""


def _at(rng: random.Random, data: bytes, longest: int) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + 1 + int(longest * rng.random() ** 4))


def _flip(rng: random.Random, data: bytes, other: bytes, tokens: Tokens) -> bytes:
    del other, tokens
    changed = bytearray(data)
    for _ in range(rng.choice((1, 3, 20))):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _token(rng: random.Random, data: bytes, other: bytes, tokens: Tokens) -> bytes:
    del other
    for _ in range(rng.choice((1, 1, 2, 5))):
        start, end = _at(rng, data, 20)
        data = data[:start] + rng.choice(tokens) + data[rng.choice((start, end)) :]
    return data


def _many(rng: random.Random, data: bytes, other: bytes, tokens: Tokens) -> bytes:
    del other
    start, end = _at(rng, data, 60)
    piece = rng.choice((rng.choice(tokens), data[start:end]))
    return data[:start] + piece * rng.choice((2, 30, 300)) + data[start:]


def _cut(rng: random.Random, data: bytes, other: bytes, tokens: Tokens) -> bytes:
    del other, tokens
    start, end = _at(rng, data, 2000)
    return data[:start] + data[end:]


def _truncate(rng: random.Random, data: bytes, other: bytes, tokens: Tokens) -> bytes:
    del other, tokens
    return data[: rng.randrange(len(data) + 1)]


def _move(rng: random.Random, data: bytes, other: bytes, tokens: Tokens) -> bytes:
    del other, tokens
    start, end = _at(rng, data, 500)
    rest = data[:start] + data[end:]
    at = rng.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def _splice(rng: random.Random, data: bytes, other: bytes, tokens: Tokens) -> bytes:
    del tokens
    start, end = _at(rng, other, 1500)
    at = rng.randrange(len(data) + 1)
    return data[:at] + other[start:end] + data[at:]


def _lines(rng: random.Random, data: bytes, other: bytes, tokens: Tokens) -> bytes:
    """Lines dropped, doubled, shuffled, or taken from another file."""
    del tokens
    lines = data.splitlines(keepends=True)
    others = other.splitlines(keepends=True)
    for _ in range(rng.choice((1, 3, 10))):
        if not lines or not others:
            break
        at = rng.randrange(len(lines))
        match rng.randrange(5):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, rng.choice(lines))
            case 2:
                lines.insert(at, rng.choice(others))
            case 3:
                end = at + rng.randrange(20)
                piece = lines[at:end]
                rng.shuffle(piece)
                lines[at:end] = piece
            case _:
                words = lines[at].split(b",")
                rng.shuffle(words)
                lines[at] = b",".join(words)
    return b"".join(lines)


DAMAGES: tuple[Callable[[random.Random, bytes, bytes, Tokens], bytes], ...] = (
    *(_flip, _token, _token, _token, _many, _cut, _truncate, _move, _splice, _lines, _lines),
)  # fmt: skip


def damaged(rng: random.Random, data: bytes, other: bytes, tokens: Tokens) -> bytes:
    """A file with some of it changed."""
    for _ in range(rng.choice((1, 1, 2, 4))):
        data = rng.choice(DAMAGES)(rng, data, other, tokens)
    return data[: 4 * LARGEST]


def places(thing: Any) -> Iterator[Place]:
    """Every place that a document names."""
    waiting = [thing]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, Place):
            yield thing
        elif isinstance(thing, tuple):
            waiting += thing
        elif is_dataclass(thing):
            waiting += [
                getattr(thing, each.name)
                for each in fields(thing)
                if each.init and each.name != "syntax"  # not the way back to what holds it
            ]


def read(format_: Format, files: dict[str, bytes]) -> list[Document]:
    """Files as the runner reads them: what one includes stands by itself no more."""
    sources = {
        path: Source(path, decode(data, format_.encodings).text) for path, data in files.items()
    }

    def include(above: Source, name: str) -> Source | None:
        path = str(PurePosixPath(above.path).parent / name)
        return sources[path] if path != above.path and path in sources else None

    def include_all(above: Source, pattern: str) -> list[Source]:
        folder = PurePosixPath(above.path).parent
        wanted = str(folder / pattern)
        return [
            source
            for path, source in sorted(sources.items())
            if path != above.path and fnmatchcase(path, wanted)
        ]

    documents = [format_.read(source, Reading(include, include_all)) for source in sources.values()]
    taken = {source.path for document in documents for source in document.includes}
    return [document for document in documents if document.path not in taken] or documents


def held(format_: Format, files: dict[str, bytes], rules: list[ActiveRule], languages: Any) -> None:
    """All that is promised of any files at all."""
    ivr = IvrFormat()
    alone = read(format_, files)
    linked = format_.link(alone)
    assert [document.path for document in linked] == [document.path for document in alone]
    project = Project(linked, languages=languages)
    sources = {
        id(source): source
        for document in linked
        for source in (document.source, *document.includes)
    }
    for document in linked:
        for place in places(document):
            assert id(place.source) in sources, place
            assert 0 <= place.start <= place.end <= len(place.source.text), place
        json.dumps(_show.model(document))
        assert not any(CONTROL.search(line) for line in _show.tree(project, document))
        json.dumps(format_.syntax(document.source))
        written = ivr.write(document)
        assert written is not None
        again = ivr.read(Source("again.ivr", written), Reading(lambda _source, _name: None))
        lost = [name for flow in document.flows for name in missing_beginnings(flow)]
        told = [problem.message for problem in again.problems]
        assert len(told) <= len(lost), written
        assert all(one.startswith("this flow has no step ") for one in told), written
        assert len(again.flows) == len(document.flows)
        for flow in document.flows:
            _leads_somewhere(project, flow)
    verdict = judge(project, rules)
    assert verdict.failures == []
    for judged in verdict.findings:
        for place in (judged.finding.place, *(r.place for r in judged.finding.related)):
            assert id(place.source) in sources
            assert 0 <= place.start <= place.end <= len(place.source.text)


def missing_beginnings(flow: Flow) -> list[str]:
    """Where callers come in, as far as it is written and not there."""
    names = {step.name for step in flow.steps}
    return [name for name in (flow.start, *flow.entries) if name is not None and name not in names]


def _leads_somewhere(project: Project, flow: Flow) -> None:
    names = {step.name for step in flow.steps}
    assert len(names) == len(flow.steps), "each step has a name of its own"
    for step in flow.steps:
        for exit_ in step.exits:
            found = project.resolve(flow, exit_.target)
            assert isinstance(found, Step | Page | Unresolved | Missing)
            if isinstance(found, Step):
                assert found in found.flow.steps
            elif isinstance(found, Missing) and flow.document.format == "asterisk":
                _is_missing(project, flow, exit_)


def _is_missing(project: Project, flow: Flow, exit_: Exit) -> None:
    """What is told as missing is written nowhere."""
    target = exit_.target
    assert isinstance(target, Target)
    exten, _, priority = (target.step or "").rpartition(",")
    dialplans = {
        document.path: document.syntax.contexts.get(target.flow or flow.name)
        for document in project.documents
        if isinstance(document.syntax, Dialplan)
    }
    contexts = [context for context in dialplans.values() if context is not None]
    own = dialplans.get(flow.document.path)
    if own is None and len(contexts) == 1:
        own = contexts[0]
    for entry in own.entries if own is not None else ():
        assert (entry.exten, str(entry.priority)) != (exten, priority), target


def contents(corpus: Any, names: tuple[str, ...]) -> dict[str, bytes]:
    """The files of a format that are small enough."""
    return {
        row["file"]: (corpus.folder / row["file"]).read_bytes()
        for row in corpus.rows
        if row["format"].startswith(names) and int(row["bytes"]) <= LARGEST
    }


def picked(rng: random.Random, known: dict[str, bytes], tokens: Tokens) -> dict[str, bytes]:
    """A damaged file, and two sound ones beside it."""
    file, beside, other = (rng.choice(sorted(known)) for _ in range(3))
    folder = PurePosixPath("etc")
    return {
        str(folder / "sound" / PurePosixPath(beside).name): known[beside],
        str(folder / PurePosixPath(file).name): damaged(rng, known[file], known[other], tokens),
        str(folder / f"sound-{PurePosixPath(other).name}"): known[other],
    }


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("form", FORMATS)
def test_damaged_files(corpus, bench, form: str, seed: int) -> None:
    names, own = FORMATS[form]
    known, tokens = contents(corpus, names), (*ANYWHERE, *own)
    format_ = next(one for one in bench.formats if one.name == form)
    rng = random.Random(f"{form} {seed}")
    for _ in range(ROUNDS):
        held(format_, picked(rng, known, tokens), bench.rules, bench.languages)
