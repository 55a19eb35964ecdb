"""The mails that tell of a voice message: `voicemail.tpl` and `notify-voicemail.tpl`.

After `mod_voicemail.c`: headers up to the first empty line, then the body, which mostly begins
with a Content-Type of its own and holds the same text twice, plain and as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any, Final

from ivrlint.model import UNKNOWN, Address, Body, Header, Maybe, Reply, ReplyKind
from ivrlint.places import Place, Source
from ivrlint.text import Text
from ivrlint_formats.data import String
from ivrlint_formats.freeswitch.lowering.sounds import VARIABLES
from ivrlint_formats.spoken import collapsed, text_of

_HEADER: Final = re.compile(
    r"([A-Za-z][\w-]*+):[ \t]*([^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*)(?:\r?\n|\Z)"
)
_ADDRESS: Final = re.compile(r"(?:\"?([^\"<>]*?)\"?\s*)?<([^<>\s]*)>|([^<>\s]+)")
_BOUNDARY: Final = re.compile(r"boundary=\"?([^\"\s;]+)\"?", re.IGNORECASE)
_PART: Final = re.compile(r"Content-Type:\s*([\w/+.-]+)", re.IGNORECASE)
_EMPTY: Final = re.compile(r"\r?\n[ \t]*\r?\n")
_MOST_PARTS: Final = 20
_TRIGGER: Final = "a message in a mailbox"


def mail(source: Source) -> Reply:
    """The mail that a template is."""
    headers, at = _headers(source)
    by_name = {name.lower(): value for name, value in reversed(headers)}
    bodies = tuple(_bodies(source, at))
    return Reply(
        name=PurePosixPath(source.path).stem,
        place=source.place(0, 0),
        kind=ReplyKind.INFORMATION,
        sender=_address(by_name.get("from")),
        reply_to=_address(by_name["reply-to"]) if "reply-to" in by_name else None,
        subject=text_of(by_name["subject"], variables=VARIABLES) if "subject" in by_name else None,
        headers=tuple(
            Header(name, text_of(value, variables=VARIABLES), value.place)
            for name, value in headers
        ),
        bodies=bodies,
        trigger=_TRIGGER,
        audience="internal",
    )


def headers_of(source: Source) -> Any:
    """The headers and the parts of a template as plain data."""
    headers, at = _headers(source)
    return {
        "headers": [
            {"name": name, "value": value.value, "line": value.place.begin.line}
            for name, value in headers
        ],
        "parts": [
            {
                "type": body.media_type,
                "line": body.place.begin.line,
                "end": body.place.finish.line,
            }
            for body in _bodies(source, at)
        ],
    }


def _headers(source: Source) -> tuple[list[tuple[str, String]], int]:
    """The headers, and the offset behind the empty line after them."""
    found: list[tuple[str, String]] = []
    at = 1 if source.text.startswith("\ufeff") else 0
    while match := _HEADER.match(source.text, at):
        place = source.place(match.start(2), match.end(2))
        found.append((match[1], String(match[2], place, place)))
        at = match.end()
    return found, at


def _bodies(source: Source, at: int) -> Iterator[Body]:
    """The parts of the body: between boundaries, where there are any."""
    text = source.text
    boundary = _BOUNDARY.search(text, 0, at + 500)
    if boundary is None:
        yield from _body(source, at, len(text), "text/plain")
        return
    marker = f"--{boundary[1]}"
    starts: list[int] = []
    found = text.find(marker, boundary.end())
    while found >= 0 and len(starts) <= _MOST_PARTS:
        starts.append(found)
        found = text.find(marker, found + len(marker))
    for start, end in pairwise(starts):
        begin = start + len(marker)
        empty = _EMPTY.search(text, begin, end)
        kind = _PART.search(text, begin, empty.start() if empty else end)
        yield from _body(
            source, empty.end() if empty else begin, end, kind[1].lower() if kind else "text/plain"
        )


def _body(source: Source, start: int, end: int, media_type: str) -> Iterator[Body]:
    written = source.text[start:end]
    stripped = written.strip()
    if not stripped:
        return
    begin = start + len(written) - len(written.lstrip())
    place = source.place(begin, begin + len(stripped))
    is_html = media_type == "text/html"
    said = text_of(String(stripped, place, place), variables=VARIABLES, ssml=is_html)
    if is_html:
        said = Text.of(collapsed(said.pieces))
    yield Body(said, place, media_type=media_type)


def _address(value: String | None) -> Maybe[Address]:
    """The sender; UNKNOWN where only the call says who it is."""
    if value is None:
        return UNKNOWN
    match = _ADDRESS.search(value.value)
    if match is None:
        return UNKNOWN
    group = 2 if match[2] is not None else 3
    if "${" in match[group]:
        return UNKNOWN
    place: Place = value.part(*match.span(group)).place
    return Address(match[group], place, match[1] or None)
