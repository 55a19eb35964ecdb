"""Showing a document to a person: its flows as a readable tree, its model as JSON data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from ivrlint._distances import distances
from ivrlint.display import visible
from ivrlint.model import (
    UNKNOWN,
    Audio,
    Branch,
    Cause,
    Collect,
    Document,
    Exit,
    Flow,
    Hangup,
    Missing,
    Opaque,
    Page,
    Project,
    Prompt,
    Queue,
    Resolved,
    Step,
    Target,
    Transfer,
    Unresolved,
    Voicemail,
)
from ivrlint.places import Place
from ivrlint.text import Pause, Text

TEXT_WIDTH = 72


def tree(project: Project, document: Document) -> Iterator[str]:
    """The lines of a document's tree: flows, their steps in the order a caller meets them."""
    starts: dict[int, list[Step]] = {}
    for start in project.graph.entry_starts:
        starts.setdefault(id(start.flow), []).append(start)
    for flow in document.flows:
        numbers = f" ({', '.join(flow.numbers)})" if flow.numbers else ""
        language = f", {flow.spoken_language}" if flow.spoken_language else ""
        yield visible(f"{flow.channel} {flow.shown_name}{numbers}: {flow.role}{language}")
        for distance in distances(flow, starts.get(id(flow), ())):
            yield f"    {distance}"
        for option in flow.options:
            yield visible(f"    anywhere {_exit(project, flow, option)}")
        for step in _in_order(project, flow):
            yield from _step(project, flow, step)
        yield ""
    for reply in document.replies:
        yield visible(f"reply {reply.name}: {reply.kind}")
        if isinstance(reply.subject, Text):
            yield f"    subject {_quoted(reply.subject.plain)}"
        for body in reply.bodies:
            yield f"    says {_quoted(body.text.plain)}"
        yield ""
    for page in document.pages:
        yield visible(f"{page.kind} {page.name}")
        for text in page.texts:
            yield f"    says {_quoted(text.plain)}"
        for subject in page.subjects:
            yield f"    subject {_quoted(subject.text.plain)}"
        for link in page.links:
            label = f" {_quoted(link.label.plain)}" if link.label else ""
            yield visible(f"    link{label} → {link.address or _target(link.target)}")
        yield ""


def _in_order(project: Project, flow: Flow) -> Iterator[Step]:
    """The steps as a caller meets them, depth first; those that nobody reaches last."""
    seen: set[int] = set()
    first = project.step(flow, flow.start) if flow.start is not None else None
    for root in (*([first] if first else []), *flow.steps):
        waiting = [root]
        while waiting:
            step = waiting.pop()
            if id(step) in seen:
                continue
            seen.add(id(step))
            yield step
            for exit_ in reversed(step.exits):
                target = project.resolve(flow, exit_.target)
                if isinstance(target, Step) and target.flow is flow:
                    waiting.append(target)


def _step(project: Project, flow: Flow, step: Step) -> Iterator[str]:
    unreached = " — nobody gets here" if flow.graph.whole.is_reached(step) is False else ""
    yield visible(f"    {step.kind} {step.shown_name}{_about(step)}{unreached}")
    for prompt in step.prompts:
        yield f"        {_prompt(prompt)}"
    for edge in flow.graph.whole.edges(step):
        if edge.exit is None:
            yield visible(f"        {edge.via} → {_resolved(edge.target, flow)}")
    for exit_ in step.exits:
        yield visible(f"        {_exit(project, flow, exit_)}")


def _about(step: Step) -> str:
    """What a step is about, where its name does not say it."""
    match step:
        case Transfer(to=str(said)) | Queue(queue=str(said)) | Voicemail(box=str(said)):
            pass
        case Collect(data=str(said)) | Branch(subject=str(said)) | Opaque(what=str(said)):
            pass
        case Hangup(implicit=True):
            return " (the file ends there)"
        case _:
            return ""
    return f" {_quoted(said)}" if said and said != step.shown_name else ""


def _prompt(prompt: Prompt) -> str:
    every = f" every {prompt.every:g}s" if prompt.every else ""
    turn = f" ({prompt.turn}{f' {prompt.count}' if prompt.count else ''})"
    content = prompt.content
    if isinstance(content, Audio):
        said = f"plays {visible(content.name)}"
        if prompt.text:
            said += f" {_quoted(prompt.text.plain)}"
    elif all(isinstance(piece, Pause) for piece in content.pieces):
        said = "is silent"
    else:
        said = f"says {_quoted(content.plain)}"
    return said + every + (turn if prompt.turn != "first" else "")


def _exit(project: Project, flow: Flow, exit_: Exit) -> str:
    cause = str(exit_.cause)
    match exit_.cause:
        case Cause.KEY:
            cause = f"key {exit_.key}" if exit_.key is not None else "key"
        case Cause.WORD:
            cause = f'word "{exit_.word}"' if exit_.word is not None else "word"
        case Cause.CONDITION:
            cause = f'when "{exit_.condition}"'
        case Cause.NOINPUT | Cause.NOMATCH if exit_.count:
            cause = f"{cause} {exit_.count}"
    label = f" {_quoted(exit_.label.plain)}" if exit_.label else ""
    after = f" after {exit_.after:g}s" if exit_.after is not None else ""
    resolved = project.resolve(flow, exit_.target)
    return f"{cause}{label}{after} → {_resolved(resolved, flow)}"


def _resolved(target: Resolved, flow: Flow) -> str:
    """What a target is, by the name that the user knows it by."""
    match target:
        case Step():
            here = target.flow is flow
            return target.shown_name if here else f"{target.flow.shown_name}.{target.shown_name}"
        case Missing():
            return f"{target.target} (there is no such step)"
        case Page():
            return f"page {target.name}"
        case Unresolved():
            return f"? ({target.reason})"


def _target(target: Target | Unresolved | None) -> str:
    match target:
        case None:
            return "nowhere"
        case Unresolved():
            return f"? ({target.reason})"
        case Target():
            return str(target)


def _quoted(text: str) -> str:
    text = visible(" ".join(text.split()))
    if len(text) > TEXT_WIDTH:
        text = text[: TEXT_WIDTH - 1].rsplit(" ", 1)[0] + "…"
    return f'"{text}"'


def model(document: Document) -> dict[str, Any]:
    """The model of a document as plain JSON data (`schemas/model.schema.json`)."""
    return {
        "version": 1,
        "path": document.path,
        "format": document.format,
        "language": document.language,
        "knows": sorted(document.knows),
        "flows": [
            {**_data(flow), "steps": [_step_data(s) for s in flow.steps]} for flow in document.flows
        ],
        "replies": [_data(reply) for reply in document.replies],
        "pages": [_data(page) for page in document.pages],
        "hours": [_data(hours) for hours in document.hours],
        "transcripts": [_data(transcript) for transcript in document.transcripts],
        "problems": [
            {"rule": p.rule, "message": p.message, "at": _data(p.place)} for p in document.problems
        ],
    }


def _step_data(step: Step) -> dict[str, Any]:
    data = {"name": step.name, "kind": step.kind, **_data(step)}
    data["exits"] = [_exit_data(exit_) for exit_ in step.exits]
    return data


def _exit_data(exit_: Exit) -> dict[str, Any]:
    data: dict[str, Any] = {"cause": exit_.cause.value, "key": exit_.key, **_fields(exit_)}
    target = exit_.target
    data["target"] = str(target) if isinstance(target, Target) else None
    data["unresolved"] = _unresolved(target)
    return data


def _unresolved(target: Target | Unresolved) -> dict[str, str] | None:
    found = target if isinstance(target, Unresolved) else None
    return {"reason": found.reason, "scope": found.scope.value} if found else None


def _data(value: Any) -> Any:
    match value:
        case Text():
            return value.plain
        case Place():
            begin, finish = value.begin, value.finish
            return {
                "path": value.source.path,
                "start": {"line": begin.line, "column": begin.column},
                "end": {"line": finish.line, "column": finish.column},
            }
        case Target():
            return str(value)
        case Unresolved():
            return {"reason": value.reason, "scope": value.scope.value}
        case Exit():
            return _exit_data(value)
        case Enum():
            return "unknown" if value is UNKNOWN else value.value
        case frozenset():
            return sorted(value)
        case tuple():
            return [_data(item) for item in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return _fields(value)
    return value


def _fields(value: Any) -> dict[str, Any]:
    return {
        field.name: _data(getattr(value, field.name))
        for field in fields(value)
        if field.init  # not what the project sets later: the flow of a step, …
    }
