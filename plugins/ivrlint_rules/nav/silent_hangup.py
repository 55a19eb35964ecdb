"""The rule `silent-hangup`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from ivrlint.finding import Finding, Related
from ivrlint.graph import Edge, Graph, StepSet, Via
from ivrlint.model import (
    Branch,
    Cause,
    Channel,
    Decides,
    Exit,
    Flow,
    Hangup,
    Input,
    Lookup,
    Menu,
    Party,
    Project,
    Queue,
    Role,
    Step,
    Transfer,
    Voicemail,
)
from ivrlint.rule import Findings, rule
from ivrlint.text import Text, Words
from ivrlint.words import clauses_of
from ivrlint_rules.announcements import announced_at
from ivrlint_rules.hearing import is_known, may_hang_up
from ivrlint_rules.judgement import (
    FAILURES,
    MISTAKES,
    answers,
    contact,
    has_customers,
    is_tagged,
    listed,
    outsiders,
    speaks,
    told,
)
from ivrlint_rules.lost_calls import is_emergency, offers_only_the_end
from ivrlint_rules.waiting import is_on_the_line

_OF_THE_OFFICE: Final = frozenset(
    {Decides.HOURS, Decides.HOLIDAY, Decides.STAFF, Decides.QUEUE, Decides.ATTEMPTS}
)
"""Decisions that do not depend on who calls, or on what another system says."""

_MEETING: Final = (Input, Queue, Transfer)
_ANSWERING: Final = (Queue, Voicemail)

_SERVICE_KEYS: Final = frozenset({"*", "#"})
"""Keys by which callers who know them leave."""


@rule("warning", since="0.1")
def silent_hangup(project: Project) -> Findings:
    """The line goes dead without a word.

    The caller does not know whether it was a fault, and calls again. One
    sentence tells what happened and what to do.

    The rule follows every way on which nothing is said: from the entry, from an
    answer, silence or a wrong key in a menu, from a queue that is full or takes too
    long, from a transfer that fails, and, before anybody has answered, from another
    system that fails, where callers hear more if it works. It is silent after a
    voicemail, a callback or a talk with a person, where callers who say nothing
    more are told that they may hang up, or that the key that they press ends the
    call, about calls of a dialplan in which nothing was said before, about lines
    tagged `screening`, about mistakes in menus that offer nothing but to end the call,
    about flows that pass on tasks (nothing is said or asked in them), where data or the
    caller's number decided it, about other errors of the system, and where it is not
    known whether something is said.

    Source: the GetHuman standard (1-8); a customer's story of a line that
    "seems to end in nothing".

    Bad:

        phone "+44 20 7946 0100" {
            language en
            start -> main
            menu main {
                say "For the news of today, press 1."
                key 1 -> bye  //! the call ends without a word after key 1
                noinput -> news
                nomatch -> news
            }
            say news { "All trains run on time." }
            hangup bye
        }

    Good:

        menu main {
            say "For the news of today, press 1."
            key 1 -> news
            noinput -> news
            nomatch -> news
        }
        say news { "All trains run on time." }

    Good:

        phone "+44 20 7946 0100" {
            language en
            start -> main
            menu main {
                say "For the news of today, press 1. Press 9 to disconnect."
                key 1 -> news
                key 9 -> bye
                noinput -> news
                nomatch -> news
            }
            say news { "All trains run on time." }
            hangup bye
        }

    Bad (connect):

        {
          "Version": "2019-10-30",
          "StartAction": "hello",
          "Actions": [
            {
              "Identifier": "hello",
              "Type": "MessageParticipant",
              "Parameters": {"Text": "Welcome at the bakery."},
              "Transitions": {"NextAction": "queue"}
            },
            {
              "Identifier": "queue",
              "Type": "TransferContactToQueue",
              "Parameters": {},
              "Transitions": {
                "NextAction": "end",
                "Errors": [
                  {
                    "NextAction": "end",  //! after a full queue in 'queue'
                    "ErrorType": "QueueAtCapacity"
                  }
                ]
              }
            },
            {
              "Identifier": "end",
              "Type": "DisconnectParticipant",
              "Parameters": {},
              "Transitions": {}
            }
          ]
        }

    Bad (asterisk; files extensions.conf):

        --- extensions.conf
        [reception]
        exten => 0205550142,1,Playback(welcome)
         same => n,Dial(PJSIP/100,25)  ;! after no answer, a busy line and an error
         same => n,Hangup()

    Good (asterisk; files extensions.conf):

        --- extensions.conf
        [reception]
        exten => 0205550142,1,Playback(welcome)
         same => n,Dial(PJSIP/100,25)
         same => n,VoiceMail(100@office,u)
         same => n,Hangup()
    """
    customers = _Customers(project.graph)
    for flow in project.flows:
        if any(step.prompts or isinstance(step, _MEETING) for step in flow.steps):
            yield from _in_flow(project.graph, flow, customers)


class _Customers:
    """What customers come to in dialplans, where that is not every step; found when asked for."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    @cached_property
    def outside(self) -> StepSet:
        """What they come to at all."""
        return outsiders(self._graph)

    @cached_property
    def answered(self) -> StepSet:
        """What they may come to in a call that was answered."""
        return _answered(self._graph, self.outside)

    @cached_property
    def unhelped(self) -> StepSet:
        """What they come to before anybody has answered."""
        starts = self._graph.entry_starts
        return self._graph.reachable(starts, lambda edge: answers(edge.source) is False)


def _answered(graph: Graph, outside: StepSet) -> StepSet:
    """What customers of a dialplan may come to after the system has said something.

    Before, a call that nobody takes ends like any other, with the sign of the phone network.
    """
    said = [step for step in outside if _says(step)]
    after = (edge.step for step in said for edge in graph.edges(step))
    return graph.reachable(step for step in after if step is not None)


def _says(step: Step) -> bool:
    """Whether surely something is said or played, by which the call is answered."""
    if isinstance(step, Transfer):
        return False
    return isinstance(step, _ANSWERING) or (bool(step.prompts) and speaks(step))


def _in_flow(graph: Graph, flow: Flow, customers: _Customers) -> Findings:
    seen: set[tuple[int, bool]] = set()
    for step, begins in _events(graph, flow, customers):
        ends: list[Edge] = []
        causes: list[str] = []
        for way in begins:
            found = list(_ends_silently(graph, way, seen))
            if found:
                ends += found
                causes.append(_what(way))
        if not ends:
            continue
        first, *others = ends
        at = (first.exit or first.source).place
        places = dict.fromkeys((edge.exit or edge.source).place for edge in others)
        related = [Related(place, "and so it does here") for place in places if place != at]
        over = contact(flow)
        since = "the call was answered" if flow.channel is Channel.PHONE else f"the {over} began"
        if step is not None:
            since = f"{listed(dict.fromkeys(causes))} in {step.shown_name!r}"
            if first.source is not step:
                related.append(Related(step, "nothing is said since here"))
        yield Finding(
            first.exit or first.source,
            f"the {over} ends without a word after {since}; say what happened, and what to do",
            related=related,
            witness=graph.witness(first.source),
        )


def _events(
    graph: Graph, flow: Flow, customers: _Customers
) -> Iterator[tuple[Step | None, list[Edge]]]:
    """What a caller does or meets: the step, None for the call itself, and the ways on."""
    if flow.role is Role.ENTRY and not flow.open:
        for start in graph.starts_of(flow):
            if not speaks(start) and not is_tagged(start, "screening"):
                yield None, [e for e in graph.edges(start) if _may_follow(e, answered=False)]
    tells = has_customers(flow) and flow.channel is Channel.PHONE and not flow.open
    for step in flow.steps:
        if isinstance(step, Lookup) and tells and step in customers.unhelped:
            yield step, _failing(graph, step)
        if not isinstance(step, _MEETING):
            continue
        asked = isinstance(step, Input)
        ways = [
            edge
            for edge in graph.edges(step)
            if (asked or _is_failure(edge)) and _begins_silently(edge)
        ]
        if not ways or (flow.open and step not in customers.outside):
            continue
        if not asked:
            if (
                is_on_the_line(step)
                and not is_emergency(step)
                and (not flow.open or step in customers.answered)
            ):
                yield step, ways
        elif not is_tagged(step, "screening"):
            empty = offers_only_the_end(graph, step)
            yield from (
                (step, [edge]) for edge in ways if _is_answer(edge) and (edge.is_input or not empty)
            )


def _failing(graph: Graph, lookup: Lookup) -> list[Edge]:
    """The silent ways out of a lookup that fails, if callers hear more where it works."""
    ways = [edge for edge in graph.edges(lookup) if edge.exit is not None]
    failing = [edge for edge in ways if edge.exit and edge.exit.cause is Cause.ERROR]
    heard = graph.leads_to(speaks)
    goes_on = any(
        edge.step is not None and edge not in failing and heard(edge.step) is True for edge in ways
    )
    return [edge for edge in failing if _begins_silently(edge)] if goes_on else []


def _begins_silently(edge: Edge) -> bool:
    """Whether nothing is said on the way, nor where it leads."""
    if edge.step is None or (edge.exit is not None and edge.exit.prompts):
        return False
    return not speaks(edge.step)


def _is_answer(edge: Edge) -> bool:
    """Whether it is what a caller answers, or fails to, and nobody has to know that it ends.

    A menu that does not wait goes on after its own last word. A key that just
    ends the call may be announced for that by a recording.
    """
    step, exit_ = edge.source, edge.exit
    if exit_ is None or exit_.cause is Cause.ERROR:
        return False
    if exit_.cause in MISTAKES:
        waits = not isinstance(step, Menu) or step.timeout != 0 or not speaks(step)
        return waits and not may_hang_up(step)
    if not isinstance(edge.step, Hangup) or edge.step.implicit:
        return True
    if exit_.cause is Cause.WORD:
        return not _asks_to_hang_up(step, exit_)
    if exit_.cause is not Cause.KEY:
        return True
    if exit_.key in _SERVICE_KEYS or any(prompt.text is None for prompt in step.prompts):
        return False
    spoken = (one for one in step.exits if one.word and one.target == exit_.target)
    if any(_asks_to_hang_up(step, one) for one in spoken):
        return False
    return not (isinstance(step, Menu) and _may_be_announced_as_end(step, exit_.key))


def _may_be_announced_as_end(menu: Menu, key: str | None) -> bool:
    """Whether callers are told that this key ends the call, or may be in unknown words."""
    telling = [clause for clause, keys in announced_at(menu).clauses if key in keys]
    if not telling:
        return not all(is_known(prompt) for prompt in menu.prompts)
    return any("key-ends-call" in clause.families for clause in telling)


def _asks_to_hang_up(step: Step, exit_: Exit) -> bool:
    """Whether what the caller says is that the call may end: "hang up"."""
    words = Text((Words(exit_.word or "", exit_.place),))
    flow = step.flow
    return any(
        "may-hang-up" in clause.families
        for clause in clauses_of(words, flow.spoken_language, flow.document.project)
    )


def _what(way: Edge) -> str:
    if way.exit is None:
        return "a handover"
    if way.exit.cause is Cause.NEXT:
        return "an entry"
    return told(way.exit, way.source.flow.channel)


def _is_failure(edge: Edge) -> bool:
    """Whether the caller gets nobody: an error of a queue or a handover is the system's own."""
    if edge.exit is None or edge.exit.cause not in FAILURES:
        return False
    step = edge.source
    return edge.exit.cause is not Cause.ERROR or (
        isinstance(step, Transfer) and step.party is not Party.FLOW
    )


def _ends_silently(graph: Graph, begin: Edge, seen: set[tuple[int, bool]]) -> Iterator[Edge]:
    """The ways into a hangup on which nothing is said, but for those over what was seen before."""
    todo = [(begin, isinstance(begin.source, Input))]
    while todo:
        edge, answered = todo.pop()
        step = edge.step
        if step is None or (edge.exit is not None and edge.exit.prompts):
            continue
        if isinstance(step, Hangup):
            if (
                (id(edge), True) not in seen
                and not speaks(step)
                and not is_tagged(step, "screening")
            ):
                seen.add((id(edge), True))
                yield edge
        elif not speaks(step) and (id(step), answered) not in seen:
            seen.add((id(step), answered))
            answered = answered and not isinstance(step, Lookup)
            todo += [
                (way, answered) for way in graph.edges(step) if _may_follow(way, answered=answered)
            ]


def _may_follow(edge: Edge, *, answered: bool) -> bool:
    """Whether it is known well enough that callers go this way.

    What decides on data is known only where the caller has just entered it.
    """
    if edge.via is not Via.EXIT or edge.exit is None or edge.exit.cause is Cause.ERROR:
        return False
    step = edge.source
    if not isinstance(step, Branch):
        return True
    return step.decides in _OF_THE_OFFICE or (answered and step.decides is Decides.DATA)
