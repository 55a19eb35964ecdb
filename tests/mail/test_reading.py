"""From a message to a reply: who sends it, what it says, and where that stands."""

from __future__ import annotations

import base64

import pytest

from ivrlint.model import UNKNOWN, ReplyKind
from ivrlint.text import Variable

MESSAGE = """\
Return-Path: <>
Received: from a by b
From: "The shop" <desk@shop.example>
Reply-To: orders@shop.example
To: jan@mail.example
Subject: We have received
 your message
Auto-Submitted: auto-replied
In-Reply-To: <1@mail.example>
Content-Language: en-GB
Content-Type: text/plain; charset=utf-8

Thank you. We answer within two days.
See https://shop.example/help.
"""


def test_headers_say_who_sends_it(reply) -> None:
    found = reply(MESSAGE)
    assert found.name == "answer"
    assert (found.sender.address, found.sender.name) == ("desk@shop.example", "The shop")
    assert found.sender.place.text == "desk@shop.example"
    assert found.reply_to.address == "orders@shop.example"
    assert found.envelope.address == "<>"
    assert found.subject.plain == "We have received your message"
    assert found.language == "en-GB"
    assert {one.name: one.value.plain for one in found.headers} == {
        "To": "jan@mail.example",
        "Auto-Submitted": "auto-replied",
        "In-Reply-To": "<1@mail.example>",
    }


def test_what_is_not_there_is_absent(reply) -> None:
    found = reply("Subject: x\nAuto-Submitted: auto-replied\n\nText.\n")
    assert found.sender is None
    assert found.reply_to is None
    assert found.envelope is UNKNOWN
    assert found.excludes is UNKNOWN


def test_the_text_knows_where_it_stands(reply) -> None:
    found = reply(MESSAGE)
    (body,) = found.bodies
    assert body.text.plain.endswith("See https://shop.example/help.")
    at = body.text.plain.index("two days")
    assert body.text.part(at, at + 8).begin == (13, 29)
    assert [link.address for link in found.links] == ["https://shop.example/help"]


def test_a_subject_over_several_lines_knows_where_it_stands(reply) -> None:
    subject = reply(MESSAGE).subject
    at = subject.plain.index("message")
    assert subject.part(at, at + 7).begin == (7, 7)


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("Out of office: back on Monday", ReplyKind.ABSENCE),
        ("Away until May 5", ReplyKind.ABSENCE),
        ("We have received your request", ReplyKind.ACKNOWLEDGEMENT),
        ("Ontvangstbevestiging", ReplyKind.ACKNOWLEDGEMENT),
        ("Ticket #77: closed", ReplyKind.CLOSED),
        ("Case created", ReplyKind.TICKET),
        ("How did we do?", ReplyKind.SURVEY),
        ("Automatic reply: your order", ReplyKind.UNKNOWN),
        ("Your order", ReplyKind.UNKNOWN),
    ],
)
def test_the_kind_is_what_the_subject_plainly_says(subject, kind, reply) -> None:
    assert reply(f"Subject: {subject}\nAuto-Submitted: auto-replied\n\nx\n").kind is kind


def test_encoded_words_are_read(reply) -> None:
    found = reply(
        "From: =?utf-8?b?SmFuIETDqWzDqQ==?= <jan@x.nl>\n"
        "Subject: =?iso-8859-1?q?Caf=E9?= =?iso-8859-1?q?_dicht?=\n"
        "Auto-Submitted: auto-replied\n\nx\n"
    )
    assert found.sender.name == "Jan Délé"
    assert found.subject.plain == "Café dicht"


def encoded(encoding: str, content: str, charset: str = "utf-8", media: str = "text/plain") -> str:
    return (
        "Subject: x\nAuto-Submitted: auto-replied\n"
        f"Content-Type: {media}; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n"
        f"{content}"
    )


def test_quoted_printable_is_read_with_its_places(reply) -> None:
    text = encoded("quoted-printable", "Wij zijn ge=C3=AFnter=\nesseerd   \nin u =3D klant.\n")
    (body,) = reply(text).bodies
    assert body.text.plain == "Wij zijn geïnteresseerd\nin u = klant."
    for word, place in (("in u", (8, 1)), ("klant", (8, 10))):
        at = body.text.plain.index(word)
        assert body.text.part(at, at + len(word)).begin == place


def test_base64_points_at_the_line(reply) -> None:
    said = "Dear customer,\r\nwe answer within two days, also at the café.\r\nYour shop\r\n" * 4
    lines = base64.encodebytes(said.encode()).decode()
    (body,) = reply(encoded("base64", lines)).bodies
    assert body.text.plain == said.replace("\r\n", "\n").rstrip()
    last = body.text.plain.rindex("Your shop")
    place = body.text.part(last, last + 9)
    before = len(said[: said.rindex("Your shop")].encode())
    assert place.begin.line == 6 + before // 3 * 4 // 76


def test_base64_that_is_damaged_still_points_into_the_file(reply) -> None:
    lines = base64.encodebytes("één\ntwéé\n".encode() * 9).decode()
    text = encoded("base64", lines[:7] + "A" + lines[9:])
    (body,) = reply(text).bodies
    for at in range(len(body.text.plain)):
        place = body.text.part(at, at + 1)
        assert text.index(lines[:4]) <= place.start <= place.end <= len(text)


@pytest.mark.parametrize(
    ("charset", "raw", "meant"),
    [
        ("iso-8859-1", "caf\xe9", "café"),
        ("windows-1252", "\x93hi\x94", "“hi”"),
        ("koi8-r", "\xf0\xf2\xe9", "ПРИ"),
        ("iso-2022-jp", '\x1b$B$"\x1b(B', "あ"),
        ("no-such-thing", "abc", "abc"),
        ("utf-8", "café", "café"),
    ],
)
def test_character_sets_are_read(charset, raw, meant, reply) -> None:
    (body,) = reply(encoded("8bit", f"one\n{raw} two\n", charset)).bodies
    assert body.text.plain == f"one\n{meant} two"
    assert body.text.part(4, 6).begin.line == 7


ALTERNATIVE = """\
Subject: x
Auto-Submitted: auto-replied
Content-Type: multipart/mixed; boundary="outer part"

This is a message in several parts.
--outer part
Content-Type: multipart/alternative; boundary=inner

--inner
Content-Type: text/plain

We are closed.
--inner
Content-Type: text/html

<p>We are closed. <a href="https://shop.example/hours">Hours</a></p>
--inner--
--outer part
Content-Type: text/plain
Content-Disposition: attachment; filename=terms.txt

Our terms.
--outer part--
"""


def test_of_alternatives_the_plain_one_is_read_with_the_links_of_all(reply) -> None:
    found = reply(ALTERNATIVE)
    (body,) = found.bodies
    assert (body.text.plain, body.media_type) == ("We are closed.", "text/plain")
    (link,) = found.links
    assert (link.label.plain, link.address) == ("Hours", "https://shop.example/hours")


def test_texts_of_several_languages_are_all_read(reply) -> None:
    part = "--b\nContent-Type: text/plain\nContent-Language: {}\n\n{}\n"
    found = reply(
        "Subject: x\nAuto-Submitted: auto-replied\nContent-Type: multipart/alternative; boundary=b"
        "\n\n" + part.format("nl", "Gesloten.") + part.format("en", "Closed.") + "--b--\n"
    )
    assert [(one.language, one.text.plain) for one in found.bodies] == [
        ("nl", "Gesloten."),
        ("en", "Closed."),
    ]


def test_html_is_read_as_what_is_seen(reply) -> None:
    html = (
        '<html lang="nl"><head><title>no</title><style>p {}</style></head><body><!-- no -->\n'
        "<h1>Beste klant,</h1><p>Wij   zijn &amp; blijven\n<b>ge</b>sloten.<br>Tot morgen</p>"
        '<img alt="Winkel"><script>no()</script></body>\n'
    )
    (body,) = reply(encoded("7bit", html, media="text/html")).bodies
    assert body.text.plain == ("Beste klant,\nWij zijn & blijven gesloten.\nTot morgen\nWinkel")
    assert body.language == "nl"
    at = body.text.plain.index("sloten")
    assert body.text.part(at, at + 6).text == "sloten"


@pytest.mark.parametrize("written", ["{{ name }}", "${name}", "%{name}", "#{name}", "<%= name %>"])
def test_a_template_has_variables(written, reply) -> None:
    found = reply(f"From: a@b.nl\nSubject: For {written}\n\nDear {written}\n", "auto-reply.eml")
    assert found.subject.plain == "For {name}"
    assert found.variables == {"name"}


def test_an_address_that_is_filled_in_is_unknown(reply) -> None:
    assert reply("From: {{ desk }}\nSubject: x\n\nx\n", "auto-reply.eml").sender is UNKNOWN


def test_what_was_not_filled_in_stands_in_a_mail_that_came(reply) -> None:
    found = reply("Received: by x\nSubject: x\nAuto-Submitted: auto-replied\n\nDear {{ name }}\n")
    (body,) = found.bodies
    assert not [piece for piece in body.text.pieces if isinstance(piece, Variable)]
    assert body.text.plain == "Dear {{ name }}"


REPORTS = {
    "a report": "Content-Type: multipart/report; report-type=delivery-status; boundary=x\n",
    "failed recipients": "X-Failed-Recipients: a@b.nl\n",
    "a daemon": "From: Mail <MAILER-DAEMON@x.nl>\n",
    "sendmail": "Auto-Submitted: auto-generated (failure)\n",
    "nobody about a failure": "Return-Path: <>\nSubject: Undeliverable: x\n",
}


@pytest.mark.parametrize("headers", REPORTS.values(), ids=REPORTS)
def test_reports_on_delivery_are_left_alone(headers, read) -> None:
    assert read(f"{headers}Date: x\nAuto-Submitted: auto-replied\n\nText.\n").replies == ()


def test_a_part_about_delivery_makes_a_report(read) -> None:
    text = (
        "Subject: x\nAuto-Submitted: auto-replied\nContent-Type: multipart/mixed; boundary=b\n\n"
        "--b\n\nText\n--b\nContent-Type: message/delivery-status\n\nAction: failed\n--b--\n"
    )
    assert read(text).replies == ()


def test_line_ends_of_the_net_change_nothing(reply) -> None:
    for text in (MESSAGE, ALTERNATIVE):
        one, other = reply(text), reply(text.replace("\n", "\r\n"))
        assert one == other


def test_the_syntax_is_plain_data(mail) -> None:
    from ivrlint.places import Source

    shown = mail.syntax(Source("x.eml", ALTERNATIVE))
    assert shown["headers"][0] == {"name": "Subject", "value": "x", "line": 1, "column": 1}
    assert [part["type"] for part in shown["parts"]] == ["multipart/alternative", "text/plain"]
    assert [part["content"]["line"] for part in shown["parts"][0]["parts"]] == [12, 16]
