"""The rule `recording-on-hold`."""

from __future__ import annotations

from ivrlint.finding import Finding, Related
from ivrlint.graph import Edge, Graph
from ivrlint.model import Channel, Maybe, Project, Queue, Record, Role, Step
from ivrlint.rule import Findings, rule
from ivrlint_rules.judgement import is_customers, is_person, is_tagged
from ivrlint_rules.privacy.recordings import keeps_recording, records_waiting

_ROLES = frozenset({Role.ENTRY, Role.MODULE, Role.WAITING})


@rule("warning", since="0.1")
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
    )
