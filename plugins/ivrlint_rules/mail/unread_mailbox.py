"""The rule `unread-mailbox`."""

from __future__ import annotations

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.model import UNKNOWN, Address, Reply
from ivrlint.rule import Findings, rule
from ivrlint_rules.addresses import is_answered
from ivrlint_rules.replying import is_to_customers, saying_in, tells_a_way


@rule("warning", since="0.1")
def unread_mailbox(reply: Reply) -> Findings:
    """The text says that answers are not read, and names no other way.

    The customer has something to add, and is told that nobody will read it. The
    question does not go away: it comes back by telephone, or it is lost.

    The rule looks for sentences such as "do not reply to this message" or "this
    mailbox is not read" in what is sent to customers. It is silent where the
    same message names a way to somebody: a phone number, a mail address that is
    read, a form with free text, an appeal. It is silent as well
    where a part of the text is not known, or stands in a language that there are
    no words for.

    Source: a customer who asks whether mails that cannot be answered should not
    be a thing of the past. In Germany the Kammergericht Berlin (23 November 2017,
    23 U 124/14) held that a contact address which answers every mail with a note
    that mails are not read is no contact address.

    Bad:

        reply case-created {
            kind acknowledgement
            language en
            from "service@parcels.example"
            subject "Your report"
            body "We look for it. Please do not reply to this message."  //! nobody reads
        }

    Good:

        reply case-created {
            kind acknowledgement
            language en
            from "service@parcels.example"
            subject "Your report"
            body "Please do not reply to this message. You can call us: +44 20 7946 0100."
        }

    Bad (mail):

        From: service@ferries.example
        Subject: We have received your message
        X-Auto-Response-Suppress: All
        Content-Language: en

        Thank you for your message. We answer within two days.

        This mailbox is not read.  //! names no other way

    Good (sieve):

        require "vacation";
        vacation :days 7 text:
        Thank you for your message. This mailbox is not read; write to desk@cycles.example.
        .
        ;
    """
    if not is_to_customers(reply):
        return
    told = saying_in(reply, "no-reply")
    if not told:
        return
    way = tells_a_way(reply)
    if way is UNKNOWN:
        yield Skipped(told[0], "a part of the text is not known, and may name another way")
    elif not way:
        yield Finding(
            told[0],
            "people are told that nobody reads their answers, and the message names no other way:"
            " read them, or name a phone number, an address or a form",
            related=_addresses(reply) if is_answered(reply) is True else (),
        )


def _addresses(reply: Reply) -> list[Related]:
    """The address that people could answer, if answers are read there after all."""
    back = reply.reply_to if isinstance(reply.reply_to, Address) else reply.sender
    assert isinstance(back, Address)
    return [Related(back, "answers go here")]
