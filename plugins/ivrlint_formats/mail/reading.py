"""From a message to a reply: its headers, what it says, where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, Final

from ivrlint.model import UNKNOWN, Address, Body, Document, Header, Maybe, Reply
from ivrlint.places import Source
from ivrlint.text import Text, Variable
from ivrlint_formats.data import String
from ivrlint_formats.mail.marks import is_received, is_report, kind_of
from ivrlint_formats.mail.placeholders import PLACEHOLDER, filled, plain
from ivrlint_formats.messages import (
    Entity,
    Field,
    Reader,
    address_of,
    contents_of,
    decoded_words,
    parse_entity,
)
from ivrlint_formats.messages.bodies import language_of

FORMAT: Final = "mail"
_KNOWS: Final = frozenset({"reply.sender", "reply.reply-to", "reply.headers"})
_TRANSPORT: Final = re.compile(
    r"(?i)received.*|x-received|return-path|from|reply-to|subject|date|mime-version|content-.*|"
    r"dkim-.*|domainkey-.*|arc-.*|authentication-results|x-ms-.*|x-google-.*|x-gm-.*|x-spam-.*|"
    r"x-originat.*|delivered-to|envelope-to|delivery-date|x-microsoft-.*|x-forefront-.*|thread-.*"
)
_MOST_HEADERS: Final = 100
_LONGEST_ADDRESS: Final = 1_000


def entity_of_text(text: str) -> Entity:
    """The message that a text holds, wherever it comes from."""
    return _entity(Source("", text))


def _entity(source: Source) -> Entity:
    start = 1 if source.text.startswith("\ufeff") else 0
    place = source.place(start, len(source.text))
    return parse_entity(String(source.text[start:], place, place))


def read(source: Source) -> Document:
    """The reply that a message is; reports on delivery are left alone."""
    entity = _entity(source)
    replies = () if is_report(entity) else (_reply(source, entity),)
    return Document(
        source=source,
        format=FORMAT,
        replies=replies,
        statements=tuple(field.place for field in entity.fields),
        knows=_KNOWS,
    )


def _reply(source: Source, entity: Entity) -> Reply:
    # What stands in braces in a mail that came was not filled in; in a template it will be.
    heard = plain if is_received(entity) else filled
    contents = contents_of(entity, heard)
    subject_field = entity.field("subject")
    subject = Text.of(heard(decoded_words(subject_field.value))) if subject_field else None
    sender = _address(entity, "from")
    place = subject_field.place if subject_field else source.place(0, 0)
    return Reply(
        name=PurePosixPath(source.path).stem or FORMAT,
        place=place,
        kind=kind_of(entity),
        sender=sender,
        reply_to=_address(entity, "reply-to"),
        envelope=_envelope(entity),
        headers=tuple(_headers(entity, heard)),
        subject=subject or None,
        bodies=contents.bodies,
        language=language_of(entity),
        variables=_variables(subject, contents.bodies),
        links=contents.links,
    )


def _address(entity: Entity, name: str) -> Maybe[Address]:
    field = entity.field(name)
    if field is None:
        return None
    value = decoded_words(field.value)
    if re.search(PLACEHOLDER, value.value[:_LONGEST_ADDRESS]):
        return UNKNOWN
    return address_of(value) or UNKNOWN


def _envelope(entity: Entity) -> Maybe[Address]:
    """What MAIL FROM was; a receiving server keeps it as Return-Path."""
    field = entity.field("return-path")
    if field is None:
        return UNKNOWN
    if field.value.value.strip() in ("<>", ""):
        return Address("<>", field.value.inside)
    return address_of(field.value) or UNKNOWN


def _headers(entity: Entity, heard: Reader) -> Iterator[Header]:
    for field in entity.fields[:_MOST_HEADERS]:
        if not _TRANSPORT.fullmatch(field.name):
            value = Text.of(heard(decoded_words(field.value)))
            yield Header(field.name, value, field.place)


def _variables(subject: Text | None, bodies: tuple[Body, ...]) -> frozenset[str]:
    texts = [body.text for body in bodies] + ([subject] if subject else [])
    return frozenset(
        piece.name for text in texts for piece in text.pieces if isinstance(piece, Variable)
    )


def syntax(source: Source) -> Any:
    """The headers and parts of a message as plain data."""
    return _shown(_entity(source))


def _shown(entity: Entity) -> dict[str, Any]:
    """A message or part as data. Reading keeps them shallow: recursion is safe."""
    shown: dict[str, Any] = {
        "headers": [_shown_field(field) for field in entity.fields],
        "type": entity.media_type,
    }
    if entity.parts:
        shown["parts"] = [_shown(part) for part in entity.parts]
    else:
        begin = entity.content.place.begin
        shown["content"] = {"line": begin.line, "characters": len(entity.content.value)}
    return shown


def _shown_field(field: Field) -> dict[str, Any]:
    begin = field.place.begin
    return {
        "name": field.name,
        "value": decoded_words(field.value).value,
        "line": begin.line,
        "column": begin.column,
    }
