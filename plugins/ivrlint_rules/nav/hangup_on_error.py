"""The rule `hangup-on-error`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Sized

from ivrlint.finding import Finding, Fix, Related, Skipped
from ivrlint.graph import Edge, Graph, StepSet
from ivrlint.model import UNKNOWN, Cause, Input, Maybe, Menu, Project, Role, Set, Step, Survey
from ivrlint.places import Place
from ivrlint.rule import Findings, rule
from ivrlint_rules.announcements import announced_at
from ivrlint_rules.fixes.guiding import nearest_help
from ivrlint_rules.fixes.retargeting import leading_to
from ivrlint_rules.hearing import is_known, is_survey, may_hang_up
from ivrlint_rules.judgement import (
    MISTAKES,
    asks,
    contact,
    ends,
    helps,
    is_customers,
    is_form,
    is_tagged,
    listed,
    onward,
    onwards,
    password_gates,
    serves,
    told,
)
from ivrlint_rules.lost_calls import offers_only_the_end
from ivrlint_rules.soundness import is_whole

_ROLES = frozenset({Role.ENTRY, Role.MODULE, Role.WAITING})


@rule("error", since="0.1", implies=["silent-hangup", "missing-more-time"], fix="unsafe")
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
    told that they may hang up, about wrong keys where an announced one goes their
    way, about surveys and web forms, about what in a
    dialplan only the company's own phones call, or who knows a password, where
    silence does what an answer does, about menus that offer nothing but to end
    the call, and where something that could not be resolved may follow. Menus of
    one dialplan's context that share what follows are told of once.

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
    asking: list[Step] = [
        step
        for step in graph.steps_of(Input)
        if step.flow.role in _ROLES and _last(graph, step) and _is_meant(step)
    ]
    flows = {id(step.flow): step.flow for step in asking}
    surveys = {key for key, flow in flows.items() if is_survey(flow)}
    asking = [step for step in asking if id(step.flow) not in surveys]
    if not asking:
        return
    gates = password_gates(graph)
    unserved = graph.reachable(
        graph.entry_starts,
        lambda edge: (
            is_customers(edge)
            and serves(edge.source) is not True
            and not (gates and edge.source in gates)
        ),
    )
    asking = [step for step in asking if _is_for_customers(graph, step, unserved)]
    helped = _leading_to_help(graph)
    for step in asking:
        if any(_leads(helped, edge) is UNKNOWN for edge in _last(graph, step)):
            yield Skipped(step, "something that could not be resolved may follow the last try")
    for first, lost, others in _by_cause(graph, asking):
        yield _finding(graph, first, lost, others)


def _is_for_customers(graph: Graph, step: Step, unserved: StepSet) -> bool:
    """Whether callers come here who have not been served.

    A step that no known way of a customer leads to may be one all the same,
    but for dialplans: there it is a feature of the company's own phones.
    """
    return step in unserved or not (step.flow.open or graph.is_reached_by_customers(step))


def _by_cause(
    graph: Graph, asking: Iterable[Step]
) -> Iterable[tuple[Step, list[Edge], list[Step]]]:
    """The questions with their ways to the end, and others that end in the same place.

    In a dialplan all menus of a context share what follows silence and wrong keys.
    """
    found: list[tuple[Step, list[Edge], list[Step]]] = []
    known: dict[tuple[Cause, int], list[Step]] = {}
    for step in asking:
        lost = _lost(graph, step)
        if not lost:
            continue
        causes = [(edge.exit.cause, id(edge.step)) for edge in lost if edge.exit]
        first = known.get(causes[0])
        if step.flow.open and first is not None and all(cause in known for cause in causes):
            first.append(step)
            continue
        others: list[Step] = []
        found.append((step, lost, others))
        for cause in causes:
            known.setdefault(cause, others)
    return found


def _is_meant(step: Input) -> bool:
    """Whether callers are to answer here, and are neither screened, served nor told to hang up."""
    if not asks(step) or is_form(step) or may_hang_up(step):
        return False
    return not is_tagged(step, "screening", "done")


def _lost(graph: Graph, step: Step) -> list[Edge]:
    """The ways from a question on which the call ends because of silence or mistakes."""
    helped = _leading_to_help(graph)
    lost = [edge for edge in _last(graph, step) if _leads(helped, edge) is False]
    if lost:
        ended = graph.leads_to(ends, onwards)
        lost = [edge for edge in lost if _leads(ended, edge) is not False]
    whole = lost and all(map(is_whole, (step, *onward(graph, lost).steps)))
    return lost if whole and not _is_default(graph, step, lost) else []


def _finding(graph: Graph, step: Step, lost: Sequence[Edge], others: Sequence[Step]) -> Finding:
    causes = dict.fromkeys(told(edge.exit, step.flow.channel) for edge in lost if edge.exit)
    ended = onward(graph, lost).hangups
    over = contact(step.flow)
    return Finding(
        step,
        f"{listed(causes)} in {step.shown_name!r} {_end(causes)} the {over};"
        " pass the caller to a person, a voicemail or a callback instead",
        related=[
            *(Related(place, f"the {over} ends here") for place in _places(step, ended)),
            *(Related(other, "and after this menu too") for other in others),
        ],
        fix=None if others else _fix(graph, step, lost),
        witness=graph.witness(step),
    )


def _fix(graph: Graph, step: Step, lost: Sequence[Edge]) -> Fix | None:
    """The fix that leads to the nearest person what ended the call."""
    helping = nearest_help(step) if step.flow.document.format == "ivr" else None
    return None if helping is None else leading_to(graph, lost, helping)


def _places(asked: Step, ended: Iterable[Edge]) -> Iterable[Place]:
    """Where the call ends, each place once: what leads there, or the end itself where the way on
    stands in no place of its own."""
    places: dict[Place, None] = {}
    for edge in ended:
        led = edge.exit.place if edge.exit else edge.source.place
        places[edge.step.place if edge.step and led == asked.place else led] = None
    return places


def _leading_to_help(graph: Graph) -> Callable[[Step], Maybe[bool]]:
    """Whether a step leads to help; without surveys that is what other rules ask, too."""
    return graph.leads_to(_helped if graph.steps_of(Survey) else helps, onwards)


def _helped(step: Step) -> Maybe[bool]:
    return isinstance(step, Survey) or helps(step)


def _last(graph: Graph, step: Step) -> list[Edge]:
    """The ways that are taken after the last try, but for those that an answer takes too."""
    edges = graph.edges(step)
    lost = [
        edge
        for edge in edges
        if edge.exit is not None and edge.exit.cause in MISTAKES and edge.exit.count == 0
    ]
    if not lost:
        return []
    if _has_options_unseen(step):
        lost = [edge for edge in lost if edge.exit and edge.exit.cause is not Cause.NOMATCH]
    answered = StepSet(e.step for e in edges if e.step and e.exit and e.exit.cause is Cause.NEXT)
    return [edge for edge in lost if edge.step not in answered]


def _has_options_unseen(step: Step) -> bool:
    """Whether a key is announced that the file shows no option for: it goes the way of a wrong key.

    So it is where a script looks for one key only, and takes all else for the other.
    """
    if not isinstance(step, Menu) or step.complete:
        return False
    bound = {option.key for option in step.options}
    return any(key.isdigit() and key not in bound for key in announced_at(step).keys)


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

    Then silence may be an answer like any other. So it is where every option does the same, and
    in a menu that offers nothing but to end the call.
    """
    ways = [edge.step for edge in graph.edges(step) if edge.is_input and edge.step]
    chosen = StepSet(ways)
    same = {id(way) for way in ways} == {id(_past_settings(graph, edge)) for edge in lost}
    if ways and (same or offers_only_the_end(graph, step)):
        return True
    return all(
        edge.step in chosen and not all(map(is_known, edge.step.prompts))
        for edge in lost
        if edge.step is not None
    )


def _past_settings(graph: Graph, edge: Edge) -> Step | None:
    """Where a way leads, past what only sets something."""
    step = edge.step
    seen = StepSet()
    while isinstance(step, Set) and seen.add(step):
        ways = graph.edges(step)
        step = ways[0].step if len(ways) == 1 else None
    return step
