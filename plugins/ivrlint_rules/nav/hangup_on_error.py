"""The rule `hangup-on-error`."""

from __future__ import annotations

from collections.abc import Sequence, Sized

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.graph import Edge, Graph, StepSet
from ivrlint.model import UNKNOWN, Input, Maybe, Project, Role, Step, Survey
from ivrlint.rule import Findings, rule
from ivrlint_rules.hearing import is_known, is_survey, may_hang_up
from ivrlint_rules.judgement import (
    MISTAKES,
    asks,
    ends,
    helps,
    is_form,
    is_tagged,
    listed,
    onward,
    onwards,
    serves,
    told,
)
from ivrlint_rules.soundness import is_whole

_ROLES = frozenset({Role.ENTRY, Role.MODULE, Role.WAITING})


@rule("error", since="0.1", implies=["silent-hangup"])
def hangup_on_error(project: Project) -> Findings:
    """A caller who errs or stays silent is disconnected.

    People who are slow, who do not understand the question, or who have no
    keys at hand are the ones who need a person most; they are thrown out, and
    call again.

    The rule looks at what comes after the last try of a menu or a collected
    input: if every way from there ends in a hangup, with no person, no
    voicemail, no callback and no other question before it, it speaks. It is
    silent about flows tagged `screening` and outbound calls, about callers who
    have been served before (by a person, or by a step tagged `done`) or are
    told that they may hang up, about surveys and web forms, where silence does
    what an option does, and where something that could not be resolved may
    follow.

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

    Bad (asterisk; files extensions.conf):

        --- extensions.conf
        [main]
        exten => s,1,Background(menu)  ;! silence in 's,1' ends the call
         same => n,WaitExten(5)
        exten => 1,1,Queue(sales,t,,,300)
        exten => i,1,Goto(1,1)
        exten => t,1,Playback(goodbye)
         same => n,Hangup()
    """
    graph = project.graph
    lost = [
        (step, said)
        for flow in project.flows
        if flow.role in _ROLES and not is_survey(flow)
        for step in flow.steps
        if isinstance(step, Input) and _is_meant(step)
        for said in _lost(graph, step)
    ]
    unserved = graph.reachable(graph.entry_starts, _unserved) if lost else ()
    for step, said in lost:
        if step in unserved or not graph.is_reached_by_customers(step):
            yield said


def _is_meant(step: Input) -> bool:
    """Whether callers are to answer here, and are neither screened, served nor told to hang up."""
    if not asks(step) or is_form(step) or may_hang_up(step):
        return False
    return not is_tagged(step, "screening", "done")


def _unserved(edge: Edge) -> bool:
    """Whether a caller goes this way who has not been served: by a person, or by a tag's word."""
    return serves(edge.source) is not True


def _lost(graph: Graph, step: Input) -> Findings:
    """The ways from a question on which the call ends because of silence or mistakes."""
    helped = graph.leads_to(_helped, onwards)
    ended = graph.leads_to(ends, onwards)
    ways = [edge for edge in graph.edges(step) if _is_last(edge)]
    if any(_leads(helped, edge) is UNKNOWN for edge in ways):
        yield Skipped(step, "something that could not be resolved may follow the last try")
    lost = [
        edge for edge in ways if _leads(helped, edge) is False and _leads(ended, edge) is not False
    ]
    way = onward(graph, lost)
    if lost and all(map(is_whole, (step, *way.steps))) and not _is_default(graph, step, lost):
        causes = dict.fromkeys(told(edge.exit) for edge in lost if edge.exit)
        yield Finding(
            step,
            f"{listed(causes)} in {step.shown_name!r} {_end(causes)} the call;"
            " pass the caller to a person, a voicemail or a callback instead",
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


def _end(causes: Sized) -> str:
    return "ends" if len(causes) == 1 else "end"


def _is_default(graph: Graph, step: Step, lost: Sequence[Edge]) -> bool:
    """Whether doing nothing does what one of the options does, and it is not known what is said.

    Then silence may be an answer like any other.
    """
    chosen = StepSet(edge.step for edge in graph.edges(step) if edge.is_input and edge.step)
    return all(
        edge.step in chosen and not all(map(is_known, edge.step.prompts))
        for edge in lost
        if edge.step is not None
    )
