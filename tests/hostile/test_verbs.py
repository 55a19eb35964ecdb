"""Lists of verbs that nobody would write, in XML and in JSON: they end, and hide nothing else."""

from __future__ import annotations

import pytest

MANY = 10_000
NESTED = 50_000


def response(content: str) -> bytes:
    return f"<Response>{content}</Response>".encode()


TWIML = {
    "tags in tags": b"<Response>" + b"<Say>" * NESTED,
    "questions in questions": response("<Gather>" * NESTED + "</Gather>" * NESTED),
    "a verb that goes on for megabytes": response(f"<Say>{'x' * (4 << 20)}</Say>"),
    "a tag that does not end": b"<Response><Gather " + b'a="1" ' * 200_000,
    "NUL bytes": b"<Response><Say>" + b"\0" * 100_000 + b"</Say></Response>",
    "verbs that lead nowhere": response("<Say>a</Say><Redirect/>" * 1_000),
    "words that press and press": response(f"<Gather><Say>{'press the ' * 50_000}</Say></Gather>"),
    "a long address": response(f"<Redirect>{'../' * 100_000}</Redirect>"),
    "comments": response("<!-- ivrlint: ignore[nav] -->" * 2_000 + "<Say>a</Say>"),
    "names in the wrong case": response("<say>a</say>" * MANY),
    "many called": response(f"<Dial>{'<Number>1</Number>' * MANY}</Dial>"),
    "entities": b'<!DOCTYPE Response [<!ENTITY a "&b;&b;"><!ENTITY b "&a;&a;">]>'
    + response("<Say>&a;</Say>"),
    "an entity from elsewhere": b'<!DOCTYPE Response SYSTEM "file:///etc/passwd">'
    + response("<Say>&a;</Say>"),
    "Bandwidth's": response("<Transfer><PhoneNumber>1</PhoneNumber></Transfer>" * 2_000),
}
LISTS = {
    "actions": b"[" + b'{"action":"talk","text":"a"},' * MANY + b"{}]",
    "actions that wait for an input": (
        b"[" + b'{"action":"talk","text":"a","bargeIn":true},' * MANY + b'{"action":"input"}]'
    ),
    "actions of the wrong shape": b"[" + b'{"action":"talk","text":{"a":[]}},' * MANY + b"{}]",
    "lists in a list": b'[{"action":"talk","text":' + b"[" * NESTED,
    "a text that goes on for megabytes": b'[{"verb":"say","text":"' + b"x" * (4 << 20) + b'"}]',
    "verbs": b"[" + b'{"verb":"gather","say":{"text":"press 1"}},' * MANY + b"{}]",
    "verbs as keys": b"[" + b'{"say":{"text":"a"}},' * MANY + b"{}]",
    "verbs that are not there": b"[" + b'{"verb":"say"},{"verb":"sya"},' * 2_000 + b"{}]",
    "numbers that are too large": (
        b'[{"action":"input","dtmf":{"maxDigits":1e999,"timeOut":' + b"9" * 5_000 + b"}}]"
    ),
}


@pytest.mark.parametrize("content", TWIML.values(), ids=TWIML)
def test_any_response(ground, content: bytes) -> None:
    ground.write("bad.xml", content)
    done = ground.survives()
    assert done.status == 1
    assert done.err == ""


@pytest.mark.parametrize("content", LISTS.values(), ids=LISTS)
def test_any_list(ground, content: bytes) -> None:
    ground.write("bad.json", content)
    done = ground.survives()
    assert done.status == 1
    assert done.err == ""


@pytest.mark.parametrize("form", ["twiml", "bandwidth", "ncco", "jambonz"])
@pytest.mark.parametrize(
    "content", [b"", b"\0\xff", b"[[[{", b"<a><b", b'{"a":1}', b"[1]"], ids=repr
)
def test_content_that_is_not_what_it_is_said_to_be(ground, form: str, content: bytes) -> None:
    ground.write("bad", content)
    done = ground.check(str(ground.path / "bad"), "--as", form)
    assert done.status in (0, 1)


def test_files_that_lead_to_each_other_in_a_circle(ground) -> None:
    for number in range(300):
        content = f"<Say>a</Say><Redirect>{(number + 1) % 300}.xml</Redirect>"
        ground.write(f"{number}.xml", response(content))
    assert ground.survives().status == 1


def test_nothing_outside_the_project_is_opened(ground) -> None:
    ground.write("../secret.xml", response("<Say>secret</Say>"))
    ground.write("call.xml", response("<Redirect>../secret.xml</Redirect>"))
    done = ground.survives()
    assert "secret" not in str([one["message"] for one in done.data["findings"]])
