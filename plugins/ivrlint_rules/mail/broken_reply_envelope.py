"""The rule `broken-reply-envelope`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ivrlint.finding import Edit, Finding, Fix, Related, Severity, Skipped
from ivrlint.model import Address, Header, Reply, ReplyKind
from ivrlint.regex import pattern
from ivrlint.rule import Findings, rule
from ivrlint.text import Text, Variable, Words
from ivrlint.words import clauses_of, language_for
from ivrlint_rules.replying import is_to_customers, name_parts

CHECKS: Final = ("target", "envelope", "thread", "subject", "recipients", "quote")
_AUTO: Final = pattern(r"(?i)\bauto\b|\bauto[-: ]")
_QUOTED: Final = pattern(r"(?m)^[ \t]*>")
_MOST_QUOTED: Final = 5
_TO_NOBODY: Final = ("<>", "")


@rule("warning", since="0.1", fix="safe")
def broken_reply_envelope(reply: Reply, *, checks: Sequence[str] = CHECKS) -> Findings:
    """The answer goes to the wrong place, may come back, or loses its thread.

    An answer that is sent from one's own mailbox comes back when it cannot be
    delivered, and is answered again. One that names no earlier message stands
    alone in the customer's mailbox, and nobody knows what it answers.

    The rule looks at where an answer goes (`target`: the address that the mail came
    from, not the one in `Reply-To`), at its envelope sender (`envelope`: not the
    mailbox that answers), at `In-Reply-To` or `References` of an answer that was
    sent (`thread`), at the subject of an absence notice (`subject`: it has the
    original one, or says that it is automatic; information only), at the number of
    recipients (`recipients`), and at what an absence notice quotes (`quote`). It is
    silent about whatever the file does not tell, and about what Sieve does by
    itself.

    Source: RFC 3834, sections 3 and 4.

    Options:

        checks: What is looked at: target, envelope, thread, subject, recipients, quote.

    Bad:

        reply away {
            kind absence
            language en
            from "jane@cycles.example"
            envelope "jane@cycles.example"  //! may be answered again
            subject "Out of office"
        }

    Good:

        reply away {
            kind absence
            language en
            from "jane@cycles.example"
            envelope "<>"
            subject "Out of office: {subject}"
        }

    Bad:

        reply away {
            kind absence
            header "To" "{reply-to}"  //! goes to what 'Reply-To' says
            header "Auto-Submitted" "auto-replied"
            subject "Auto: {subject}"
        }

    Bad:

        reply away {
            kind absence
            language en
            subject "Tulips"  //! info: a sign that a machine answers
        }

    Bad (mail):

        Return-Path: <>
        From: jane@cycles.example
        To: a@b.example, c@d.example  <!--! to 2 people -->
        Subject: Out of office: tulips
        Message-ID: <1@cycles.example>  <!--! what it answers -->
        Auto-Submitted: auto-replied
        Content-Language: en

        I am back on Monday.

    Good (mail):

        Return-Path: <>
        From: jane@cycles.example
        To: a@b.example
        Subject: Out of office: tulips
        Message-ID: <1@cycles.example>
        In-Reply-To: <0@b.example>
        Auto-Submitted: auto-replied
        Content-Language: en

        I am back on Monday.
    """
    if not is_to_customers(reply):
        return
    found = {
        "target": _target,
        "envelope": _envelope,
        "thread": _thread,
        "subject": _subject,
        "recipients": _recipients,
        "quote": _quote,
    }
    for name in checks:
        if name in found:
            yield from found[name](reply)


def _headers(reply: Reply, *names: str) -> Iterator[Header]:
    for header in reply.headers:
        if header.name.lower() in names:
            yield header


def _target(reply: Reply) -> Findings:
    for header in _headers(reply, "to"):
        for piece in header.value.pieces:
            if isinstance(piece, Variable):
                parts = name_parts(piece)
                if parts[-2:] == ["reply", "to"] or parts[-1:] == ["replyto"]:
                    yield Finding(
                        header,
                        "this goes to what 'Reply-To' says, which may be a mailing list:"
                        " answer the envelope sender ('Return-Path')",
                    )


def _envelope(reply: Reply) -> Findings:
    envelope, sender = reply.envelope, reply.sender
    if not isinstance(envelope, Address) or not isinstance(sender, Address):
        return
    same = envelope.address.lower() == sender.address.lower()
    if same and envelope.address not in _TO_NOBODY:
        yield Finding(
            envelope,
            f"what cannot be delivered comes back to {envelope.address!r}, which answers by"
            " itself, and may be answered again: send it from '<>'",
            related=[Related(sender, "the same address")],
        )


def _was_sent(reply: Reply) -> Header | None:
    """The Message-ID of a message that was sent: then its headers are all there."""
    return next(_headers(reply, "message-id"), None)


def _thread(reply: Reply) -> Findings:
    sent = _was_sent(reply)
    if sent is None or reply.kind not in {ReplyKind.ABSENCE, ReplyKind.ACKNOWLEDGEMENT}:
        return
    if not any(_headers(reply, "in-reply-to", "references")):
        yield Finding(
            sent,
            "this does not say what it answers, so it stands alone in the mailbox:"
            " add 'In-Reply-To' with the Message-ID of the message that came",
        )


def _subject(reply: Reply) -> Findings:
    subject = reply.subject
    if reply.kind is not ReplyKind.ABSENCE or not isinstance(subject, Text) or not subject.pieces:
        return
    plain = subject.plain
    if any(isinstance(piece, Variable) for piece in subject.pieces) or _AUTO.search(plain):
        return
    project, language = reply.document.project, reply.spoken_language
    if language_for(language, project.languages) is None:
        yield Skipped(subject, "the language of the subject is not known")
        return
    clauses = clauses_of(subject, language, project)
    if any({"absence", "left-company", "bot-disclosure"} & set(one.families) for one in clauses):
        return
    if any(one.has_days or one.durations for one in clauses):
        return
    first = subject.pieces[0]
    fix = None
    if isinstance(first, Words) and first.place.text.startswith(first.text[:1] or " "):
        place = subject.part(0, 1)
        fix = Fix("begin with 'Auto:'", (Edit(place, f"Auto: {place.text}"),), safe=True)
    yield Finding(
        subject,
        "the subject has neither that of the message that came nor a sign that a machine answers:"
        " begin it with 'Auto:'",
        severity=Severity.INFO,
        fix=fix,
    )


def _recipients(reply: Reply) -> Findings:
    for header in _headers(reply, "to", "cc", "bcc"):
        count = header.value.plain.count("@")
        if count > 1 or (header.name.lower() != "to" and count):
            yield Finding(
                header,
                f"this answer goes to {count} {'person' if count == 1 else 'people'}"
                f"{' more' if header.name.lower() != 'to' else ''}:"
                " answer only the one who wrote",
            )


def _quote(reply: Reply) -> Findings:
    if reply.kind is not ReplyKind.ABSENCE:
        return
    for body in reply.bodies:
        lines = _QUOTED.findall(body.text.plain)
        if len(lines) > _MOST_QUOTED:
            yield Finding(
                body,
                f"this absence notice quotes {len(lines)} lines of the message that came:"
                " leave them out",
            )
