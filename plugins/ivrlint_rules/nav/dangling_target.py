"""The rule `dangling-target`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.finding import Finding, Related
from ivrlint.graph import Edge, Via
from ivrlint.model import Document, Exit, Flow, Link, Missing, Project, Queue, Send, Target
from ivrlint.places import Place, Placed
from ivrlint.rule import Findings, rule
from ivrlint_rules.judgement import told

_NAMING: Final = (Send, Queue)


@rule("error", since="0.1", implies=["unreachable-step"])
def dangling_target(document: Document) -> Findings:
    """An option, a fallback or a link that leads to something which does not exist.

    The caller who takes it falls out of the call, or meets whatever the system
    does when it is lost. Mostly the target was renamed, or a letter is wrong.

    The rule speaks only where the project itself shows that the target is
    missing: a step, a flow, a page, the message that a step sends, or the
    queue in which it lets the caller wait. It is silent where a file that is
    not at hand may define it, and about targets that are put together during
    the call.

    Source: the flow design guidance of Amazon Connect.

    Bad:

        menu main {
            key 1 -> sales
            key 2 -> biling  //! key 2 leads to 'biling', which does not exist
        }
        say sales { "Sales is closed today." }
        say billing { "Billing is closed today." }

    Good:

        menu main {
            key 1 -> sales
            key 2 -> billing
        }
        say sales { "Sales is closed today." }
        say billing { "Billing is closed today." }

    Bad (asterisk; files extensions.conf, queues.conf):

        --- extensions.conf
        [main]
        exten => s,1,Answer()
         same => n,Queue(suport)  ;! the queue 'suport', which does not exist
         same => n,Hangup()
        --- queues.conf
        [support]
        strategy = ringall
    """
    missing = _missing(document.project)
    for flow in document.flows:
        yield from _entries(flow)
        for option in flow.options:
            yield from _target(flow, option.target, option, told(option))
        for step in flow.steps:
            for edge, target in missing.get(id(step), ()):
                at: Exit | Placed = edge.exit or step
                yield _finding(flow, target, at, _way(edge))
            if not isinstance(step, _NAMING):
                continue
            if isinstance(step, Send):
                yield from _message(step)
            elif isinstance(step, Queue) and step.defined is False:
                yield Finding(
                    step, f"callers are sent to the queue {step.queue!r}, which does not exist"
                )
    links = [link for reply in document.replies for link in reply.links]
    links += [link for page in document.pages for link in page.links]
    for link in links:
        if isinstance(link.target, Target):
            found = document.project.resolve_from(document, None, link.target)
            if isinstance(found, Missing):
                yield _finding(None, found, link, _link(link))


def _missing(project: Project) -> dict[int, list[tuple[Edge, Missing]]]:
    """The edges that lead to what does not exist, by the identity of their steps."""
    key = ("missing",)
    if key not in project.remembered:
        lost: dict[int, list[tuple[Edge, Missing]]] = {}
        for edge in project.graph.edges_beyond:
            if isinstance(edge.target, Missing) and edge.via is not Via.GLOBAL:
                lost.setdefault(id(edge.source), []).append((edge, edge.target))
        project.remembered[key] = lost
    found: dict[int, list[tuple[Edge, Missing]]] = project.remembered[key]
    return found


def _entries(flow: Flow) -> Iterator[Finding]:
    project = flow.document.project
    for name in filter(None, (flow.start, *flow.entries)):
        if project.step(flow, name) is None:
            yield Finding(flow, f"callers come in at {name!r}, which does not exist")


def _target(flow: Flow, target: object, at: Placed, way: str) -> Iterator[Finding]:
    if isinstance(target, Target):
        found = flow.document.project.resolve(flow, target)
        if isinstance(found, Missing):
            yield _finding(flow, found, at, way)


def _message(step: Send) -> Iterator[Finding]:
    replies = step.flow.document.project.reply_names
    if step.reply is not None and step.reply not in replies:
        yield Finding(step, f"{step.shown_name!r} sends {step.reply!r}, which does not exist")


def _finding(flow: Flow | None, missing: Missing, at: Placed | Place, way: str) -> Finding:
    message = f"{way} leads to {str(missing.target)!r}, which does not exist"
    if missing.near is None:
        return Finding(at, message)
    near = None
    if flow is not None and missing.target.flow is None:
        near = flow.document.project.step(flow, missing.near)
    return Finding(
        at,
        f"{message}; did you mean {missing.near!r}?",
        related=[Related(near, "perhaps this was meant")] if near else [],
    )


def _way(edge: Edge) -> str:
    if edge.exit is not None:
        return told(edge.exit)
    return {
        Via.CALL: "the call",
        Via.TRANSFER: "the transfer",
        Via.WAITING: "the wait in the queue",
        Via.VISIT: "the visit",
    }.get(edge.via, "it")


def _link(link: Link) -> str:
    return f"the link {link.label.plain!r}" if link.label else "the link"
