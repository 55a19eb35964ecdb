"""The rule `excess-identifiers`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final

from ivrlint.finding import Finding, Related
from ivrlint.graph import Graph, StepSet
from ivrlint.model import (
    Agent,
    Bot,
    Cause,
    Collect,
    Datum,
    Input,
    Page,
    Project,
    Role,
    Step,
    Visit,
)
from ivrlint.rule import Findings, rule
from ivrlint_rules.hearing import saying
from ivrlint_rules.judgement import MISTAKES, outsiders
from ivrlint_rules.privacy.naming import identifies, is_national, learned, words_of

_ASKING = (Collect, Agent, Bot)
_ROLES = frozenset({Role.ENTRY, Role.MODULE})

_MOST_PASSED: Final = 200
"""Steps before a question that are looked at."""
_MOST_TRIES: Final = 10
"""Questions of a flow for which it is tried out whether those before can be passed over."""


@rule("warning", since="0.1")
def excess_identifiers(project: Project, *, max_ids: int = 2) -> Findings:
    """More identity than the question needs.

    A pass, a number and a code for everything: each of them can be lost, and
    who has lost one is shut out. What is asked for is kept, and what is kept
    can leak.

    The rule speaks about the number by which a state knows a person (by the
    name of the data, or by the words of the question) without the fact
    `legal-basis`, and about the question or the person that asks for a third
    identifier of everybody who comes there. What the fact `needs` lists does not
    count. It is silent about what can be passed over (silence or another key
    leads on as well), about two questions for the same thing (that is
    `asked-twice`), and about what in a dialplan only the company's own phones call.

    Source: a customer ("you need a pass or a code for everything"); that the
    European data protection regulation wants no more data than is needed is
    common knowledge.

    Options:

        max-ids (identifiers): How many of them a customer may have to give.

    Bad:

        phone "+31 20 555 0100" {
            language nl-NL
            start -> who
            collect who {  //! the number by which a state knows a person
                say "Toets uw burgerservicenummer in."
                as klant
                noinput -> agents
                nomatch -> agents
                next -> agents
            }
            queue agents { }
        }

    Bad:

        phone "+44 20 7946 0100" {
            start -> number
            collect number {
                as customer-number
                next -> birth
            }
            collect birth {
                as birth-date
                next -> code
            }
            collect code {  //! 'parcel-code' is the third
                as parcel-code
                next -> agents
            }
            queue agents { }
        }

    Good:

        phone "+31 20 555 0100" {
            language nl-NL
            start -> who
            collect who {
                say "Toets uw burgerservicenummer in."
                as bsn
                noinput -> agents
                nomatch -> agents
                next -> agents
                fact legal-basis "Zorgverzekeringswet, artikel 86"
            }
            queue agents { }
        }

    Bad (asterisk; files extensions.conf):

        --- extensions.conf
        [main]
        exten => s,1,Answer()
         same => n,Read(SSN,enter-number,9)  ;! the number by which a state knows a person
         same => n,Queue(service)
    """
    graph = project.graph
    asking = [step for step in graph.steps_of(*_ASKING) if step.flow.role in _ROLES]
    if not asking:
        return
    met = outsiders(graph)
    first: dict[int, list[Datum | Step]] = {}
    for step in asking:
        place = _national(step)
        if place is not None and not _is_allowed(step) and _is_met(step, met):
            first.setdefault(id(step.flow), []).append(place)
    for at, *again in first.values():
        yield Finding(
            at,
            "this asks for the number by which a state knows a person;"
            " ask for less, or say which law wants it (fact `legal-basis`)",
            related=[Related(one, "and this asks for it") for one in again],
        )
    yield from _forced(graph, met, max_ids)


def _is_met(step: Step, met: StepSet) -> bool:
    """Whether customers come here; in a dialplan, on ways that are theirs."""
    return step in met if step.flow.open else step.flow.graph.whole.is_reached(step) is not False


def _national(step: Step) -> Datum | Step | None:
    """What asks for the number by which a state knows a person."""
    for datum in learned(step):
        if is_national(datum.name):
            return datum if isinstance(step, Agent | Bot) else step
    if isinstance(step, Collect) and any(True for _ in saying(step.prompts, "national-id")):
        return step
    return None


def _is_allowed(step: Step) -> bool:
    return bool(step.value("legal-basis") or step.flow.value("legal-basis"))


def _forced(graph: Graph, met: StepSet, most: int) -> Findings:
    """The identifiers beyond the most that all who come to a step have to give; once a flow."""
    asking = [
        (step, names)
        for step in graph.steps_of(*_ASKING, Visit)
        if (names := {identifies(name): name for name in _identifiers(graph, step)})
        and _is_met(step, met)
    ]
    asked = {id(step): names for step, names in asking}
    tries: Counter[int] = Counter()
    for step, names in asking:
        if tries[id(step.flow)] >= _MOST_TRIES:
            continue
        given: dict[frozenset[str], Step] = {}
        for one in reversed(list(islice(graph.dominators(step), _MOST_PASSED))):
            for words in asked.get(id(one), ()):
                given.setdefault(words, one)
        own = [name for words, name in names.items() if given.get(words) is step]
        if not own or len(given) <= most:
            continue
        tries[id(step.flow)] += 1
        before = list({id(one): one for one in given.values() if one is not step}.values())
        kept = before[:_MOST_TRIES]
        if not any(_can_be_skipped(graph, one, step) for one in kept):
            tries[id(step.flow)] = _MOST_TRIES
            yield _finding(graph, step, len(given), own[-1], kept)


def _identifiers(graph: Graph, gate: Step) -> Iterator[str]:
    """What a customer has to say about who it is, without what the matter needs."""
    needed = _needed(gate)
    names = [datum.name for datum in learned(gate)]
    for edge in graph.edges(gate) if isinstance(gate, Visit) else ():
        if isinstance(edge.target, Page):
            names += edge.target.needs
    for name in names:
        if identifies(name) and words_of(name) not in needed:
            yield name


def _needed(step: Step) -> set[tuple[str, ...]]:
    """The data that the matter needs, as declared."""
    listed = f"{step.value('needs') or ''},{step.flow.value('needs') or ''}"
    return {words_of(name) for name in listed.split(",") if name.strip()}


def _can_be_skipped(graph: Graph, gate: Step, goal: Step) -> bool:
    """Whether who says nothing, or chooses another way, comes there all the same."""
    if not isinstance(gate, Input):
        return False
    out = [
        edge.step
        for edge in graph.edges(gate)
        if edge.step is not None
        and edge.exit is not None
        and (edge.is_input or edge.exit.cause in MISTAKES or edge.exit.cause is Cause.TIMEOUT)
    ]
    around = graph.reachable(out, lambda edge: edge.source is not gate)
    return goal in around


def _finding(graph: Graph, gate: Step, count: int, name: str, given: list[Step]) -> Finding:
    return Finding(
        gate,
        f"{name!r} is the {_ORDINALS.get(count, f'{count}th')} thing that every customer has to"
        " show or know; ask for what the question needs",
        related=[Related(one, "this is asked for before") for one in given if one is not gate],
        witness=graph.witness(gate),
    )


_ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth"}
