"""What reject and notify send."""

from __future__ import annotations

import pytest

from ivrlint.model import UNKNOWN, ReplyKind


@pytest.mark.parametrize("command", ["reject", "ereject"])
def test_a_refusal_gives_its_reason(command, reply) -> None:
    found = reply(
        f"""\
        require "{command}";
        if size :over 100K {{
            {command} "Your message is too large for us.";
        }}
        """
    )
    assert found.kind is ReplyKind.REFUSAL
    assert found.bodies[0].text.plain == "Your message is too large for us."
    assert found.trigger == "a message arrives and it is larger than 102,400 bytes"
    assert found.excludes == {"null-sender"}
    assert found.sender is UNKNOWN


def test_a_notification_goes_to_those_whom_its_method_names(reply) -> None:
    found = reply(
        """\
        require ["enotify", "variables"];
        if header :matches "subject" "*" {
            notify :from "desk@shop.example" :importance "1" :message "New: ${1}"
                   "mailto:anna@shop.example,jan@shop.example?body=Look%20here";
        }
        """
    )
    assert found.kind is ReplyKind.INFORMATION
    assert found.audience == "internal"
    assert found.sender.address == "desk@shop.example"
    assert found.subject.plain == "New: {1}"
    assert found.bodies[0].text.plain == "Look here"
    assert found.variables == {"1"}
    assert ("to", "anna@shop.example, jan@shop.example") in found.note
    assert [header.value.plain for header in found.headers] == ["auto-notified"]


def test_the_older_notification_is_read_as_well(reply) -> None:
    found = reply(
        """\
        require "notify";
        notify :method "mailto" :options ["anna@shop.example"] :message "A message has come";
        """
    )
    assert found.bodies[0].text.plain == "A message has come"
    assert found.note == (("to", "anna@shop.example"),)


@pytest.mark.parametrize("method", ["xmpp:anna@chat.example", "tel:+31880000000"])
def test_a_notification_that_is_no_mail_is_no_reply(method, read) -> None:
    assert read(f'require "enotify";\nnotify "{method}";\n').replies == ()


def test_what_only_sorts_mail_answers_nobody(read) -> None:
    document = read(
        """\
        require ["fileinto", "foreverypart", "mime"];
        foreverypart { if header :mime :subtype "Content-Type" "exe" { discard; stop; } }
        if header :contains "List-Id" "news" { fileinto "News"; } else { keep; }
        """
    )
    assert document.replies == ()
    assert document.problems == ()
