"""What a message says: its parts that people read, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import Body, Link
from ivrlint.text import Piece, Text
from ivrlint_formats.data import String
from ivrlint_formats.messages.changing import cut
from ivrlint_formats.messages.decoding import decoded
from ivrlint_formats.messages.entity import Entity
from ivrlint_formats.messages.html import html_text
from ivrlint_formats.messages.links import links_in

Reader = Callable[[String], Iterable[Piece]]
"""How words and placeholders of a text are told apart."""

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Contents:
    """The parts of a message that are read, and where they lead."""

    bodies: tuple[Body, ...]
    links: tuple[Link, ...]


def contents_of(entity: Entity, read: Reader) -> Contents:
    """The texts of a message. Of alternatives the plain one counts, with the links of all."""
    bodies: list[Body] = []
    links: list[Link] = []
    for body, found in _contents(entity, read, entity):
        if body is not None:
            bodies.append(body)
        links += found
    return Contents(tuple(bodies), tuple(links))


def language_of(entity: Entity) -> str | None:
    """What Content-Language says, where it is one language."""
    value = entity.text("content-language")
    return value if _LANGUAGE.fullmatch(value) else None


def _contents(
    entity: Entity, read: Reader, whole: Entity
) -> Iterator[tuple[Body | None, tuple[Link, ...]]]:
    if entity.parts:
        found = [(part, list(_contents(part, read, whole))) for part in entity.parts]
        if entity.media_type == "multipart/alternative":
            yield from _alternative(found)
            return
        for _, bodies in found:
            yield from bodies
        return
    disposition = entity.text("content-disposition").lower()
    if disposition.startswith("attachment") or not entity.media_type.startswith("text/"):
        return
    if entity.media_type not in ("text/plain", "text/html", "text/enriched", "text/markdown"):
        return
    string = decoded(entity)
    language = language_of(entity) or language_of(whole)
    if entity.media_type == "text/html":
        html = html_text(string, read)
        if html.text:
            body = Body(html.text, html.text.place, language or html.language, entity.media_type)
            yield body, html.links
        return
    trimmed = cut(string, 0, len(string.value.rstrip()))
    text = Text.of(read(trimmed))
    if text.plain.strip():
        yield Body(text, trimmed.place, language, entity.media_type), tuple(links_in(text))


def _alternative(
    found: list[tuple[Entity, list[tuple[Body | None, tuple[Link, ...]]]]],
) -> Iterator[tuple[Body | None, tuple[Link, ...]]]:
    """The plain one of several forms of a text; those of other languages are no other forms."""
    said = [each for _, bodies in found for each in bodies if each[0] is not None]
    languages = {body.language for body, _ in said if body is not None}
    if len(languages) > 1 and None not in languages:
        yield from said
        return
    plain = [each for each in said if each[0] is not None and each[0].media_type == "text/plain"]
    chosen = plain[0] if plain else (said[-1] if said else None)
    if chosen is None:
        return
    addresses = {link.address for link in chosen[1]}
    more = [link for each in said if each is not chosen for link in each[1]]
    yield chosen[0], (*chosen[1], *(link for link in more if link.address not in addresses))
