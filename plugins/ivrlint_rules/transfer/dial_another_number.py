"""The rule `dial-another-number`."""

from __future__ import annotations

from typing import Final

from ivrlint.finding import Finding, Skipped
from ivrlint.model import UNKNOWN, Channel, Project, Role, Step
from ivrlint.rule import Findings, rule
from ivrlint_rules.hearing import saying
from ivrlint_rules.judgement import (
    answers,
    asks,
    by_itself,
    ends,
    is_tagged,
    onward,
    onwards,
)
from ivrlint_rules.lost_calls import FARTHEST, is_sound, is_unerring
from ivrlint_rules.soundness import is_whole

_ROLES: Final = frozenset({Role.ENTRY, Role.MODULE})


@rule("warning", since="0.1")
def dial_another_number(project: Project) -> Findings:
    """ "For that, call this other number", and the line connects nobody.

    The caller has to find a pen, hang up, dial again, and go through the next menu
    from its beginning. The machine could have put the call through.

    The rule speaks where callers are told to call another number, or to turn to
    somebody else, and no person follows by itself: the call ends, or comes back to
    the question that led there. It is silent about emergency numbers, about numbers
    that are named beside a transfer, a voicemail or a callback, about what is heard
    after closing time or when the system fails, and about steps tagged
    `external-party`, whose calls cannot be put through, `info-only` or `screening`.

    Source: the W3C's accessibility notes on voice systems want callers put
    through rather than told to call another number; a customer who was sent to
    the sender of a parcel for a code that the line wanted.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> other
            say other {
                "For repairs, please call 020 7946 0144."  //! told to call somebody else
            }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> other
            say other {
                "Our repair team is on 020 7946 0144. I am putting you through."
                next -> repairs
            }
            transfer repairs { to number "020 7946 0144" }
        }

    Bad (twiml):

        <Response>
          <Say language="en">For repairs, please call 020 7946 0144.</Say>  <!--! somebody else -->
          <Hangup/>
        </Response>
    """
    graph = project.graph
    naming = [
        (step, told)
        for step in graph.steps
        if step.prompts
        and _is_meant(step)
        and (told := list(saying(step.prompts, "dial-another-number")))
    ]
    if not naming:
        return
    open_ = graph.reachable(graph.entry_starts, is_sound)
    unerring = graph.reachable(graph.entry_starts, is_unerring)
    answered = graph.leads_to(answers, onwards)
    ended = graph.leads_to(ends, onwards)
    circling = {id(step) for circle in graph.cycles(by_itself) for step in circle}
    for step, told in naming:
        circles = id(step) in circling
        if step not in open_ or not (circles or step in unerring):
            continue
        clauses = [one for _, one in told if "emergency" not in one.families and not one.keys]
        if not clauses or answered(step) is True:
            continue
        ways = graph.edges(step, onwards)
        if not all(map(is_whole, (step, *onward(graph, ways, FARTHEST).steps))):
            continue
        if answered(step) is UNKNOWN or ended(step) is UNKNOWN:
            yield Skipped(clauses[0], "what follows could not be found out")
        elif circles or ended(step) is True:
            yield Finding(
                clauses[0],
                "callers are told to call somebody else; put them through instead",
                witness=graph.witness(step),
            )


def _is_meant(step: Step) -> bool:
    return (
        step.flow.role in _ROLES
        and step.flow.channel is Channel.PHONE
        and not asks(step)
        and answers(step) is False
        and not is_tagged(step, "external-party", "info-only", "screening")
    )
