"""Lowering: what `vacation`, `reject` and `notify` send, as replies.

What the engine does by itself is filled in: RFC 5230 for vacation (whom it never answers, the
interval, the headers), RFC 5429 for reject, RFC 5436 for notify.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias
from urllib.parse import parse_qsl, unquote

from ivrlint.model import (
    UNKNOWN,
    Address,
    Body,
    Header,
    Link,
    Maybe,
    Reply,
    ReplyKind,
)
from ivrlint.places import Place
from ivrlint.text import Piece, Text, Variable, Words
from ivrlint_formats.data import String
from ivrlint_formats.mail.marks import kind_told
from ivrlint_formats.messages import address_of, contents_of, cut, links_in, parse_entity
from ivrlint_formats.messages.bodies import language_of
from ivrlint_formats.sieve.commands import Commands
from ivrlint_formats.sieve.conditions import excluded_by, period_of, trigger_of
from ivrlint_formats.sieve.nodes import Number, Placeholder, Strings
from ivrlint_formats.sieve.walking import Action

DAY: Final = 86_400.0
_NEVER_ANSWERED: Final = frozenset({"automatic", "null-sender", "list", "daemon", "not-addressed"})
_LONGEST_METHOD: Final = 5_000
_Told: TypeAlias = tuple[list[str], Maybe[Text], tuple[Body, ...]]
"""Whom a notification goes to, its subject, its text."""


class Lowering:
    """Makes a reply of an action."""

    def __init__(self, known: Commands) -> None:
        self.known = known

    def reply(self, action: Action) -> Reply | None:
        """The reply that an action sends, called as its command; None where it sends no mail."""
        name = action.command.name
        match action.command.name:
            case "vacation":
                return self._vacation(action, name)
            case "reject" | "ereject":
                return self._reject(action, name)
        return self._notify(action, name)

    def _vacation(self, action: Action, name: str) -> Reply:
        given = action.arguments
        place = action.command.place
        sender: Maybe[Address] = UNKNOWN  # the address that the message was sent to
        written = given.string(":from")
        if written is not None and action.values.constant(written, action.environment):
            sender = address_of(written) or UNKNOWN
        subject_string = given.string(":subject")
        subject: Maybe[Text]
        if subject_string is not None:
            subject = action.values.text(subject_string, action.environment)
        elif given.filled(":subject"):
            subject = UNKNOWN
        else:
            subject = Text((Words("Auto: ", place), Variable("subject", place)))
        bodies, links, language = self._reason(action, mime=":mime" in given.tags)
        interval = self._interval(action)
        begin, end = period_of(action.conditions, self.known)
        return Reply(
            name=name,
            place=place,
            kind=_kind(subject, interval),
            sender=sender,
            reply_to=None,
            headers=(
                _said("Auto-Submitted", "auto-replied", place),
                Header("In-Reply-To", Text((Variable("message-id", place),)), place),
                Header("References", Text((Variable("message-id", place),)), place),
            ),
            subject=subject,
            bodies=bodies,
            language=language,
            trigger=trigger_of(action.conditions, self.known),
            excludes=_NEVER_ANSWERED,
            least_interval=interval,
            interval_place=_days_place(action),
            valid_from=begin,
            valid_until=end,
            variables=_variables(subject, bodies),
            links=links,
            values=(("engine", "sieve"),),
            note=_note(action),
        )

    def _interval(self, action: Action) -> Maybe[float]:
        given = action.arguments
        seconds, days = given.number(":seconds"), given.number(":days")
        if seconds is not None:
            return float(seconds)
        if days is not None:
            return max(days, self.known.least_days) * DAY
        if given.filled(":seconds") or given.filled(":days"):
            return UNKNOWN
        return self.known.default_days * DAY

    def _reason(
        self, action: Action, *, mime: bool
    ) -> tuple[tuple[Body, ...], tuple[Link, ...], str | None]:
        """What it says, where that leads, and its language where it is told."""
        strings = [one for one in action.arguments.rest if isinstance(one, String)]
        if not strings:
            return (), (), None
        string = strings[-1]

        def read(text: String) -> Iterable[Piece]:
            return action.values.text(text, action.environment).pieces

        if mime:
            entity = parse_entity(string)
            contents = contents_of(entity, read)
            return contents.bodies, contents.links, language_of(entity)
        trimmed = cut(string, 0, len(string.value.rstrip()))
        text = Text.of(read(trimmed))
        if not text.pieces:
            return (), (), None
        return (Body(text, trimmed.place),), tuple(links_in(text)), None

    def _reject(self, action: Action, name: str) -> Reply:
        bodies, links, _ = self._reason(action, mime=False)
        begin, end = period_of(action.conditions, self.known)
        return Reply(
            name=name,
            place=action.command.place,
            kind=ReplyKind.REFUSAL,
            headers=(_said("Auto-Submitted", "auto-replied", action.command.place),),
            bodies=bodies,
            trigger=trigger_of(action.conditions, self.known),
            excludes=excluded_by(action.conditions, self.known) | {"null-sender"},
            valid_from=begin,
            valid_until=end,
            variables=_variables(UNKNOWN, bodies),
            links=links,
            values=(("engine", "sieve"),),
            note=_note(action),
        )

    def _notify(self, action: Action, name: str) -> Reply | None:
        """A mail that tells of the message, for the owner of the mailbox or whom they name."""
        given = action.arguments
        place = action.command.place
        told = self._older(action) if given.rest == () else self._newer(action)
        if told is None:
            return None
        recipients, subject, bodies = told
        sender: Maybe[Address] = UNKNOWN
        written = given.string(":from")
        if written is not None and action.values.constant(written, action.environment):
            sender = address_of(written) or UNKNOWN
        begin, end = period_of(action.conditions, self.known)
        note = [("to", ", ".join(recipients))] if recipients else []
        return Reply(
            name=name,
            place=place,
            kind=ReplyKind.INFORMATION,
            sender=sender,
            headers=(_said("Auto-Submitted", "auto-notified", place),),
            subject=subject,
            bodies=bodies,
            trigger=trigger_of(action.conditions, self.known),
            excludes=excluded_by(action.conditions, self.known) | {"automatic"},
            valid_from=begin,
            valid_until=end,
            audience="internal",
            variables=_variables(subject, bodies),
            values=(("engine", "sieve"),),
            note=(*note, *_note(action)),
        )

    def _newer(self, action: Action) -> _Told | None:
        """What `notify` of RFC 5435 sends by mail (RFC 5436)."""
        method = action.arguments.rest[0]
        if not isinstance(method, String):
            return None
        written = action.values.constant(method, action.environment) or method.value
        if not written.lower().startswith("mailto:") or len(written) > _LONGEST_METHOD:
            return None
        recipients, queried = _mailto(written)
        message = action.arguments.string(":message")
        subject: Maybe[Text] = UNKNOWN
        if message is not None:
            subject = action.values.text(message, action.environment)
        elif "subject" in queried:
            subject = Text((Words(queried["subject"], method.inside),))
        bodies: tuple[Body, ...] = ()
        if queried.get("body"):
            bodies = (Body(Text((Words(queried["body"], method.inside),)), method.place),)
        return recipients, subject, bodies

    def _older(self, action: Action) -> _Told | None:
        """What `notify` of the draft that came before RFC 5435 sends by mail."""
        given = action.arguments
        method = given.string(":method")
        recipients = [text.value for text in _texts(given.tags.get(":options"))]
        if not recipients or (method is not None and method.value.lower() != "mailto"):
            return None
        message = given.string(":message")
        if message is None:
            return recipients, UNKNOWN, ()
        text = action.values.text(message, action.environment)
        return recipients, UNKNOWN, (Body(text, message.place),) if text.pieces else ()


def _kind(subject: Maybe[Text], interval: Maybe[float]) -> ReplyKind:
    """Vacation is for absences; many a desk acknowledges with it, and says so in the subject."""
    told = kind_told(subject.plain) if isinstance(subject, Text) else ReplyKind.UNKNOWN
    if told is ReplyKind.UNKNOWN and interval != 0:
        return ReplyKind.ABSENCE
    return told


def _days_place(action: Action) -> Place | None:
    """Where the days stand as plain digits."""
    days = action.arguments.tags.get(":days")
    return days.place if isinstance(days, Number) and days.place.text.isdecimal() else None


def _said(name: str, value: str, place: Place) -> Header:
    """A header that the engine adds."""
    return Header(name, Text((Words(value, place),)), place)


def _texts(argument: object) -> Iterator[String]:
    if isinstance(argument, String):
        yield argument
    elif isinstance(argument, Strings):
        yield from (one for one in argument.items if not isinstance(one, Placeholder))


def _mailto(method: str) -> tuple[list[str], dict[str, str]]:
    """The recipients of a mailto address, and what its query says."""
    path, _, query = method.partition(":")[2].partition("?")
    queried = {key.lower(): value for key, value in parse_qsl(query, max_num_fields=100)}
    recipients = [unquote(one).strip() for one in path.split(",") if one.strip()]
    if "to" in queried:
        recipients.append(queried["to"])
    return recipients, {key: re.sub(r"\r\n?", "\n", value) for key, value in queried.items()}


def _variables(subject: Maybe[Text], bodies: Iterable[Body]) -> frozenset[str]:
    texts = [body.text for body in bodies]
    if isinstance(subject, Text):
        texts.append(subject)
    return frozenset(
        piece.name for text in texts for piece in text.pieces if isinstance(piece, Variable)
    )


def _note(action: Action) -> tuple[tuple[str, str], ...]:
    """What the model has no room for: addresses to answer for, where the message goes as well."""
    note: list[tuple[str, str]] = []
    addresses = [one.value for one in _texts(action.arguments.tags.get(":addresses"))]
    if addresses:
        note.append(("addresses", ", ".join(addresses)))
    if action.redirects:
        note.append(("redirects", ", ".join(action.redirects)))
    return tuple(note)
