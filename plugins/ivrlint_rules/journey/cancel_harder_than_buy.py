"""The rule `cancel-harder-than-buy`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.finding import Finding, Related, Severity, Skipped
from ivrlint.model import Exit, Project, Step
from ivrlint.rule import Findings, rule
from ivrlint_rules import intents
from ivrlint_rules.hearing import saying
from ivrlint_rules.journey.effort import Effort, efforts

_LEAVING: Final = {"cancel": "cancelling", "complaint": "complaining"}


@rule("error", since="0.1")
def cancel_harder_than_buy(
    project: Project, *, ratio: float = 1.0, extra: int = 1, save_offers: int = 1
) -> Findings:
    """Leaving takes more than joining.

    Whoever wants to buy has one key to press; whoever wants to leave, or to
    complain, is passed on from desk to desk, and asked for the same number at each.

    The rule compares the least that it takes to get to somebody who helps, or to
    a step tagged `done`: keys, words and entries, people who pass the customer
    on, what these people ask, pages on the way. It goes by what is declared (the
    facts `buy`, `cancel`, `complaint`, or `intent`), by labels and by what menus
    announce. A difference of one is allowed; where only the menu lies deeper in
    which the option stands, it warns. It also counts offers to stay on the way
    out. It is silent where no way to buy or no way to leave is told of; where a
    target that could not be resolved may be a shorter way; about an identity
    check that the law wants (tag `existing-customers-auth`); and in projects
    without `.ivr` files or declared facts.

    Source: two customers ("ending a contract, that is not so simple", and a
    promise in front that does not hold at the back). California wants
    cancelling to be answered promptly (AB 2863); Brazil wants it in the first
    menu (decree 11.034/2022); the United Kingdom from spring 2027 (DMCC Act);
    the rule of the American FTC was set aside on 8 July 2025.

    Options:

        ratio (times): How many times the effort of buying is allowed.
        extra (inputs and hand-overs): How much more is allowed on top of that.
        save-offers (offers): The most offers to stay on the way out.

    Bad:

        phone "+44 20 7946 0100" {
            language en
            menu main {
                say "To place an order, press 1. For your contract, press 2."
                key 1 "to place an order" -> sales
                key 2 "your contract" -> contract
                noinput -> main
                nomatch -> main
            }
            menu contract {
                say "To change it, press 1. To end it, press 2."
                key 1 "to change it" -> service
                key 2 "cancel" -> number  //! cancelling takes 3 inputs and hand-overs, buying 1
                noinput -> contract
                nomatch -> contract
            }
            collect number {
                as contract-number
                noinput -> number
                nomatch -> number
                next -> service
            }
            queue sales { }
            queue service { }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en
            menu main {
                say "To place an order, press 1. To cancel your contract, press 2."
                key 1 "to place an order" -> sales
                key 2 "cancel" -> service
                noinput -> service
                nomatch -> service
            }
            queue sales { }
            queue service { }
        }
    """
    if not _tells(project):
        return
    buying = efforts(project, "buy")
    if not isinstance(buying, Effort):
        return
    for intent, said in _LEAVING.items():
        leaving = efforts(project, intent)
        if leaving is None:
            continue
        if not isinstance(leaving, Effort):
            yield Skipped(buying.end, f"a way that is not known may be shorter for {said}")
        elif leaving.cost > buying.cost * ratio + extra:
            yield _finding(
                leaving,
                buying,
                f"{said} takes {leaving.cost} inputs and hand-overs, buying {buying.cost};"
                " let it take no more",
            )
        elif leaving.option and buying.option and leaving.depth > buying.depth:
            yield _finding(
                leaving,
                buying,
                f"buying is offered after {buying.depth} inputs, {said} after {leaving.depth};"
                " offer both in the same menu",
                Severity.WARNING,
            )
        elif (offers := _offers(leaving)) > save_offers:
            yield _finding(
                leaving,
                buying,
                f"{offers} offers to stay come on the way of {said}; make at most {save_offers}",
            )


def _tells(project: Project) -> bool:
    """Whether somebody says what customers come for, and not only a telephone system."""
    return any(document.format == "ivr" for document in project.documents) or any(
        (thing.tags or thing.values) and intents.declared(thing) for thing in _things(project)
    )


def _things(project: Project) -> Iterator[Step | Exit]:
    for flow in project.flows:
        for step in flow.steps:
            yield step
            yield from step.exits


def _offers(leaving: Effort) -> int:
    steps: list[Step] = [edge.source for edge in leaving.edges]
    return sum(any(True for _ in saying(step.prompts, "upsell")) for step in steps)


def _finding(
    leaving: Effort, buying: Effort, message: str, severity: Severity | None = None
) -> Finding:
    at = leaving.option.exit if leaving.option and leaving.option.exit else leaving.end
    other = buying.option.exit if buying.option and buying.option.exit else buying.end
    graph = leaving.end.flow.graph.whole
    first = leaving.edges[0].source if leaving.edges else leaving.end
    return Finding(
        at,
        message,
        severity=severity,
        related=[Related(other, "this is the way to buy")],
        witness=graph.witness(first, leaving.edges),
    )
