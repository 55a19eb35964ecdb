"""The rule `needless-submenu`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ivrlint.finding import Finding, Related
from ivrlint.graph import Edge, Graph, inputs
from ivrlint.model import Menu, Project
from ivrlint.rule import Findings, rule
from ivrlint_rules.distances import costs_from_entries, is_counted
from ivrlint_rules.keys import takes_more
from ivrlint_rules.soundness import is_whole

_LONGEST_INTRODUCTION: Final = 8.0
"""Seconds before the first option: who says more tells something that belongs there."""


@rule("info", since="0.1")
def needless_submenu(
    project: Project, *, flat_max: int = 5, service_keys: Sequence[str] = ("*", "#", "0", "9")
) -> Findings:
    """Two small menus that would fit in one.

    Each layer costs a decision under a heading that may not fit, and the wait for
    another prompt. Experiments found that callers, most of all those with little
    memory, do better with one broader menu.

    The rule speaks about an option that leads straight into another menu which
    nothing else leads into, where both would make one menu of few enough options.
    Service keys, ways back, repeats and direct extensions are not counted. It is
    silent where the submenu offers only one thing, as a confirmation or a question
    for data does; where it first tells something; where both menus name or offer
    the same; where options hang on conditions or are not all known; and about
    choices of language and menus that ask yes or no (tags `language-choice`,
    `yes-no`). By itself it asks for no menu that `too-many-options` would then find
    too long; the preset `broad` allows both more.

    Source: experiments on broad and deep menus (Commarford and others, 2008;
    Huguenard and others, 1997); a study at BBN.

    Options:

        flat-max (options): The most options of the menu that both would make.
        service-keys: Keys that are no topics (repeat, back, operator).

    Bad:

        phone "+44 20 7946 0100" {
            start -> main
            menu main {
                key 1 "bills" -> bills
                key 2 "faults" -> faults
                noinput -> faults
                nomatch -> faults
            }
            menu bills {  //! 'main' and 'bills' would make one menu of 3 options
                key 1 "a bill that is too high" -> high
                key 2 "paying later" -> later
                key * "back" -> main
                noinput -> high
                nomatch -> high
            }
            queue faults { }
            queue high { }
            queue later { }
        }

    Bad (voicexml):

        <?xml version="1.0" encoding="UTF-8"?>
        <vxml version="2.1" xmlns="http://www.w3.org/2001/vxml" xml:lang="en-GB">
          <menu id="main" dtmf="true">
            <prompt>For tickets, press 1. For the cafe, press 2.</prompt>
            <choice next="#tickets">tickets</choice>
            <choice next="tel.vxml#cafe">cafe</choice>
          </menu>
          <menu id="tickets" dtmf="true">  <!--! would make one menu of 3 options -->
            <prompt>For a play, press 1. For a concert, press 2.</prompt>
            <choice next="tel.vxml#play">play</choice>
            <choice next="tel.vxml#concert">concert</choice>
          </menu>
        </vxml>

    Good:

        phone "+44 20 7946 0100" {
            start -> main
            menu main {
                key 1 "a bill that is too high" -> high
                key 2 "paying later" -> later
                key 3 "faults" -> faults
                noinput -> faults
                nomatch -> faults
            }
            queue faults { }
            queue high { }
            queue later { }
        }
    """
    graph = project.graph
    keys = costs_from_entries(project, inputs)
    for menu in graph.steps_of(Menu):
        if keys.least(menu) is None or not _may_be_merged(menu):
            continue
        own = list(_topics(graph, menu, service_keys))
        fitting = []
        for edge in own:
            child = edge.step
            if isinstance(child, Menu) and _is_only_way(graph, edge, child):
                theirs = list(_topics(graph, child, service_keys))
                total = len(own) - 1 + len(theirs)
                if total <= flat_max and _differ(own, theirs):
                    fitting.append((total, child))
        if fitting:
            total, child = min(fitting, key=lambda row: row[0])
            yield Finding(
                child,
                f"{menu.shown_name!r} and {child.shown_name!r} would make one menu of"
                f" {total} options; up to {flat_max} are easier in one",
                related=[Related(menu, "the menu that it would fit in")],
            )


def _may_be_merged(menu: Menu) -> bool:
    """Whether all that a menu offers is known, and it asks what the call is about."""
    return (
        menu.complete
        and all(option.condition is None for option in menu.options)
        and is_counted(menu)
        and is_whole(menu)
    )


def _topics(graph: Graph, menu: Menu, service_keys: Sequence[str]) -> Iterator[Edge]:
    """The options of a menu that are neither service nor a way back or round."""
    for edge in graph.edges(menu):
        option = edge.exit
        if not edge.is_input or option is None or edge.step is menu:
            continue
        key = option.key
        if key is not None and (key in service_keys or takes_more(key)):
            continue
        if edge.step is None or not graph.dominates(edge.step, menu):
            yield edge


def _is_only_way(graph: Graph, edge: Edge, child: Menu) -> bool:
    """Whether callers come to a menu by this option, and otherwise only back from behind it."""
    flow = child.flow
    entered = flow is not edge.source.flow and (flow.open or flow.numbers)
    if entered or not _may_be_merged(child):
        return False
    for other in graph.edges_to(child):
        if other is not edge and not graph.dominates(child, other.source):
            return False
    first = min((graph.heard(way).seconds for way in graph.edges(child) if way.is_input), default=0)
    return first <= _LONGEST_INTRODUCTION


def _differ(own: Sequence[Edge], theirs: Sequence[Edge]) -> bool:
    """Whether a submenu offers different things, and none that the menu offers itself."""
    ends, known = ({id(edge.target) for edge in edges} for edges in (theirs, own))
    return len(ends) > 1 and not (ends & known or set(_labels(own)) & set(_labels(theirs)))


def _labels(edges: Sequence[Edge]) -> Iterator[str]:
    for edge in edges:
        if edge.exit is not None and edge.exit.label is not None:
            yield edge.exit.label.plain.strip().casefold()
