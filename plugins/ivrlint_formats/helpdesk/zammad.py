"""Triggers of Zammad, as `/api/v1/triggers` gives them.

`perform` names what is done; `notification.email` is a mail. `condition` maps what is compared to
an operator and a value; newer versions nest them under `operator` and `conditions`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.model import Reply, ReplyKind
from ivrlint_formats.data import Array, Node, Object, Scalar, String
from ivrlint_formats.helpdesk.making import reply

_CUSTOMERS: Final = frozenset(
    {"article_last_sender", "ticket_customer", "article_to", "article_cc", "customer"}
)
_STAFF: Final = frozenset({"ticket_owner", "ticket_agents"})
_CREATED: Final = "ticket.action is create"
_MOST: Final = 5


def zammad(item: Object) -> list[Reply]:
    """The mail that a trigger sends; none where it sends none or is switched off."""
    perform = item.object("perform")
    mail = perform.object("notification.email") if perform is not None else None
    if mail is None or _is_off(item):
        return []
    conditions = list(_conditions(item.get("condition")))
    audience = _audience(mail.get("recipient"))
    kind = ReplyKind.UNKNOWN
    if _CREATED in conditions and audience == "external":
        kind = ReplyKind.TICKET
    name = item.string("name")
    return [
        reply(
            name=" ".join(name.value.split()) if name is not None else "trigger",
            place=name.place if name is not None else mail.place,
            engine="zammad",
            kind=kind,
            subject=mail.string("subject"),
            body=mail.string("body"),
            trigger=told(conditions),
            audience=audience,
        )
    ]


def told(conditions: list[str]) -> str | None:
    """Conditions as one line."""
    if not conditions:
        return None
    more = [f"{len(conditions) - _MOST} more conditions"] if len(conditions) > _MOST else []
    return " and ".join([*conditions[:_MOST], *more])


def _is_off(item: Object) -> bool:
    active = item.get("active")
    return isinstance(active, Scalar) and active.value is False


def _conditions(node: Node | None) -> Iterator[str]:
    if not isinstance(node, Object):
        return
    nested = node.get("conditions")
    if isinstance(nested, Array):
        # One level: deeper ones say nothing that a line could hold.
        for one in nested.items:
            if isinstance(one, Object) and one.text("name"):
                yield _condition(one.text("name") or "", one)
        return
    for member in node.members:
        if isinstance(member.value, Object):
            yield _condition(member.key.value, member.value)


def _condition(name: str, how: Object) -> str:
    return f"{name} {how.text('operator') or 'is'} {shown(how.get('value'))}".strip()


def shown(node: Node | None) -> str:
    """A value in a line."""
    match node:
        case String():
            text = " ".join(node.value.split())
            return text if len(text) <= 60 else text[:59] + "…"
        case Scalar():
            return "" if node.value is None else str(node.value).lower()
        case Array():
            items = [shown(item) for item in node.items[:_MOST] if not isinstance(item, Array)]
            return " or ".join(filter(None, items))
    return ""


def _audience(node: Node | None) -> str | None:
    names: set[str] = set()
    if isinstance(node, String):
        names.add(node.value)
    elif isinstance(node, Array):
        names |= {item.value for item in node.items if isinstance(item, String)}
    if names & _CUSTOMERS:
        return "external"
    return "internal" if names and names <= _STAFF else None
