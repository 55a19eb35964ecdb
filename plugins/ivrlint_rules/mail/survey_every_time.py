"""The rule `survey-every-time`."""

from __future__ import annotations

from typing import Final

from ivrlint.finding import Finding, Fix
from ivrlint.model import CALLER_INPUT, UNKNOWN, Maybe, Project, Reply, ReplyKind, Survey
from ivrlint.rule import Findings, rule
from ivrlint_rules.fixes.stating import stated
from ivrlint_rules.replying import is_asking_in_subject, is_to_customers, saying_in

_DAY: Final = 86_400.0
_BESIDE: Final = {
    ReplyKind.ACKNOWLEDGEMENT: "nothing has been answered yet",
    ReplyKind.TICKET: "nothing has been answered yet",
    ReplyKind.REFUSAL: "people were refused",
    ReplyKind.CLOSED: "nobody knows whether the matter is resolved",
    ReplyKind.BOT_CLOSING: "nobody knows whether the matter is resolved",
}


@rule("warning", since="0.1", fix="safe")
def survey_every_time(
    project: Project, *, cap_days: int = 90, require_resolved: bool = True
) -> Findings:
    """Customers are asked every single time whether they are satisfied.

    After each call and each mail comes the next mail: are you satisfied? Who was
    not helped takes it as mockery, and who was helped stops answering.

    The rule speaks about surveys, as messages and as steps of a call, that no
    least interval per customer limits, or a shorter one than `cap-days`; and about
    questions for satisfaction in acknowledgements, refusals and closed cases. It
    is silent where the customer chooses the survey by a key or a word, where the
    customer has confirmed that the matter is resolved (tag `resolved`), and where
    the file cannot say how often a survey comes. The safe fix names the least interval
    of a survey.

    Source: a customer who waited in a queue, and then got the mail again, every
    time. In Germany the Bundesgerichtshof (10 July 2018, VI ZR 225/17) held that a
    survey about satisfaction is advertising.

    Options:

        cap-days (days): The least time between two surveys of the same customer.
        require-resolved: Speak of surveys in answers too, unless the matter is resolved.

    Bad:

        reply are-you-satisfied {  //! after every contact
            kind survey
            language en
            subject "How satisfied are you?"
        }

    Good:

        reply are-you-satisfied {
            kind survey
            language en
            subject "How satisfied are you?"
            interval 180d
        }

    Bad:

        reply case-created {
            kind acknowledgement
            language en
            subject "We have your report ({case})"
            body "We answer within two days. How satisfied are you with our service?"  //! yet
        }

    Bad:

        phone "+44 20 7946 0100" {
            language en
            queue agents { next -> rating }
            survey rating {  //! after every contact
                say "How satisfied are you with this call? Press 1 to 5."
            }
        }
    """
    least = cap_days * _DAY
    for reply in project.replies:
        if is_to_customers(reply):
            yield from _in_reply(reply, least, cap_days, require_resolved=require_resolved)
    for flow in project.flows:
        for step in flow.steps:
            if isinstance(step, Survey) and not _is_chosen(step):
                told = _too_often(step.cap, least, cap_days, known=True)
                if told is not None:
                    yield Finding(step, told, fix=_fix(step, "cap", cap_days))


def _in_reply(reply: Reply, least: float, days: int, *, require_resolved: bool) -> Findings:
    if reply.kind is ReplyKind.SURVEY or is_asking_in_subject(reply):
        known = "reply.interval" in reply.document.knows
        told = _too_often(reply.least_interval, least, days, known=known)
        if told is not None:
            survey = reply.kind is ReplyKind.SURVEY
            yield Finding(reply, told, fix=_fix(reply, "interval", days) if survey else None)
    elif require_resolved and reply.kind in _BESIDE and "resolved" not in reply.tags:
        for clause in saying_in(reply, "survey")[:1]:
            yield Finding(
                clause,
                f"this asks how satisfied people are although {_BESIDE[reply.kind]}:"
                " ask after the matter is resolved, and not each time",
            )


def _fix(asking: Reply | Survey, word: str, days: int) -> Fix | None:
    edit = stated(asking, f"{word} {days}d")
    return None if edit is None else Fix(f"wait {days} days", (edit,), safe=True)


def _too_often(interval: Maybe[float], least: float, days: int, *, known: bool) -> str | None:
    """What is wrong with how often a survey comes; None for nothing, or where it is not known."""
    if interval is UNKNOWN or (interval is None and not known):
        return None
    if interval is None:
        return (
            "this asks how satisfied people are after every contact:"
            f" ask the same person once in {days} days at most"
        )
    if isinstance(interval, float) and interval < least:
        return (
            f"the same person is asked again after {interval / _DAY:.3g} days:"
            f" wait {days} days at least"
        )
    return None


def _is_chosen(step: Survey) -> bool:
    """Whether callers only come here who have asked for it by a key or a word."""
    ways = step.flow.graph.whole.edges_to(step)
    return bool(ways) and all(
        edge.exit is not None and edge.exit.cause in CALLER_INPUT for edge in ways
    )
