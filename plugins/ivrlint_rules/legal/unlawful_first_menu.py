"""The rule `unlawful-first-menu`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ivrlint.finding import Finding, Skipped
from ivrlint.graph import Edge, Graph, StepSet
from ivrlint.model import Flow, Menu, Step
from ivrlint.rule import Findings, rule
from ivrlint_rules.judgement import by_itself, is_person, listed
from ivrlint_rules.law import Law, Laws, is_service_line, named
from ivrlint_rules.offers import is_labelled, is_topical, offers_of

_LAWS: Final[Laws] = {
    "pt": Law("Portugal's Decreto-Lei 134/2009", "of 2 June 2009"),
    "es": Law(
        "article 8 of Spain's Ley 10/2025",
        "in force since 28 December 2025, with time for companies until 28 December 2026",
    ),
    "br": Law("article 5 of Brazil's Decreto 11.034/2022", "of 5 April 2022"),
    "il": Law("amendment 57 of Israel's Consumer Protection Law", "of 2018"),
}

_MOST_IN_PORTUGAL: Final = 5
"""Options of the first menu, by Decreto-Lei 134/2009."""


@rule("error", since="0.1", default=False)
def unlawful_first_menu(flow: Flow, *, country: Sequence[str] = ()) -> Findings:
    """The first menu lacks what the law of a country puts there.

    Laws name what callers need at once: a person, a way to complain, a way to
    leave. Where it is hidden deeper, callers give up before they get there.

    The rule looks at the first menu that asks what the call is about, after a
    choice of language. For Portugal: at most five options, and a person among
    them. For Spain: a person among them. For Brazil: an option to complain and
    one to cancel. For Israel: options for faults and for ending a contract lead
    to a person. It is silent until a country is named, where the words of the
    menu are not known, and where a target that could not be resolved may be
    the person. Smaller companies may be outside of a law's scope.

    Source: Portugal's Decreto-Lei 134/2009, Spain's Ley 10/2025, Brazil's
    Decreto 11.034/2022, as lawyers' summaries tell them; amendment 57 of
    Israel's Consumer Protection Law, as a law firm tells it.

    Options:

        country: The countries whose law is meant: pt, es, br, il.

    Bad (options country=es):

        phone "+34 910 000 000" {
            language en
            start -> main
            menu main {  //! no option of the first menu is a person
                say "For your balance, press 1. For our address, press 2."
                key 1 -> balance
                key 2 -> address
                noinput -> main
                nomatch -> main
            }
            say balance { "Your balance is {balance}." }
            say address { "We are at Main Street 1." }
        }

    Bad (options country=br):

        phone "+55 11 4000 0000" {
            language en
            start -> main
            menu main {  //! the first menu has no option to complain and none to cancel
                say "To buy, press 1. For anything else, press 2."
                key 1 -> desk
                key 2 -> desk
                noinput -> desk
                nomatch -> desk
            }
            queue desk { }
        }

    Good (options country=es):

        phone "+34 910 000 000" {
            language en
            start -> main
            menu main {
                say "For your balance, press 1. To speak to a person, press 2."
                key 1 -> balance
                key 2 -> desk
                noinput -> desk
                nomatch -> desk
            }
            say balance { "Your balance is {balance}." }
            queue desk { }
        }
    """
    if not country or not is_service_line(flow):
        return
    laws = list(named(country, _LAWS))
    for menu in _first_menus(flow) if laws else ():
        if not all(offer.option is not None for offer in offers_of(menu).told) or not menu.complete:
            yield Skipped(menu, "not everything that it offers is known")
            continue
        for code, law in laws:
            for lack in _lacks(menu, code):
                yield Finding(
                    menu,
                    f"{lack}; this may conflict with {law}",
                    witness=flow.graph.whole.witness(menu),
                )


def _first_menus(flow: Flow) -> Iterator[Menu]:
    """The menus that callers meet before they have said what they want."""
    graph = flow.graph.whole
    seen = StepSet()
    todo = list(graph.starts_of(flow))
    while todo:
        step = todo.pop()
        if not seen.add(step):
            continue
        if isinstance(step, Menu) and is_topical(step):
            yield step
        else:
            todo += [edge.step for edge in graph.edges(step) if edge.step is not None]


def _lacks(menu: Menu, code: str) -> Iterator[str]:
    graph = menu.flow.graph.whole
    match code:
        case "pt" | "es":
            if not any(map(_may_be_a_person, _options(graph, menu))):
                yield "no option of the first menu is a person"
            many = len({option.key for option in menu.options if option.key is not None})
            if code == "pt" and many > _MOST_IN_PORTUGAL:
                yield f"the first menu has {many} options, more than {_MOST_IN_PORTUGAL}"
        case "br":
            if offers_of(menu).known:
                named_there = {"complaint": "to complain", "cancel": "to cancel"}
                absent = [told for family, told in named_there.items() if not _has(menu, family)]
                if absent:
                    yield f"the first menu has no option {listed(absent, 'and none')}"
        case "il":
            for edge in _options(graph, menu):
                about = _about(menu, edge)
                if about is not None and not _may_be_a_person(edge):
                    yield f"the option for {about} does not lead to a person"


def _options(graph: Graph, menu: Menu) -> list[Edge]:
    return [edge for edge in graph.edges(menu) if edge.is_input]


def _may_be_a_person(edge: Edge) -> bool:
    """Whether a person answers behind an option, without another question."""
    target = edge.step
    if target is None:
        return True
    return target.flow.graph.whole.leads_to(is_person, by_itself)(target) is not False


def _has(menu: Menu, family: str) -> bool:
    told = any(offer.belongs(menu, family) for offer in offers_of(menu).told)
    return (
        told
        or any(is_labelled(menu, option, family) for option in menu.options)
        or any(_is_for(option.step, family) for option in _options(menu.flow.graph.whole, menu))
    )


def _is_for(step: Step | None, family: str) -> bool:
    return step is not None and (family in step.tags or step.value("intent") == family)


def _about(menu: Menu, edge: Edge) -> str | None:
    """What an option is for that the law of Israel names; None for any other."""
    for family, told in (("fault", "faults"), ("cancel", "ending a contract")):
        option = edge.exit
        offered = [offer for offer in offers_of(menu).told if offer.option is option]
        if any(offer.belongs(menu, family) for offer in offered) or _is_for(edge.step, family):
            return told
    return None
