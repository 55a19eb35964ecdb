"""Making a reply of a subject and a body as helpdesks keep them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ivrlint.model import UNKNOWN, Body, Link, Maybe, Reply, ReplyKind
from ivrlint.places import Place
from ivrlint.text import Text, Variable
from ivrlint_formats.data import String
from ivrlint_formats.mail.marks import kind_told
from ivrlint_formats.mail.placeholders import filled
from ivrlint_formats.messages import cut, html_text, links_in

_MARKUP: Final = re.compile(
    r"</?(?:p|div|br|a|b|i|h[1-6]|table|span|strong|ul|html|body)\b", re.IGNORECASE
)


def reply(
    *,
    name: str,
    place: Place,
    engine: str,
    kind: ReplyKind,
    subject: String | None,
    body: String | None,
    trigger: str | None,
    audience: str | None,
    note: tuple[tuple[str, str], ...] = (),
) -> Reply:
    """A reply of a helpdesk. Who sends it, and its headers, stand in the helpdesk's settings."""
    heard = Text()
    if subject is not None:
        heard = Text.of(filled(cut(subject, 0, len(subject.value.rstrip()))))
    bodies: tuple[Body, ...] = ()
    links: tuple[Link, ...] = ()
    language: str | None = None
    if body is not None:
        if _MARKUP.search(body.value):
            html = html_text(body, filled)
            text, links, language = html.text, html.links, html.language
            media_type = "text/html"
        else:
            text = Text.of(filled(cut(body, 0, len(body.value.rstrip()))))
            links = tuple(links_in(text))
            media_type = "text/plain"
        if text:
            bodies = (Body(text, body.place, None, media_type),)
    if kind is ReplyKind.UNKNOWN and audience != "internal":
        kind = kind_told(heard.plain)
    shown: Maybe[Text] = heard or (UNKNOWN if subject is None else None)
    return Reply(
        name=name,
        place=place,
        kind=kind,
        subject=shown,
        bodies=bodies,
        language=language,
        trigger=trigger,
        audience=audience,
        variables=_variables([heard, *(one.text for one in bodies)]),
        links=links,
        values=(("engine", engine),),
        note=note,
    )


def _variables(texts: Iterable[Text]) -> frozenset[str]:
    return frozenset(
        piece.name for text in texts for piece in text.pieces if isinstance(piece, Variable)
    )
