"""The rule `unannounced-recording`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ivrlint.finding import Edit, Finding, Fix, Related, Severity, Skipped
from ivrlint.graph import Edge, Graph, Via
from ivrlint.model import (
    UNKNOWN,
    Channel,
    Maybe,
    Project,
    Prompt,
    Queue,
    Record,
    Role,
    Say,
    Step,
    Turn,
)
from ivrlint.rule import Findings, rule
from ivrlint.text import Text, Words
from ivrlint.words import Clause, sentence_for
from ivrlint_rules.beginnings import first_met
from ivrlint_rules.hearing import prompts_of, saying
from ivrlint_rules.judgement import is_customers, is_person
from ivrlint_rules.privacy.recordings import heard_in, keeps_recording, tells

_ROLES: Final = frozenset({Role.ENTRY, Role.MODULE, Role.WAITING})


@rule("error", since="0.1", fix="unsafe")
def unannounced_recording(
    project: Project, *, need: Sequence[str] = ("before", "purpose")
) -> Findings:
    """A call is recorded before the caller is told, or nobody says what for.

    People say things to a person that they would not say to a tape. Whoever learns
    afterwards that all of it was kept feels listened in on, and in many countries
    the law is on their side.

    The rule follows a customer from the entry over the step that switches recording
    on to the person who answers. If nothing on that way tells that the call is
    recorded, it speaks. It does not matter whether the notice comes before the step
    or after it, as long as it comes before the person: many platforms record from
    the moment a person joins. A notice that says nothing of a purpose is
    information only. It is silent where something on the way is not known (a
    recording without transcript, a language without words, another program, a flow
    that another flow may lead to), and where recording begins only after somebody
    has answered. The unsafe fix adds a notice, with a common purpose, to what is said
    right before: see to it that the purpose is yours.

    Source: the Dutch data protection authority, as a lawyer's guide quotes it:
    inform at the start, with the purpose; that the European data protection
    regulation and some American states ask for the like is common knowledge.

    Options:

        need: What is wanted: a notice `before` the person, its `purpose`, a way to `objection`.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> hello
            say hello {
                "Welcome to the bank."
                next -> tape
            }
            record tape { next -> agents }  //! nobody tells the caller
            queue agents { }
        }

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> hello
            say hello {
                "Welcome to the bank. This call may be recorded."  //! info: not what for
                next -> tape
            }
            record tape { next -> agents }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> tape
            record tape { next -> hello }
            say hello {
                "Welcome to the bank. This call may be recorded to train our staff."
                next -> agents
            }
            queue agents { }
        }

    Bad (twiml; files main.xml):

        --- main.xml
        <Response>
          <Say language="en-GB">Welcome to the bank.</Say>
          <Start><Recording/></Start> <!--! nobody tells the caller -->
          <Enqueue>agents</Enqueue>
        </Response>
    """
    records = [step for step in project.graph.steps_of(Record) if _is_on(step)]
    if not records:
        return
    if "before" in need:
        yield from _unannounced(project, records)
    if {"purpose", "objection"} & set(need):
        yield from _incomplete(project, need)


def _is_on(step: Record) -> bool:
    return step.on is True and step.flow.channel is Channel.PHONE


def _unannounced(project: Project, records: Sequence[Record]) -> Findings:
    graph = project.graph
    sure, unsure = _starts(project)
    leads = graph.leads_to(_is_answered, _untold)
    maybe = graph.leads_to(_is_answered, _perhaps_untold)
    heard = graph.reachable(sure, _untold)
    near = graph.reachable([*sure, *unsure], _perhaps_untold)
    for step in records:
        if step in heard and leads(step) is True:
            yield _finding(graph, sure, step)
        elif step in near and maybe(step) is True:
            yield Skipped(step, "it is not known whether callers are told before")


def _starts(project: Project) -> tuple[list[Step], list[Step]]:
    """Where customers surely begin, and where others may have led them."""
    sure: list[Step] = []
    unsure: list[Step] = []
    for flow, begins in first_met(project):
        if flow.channel is Channel.PHONE and begins is not False:
            (sure if begins is True else unsure).extend(project.graph.starts_of(flow))
    return sure, unsure


def _untold(edge: Edge) -> bool:
    return _goes_on(edge) and _told(edge) is False


def _perhaps_untold(edge: Edge) -> bool:
    return _goes_on(edge) and _told(edge) is not True


def _goes_on(edge: Edge) -> bool:
    """Whether a customer whom nobody has answered yet goes this way."""
    return (
        keeps_recording(edge)
        and edge.via is not Via.VISIT
        and is_person(edge.source) is False
        and is_customers(edge)
    )


def _told(edge: Edge) -> Maybe[bool]:
    """Whether callers are told at a step, or on this way out of it."""
    own = tells(edge.source)
    return own if edge.via is Via.EXIT or edge.via is Via.GLOBAL else _but_for_calls(own, edge)


def _but_for_calls(own: Maybe[bool], edge: Edge) -> Maybe[bool]:
    """What a called flow says is heard there, not before."""
    return heard_in(edge.source.prompts) if edge.via is Via.CALL else own


def _is_answered(step: Step) -> Maybe[bool]:
    """Whether a person answers whom nothing has told the caller of."""
    person = is_person(step)
    if person is not True:
        return person
    told = heard_in(step.prompts)
    if isinstance(step, Queue) and told is False and _is_told_waiting(step):
        return False
    return UNKNOWN if told is UNKNOWN else told is False


def _is_told_waiting(queue: Queue) -> bool:
    """Whether the flow that runs while callers wait tells them."""
    graph = queue.flow.graph.whole
    starts = [e.step for e in graph.edges(queue) if e.via is Via.WAITING and e.step is not None]
    return any(heard_in(prompts_of(step)) is True for step in graph.reachable(starts))


def _finding(graph: Graph, starts: Sequence[Step], step: Record) -> Finding:
    before = graph.path(starts, lambda one: one is step, _untold) or ()
    after = graph.path([step], lambda one: _is_answered(one) is True, _untold) or ()
    person = after[-1].step if after else None
    return Finding(
        step,
        "the call is recorded from here, and nobody tells the caller;"
        " say so, and what for, before a person answers",
        related=[Related(person, "here a person answers")] if person is not None else (),
        witness=graph.story([*before, *after]),
        fix=_announced(graph, step),
    )


def _announced(graph: Graph, record: Step) -> Fix | None:
    """The fix that says it at the end of the step before; in the project's own language alone.

    None where several ways lead to the recording, and where the last words before it are no
    plain sentence.
    """
    ways = graph.edges_to(record)
    said = ways[0].source if len(ways) == 1 and record not in graph.starts else None
    if not isinstance(said, Say) or said.flow.document.format != "ivr" or not said.prompts:
        return None
    last = said.prompts[-1]
    text = last.content
    if last.turn is not Turn.FIRST or last.condition is not None or not isinstance(text, Text):
        return None
    notice = sentence_for("recording-notice", last.spoken_language, graph.project)
    piece = text.pieces[-1] if text.pieces else None
    if notice is None or not isinstance(piece, Words) or not piece.text.endswith((".", "!")):
        return None
    end = len(text.plain)
    return Fix(f"say {notice!r}", (Edit(text.part(end, end), f" {notice}"),))


def _incomplete(project: Project, need: Sequence[str]) -> Findings:
    """Notices without a purpose, or without a way to object."""
    for flow in project.flows:
        if flow.role not in _ROLES or flow.channel is not Channel.PHONE:
            continue
        for step in flow.steps:
            notices = [clause for _, clause in saying(step.prompts, "recording-notice")]
            if notices:
                yield from _lacking(step, notices[0], need)


def _lacking(step: Step, notice: Clause, need: Sequence[str]) -> Findings:
    around = list(_around(step))
    if "purpose" in need and not any(True for _ in saying(around, "recording-purpose")):
        yield Finding(
            notice,
            "callers are told that they are recorded, but not what for; say the purpose",
            severity=Severity.INFO,
        )
    if "objection" in need and not any(True for _ in saying(around, "recording-objection")):
        yield Finding(
            notice,
            "callers are told that they are recorded, but not how to object; name a way",
            severity=Severity.INFO,
        )


def _around(step: Step) -> Iterator[Prompt]:
    """What is said at a step, and right before and after it."""
    graph = step.flow.graph.whole
    yield from step.prompts
    for edge in graph.edges_to(step):
        yield from edge.source.prompts
    for edge in graph.edges(step):
        if edge.step is not None:
            yield from edge.step.prompts
