"""The rule `wait-without-action`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ivrlint.finding import Finding, Skipped
from ivrlint.model import UNKNOWN, Flow, Page, PageKind, Project, Reply, ReplyKind, Say
from ivrlint.rule import Findings, rule
from ivrlint.text import Text, Variable
from ivrlint.words import Clause
from ivrlint_rules.hearing import clauses_at, saying
from ivrlint_rules.journey.picture import clauses_told, numbers_in, picture_of, texts_of
from ivrlint_rules.judgement import by_itself, helps, is_waited_in

_ACTING: Final = frozenset(
    {
        "contact-offer",
        "callback-offer",
        "human-offer",
        "website-redirect",
        "dial-another-number",
        "answer-promise",
        "vague-promise",
        "writing-channel",
    }
)
"""Families of clauses that tell customers what to do, or what the company will do."""


@rule("warning", since="0.1")
def wait_without_action(project: Project) -> Findings:
    """ "Just wait", and nothing is noted.

    The customer reports a loss, is told to wait a day, and after that day
    begins again from nothing: no number, no name, nobody who has looked.

    The rule speaks about an answer (of a page, of a message, or said on the
    phone before the call ends) that tells to wait for some time, if the same
    answer has no link, no number to call, no form, no case number, and no word
    of what the company does or what comes next. It is silent in queues and in
    what is heard while waiting, where a person or a question follows, and about
    bills and confirmations that tell how long something takes.

    Source: a customer whose parcel had not come ("wait 1 day", said the web
    shop), and who would have liked a button that at least takes a note.

    Bad:

        page late-parcel {
            kind faq
            language en
            title "My parcel says delivered, but I have nothing"
            text "Wait one day. Often the parcel comes the day after."  //! are told to wait
        }

    Good:

        page late-parcel {
            kind faq
            language en
            title "My parcel says delivered, but I have nothing"
            text "Wait one day. Still nothing? Report it, and we ask the driver."
            link "Report it" -> page report
        }
        page report {
            kind form
            free-text
        }

    Bad (twiml):

        <Response>
          <Say language="en-GB">Please wait 24 hours.</Say>  <!--! are told to wait -->
          <Hangup/>
        </Response>
    """
    picture = picture_of(project)
    for page in picture.pages:
        if page.kind is not PageKind.FORM and not (page.links or page.phones or page.subjects):
            yield from _in_writing(page)
    for reply in picture.replies:
        if reply.kind is not ReplyKind.ABSENCE and not reply.links and not _is_numbered(reply):
            yield from _in_writing(reply)
    for flow in project.flows:
        if not is_waited_in(flow):
            yield from _on_the_phone(flow)


def _in_writing(station: Page | Reply) -> Findings:
    told = list(clauses_told(station))
    if _only_waits(told) and not any(True for _ in numbers_in(texts_of(station))):
        for clause in told:
            if "wait-advice" in clause.families:
                yield _finding(clause)
                return


def _on_the_phone(flow: Flow) -> Findings:
    for step in flow.steps:
        if not isinstance(step, Say):
            continue
        for _, clause in saying(step.prompts, "wait-advice"):
            if not _only_waits(clauses_at(step)):
                break
            followed = flow.graph.whole.leads_to(helps, by_itself)(step)
            if followed is False:
                yield _finding(clause)
            elif followed is UNKNOWN:
                yield Skipped(step, "it is not known what follows")
            break


def _only_waits(told: Iterable[Clause]) -> bool:
    """Whether the customer is told to wait, and nothing else is told or done."""
    families = [set(clause.families) for clause in told]
    return any("wait-advice" in found for found in families) and not any(
        found & _ACTING for found in families
    )


def _is_numbered(reply: Reply) -> bool:
    """Whether it gives the customer something to come back with: a number of a case."""
    texts = [*texts_of(reply), *([reply.subject] if isinstance(reply.subject, Text) else [])]
    return any(isinstance(piece, Variable) for text in texts for piece in text.pieces)


def _finding(clause: Clause) -> Finding:
    return Finding(
        clause.place,
        "customers are told to wait, and nothing is noted;"
        " take a report, or tell what to do when the time is over",
    )
