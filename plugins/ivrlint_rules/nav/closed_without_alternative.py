"""The rule `closed-without-alternative`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.graph import Edge, Graph
from ivrlint.model import UNKNOWN, Cause, Flow, Role
from ivrlint.rule import Findings, rule
from ivrlint_rules.hearing import clauses_at, is_known, prompts_of
from ivrlint_rules.judgement import helps, listed, onward, onwards
from ivrlint_rules.soundness import is_whole

_CHANNEL: Final = (
    r"(?i)@|\b(?:e-?mail\w*|mail\w*|whatsapp|sms|chat\w*|voicemail)\b"
    r"|\b\d(?:[ .-]?\d){4,}|\b(?:112|911|999)\b"
)
"""A way to reach people that a text names: mail, chat, a number of five digits or more."""

_WAYS: Final = frozenset({"callback-offer", "human-offer", "dial-another-number"})

_ROLES: Final = frozenset({Role.ENTRY, Role.MODULE})
_CLOSED: Final = frozenset({Cause.CLOSED, Cause.HOLIDAY})


@rule("warning", since="0.1", implies=["silent-hangup"])
def closed_without_alternative(
    flow: Flow, *, need: Sequence[str] = ("hours", "alternative")
) -> Findings:
    """Closed, without the opening hours or without another way.

    "We are closed", and the line goes dead: when to call again is a guess, and
    a caller in trouble has nobody.

    The rule looks at what follows when the office is closed or it is a holiday, if
    that ends the call: its words must name hours or a day, and the call must offer
    a voicemail, a callback, an emergency line or another staffed channel, by a step
    or in words (a number, an address, a chat). It is silent where it is not known
    what is said (a recording without transcript, a language without words, a text
    filled in during the call), where something that could not be resolved may
    follow, and about lines tagged `screening`.

    Source: the GetHuman standard (1-4: callers should get the hours, or be
    called back); the Irish public service's universal design toolkit.

    Options:

        need: What a closed office owes its callers: hours, alternative.

    Bad:

        hours office { open mon-fri "09:00-17:00" }
        phone "+44 20 7946 0100" {
            language en-GB
            start -> check
            branch check {
                on hours office
                open -> agents
                closed -> shut  //! callers hear no opening hours and are offered no other way
            }
            queue agents { }
            say shut { "We are closed." }
        }

    Good:

        hours office { open mon-fri "09:00-17:00" }
        phone "+44 20 7946 0100" {
            language en-GB
            start -> check
            branch check {
                on hours office
                open -> agents
                closed -> shut
            }
            queue agents { }
            say shut {
                "We are open from Monday to Friday, from 9 to 5."
                next -> message
            }
            voicemail message { say "Leave your number and we will call you back." }
        }
    """
    if flow.role not in _ROLES or "screening" in flow.tags:
        return
    graph = flow.graph.whole
    for step in flow.steps:
        for way in step.exits:
            if way.cause in _CLOSED:
                break
        else:
            continue
        for edge in graph.edges(step):
            exit_ = edge.exit
            if exit_ is None or exit_.cause not in _CLOSED:
                continue
            helped = graph.leads_to(helps, onwards)
            if edge.step is None or helped(edge.step) is UNKNOWN:
                yield Skipped(exit_, "what follows when it is closed could not be resolved")
            elif helped(edge.step) is False:
                yield from _judge(graph, edge, need)


def _judge(graph: Graph, edge: Edge, need: Sequence[str]) -> Findings:
    way = onward(graph, [edge])
    at = edge.exit or edge.source
    prompts = [prompt for step in way.steps for prompt in prompts_of(step)]
    prompts += edge.exit.prompts if edge.exit else ()
    if not all(map(is_whole, way.steps)) or not all(map(is_known, prompts)):
        yield Skipped(at, "it is not known what closed callers hear")
        return
    clauses = [clause for step in way.steps for clause in clauses_at(step)]
    missing, advice = [], []
    if "hours" in need and not any(clause.has_hours or clause.has_days for clause in clauses):
        missing.append("hear no opening hours")
        advice.append("name the hours")
    offered = any(_WAYS.intersection(c.families) or re.search(_CHANNEL, c.text) for c in clauses)
    if "alternative" in need and not offered:
        missing.append("are offered no other way")
        advice.append("offer a voicemail, a callback or another channel")
    if missing:
        when = (
            "on a holiday"
            if edge.exit and edge.exit.cause is Cause.HOLIDAY
            else "at a closed office"
        )
        yield Finding(
            at,
            f"{when} callers {listed(missing)}; {', and '.join(advice)}",
            related=[
                *(Related(prompt, "this is what they hear") for prompt in prompts),
                *(Related(end.exit or end.source, "the call ends here") for end in way.hangups),
            ],
        )
