"""The rule `late-closed-notice`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

from ivrlint.finding import Finding, Fix, Related, Severity
from ivrlint.graph import Edge, Graph, StepSet
from ivrlint.model import (
    Branch,
    Cause,
    Decides,
    Exit,
    Hangup,
    Input,
    Menu,
    Project,
    Return,
    Role,
    Say,
    Step,
)
from ivrlint.rule import Findings, rule
from ivrlint_rules.fixes.retargeting import retargeted
from ivrlint_rules.fixes.stating import is_plain, stated
from ivrlint_rules.hearing import clauses_at
from ivrlint_rules.judgement import is_tagged, onward, speaks
from ivrlint_rules.offers import is_language_choice
from ivrlint_rules.ways import Way

_CLOSED = frozenset({Cause.CLOSED, Cause.HOLIDAY})
_BOTH: Final = frozenset({Cause.OPEN, Cause.CLOSED})

_MAY_COME_FIRST: Final = ("language-choice", "emergency", "screening")

_FARTHEST: Final = 200
"""Steps between two checks of the same hours, or until the call goes on as it would otherwise."""


@rule("warning", since="0.1", fix="unsafe")
def late_closed_notice(project: Project, *, max_seconds: float = 20) -> Findings:
    """You learn that the office is closed only after the menus.

    The caller listens, chooses, perhaps types a number, and then hears that
    nobody is there. The hours could have been checked first.

    The rule speaks about a check of hours or holidays that some way from the
    entry passes after a menu or a collected input, or after more speech than
    the option allows, once for all checks of a flow after the same question. It
    is silent where callers have passed the same check, or another one of the same
    hours, before, and where the call goes on with the same menu or person whatever
    the hour (a greeting of the season). It only informs where departments have
    hours of their own and the closed text names the department and its hours, or is a
    recording that may name them. A
    choice of language, an emergency menu and what screens callers may come first
    (tags `language-choice`, `emergency`, `screening`).

    Source: Nigel Clarke's survey of British lines (six menus and 76 options,
    then "this department is now closed").

    Options:

        max-seconds (seconds): The most speech before the check, up to the options chosen.

    Bad:

        hours office { open mon-fri "09:00-17:00" }
        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "For sales, press 1."
                key 1 -> check
                noinput -> check
                nomatch -> check
            }
            branch check {  //! the opening hours are checked only after 'main'
                on hours office
                open -> agents
                closed -> shut
            }
            queue agents { }
            say shut { "We are closed." }
        }

    Good:

        hours office { open mon-fri "09:00-17:00" }
        phone "+44 20 7946 0100" {
            language en-GB
            start -> check
            branch check {
                on hours office
                open -> main
                closed -> shut
            }
            menu main {
                say "For sales, press 1."
                key 1 -> agents
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
            say shut { "We are closed." }
        }
    """
    graph = project.graph
    checks = [
        (step, shut)
        for step in graph.steps_of(Branch)
        if (shut := _closed_exit(step)) is not None
        and graph.is_reached_by_customers(step)
        and not _goes_on(graph, step, shut)
    ]
    ways = _after_questions(graph, [step for step, _ in checks]) if checks else {}
    told: set[tuple[int, int, bool]] = set()
    for step, shut in checks:
        what = "opening hours" if shut.cause is Cause.CLOSED else "holidays"
        way = ways.get(id(step))
        if way is not None:
            question = way.first
            if _is_checked_before(graph, step, question):
                continue
            names = _names_department(graph, step, shut)
            cause = (id(question), id(step.flow), names)
            if cause in told:
                continue
            told.add(cause)
            who = "callers" if graph.dominates(question, step) else "some callers"
            yield Finding(
                step,
                f"the {what} are checked only after {question.shown_name!r};"
                " callers should hear first that nobody is there",
                severity=Severity.INFO if names else None,
                related=[Related(question, f"{who} have to answer this before")],
                witness=way.witness(graph),
                fix=_fix(graph, question, step),
            )
        elif (spoken := graph.least_seconds(step) or 0) > max_seconds:
            yield Finding(
                step,
                f"the {what} are checked only after {spoken:.0f} seconds of speech;"
                f" at most {max_seconds:g} were expected",
                witness=graph.witness(step),
            )


def _fix(graph: Graph, question: Step, check: Step) -> Fix | None:
    """The fix that begins with the check, and goes on to the question where it is open.

    None where the flow does not begin with the question, where this leads anywhere else than to
    the check, where something else does, and where callers come back to it after hours.
    """
    flow = check.flow
    ways = {edge.exit.cause: edge for edge in graph.edges(check) if edge.exit is not None}
    into = graph.edges_to(check)
    if len(graph.edges(check)) != len(_BOTH) or ways.keys() != _BOTH or check.prompts:
        return None
    if flow.start != question.name or question.flow is not flow or flow.open or flow.entries:
        return None
    if not all(edge.source is question for edge in into) or flow.options:
        return None
    if not all(edge.step is check or edge.step is question for edge in graph.edges(question)):
        return None
    if any(edge.source.flow is not flow for edge in graph.edges_to(question)):
        return None
    open_, shut = ways[Cause.OPEN], ways[Cause.CLOSED]
    if open_.step is None or shut.step is None or open_.exit is None:
        return None
    if not is_plain(check.name) or question in graph.reachable([shut.step]):
        return None
    start = stated(flow, f"start -> {check.name}")
    if start is None or start.place.text != f"start -> {question.name}":
        return None
    exits = dict.fromkeys(edge.exit for edge in into if edge.exit is not None)
    edits = [retargeted(exit_, open_.step.name) for exit_ in exits]
    edits += [start, retargeted(open_.exit, question.name)]
    found = tuple(edit for edit in edits if edit is not None)
    return Fix(f"begin with {check.shown_name!r}", found) if len(found) == len(edits) else None


def _closed_exit(step: Step) -> Exit | None:
    """The exit that is taken when the office is closed, if the step checks that."""
    if not isinstance(step, Branch) or step.decides not in {Decides.HOURS, Decides.HOLIDAY}:
        return None
    return next((exit_ for exit_ in step.exits if exit_.cause in _CLOSED), None)


def _goes_on(graph: Graph, step: Step, shut: Exit) -> bool:
    """Whether the call goes on in the same way, open or closed, at last with the same person."""
    edges = graph.edges(step)
    closed = onward(graph, [edge for edge in edges if edge.exit is shut], _FARTHEST).steps
    open_ = onward(graph, [edge for edge in edges if edge.exit is not shut], _FARTHEST).steps
    others = StepSet(open_)
    if all(isinstance(one, Return) or (one in others and not speaks(one)) for one in closed):
        return True
    return any(one in others and _is_busy(one) for one in closed)


def _is_busy(step: Step) -> bool:
    """Whether more happens here than that something is said or the call ends."""
    return not isinstance(step, Say | Hangup | Return)


def _after_questions(graph: Graph, checks: Iterable[Step]) -> dict[int, Way]:
    """For the checks that come after a question on some first way: a shortest way there, by id.

    So too for the steps on the way. A check that every caller passes before
    the question as well is not late.
    """
    found: dict[int, Way] = {}
    before_checks = StepSet(checks)
    todo = list(before_checks)
    while todo:
        into = graph.edges_to(todo.pop())
        todo += [edge.source for edge in into if before_checks.add(edge.source)]

    def leads_on(edge: Edge, question: Step) -> bool:
        step = edge.step
        return (
            step is not None
            and id(step) not in found
            and step in before_checks
            and not graph.dominates(step, question)
        )

    ahead: list[Way] = []
    for question in graph.steps_of(Input):
        if question in before_checks and _is_counted(graph, question):
            for edge in graph.edges(question):
                if leads_on(edge, question):
                    found[id(edge.step)] = way = Way(question, edge)
                    ahead.append(way)
    while ahead:
        beyond: list[Way] = []
        for before in ahead:
            assert before.edge.step is not None
            for edge in graph.edges(before.edge.step):
                if leads_on(edge, before.first):
                    found[id(edge.step)] = way = before.on(edge)
                    beyond.append(way)
        ahead = beyond
    return found


def _is_checked_before(graph: Graph, check: Step, question: Step) -> bool:
    """Whether every caller has passed another check of the same before the question, or before."""
    return any(
        before is not check and _checked(before) == _checked(check)
        for step in (question, check)
        for before in islice(graph.dominators(step), _FARTHEST)
    )


def _checked(step: Step) -> tuple[Decides, str | None] | None:
    return (step.decides, step.subject) if isinstance(step, Branch) else None


def _is_counted(graph: Graph, question: Step) -> bool:
    if question.flow.role is not Role.ENTRY or not graph.is_reached_by_customers(question):
        return False
    return not is_tagged(question, *_MAY_COME_FIRST) and not (
        isinstance(question, Menu) and is_language_choice(question)
    )


def _names_department(graph: Graph, step: Step, shut: Exit) -> bool:
    """Whether the closed text names, or may name, hours and a word for the department."""
    ways: list[Edge] = [edge for edge in graph.edges(step) if edge.exit is shut]
    heard = onward(graph, ways, _FARTHEST).steps
    clauses = [clause for near in heard for clause in clauses_at(near)]
    if any(prompt.text is None for near in heard for prompt in near.prompts):
        return True  # a recording may name it
    if not any(clause.has_hours for clause in clauses):
        return False
    names = [step.subject or "", step.shown_name] if isinstance(step, Branch) else []
    names += [
        edge.exit.label.plain
        for edge in graph.edges_to(step)
        if edge.exit is not None and edge.exit.label
    ]
    known = {word for name in names for word in re.findall(r"[^\W\d_]{4,}", name.lower())}
    return any(word in clause.text.lower() for clause in clauses for word in known)
