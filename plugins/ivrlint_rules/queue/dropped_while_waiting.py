"""The rule `dropped-while-waiting`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ivrlint.finding import Finding, Related, Severity, Skipped
from ivrlint.graph import Edge, Graph
from ivrlint.model import (
    UNKNOWN,
    Branch,
    Cause,
    Channel,
    Decides,
    Hangup,
    Project,
    Queue,
    Role,
    Step,
)
from ivrlint.rule import Findings, rule
from ivrlint_rules.fixes.retargeting import leading_to_help
from ivrlint_rules.judgement import (
    FAILURES,
    asks,
    contact,
    is_tagged,
    listed,
    onwards,
    outsiders,
    serves,
    told,
)
from ivrlint_rules.lost_calls import ends_of, is_perhaps_full, losing, names_hours
from ivrlint_rules.soundness import is_whole
from ivrlint_rules.waiting import is_on_the_line

_ROLES: Final = frozenset({Role.ENTRY, Role.MODULE, Role.WAITING})
_CAUSES: Final = frozenset({Cause.TIMEOUT, Cause.FULL, Cause.EMPTY})


@rule("error", since="0.1", implies=["silent-hangup"], fix="unsafe")
def dropped_while_waiting(project: Project) -> Findings:
    """The queue throws its callers out.

    They have waited for as long as the queue lasts, or have come on a busy
    day, and the line is dead: they call again, and wait from the beginning.

    The rule follows what happens after the longest wait, in a full queue and at an
    empty desk: if every way from there ends the call, with no other desk, no
    voicemail, no callback and no question before it, it speaks. So it does of
    a flow that is heard while waiting and ends the call by itself. A full
    queue of which the file does not say how much it holds is an info. The rule is
    silent about errors of the system, about an empty desk after which hours are
    named, about lines tagged `screening`, about flows in which nothing is said
    or asked at all (they pass on tasks), about what in a dialplan only the
    company's own phones call, and where something that could not be resolved
    may follow.

    Source: a report of the British Public Accounts Committee (January 2025) tells
    of more than 43,000 people whom a tax office cut off after 70 minutes,
    without a warning or a call back; Spain's law of 2025 forbids it; the
    GetHuman standard (1-8).

    Bad:

        phone "+44 20 7946 0100" {
            start -> agents
            queue agents {
                longest 10m -> bye  //! the longest wait in 'agents' ends the call
            }
            say bye { "Goodbye." }
        }

    Good:

        phone "+44 20 7946 0100" {
            start -> agents
            queue agents {
                longest 10m -> message
            }
            voicemail message { say "Leave a message, and we call you back." }
        }

    Bad (asterisk; files extensions.conf):

        --- extensions.conf
        [main]
        exten => 0205550142,1,Answer()
         same => n,Playback(welcome)
         same => n,Queue(sales,t,,,300)  ;! the longest wait in '0205550142,3' ends the call
         same => n,Hangup()

    Good (asterisk; files extensions.conf):

        --- extensions.conf
        [main]
        exten => 0205550142,1,Answer()
         same => n,Playback(welcome)
         same => n,Queue(sales,t,,,300)
         same => n,VoiceMail(1@office,u)

    Bad (genesys):

        inqueueCall:
          name: Hold
          defaultLanguage: en-us
          startUpTaskActions:
            - playAudio:
                name: Hold music
                audio:
                  tts: Please hold. Somebody will be with you.
            - disconnect:
                name: Disconnect  #! whoever waits in 'Hold' is thrown out here

    Good (genesys):

        inqueueCall:
          name: Hold
          defaultLanguage: en-us
          startUpTaskActions:
            - playAudio:
                name: Hold music
                audio:
                  tts: Please hold. Somebody will be with you.
    """
    graph = project.graph
    yield from _ended_by_waiting_flows(project, graph)
    queues = [queue for queue in graph.steps_of(Queue) if _is_meant(queue)]
    if any(queue.flow.open for queue in queues):
        customers = outsiders(graph)
        queues = [queue for queue in queues if not queue.flow.open or queue in customers]
    if not queues:
        return
    is_lost = losing(graph)
    for queue in queues:
        dropped = []
        for edge in _failing(graph, queue):
            lost = is_lost(edge)
            if lost is UNKNOWN:
                yield Skipped(edge.exit or queue, "what follows could not be resolved")
            elif lost is True and not (_is_empty(edge) and names_hours(graph, [edge])):
                dropped.append(edge)
        if dropped:
            yield _finding(graph, queue, dropped)


def _ended_by_waiting_flows(project: Project, graph: Graph) -> Findings:
    """Flows heard while waiting that go on to a hangup, whether anything is answered or not."""
    for flow in project.flows:
        if flow.role is not Role.WAITING or flow.channel is not Channel.PHONE:
            continue
        path = graph.path(graph.starts_of(flow), _hangs_up, _goes_on)
        if not path or not all(is_whole(edge.source) for edge in path):
            continue
        end = path[-1].step
        if end is None or is_tagged(end, "screening"):
            continue
        yield Finding(
            end,
            f"whoever waits in {flow.shown_name!r} is thrown out here without doing anything;"
            " go on playing instead, or lead to a voicemail, a callback or another desk",
            witness=graph.story(path),
        )


def _goes_on(edge: Edge) -> bool:
    """Whether people who just wait come this way for sure, at last."""
    step = edge.source
    if isinstance(step, Branch) and step.decides is not Decides.ATTEMPTS:
        return False
    if edge.exit is not None and edge.exit.cause in FAILURES and not asks(step):
        return False
    return onwards(edge) and serves(step) is False


def _hangs_up(step: Step) -> bool:
    return isinstance(step, Hangup) and not step.implicit


def _is_meant(queue: Queue) -> bool:
    return (
        queue.flow.role in _ROLES
        and is_whole(queue)
        and not is_tagged(queue, "screening")
        and any(exit_.cause in _CAUSES for exit_ in queue.exits)
        and is_on_the_line(queue)
    )


def _failing(graph: Graph, queue: Queue) -> Iterator[Edge]:
    for edge in graph.edges(queue):
        if edge.exit is not None and edge.exit.cause in _CAUSES:
            yield edge


def _is_empty(edge: Edge) -> bool:
    return edge.exit is not None and edge.exit.cause is Cause.EMPTY


def _finding(graph: Graph, queue: Queue, dropped: Sequence[Edge]) -> Finding:
    exits = [edge.exit for edge in dropped if edge.exit is not None]
    causes = dict.fromkeys(told(exit_, queue.flow.channel) for exit_ in exits)
    over = contact(queue.flow)
    perhaps = all(map(is_perhaps_full, dropped))
    return Finding(
        exits[0],
        f"{listed(causes)} in {queue.shown_name!r} {'ends' if len(causes) == 1 else 'end'}"
        f" the {over} of people who wait; offer a voicemail, a callback or another desk instead",
        severity=Severity.INFO if perhaps else None,
        related=[
            *(Related(exit_, "and so it does here") for exit_ in exits[1:]),
            *ends_of(graph, dropped, over),
        ],
        fix=leading_to_help(graph, dropped),
        witness=graph.witness(queue),
    )
