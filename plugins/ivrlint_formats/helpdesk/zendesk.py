"""Triggers and automations of Zendesk, as `/api/v2/triggers` and `/api/v2/automations` give them.

An action `notification_user` holds the recipient, the subject and the body of a mail,
`notification_group` the same for agents. `conditions` are `all` and `any`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.model import Reply, ReplyKind
from ivrlint_formats.data import Array, Object, Scalar, String
from ivrlint_formats.helpdesk.making import reply
from ivrlint_formats.helpdesk.zammad import shown, told

_ACTIONS: Final = frozenset({"notification_user", "notification_group"})
_CUSTOMERS: Final = frozenset({"requester_id", "requester_and_ccs", "end_users", "current_user_id"})
_STAFF: Final = frozenset({"assignee_id", "group_id", "all_agents", "agent", "current_user"})
_CREATED: Final = frozenset({"update_type is Create", "update_type is create"})


def zendesk(item: Object) -> list[Reply]:
    """The mails that a trigger or an automation sends; none where it is switched off."""
    active = item.get("active")
    if isinstance(active, Scalar) and active.value is False:
        return []
    title = item.string("title") or item.string("name")
    every, some = _conditions(item.object("conditions"))
    conditions = [*every, *([f"one of: {', '.join(some)}"] if some else [])]
    found: list[Reply] = []
    for action in item.objects("actions"):
        value = action.get("value")
        if action.text("field") not in _ACTIONS or not isinstance(value, Array):
            continue
        parts = [part if isinstance(part, String) else None for part in value.items]
        if len(parts) < 3:
            continue
        recipient, subject, body = parts[:3]
        audience = _audience(action.text("field") or "", recipient)
        kind = ReplyKind.UNKNOWN
        if audience == "external" and _CREATED & set(every):
            kind = ReplyKind.TICKET
        name = " ".join(title.value.split()) if title is not None else "trigger"
        found.append(
            reply(
                name=name if not found else f"{name} {len(found) + 1}",
                place=title.place if title is not None else action.place,
                engine="zendesk",
                kind=kind,
                subject=subject,
                body=body,
                trigger=told(conditions),
                audience=audience,
            )
        )
    return found


def _conditions(node: Object | None) -> tuple[list[str], list[str]]:
    if node is None:
        return [], []
    return list(_told(node, "all")), list(_told(node, "any"))


def _told(node: Object, key: str) -> Iterator[str]:
    for one in node.objects(key):
        words = (one.text("field") or "", one.text("operator") or "is", shown(one.get("value")))
        yield " ".join(filter(None, words))


def _audience(field: str, recipient: String | None) -> str | None:
    if field == "notification_group":
        return "internal"
    if recipient is None:
        return None
    if recipient.value in _CUSTOMERS:
        return "external"
    return "internal" if recipient.value in _STAFF else None
