"""Senders, and channels that send customers to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ivrlint.model import Address
from ivrlint.places import Source
from ivrlint_rules.addresses import is_unread

if TYPE_CHECKING:
    from collections.abc import Callable

    Judge = Callable[..., list[tuple[int, str]]]


@pytest.mark.parametrize(
    "address",
    [
        "auto-reply@pakketdienst.com",
        "noreply@a.example",
        "No_Reply2@a.example",
        "shop-noreply@a.example",
        "do-not-reply-to-this-address@a.example",
        "geen-antwoord@a.example",
        "nepasrépondre@a.example",
    ],
)
def test_addresses_that_say_that_nobody_reads_them(address: str) -> None:
    assert is_unread(Address(address, Source("x", "").place()))


@pytest.mark.parametrize(
    "address",
    [
        "reply@a.example",
        "noreen@a.example",
        "nora.reply@a.example",
        "casino.reply@a.example",
        "noreplacement@a.example",
        "postmaster@a.example",
        "notifications@a.example",
        "@a.example",
    ],
)
def test_addresses_that_people_may_read(address: str) -> None:
    assert not is_unread(Address(address, Source("x", "").place()))


def test_answers_that_go_nowhere_although_the_sender_is_real(said_by: Judge) -> None:
    found = said_by(
        "no-reply-sender",
        """
        reply created {
            from "service@a.example"
            reply-to "noreply@a.example"
        }
        """,
    )
    message = (
        "answers go to 'noreply@a.example', which nobody reads; name an address that people read"
    )
    assert found == [(4, message)]


def test_a_security_code_needs_no_answer(said_by: Judge) -> None:
    text = """
        reply code {
            fact purpose "security-code"
            from "noreply@a.example"
        }
        """
    assert not said_by("no-reply-sender", text)
    assert said_by("no-reply-sender", text, exempt_purposes=())


def test_a_sender_that_is_not_known_is_not_judged(said_by: Judge) -> None:
    assert not said_by("no-reply-sender", "reply created { from unknown }")


PING_PONG = """phone "+31 20 555 0100" {{
    language nl-NL
    say hint {{
        "U kunt ook terecht op onze website."
        {next}
    }}
    queue agents
}}
page contact {{
    language nl-NL
    number "020 555 0100"
    {more}
}}
"""

FORM = """page form {
    kind form
    free-text yes
}
"""


def test_phone_and_web_send_customers_to_each_other(said_by: Judge) -> None:
    text = PING_PONG.format(next="", more="").replace("020 555", "+31 20 555")
    found = said_by("channel-ping-pong", text)
    assert [line for line, _ in found] == [4]
    assert "phone '+31 20 555 0100', then page 'contact', and back to" in found[0][1]


def test_a_person_or_a_form_on_the_way_ends_the_circle(said_by: Judge) -> None:
    person = PING_PONG.format(next="next -> agents", more="").replace("020 555", "+31 20 555")
    assert not said_by("channel-ping-pong", person)
    form = PING_PONG.format(next="", more='link "Schrijf ons" -> page form') + FORM
    assert not said_by("channel-ping-pong", form.replace("020 555", "+31 20 555"))


def test_another_number_closes_no_circle(said_by: Judge) -> None:
    assert not said_by("channel-ping-pong", PING_PONG.format(next="", more=""))


PAGES = """
    page contact {{
        language nl-NL
        text "Kijk eerst bij de veelgestelde vragen."
        link "Veelgestelde vragen" -> page faq
        {contact}
    }}
    page faq {{
        kind faq
        link "Contact" -> page contact
        {faq}
    }}
    {more}
    """


def test_pages_that_only_lead_to_each_other(said_by: Judge) -> None:
    found = said_by("channel-ping-pong", PAGES.format(contact="", faq="", more=""))
    assert [line for line, _ in found] == [5]
    assert "page 'contact', then page 'faq', and back to page 'contact'" in found[0][1]


@pytest.mark.parametrize(
    "contact",
    [
        'link "Schrijf ons" -> page form',
        'link "Bel ons" -> flow voice',
        'link "Mail ons" to "mailto:info@a.example"',
        'link "Sluis" -> flow inside',
        'number "+31 20 555 0100"',
        'number "+31 20 555 0199"',
        'text "Schrijf naar info@a.example."',
        "fact done",
    ],
)
def test_pages_with_a_way_to_someone_are_no_circle(said_by: Judge, contact: str) -> None:
    more = (
        FORM
        + """
    phone voice "+31 20 555 0100" { queue agents }
    phone inside {
        role module
        queue agents
    }
    """
    )
    assert not said_by("channel-ping-pong", PAGES.format(contact=contact, faq="", more=more))


def test_pages_in_a_row_and_pages_that_name_themselves_are_no_circle(said_by: Judge) -> None:
    text = """
        page one { link "Verder" -> page two }
        page two { link "Naar boven" -> page two }
        """
    assert not said_by("channel-ping-pong", text)


def test_two_circles_are_two_findings_and_each_is_the_shortest(said_by: Judge) -> None:
    found = said_by(
        "channel-ping-pong",
        """
        page one { link "Verder" -> page two }
        page two {
            link "Verder" -> page three
            link "Terug" -> page one
        }
        page three { link "Verder" -> page four }
        page four { link "Terug" -> page three }
        """,
    )
    assert [line for line, _ in found] == [2, 7]
