"""The rule `human-too-far`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.graph import CostsTo, Edge, inputs, seconds
from ivrlint.lean import dataclass
from ivrlint.model import Agent, Callback, Flow, Maybe, Menu, Project, Queue, Step, Transfer
from ivrlint.rule import Findings, rule
from ivrlint_rules.distances import costs_from_entries, past_a_person
from ivrlint_rules.hearing import is_survey
from ivrlint_rules.judgement import has_customers, is_person, is_tagged
from ivrlint_rules.offers import is_language_choice


@rule("warning", since="0.1")
def human_too_far(project: Project, *, steps: int = 2, seconds: float = 90) -> Findings:
    """A person is too many keys or too many seconds away.

    Whoever needs a person has to guess the way to one, menu after menu. Many give
    up before, or press keys at random.

    For every menu of the telephone that customers come to, the rule looks at the
    nearest person (an agent, a staffed queue, a transfer to people, or a callback):
    how many inputs it takes at least, a key, a word or an entry each, and how long
    callers listen, with the time-outs where silence leads on. It speaks once for
    each flow where customers begin, about the menu that is farthest away. A choice
    of language and an emergency menu are not counted (tags `language-choice`,
    `emergency`). It is silent where nobody can be reached at all, which other rules
    tell; where a target that could not be resolved may be a shorter way; about
    surveys, and about lines tagged `screening`, `info-only` or `expert`.

    Source: a study on menus of the telephone (a person within two keyed responses);
    a survey of large American companies (a person by the third menu); the United
    States' consumer office planned in 2024 to ask for a single button; a Spanish
    law of 2025 wants a person from the main menu.

    Options:

        steps (inputs): The most inputs of the caller up to a person.
        seconds (seconds): The most that may be heard up to a person.

    Bad:

        phone "+44 20 7946 0100" {
            start -> main
            menu main {  //! from 'main' a person is 3 inputs away; at most 2 were expected
                key 1 -> power
                key 2 -> news
                noinput -> news
                nomatch -> news
            }
            menu power {
                key 1 -> bills
                key 2 -> news
                key 9 -> main
                noinput -> news
                nomatch -> news
            }
            menu bills {
                key 1 -> agents
                key 2 -> news
                key 9 -> main
                noinput -> news
                nomatch -> news
            }
            say news { "All lines are working." }
            queue agents { }
        }

    Bad (asterisk; files extensions.conf; options steps=1):

        --- extensions.conf
        [main]
        exten => s,1,Background(welcome)  ;! a person is 2 inputs away; at most 1 was expected
         same => n,WaitExten(8)
        exten => 1,1,Goto(bills,s,1)
        exten => 2,1,Goto(news,1)
        exten => t,1,Goto(news,1)
        exten => news,1,Playback(news)
         same => n,Hangup()
        [bills]
        exten => s,1,Background(bills)
         same => n,WaitExten(8)
        exten => 1,1,Queue(paper)
        exten => 9,1,Goto(main,s,1)
        exten => t,1,Goto(main,s,1)

    Good:

        phone "+44 20 7946 0100" {
            start -> main
            menu main {
                key 1 -> power
                key 0 -> agents
                noinput -> agents
                nomatch -> agents
            }
            menu power {
                key 1 -> news
                key 2 -> news
                key 9 -> main
                noinput -> agents
                nomatch -> agents
            }
            say news { "All lines are working." }
            queue agents { }
        }
    """
    graph = project.graph
    if not graph.steps_of(Menu) or not graph.steps_of(*_PEOPLE):
        return
    keys = graph.costs_to(_is_answered, _counted_inputs, past_a_person, kinds=_PEOPLE)
    spoken = graph.costs_to(_is_answered, _SECONDS, past_a_person, kinds=_PEOPLE)
    told: set[int] = set()
    for costs, most in ((keys, float(steps)), (spoken, seconds)):
        for found in _farthest(project, costs, most):
            if id(found.flow) in told:
                continue
            told.add(id(found.flow))
            if not found.sure:
                yield Skipped(
                    found.menu, "a target that could not be resolved may be nearer to a person"
                )
                continue
            person = costs.goal(found.menu)
            distance = f"{found.cost:.0f} {'inputs' if costs is keys else 'seconds of listening'}"
            yield Finding(
                found.menu,
                f"from {found.menu.shown_name!r} a person is {distance} away;"
                f" at most {most:g} {'was' if most == 1 else 'were'} expected",
                related=[Related(person, "the nearest person")] if person is not None else (),
                witness=graph.witness(found.menu, costs.way(found.menu)),
            )


_PEOPLE: Final[tuple[type[Step], ...]] = (Agent, Queue, Transfer, Callback)
_SECONDS: Final = seconds


def _is_answered(step: Step) -> Maybe[bool]:
    return isinstance(step, Callback) or is_person(step)


def _counted_inputs(edge: Edge) -> int:
    """The inputs of an edge, but for a choice of language and what comes first in an emergency."""
    taken = inputs(edge)
    return taken if taken and not _comes_first(edge.source) else 0


def _comes_first(step: Step) -> bool:
    if is_tagged(step, "emergency", "screening"):
        return True
    return isinstance(step, Menu) and is_language_choice(step)


@dataclass(frozen=True, slots=True)
class _Far:
    """The menu of a flow that is farthest from a person; `sure` as in `distances.Farthest`."""

    flow: Flow
    menu: Menu
    cost: float
    sure: bool


def _farthest(project: Project, costs: CostsTo, most: float) -> Iterator[_Far]:
    """The menu that is farthest from a person, for each flow in which customers begin to call."""
    met = costs_from_entries(project, inputs)
    worst: dict[int, _Far] = {}
    for menu in project.graph.steps_of(Menu):
        cost = costs.least(menu)
        if cost is None or cost <= most or not _is_meant(menu):
            continue
        start = met.start(menu)
        if start is None:
            continue
        sure = (costs.at_least(menu) or 0) > most
        known = worst.get(id(start.flow))
        if known is None or (known.sure, known.cost) < (sure, cost):
            worst[id(start.flow)] = _Far(start.flow, menu, cost, sure)
    yield from worst.values()


def _is_meant(menu: Menu) -> bool:
    if is_tagged(menu, "info-only", "expert", "screening") or is_survey(menu.flow):
        return False
    return has_customers(menu.flow) and menu.waits and bool(menu.options)
