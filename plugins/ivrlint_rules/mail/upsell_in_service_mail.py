"""The rule `upsell-in-service-mail`."""

from __future__ import annotations

from typing import Final

from ivrlint.finding import Finding, Severity
from ivrlint.graph import Graph
from ivrlint.model import Bot, Input, Project, Reply, ReplyKind, Say, Step
from ivrlint.rule import Findings, rule
from ivrlint.words import clauses_of
from ivrlint_rules.fixes.leaving_out import without, without_paragraph
from ivrlint_rules.hearing import saying
from ivrlint_rules.intents import Intents, of_edge, of_step
from ivrlint_rules.judgement import is_waited_in
from ivrlint_rules.replying import is_to_customers, language_of
from ivrlint_rules.waiting import is_on_the_way

_SERVING: Final = frozenset(
    {
        ReplyKind.ACKNOWLEDGEMENT,
        ReplyKind.TICKET,
        ReplyKind.CLOSED,
        ReplyKind.REFUSAL,
        ReplyKind.ABSENCE,
        ReplyKind.BOT_CLOSING,
        ReplyKind.INFORMATION,
    }
)
_TALKING: Final = (Say, Input, Bot)
_UNWILLING: Final = {
    "cancel": "to end a contract",
    "complaint": "to complain",
    "fault": "because something does not work",
}
_TAGLINE: Final = 6
"""Words that a line below a signature may have."""


@rule("warning", since="0.1", fix="safe")
def upsell_in_service_mail(project: Project) -> Findings:
    """Advertising in the answer to a question or a complaint.

    Somebody whose case was closed without help reads: "Tip: buy from us more
    often". It says what the company takes the customer for.

    The rule looks for sentences that sell something in what answers customers:
    acknowledgements, tickets, closed cases, refusals, absence notices, the last
    words of a bot; and in what callers hear who chose to complain, to cancel, or to
    tell of a fault. In a message that only informs, such as a receipt, and where it
    is a line of up to six words, it is information only. It is silent where the
    person has agreed (`consent`), where the message is declared to be advertising
    (fact `purpose`), about offers bound to a key, and about sentences in a language
    that there are no words for; what is heard on the way into a queue is left to
    `ads-while-waiting`. The safe fix drops the paragraph if it says nothing else.

    Source: a customer whose case a bot closed with a tip to buy more. In Germany
    the Bundesgerichtshof (15 December 2015, VI ZR 134/15) held advertising in an
    automatic answer unlawful after the customer had objected to it.

    Bad:

        reply case-closed {
            kind bot-closing
            language en
            subject "Your case is closed"
            body "We have closed your case."
            body "Save 20 % with our new premium plan, only this week!"  //! sells something
        }

    Bad:

        reply receipt {
            kind information
            language en
            subject "Your receipt"
            body "Take advantage of our special offer on shoe care."  //! info: sells something
        }

    Good:

        reply newsletter {
            kind information
            language en
            consent
            subject "What is new"
            body "Save 20 % with our new premium plan, only this week!"
        }

    Bad:

        phone "+44 20 7946 0100" {
            language en
            menu main {
                say "To cancel your contract, press 1. For opening hours, press 2."
                key 1 "cancel your contract" -> offer
                key 2 "opening hours" -> hours
                noinput -> hours
                nomatch -> hours
            }
            say offer {
                "Save 20 % with our new premium plan!"  //! to callers who came to end a contract
                next -> form
            }
            say form { "We send you a form." }
            say hours { "We are open from nine to five." }
        }

    Bad (sieve):

        require "vacation";
        vacation :days 7 text:
        I am away on vacation until Monday, 1 June, and will read your message then.

        Why not upgrade to our new premium plan? Save 20 %!  #! sells something
        .
        ;
    """
    for reply in project.replies:
        if reply.kind in _SERVING and is_to_customers(reply):
            yield from _in_reply(reply)
    for flow in project.flows:
        if not is_waited_in(flow):
            for step in flow.steps:
                if isinstance(step, _TALKING) and step.prompts:
                    yield from _at_step(step)


def _at_step(step: Step) -> Findings:
    graph = step.flow.graph.whole
    for prompt, clause in saying(step.prompts, "upsell"):
        wanted = sorted(_wanted(graph, step) & _UNWILLING.keys())
        if clause.keys or not wanted or is_on_the_way(graph, step):
            return
        yield Finding(
            clause,
            f"this sells something to callers who came {_UNWILLING[wanted[0]]}: leave it out",
            witness=graph.witness(step),
            fix=without(prompt, clause),
        )


def _wanted(graph: Graph, step: Step) -> Intents:
    """What all callers come for who reach a step: as declared, else by the option just chosen."""
    found = of_step(step)
    if found:
        return found
    ways = [of_edge(edge) for edge in graph.edges_to(step)]
    return frozenset.intersection(*ways) if ways else frozenset()


def _in_reply(reply: Reply) -> Findings:
    if reply.consent is True or reply.value("purpose") is not None:
        return
    project = reply.document.project
    for body in reply.bodies:
        clauses = clauses_of(body.text, language_of(body, reply), project)
        selling = [clause for clause in clauses if "upsell" in clause.families]
        for clause in selling[:1]:
            short = len(clause.text.split()) <= _TAGLINE and "!" not in clause.text
            mild = short or reply.kind is ReplyKind.INFORMATION
            whom = (
                "in a message that is there to inform"
                if reply.kind is ReplyKind.INFORMATION
                else "to people who wait for an answer"
            )
            yield Finding(
                clause,
                f"this sells something {whom}: leave it out",
                severity=Severity.INFO if mild else None,
                fix=without_paragraph(body, clause, clauses, "upsell"),
            )
