"""Automatic replies, and the pages that a project tells of."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from ivrlint.lean import dataclass
from ivrlint.model.knowledge import UNKNOWN, Maybe, Target, Unresolved
from ivrlint.places import Place
from ivrlint.text import Text

if TYPE_CHECKING:
    from ivrlint.model.flows import Document


class ReplyKind(StrEnum):
    """What an automatic message is for."""

    ACKNOWLEDGEMENT = "acknowledgement"
    TICKET = "ticket"
    ABSENCE = "absence"
    CLOSED = "closed"
    REFUSAL = "refusal"
    SURVEY = "survey"
    BOT_CLOSING = "bot-closing"
    INFORMATION = "information"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Address:
    """A mail address as written, with the name before it."""

    address: str
    place: Place = field(compare=False, repr=False)
    name: str | None = None

    @property
    def local_part(self) -> str:
        """What stands before the last `@`; all of an address whose host the machine adds."""
        local, at, last = self.address.rpartition("@")
        return local if at else last


@dataclass(frozen=True, slots=True)
class Header:
    """A header of a message, by its name as written."""

    name: str
    value: Text
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Body:
    """One part of a message: its language, its media type, its text."""

    text: Text
    place: Place = field(compare=False, repr=False)
    language: str | None = None
    media_type: str = "text/plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An automatic mail or chat message.

    `envelope` is the envelope sender (MAIL FROM). `trigger` is what sets it
    off, in the format's words; `excludes` what it does not answer (names of
    RFC 3834's list: `automatic`, `null-sender`, `list`, `daemon`,
    `not-addressed`). `least_interval` is the least time in seconds between two
    of them to the same person; `interval_place` is where it stands as a number
    of days, in digits alone. `valid_from` and `valid_until` are ISO dates.
    `audience` is `internal` or `external`. `links` are where its text leads.
    """

    name: str
    place: Place = field(compare=False, repr=False)
    kind: ReplyKind = ReplyKind.UNKNOWN
    sender: Maybe[Address] = UNKNOWN
    reply_to: Maybe[Address] = UNKNOWN
    envelope: Maybe[Address] = UNKNOWN
    headers: tuple[Header, ...] = ()
    subject: Maybe[Text] = UNKNOWN
    bodies: tuple[Body, ...] = ()
    language: str | None = None
    trigger: str | None = None
    excludes: Maybe[frozenset[str]] = UNKNOWN
    least_interval: Maybe[float] = UNKNOWN
    interval_place: Place | None = field(default=None, compare=False, repr=False)
    valid_from: str | None = None
    valid_until: str | None = None
    audience: str | None = None
    variables: Maybe[frozenset[str]] = UNKNOWN
    consent: Maybe[bool] = UNKNOWN
    links: tuple[Link, ...] = ()
    tags: frozenset[str] = frozenset()
    values: tuple[tuple[str, str], ...] = ()
    note: tuple[tuple[str, str], ...] = ()
    _document: Document | None = field(default=None, init=False, compare=False, repr=False)

    @property
    def document(self) -> Document:
        """The document it stands in; raises ValueError before the project is linked."""
        if self._document is None:
            raise ValueError("this reply is not part of a linked project")
        return self._document

    @property
    def spoken_language(self) -> str | None:
        """Its language, else the one of the file: configured, or shown by its texts."""
        return self.language or (self._document.spoken_language if self._document else None)

    def value(self, name: str) -> str | None:
        """A declared fact of this reply, None where it is not declared."""
        return next((value for key, value in self.values if key == name), None)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a page or a message leads: a page, a flow, or something outside.

    `label` is what is clicked. A link to a phone number of the project leads
    to the flow that answers it; `address` is the link as written.
    """

    place: Place = field(compare=False, repr=False)
    label: Text | None = None
    target: Target | Unresolved | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A choice of a form's list of subjects. `other` marks the one that takes anything."""

    text: Text
    place: Place = field(compare=False, repr=False)
    other: bool = False


class PageKind(StrEnum):
    """What a page is."""

    PAGE = "page"
    FORM = "form"
    FAQ = "faq"
    LETTER = "letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A web page, form, FAQ entry or letter, as far as a project tells of it.

    `texts` is what it says; `subjects` the choices of its form; `free_text`
    whether one can write freely; `needs` what one must have for it
    (`smartphone`, `app`, `account` …); `phones` the numbers it shows.
    """

    name: str
    place: Place = field(compare=False, repr=False)
    kind: PageKind = PageKind.PAGE
    address: str | None = None
    title: str | None = None
    language: str | None = None
    texts: tuple[Text, ...] = ()
    subjects: tuple[Subject, ...] = ()
    free_text: Maybe[bool] = UNKNOWN
    phones: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    needs: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    values: tuple[tuple[str, str], ...] = ()
    note: tuple[tuple[str, str], ...] = ()
    _document: Document | None = field(default=None, init=False, compare=False, repr=False)

    @property
    def document(self) -> Document:
        """The document it stands in; raises ValueError before the project is linked."""
        if self._document is None:
            raise ValueError("this page is not part of a linked project")
        return self._document

    @property
    def spoken_language(self) -> str | None:
        """Its language, else the one of the file: configured, or shown by its texts."""
        return self.language or (self._document.spoken_language if self._document else None)

    def value(self, name: str) -> str | None:
        """A declared fact of this page, None where it is not declared."""
        return next((value for key, value in self.values if key == name), None)
