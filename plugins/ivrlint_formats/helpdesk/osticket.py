"""Templates of osTicket (`include/i18n/…/templates/email/*.yaml`): `subject` and `body`.

What sets a template off, and who gets it, is its code name: that of the file, or `code_name`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ivrlint.model import Reply, ReplyKind
from ivrlint_formats.data import Object
from ivrlint_formats.helpdesk.making import reply


class _Use(NamedTuple):
    kind: ReplyKind
    trigger: str
    audience: str


_USES: Final = {
    "ticket.autoresp": _Use(ReplyKind.TICKET, "a customer opens a ticket", "external"),
    "ticket.autoreply": _Use(ReplyKind.TICKET, "a ticket fits a canned answer", "external"),
    "message.autoresp": _Use(
        ReplyKind.ACKNOWLEDGEMENT, "a customer adds a message to a ticket", "external"
    ),
    "ticket.notice": _Use(ReplyKind.TICKET, "an agent opens a ticket for a customer", "external"),
    "ticket.overlimit": _Use(ReplyKind.REFUSAL, "a customer has too many open tickets", "external"),
    "ticket.reply": _Use(ReplyKind.UNKNOWN, "an agent answers a ticket", "external"),
    "ticket.autoclose": _Use(ReplyKind.CLOSED, "a ticket is closed by itself", "external"),
    "ticket.autosurvey": _Use(ReplyKind.SURVEY, "a ticket is closed", "external"),
    "ticket.activity.notice": _Use(
        ReplyKind.INFORMATION, "another participant adds a message to a ticket", "external"
    ),
    "user.accesslink": _Use(ReplyKind.INFORMATION, "a customer asks for a link", "external"),
}


def template(root: Object, stem: str) -> list[Reply]:
    """The mail of a template; none where there is no subject or no body."""
    subject, body = root.string("subject"), root.string("body")
    if subject is None or body is None:
        return []
    code = root.text("code_name") or stem
    use = _USES.get(code.removesuffix(".bcc"))
    internal = use is None and (code.endswith((".alert", ".overdue")) or code.startswith("staff."))
    return [
        reply(
            name=code,
            place=subject.place,
            engine="osticket",
            kind=use.kind if use else ReplyKind.UNKNOWN,
            subject=subject,
            body=body,
            trigger=use.trigger if use else None,
            audience=use.audience if use else ("internal" if internal else None),
        )
    ]
