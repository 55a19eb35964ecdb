"""The rule `human-unreachable`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ivrlint.finding import Finding, Related, Severity, Skipped
from ivrlint.model import (
    UNKNOWN,
    Agent,
    Callback,
    Channel,
    Flow,
    Maybe,
    Project,
    Queue,
    Step,
    Transfer,
    Voicemail,
)
from ivrlint.rule import Findings, rule
from ivrlint_rules.beginnings import first_met
from ivrlint_rules.hearing import is_survey
from ivrlint_rules.judgement import asks, is_person
from ivrlint_rules.soundness import is_whole


@rule(
    "error",
    since="0.1",
    implies=["doom-loop", "zero-without-human", "missing-other-option", "human-too-far"],
)
def human_unreachable(
    project: Project, *, accept: Sequence[str] = ("agent", "queue", "callback")
) -> Findings:
    """Nobody to talk to, whatever you press.

    A caller whose question is not in the menu has no way at all. People call
    because they want a person.

    The rule speaks about flows where customers begin and meet a menu, a question,
    a bot or a queue, if no way from the entry leads to a person: an agent, a
    staffed queue, a transfer to a number or to people, or a callback. It is
    silent where a target that could not be resolved may lead to one, about
    flows that other flows of the project hand callers to, about surveys, and
    about lines tagged `screening` or `info-only`. It is an info where a flow of
    the phone has no number of its own and nobody answers anywhere in the project: then
    these files may be a part of a line only, or a trial.

    Source: two customers ("there is nobody who can help me", "you want a
    human"); the GetHuman standard (1-1); the W3C's accessibility notes on
    voice systems; a joint statement of the Dutch authorities ACM and AP
    (October 2025).

    Options:

        accept: What counts as a person: agent (transfers included), queue, callback, voicemail.

    Bad:

        phone "+44 20 7946 0100" {  //! nobody answers
            start -> main
            menu main {
                key 1 -> news
                noinput -> news
                nomatch -> news
            }
            say news { "All trains run on time." }
        }

    Good:

        phone "+44 20 7946 0111" {
            start -> closed
            say closed { "We are closed. All trains run on time." }
            menu old {
                key 1 -> closed
                noinput -> closed
                nomatch -> closed
            }
        }

    Good:

        phone "+44 20 7946 0100" {
            start -> main
            menu main {
                key 1 -> news
                key 0 -> agents
                noinput -> agents
                nomatch -> agents
            }
            say news { "All trains run on time." }
            queue agents { }
        }
    """
    graph = project.graph
    accepted = tuple(kind for name in accept for kind in _ACCEPTED.get(name, ()))
    leads = graph.leads_to(_is_answered if accepted else _never, kinds=accepted)
    somebody = any(_is_answered(step) is True for step in graph.steps_of(*_ANYBODY))
    for flow, begins in first_met(project):
        starts = graph.starts_of(flow)
        if begins is False or "info-only" in flow.tags or not starts or is_survey(flow):
            continue
        found = [leads(start) for start in starts]
        if True in found:
            continue
        if not is_whole(flow):
            yield Skipped(flow, "a person may stand where the file has a syntax error")
        elif UNKNOWN in found:
            yield Skipped(flow, "a target that could not be resolved may lead to a person")
        elif begins is UNKNOWN:
            yield Skipped(flow, "another flow may hand callers to it, who may want no person here")
        else:
            chat = flow.channel is Channel.CHAT
            tried = "customer chooses" if chat else "caller presses"
            yield Finding(
                flow,
                f"nobody answers in {flow.shown_name!r}, whatever the {tried};"
                " let a choice lead to a person",
                severity=None if chat or flow.numbers or somebody else Severity.INFO,
                related=[Related(step, "nothing here leads to a person") for step in _asking(flow)],
            )


_ACCEPTED: Final[Mapping[str, tuple[type[Step], ...]]] = {
    "agent": (Agent, Transfer),
    "queue": (Queue,),
    "callback": (Callback,),
    "voicemail": (Voicemail,),
}
_ANSWERING: Final = (Callback, Voicemail)
_ANYBODY: Final = (Agent, Transfer, Queue, Callback, Voicemail)


def _is_answered(step: Step) -> Maybe[bool]:
    return isinstance(step, _ANSWERING) or is_person(step)


def _never(_: Step) -> Maybe[bool]:
    return False


def _asking(flow: Flow) -> Iterator[Step]:
    return (step for step in flow.steps if asks(step))
