"""The rule `always-busy`."""

from __future__ import annotations

from typing import Final

from ivrlint.finding import Finding
from ivrlint.graph import Edge
from ivrlint.model import Branch, Cause, Channel, Decides, Project, Role
from ivrlint.rule import Findings, rule
from ivrlint_rules.hearing import saying
from ivrlint_rules.judgement import FAILURES, is_tagged, is_waited_in

_ROLES: Final = frozenset({Role.ENTRY, Role.MODULE, Role.WAITING, Role.HOLD})
_GUARDS: Final = FAILURES | {Cause.CONDITION, Cause.HOLIDAY, Cause.CLOSED}
"""Ways that are taken only now and then."""
_FIXED: Final = frozenset({Decides.ATTEMPTS, Decides.HOURS, Decides.HOLIDAY})
"""Decisions that do not look at how busy it is."""


@rule("warning", since="0.1")
def always_busy(project: Project) -> Findings:
    """ "It is busier than usual" is played always, however busy it is.

    What is always so is not unusual. Callers notice at the second call, and
    believe nothing that the line says.

    The rule speaks about sentences that say how unusually busy it is ("busier than
    usual", "longer than you are used to from us"), where callers hear them although
    nothing was looked at: no condition on the sentence, no decision on the queue,
    the staff or the caller, no wait that was too long before. Opening hours decide
    nothing of the kind. "All our agents are busy" is natural in a queue. The rule
    is silent about texts tagged `mandatory`, and where a decision comes before that
    could not be made out.

    Source: the Israeli regulator found that firms played it regardless of
    how busy they were; a shop that was "so busy already".

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> agents
            queue agents {
                say "We are busier than usual. Please hold." every 60s  //! whether it is so or not
            }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> agents
            queue agents {
                say "We are busier than usual." every 60s when "queue.length > 20"
            }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> look
            branch look {
                on queue agents
                when "calls waiting > 20" -> busy
                otherwise -> agents
            }
            say busy {
                "We are busier than usual."
                next -> agents
            }
            queue agents
        }

    Bad (connect):

        {
          "Version": "2019-10-30",
          "StartAction": "busy",
          "Actions": [
            {
              "Identifier": "busy",
              "Type": "MessageParticipant",
              "Parameters": {
                "Text": "We are experiencing unusually high call volumes."  //! unusually busy
              },
              "Transitions": {
                "NextAction": "queue",
                "Errors": [{ "NextAction": "queue", "ErrorType": "NoMatchingError" }]
              }
            },
            {
              "Identifier": "queue",
              "Type": "TransferContactToQueue",
              "Parameters": {},
              "Transitions": { "NextAction": "end" }
            },
            { "Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {} }
          ]
        }
    """
    graph = project.graph
    found = [
        (step, prompt, clause)
        for step in graph.steps
        if step.prompts and step.flow.role in _ROLES and step.flow.channel is Channel.PHONE
        for prompt, clause in saying(step.prompts, "unusually-busy")
        if prompt.condition is None and not is_tagged(step, "mandatory")
    ]
    if not found:
        return
    waiting = [
        start for flow in project.flows if is_waited_in(flow) for start in graph.starts_of(flow)
    ]
    always = graph.reachable([*graph.entry_starts, *waiting], _is_unguarded)
    for step, _, clause in found:
        if step in always and clause.keys == ():
            yield Finding(
                clause,
                "callers hear that it is unusually busy whether it is so or not;"
                " play it only when the queue is long",
                witness=graph.witness(step),
            )


def _is_unguarded(edge: Edge) -> bool:
    """Whether callers go this way on any day, however busy it is."""
    step, exit_ = edge.source, edge.exit
    if exit_ is None:
        return True
    decides = step.decides if isinstance(step, Branch) else None
    if decides is Decides.LANGUAGE:
        return True
    if exit_.cause in _GUARDS:
        return False
    return exit_.cause is not Cause.OTHERWISE or decides in _FIXED
