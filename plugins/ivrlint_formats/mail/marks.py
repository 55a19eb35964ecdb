"""What marks a mail as sent by a machine, and what for: the facts of `marks.json`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from ivrlint.model import ReplyKind
from ivrlint_formats.messages import Entity, address_of, decoded_words
from ivrlint_formats.package_data import load_json

_RECEIVED: Final = frozenset({"received", "return-path", "delivered-to", "x-received"})
_REPORTS: Final = frozenset({"multipart/report"})
_ABOUT_DELIVERY: Final = frozenset(
    {
        "message/delivery-status",
        "message/disposition-notification",
        "message/global-delivery-status",
    }
)
_DAEMONS: Final = frozenset(
    {"mailer-daemon", "postmaster", "mailerdaemon", "mail-daemon", "mdaemon"}
)
_SENDMAIL: Final = re.compile(r"\((?:failure|warning|postmaster)[\w -]*\)", re.IGNORECASE)
_UNDELIVERED: Final = re.compile(
    r"(?i)undeliver|delivery (?:status|failure|has failed)|mail (?:delivery )?fail|returned mail|"
    r"failure notice|could not (?:be )?(?:send|sent|deliver)|error sending your mail|bounce"
)
LONGEST: Final = 2_000
"""Code points of a header that are searched."""


@cache
def _facts() -> dict[str, Any]:
    return load_json("ivrlint_formats.mail", "marks.json")


def is_automatic(entity: Entity) -> bool:
    """Whether the headers say that a machine sent the message."""
    for name, value in _facts()["headers"].items():
        for field in entity.fields:
            if field.name.lower() == name:
                text = field.value.value.strip()[:LONGEST]
                if re.fullmatch(value, text, re.IGNORECASE | re.DOTALL):
                    return True
    if is_report(entity):
        return True
    subject = _subject(entity)
    return any(re.match(each, subject, re.IGNORECASE) for each in _facts()["subjects"])


def is_received(entity: Entity) -> bool:
    """Whether it is a message that came by mail, and no template of one."""
    return any(field.name.lower() in _RECEIVED for field in entity.fields)


def is_report(entity: Entity) -> bool:
    """Whether it reports on the delivery of another message: nobody is answered with it."""
    if entity.media_type in _REPORTS or entity.field("x-failed-recipients") is not None:
        return True
    if any(part.media_type in _ABOUT_DELIVERY for part in _all(entity)):
        return True
    sender = entity.field("from")
    address = address_of(decoded_words(sender.value)) if sender else None
    if address is not None and address.local_part.lower() in _DAEMONS:
        return True
    if _SENDMAIL.search(entity.text("auto-submitted")[:LONGEST]):
        return True
    nobody = entity.text("return-path") == "<>"
    return nobody and _UNDELIVERED.search(_subject(entity)) is not None


def kind_of(entity: Entity) -> ReplyKind:
    """What the subject plainly says that the mail is for."""
    return kind_told(_subject(entity))


def kind_told(subject: str) -> ReplyKind:
    """What a subject plainly says that a mail is for; unknown where it does not say."""
    subject = subject[:LONGEST]
    for kind, expressions in _facts()["kinds"].items():
        if any(re.search(each, subject, re.IGNORECASE) for each in expressions):
            return ReplyKind(kind)
    return ReplyKind.UNKNOWN


def _subject(entity: Entity) -> str:
    field = entity.field("subject")
    return decoded_words(field.value).value.strip()[:LONGEST] if field else ""


def _all(entity: Entity) -> Iterator[Entity]:
    pending = [entity]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(current.parts)
