"""The rule `hangup-on-error`."""

from __future__ import annotations

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.graph import Edge, Graph, StepSet
from ivrlint.model import UNKNOWN, Flow, Input, Maybe, Role, Step, Survey
from ivrlint.rule import Findings, rule
from ivrlint_rules.hearing import prompts_of, saying
from ivrlint_rules.judgement import (
    MISTAKES,
    ends,
    helps,
    is_tagged,
    listed,
    onward,
    onwards,
    told,
)
from ivrlint_rules.soundness import is_whole

_ROLES = frozenset({Role.ENTRY, Role.MODULE, Role.WAITING})


@rule("error", since="0.1", implies=["silent-hangup"])
def hangup_on_error(flow: Flow) -> Findings:
    """A caller who errs or stays silent is disconnected.

    People who are slow, who do not understand the question, or who have no
    keys at hand are the ones who need a person most; they are thrown out, and
    call again.

    The rule looks at what comes after the last try of a menu or a collected
    input: if every way from there ends in a hangup, with no person, no
    voicemail, no callback and no other question before it, it speaks. It is
    silent about flows tagged `screening` or `outbound` calls, after a step
    tagged `done`, about surveys, and where something that could not be
    resolved may follow.

    Source: the GetHuman standard ("do not disconnect for user errors", 1-8);
    the W3C's accessibility notes on voice systems (error responses should not
    end the call); Avaya's help advises to pass the caller to an attendant
    after the last try.

    Bad:

        menu main {  //! silence in 'main' ends the call
            key 1 -> agents
            noinput -> goodbye
            nomatch -> agents
        }
        queue agents { longest 10m -> goodbye }
        say goodbye { "Goodbye." }

    Good:

        menu main {
            key 1 -> agents
            noinput -> agents
            nomatch -> agents
        }
        queue agents { longest 10m -> goodbye }
        say goodbye { "Goodbye." }
    """
    if flow.role not in _ROLES or "screening" in flow.tags:
        return
    graph = flow.graph.whole
    helped = graph.leads_to(_helped, onwards)
    ended = graph.leads_to(ends, onwards)
    served = _after_service(graph, flow)
    for step in flow.steps:
        if not isinstance(step, Input) or step in served or _is_exempt(step):
            continue
        ways = [edge for edge in graph.edges(step) if _is_last(edge)]
        if any(_leads(helped, edge) is UNKNOWN for edge in ways):
            yield Skipped(step, "something that could not be resolved may follow the last try")
        lost = [
            edge
            for edge in ways
            if _leads(helped, edge) is False and _leads(ended, edge) is not False
        ]
        way = onward(graph, lost)
        if lost and all(map(is_whole, (step, *way.steps))):
            causes = dict.fromkeys(told(edge.exit) for edge in lost if edge.exit)
            yield Finding(
                step,
                f"{listed(causes)} in {step.shown_name!r} ends the call; pass the caller to a"
                " person, a voicemail or a callback instead",
                related=[
                    Related(edge.exit or edge.source, "the call ends here") for edge in way.hangups
                ],
                witness=graph.witness(step),
            )


def _helped(step: Step) -> Maybe[bool]:
    return isinstance(step, Survey) or helps(step)


def _is_last(edge: Edge) -> bool:
    """Whether it is the way that is taken after the last try."""
    exit_ = edge.exit
    return exit_ is not None and exit_.cause in MISTAKES and exit_.count == 0


def _leads(table: object, edge: Edge) -> Maybe[bool]:
    if edge.step is None:
        return UNKNOWN
    assert callable(table)
    result: Maybe[bool] = table(edge.step)
    return result


def _is_exempt(step: Step) -> bool:
    if is_tagged(step, "screening", "done"):
        return True
    return any(saying(prompts_of(step), "survey"))


def _after_service(graph: Graph, flow: Flow) -> StepSet:
    """The steps that follow a step tagged `done`."""
    done = [step for step in flow.steps if "done" in step.tags]
    return graph.reachable(done) if done else StepSet()
