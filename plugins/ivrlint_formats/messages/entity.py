"""The structure of a message: headers and parts, each with its place.

The standard library parses messages, but forgets where everything stood. So lines and boundaries
are found here, and what a header means is asked of the library.
"""

from __future__ import annotations

import re
from dataclasses import field
from email.message import Message
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.places import Place
from ivrlint_formats.data import String
from ivrlint_formats.messages.changing import Change, changed, cut

MOST_FIELDS: Final = 1_000
"""Headers of one message or part that are read."""
MOST_PARTS: Final = 200
"""Parts of one message, all levels together, that are read."""
DEEPEST: Final = 10
"""Parts in one another that are read."""
LONGEST_VALUE: Final = 10_000
"""Code points of a header that are asked for their meaning."""

_FIELD: Final = re.compile(r"([!-9;-~]{1,200})[ \t]*:[ \t]*([^\n]*(?:\n[ \t][^\n]*)*)(?:\n|\Z)")
_BLANK: Final = re.compile(r"[ \t]*\r?(?:\n|\Z)")
_MBOX: Final = re.compile(r">?From [^\n]*\n")
_FOLD: Final = re.compile(r"\r?\n[ \t]+")
_DEFAULT: Final = "text/plain"


@dataclass(frozen=True, slots=True)
class Field:
    """A header: its name as written, its value without line breaks, all of it."""

    name: str
    value: String
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A message or a part of one; `content` is what follows its headers, as it stands there."""

    fields: tuple[Field, ...]
    content: String
    parts: tuple[Entity, ...] = ()
    media_type: str = _DEFAULT
    charset: str | None = None

    def field(self, name: str) -> Field | None:
        """The first header of a name (in lower case)."""
        return next((one for one in self.fields if one.name.lower() == name), None)

    def text(self, name: str) -> str:
        """What the first header of a name says, empty where there is none."""
        found = self.field(name)
        return found.value.value.strip() if found else ""

    def parameter(self, name: str, parameter: str) -> str | None:
        """A parameter of a header such as Content-Type."""
        return _parameter(self.text(name), parameter)


def parse_entity(string: String) -> Entity:
    """The message that a text holds; never raises for bad content."""
    return _Entities().entity(string, 0, _DEFAULT)


class _Entities:
    def __init__(self) -> None:
        self.count = 0

    def entity(self, string: String, depth: int, default: str) -> Entity:
        """A message or a part. Recursion is safe: `DEEPEST` bounds it."""
        self.count += 1
        text = string.value
        at = 0
        mbox = _MBOX.match(text) if not depth else None
        if mbox is not None:
            at = mbox.end()
        fields: list[Field] = []
        while len(fields) < MOST_FIELDS and (found := _FIELD.match(text, at)):
            fields.append(_field(string, found))
            at = found.end()
        blank = _BLANK.match(text, at)
        if blank is not None and blank.end() > blank.start():
            at = blank.end()
        content = cut(string, at, len(text))
        said = next((one for one in fields if one.name.lower() == "content-type"), None)
        value = said.value.value[:LONGEST_VALUE] if said else ""
        media_type = _media_type(value) or default
        parts: tuple[Entity, ...] = ()
        if media_type.startswith("multipart/") and depth < DEEPEST:
            boundary = _parameter(value, "boundary")
            if boundary:
                within = "message/rfc822" if media_type == "multipart/digest" else _DEFAULT
                parts = tuple(self.parts(content, boundary, depth + 1, within))
        return Entity(
            fields=tuple(fields),
            content=content,
            parts=parts,
            media_type=media_type,
            charset=_parameter(value, "charset"),
        )

    def parts(self, content: String, boundary: str, depth: int, default: str) -> list[Entity]:
        """The parts between the lines that bound them."""
        pattern = re.compile(rf"^--{re.escape(boundary)}(--)?[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
        found: list[Entity] = []
        begin: int | None = None
        for line in pattern.finditer(content.value):
            if begin is not None:
                end = line.start()
                # The line break before a boundary belongs to it.
                if end > begin and content.value[end - 1] == "\n":
                    end -= 1
                if end > begin and content.value[end - 1] == "\r":
                    end -= 1
                found.append(self.entity(cut(content, begin, end), depth, default))
            begin = line.end()
            if line[1] or self.count >= MOST_PARTS:
                return found
        if begin is not None and begin < len(content.value):
            part = cut(content, begin, len(content.value))
            found.append(self.entity(part, depth, default))
        return found


def _field(string: String, found: re.Match[str]) -> Field:
    start, end = found.span(2)
    if string.value[end - 1 : end] == "\r" and end > start:
        end -= 1
    value = cut(string, start, end)
    folds = [Change(fold.start(), fold.end(), " ") for fold in _FOLD.finditer(value.value)]
    return Field(found[1], changed(value, folds), cut(string, found.start(), end).place)


def _header(value: str) -> Message:
    message: Message = Message()
    message["Content-Type"] = re.sub(r"[\r\n\0]", " ", value[:LONGEST_VALUE])
    return message


def _media_type(value: str) -> str | None:
    found = re.match(r"\s*([\w!#$&^.+-]{1,100}/[\w!#$&^.+-]{1,100})\s*(?:;|\Z|\()", value)
    return found[1].lower() if found else None


def _parameter(value: str, name: str) -> str | None:
    if not value:
        return None
    try:
        # The library also reads what RFC 2231 spreads over several parameters.
        found = _header(value).get_param(name)
        if isinstance(found, tuple):
            found = found[2]
    except (ValueError, LookupError):
        return None
    return found.strip() or None if isinstance(found, str) else None
