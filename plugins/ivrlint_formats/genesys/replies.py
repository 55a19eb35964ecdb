"""The mails that a flow sends by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.model import UNKNOWN, Address, Body, Channel, Maybe, Reply, ReplyKind, Unknown
from ivrlint.text import Text
from ivrlint_formats.data import Node, Object, String
from ivrlint_formats.genesys.context import Context
from ivrlint_formats.genesys.drafts import Block
from ivrlint_formats.genesys.speech import text_in
from ivrlint_formats.genesys.values import literal, object_in

_MAILS: Final = frozenset({"sendAutoReply", "sendResponse", "completeSurveyInvite"})


def reply_name(flow: Context, number: int) -> str:
    """The name of the mail that a step sends, unlike that of any other flow."""
    return f"{flow.flow_name}: {flow.names[number]}"


def replies_of(flow: Context) -> tuple[Reply, ...]:
    """Every mail that a flow sends."""
    return tuple(_replies(flow))


def _replies(flow: Context) -> Iterator[Reply]:
    if flow.platform.channel(flow.draft.kind) is not Channel.FORM:
        return
    goes_on = any(one.kind == "transferToAcd" for one in flow.draft.blocks.values())
    for number, block in flow.draft.blocks.items():
        if block.kind not in _MAILS or number not in flow.names:
            continue
        if block.kind == "completeSurveyInvite":
            yield _reply(flow, number, block, ReplyKind.SURVEY, "inviteBody", "inviteSubject")
        else:
            kind = ReplyKind.ACKNOWLEDGEMENT if goes_on else ReplyKind.UNKNOWN
            yield _reply(flow, number, block, kind, "messageBody", "subject")


def _reply(
    flow: Context, number: int, block: Block, kind: ReplyKind, body_key: str, subject_key: str
) -> Reply:
    node = block.body.get(body_key)
    text = text_in(node)
    place = node.place if node is not None else block.place
    subject: Maybe[Text] = text_in(block.body.get(subject_key)) or UNKNOWN
    return Reply(
        name=reply_name(flow, number),
        place=block.place,
        kind=kind,
        sender=_address(block.body.get("from")),
        reply_to=_address(block.body.get("replyTo"), None),
        subject=subject,
        bodies=(Body(text, place),) if text else (),
        language=flow.language,
        trigger=f"{block.title} of {flow.draft.kind}",
        excludes=frozenset({"automatic"}) if _drops_automatic(flow.settings) else UNKNOWN,
    )


def _address(node: Node | None, unset: Unknown | None = UNKNOWN) -> Maybe[Address]:
    """An address that the action sets, `unset` where it sets none.

    A sender that is not set is the address of the mail's route, which is not at hand.
    """
    found = literal(node)
    if isinstance(found, Object):
        found = found.get("address") or found.get("name")
    if isinstance(found, String) and found.value.strip():
        return Address(found.value.strip(), found.place)
    return UNKNOWN if isinstance(node, Object) and node.get("exp") is not None else unset


def _drops_automatic(settings: Object) -> bool:
    """Whether mails that a machine has sent are not answered."""
    handling = object_in(settings, "settingsInboundEmailHandling", "emailHandling")
    return handling is not None and handling.get("disconnect") is not None
