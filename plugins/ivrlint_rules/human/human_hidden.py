"""The rule `human-hidden`."""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint.finding import Finding, Fix, Related
from ivrlint.graph import Edge, Graph
from ivrlint.model import UNKNOWN, Branch, Cause, Decides, Menu, Project, Step
from ivrlint.rule import Findings, rule
from ivrlint_rules.announcements import announced_at
from ivrlint_rules.beginnings import first_met
from ivrlint_rules.data_names import parts_of
from ivrlint_rules.fixes.announcing import announcing
from ivrlint_rules.hearing import clauses_at, is_survey
from ivrlint_rules.judgement import MISTAKES, answers, listed, told
from ivrlint_rules.keys import singles
from ivrlint_rules.soundness import is_whole

_OF_CALLER = frozenset({Decides.CALLER, Decides.DATA, Decides.UNKNOWN})
_MOST = 4
"""Keys that a menu tells, and that bear one more."""


@rule("warning", since="0.1", fix="unsafe")
def human_hidden(
    project: Project, *, value_attrs: Sequence[str] = ("score", "clv", "tier", "segment", "vip")
) -> Findings:
    """A person exists but is not offered.

    Somebody is there, for those who know the secret key, who err often enough, or
    who spend enough. Everyone else is told to be content with the machine.

    The rule speaks about flows where customers begin, from which a person can be
    reached only by keys that nobody announces, or by silence and mistakes; and
    about decisions on what a customer is worth (a name with one of the words of
    `value-attrs`), if one case leads to a person and another to nobody at all. It
    is silent where the words of a menu are not known, where callers are told to
    stay on the line for a person, where all cases lead to somebody (a queue of
    their own for good customers), about blocks with a declared `reason`, surveys,
    and where a target that could not be resolved may lead to a person.

    Source: a customer of a shop whose bot let only those through who buy enough
    ("the higher your score, the more service you get"); the W3C's accessibility
    notes on voice systems; Portuguese and Spanish law want a person among the
    options.

    Options:

        value-attrs: Words of names that say what a customer is worth.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "For opening hours, press 1. For our address, press 2."
                key 1 -> hours
                key 2 -> hours
                key 7 -> agents  //! key 7 is not announced
                noinput -> hours
                nomatch -> hours
            }
            say hours { "We are open from nine to five." }
            queue agents { }
        }

    Bad:

        phone "+44 20 7946 0100" {
            start -> worth
            branch worth {  //! a person is only for some
                on caller customer-score
                when "80 or more" -> agents
                otherwise -> sorry
            }
            queue agents { }
            say sorry { "We can do nothing for you." }
        }

    Good:

        phone "+44 20 7946 0100" {
            start -> worth
            branch worth {
                on caller customer-score
                when "80 or more" -> first
                otherwise -> agents
            }
            queue first { }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "For opening hours, press 1. To speak to an agent, stay on the line."
                key 1 -> hours
                noinput -> agents
                nomatch -> agents
            }
            say hours { "We are open from nine to five." }
            queue agents { }
        }

    Bad (asterisk; files extensions.conf, our-sounds-en.txt):

        --- extensions.conf
        [main]
        exten => s,1,Answer()
         same => n,Set(CHANNEL(language)=en)
         same => n(again),Background(our/menu)
         same => n,WaitExten(8)
         same => n,Goto(again)
        exten => 1,1,Playback(our/hours)
         same => n,Hangup()
        exten => 8,1,Queue(sales,t,,,300)  ;! key 8 is not announced
        exten => i,1,Goto(s,again)
        --- our-sounds-en.txt
        our/menu: For our opening hours, press 1.
        our/hours: We are open from nine to five.
    """
    graph = project.graph
    yield from _for_the_worthy(graph, frozenset(map(str.lower, value_attrs)))
    if not any(announced_at(menu).known for menu in graph.steps_of(Menu)):
        return
    reaches = graph.leads_to(answers)
    offered = graph.leads_to(answers, _is_offered)
    for flow, begins in first_met(project):
        if begins is not True or is_tagged_flow(flow.tags) or is_survey(flow):
            continue
        for start in graph.starts_of(flow):
            if reaches(start) is True and offered(start) is False and is_whole(flow):
                yield from _hidden(graph, start)
                break


def is_tagged_flow(tags: frozenset[str]) -> bool:
    """Whether a line is meant to have nobody, or to keep callers out."""
    return not tags.isdisjoint({"info-only", "screening"})


def _for_the_worthy(graph: Graph, words: frozenset[str]) -> Findings:
    """Decisions on what a customer is worth, of which only one case leads to a person."""
    branches = [
        step
        for step in graph.steps_of(Branch)
        if step.decides in _OF_CALLER and _is_about(step, words)
    ]
    if not branches:
        return
    reaches = graph.leads_to(answers)
    for branch in branches:
        if branch.value("reason") or branch.flow.value("reason") or not is_whole(branch):
            continue
        edges = graph.edges(branch)
        states = [UNKNOWN if edge.step is None else reaches(edge.step) for edge in edges]
        left = [edge for edge, state in zip(edges, states, strict=True) if state is False]
        if True not in states or not left:
            continue
        cases = listed(told(edge.exit) for edge in left if edge.exit)
        yield Finding(
            branch,
            f"a person is only for some: {branch.subject!r} decides, and {cases} meet nobody;"
            " let all callers reach somebody",
            related=[
                Related(edge.exit, "nobody answers these callers") for edge in left if edge.exit
            ],
            witness=graph.witness(branch),
        )


def _is_about(step: Branch, words: frozenset[str]) -> bool:
    names = [step.subject or "", *(datum.name for datum in step.reads)]
    return any(not words.isdisjoint(parts_of(name)) for name in names)


def _hidden(graph: Graph, start: Step) -> Findings:
    """The first thing on the way to a person that nobody is told of."""
    way = graph.path([start], _is_answered) or ()
    hidden = next((edge for edge in way if not _is_offered(edge)), None)
    if hidden is None or hidden.exit is None:
        return
    step = hidden.source
    how = (
        f"{told(hidden.exit)} is not announced"
        if hidden.is_input
        else f"only {told(hidden.exit)} leads there"
    )
    yield Finding(
        hidden.exit if hidden.is_input else step,
        f"a person is hidden in {step.shown_name!r}: {how}; announce a key for a person",
        related=[Related(way[-1].step, "the person is here")] if way[-1].step else (),
        witness=graph.witness(step),
        fix=_fix(hidden),
    )


def _fix(hidden: Edge) -> Fix | None:
    """The fix that announces the key of a menu that leads right to a person."""
    menu, key = hidden.source, hidden.exit.key if hidden.exit is not None else None
    if not isinstance(menu, Menu) or not hidden.is_input or key is None or len(key) != 1:
        return None
    person = hidden.step
    if person is None or not key.isdigit() or not _is_answered(person):
        return None
    announced = announced_at(menu)
    later = key == "0" or all(other < key for other in announced.keys)
    if not announced.known or not later or len(announced.keys) > _MOST:
        return None
    said = announcing(menu, "human-offer", key)
    return None if said is None else Fix(f"announce key {key}", (said,))


def _is_answered(step: Step) -> bool:
    return answers(step) is True


def _is_offered(edge: Edge) -> bool:
    """Whether callers are told of this way, or it is not known what they are told."""
    exit_, step = edge.exit, edge.source
    if exit_ is None or not isinstance(step, Menu):
        return True
    if exit_.cause in MISTAKES:
        return not _is_silent_about_waiting(step)
    if exit_.cause is not Cause.KEY or exit_.key is None:
        return True
    announced = announced_at(step)
    if not announced.known or "silent" in exit_.tags:
        return True
    pressed = singles(exit_.key)
    return not pressed or not pressed.isdisjoint(announced.keys | announced.named)


def _is_silent_about_waiting(menu: Menu) -> bool:
    """Whether the words of a menu are known, and none offers a person to those who wait."""
    announced = announced_at(menu)
    if not announced.known or not announced.keys:
        return False
    return not any("human-offer" in clause.families for clause in clauses_at(menu))
