"""The rule `missing-auto-submitted`."""

from __future__ import annotations

from typing import Final

from ivrlint.finding import Edit, Finding, Fix, Related, Severity
from ivrlint.model import Header, Reply, ReplyKind
from ivrlint.places import Place
from ivrlint.regex import pattern
from ivrlint.rule import Findings, rule
from ivrlint_rules.replying import ACKNOWLEDGING, is_to_customers

_NAME: Final = "Auto-Submitted"
_WANTED: Final = "auto-replied"
_VALUE: Final = pattern(r"\s*([A-Za-z-]+)")
_ANSWERS: Final = ACKNOWLEDGING | {ReplyKind.ABSENCE, ReplyKind.REFUSAL, ReplyKind.UNKNOWN}
"""Kinds that answer a message; surveys, news and closed cases come by themselves."""


@rule("error", since="0.1", fix="safe")
def missing_auto_submitted(reply: Reply) -> Findings:
    """Other machines cannot see that this answer comes from a machine.

    Two machines that answer each other do not stop. Until somebody notices, they
    fill mailboxes, and the customer's question is one of ten thousand messages.

    The header `Auto-Submitted: auto-replied` says that a message is an automatic
    answer; whoever sees it does not answer. The rule speaks where an answer has
    other headers, but not this one, has it twice, or says `no`. It informs where
    an absence notice, or an answer with `In-Reply-To`, calls itself
    `auto-generated`, which is for messages that answer nothing. It is silent
    where no header is told (the system may add it), about reports on delivery,
    and about what Sieve sends: the engine adds the header.

    Source: RFC 3834, sections 3.1.7 and 5.

    Bad:

        reply away {
            kind absence
            subject "Out of office"
            header "X-Auto-Response-Suppress" "All"  //! 'Auto-Submitted: auto-replied' is missing
        }

    Good:

        reply away {
            kind absence
            subject "Out of office"
            header "Auto-Submitted" "auto-replied"
            header "X-Auto-Response-Suppress" "All"
        }

    Good:

        reply news {
            kind information
            subject "Your parcel comes today"
            header "Auto-Submitted" "auto-generated"
        }

    Bad:

        reply away {
            kind absence
            header "Auto-Submitted" "no"  //! says that a person wrote it
        }

    Bad:

        reply away {
            kind absence
            header "Auto-Submitted" "auto-generated"  //! info: answers nothing
        }

    Bad (mail):

        From: service@ferries.example
        Subject: Out of office
        X-Autoreply: yes  <!--! is missing -->

        I am back on Monday.

    Good (mail):

        From: service@ferries.example
        Subject: Out of office
        Auto-Submitted: auto-replied
        X-Autoreply: yes

        I am back on Monday.
    """
    if not reply.headers or not is_to_customers(reply):
        return
    told = [header for header in reply.headers if header.name.lower() == _NAME.lower()]
    if not told:
        if reply.kind in _ANSWERS:
            yield Finding(
                reply.headers[0],
                f"'{_NAME}: {_WANTED}' is missing, so other machines may answer this answer:"
                " add the header",
                fix=_added(reply.headers),
            )
        return
    if len(told) > 1:
        yield Finding(
            told[1],
            f"'{_NAME}' stands twice, so machines may trust neither: keep one,"
            f" with the value '{_WANTED}'",
            related=[Related(told[0], "the first one")],
        )
        return
    header = told[0]
    found = _VALUE.match(header.value.plain)
    value = found[1].lower() if found else ""
    if value == "no":
        yield Finding(
            header,
            f"'{_NAME}: no' says that a person wrote it, so other machines may answer:"
            f" say '{_WANTED}'",
            fix=_replaced(header),
        )
    elif value == "auto-generated" and _is_direct(reply):
        yield Finding(
            header,
            f"'auto-generated' is for a message that answers nothing; this one is an answer:"
            f" say '{_WANTED}'",
            severity=Severity.INFO,
            fix=_replaced(header),
        )


def _is_direct(reply: Reply) -> bool:
    """Whether it surely answers a message, and not a form or a change of a case."""
    return reply.kind is ReplyKind.ABSENCE or any(
        header.name.lower() == "in-reply-to" for header in reply.headers
    )


def _replaced(header: Header) -> Fix | None:
    """The fix that says what it is."""
    found = _VALUE.match(header.value.plain)
    if found is None:
        return None
    place = header.value.part(*found.span(1))
    if place.text != found[1]:
        return None
    return Fix(f"say '{_WANTED}'", (Edit(place, _WANTED),), safe=True)


def _added(headers: tuple[Header, ...]) -> Fix | None:
    """The fix that writes the header above another, in the way in which that one is written."""
    for header in headers:
        line = _like(header)
        if line is not None:
            at = Place(header.place.source, header.place.start, header.place.start)
            return Fix(f"add '{_NAME}: {_WANTED}'", (Edit(at, line),), safe=True)
    return None


def _like(header: Header) -> str | None:
    """A line for the missing header, made of one that stands alone on its line."""
    place, source = header.place, header.place.source
    if not header.value:
        return None
    value = header.value.place
    written = place.text.rstrip("\r\n")
    line = source.line_text(place.begin.line)
    indent = line[: len(line) - len(line.lstrip())]
    name_at = written.find(header.name)
    alone = line.strip() == written.strip() and not written.startswith((" ", "\t"))
    exact = value.text == header.value.plain and place.start <= value.start
    if not alone or not exact or name_at < 0:
        return None
    value_at = value.start - place.start
    if value_at < name_at + len(header.name) or value_at + len(value.text) > len(written):
        return None
    before, between = written[:name_at], written[name_at + len(header.name) : value_at]
    after = written[value_at + len(value.text) :]
    start = source.line_starts[place.begin.line - 1]
    ending = source.text[start + len(line) : start + len(line) + 2]
    ending = ending if ending == "\r\n" else ending[:1]
    return f"{before}{_NAME}{between}{_WANTED}{after}{ending or chr(10)}{indent}"
