"""What the rules agree on about automatic replies: what they say, and how people can answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pkgutil import get_data
from typing import Any, Final

from ivrlint.model import (
    UNKNOWN,
    Address,
    Body,
    Link,
    Maybe,
    Missing,
    Page,
    PageKind,
    Reply,
    ReplyKind,
    Unresolved,
)
from ivrlint.regex import pattern
from ivrlint.text import Text, Variable, Words
from ivrlint.words import Clause, clauses_of
from ivrlint_rules.addresses import is_unread

ACKNOWLEDGING: Final = frozenset({ReplyKind.ACKNOWLEDGEMENT, ReplyKind.TICKET})
"""Replies that say that something has arrived."""

_CLOSING: Final = frozenset(
    {ReplyKind.CLOSED, ReplyKind.BOT_CLOSING, ReplyKind.REFUSAL, ReplyKind.UNKNOWN}
)

_MAIL_ADDRESS: Final = pattern(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE: Final = pattern(r"(?<![\w.-])(?:\+|\(?0)\d?(?:[ ().\-/]{0,2}\d){6,16}(?!\w)")
_ALONE: Final = pattern(r"(?m)^[ \t]*\{([^{}\n]{1,200})\}[.,!]?[ \t]*$")
_OFFERS: Final = ("contact-offer", "human-offer")


@cache
def _data() -> dict[str, Any]:
    data = get_data("ivrlint_rules.mail", "replies.json")
    assert data is not None
    found: dict[str, Any] = json.loads(data)
    return found


@cache
def named_in_data(name: str) -> frozenset[str]:
    """One of the lists of the data file `mail/replies.json`."""
    return frozenset(_data()[name])


def is_to_customers(reply: Reply) -> bool:
    """Whether people outside of the company get it, in answer to what they sent.

    What a mail server refuses while it takes a message in is no reply.
    """
    refused = reply.kind is ReplyKind.REFUSAL and reply.value("engine") == "sieve"
    return reply.audience != "internal" and not refused


def is_acknowledging(reply: Reply) -> bool:
    """Whether it tells a customer that something has arrived: by its kind, or by what it says."""
    if not is_to_customers(reply):
        return False
    if reply.kind in ACKNOWLEDGING:
        return not is_asking_in_subject(reply)
    return reply.kind is ReplyKind.UNKNOWN and bool(saying_in(reply, "receipt"))


def is_asking_in_subject(reply: Reply) -> bool:
    """Whether its subject asks how satisfied the customer is: then it is a survey."""
    return isinstance(reply.subject, Text) and any(
        "survey" in clause.families
        for clause in clauses_of(reply.subject, reply.spoken_language, reply.document.project)
    )


def texts_of(reply: Reply) -> Iterator[tuple[Text, str | None]]:
    """The subject and the bodies, each with its language."""
    if isinstance(reply.subject, Text) and reply.subject:
        yield reply.subject, reply.spoken_language
    for body in reply.bodies:
        if body.text:
            yield body.text, language_of(body, reply)


def language_of(body: Body, reply: Reply) -> str | None:
    """The language that a part is written in."""
    return body.language or reply.spoken_language


def said_in(reply: Reply) -> tuple[Clause, ...]:
    """Every clause of the subject and of the bodies; looked at once a run."""
    remembered = reply.document.project.remembered
    key = ("said in reply", id(reply))
    if key not in remembered:
        project = reply.document.project
        remembered[key] = tuple(
            clause
            for text, language in texts_of(reply)
            for clause in clauses_of(text, language, project)
        )
    found: tuple[Clause, ...] = remembered[key]
    return found


def saying_in(reply: Reply, *families: str) -> list[Clause]:
    """The clauses of a reply that belong to one of these families."""
    return [
        clause for clause in said_in(reply) if any(name in clause.families for name in families)
    ]


def endings_in(reply: Reply) -> list[Clause]:
    """The clauses that end a matter against the customer: a closed or refused case, a blocked
    account; those of the bodies before that of the subject.

    None in kinds of messages that end nothing, and where the customer has confirmed that the
    matter is resolved.
    """
    if not is_to_customers(reply) or "resolved" in reply.tags:
        return []
    families: tuple[str, ...] = ("blocked-account",)
    if reply.kind in _CLOSING:
        families = ("closed-case", "refusal", "blocked-account")
    elif reply.kind is not ReplyKind.INFORMATION:
        return []
    found = saying_in(reply, *families)
    if not isinstance(reply.subject, Text) or not reply.subject:
        return found
    subject = reply.subject.place
    return sorted(found, key=lambda clause: clause.place.start == subject.start)


def is_understood(reply: Reply, *, signature: bool = False) -> bool:
    """Whether all that it says is known: it has a text, in a language at hand, and no placeholder
    stands in a line of its own that may be filled with whole paragraphs.

    With `signature` one for the signature counts too: it may hold a phone number.
    """
    if not reply.bodies:
        return False
    project = reply.document.project
    for body in reply.bodies:
        plain = body.text.plain
        if any(_may_be_long(found[1], signature=signature) for found in _ALONE.finditer(plain)):
            return False
        if plain.strip() and not clauses_of(body.text, language_of(body, reply), project):
            return False
    return True


def _may_be_long(name: str, *, signature: bool) -> bool:
    parts = words_of(name)
    if parts and parts[-1] == "signature":
        return signature
    short = named_in_data("placeholders-without-reference") | named_in_data(
        "placeholders-of-numbers"
    )
    long = named_in_data("placeholders-of-texts")
    return not parts or parts[-1] not in short or not long.isdisjoint(parts)


def variables_in(reply: Reply) -> Iterator[Variable]:
    """The placeholders of the subject and of the bodies."""
    for text, _ in texts_of(reply):
        for piece in text.pieces:
            if isinstance(piece, Variable):
                yield piece


def may_name_a_time(reply: Reply) -> bool:
    """Whether one of its placeholders is called like a time or a day."""
    times = named_in_data("placeholders-of-times")
    return any(not times.isdisjoint(name_parts(variable)) for variable in variables_in(reply))


def words_in(text: Text) -> Iterator[Words]:
    """The pieces of a text that are said as they stand."""
    for piece in text.pieces:
        if isinstance(piece, Words):
            yield piece


def name_parts(variable: Variable) -> list[str]:
    """The words of a placeholder's name."""
    return words_of(variable.name)


def words_of(name: str) -> list[str]:
    """`ticket.customer_name` is ticket, customer, name."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return [part.lower() for part in re.split(r"[\W_]+", apart) if part]


def tells_a_way(reply: Reply) -> Maybe[bool]:
    """Whether its text tells how to reach somebody: an address, a number, a form, an offer.

    UNKNOWN where its words are not known.
    """
    for text, _ in texts_of(reply):
        if has_contact(text):
            return True
    if any(_leads_to_somebody(link, reply) for link in reply.links):
        return True
    if saying_in(reply, *_OFFERS):
        return True
    return False if is_understood(reply, signature=True) else UNKNOWN


def has_contact(text: Text) -> bool:
    """Whether it holds a phone number, a mail address that is read, or a placeholder for one."""
    plain = text.plain
    for found in _MAIL_ADDRESS.finditer(plain) if "@" in plain else ():
        if not is_unread(Address(found[0], text.part(*found.span()))):
            return True
    if _PHONE.search(plain):
        return True
    ways, theirs = named_in_data("placeholders-of-ways"), named_in_data("placeholders-of-customers")
    return any(
        not ways.isdisjoint(name_parts(piece)) and theirs.isdisjoint(name_parts(piece))
        for piece in text.pieces
        if isinstance(piece, Variable)
    )


def _leads_to_somebody(link: Link, reply: Reply) -> bool:
    if link.address is not None:
        address = link.address.lower()
        if address.startswith(("tel:", "mailto:", "sms:")):
            return True
        path = re.split(r"[\W_]+", address.partition("://")[2].partition("/")[2] or address)
        if not named_in_data("addresses-of-forms").isdisjoint(path):
            return True
    if link.target is None:
        return False
    if isinstance(link.target, Unresolved):
        return True
    found = reply.document.project.resolve_from(reply.document, None, link.target)
    if isinstance(found, Missing):
        return False
    if isinstance(found, Page):
        is_form = found.kind is PageKind.FORM and found.free_text is not False
        return is_form or bool(found.phones)
    return True  # a flow, or something that is not at hand
