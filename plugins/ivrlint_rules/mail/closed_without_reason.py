"""The rule `closed-without-reason`."""

from __future__ import annotations

from typing import Final

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.model import Reply
from ivrlint.regex import pattern
from ivrlint.rule import Findings, rule
from ivrlint.text import Variable
from ivrlint.words import Clause
from ivrlint_rules.replying import (
    endings_in,
    is_understood,
    name_parts,
    named_in_data,
    saying_in,
)

_WORD: Final = pattern(r"[^\W\d_]{4,}")
_STEM: Final = 6
"""Letters of a word that have to be the same: `geannuleerd` and `geannuleerde`."""


@rule("error", since="0.1")
def closed_without_reason(
    reply: Reply, *, overlap: float = 0.6, need_apology: bool = False
) -> Findings:
    """The case is closed or refused, and nobody says why.

    Three rounds of questions, then a mail: closed. No explanation, no sorry. Who
    does not know the reason cannot do anything about it, and calls.

    The rule looks for a closed case, a refusal or a blocked account in what
    customers get, and for a reason beside it: because, since, at your request, repaired, merged
    with another case. A reason that says nothing but what the customer had asked
    (value `intent` of the message) is none. The rule is silent where a placeholder
    or a part of the text may hold the reason, where the customer has confirmed
    that the matter is resolved (tag `resolved`), and about other kinds of
    messages.

    Source: a customer whose case was "closed" without an explanation; another
    whose request for money back was refused "because your journey was cancelled",
    which was why he asked; Spain's law (Ley 10/2025) asks for a reasoned answer.

    Options:

        overlap (share): The share of a reason's words that the request may hold.
        need-apology: Whether a closed case or a refusal also has to say sorry.

    Bad:

        reply case-closed {
            kind closed
            language en
            subject "Your case"
            body "We have closed your case."  //! nobody says why
        }

    Good:

        reply case-closed {
            kind closed
            language en
            subject "Your case"
            body "We have closed your case, because your money was paid back."
        }

    Bad:

        reply refused {
            kind refusal
            language en
            subject "Your request {case}"
            body "Your request cannot be processed because your journey was cancelled."  //! asked
            fact intent "money back for a cancelled journey"
        }

    Bad (helpdesk):

        {"name": "closed", "active": true, "condition": {}, "perform": {"notification.email": {
          "recipient": "ticket_customer", "subject": "Your case #{ticket.number} is closed",
          "body": "<html lang='en'>Dear customer, we have closed your case.</html>"  <!--! why -->
        }}}
    """
    ends = endings_in(reply)
    if not ends:
        return
    reasons = saying_in(reply, "reason")
    if reasons:
        yield from _repeated(reply, ends[0], reasons, overlap)
    elif not is_understood(reply) or _holds_a_reason(reply):
        yield Skipped(ends[0], "a part of its words is not known, and may hold the reason")
    else:
        yield Finding(
            ends[0],
            "people are told that it is over, and nobody says why: give the reason",
        )
    if need_apology and is_understood(reply) and not saying_in(reply, "apology"):
        yield Finding(ends[0], "people are told that it is over, and nobody says sorry")


def _holds_a_reason(reply: Reply) -> bool:
    """Whether a placeholder of the bodies may hold it: `Result: {outcome}`."""
    names = named_in_data("placeholders-without-reference") | named_in_data(
        "placeholders-of-numbers"
    )
    return any(
        not (parts := name_parts(piece)) or parts[-1] not in names
        for body in reply.bodies
        for piece in body.text.pieces
        if isinstance(piece, Variable)
    )


def _repeated(reply: Reply, ending: Clause, reasons: list[Clause], overlap: float) -> Findings:
    """A finding where all reasons are in words of the request."""
    asked = _stems(reply.value("intent") or "")
    if not asked:
        return
    for reason in reasons:
        why = reason.families["reason"]
        at = reason.text.lower().find(why.partition("'")[2].rpartition("'")[0].lower())
        words = _stems(reason.text[max(at, 0) :]) - _stems(why)
        if not words or len(words & asked) < overlap * len(words):
            return
    yield Finding(
        reasons[0],
        "the reason given is what the customer had asked about, so nobody says why:"
        " explain the decision",
        related=() if reasons[0] is ending else [Related(ending, "what is explained")],
    )


def _stems(text: str) -> set[str]:
    return {word.lower()[:_STEM] for word in _WORD.findall(text)}
