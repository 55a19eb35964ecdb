"""The rule `transfer-without-fallback`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ivrlint.finding import Finding, Related, Severity, Skipped
from ivrlint.graph import Edge, Graph, StepSet
from ivrlint.model import (
    UNKNOWN,
    Cause,
    Channel,
    Input,
    Party,
    Project,
    Queue,
    Role,
    Transfer,
    Unresolved,
)
from ivrlint.rule import Findings, rule
from ivrlint_rules.fixes.retargeting import leading_to_help
from ivrlint_rules.judgement import (
    FAILURES,
    customers_ways,
    is_tagged,
    listed,
    onward,
    outsiders,
    speaks,
    told,
)
from ivrlint_rules.lost_calls import FARTHEST, ends_of, is_emergency, losing, names_hours
from ivrlint_rules.soundness import is_whole

_ROLES: Final = frozenset({Role.ENTRY, Role.MODULE})
_PARTIES: Final = frozenset({Party.NUMBER, Party.PERSON, Party.DEPARTMENT})
_NOBODY: Final = frozenset({Cause.BUSY, Cause.NOANSWER, Cause.TIMEOUT})


@rule("warning", since="0.1", implies=["missing-fallback", "silent-hangup"], fix="unsafe")
def transfer_without_fallback(project: Project) -> Findings:
    """The line is passed on to a phone that nobody lifts.

    The caller has found the way through the menu, hears it ring, and then nothing.
    Whoever was called never learns of it.

    The rule looks at transfers to a number, a person or a department, behind a
    menu, a question or a queue where customers begin. It speaks where the file
    could say what happens when nobody answers or the line is busy, and does not; or
    where all it says ends the call. It is an error if not a word is said before the
    end. It is silent about transfers that do not come back to the machine
    (`fire-and-forget`, blind ones), about lines tagged `screening`, about those
    that come before any question, where hours are named before the end, about what
    only the company's own phones dial, and where something that could not be
    resolved may follow.

    Source: the flow design guidance of Amazon Connect; the GetHuman standard (1-4).

    Bad:

        phone "+44 20 7946 0100" {
            start -> main
            menu main {
                key 1 -> workshop
                noinput -> workshop
                nomatch -> workshop
            }
            transfer workshop {
                to number "+44 20 7946 0101"
                noanswer -> bye  //! error: no answer in 'workshop' ends the call
            }
            hangup bye
        }

    Good:

        phone "+44 20 7946 0100" {
            start -> main
            menu main {
                key 1 -> workshop
                noinput -> workshop
                nomatch -> workshop
            }
            transfer workshop {
                to number "+44 20 7946 0101"
                noanswer -> message
                busy -> message
            }
            voicemail message
        }

    Bad (asterisk; files extensions.conf):

        --- extensions.conf
        [main]
        exten => s,1,Answer()
         same => n,Background(menu)
         same => n,WaitExten(5)
        exten => 1,1,Dial(PJSIP/100,25)  ;! error: no answer and a busy line in '1,1' end the call
         same => n,Hangup()
        exten => i,1,Goto(s,1)
        exten => t,1,Goto(s,1)

    Good (asterisk; files extensions.conf):

        --- extensions.conf
        [main]
        exten => s,1,Answer()
         same => n,Background(menu)
         same => n,WaitExten(5)
        exten => 1,1,Dial(PJSIP/100,25)
         same => n,VoiceMail(100@office,u)
        exten => i,1,Goto(s,1)
        exten => t,1,Goto(s,1)
    """
    graph = project.graph
    transfers = [step for step in graph.steps_of(Transfer) if _is_meant(step)]
    if not transfers:
        return
    behind = _behind_questions(graph)
    transfers = [step for step in transfers if step in behind]
    if not transfers:
        return
    is_lost = losing(graph)
    for step in transfers:
        failing = _failing(graph, step)
        if not failing:
            yield from _missing(graph, step)
            continue
        verdicts = [is_lost(edge) for edge in failing]
        if UNKNOWN in verdicts:
            yield Skipped(step, "what follows when nobody answers could not be resolved")
        lost = [edge for edge, verdict in zip(failing, verdicts, strict=True) if verdict is True]
        if lost and not names_hours(graph, lost):
            yield _ending(graph, step, lost)


def _is_meant(step: Transfer) -> bool:
    return (
        step.party in _PARTIES
        and step.flow.role in _ROLES
        and step.flow.channel is Channel.PHONE
        and step.blind is not True
        and not is_tagged(step, "fire-and-forget", "screening")
        and not is_emergency(step)
        and step.flow.document.project.taken_over(step) is None
        and is_whole(step)
    )


def _behind_questions(graph: Graph) -> StepSet:
    """What customers may come to who have been asked something, or have waited."""
    if not graph.steps_of(Input, Queue):
        return StepSet()
    is_way = customers_ways(graph)
    asked = [step for step in outsiders(graph) if isinstance(step, Input | Queue)]
    after = (edge.step for step in asked for edge in graph.edges(step) if is_way(edge))
    return graph.reachable([step for step in after if step is not None], is_way)


def _failing(graph: Graph, step: Transfer) -> list[Edge]:
    """The ways on when nobody answers; where a format knows one failure only, that one."""
    ways = [e for e in graph.edges(step) if e.exit is not None and e.exit.cause in FAILURES]
    return [e for e in ways if e.exit is not None and e.exit.cause in _NOBODY] or ways


def _missing(graph: Graph, step: Transfer) -> Findings:
    knows = step.flow.document.knows
    if not knows & {"transfer.error", "transfer.noanswer"}:
        return
    if any(isinstance(exit_.target, Unresolved) for exit_ in step.exits):
        yield Skipped(step, "one of its ways out could not be resolved")
        return
    yield Finding(
        step,
        f"{step.shown_name!r} does not say what happens when nobody answers, or the line is busy;"
        " lead to a voicemail, a callback or a queue",
        witness=graph.witness(step),
    )


def _ending(graph: Graph, step: Transfer, lost: Sequence[Edge]) -> Finding:
    exits = [edge.exit for edge in lost if edge.exit is not None]
    causes = dict.fromkeys(told(exit_, step.flow.channel) for exit_ in exits)
    silent = not any(exit_.prompts for exit_ in exits) and not any(
        speaks(one) for one in onward(graph, lost, FARTHEST).steps
    )
    return Finding(
        exits[0],
        f"{listed(causes)} in {step.shown_name!r} {'ends' if len(causes) == 1 else 'end'} the call"
        f"{' without a word' if silent else ''};"
        " lead to a voicemail, a callback or a queue instead",
        severity=Severity.ERROR if silent else None,
        related=[
            *(Related(exit_, "and so it does here") for exit_ in exits[1:]),
            *ends_of(graph, lost, "call"),
        ],
        fix=leading_to_help(graph, lost),
        witness=graph.witness(step),
    )
