"""The rule `unlawful-first-menu`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ivrlint.finding import Finding, Skipped
from ivrlint.graph import Edge, Graph, StepSet
from ivrlint.model import Flow, Menu, Step
from ivrlint.rule import Findings, rule
from ivrlint_rules.beginnings import begun_in
from ivrlint_rules.customers import is_for_customers
from ivrlint_rules.judgement import asks, by_itself, is_person, listed
from ivrlint_rules.keys import is_key
from ivrlint_rules.legal.law import Law, Laws, is_service_line, named
from ivrlint_rules.menus_met import topics
from ivrlint_rules.offers import is_labelled, is_language_choice, is_topical, offers_of

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

_FEWEST: Final = 3
"""Options of a menu that surely asks what the call is about: with two it is mostly a yes or no."""

_SERVICE_KEYS: Final = frozenset("0*#")


@rule("error", since="0.1", default=False)
def unlawful_first_menu(flow: Flow, *, country: Sequence[str] = ()) -> Findings:
    """The first menu lacks what the law of a country puts there.

    Laws name what callers need at once: a person, a way to complain, a way to
    leave. Where it is hidden deeper, callers give up before they get there.

    The rule looks at the first menu that callers meet, after a choice of
    language. For Portugal: at most five options (0, star and hash are not
    counted), and a person among them. For Spain: a person among them. For Brazil:
    an option to complain and one to cancel. What is missing is told of a menu of
    three options or more: with two it is mostly a yes or no. For Israel: options
    for faults and for ending a contract lead to a person. It is silent until a
    country is named, where the words of the menu are not known, about flows that
    other flows lead to, and where a target that could not be resolved may be the
    person. Smaller companies may be outside of a law's scope.

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
                say "For your balance, press 1. For our address, press 2. For our hours, press 3."
                key 1 -> balance
                key 2 -> address
                key 3 -> hours
                noinput -> main
                nomatch -> main
            }
            say balance { "Your balance is {balance}." }
            say address { "We are at Main Street 1." }
            say hours { "We are open from nine to five." }
        }

    Bad (options country=br):

        phone "+55 11 4000 0000" {
            language en
            start -> main
            menu main {  //! the first menu has no option to complain and none to cancel
                say "To buy, press 1. For your bill, press 2. For anything else, press 3."
                key 1 -> desk
                key 2 -> desk
                key 3 -> desk
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
                say "For your balance, press 1. For our hours, press 2. For a person, press 3."
                key 1 -> balance
                key 2 -> hours
                key 3 -> desk
                noinput -> desk
                nomatch -> desk
            }
            say balance { "Your balance is {balance}." }
            say hours { "We are open from nine to five." }
            queue desk { }
        }
    """
    if not country or not is_service_line(flow):
        return
    laws = list(named(country, _LAWS))
    if not laws or flow not in begun_in(flow.document.project):
        return
    for menu in _first_menus(flow):
        offers = offers_of(menu)
        bound = all(offer.option is not None for offer in offers.told)
        if not (offers.known and bound and menu.complete):
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
    """The menus that callers meet before any other, but for a choice of language."""
    graph = flow.graph.whole
    seen = StepSet()
    todo = list(graph.starts_of(flow))
    while todo:
        step = todo.pop()
        if not seen.add(step):
            continue
        if isinstance(step, Menu) and asks(step) and not is_language_choice(step):
            if is_topical(step) and is_for_customers(step):
                yield step
        elif is_person(step) is False:
            todo += [edge.step for edge in graph.edges(step) if edge.step is not None]


def _lacks(menu: Menu, code: str) -> Iterator[str]:
    graph = menu.flow.graph.whole
    asks_for_the_topic = len(topics(menu)) >= _FEWEST
    match code:
        case "pt" | "es" if asks_for_the_topic:
            if not any(map(_may_be_a_person, _options(graph, menu))):
                yield "no option of the first menu is a person"
            keys = [offer.key for offer in offers_of(menu).told] or _bound(menu)
            many = len(set(keys) - _SERVICE_KEYS)
            if code == "pt" and many > _MOST_IN_PORTUGAL:
                yield f"the first menu has {many} options, more than {_MOST_IN_PORTUGAL}"
        case "br" if asks_for_the_topic:
            named_there = {"complaint": "to complain", "cancel": "to cancel"}
            absent = [told for family, told in named_there.items() if not _has(menu, family)]
            if absent:
                yield f"the first menu has no option {listed(absent, 'and none')}"
        case "il":
            for edge in _options(graph, menu):
                about = _about(menu, edge)
                if about is not None and not _may_be_a_person(edge):
                    yield f"the option for {about} does not lead to a person"


def _bound(menu: Menu) -> list[str]:
    return [option.key for option in menu.options if option.key is not None and is_key(option.key)]


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
