"""The rule `missing-way-back`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Final

from ivrlint.finding import Edit, Finding, Fix, Related
from ivrlint.graph import Edge, Graph, inputs
from ivrlint.model import UNKNOWN, Collect, Exit, Maybe, Menu, Project, Step
from ivrlint.rule import Findings, rule
from ivrlint_rules.distances import costs_from_entries, is_counted, menus
from ivrlint_rules.hearing import is_survey
from ivrlint_rules.judgement import MISTAKES, answers, asks, by_itself, serves
from ivrlint_rules.keys import bound, is_key
from ivrlint_rules.soundness import is_whole

_NAME: Final = r"[A-Za-z][A-Za-z0-9_-]*"

_FEW_OPTIONS: Final = 2

_FARTHEST: Final = 200
"""Steps between a menu and the one before it."""


@rule("info", since="0.1", fix="unsafe")
def missing_way_back(project: Project, *, min_depth: int = 2) -> Findings:
    """A wrong key cannot be undone.

    Whoever has pressed the wrong key is in the wrong menu, and has to hang up and
    begin again. People with little memory or little time give up.

    The rule speaks about menus of the telephone behind other menus from which
    neither a key or a word nor silence or a wrong key leads back to what was asked
    before. It is silent about a second menu with two options at most where 0,
    silence or a wrong key leads to a person; about choices of a language and menus
    that ask yes or no (tags `language-choice`, `yes-no`); about surveys; and where
    a target that could not be resolved, or what runs there, may lead back.

    Source: the W3C's accessibility notes on voice systems ("easily go back when I
    make a mistake"); ISO 9241-154 lists changing what was entered (6.5) as a
    subject.

    Options:

        min-depth (menus): From which menu on a way back is expected; 2 is the first submenu.

    Bad:

        phone "+44 20 7946 0100" {
            start -> main
            menu main {
                key 1 -> bills
                key 2 -> agents
                noinput -> agents
                nomatch -> main
            }
            menu bills {  //! no key leads back from 'bills' to 'main'
                key 1 -> agents
                key 2 -> agents
                key 3 -> agents
                noinput -> agents
                nomatch -> bills
            }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            start -> main
            menu main {
                key 1 -> bills
                key 2 -> agents
                noinput -> agents
                nomatch -> main
            }
            menu bills {
                key 1 -> agents
                key 2 -> agents
                key 3 -> agents
                key * -> main
                noinput -> agents
                nomatch -> bills
            }
            queue agents { }
        }

    Bad (asterisk):

        [main]
        exten => s,1,Answer()
         same => n,Background(welcome)
         same => n,WaitExten(8)
        exten => 1,1,Goto(bills,s,1)
        exten => 2,1,Queue(agents)
        exten => t,1,Queue(agents)
        exten => i,1,Goto(s,1)
        [bills]
        exten => s,1,Background(bills)  ;! no key leads back from
         same => n,WaitExten(8)
        exten => 1,1,Queue(paper)
        exten => 2,1,Queue(bank)
        exten => 3,1,Queue(debts)
        exten => t,1,Queue(bank)
        exten => i,1,Goto(s,1)
    """
    graph = project.graph
    depths = costs_from_entries(project, menus)
    deep = [
        menu
        for menu in graph.steps_of(Menu)
        if (depths.least(menu) or 0) + 1 >= min_depth and is_counted(menu)
    ]
    if not deep:
        return
    keys = costs_from_entries(project, inputs)
    earliest = _earliest_questions(project)
    unknown = graph.leads_to(_never, by_itself)
    for menu in deep:
        least = keys.least(menu)
        if least is None or not menu.complete or not is_whole(menu) or is_survey(menu.flow):
            continue
        edges = [edge for edge in graph.edges(menu) if edge.is_input or _is_mistake(edge)]
        if any(_may_lead_back(edge, least, earliest) for edge in edges):
            continue
        if any(edge.step is not None and unknown(edge.step) is UNKNOWN for edge in edges):
            continue
        if (depths.least(menu) or 0) + 1 == 2 and _helps_out(graph, menu, edges):
            continue
        back = islice(keys.way_back(menu), _FARTHEST)
        chosen = next((edge for edge in back if asks(edge.source)), None)
        if chosen is None or not _is_choice(chosen):
            continue
        parent = chosen.source
        if _offered(graph, parent) == _offered(graph, menu):
            continue  # the same menu again, after an answer
        before = "the menu before it" if parent.flow is not menu.flow else repr(parent.shown_name)
        yield Finding(
            menu,
            f"no key leads back from {menu.shown_name!r} to {before};"
            " let one do so, for those who chose wrongly",
            related=[Related(parent, "callers come from here")],
            witness=graph.witness(menu),
            fix=_way_back(graph, menu, parent),
        )


def _never(_: Step) -> Maybe[bool]:
    return False


def _is_choice(edge: Edge) -> bool:
    """Whether a menu is left by one of its options, rather than by a code that insiders know."""
    exit_ = edge.exit
    return edge.is_input and exit_ is not None and (exit_.key is None or is_key(exit_.key))


def _offered(graph: Graph, step: Step) -> set[tuple[str | None, str | None, int]]:
    """The options of a menu, each with what it leads to."""
    return {
        (edge.exit.key, edge.exit.word, id(edge.target))
        for edge in graph.edges(step)
        if edge.exit is not None and edge.is_input
    }


def _is_mistake(edge: Edge) -> bool:
    return edge.exit is not None and edge.exit.cause in MISTAKES


def _earliest_questions(project: Project) -> Mapping[int, float]:
    """For each step, by its identity, the earliest question that a call from there meets by itself.

    A question is as early as there are few inputs on the way to it.
    """
    key = ("earliest questions",)
    if key in project.remembered:
        remembered: Mapping[int, float] = project.remembered[key]
        return remembered
    graph = project.graph
    keys = costs_from_entries(project, inputs)
    asking = [
        (least, step)
        for step in graph.steps_of(Menu, Collect)
        if asks(step) and (least := keys.least(step)) is not None
    ]
    found: dict[int, float] = {}
    for least, question in sorted(asking, key=lambda row: row[0]):
        found.setdefault(id(question), least)
        todo: list[Step] = [question]
        while todo:
            for edge in graph.edges_to(todo.pop()):
                before = edge.source
                if id(before) not in found and not asks(before) and by_itself(edge):
                    found[id(before)] = least
                    todo.append(before)
    project.remembered[key] = found
    return found


def _may_lead_back(edge: Edge, least: float, earliest: Mapping[int, float]) -> bool:
    """Whether an edge leads to an earlier question, or nobody knows where."""
    if edge.step is None:
        return True
    return earliest.get(id(edge.step), least) < least


def _helps_out(graph: Graph, menu: Menu, edges: list[Edge]) -> bool:
    """Whether a small menu lets people out to a person: by 0, by silence, or by a wrong key."""
    if len(menu.options) > _FEW_OPTIONS + any(option.key == "0" for option in menu.options):
        return False
    leads = graph.leads_to(answers, by_itself)
    out = [edge for edge in edges if _is_mistake(edge) or _is_operator(edge.exit)]
    return any(edge.step is not None and leads(edge.step) is not False for edge in out)


def _is_operator(exit_: Exit | None) -> bool:
    return exit_ is not None and exit_.key == "0"


def _way_back(graph: Graph, menu: Menu, parent: Step) -> Fix | None:
    """The fix that lets `*` lead back; None where the file is not written by hand in `.ivr`.

    None too where `*` does something else, or where the way back would close a
    circle from which nobody is served.
    """
    options = (*menu.options, *menu.flow.options)
    if (
        menu.flow.document.format != "ivr"
        or parent.flow is not menu.flow
        or not menu.options
        or "*" in bound(option.key for option in options)
        or not re.fullmatch(_NAME, parent.name)
        or graph.leads_to(serves)(menu) is not True
    ):
        return None
    place = menu.options[-1].place
    source = place.source
    line_start = source.text.rfind("\n", 0, place.start) + 1
    indent = source.text[line_start : place.start]
    line_end = source.text.find("\n", place.end)
    rest = source.text[place.end : line_end]
    if indent.strip() or line_end < 0 or "{" in rest or "}" in rest:
        return None
    at = source.place(line_end, line_end)
    return Fix(
        f"let * lead back to {parent.name}", (Edit(at, f"\n{indent}key * -> {parent.name}"),)
    )
