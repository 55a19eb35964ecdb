"""The rule `closed-without-way-back`."""

from __future__ import annotations

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.model import UNKNOWN, Address, Reply
from ivrlint.rule import Findings, rule
from ivrlint_rules.addresses import is_answered
from ivrlint_rules.replying import endings_in, saying_in, tells_a_way


@rule("error", since="0.1")
def closed_without_way_back(reply: Reply) -> Findings:
    """The case is closed or refused, and there is no way to object.

    Machines err, and so do people. Whoever was refused by mistake can neither
    answer nor call, and has to begin anew, with another number.

    The rule looks for a closed case, a refusal or a blocked account in a message that nobody can
    answer (the sender says so itself, or the text does), and that names no phone
    number, no mail address, no form, no way to complain or to object. It is
    silent where somebody reads the answers, where it is not known who sends the
    message, where a part of the text is not known, and where the customer has
    confirmed that the matter is resolved (tag `resolved`).

    Source: a customer to whom a bot wrote "we have found that we can do nothing for
    you", from an address that nobody reads. It is common knowledge that European
    law (GDPR, article 22) lets people contest decisions that machines make alone.

    Bad:

        reply case-closed {
            kind closed
            language en
            from "no-reply@shop.example"
            subject "Your case"
            body "We have closed your case, because it was solved."  //! no way to object
        }

    Good:

        reply case-closed {
            kind closed
            language en
            from "service@shop.example"
            subject "Your case"
            body "We have closed your case, because it was solved."
        }

    Good:

        reply case-closed {
            kind closed
            language en
            from "no-reply@shop.example"
            subject "Your case"
            body "We have closed your case. If you disagree, call us on +44 20 7946 0100."
        }

    Bad (mail):

        From: no-reply@airline.example
        Subject: Your request
        Auto-Submitted: auto-replied
        Content-Language: en

        Your request has been rejected.  //! no way to object
    """
    ends = endings_in(reply)
    if not ends:
        return
    answered = is_answered(reply)
    told = saying_in(reply, "no-reply")
    if (answered is True or answered is UNKNOWN) and not told:
        return
    way = tells_a_way(reply)
    if way is UNKNOWN:
        yield Skipped(ends[0], "a part of its words is not known, and may name a way to object")
    elif not way:
        related = []
        if isinstance(reply.sender, Address) and answered is False:
            related.append(Related(reply.sender, "nobody reads answers to it"))
        yield Finding(
            ends[0],
            "people are told that it is over, and there is no way to object:"
            " send it from an address that people read, or name a phone number or a form",
            related=related,
        )
