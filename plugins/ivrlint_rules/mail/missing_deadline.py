"""The rule `missing-deadline`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ivrlint.finding import Finding, Skipped
from ivrlint.model import Callback, Project, Reply, Step, Voicemail
from ivrlint.rule import Findings, rule
from ivrlint.words import Clause, Duration, clauses
from ivrlint_rules.hearing import is_known
from ivrlint_rules.replying import (
    is_acknowledging,
    is_understood,
    may_name_a_time,
    said_in,
)

_DAY: Final = 86_400.0
_WORDS: Final = 6
"""Words of a text that is more than a note for testing."""
_OF_A_WEEK: Final = 5 / 7
"""Working days among the days of a week."""


@rule("warning", since="0.1")
def missing_deadline(project: Project, *, max_promise: int = 15) -> Findings:
    """The answer names no time, or only "as soon as possible".

    Nobody knows when to ask again. So people write a second time after a day,
    or wait for weeks for an answer that nobody is working on.

    The rule looks at acknowledgements and tickets, and at promises that callers
    of a voicemail or a callback hear. It speaks where no length of time and no
    day is named, and where the time is longer than `max-promise`. It is silent
    where a part of the text is not known, where the text says that nothing more
    will come, where a placeholder may be a time, and where nothing is promised on
    a voicemail. Where working days are not named, five of seven days count.

    Source: a customer to whom a carrier promised an answer within two working
    days; Belgium's charter of customer service has five working days, Spain's law
    (Ley 10/2025) fifteen, Brazil's decree seven days.

    Options:

        max-promise (working days): A later answer than this is too late.

    Bad:

        reply received {
            kind acknowledgement
            language en
            subject "We have your message ({case})"
            body "Thank you. We answer as soon as possible."  //! no time
        }

    Good:

        reply received {
            kind acknowledgement
            language en
            subject "We have your message ({case})"
            body "Thank you. We answer within two working days."
        }

    Bad:

        reply received {
            kind acknowledgement
            language en
            subject "We have your message ({case})"
            body "Thank you. We answer within 20 working days."  //! 20 working days
        }

    Bad:

        phone "+44 20 7946 0100" {
            language en
            voicemail box {
                say "Leave a message, and we will get back to you soon."  //! no time
            }
        }

    Bad (sieve):

        require "vacation";
        vacation :subject "We have received your message" text:
        Thank you for your message. We answer as soon as possible.  #! no time
        .
        ;
    """
    for reply in project.replies:
        if is_acknowledging(reply):
            yield from _in_reply(reply, max_promise)
    for flow in project.flows:
        for step in flow.steps:
            if isinstance(step, Voicemail | Callback) and step.prompts:
                yield from _at_step(step, max_promise)


def _in_reply(reply: Reply, most: int) -> Findings:
    said = said_in(reply)
    late = list(_too_late(said, most))
    if late:
        yield from late
        return
    vague = next((one for one in said if "vague-promise" in one.families), None)
    if _names_a_time(said, strict=vague is not None) or may_name_a_time(reply):
        return
    if not is_understood(reply):
        yield Skipped(reply, "a part of its words is not known, and may name a time")
        return
    if any("closed-case" in one.families for one in said):
        return
    if vague is not None:
        yield Finding(vague, _told(vague))
    elif sum(len(body.text.plain.split()) for body in reply.bodies) >= _WORDS:
        yield Finding(
            reply,
            "people are not told when they will have an answer: name a time,"
            " such as two working days",
        )


def _at_step(step: Step, most: int) -> Findings:
    said = [clause for prompt in step.prompts for clause in clauses(prompt)]
    late = list(_too_late(said, most))
    if late:
        yield from late
        return
    vague = next((one for one in said if "vague-promise" in one.families), None)
    promised = getattr(step, "promise", None)
    if vague is None or isinstance(promised, float) or _names_a_time(said, strict=True):
        return
    if all(is_known(prompt) for prompt in step.prompts):
        yield Finding(vague, _told(vague))


def _told(clause: Clause) -> str:
    return (
        f"{clause.text.strip()!r} names no time: name one, such as two working days,"
        " so that people know when to ask again"
    )


def _names_a_time(said: Sequence[Clause], *, strict: bool) -> bool:
    """Whether a length of time or a day is named.

    With `strict`, days with hours are opening hours.
    """
    return any(
        one.durations
        or "answer-promise" in one.families
        or (one.has_days and not (strict and one.has_hours))
        for one in said
    )


def _too_late(said: Sequence[Clause], most: int) -> Findings:
    for clause in said:
        working = "working-days" in clause.families
        for duration in clause.durations:
            days = _days(duration, working=working)
            if days > most and "answer-promise" in clause.families:
                yield Finding(
                    duration.place,
                    f"an answer after {round(days)} working days is late:"
                    f" promise it within {most}, and keep it",
                )


def _days(duration: Duration, *, working: bool) -> float:
    days = (duration.most or 0.0) / _DAY
    return days if working else days * _OF_A_WEEK
