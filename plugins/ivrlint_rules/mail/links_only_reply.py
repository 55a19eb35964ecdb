"""The rule `links-only-reply`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.model import Reply, ReplyKind
from ivrlint.rule import Findings, rule
from ivrlint.words import Clause, clauses_of
from ivrlint_rules.replying import is_to_customers, is_understood, language_of, tells_a_way

_ANSWERING: Final = frozenset(
    {
        ReplyKind.ACKNOWLEDGEMENT,
        ReplyKind.TICKET,
        ReplyKind.REFUSAL,
        ReplyKind.BOT_CLOSING,
        ReplyKind.UNKNOWN,
    }
)
_NOTHING_SAID: Final = frozenset(
    {
        "website-redirect",
        "courtesy",
        "thanks",
        "apology",
        "no-reply",
        "filler",
        "bot-disclosure",
        "survey",
        "upsell",
    }
)
_SHORT: Final = 4
"""Words of a greeting or a name at the end that no family knows."""


@rule("warning", since="0.1", implies=["missing-deadline", "missing-reference"])
def links_only_reply(reply: Reply) -> Findings:
    """The answer to every message is a list of links.

    Somebody has searched the website, found nothing, and written. The answer says:
    search the website. Nothing has been read, nobody is responsible, and the
    work is back with the customer.

    The rule speaks where an automatic answer tells people to use the website, and
    says nothing else but greetings, thanks and farewells: no receipt, no case, no
    time, no way to a person. It is silent about any sentence that it does not
    know, about messages that only inform, such as a link that was asked for
    (fact `purpose`, or kind `information`), and where a part of the text is not
    known.

    Source: a customer who sees companies plough the solving of problems back to
    the customer; in Germany the Kammergericht Berlin (23 November 2017, 23 U 124/14)
    objected to a support address that answers every mail with pointers to help
    pages.

    Bad (mail):

        From: support@search.example
        Subject: Auto: Your question
        Auto-Submitted: auto-replied
        Content-Language: en

        Dear customer,

        Thank you for your message. You can find answers on our website:  //! nothing else
        https://search.example/help

        Kind regards

    Good (mail):

        From: support@search.example
        Subject: Auto: Your question
        Auto-Submitted: auto-replied
        Content-Language: en

        Dear customer,

        Your case has the number {{case.number}}. You can find answers on our website:
        https://search.example/help

    Good:

        reply help {
            kind acknowledgement
            language en
            body "Visit our website for answers, or call us on +44 20 7946 0100."
        }
    """
    if reply.kind not in _ANSWERING or not is_to_customers(reply) or reply.value("purpose"):
        return
    if not reply.bodies:
        return
    project = reply.document.project
    said = [
        clause
        for body in reply.bodies
        for clause in clauses_of(body.text, language_of(body, reply), project)
    ]
    redirects = [clause for clause in said if "website-redirect" in clause.families]
    if not redirects or not all(map(_says_nothing, said)):
        return
    if reply.kind is ReplyKind.UNKNOWN and not _is_answer(reply, said):
        return
    if not is_understood(reply):
        yield Skipped(redirects[0], "a part of its words is not known")
    elif not tells_a_way(reply):
        yield Finding(
            redirects[0],
            "this answer says nothing else than where the website is: say that the message has"
            " arrived, who reads it, and by when",
            related=[Related(reply, "the answer")],
        )


def _is_answer(reply: Reply, said: Sequence[Clause]) -> bool:
    """Whether somebody has asked something, as its header or its thanks show."""
    if any("credentials-request" in one.families for one in said):
        return False
    return any("thanks" in one.families for one in said) or any(
        header.name.lower() == "auto-submitted"
        and header.value.plain.lower().startswith("auto-replied")
        for header in reply.headers
    )


def _says_nothing(clause: Clause) -> bool:
    """Whether it is about the website, a greeting or thanks, or an address alone."""
    if clause.durations or clause.has_hours or clause.has_days:
        return False
    if not _NOTHING_SAID.isdisjoint(clause.families):
        return True
    return len(clause.text.split()) <= _SHORT and not clause.families
