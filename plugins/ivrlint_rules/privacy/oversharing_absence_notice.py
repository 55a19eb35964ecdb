"""The rule `oversharing-absence-notice`."""

from __future__ import annotations

from typing import Final

from ivrlint.finding import Finding
from ivrlint.model import Reply, ReplyKind
from ivrlint.rule import Findings, rule
from ivrlint_rules.replying import is_to_customers, saying_in

_WHOM: Final = {"external": "strangers", "internal": "everybody in the house"}


@rule("warning", since="0.1")
def oversharing_absence_notice(reply: Reply, *, audience: str = "external") -> Findings:
    """The absence notice tells strangers too much.

    An absence notice goes to everyone who writes, also to those who guess
    addresses. Where somebody travels, that somebody is ill, or a private number
    tells a burglar when the house is empty, and a fraudster what to ask for.

    The rule looks at absence notices for a place of travel, an illness, an
    operation or a funeral, and for a private number. It is silent about notices
    for people of the same company (`audience internal`), about a holiday without a
    place, about the number of the office, and about texts in a language that
    there are no words for.

    Source: RFC 3834, sections 2 and 6, on what such notices reveal.

    Options:

        audience: Whose notices are looked at, external or internal.

    Bad:

        reply away {
            kind absence
            language en
            subject "Out of office"
            body "I am travelling to Japan with my family until 1 June."  //! strangers
        }

    Bad:

        reply away {
            kind absence
            language en
            subject "Out of office"
            body "I am in hospital, and back in three weeks."  //! strangers
        }

    Good:

        reply away {
            kind absence
            language en
            subject "Out of office"
            body "I am on holiday until 1 June. Call our office: +44 20 7946 0100."
        }

    Good:

        reply away {
            kind absence
            language en
            audience internal
            subject "Out of office"
            body "I am travelling to Japan with my family until 1 June."
        }

    Bad (sieve):

        require "vacation";
        vacation "I am gone for today: I have a conference in Seattle.";  #! strangers
    """
    if reply.kind is not ReplyKind.ABSENCE:
        return
    if (reply.audience or "external") != audience:
        return
    if audience == "external" and not is_to_customers(reply):
        return
    for clause in saying_in(reply, "private-detail")[:1]:
        yield Finding(
            clause,
            f"this tells {_WHOM.get(audience, audience)} more than they need:"
            " say until when, and who can help",
        )
