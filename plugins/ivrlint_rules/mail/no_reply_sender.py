"""The rule `no-reply-sender`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ivrlint.finding import Edit, Finding, Fix, Severity, Skipped
from ivrlint.model import UNKNOWN, Address, Reply
from ivrlint.places import Place
from ivrlint.regex import pattern
from ivrlint.rule import Findings, rule
from ivrlint_rules.addresses import is_unread
from ivrlint_rules.fixes.stating import stated

_DELIVERY: Final = r"(?i)^(?:delivery|disposition)"
_ADDRESS: Final = pattern(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_FROM: Final = pattern(r"(?i)from:")


@rule("warning", since="0.1", fix="unsafe")
def no_reply_sender(
    reply: Reply, *, exempt_purposes: Sequence[str] = ("security-code",), reply_to: str = ""
) -> Findings:
    """The answer comes from an address you cannot answer.

    The customer wants to add something, or to say that the matter is solved,
    presses "reply", and nobody gets it.

    The rule looks at what stands before the `@` of the sender, and of the
    reply-to address where there is one, in almost seventy languages. Where answers
    go to another, real address it only informs. With `reply-to` set, a fix lets answers
    go there, and the rule is content with that address. It is silent where the format
    cannot say where answers go, and about messages for a purpose that needs no
    answer. The envelope sender may be empty or no-reply; that is correct.

    Source: a customer who could not answer `auto-reply@`; RFC 3834 (the From
    field should reach the people who maintain the responder).

    Options:

        exempt-purposes: Purposes of messages (fact `purpose`) that need no answer.
        reply-to: The address at which people read answers, for the fix; without it there is none.

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
                fix=_fix(reply, reply_to),
            )
        elif isinstance(sender, Address) and is_unread(sender) and back.address != reply_to:
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
                fix=_fix(reply, reply_to),
            )


def _is_delivery_report(reply: Reply) -> bool:
    """Whether it is a report about delivery or reading, which has a sender of its own."""
    return any(
        header.name.lower() == "content-type" and "report-type" in header.value.plain
        for header in reply.headers
    ) or any(re.match(_DELIVERY, body.media_type.partition("/")[2]) for body in reply.bodies)


def _fix(reply: Reply, address: str) -> Fix | None:
    """The fix that lets answers go to an address; None where it is none that people read."""
    if not _ADDRESS.fullmatch(address) or is_unread(Address(address, reply.place)):
        return None
    if reply.document.format == "ivr":
        edit = stated(reply, f'reply-to "{address}"')
    elif reply.document.format == "mail":
        edit = _in_header(reply, address)
    else:
        edit = None
    return None if edit is None else Fix(f"let answers go to {address!r}", (edit,))


def _in_header(reply: Reply, address: str) -> Edit | None:
    """The edit of the header `Reply-To`, or a new one above the sender's."""
    sender, back = reply.sender, reply.reply_to
    if isinstance(back, Address):
        return Edit(back.place, address) if back.place.text == back.address else None
    if not isinstance(sender, Address):
        return None
    source, line = sender.place.source, sender.place.begin.line
    written = source.line_text(line)
    if not _FROM.match(written):
        return None
    start = source.line_starts[line - 1]
    ending = "\r\n" if source.text.startswith("\r\n", start + len(written)) else "\n"
    return Edit(Place(source, start, start), f"Reply-To: {address}{ending}")
