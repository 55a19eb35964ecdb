"""The rule `missing-mandate`."""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint.finding import Finding, Related
from ivrlint.graph import Edge, StepSet
from ivrlint.model import Agent, Bot, Cause, Exit, Menu, Project, Queue, Step, Transfer
from ivrlint.rule import Findings, rule
from ivrlint_rules import intents as matters


@rule("info", since="0.1", default=False)
def missing_mandate(
    project: Project,
    *,
    intents: Sequence[str] = ("cancel", "complaint", "refund", "blocked"),
) -> Findings:
    """The way ends at somebody who may not decide.

    The customer has got through at last, and hears that the system has decided,
    that another desk does that, that nobody may.

    The rule speaks about a person at the end of a way for a complaint, a
    cancellation, a refund or a block (by declared facts, labels or what a menu
    announces), if nothing is said of what this person may decide (fact
    `mandate`), and no way leads on to somebody who may. Being passed on from one
    to the next who may not decide is no way on. It is silent about queues whose
    people are not described, and about people whom customers come to for
    nothing of the kind. It is off unless it is selected, since files seldom say
    who may decide.

    Source: three customers ("without any power to decide", "no sir, I am
    customer service", "no world outside the script").

    Options:

        intents: What customers come for that somebody has to decide.

    Bad:

        phone "+44 20 7946 0100" {
            language en
            menu main {
                key 1 "a complaint" -> desk
                noinput -> desk
                nomatch -> desk
            }
            queue desk { next -> clerk }
            agent clerk { group "first line" }  //! may not be allowed to decide
        }

    Good:

        phone "+44 20 7946 0100" {
            language en
            menu main {
                key 1 "a complaint" -> desk
                noinput -> desk
                nomatch -> desk
            }
            queue desk { next -> clerk }
            agent clerk {
                group "first line"
                fact mandate "refund up to 250 pounds"
            }
        }
    """
    graph = project.graph
    if not graph.steps_of(Agent):
        return
    wanted = frozenset(intents)
    told = StepSet()
    for agent in graph.steps_of(Agent):
        if found := matters.declared(agent) & wanted:
            yield from _judge(agent, found, agent, told)
    for menu in graph.steps_of(Menu, Bot):
        for edge in graph.edges(menu):
            found = matters.of_edge(edge) & wanted
            if found and edge.step is not None and edge.exit is not None:
                for step in graph.reachable([edge.step], _before_a_person):
                    if isinstance(step, Agent):
                        yield from _judge(step, found, edge.exit, told)


def _before_a_person(edge: Edge) -> bool:
    return not isinstance(edge.source, Agent | Transfer)


def _judge(agent: Agent, found: frozenset[str], at: Exit | Agent, told: StepSet) -> Findings:
    if agent.value("mandate") is not None or _leads_on(agent) or not told.add(agent):
        return
    related = [] if at is agent else [Related(at, "customers come from here")]
    yield Finding(
        agent,
        f"{agent.shown_name!r} may not be allowed to decide about {', '.join(sorted(found))};"
        " say what people may decide here (fact mandate), or lead on to somebody who may",
        related=related,
    )


def _may_decide(step: Step) -> bool:
    """Whether somebody stands here who may decide, or of whom nothing is said."""
    if isinstance(step, Agent):
        return step.value("mandate") is not None
    if isinstance(step, Transfer) and step.flow_target is not None:
        return False
    # What is told of the people behind it follows as the next step.
    return isinstance(step, Queue | Transfer) and all(
        exit_.cause is not Cause.NEXT for exit_ in step.exits
    )


def _leads_on(agent: Step) -> bool:
    """Whether the person can pass the customer on to somebody who may decide."""
    graph = agent.flow.graph.whole
    return any(_may_decide(step) for step in graph.reachable([agent]) if step is not agent)
