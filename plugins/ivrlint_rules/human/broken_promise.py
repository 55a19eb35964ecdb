"""The rule `broken-promise`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.graph import Edge, Graph
from ivrlint.model import UNKNOWN, Bot, Cause, Lookup, Maybe, Opaque, Project, Queue, Role, Step
from ivrlint.rule import Findings, rule
from ivrlint.words import Clause
from ivrlint_rules.hearing import saying
from ivrlint_rules.judgement import answers, asks, by_itself, contact, onward
from ivrlint_rules.soundness import is_whole
from ivrlint_rules.ways import circles_in

_ROLES = frozenset({Role.ENTRY, Role.MODULE, Role.OUTBOUND})


@rule("error", since="0.1", implies=["dead-end", "silent-hangup", "refusal-dead-end"])
def broken_promise(project: Project) -> Findings:
    """ "We are connecting you", and nobody is connected.

    The caller waits for a person who was promised, and gets the line's end or
    the same menu again.

    The rule looks at what follows a sentence that promises a person, with no
    key bound to it and no word of calling back: if every way on by itself ends
    the call or comes back to a menu that the caller has been in, with no queue,
    transfer, voicemail or callback before, the promise is broken. It is silent where something that
    could not be resolved or is not understood may connect, or another system that was asked
    just before.

    Source: a customer who was "passed on time and again"; common in real
    flows.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> promise
            say promise {
                "I will connect you to an adviser."  //! but the call ends
                next -> bye
            }
            say bye { "Goodbye." }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> promise
            say promise {
                "I will connect you to an adviser."
                next -> agents
            }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> promise
            say promise {
                "We will call you as soon as an adviser is free. Goodbye."
                next -> bye
            }
            hangup bye
        }
    """
    graph = project.graph
    promises = [promise for step in graph.steps if step.prompts for promise in _promises(step)]
    if not promises:
        return
    kept = graph.leads_to(_connects, by_itself)
    ever = graph.leads_to(_connects)
    circles = circles_in(graph)
    for step, clause in promises:
        verdict = ever(step) if asks(step) else kept(step)
        if verdict is UNKNOWN:
            yield Skipped(clause, "something that could not be resolved may connect the caller")
        elif _is_done_before(graph, step):
            yield Skipped(
                clause, "another system was asked before, and may have connected the caller"
            )
        elif verdict is False and (asks(step) or _is_over(graph, step, circles)):
            yield _finding(graph, step, clause)


def _is_done_before(graph: Graph, step: Step) -> bool:
    """Whether it is said where another system has just done what it was asked for."""
    ways = graph.edges_to(step)
    return bool(ways) and all(
        isinstance(edge.source, Lookup) and edge.exit is not None and edge.exit.cause is Cause.NEXT
        for edge in ways
    )


def _promises(step: Step) -> Iterator[tuple[Step, Clause]]:
    """The sentences that promise a person, where it is not a person who says them."""
    if step.flow.role not in _ROLES or isinstance(step, Queue | Bot):
        return
    if answers(step) is not False:
        return
    for _, clause in saying(step.prompts, "human-offer", "transfer-announcement"):
        if clause.keys or clause.words or "callback-offer" in clause.families:
            continue
        if is_whole(step):
            yield step, clause


def _finding(graph: Graph, step: Step, clause: Clause) -> Finding:
    way = onward(graph, _ways_on(graph, step))
    over = contact(step.flow)
    ended = [Related(edge.exit or edge.source, f"the {over} ends here") for edge in way.hangups]
    back = [Related(one, "the caller comes back here") for one in way.steps if asks(one)]
    return Finding(
        clause,
        f"a person is promised, but the {over} "
        + ("ends" if ended or not back else "goes back to the menu")
        + "; let a person follow, or promise none",
        related=[*ended, *back],
        witness=graph.witness(step),
    )


def _connects(step: Step) -> Maybe[bool]:
    """Whether the caller is connected here, or perhaps: what is not understood may do it."""
    if isinstance(step, Opaque):
        return UNKNOWN if step.continues is UNKNOWN or step.exits else False
    return answers(step)


def _ways_on(graph: Graph, step: Step) -> list[Edge]:
    return list(graph.edges(step, by_itself))


def _is_over(graph: Graph, step: Step, circles: Mapping[int, int]) -> bool:
    """Whether every way on ends, or comes back to a question that leads here."""
    here = circles.get(id(step))
    questions = [one for one in onward(graph, _ways_on(graph, step)).steps if asks(one)]
    return all(here is not None and circles.get(id(one)) == here for one in questions)
