"""The rule `advertising-without-consent`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ivrlint.finding import Finding, Fix
from ivrlint.model import Body, Project, Prompt, Reply, ReplyKind
from ivrlint.rule import Findings, rule
from ivrlint.words import Clause, clauses_of
from ivrlint_rules.fixes.leaving_out import without, without_paragraph, without_sentence
from ivrlint_rules.legal.law import Law, Laws, named
from ivrlint_rules.waiting import waits

_LAWS: Final[Laws] = {
    "de": Law(
        "the judgments of the German Bundesgerichtshof VI ZR 134/15 and VI ZR 225/17",
        "of 15 December 2015 and 10 July 2018",
    ),
    "br": Law("article 4(5) of Brazil's Decreto 11.034/2022", "of 5 April 2022"),
    "pt": Law("Portugal's Decreto-Lei 134/2009", "of 2 June 2009"),
}

_MAILS: Final = frozenset({"de"})
_WAITING: Final = frozenset({"br", "pt"})
_ANSWERS: Final = frozenset(
    {ReplyKind.ACKNOWLEDGEMENT, ReplyKind.TICKET, ReplyKind.ABSENCE, ReplyKind.CLOSED}
)


@rule("error", since="0.1", fix="safe", default=False)
def advertising_without_consent(project: Project, *, country: Sequence[str] = ()) -> Findings:
    """Advertising or a survey where the law of a country wants consent for it.

    People who wait or ask for help cannot get away from it.

    For Germany the rule looks at advertising and surveys in automatic answers
    whose consent is not declared: a court forbade advertising there after an
    objection, and took surveys for advertising. For Brazil and Portugal it
    looks at advertising that waiting callers hear. It is silent until a country
    is named, where consent is declared, and about texts in a language that is
    not known. The safe fix leaves the paragraph or the sentence out.

    Source: the German Bundesgerichtshof, VI ZR 134/15 (an automatic reply with
    advertising after the customer had objected) and VI ZR 225/17 (a survey is
    advertising); Brazil's Decreto 11.034/2022, article 4; Portugal's
    Decreto-Lei 134/2009.

    Options:

        country: The countries whose law is meant: de, br, pt.

    Bad (options country=de):

        reply received {
            kind acknowledgement
            language en
            body "We have received your mail. Discover our new tariffs now!"  //! may conflict with
        }

    Bad (options country=br):

        phone "+55 11 4000 0000" {
            language en
            start -> desk
            queue desk {
                say "Upgrade today and save 20 percent." every 60s  //! advertising
            }
        }

    Good (options country=de):

        reply received {
            kind acknowledgement
            language en
            body "We have received your mail, and answer within two days."
        }
    """
    laws = dict(named(country, _LAWS))
    for code in laws.keys() & _MAILS:
        for reply in project.replies:
            if reply.kind in _ANSWERS and reply.consent is not True:
                for clause, what, fix in _in_reply(reply):
                    yield Finding(
                        clause,
                        f"{what} in an automatic answer to customers who have not"
                        f" consented may conflict with {laws[code]}",
                        fix=fix,
                    )
    for code in sorted(laws.keys() & _WAITING):
        for prompt, clause in _while_waiting(project):
            yield Finding(
                clause,
                "advertising that callers hear while they wait"
                f" {_repeated(prompt)}may conflict with {laws[code]}",
                fix=without(prompt, clause),
            )


def _in_reply(reply: Reply) -> Iterator[tuple[Clause, str, Fix | None]]:
    for body in reply.bodies:
        language = body.language or reply.spoken_language
        clauses = clauses_of(body.text, language, reply.document.project)
        for clause in clauses:
            if "upsell" in clause.families:
                yield clause, "advertising", _fix(body, clause, clauses)
            elif "survey" in clause.families:
                yield clause, "a survey", _fix(body, clause, clauses)


def _fix(body: Body, clause: Clause, clauses: tuple[Clause, ...]) -> Fix | None:
    paragraph = without_paragraph(body, clause, clauses, "upsell", "survey")
    return paragraph or without_sentence(body, clause)


def _while_waiting(project: Project) -> Iterator[tuple[Prompt, Clause]]:
    for wait in waits(project):
        for prompt, clause in wait.clauses:
            if "upsell" in clause.families and not clause.keys:
                yield prompt, clause


def _repeated(prompt: Prompt) -> str:
    return "" if prompt.every is None else f"every {prompt.every:g} seconds "
