"""The rule `missing-other-option`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.graph import Edge, Graph
from ivrlint.model import UNKNOWN, Channel, Menu, Project, Role
from ivrlint.rule import Findings, rule
from ivrlint_rules.beginnings import first_met
from ivrlint_rules.judgement import MISTAKES, answers, is_tagged, onwards
from ivrlint_rules.offers import is_after, is_labelled, is_topical, offers_of
from ivrlint_rules.soundness import is_whole

_ROLES: Final = frozenset({Role.ENTRY, Role.MODULE})
_FOR_ALL: Final = ("other-option", "human-offer")
_FARTHEST: Final = 1000
"""Steps before a menu that are looked at."""
_FEWEST: Final = 3
"""Options of a menu of topics; two are a choice between this and that."""


@rule("warning", since="0.1")
def missing_other_option(project: Project, *, levels: int = 1) -> Findings:
    """A menu with no key for the problem that has no key.

    Menus are made for the normal case. Whoever has another one listens to all
    of it, presses some key, and is sent on from there; or gives up.

    The rule looks at the first menu of topics that customers meet: three options or
    more. It speaks where no option is for everything else, no option is for a
    person, and neither a service key, silence nor a wrong key leads to one. It is
    silent where not all is known that is said or offered, about open questions,
    choices of a language and menus tagged `yes-no`, `expert`, `info-only` or
    `screening`, and in flows where nobody answers at all, which `human-unreachable`
    tells.

    Source: a customer who listens whether his problem has a number of its own,
    and finds that menus are made for a normal case.

    Options:

        levels (menus): In how many menus after one another there has to be such a key.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {  //! no key is for anything else
                say "For sales, press 1. For delivery, press 2. For invoices, press 3."
                key 1-3 -> agents
                noinput -> goodbye
                nomatch -> goodbye
            }
            queue agents { }
            say goodbye { "We did not understand you. Goodbye." }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "For sales, press 1. For delivery, press 2. For anything else, press 3."
                key 1-3 -> agents
                noinput -> goodbye
                nomatch -> goodbye
            }
            queue agents { }
            say goodbye { "We did not understand you. Goodbye." }
        }

    Bad (asterisk; files extensions.conf, queues.conf, our-sounds-en.txt):

        --- extensions.conf
        [main]
        exten => s,1,Set(CHANNEL(language)=en)
         same => n,Background(our/menu)  ;! no key is for anything else
         same => n,WaitExten(8)
        exten => _[1-3],1,Queue(desk,t,,,300)
        exten => i,1,Playback(our/goodbye)
        exten => t,1,Playback(our/goodbye)
        --- queues.conf
        [desk]
        member => PJSIP/100
        --- our-sounds-en.txt
        our/menu: For sales, press 1. For delivery, press 2. For invoices, press 3.
        our/goodbye: Goodbye.
    """
    graph = project.graph
    menus = [menu for menu in graph.steps_of(Menu) if _is_meant(menu)]
    if not menus:
        return
    firsts = {id(flow) for flow, begins in first_met(project) if begins is True}
    leads = graph.leads_to(answers, onwards)
    helped = graph.leads_to(answers)
    for menu in menus:
        told = offers_of(menu).told
        if sum(offer.key in "123456789" for offer in told) < _FEWEST:
            continue
        if not _begins_in(graph, menu, firsts) or helped(menu) is not True:
            continue
        if not is_topical(menu) or is_after(graph, menu, levels):
            continue
        if any(offer.belongs(menu, *_FOR_ALL) for offer in told) or any(
            is_labelled(menu, option, *_FOR_ALL) for option in menu.options
        ):
            continue
        ends = [UNKNOWN if e.step is None else leads(e.step) for e in _for_all(graph, menu)]
        if True in ends:
            continue
        if not offers_of(menu).known or UNKNOWN in ends:
            yield Skipped(menu, "it is not known what is said, or where its other ways lead")
            continue
        yield Finding(
            menu,
            f"no key is for anything else in {menu.shown_name!r}; give one to callers whose"
            " question is not among these, or let silence lead to a person",
            related=[Related(told[-1].clause, "the last of its options")],
        )


def _is_meant(menu: Menu) -> bool:
    return (
        menu.flow.channel is Channel.PHONE
        and menu.flow.role in _ROLES
        and menu.complete
        and menu.waits
        and not is_tagged(menu, "yes-no", "expert", "info-only", "screening")
        and is_whole(menu)
    )


def _begins_in(graph: Graph, menu: Menu, firsts: set[int]) -> bool:
    """Whether customers begin in the menu's flow, or come to it from one where they do."""
    if id(menu.flow) in firsts:
        return graph.is_reached_by_customers(menu)
    before = islice(graph.dominators(menu), 1, _FARTHEST)
    return any(id(step.flow) in firsts for step in before)


def _for_all(graph: Graph, menu: Menu) -> Iterator[Edge]:
    """The ways that are there for everybody: service keys, silence, wrong keys."""
    for edge in graph.edges(menu):
        exit_ = edge.exit
        if exit_ is not None and (exit_.cause in MISTAKES or exit_.key in {"0", "*", "#"}):
            yield edge
