"""The rule `missing-update-path`."""

from __future__ import annotations

from ivrlint.finding import Finding, Skipped
from ivrlint.model import UNKNOWN, Address, Collect, PageKind, Project, Reply
from ivrlint.rule import Findings, rule
from ivrlint.text import Text, Variable
from ivrlint_rules.addresses import is_answered
from ivrlint_rules.journey.picture import (
    Picture,
    clauses_told,
    numbers_in,
    picture_of,
    texts_of,
)
from ivrlint_rules.journey.requirements import is_case_number
from ivrlint_rules.replying import ACKNOWLEDGING


@rule("warning", since="0.1")
def missing_update_path(project: Project) -> Findings:
    """You cannot add to your own case, or withdraw it.

    The parcel has come after all, or a photo is to be added, and nothing takes
    the number of the case: the customer can only begin a new one, or let people
    work on what is solved.

    The rule speaks about a message that confirms a case with its number, if it
    cannot be answered, has no link and names no address or phone number, and no
    line, form or chat of the project asks for that number. It is silent where
    the file does not say where answers go, where no case is numbered (fact
    `ticketing` with `none`), and in projects that tell of no pages or forms,
    since what is not told of may be there all the same.

    Source: a customer who wanted to report that the matter was solved ("my
    question was how to sign off the case").

    Bad:

        reply case-created {  //! nothing takes the number of this case
            kind acknowledgement
            from "auto-reply@parcels.example"
            subject "We have received your report"
            variables case
            body "Your case has the number {case}."
        }
        page contact-form {
            kind form
            subject "Where is my parcel?"
        }

    Good:

        reply case-created {
            kind acknowledgement
            from "service@parcels.example"
            subject "We have received your report"
            variables case
            body "Your case has the number {case}. Answer this mail to add to it."
        }
        page contact-form {
            kind form
            subject "Where is my parcel?"
        }

    Good:

        reply case-created {
            kind acknowledgement
            from "auto-reply@parcels.example"
            subject "We have received your report"
            variables case
            body "Your case has the number {case}."
        }
        page contact-form { kind form }
        form update "parcels.example/update" {
            collect which {
                say "What is the number of your case?"
                as case-number
                noinput -> which
                nomatch -> which
            }
        }
    """
    picture = picture_of(project)
    if not picture.tells_of_channels:
        return
    asked = _asked(picture) if picture.replies else set()
    asks = any(map(is_case_number, asked))
    for reply in picture.replies:
        number = _number(reply)
        if reply.kind not in ACKNOWLEDGING or number is None or reply.value("ticketing") == "none":
            continue
        answered = is_answered(reply)
        if answered is UNKNOWN:
            yield Skipped(reply, "it is not known where answers to it go")
        elif not (
            answered is True or reply.links or asks or number in asked or _names_a_way(reply)
        ):
            yield Finding(
                reply,
                f"nothing takes the number of this case, {number!r}: the message cannot be"
                " answered and names no other way; let customers add to it and withdraw it",
            )


def _number(reply: Reply) -> str | None:
    """The variable that numbers the case: the one that the subject or the text shows."""
    texts = [*([reply.subject] if isinstance(reply.subject, Text) else []), *texts_of(reply)]
    shown = [piece.name for text in texts for piece in text.pieces if isinstance(piece, Variable)]
    return next((name for name in shown if is_case_number(name)), None)


def _names_a_way(reply: Reply) -> bool:
    """Whether its text names a phone number or an address where somebody is."""
    own = {
        each.address.casefold()
        for each in (reply.sender, reply.reply_to)
        if isinstance(each, Address)
    }
    for clause in clauses_told(reply):
        if "contact-offer" in clause.families and "dial-another-number" not in clause.families:
            return True
    if any(True for _ in numbers_in(texts_of(reply))):
        return True
    plain = " ".join(text.plain for text in texts_of(reply)).casefold()
    return any("@" in word and word.strip(".,;:()<>") not in own for word in plain.split())


def _asked(picture: Picture) -> set[str]:
    """The data that lines, chats and forms ask for."""
    found = {
        name
        for flow in picture.project.flows
        for step in flow.steps
        if isinstance(step, Collect)
        for name in (step.data or "", *(datum.name for datum in step.writes))
    }
    return found.union(
        need for page in picture.pages if page.kind is PageKind.FORM for need in page.needs
    )
