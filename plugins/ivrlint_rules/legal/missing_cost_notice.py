"""The rule `missing-cost-notice`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ivrlint.finding import Finding, Skipped
from ivrlint.graph import Edge, Graph, StepSet
from ivrlint.model import Flow, Role, Step
from ivrlint.rule import Findings, rule
from ivrlint_rules.hearing import is_known, saying
from ivrlint_rules.judgement import asks, is_person, speaks
from ivrlint_rules.legal.law import Law, Laws, Tariff, named, tariff

_LAWS: Final[Laws] = {
    "nl": Law("the Dutch rules on 090x numbers", "as the regulator ACM explains them"),
    "de": Law("§ 110 of the German TKG", "in force since 1 December 2021"),
}


@rule("error", since="0.1", default=False)
def missing_cost_notice(flow: Flow, *, country: Sequence[str] = ()) -> Findings:
    """On a dear number, the price is not told first.

    The meter runs before the caller knows that there is one.

    The rule follows a call to a premium-rate number until the caller is asked
    something, waits, or gets through: by then the price has to have been said.
    It is silent until a country is named, about numbers that cost no more than
    others, and where a prompt on the way is not known as text.

    Source: the Dutch regulator ACM on 090x numbers: the caller hears beforehand
    what the call costs, and pays nothing for hearing it. That German law (TKG, §
    110) has prices of premium services announced is common knowledge.

    Options:

        country: The countries whose law is meant: nl, de.

    Bad (options country=nl):

        phone "0900-1234" {
            language en
            start -> greeting
            say greeting {
                "Welcome to the tax desk."
                next -> main
            }
            menu main {  //! callers are not told what 0900-1234 costs before this
                say "For forms, press 1."
                key 1 -> desk
                noinput -> desk
                nomatch -> desk
            }
            queue desk { }
        }

    Good (options country=nl):

        phone "0900-1234" {
            language en
            start -> price
            say price {
                "This call costs 10 cents a minute."
                next -> desk
            }
            queue desk { }
        }
    """
    if not (country and flow.numbers and flow.role is Role.ENTRY):
        return
    for number in flow.numbers:
        for code, law in named(country, _LAWS):
            if tariff(number, code) is Tariff.PREMIUM:
                yield from _judge(flow, number, law)
                return


def _judge(flow: Flow, number: str, law: Law) -> Findings:
    graph = flow.graph.whole
    seen = StepSet()
    todo = list(graph.starts_of(flow))
    while todo:
        step = todo.pop()
        if not seen.add(step) or any(True for _ in saying(step.prompts, "cost-notice")):
            continue
        if speaks(step) and not all(map(is_known, step.prompts)):
            yield Skipped(step, "not everything that is said there is known as text")
        elif asks(step) or is_person(step) is not False:
            yield Finding(
                step,
                f"callers are not told what {number} costs before this; it may conflict with {law}",
                witness=graph.witness(step),
            )
        else:
            todo += _next(graph, step)


def _next(graph: Graph, step: Step) -> list[Step]:
    edges: Sequence[Edge] = graph.edges(step)
    return [edge.step for edge in edges if edge.step is not None]
