"""Files that hold anything at all: what is sound beside them is still linted."""

from __future__ import annotations

import random

import pytest

MANY = 1_000_000
NESTED = 10_000

CONTENT = {
    "nothing": b"",
    "NUL bytes": b"\0" * 10_000,
    "one byte": b"\xff",
    "random bytes": random.Random(1).randbytes(100_000),
    "a million braces": b"{" * MANY,
    "a million brackets": b"[" * MANY,
    "closing braces": b"}" * 50_000,
    "quotation marks": b'"' * 50_000,
    "unclosed long texts": b'"""\n' * 10_000,
    "unclosed comments": b"/*" * 20_000,
    "nested blocks": b'phone "1" { ' * NESTED,
    "nested JSON": b'{"Version":"2019-10-30","Actions":[' * NESTED,
    "nested arrays in Connect": (
        b'{"Version":"2019-10-30","StartAction":"a","Actions":' + b"[" * 50_000
    ),
    "nested objects in Connect": (
        b'{"Version":"2019-10-30","StartAction":"a","Actions":[{"Identifier":"a","Parameters":'
        + b'{"Text":' * NESTED
    ),
    "a very long line": b'phone "1" { say a { "' + b"press one or " * 50_000 + b'" } }',
    "a very long word": b"x" * MANY,
    "a very long number": b'phone "1" { queue a { longest ' + b"9" * 100_000 + b"s } }",
    "a number too large": b'phone "1" { menu m { presentations 1e999 timeout -1s } }',
    "a long number in JSON": b'{"Version":"2019-10-30","Actions":' + b"9" * 100_000 + b"}",
    "empty lines": b"\r\n" * 10_000,
    "carriage returns": b"\r" * 10_000,
    "suppressions": b"// ivrlint: ignore[nav, x] until 9999-99-99\n" * 500,
    "suppressions on one line": b"// ivrlint: ignore[" * 2_000,
    "a text of nothing but spaces": b'phone "1" { say a { "' + b" " * 100_000 + b'" } }',
    "steps of one name": b'phone "1" {\n' + b'  say a { "x" next -> a }\n' * 500 + b"}\n",
    "a document type": b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
}


@pytest.mark.parametrize("content", CONTENT.values(), ids=CONTENT)
def test_any_content(ground, content: bytes) -> None:
    for name in ("bad.ivr", "bad.json", "bad"):
        ground.write(name, content)
    done = ground.survives()
    assert done.status == 1
    assert done.err == ""


@pytest.mark.parametrize("form", ["ivr", "connect"])
@pytest.mark.parametrize(
    "kind", ["random bytes", "NUL bytes", "nested arrays in Connect", "a document type"]
)
def test_content_that_is_not_what_it_is_said_to_be(ground, form: str, kind: str) -> None:
    path = ground.write("bad.txt", CONTENT[kind])
    done = ground.check(path.name, "--as", form)
    assert done.status == 1
    assert done.err == ""
    # A text that YAML takes as it is has no mistake, but is no flow of Connect either.
    plain = form == "connect" and kind == "a document type"
    expected = "invalid-value" if plain else "syntax-error"
    assert expected in {f["rule"] for f in done.data["findings"]}


@pytest.mark.parametrize("kind", ["unclosed comments", "random bytes", "NUL bytes", "one byte"])
def test_what_is_no_flow_is_said_in_a_file_that_is_named_as_one(ground, kind: str) -> None:
    ground.write("bad.ivr", CONTENT[kind])
    found = [f["rule"] for f in ground.survives().data["findings"] if f["path"] == "bad.ivr"]
    assert set(found) == {"syntax-error"}
    assert len(found) <= 101, "a file full of mistakes does not drown the others"


def test_control_characters_are_shown_escaped(ground) -> None:
    ground.write(
        "bad.ivr",
        'phone "\x1b]0;owned\x07" {\n'
        "    start -> a\n"
        '    say a { "\x1b[2J\x9b1m \u202eerawos \u2066" next -> "b\x07\x1b[31m" }\n'
        "}\n",
    )
    found = [f for f in ground.survives().data["findings"] if f["path"] == "bad.ivr"]
    assert found
    full = (ground.path.parent / "full").read_text("utf-8")
    assert "\\x1b[31m" in full


def test_escapes_of_json_are_no_way_around_that(ground) -> None:
    ground.write(
        "bad.json",
        '{"Version":"2019-10-30","StartAction":"\\u001b[31m","Actions":[{"Identifier":'
        '"\\u001b[31m\\ud800\\u0000","Type":"\\u202e\\n\\udfff","Parameters":{"Text":"\\u0007\\ud83d"},'
        '"Transitions":{"NextAction":"\\u001b]0;\\u0007\\u2028","Errors":[],"Conditions":[]}}]}',
    )
    found = [f for f in ground.survives().data["findings"] if f["path"] == "bad.json"]
    assert found
