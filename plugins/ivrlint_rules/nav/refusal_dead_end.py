"""The rule `refusal-dead-end`."""

from __future__ import annotations

from ivrlint.finding import Finding, Skipped
from ivrlint.graph import Edge
from ivrlint.model import UNKNOWN, Cause, Project, Step
from ivrlint.rule import Findings, rule
from ivrlint_rules.hearing import clauses_at, saying
from ivrlint_rules.judgement import (
    asks,
    contact,
    ends,
    helps,
    is_tagged,
    is_waited_in,
    onward,
    onwards,
)
from ivrlint_rules.soundness import is_whole

_WAYS_ON = frozenset({"human-offer", "callback-offer", "dial-another-number"})


@rule("error", since="0.1", implies=["silent-hangup"])
def refusal_dead_end(project: Project) -> Findings:
    """ "We cannot answer that", and the line goes dead.

    The caller has explained everything, is told no by a machine, and has
    nobody to ask why.

    The rule speaks where a refusal is heard and every way on from there ends
    the call. It is silent where a person, a voicemail, a callback or another
    question follows, where the same text offers a person, a callback or a
    number, after a closing time (that is `closed-without-alternative`), where
    only a failure of the system leads there, and on lines tagged `screening`.

    Source: a customer's story of an airline's voice ("unfortunately we cannot
    answer that"); a Berlin court held in 2017 (KG Berlin, 23 U 124/14) that a
    provider must be reachable by more than a reply that refuses to answer.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> refusal
            say refusal {
                "Unfortunately we cannot answer this question."  //! a refusal
            }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> refusal
            say refusal {
                "Unfortunately our voice service cannot answer this question."
                next -> agents
            }
            queue agents { }
        }
    """
    graph = project.graph
    refusing = [
        (step, refusals)
        for step in graph.steps
        if step.prompts and (refusals := list(saying(step.prompts, "refusal")))
    ]
    if not refusing:
        return
    sound = graph.reachable(graph.entry_starts, _is_sound)
    helped = graph.leads_to(helps, onwards)
    ended = graph.leads_to(ends, onwards)
    for step, refusals in refusing:
        if step not in sound or asks(step) or is_waited_in(step.flow):
            continue
        if is_tagged(step, "screening") or helped(step) is True or _is_closing(step):
            continue
        way = onward(graph, graph.edges(step, onwards))
        heard = [step, *way.steps]
        if any(_offers(one) for one in heard) or not all(map(is_whole, heard)):
            continue
        for _, clause in refusals:
            if helped(step) is UNKNOWN or ended(step) is not True:
                yield Skipped(clause, "what follows the refusal could not be found out")
                continue
            yield Finding(
                clause,
                f"a refusal, and every way on ends the {contact(step.flow)};"
                " offer a person, a callback or a voicemail",
                witness=graph.witness(step),
            )


def _offers(step: Step) -> bool:
    """Whether another way is named here."""
    return any(_WAYS_ON.intersection(clause.families) for clause in clauses_at(step))


def _is_closing(step: Step) -> bool:
    """Whether it is only heard when the office is closed."""
    ways = step.flow.graph.whole.edges_to(step)
    return bool(ways) and all(
        edge.exit is not None and edge.exit.cause in {Cause.CLOSED, Cause.HOLIDAY} for edge in ways
    )


def _is_sound(edge: Edge) -> bool:
    """Whether the system has not failed on the way."""
    return edge.exit is None or edge.exit.cause is not Cause.ERROR
