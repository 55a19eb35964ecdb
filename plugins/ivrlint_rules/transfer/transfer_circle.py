"""The rule `transfer-circle`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ivrlint.finding import Finding, Related
from ivrlint.graph import Edge, Graph, StepSet, Via
from ivrlint.model import Agent, Cause, Project, Queue, Step, Transfer
from ivrlint.rule import Findings, rule
from ivrlint_rules.judgement import FAILURES, asks, by_itself, is_person, is_tagged, listed

_SERVICE_KEYS: Final = frozenset("*#09")

_PEOPLE: Final = (Agent, Queue, Transfer)

_FARTHEST: Final = 200
"""Steps from one person to the next."""


@rule("error", since="0.1")
def transfer_circle(project: Project) -> Findings:
    """Sent round: the next desk passes the caller back to the first.

    Nobody on the way may decide, or nobody feels responsible. The caller tells the
    same story at each desk, and is as far as before.

    It is a circle in which people, or the overflow of queues, pass the caller on
    from one to the next, perhaps through menus, until the first is met again. The
    rule is silent where a call comes back because somebody was not reached or has
    hung up, about ways back to a menu on a service key (0, 9, `*`, `#`), and where
    the caller comes back with place and context kept (tag `resume`).

    Source: two customers ("from pillar to post", "a wandering past mandates"); the
    W3C's accessibility notes on voice systems: human help too often places people
    back into the system.

    Bad:

        phone "+44 20 7946 0100" {
            start -> first-line
            queue first-line { next -> adviser }
            agent adviser { next -> to-contracts }
            transfer to-contracts { to flow -> flow contracts }
        }
        phone contracts {
            role module
            start -> desk
            agent desk { next -> to-first-line }
            transfer to-first-line {  //! callers are passed from 'adviser' to 'desk' and back
                to flow -> flow "+44 20 7946 0100"
            }
        }

    Bad:

        phone "+44 20 7946 0100" {
            start -> sales
            queue sales {
                longest 5m -> to-service
            }
            transfer to-service {
                to number "+44 20 7946 0111"
                error -> sales-closed
            }
            say sales-closed { "We are closed." }
        }
        phone "+44 20 7946 0111" {
            start -> service
            queue service {
                longest 5m -> to-sales
            }
            transfer to-sales {  //! callers are passed from 'sales' to 'service' and back
                to number "+44 20 7946 0100"
                error -> service-closed
            }
            say service-closed { "We are closed." }
        }

    Good:

        phone "+44 20 7946 0100" {
            start -> main
            menu main {
                key 1 -> sales
                noinput -> main
                nomatch -> main
            }
            queue sales {
                longest 5m -> main
                next -> adviser
            }
            agent adviser { next -> to-contracts }
            transfer to-contracts { to flow -> flow contracts }
        }
        phone contracts {
            role module
            start -> desk
            agent desk { }
        }
    """
    graph = project.graph
    if not graph.steps_of(Transfer):
        return
    for circle in graph.cycles(_hands_on):
        inside = StepSet(circle)
        for person in circle:
            if isinstance(person, _PEOPLE) and (way := _round(graph, person, inside)):
                yield _finding(graph, person, way)
                break


def _finding(graph: Graph, person: Step, way: Sequence[Edge]) -> Finding:
    passing = list(_passing(way))
    others = [repr(step.shown_name) for step in passing if step is not person]
    back = f"to {listed(others)} and back" if others else "on, and back to it"
    return Finding(
        next(edge.source for edge in reversed(way) if isinstance(edge.source, Transfer)),
        f"callers are passed from {person.shown_name!r} {back}; let one of them take care of it",
        related=[Related(step, "callers are passed on from here") for step in passing],
        witness=graph.witness(person, way),
    )


def _hands_on(edge: Edge) -> bool:
    """Whether a call goes this way that is passed on, or a caller who is to choose again."""
    if edge.via in (Via.WAITING, Via.VISIT):
        return False
    step, exit_ = edge.source, edge.exit
    if edge.step is not None and is_tagged(edge.step, "resume"):
        return False
    if "resume" in step.tags:
        return False
    if exit_ is None:
        return True
    if exit_.is_input:
        return asks(step) and exit_.key not in _SERVICE_KEYS
    if isinstance(step, Transfer):
        return exit_.cause not in FAILURES
    return exit_.cause is not Cause.ERROR


def _passing(way: Sequence[Edge]) -> Iterator[Step]:
    """Those who pass callers on along a way."""
    for edge in way:
        step = edge.source
        if isinstance(step, Agent) or (is_person(step) is True and _passes(step, edge)):
            yield step


def _round(graph: Graph, person: Step, inside: StepSet) -> Sequence[Edge]:
    """A way on which a person passes the caller on, and that leads back; empty if there is none."""
    by_hand = _passed_on(graph, person, inside)
    if by_hand is None:
        return ()
    last = by_hand[-1].step
    assert last is not None
    back = graph.path(
        [last],
        lambda step: step is person,
        lambda edge: edge.step in inside and _hands_on(edge),
    )
    way = (*by_hand, *(back or ()))
    passing = list(_passing(way))
    return way if len(passing) > 1 or any(isinstance(step, Agent) for step in passing) else ()


def _passed_on(graph: Graph, person: Step, inside: StepSet) -> list[Edge] | None:
    """The way from a person to the transfer by which the caller is handed on, nothing asked."""
    todo: list[list[Edge]] = [[]]
    seen = StepSet([person])
    while todo and len(seen) < _FARTHEST:
        way = todo.pop(0)
        here = way[-1].step if way else person
        assert here is not None
        for edge in graph.edges(here):
            step = edge.step
            if step is None or step not in inside or not _hands_on(edge) or not by_itself(edge):
                continue
            if not way and not _passes(person, edge):
                continue
            if isinstance(step, Transfer) and _takes(person, step):
                return [*way, edge]
            if not asks(step) and not isinstance(step, _PEOPLE) and seen.add(step):
                todo.append([*way, edge])
    return None


def _passes(person: Step, edge: Edge) -> bool:
    """Whether somebody passes the caller on this way, rather than having been reached no more."""
    exit_ = edge.exit
    if isinstance(person, Agent) or exit_ is None:
        return exit_ is not None
    if isinstance(person, Queue):
        return exit_.cause in FAILURES
    # What follows otherwise is the desk that the caller was handed to.
    return exit_.cause is Cause.NEXT and isinstance(edge.step, Transfer)


def _takes(person: Step, transfer: Transfer) -> bool:
    """Whether it is a hand-over: a jump of a machine to another flow is none."""
    return isinstance(person, Agent) or transfer.flow_target is None
