"""The rule `missing-reference`."""

from __future__ import annotations

from typing import Final

from ivrlint.finding import Finding, Skipped
from ivrlint.model import UNKNOWN, Reply
from ivrlint.regex import pattern
from ivrlint.rule import Findings, rule
from ivrlint.text import Variable
from ivrlint_rules.replying import (
    is_acknowledging,
    is_understood,
    name_parts,
    named_in_data,
    texts_of,
    variables_in,
)

_NUMBER: Final = pattern(r"#\s?\d|\d{4}|[A-Z]{1,5}-?\d{3}")
_UNNUMBERED: Final = frozenset({"sieve"})
"""Engines that have no number to give."""


@rule("warning", since="0.1")
def missing_reference(reply: Reply) -> Findings:
    """The answer confirms a report, but gives no number for it.

    Whoever calls later is asked for the case number. Without one, the story starts
    anew, and nobody can prove that there ever was a report.

    The rule speaks about acknowledgements and tickets whose subject and text hold
    neither a placeholder that may be a number nor anything that looks like one.
    It is silent about other kinds of answers, where a part of the text is not
    known, where the system numbers nothing (fact `ticketing` with the value
    `none`), and about what Sieve sends, which has no number to give.

    Source: a customer who was asked for a case number, and needed it to be heard;
    Spain's law on customer service (Ley 10/2025) asks for a key and a receipt.

    Bad:

        reply case-created {  //! no number
            kind acknowledgement
            language en
            subject "We have received your report"
            body "Dear {name}, we answer within two working days."
        }

    Good:

        reply case-created {
            kind acknowledgement
            language en
            subject "We have received your report ({case})"
            body "Dear {name}, we answer within two working days."
        }

    Good:

        reply received {
            kind acknowledgement
            language en
            subject "We have your message"
            body "We answer within two working days."
            fact ticketing "none"
        }

    Bad (mail):

        From: service@ferries.example
        Subject: We have received your message  <!--! no number -->
        Content-Language: en
        X-Auto-Response-Suppress: All

        Dear {{customer.name}}, thank you for your message. One of us will read it.
    """
    if not is_acknowledging(reply):
        return
    if reply.value("ticketing") == "none" or reply.value("engine") in _UNNUMBERED:
        return
    if any(_may_be_a_number(variable) for variable in variables_in(reply)):
        return
    if any(_NUMBER.search(text.plain) for text, _ in texts_of(reply)):
        return
    if reply.subject is UNKNOWN or not is_understood(reply):
        yield Skipped(reply, "a part of its words is not known, and may hold a number")
        return
    yield Finding(
        reply,
        "this confirms that something has come, but gives no number for it:"
        " say the number of the case in the subject",
    )


def _may_be_a_number(variable: Variable) -> bool:
    parts = name_parts(variable)
    return not parts or parts[-1] not in named_in_data("placeholders-without-reference")
