"""Answers to text messages."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "content",
    [
        "<Message>\n  Thank you, {{name}}.\n</Message>",
        "<Message><Body>Thank you, {{name}}.</Body><Media>https://a/b.png</Media></Message>",
        '<Message to="+31">Thank you, {{name}}.</Message>',
        "<Sms>Thank you, {{name}}.</Sms>",
        "<Body>Thank you, {{name}}.</Body>",
    ],
)
def test_a_message_is_a_reply(read, content: str) -> None:
    document = read(content)
    assert document.flows == ()
    (reply,) = document.replies
    assert (reply.name, reply.trigger) == ("call", "a text message")
    assert reply.bodies[0].text.plain == "Thank you, {name}."


def test_several_messages_are_several_replies(read) -> None:
    document = read("<Message>One</Message><Message>Two</Message><Redirect/>")
    assert [reply.name for reply in document.replies] == ["call-1", "call-2"]


def test_a_message_to_somebody_else_stands_in_a_call(read) -> None:
    document = read('<Sms to="+31 20 555 0100">A visitor.</Sms>')
    assert document.replies == ()
    assert document.flows[0].steps[0].kind == "send"


def test_a_message_without_words_has_no_body(read) -> None:
    (reply,) = read("<Message><Media>https://a/b.png</Media></Message>").replies
    assert reply.bodies == ()
