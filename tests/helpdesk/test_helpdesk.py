"""Triggers and templates of helpdesks, as replies."""

from __future__ import annotations

import pytest

from ivrlint.formats import Claim
from ivrlint.model import UNKNOWN, ReplyKind

ZAMMAD = {
    "id": 1,
    "name": "Answer to new tickets",
    "condition": {"ticket.action": {"operator": "is", "value": "create"}},
    "perform": {
        "notification.email": {
            "recipient": ["article_last_sender"],
            "subject": "We have it (#{ticket.title})",
            "body": "<div>Dear #{ticket.customer.firstname},</div><div>your number is "
            '<b>#{ticket.number}</b>. <a href="https://help.example/#{ticket.id}">See it</a></div>',
        }
    },
    "active": True,
}
ZENDESK = {
    "triggers": [
        {
            "title": "Tell the requester",
            "active": True,
            "conditions": {
                "all": [{"field": "update_type", "operator": "is", "value": "Create"}],
                "any": [
                    {"field": "status", "operator": "is", "value": "new"},
                    {"field": "status", "operator": "is", "value": "open"},
                ],
            },
            "actions": [
                {"field": "status", "value": "open"},
                {
                    "field": "notification_user",
                    "value": ["requester_id", "Request {{ticket.id}}", "Dear customer,\n\nthanks."],
                },
                {
                    "field": "notification_group",
                    "value": ["group_id", "New", "See {{ticket.link}}"],
                },
            ],
        }
    ]
}
OSTICKET = """\
# Email template: ticket.autoresp.yaml
---
notes: |
    Sent to a user
subject: |
    Ticket opened [#%{ticket.number}]
body: |
    <h3>Dear %{recipient.name.first},</h3>
    <p>
    We answer as soon as possible.
    <a href="%{recipient.ticket_link}">Your ticket</a>
    </p>
"""


def test_a_trigger_of_zammad_is_a_reply(read) -> None:
    (found,) = read([ZAMMAD]).replies
    assert found.name == "Answer to new tickets"
    assert found.kind is ReplyKind.TICKET
    assert found.audience == "external"
    assert found.trigger == "ticket.action is create"
    assert found.subject.plain == "We have it ({ticket.title})"
    (body,) = found.bodies
    assert body.text.plain == (
        "Dear {ticket.customer.firstname},\nyour number is {ticket.number}. See it"
    )
    assert body.media_type == "text/html"
    assert found.variables == {"ticket.title", "ticket.customer.firstname", "ticket.number"}
    assert [link.address for link in found.links] == ["https://help.example/#{ticket.id}"]
    assert found.value("engine") == "zammad"
    assert found.sender is UNKNOWN


def test_the_words_know_where_they_stand(read) -> None:
    (found,) = read([ZAMMAD]).replies
    (body,) = found.bodies
    at = body.text.plain.index("See it")
    place = body.text.part(at, at + 6)
    assert place.text == "See it"
    assert place.pointer == '[0].perform["notification.email"].body'


def test_newer_conditions_of_zammad_are_told(read) -> None:
    newer = {
        "operator": "AND",
        "conditions": [
            {"name": "ticket.action", "operator": "is", "value": "update"},
            {"name": "article.type_id", "operator": "is", "value": [1, 5]},
        ],
    }
    (found,) = read({**ZAMMAD, "condition": newer}).replies
    assert found.trigger == "ticket.action is update and article.type_id is 1 or 5"
    assert found.kind is ReplyKind.UNKNOWN


def test_a_trigger_for_colleagues_is_internal(read) -> None:
    mail = {**ZAMMAD["perform"]["notification.email"], "recipient": "ticket_owner"}
    (found,) = read({**ZAMMAD, "perform": {"notification.email": mail}}).replies
    assert (found.audience, found.kind) == ("internal", ReplyKind.UNKNOWN)


def test_a_subject_may_plainly_say_what_it_is_for(read) -> None:
    mail = {**ZAMMAD["perform"]["notification.email"], "subject": "Your case #{x} is closed"}
    changed = {**ZAMMAD, "condition": {}, "perform": {"notification.email": mail}}
    (found,) = read(changed).replies
    assert found.kind is ReplyKind.CLOSED


@pytest.mark.parametrize("system", ["zammad", "zendesk"])
def test_what_is_switched_off_sends_nothing(system, read) -> None:
    if system == "zammad":
        assert read([{**ZAMMAD, "active": False}]).replies == ()
    else:
        trigger = {**ZENDESK["triggers"][0], "active": False}
        assert read({"triggers": [trigger]}).replies == ()


def test_a_trigger_of_zendesk_sends_several_mails(read) -> None:
    user, group = read(ZENDESK).replies
    assert (user.name, group.name) == ("Tell the requester", "Tell the requester 2")
    assert (user.audience, group.audience) == ("external", "internal")
    assert (user.kind, group.kind) == (ReplyKind.TICKET, ReplyKind.UNKNOWN)
    assert user.trigger == "update_type is Create and one of: status is new, status is open"
    assert user.subject.plain == "Request {ticket.id}"
    assert user.bodies[0].text.plain == "Dear customer,\n\nthanks."
    assert user.bodies[0].media_type == "text/plain"


@pytest.mark.parametrize("wrap", ["trigger", "automation"])
def test_a_single_one_is_read_as_well(wrap, read) -> None:
    assert len(read({wrap: ZENDESK["triggers"][0]}).replies) == 2


def test_yaml_is_read_as_well(read, claim) -> None:
    text = (
        "triggers:\n"
        "  - title: Thanks\n"
        "    actions:\n"
        "      - field: notification_user\n"
        '        value: [requester_id, "Hello", "We have it: {{ticket.id}}"]\n'
    )
    assert claim(text, "triggers.yml") is Claim.CERTAIN
    (found,) = read(text, "triggers.yml").replies
    assert found.bodies[0].text.plain == "We have it: {ticket.id}"


def test_a_template_of_osticket_is_a_reply(read) -> None:
    (found,) = read(OSTICKET, "templates/email/ticket.autoresp.yaml").replies
    assert found.name == "ticket.autoresp"
    assert found.kind is ReplyKind.TICKET
    assert found.trigger == "a customer opens a ticket"
    assert found.audience == "external"
    assert found.subject.plain == "Ticket opened [#{ticket.number}]"
    (body,) = found.bodies
    assert body.text.plain == (
        "Dear {recipient.name.first},\nWe answer as soon as possible. Your ticket"
    )
    at = body.text.plain.index("as soon")
    assert body.text.part(at, at + 7).begin == (10, 15)


@pytest.mark.parametrize(
    ("name", "audience"),
    [("ticket.alert", "internal"), ("message.autoresp", "external"), ("my.own", None)],
)
def test_the_code_name_tells_who_gets_it(name, audience, read) -> None:
    text = f"code_name: {name}\nsubject: x\nbody: y %{{ticket.number}}\n"
    (found,) = read(text, "1.yaml").replies
    assert (found.name, found.audience) == (name, audience)


def test_files_are_known_by_their_content(claim) -> None:
    assert claim([ZAMMAD]) is Claim.CERTAIN
    assert claim(ZENDESK) is Claim.CERTAIN
    assert claim({"triggers": [{"x": " " * 5_000}, ZAMMAD]}) is Claim.CERTAIN
    assert claim(OSTICKET, "ticket.autoresp.yaml") is Claim.BY_CONTENT


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("subject: x\nbody: y\n", "post.yaml"),
        ('{"triggers": [], "actions": []}', "triggers.json"),
        ('{"notification_user": "x", "a": 1}', "config.txt"),
        ("on:\n  push:\njobs: {}\n", "workflow.yml"),
        ("notification_users: 5\n", "config.yml"),
    ],
)
def test_other_data_is_left_alone(text, path, claim) -> None:
    assert claim(text, path) is Claim.NO


def test_mistakes_in_the_data_are_told(read) -> None:
    document = read('[{"name": "a" "perform": {"notification.email": {"subject": "s"}}}]')
    assert [one.rule for one in document.problems] == ["syntax-error"]
    assert len(document.replies) == 1
