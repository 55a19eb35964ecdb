"""Hostile VoiceXML: what multiplies, what goes round, what is very deep or very long."""

from __future__ import annotations

import pytest

MANY = 1_000


def vxml(content: str) -> bytes:
    return f'<?xml version="1.0"?><vxml version="2.1">{content}</vxml>'.encode()


def many(content: str, count: int = MANY) -> str:
    """The same, with its number in the place of each `@`."""
    return "".join(content.replace("@", str(number)) for number in range(count))


CONTENT = {
    "nested conditions": vxml("<form><block>" + '<if cond="x">' * 100_000),
    "nothing but roots": b"<vxml>" * 50_000,
    "a very long text": vxml("<form><block>" + "press one or " * 100_000 + "</block></form>"),
    "a bomb of entities": (
        b'<!DOCTYPE vxml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><vxml><form><block>&c;</block></form></vxml>'
    ),
    "an outside entity": (
        b'<!DOCTYPE vxml [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        b"<vxml><form><block>&a;</block></form></vxml>"
    ),
    "many handlers for many fields": vxml(
        many('<noinput count="@"><if cond="x"><exit/></if></noinput>')
        + "<form>" + many('<field name="f@"/>') + "</form>"
    ),
    "many conditions in one handler": vxml(
        "<noinput>" + '<if cond="x"><exit/></if>' * MANY + "</noinput><form>"
        + many('<field name="f@"/>') + "</form>"
    ),
    "items that empty one another": vxml(
        "<form>"
        + many('<block name="b@"><if cond="x"><clear namelist="b1 b@"/></if>x</block>')
        + "</form>"
    ),
    "items that jump to one another": vxml(
        "<form>" + many('<block name="b@"><if cond="x"><goto nextitem="b7@"/></if></block>')
        + "</form>"
    ),
    "events that throw one another": vxml(
        many('<catch event="e@"><throw event="e1@"/></catch>')
        + "<form>" + many('<block><throw event="e@"/></block>') + "</form>"
    ),
    "many options, each tested": vxml(
        "<form><field name='f'>" + many('<option dtmf="@" value="@"/>')
        + "<filled>" + many("<if cond=\"f=='@'\">x</if>") + "</filled></field></form>"
    ),
    "a list of lists": vxml(
        "<menu>" + "<enumerate/>" * MANY + many('<choice next="#x">a</choice>') + "</menu>"
    ),
    "a grammar that is its own": vxml(
        '<form><field><grammar mode="dtmf" root="a"><rule id="a">'
        + '<ruleref uri="#a"/>' * MANY + "</rule></grammar></field></form>"
    ),
    "a grammar of all numbers": vxml(
        '<form><field><grammar mode="dtmf"><rule id="a">'
        + "<one-of><item>1</item><item>2</item></one-of>" * MANY
        + "</rule></grammar></field></form>"
    ),
    "brackets in a condition": vxml(f'<form><block cond="{"(" * 50_000}">x</block></form>'),
    "dialogs that only lead on": vxml(
        many('<form id="a@"><block><goto next="#a1@"/></block></form>')
    ),
    "a root that is itself": (
        b'<vxml application="bad.vxml"><link next="#x" dtmf="1"/><menu/></vxml>'
    ),
    "NUL bytes": b"<vxml>" + b"\0" * 10_000,
}  # fmt: skip


@pytest.mark.parametrize("content", CONTENT.values(), ids=CONTENT)
def test_hostile_dialogs_are_survived(ground, content: bytes) -> None:
    ground.write("bad.vxml", content)
    done = ground.survives()
    assert done.err == ""
