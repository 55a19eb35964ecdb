"""The rule `zero-without-human`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from ivrlint.finding import Edit, Finding, Fix, Related, Severity, Skipped
from ivrlint.graph import Edge, Graph
from ivrlint.model import UNKNOWN, Cause, Hangup, Maybe, Menu, Project, Step
from ivrlint.places import Place
from ivrlint.regex import pattern
from ivrlint.rule import Findings, rule
from ivrlint_rules.hearing import prompts_of, saying
from ivrlint_rules.judgement import answers, asks, is_person, told
from ivrlint_rules.keys import singles
from ivrlint_rules.menus_met import straight, topical_menus, topics
from ivrlint_rules.soundness import is_whole

_NAME: Final = pattern(r"[A-Za-z][A-Za-z0-9-]*")


@rule("warning", since="0.1", fix="unsafe")
def zero_without_human(project: Project, *, key: str = "0") -> Findings:
    """The key 0 does not fetch a person.

    People who are lost press 0: it has meant "a human, please" for decades. Here
    it is called a wrong key, or leads somewhere else.

    The rule speaks about menus of customers with three topics or more, from which a
    person can be reached, if 0 is not taken, or leads to nobody without another
    question. It is information only where another key is announced that leads straight
    to a person, or may be by a recording whose words are not known, and where every
    topic leads to somebody at last. It is silent where every topic leads to somebody without
    another menu, where a wrong key does, about menus that choose a language or ask
    yes or no (tags `language-choice`, `yes-no`), surveys, what is tagged
    `info-only`, `screening` or `expert`, what only the company's own phones call,
    and where it is not known where 0 or the other keys lead.

    Source: the GetHuman standard (0 for a person, 1-1); the W3C's accessibility
    notes on voice systems; Avaya's help; AS/NZS 4263 has a chapter on the key 0
    (2.7.1).

    Options:

        key: The key that fetches a person; some countries have another one.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {  //! key 0 fetches nobody
                say "For opening hours, press 1. For our address, press 2. For sales, press 3."
                key 1 -> hours
                key 2 -> address
                key 3 -> agents
                noinput -> hours
                nomatch -> main
            }
            say hours { "We are open from nine to five." }
            say address { "We are at 1 High Street." }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "For opening hours, press 1. For our address, press 2. For sales, press 3."
                key 1 -> hours
                key 2 -> address
                key 3 -> agents
                key 0 -> agents
                noinput -> hours
                nomatch -> main
            }
            say hours { "We are open from nine to five." }
            say address { "We are at 1 High Street." }
            queue agents { }
        }

    Bad (asterisk; files extensions.conf):

        --- extensions.conf
        [main]
        exten => s,1,Answer()
         same => n(again),Background(menu)  ;! info: key 0 fetches nobody
         same => n,WaitExten(8)
         same => n,Goto(1,1)
        exten => 1,1,Playback(hours)
         same => n,Hangup()
        exten => 2,1,Playback(address)
         same => n,Hangup()
        exten => 3,1,Queue(sales,t,,,300)
        exten => i,1,Goto(s,again)
    """
    menus = [menu for menu in topical_menus(project) if len(topics(menu)) > _FEW]
    if not menus:
        return
    graph = project.graph
    reaches = graph.leads_to(is_person)
    someone = graph.leads_to(answers, straight)
    for menu in menus:
        if reaches(menu) is not True or not is_whole(menu):
            continue
        taken = [edge for edge in graph.edges(menu) if _takes(edge, key)]
        wrong = [edge for edge in graph.edges(menu) if _is_wrong_key(edge)]
        states = [_leads(someone, edge) for edge in taken or wrong]
        if True in states or (taken and states[0] is UNKNOWN):
            continue
        if not menu.complete or (not taken and UNKNOWN in states):
            yield Skipped(menu, f"it is not known where key {key} leads")
            continue
        soon = graph.leads_to(answers, _without_menu)
        people = [
            edge for edge in graph.edges(menu) if edge.is_input and _leads(soon, edge) is not False
        ]
        led = {id(edge.exit) for edge in people}
        ended = {id(edge.exit) for edge in graph.edges(menu) if isinstance(edge.step, Hangup)}
        if all(id(topic) in led or id(topic) in ended for topic in topics(menu)):
            continue
        yield _finding(graph, menu, key, taken, people)


_FEW: Final = 2


def _takes(edge: Edge, key: str) -> bool:
    return edge.exit is not None and edge.exit.key is not None and key in singles(edge.exit.key)


def _is_wrong_key(edge: Edge) -> bool:
    return edge.exit is not None and edge.exit.cause is Cause.NOMATCH


def _without_menu(edge: Edge) -> bool:
    """Whether no other menu is between; a number may be asked for."""
    return not (isinstance(edge.source, Menu) and asks(edge.source))


def _leads(table: Callable[[Step], Maybe[bool]], edge: Edge) -> Maybe[bool]:
    return UNKNOWN if edge.step is None else table(edge.step)


def _finding(
    graph: Graph, menu: Menu, key: str, taken: Sequence[Edge], people: Sequence[Edge]
) -> Finding:
    person = _nearest(menu)
    other = _other_key(menu, people)
    fetched = "leads to something else" if taken else "is not taken"
    instead = f", only {other} does" if other else ""
    bound = next((edge.exit for edge in taken if edge.exit is not None), None)
    return Finding(
        menu if bound is None else bound,
        f"key {key} fetches nobody in {menu.shown_name!r}: it {fetched}{instead};"
        " let it lead to a person",
        severity=Severity.INFO if other or _is_near(graph, menu) else None,
        related=[Related(person, "a person is here")] if person else (),
        witness=graph.witness(menu),
        fix=None if taken else _fix(menu, key, person),
    )


def _is_near(graph: Graph, menu: Menu) -> bool:
    """Whether callers find somebody anyhow, or a recording may name another key for a person."""
    if any(prompt.text is None for prompt in prompts_of(menu)):
        return True
    found = graph.leads_to(answers)
    led = {id(edge.exit) for edge in graph.edges(menu) if _leads(found, edge) is not False}
    return all(id(topic) in led for topic in topics(menu))


def _other_key(menu: Menu, people: Iterable[Edge]) -> str | None:
    """The key that is announced as the one for a person, and leads straight to one."""
    leading = {edge.exit.key: edge.exit for edge in people if edge.exit and edge.exit.key}
    for _, clause in saying(prompts_of(menu), "human-offer", "other-option"):
        for announced in clause.keys:
            for pressed in announced.keys:
                if pressed in leading:
                    return told(leading[pressed])
    return None


def _nearest(menu: Menu) -> Step | None:
    """The person who is the fewest steps away."""
    project = menu.flow.document.project
    if ("nearest people",) not in project.remembered:
        project.remembered[("nearest people",)] = _nearest_people(project.graph)
    found: dict[int, Step] = project.remembered[("nearest people",)]
    return found.get(id(menu))


def _nearest_people(graph: Graph) -> dict[int, Step]:
    """The nearest person of every step, by its id: from the people backwards, each step once."""
    people = [step for step in graph.steps if answers(step) is True]
    found = {id(step): step for step in people}
    ahead = people
    while ahead:
        before: list[Step] = []
        for step in ahead:
            for edge in graph.edges_to(step):
                if id(edge.source) not in found:
                    found[id(edge.source)] = found[id(step)]
                    before.append(edge.source)
        ahead = before
    return found


def _fix(menu: Menu, key: str, person: Step | None) -> Fix | None:
    """The fix that leads the key to the nearest person; in the project's own language alone."""
    if menu.flow.document.format != "ivr" or person is None or person.flow is not menu.flow:
        return None
    first = next((option for option in menu.exits if option.key is not None), None)
    if first is None or not _NAME.fullmatch(person.name):
        return None
    source, begin = first.place.source, first.place.start
    line = source.position(begin).line
    indent = source.text[source.line_starts[line - 1] : begin]
    if indent.strip():
        return None
    edit = Edit(Place(source, begin, begin), f"key {key} -> {person.name}\n{indent}")
    return Fix(f"let {key} lead to {person.shown_name!r}", (edit,))
