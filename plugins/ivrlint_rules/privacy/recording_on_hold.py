"""The rule `recording-on-hold`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ivrlint.finding import Finding, Fix, Related
from ivrlint.graph import Edge, Graph
from ivrlint.model import Cause, Channel, Maybe, Project, Queue, Record, Role, Step
from ivrlint.rule import Findings, rule
from ivrlint_rules.fixes.retargeting import retargeted
from ivrlint_rules.fixes.statements import putting_before
from ivrlint_rules.fixes.stating import is_plain
from ivrlint_rules.judgement import is_customers, is_person, is_tagged
from ivrlint_rules.privacy.recordings import keeps_recording, records_waiting

_ROLES = frozenset({Role.ENTRY, Role.MODULE, Role.WAITING})
_PAUSE: Final = "pause-recording"
_GO_ON: Final = "go-on-recording"


@rule("warning", since="0.1", fix="unsafe")
def recording_on_hold(project: Project) -> Findings:
    """A caller who waits is recorded.

    People who wait talk to others in the room, hum, or curse. None of it is needed
    for anything, and all of it is kept.

    The rule speaks about a step that switches recording on at once, if callers
    come from there to a queue before anything switches it off or a person
    answers. It is silent about platforms that record only while a person
    listens (the fact `recorded-with-person` says it where the format cannot,
    and Asterisk's option `b` of MixMonitor), about formats that do not say when
    recording begins, and about lines tagged `emergency`.

    Source: the Dutch data protection authority (August 2023, as the press
    reported: there is no need to record while somebody is on hold).

    Bad:

        phone "+44 20 7946 0100" {
            start -> tape
            record tape { next -> agents }  //! recorded while waiting in 'agents'
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            start -> agents
            queue agents { next -> tape }
            record tape { next -> clerk }
            agent clerk
        }

    Bad (asterisk; files extensions.conf):

        --- extensions.conf
        [main]
        exten => s,1,Answer()
         same => n,MixMonitor(${UNIQUEID}.wav)  ;! recorded while waiting
         same => n,Queue(service)

    Good (asterisk; files extensions.conf):

        --- extensions.conf
        [main]
        exten => s,1,Answer()
         same => n,MixMonitor(${UNIQUEID}.wav,b)
         same => n,Queue(service)
    """
    graph = project.graph
    records = [step for step in graph.steps_of(Record) if _is_judged(step)]
    if not records:
        return
    leads = graph.leads_to(_is_waited_at, _still_recording)
    for step in records:
        if leads(step) is True and graph.is_reached(step) is not False:
            yield _finding(graph, step)


def _is_judged(step: Step) -> bool:
    return (
        records_waiting(step)
        and step.flow.channel is Channel.PHONE
        and step.flow.role in _ROLES
        and not is_tagged(step, "emergency")
    )


def _is_waited_at(step: Step) -> Maybe[bool]:
    return isinstance(step, Queue) and step.staffed is not False


def _still_recording(edge: Edge) -> bool:
    return keeps_recording(edge) and is_person(edge.source) is False and is_customers(edge)


def _finding(graph: Graph, step: Step) -> Finding:
    way = graph.path([step], lambda one: _is_waited_at(one) is True, _still_recording) or ()
    queue = way[-1].step if way else None
    where = f" in {queue.shown_name!r}" if queue is not None else ""
    return Finding(
        step,
        f"callers are recorded while waiting{where}; begin when a person answers",
        related=[Related(queue, "callers wait here")] if queue is not None else (),
        witness=graph.witness(step, way),
        fix=_fix(graph, step, way),
    )


def _fix(graph: Graph, step: Step, way: Sequence[Edge]) -> Fix | None:
    """The fix that switches recording off just before the queue, and on again where the call
    goes on after it.

    None where callers may wait in another queue too, or come to this one by several ways. It is
    not safe: who talks with callers in the queue itself is no longer recorded either.
    """
    queue, into = way[-1].step if way else None, way[-1].exit if way else None
    if queue is None or into is None or queue.flow is not step.flow or not is_plain(queue.name):
        return None
    met = graph.reachable([step], _still_recording)
    waiting = [one for one in met if _is_waited_at(one) is not False]
    if waiting != [queue] or list(graph.edges_to(queue)) != [way[-1]]:
        return None
    taken = {one.name for one in step.flow.steps}
    if not taken.isdisjoint({_PAUSE, _GO_ON}) or queue is step.flow.steps[0]:
        return None
    blocks = [_recording(_PAUSE, "recording no", queue.name)]
    edits = [retargeted(into, _PAUSE)]
    for edge in graph.edges(queue):
        if edge.exit is not None and edge.exit.cause is Cause.NEXT:
            then = edge.step
            if then is None or not is_plain(then.name) or _leads_to_queue(graph, then):
                return None
            blocks.append(_recording(_GO_ON, "recording yes", then.name))
            edits.append(retargeted(edge.exit, _GO_ON))
    edits.append(putting_before(queue, blocks))
    found = tuple(edit for edit in edits if edit is not None)
    if len(found) < len(edits):
        return None
    return Fix(f"switch recording off before {queue.shown_name!r}", found)


def _leads_to_queue(graph: Graph, step: Step) -> bool:
    return any(_is_waited_at(one) is True for one in graph.reachable([step], _still_recording))


def _recording(name: str, setting: str, then: str) -> list[str]:
    return [f"record {name} {{", f"    {setting}", f"    next -> {then}", "}"]
