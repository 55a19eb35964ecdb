"""The rule `asked-twice`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from ivrlint.finding import Finding, Related
from ivrlint.graph import Edge, Graph
from ivrlint.model import Agent, Branch, Cause, Collect, Lookup, Project, Step
from ivrlint.rule import Findings, rule
from ivrlint_rules.judgement import asks, speaks

_SEPARATORS: Final = re.compile(r"[\s_.\-]+")
_NO_ALIASES: Final[Mapping[str, str]] = MappingProxyType({})
_NOT_ENTERED: Final = frozenset(
    {Cause.NOINPUT, Cause.NOMATCH, Cause.EXHAUSTED, Cause.TIMEOUT, Cause.ERROR}
)


@rule("error", since="0.1")
def asked_twice(project: Project, *, aliases: Mapping[str, str] = _NO_ALIASES) -> Findings:
    """The same thing is asked again.

    The caller has typed fifteen digits, and is asked for them by the next
    machine, or by the person. Nothing says more clearly that nobody listens.

    The rule compares the names of what collected inputs ask for, and of what a
    person asks for (`asks` of an agent), along the ways that callers can take.
    Names count as the same whatever their case and hyphens. It is silent where
    the second question only follows a check of the first entry that failed, or
    silence and wrong keys, and about secret entries (a PIN, again for a
    payment).

    Source: customers ("I said that I had just typed it", a booking number four
    times); the GetHuman standard (1-3); the contents of ISO 9241-154 list
    "non-duplication of information input" (6.3).

    Options:

        aliases: Names that mean the same as another name, such as postcode = "zip-code".

    Bad:

        phone "+44 20 7946 0100" {
            start -> code
            collect code {
                say "Enter your parcel code."
                as parcel-code
                noinput -> agent
                nomatch -> agent
                next -> agent
            }
            agent agent {
                asks parcel-code  //! 'parcel-code' is asked again
            }
        }

    Good:

        phone "+44 20 7946 0100" {
            start -> code
            collect code {
                say "Enter your parcel code."
                as parcel-code
                noinput -> agent
                nomatch -> agent
                next -> agent
            }
            agent agent {
                asks birth-date
            }
        }
    """
    same = {_normal(name): _normal(other) for name, other in aliases.items()}
    for name, steps in _questions(project, same).items():
        if len(steps) > 1:
            yield from _repeated(project.graph, name, steps)


def _questions(project: Project, same: Mapping[str, str]) -> dict[str, list[Step]]:
    """The steps that ask for each datum, in the order of the files."""
    found: dict[str, list[Step]] = {}
    for step in project.graph.steps:
        for name in dict.fromkeys(_asked(step)):
            normal = _normal(name)
            found.setdefault(same.get(normal, normal), []).append(step)
    return found


def _asked(step: Step) -> Iterator[str]:
    if isinstance(step, Agent) or (isinstance(step, Collect) and not step.secret):
        yield from (datum.name for datum in step.writes)
    if isinstance(step, Collect) and step.data and not step.secret:
        yield step.data


def _normal(name: str) -> str:
    return _SEPARATORS.sub("", name).casefold()


def _repeated(graph: Graph, name: str, steps: Sequence[Step]) -> Iterator[Finding]:
    """The questions that come after the same question was answered."""
    asking = {id(step): step for step in steps}
    came_from: dict[tuple[int, bool], Step] = {}
    todo: list[tuple[Step, bool, Step]] = [(step, False, step) for step in steps]
    told = set()
    while todo:
        step, met, first = todo.pop()
        for edge in graph.edges(step):
            after = edge.step
            if after is None or not _goes_on(edge, first=step is first and not met):
                continue
            if id(after) in asking and after is not first:
                if id(after) not in told and not _is_check(step, met=met):
                    told.add(id(after))
                    yield _finding(graph, name, after, first)
                continue
            state = (id(after), True)
            if after is not first and state not in came_from:
                came_from[state] = first
                todo.append((after, True, first))


def _goes_on(edge: Edge, *, first: bool) -> bool:
    exit_ = edge.exit
    if exit_ is None or not first:
        return True
    return not exit_.is_input and exit_.cause not in _NOT_ENTERED


def _is_check(step: Step, *, met: bool) -> bool:
    """Whether the second question comes right after a check of the first entry."""
    del met
    return isinstance(step, Branch | Lookup) or (not asks(step) and not speaks(step))


def _finding(graph: Graph, name: str, again: Step, first: Step) -> Finding:
    at = next((datum.place for datum in again.writes if _normal(datum.name) == name), again.place)
    shown = next((datum.name for datum in again.writes if _normal(datum.name) == name), name)
    return Finding(
        at,
        f"{shown!r} is asked again: callers have already entered it in {first.shown_name!r}",
        related=[Related(first, "it is asked here first")],
        witness=graph.witness(again),
    )
