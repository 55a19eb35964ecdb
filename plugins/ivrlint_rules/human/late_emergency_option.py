"""The rule `late-emergency-option`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from ivrlint.finding import Finding, Related
from ivrlint.graph import Edge, Graph
from ivrlint.lean import dataclass
from ivrlint.model import Bot, Channel, Collect, Exit, Menu, Project, Queue, Role, Step, Survey
from ivrlint.rule import Findings, rule
from ivrlint.words import Clause, clauses_of
from ivrlint_rules.announcements import announced_at
from ivrlint_rules.hearing import saying
from ivrlint_rules.judgement import asks
from ivrlint_rules.keys import singles
from ivrlint_rules.offers import offers_language

_ROLES: Final = frozenset({Role.ENTRY, Role.MODULE})
_HOLDING_UP: Final = (Queue, Collect, Survey, Bot)

_MOST_PASSED: Final = 50
"""Steps before a menu that are looked at."""


@dataclass(frozen=True, slots=True)
class _Offer:
    """The option for people in danger: the edge it is taken by, and the clause that tells it."""

    edge: Edge
    exit: Exit
    clause: Clause | None


@rule("error", since="0.1")
def late_emergency_option(project: Project, *, max_seconds: float = 30) -> Findings:
    """Urgent callers must wait through the rest.

    Somebody lies on the floor, or smells gas, and listens to the opening hours
    and to the key for invoices first.

    The rule speaks about an option for emergencies (tagged so, leading to a
    step tagged so, or announced or labelled so) that is not the first one
    announced, that callers come to only after a queue, a code or a survey,
    after another menu, or after more seconds of speech than allowed. It is silent about lines that
    have no such option, about menus that only follow the choice of a
    language, and where callers are told before, without a key, what to do in an
    emergency ("if this is an emergency, hang up and dial 112").

    Source: the Dutch health inspectorate wants urgent calls answered within
    thirty seconds; a Dutch medical journal found in 2008 that 37 % were not;
    the W3C's accessibility notes on voice systems.

    Options:

        max-seconds (seconds): How long a caller in danger may have to listen.

    Bad:

        phone "+31 20 555 0100" {
            language nl-NL
            start -> main
            menu main {
                say "Voor een afspraak, toets 1. Voor spoed, toets 2."
                key 1 -> desk
                key 2 -> urgent  //! the option for emergencies comes second
                noinput -> desk
                nomatch -> desk
            }
            queue desk { }
            queue urgent { fact emergency }
        }

    Good:

        phone "+31 20 555 0100" {
            language nl-NL
            start -> main
            menu main {
                say "Bij spoed, toets 1. Voor een afspraak, toets 2."
                key 1 -> urgent
                key 2 -> desk
                noinput -> desk
                nomatch -> desk
            }
            queue desk { }
            queue urgent { fact emergency }
        }

    Bad (asterisk; files extensions.conf, our-sounds-en.txt):

        --- extensions.conf
        [main]
        exten => s,1,Set(CHANNEL(language)=en)
         same => n,Background(our/menu)
         same => n,WaitExten(10)
        exten => 1,1,Queue(desk)
        exten => 2,1,Queue(urgent)  ;! the option for emergencies comes second
        --- our-sounds-en.txt
        our/menu: For an appointment, press 1. In an emergency, press 2.
    """
    graph = project.graph
    menus = [menu for menu in graph.steps_of(Menu) if _is_judged(menu)]
    for menu in menus:
        offer = _offer(graph, menu)
        if offer is not None and not _is_told_before(graph, menu):
            yield from _judged(graph, menu, offer, max_seconds)


def _is_judged(menu: Menu) -> bool:
    return menu.flow.channel is Channel.PHONE and menu.flow.role in _ROLES and asks(menu)


def _offer(graph: Graph, menu: Menu) -> _Offer | None:
    """The option for emergencies of a menu, if it has one."""
    told = (
        {
            key: clause
            for clause, keys in announced_at(menu).clauses
            for key in keys
            if "emergency" in clause.families
        }
        if menu.options
        else {}
    )
    for edge in graph.edges(menu):
        exit_ = edge.exit
        if exit_ is None or not edge.is_input:
            continue
        clause = next((told[key] for key in singles(exit_.key or "") if key in told), None)
        tagged = "emergency" in exit_.tags or (
            edge.step is not None and "emergency" in edge.step.tags
        )
        if clause is not None or tagged or _is_labelled(menu, exit_):
            return _Offer(edge, exit_, clause)
    return None


def _is_labelled(menu: Menu, exit_: Exit) -> bool:
    if exit_.label is None:
        return False
    project, tag = menu.flow.document.project, menu.flow.spoken_language
    return any("emergency" in one.families for one in clauses_of(exit_.label, tag, project))


def _is_told_before(graph: Graph, menu: Menu) -> bool:
    """Whether callers in danger are told what to do without any key, up to this menu."""
    return any(
        not clause.keys
        for step in islice(graph.dominators(menu), _MOST_PASSED)
        for _, clause in saying(step.prompts, "emergency")
    )


def _judged(graph: Graph, menu: Menu, offer: _Offer, most: float) -> Findings:
    before = next(_holding_up(graph, menu), None)
    if before is not None:
        what = "waiting in" if isinstance(before, Queue) else "answering"
        yield Finding(
            offer.exit,
            f"the option for emergencies comes after {what} {before.shown_name!r};"
            " offer it first of all",
            related=[Related(before, "this comes before it")],
            witness=graph.witness(menu),
        )
        return
    place = _position(menu, offer)
    if place > 1:
        ordinal = {2: "second", 3: "third"}.get(place, f"{place}th")
        yield Finding(
            offer.exit,
            f"the option for emergencies comes {ordinal}; announce it first",
            related=[Related(offer.clause, "here it is announced")] if offer.clause else (),
        )
        return
    least = graph.least_seconds(menu)
    if least is not None:
        heard = least + graph.heard(offer.edge).seconds
        if heard > most:
            yield Finding(
                offer.exit,
                f"{heard:.0f} seconds pass before the option for emergencies is heard;"
                f" {most:g} are enough",
                witness=graph.witness(menu),
            )


def _holding_up(graph: Graph, menu: Menu) -> Iterator[Step]:
    """What all callers have to do before they come to a menu."""
    if not graph.is_reached_by_customers(menu):
        return
    for step in islice(graph.dominators(menu), _MOST_PASSED):
        if step is menu:
            continue
        if isinstance(step, _HOLDING_UP) or (
            isinstance(step, Menu) and asks(step) and not offers_language(step)
        ):
            yield step


def _position(menu: Menu, offer: _Offer) -> int:
    """As which option it is announced, from 1; 0 where that is not known."""
    announced = announced_at(menu)
    if not announced.known:
        return 0
    wanted = singles(offer.exit.key or "")
    for place, (_, keys) in enumerate(announced.clauses, 1):
        if wanted & set(keys):
            return place
    return 0
