"""The rule `silent-hangup`."""

from __future__ import annotations

from collections.abc import Iterator

from ivrlint.finding import Finding, Related
from ivrlint.graph import Edge, Graph, StepSet, Via
from ivrlint.model import (
    Branch,
    Cause,
    Decides,
    Flow,
    Hangup,
    Input,
    Queue,
    Role,
    Step,
    Transfer,
)
from ivrlint.rule import Findings, rule
from ivrlint_rules.judgement import FAILURES, is_tagged, speaks, told


@rule("warning", since="0.1")
def silent_hangup(flow: Flow) -> Findings:
    """The line goes dead without a word.

    The caller does not know whether it was a fault, and calls again. One
    sentence tells what happened and what to do.

    The rule follows every way on which nothing is said: from the entry, from
    an answer, silence or a wrong key in a menu, from a queue that is full or
    takes too long, from a transfer that fails. It is silent after a voicemail,
    a callback or a talk with a person, about lines tagged `screening`, where
    the caller's number or account decided it, about errors of the system on the
    way, and where it is not known whether something is said.

    Source: the GetHuman standard (1-8); a customer's story of a line that
    "seems to end in nothing".

    Bad:

        menu main {
            say "For the news of today, press 1."
            key 1 -> bye  //! the call ends without a word after key 1
            noinput -> news
            nomatch -> news
        }
        say news { "All trains run on time." }
        hangup bye

    Good:

        menu main {
            say "For the news of today, press 1."
            key 1 -> news
            noinput -> news
            nomatch -> news
        }
        say news { "All trains run on time." }
    """
    if not any(step.prompts or isinstance(step, Input | Queue | Transfer) for step in flow.steps):
        return
    graph = flow.graph.whole
    reported = set()
    seen = StepSet()
    for event, begins in _events(graph, flow):
        for edge in _ends_silently(graph, begins, seen):
            at = edge.exit or edge.source
            if (id(at.place.source), at.place.start) in reported:
                continue
            reported.add((id(at.place.source), at.place.start))
            far = edge.source is not begins[0].source
            yield Finding(
                at,
                f"the call ends without a word after {event}",
                related=[Related(begins[0].source, "nothing is said since here")] if far else [],
                witness=graph.witness(edge.source),
            )


def _events(graph: Graph, flow: Flow) -> Iterator[tuple[str, list[Edge]]]:
    """What a caller does or meets, and the ways on from there."""
    if flow.role is Role.ENTRY:
        for start in graph.starts_of(flow):
            if not speaks(start) and not is_tagged(start, "screening"):
                ways = [edge for edge in graph.edges(start) if _may_follow(edge)]
                if ways:
                    yield "the call was answered", ways
    for step in flow.steps:
        for edge in graph.edges(step):
            if edge.exit is None:
                continue
            cause = edge.exit.cause
            answered = isinstance(step, Input) and cause is not Cause.ERROR
            failed = isinstance(step, Queue | Transfer) and cause in FAILURES
            if answered or failed:
                yield f"{told(edge.exit)} in {step.shown_name!r}", [edge]


def _ends_silently(graph: Graph, begins: list[Edge], seen: StepSet) -> Iterator[Edge]:
    """The ways into a hangup on which nothing is said, but for those over steps seen before."""
    todo = list(begins)
    while todo:
        edge = todo.pop()
        if edge.exit is not None and edge.exit.prompts:
            continue
        step = edge.step
        if isinstance(step, Hangup):
            if not is_tagged(step, "screening"):
                yield edge
        elif step is not None and not speaks(step) and seen.add(step):
            todo += [way for way in graph.edges(step) if _may_follow(way)]


def _may_follow(edge: Edge) -> bool:
    if edge.via is not Via.EXIT or edge.exit is None or edge.exit.cause is Cause.ERROR:
        return False
    return not _is_about_caller(edge.source)


def _is_about_caller(step: Step) -> bool:
    return isinstance(step, Branch) and step.decides is Decides.CALLER
