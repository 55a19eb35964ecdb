"""What a vacation command sends, and what the engine does by itself."""

from __future__ import annotations

import pytest

from ivrlint.model import UNKNOWN, ReplyKind

DAY = 86_400


def test_the_engine_fills_in_what_the_script_does_not_say(reply) -> None:
    found = reply('require "vacation";\nvacation "I am away.";\n')
    assert found.kind is ReplyKind.ABSENCE
    assert found.sender is UNKNOWN
    assert found.reply_to is None
    assert found.subject.plain == "Auto: {subject}"
    assert found.least_interval == 7 * DAY
    assert found.excludes == {"automatic", "null-sender", "list", "daemon", "not-addressed"}
    assert found.value("engine") == "sieve"
    assert found.trigger == "a message arrives"
    headers = {header.name: header.value.plain for header in found.headers}
    assert headers["Auto-Submitted"] == "auto-replied"
    assert headers["In-Reply-To"] == "{message-id}"


def test_tags_say_who_answers_and_what(reply) -> None:
    found = reply(
        """\
        require "vacation";
        vacation :days 14
                 :subject "Away until Monday"
                 :from "Anna Berg <anna@berg.example>"
                 :addresses ["a.berg@berg.example", "anna@berg.example"]
                 "Back on Monday.";
        """
    )
    assert found.sender.address == "anna@berg.example"
    assert found.sender.name == "Anna Berg"
    assert found.sender.place.text == "anna@berg.example"
    assert found.subject.plain == "Away until Monday"
    assert found.least_interval == 14 * DAY
    assert found.note == (("addresses", "a.berg@berg.example, anna@berg.example"),)


@pytest.mark.parametrize(
    ("tag", "seconds"),
    [
        (":days 1", DAY),
        (":days 0", DAY),
        (":days 30", 30 * DAY),
        (":seconds 1800", 1800),
        (":seconds 0", 0),
    ],
)
def test_the_least_interval_is_that_of_the_engine(tag, seconds, reply) -> None:
    found = reply(f'require ["vacation", "vacation-seconds"];\nvacation {tag} "x";\n')
    assert found.least_interval == seconds


def test_what_answers_every_message_is_no_absence_note(reply) -> None:
    found = reply('require "vacation-seconds";\nvacation :seconds 0 "We have your message.";\n')
    assert found.kind is ReplyKind.UNKNOWN


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("We have received your message", ReplyKind.ACKNOWLEDGEMENT),
        ("Ontvangstbevestiging", ReplyKind.ACKNOWLEDGEMENT),
        ("Out of office", ReplyKind.ABSENCE),
        ("Hello", ReplyKind.ABSENCE),
    ],
)
def test_a_subject_may_plainly_say_what_it_is_for(subject, kind, reply) -> None:
    assert reply(f'require "vacation";\nvacation :subject "{subject}" "x";\n').kind is kind


def test_an_interval_that_a_template_fills_in_is_unknown(reply) -> None:
    found = reply('require "vacation";\nvacation :days {{ days }} :subject {{ it }} "x";\n')
    assert found.least_interval is UNKNOWN
    assert found.subject is UNKNOWN


def test_what_is_said_knows_where_it_stands(reply) -> None:
    found = reply(
        """\
        require "vacation";
        vacation text:
        Good day,

        ..dotted \\ not escaped
        Please call Jan.
        .
        ;
        """
    )
    (body,) = found.bodies
    assert body.text.plain == "Good day,\n\n.dotted \\ not escaped\nPlease call Jan."
    at = body.text.plain.index("Jan")
    place = body.text.part(at, at + 3)
    assert (place.text, place.begin) == ("Jan", (6, 13))


MIME = """\
require "vacation";
vacation :mime text:
Content-Type: multipart/alternative; boundary=foo
Content-Language: nl

--foo
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Ik ben ge=C3=AFnteresseerd, maar weg.
--foo
Content-Type: text/html; charset=utf-8

<html><p>Ik ben weg. <a href="https://winkel.example/open">Openingstijden</a></p></html>
--foo--
.
;
"""


def test_a_whole_message_may_stand_in_it(reply) -> None:
    found = reply(MIME)
    (body,) = found.bodies
    assert body.text.plain == "Ik ben geïnteresseerd, maar weg."
    assert body.media_type == "text/plain"
    assert body.language == found.language == "nl"
    at = body.text.plain.index("maar")
    assert body.text.part(at, at + 4).begin == (10, 29)
    (link,) = found.links
    assert link.address == "https://winkel.example/open"
    assert link.label.plain == "Openingstijden"
    assert link.place.text == "https://winkel.example/open"


def test_html_is_read_where_nothing_else_stands(reply) -> None:
    text = (
        'require "vacation";\nvacation :mime text:\nContent-Type: text/html\n\n'
        '<html lang="de"><style>p { x: y }</style><p>Guten&nbsp;Tag,</p><p>ich bin weg.</p>\n.\n;\n'
    )
    (body,) = reply(text).bodies
    assert body.media_type == "text/html"
    assert body.language == "de"
    assert body.text.plain.split() == ["Guten", "Tag,", "ich", "bin", "weg."]


def test_addresses_in_the_text_are_links(reply) -> None:
    found = reply('require "vacation";\nvacation "See https://shop.example/faq.";\n')
    assert [link.address for link in found.links] == ["https://shop.example/faq"]


def test_every_vacation_is_a_reply_of_its_own(read) -> None:
    document = read(
        """\
        require "vacation";
        if header :contains "accept-language" "nl" {
            vacation "Ik ben weg.";
        } else {
            vacation :handle "english" "I am away.";
        }
        """
    )
    assert [one.name for one in document.replies] == ["vacation", "english"]
    assert [one.trigger for one in document.replies] == [
        'a message arrives and the header accept-language contains "nl"',
        'a message arrives and the header accept-language does not contain "nl"',
    ]


def test_a_vacation_beside_a_mistake_is_still_read(read) -> None:
    document = read('require "vacation";\nkeep "x"\nvacation "Away.";\nif header [\n')
    assert [one.bodies[0].text.plain for one in document.replies] == ["Away."]
    assert document.problems


def test_what_goes_elsewhere_as_well_is_noted(reply) -> None:
    found = reply('require "vacation";\nredirect "jan@shop.example";\nvacation "Away.";\n')
    assert found.note == (("redirects", "jan@shop.example"),)
