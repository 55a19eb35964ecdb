"""The rule `no-reply-sender`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ivrlint.finding import Finding, Severity, Skipped
from ivrlint.model import UNKNOWN, Address, Reply
from ivrlint.rule import Findings, rule
from ivrlint_rules.addresses import is_unread

_DELIVERY: Final = r"(?i)^(?:delivery|disposition)"


@rule("warning", since="0.1")
def no_reply_sender(
    reply: Reply, *, exempt_purposes: Sequence[str] = ("security-code",)
) -> Findings:
    """The answer comes from an address you cannot answer.

    The customer wants to add something, or to say that the matter is solved,
    presses "reply", and nobody gets it.

    The rule looks at what stands before the `@` of the sender, and of the
    reply-to address where there is one, in almost seventy languages. Where answers
    go to another, real address it only informs. It is silent where the format
    cannot say where answers go, and about messages for a purpose that needs no
    answer. The envelope sender may be empty or no-reply; that is correct.

    Source: a customer who could not answer `auto-reply@`; RFC 3834 (the From
    field should reach the people who maintain the responder).

    Options:

        exempt-purposes: Purposes of messages (fact `purpose`) that need no answer.

    Bad:

        reply case-created {
            kind acknowledgement
            from "auto-reply@parcels.example"  //! nobody reads 'auto-reply@parcels.example'
            subject "We have received your report"
        }

    Good:

        reply case-created {
            kind acknowledgement
            from "service@parcels.example"
            subject "We have received your report"
        }

    Bad:

        reply case-created {
            kind acknowledgement
            from "no-reply@parcels.example"  //! info: answers go to 'service@parcels.example'
            reply-to "service@parcels.example"
            subject "We have received your report"
        }
    """
    if reply.value("purpose") in exempt_purposes or _is_delivery_report(reply):
        return
    knows = reply.document.knows
    sender, back = reply.sender, reply.reply_to
    if isinstance(back, Address):
        if is_unread(back):
            yield Finding(
                back,
                f"answers go to {back.address!r}, which nobody reads;"
                " name an address that people read",
            )
        elif isinstance(sender, Address) and is_unread(sender):
            yield Finding(
                sender,
                f"{sender.address!r} looks as if nobody could be answered;"
                f" answers go to {back.address!r}, so why not send from there",
                severity=Severity.INFO,
            )
    elif isinstance(sender, Address) and is_unread(sender):
        if back is UNKNOWN and "reply.reply-to" not in knows:
            yield Skipped(sender, "it is not known where answers go")
        else:
            yield Finding(
                sender,
                f"nobody reads {sender.address!r};"
                " send from an address that people read, or name one for answers",
            )


def _is_delivery_report(reply: Reply) -> bool:
    """Whether it is a report about delivery or reading, which has a sender of its own."""
    return any(
        header.name.lower() == "content-type" and "report-type" in header.value.plain
        for header in reply.headers
    ) or any(re.match(_DELIVERY, body.media_type.partition("/")[2]) for body in reply.bodies)
