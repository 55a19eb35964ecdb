"""The mails that tell of a voice message."""

from __future__ import annotations

from ivrlint.model import UNKNOWN, ReplyKind
from ivrlint.places import Source
from ivrlint_formats.freeswitch import FreeSwitchFormat

MAIL = """\
From: "De Bakkerij" <noreply@bakkerij.example>
To: ${voicemail_email}
Subject: A message from ${voicemail_caller_id_name}
X-Priority: ${voicemail_priority}

Content-Type: multipart/alternative; boundary="part"

--part
Content-Type: text/plain

Do not answer this mail.

--part
Content-Type: text/html

<p>Do not <b>answer</b> this mail, ${voicemail_account}.</p>

--part--
"""


def test_a_template_is_a_reply(configuration) -> None:
    (reply,) = configuration({"voicemail.tpl": MAIL}).documents[0].replies
    assert (reply.name, reply.kind) == ("voicemail", ReplyKind.INFORMATION)
    assert reply.sender.address == "noreply@bakkerij.example"
    assert reply.sender.place.text == "noreply@bakkerij.example"
    assert reply.sender.name == "De Bakkerij"
    assert reply.reply_to is None
    assert reply.subject.plain == "A message from {voicemail_caller_id_name}"
    assert reply.audience == "internal"
    assert [header.name for header in reply.headers] == ["From", "To", "Subject", "X-Priority"]


def test_a_body_has_a_part_for_each_form(configuration) -> None:
    (reply,) = configuration({"voicemail.tpl": MAIL}).documents[0].replies
    plain, html = reply.bodies
    assert (plain.media_type, plain.text.plain) == ("text/plain", "Do not answer this mail.")
    assert html.media_type == "text/html"
    assert html.text.plain.strip() == "Do not answer this mail, {voicemail_account}."
    assert plain.text.part(0, 2).begin.line == 11


def test_a_body_without_parts_is_one_text(configuration) -> None:
    text = "From: ${voicemail_from}\nSubject: a message\n\nCall ${voicemail_caller_id_number}.\n"
    (reply,) = configuration({"voicemail.tpl": text}).documents[0].replies
    assert reply.sender is UNKNOWN
    (body,) = reply.bodies
    assert body.text.plain == "Call {voicemail_caller_id_number}."


def test_the_syntax_is_shown_as_headers_and_parts() -> None:
    shown = FreeSwitchFormat().syntax(Source("voicemail.tpl", MAIL))
    assert shown["headers"][0] == {
        "name": "From",
        "value": '"De Bakkerij" <noreply@bakkerij.example>',
        "line": 1,
    }
    assert [part["type"] for part in shown["parts"]] == ["text/plain", "text/html"]
