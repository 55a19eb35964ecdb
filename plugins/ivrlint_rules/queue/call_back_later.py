"""The rule `call-back-later`."""

from __future__ import annotations

from collections.abc import Iterator

from ivrlint.finding import Finding, Related, Severity, Skipped
from ivrlint.graph import Edge
from ivrlint.model import UNKNOWN, Project, Step
from ivrlint.rule import Findings, rule
from ivrlint.words import Clause
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
from ivrlint_rules.lost_calls import (
    FARTHEST,
    ends_of,
    failures_before,
    is_perhaps_full,
    is_unerring,
)
from ivrlint_rules.soundness import is_whole

_WAYS_ON = frozenset({"human-offer", "callback-offer", "dial-another-number", "emergency"})


@rule(
    "error",
    since="0.1",
    implies=["dropped-while-waiting", "transfer-without-fallback", "silent-hangup"],
)
def call_back_later(project: Project) -> Findings:
    """ "Please call again later", and the line goes dead.

    The caller was there, and is sent away; the same may happen at every later call.
    Nobody at the other end ever learns of it.

    The rule speaks where callers are told to call again later and every way
    on from there ends the call. It is silent where a person, a voicemail, a
    callback or another question follows, where the text promises to call
    back, names another number or hours or days, after closing time (that is
    `closed-without-alternative`), after silence and wrong keys (that is
    `hangup-on-error`), where only a failure of the system leads there, and on lines
    tagged `screening`. Where only a full queue leads there, and the file does
    not say how much it holds, it is a warning.

    Source: a shop that is "so busy already" and would rather that its customers do
    not come back; the GetHuman standard (1-4: callers should be called back); Spain's law
    of 2025.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> agents
            queue agents { longest 5m -> busy }
            say busy {
                "All our agents are busy. Please try again later."  //! told to try again later
            }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> agents
            queue agents { longest 5m -> busy }
            say busy {
                "All our agents are busy. You can try again later or leave a message."
                next -> message
            }
            voicemail message
        }

    Bad (asterisk; files extensions.conf, our-sounds-en.txt):

        --- extensions.conf
        [main]
        exten => s,1,Set(CHANNEL(language)=en)
         same => n,Queue(sales,t,,,300)
         same => n,Playback(our/later)
         same => n,Hangup()
        --- our-sounds-en.txt
        our/later: Nobody can help you now. Please call again later.  ;! try again later
    """
    graph = project.graph
    sending = [
        (step, told) for step in graph.steps if step.prompts and (told := list(_sendings(step)))
    ]
    if not sending:
        return
    sound = graph.reachable(graph.entry_starts, is_unerring)
    surely = graph.reachable(graph.entry_starts, _is_sure)
    helped = graph.leads_to(helps, onwards)
    ended = graph.leads_to(ends, onwards)
    for step, told in sending:
        if step not in sound or asks(step) or is_waited_in(step.flow):
            continue
        if is_tagged(step, "screening") or helped(step) is True:
            continue
        ways = graph.edges(step, onwards)
        heard = [step, *onward(graph, ways, FARTHEST).steps]
        if any(map(_offers, heard)) or not all(map(is_whole, heard)):
            continue
        if helped(step) is UNKNOWN or ended(step) is not True:
            yield Skipped(told[0], "what follows could not be found out")
            continue
        over = contact(step.flow)
        causes = dict.fromkeys(
            place
            for edge in failures_before(graph, step)
            for place in ((edge.exit or edge.source).place, edge.source.place)
        )
        yield Finding(
            told[0],
            f"callers are told to try again later, and the {over} ends;"
            " offer a callback, a voicemail or another desk",
            severity=None if step in surely else Severity.WARNING,
            related=[
                *(Related(place, "this leads here") for place in causes),
                *ends_of(graph, ways, over),
            ],
            witness=graph.witness(step),
        )


def _sendings(step: Step) -> Iterator[Clause]:
    for _, clause in saying(step.prompts, "call-back-later"):
        if "website-redirect" not in clause.families:
            yield clause


def _offers(step: Step) -> bool:
    """Whether another way or a time is named here."""
    return any(
        clause.has_hours or clause.has_days or _WAYS_ON.intersection(clause.families)
        for clause in clauses_at(step)
    )


def _is_sure(edge: Edge) -> bool:
    return is_unerring(edge) and not is_perhaps_full(edge)
