"""The rule `dead-end`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeGuard

from ivrlint.finding import Finding, Related, Severity
from ivrlint.graph import Edge, Graph, StepSet
from ivrlint.model import (
    Branch,
    Cause,
    Collect,
    Exit,
    Flow,
    Hangup,
    Input,
    Lookup,
    Menu,
    Return,
    Say,
    Set,
    Step,
)
from ivrlint.rule import Findings, rule
from ivrlint.words import clauses
from ivrlint_rules.judgement import contact, is_waited_in, listed, onwards, speaks, told
from ivrlint_rules.soundness import is_whole

_ENDS = (Hangup, Return)
_MUST_GO_ON = (Menu, Collect, Branch, Set, Lookup)


@rule("error", since="0.1", implies=["silent-hangup", "unannounced-key"])
def dead_end(flow: Flow) -> Findings:
    """The call runs into nothing, where the caller was led to expect more.

    A question is asked and nothing can follow; a key is pressed and the line
    goes dead. The caller waits, says "hello?", and calls again.

    A menu, a question, a decision or a setting with no way out is a dead end.
    A text with nothing behind it, and a file that just stops, are dead ends
    only after a question, or after a choice of the caller with nothing said
    since. After a farewell or an answer the rule is silent, and in a chat where
    another system was asked, which may write to the customer by itself; where the
    caller chose nothing and hears nothing it is `silent-hangup`.

    Source: a customer's story of a journey that "seems to end in nothing"; the
    contents of ITU-T F.902 list error handling (6.4) as a subject.

    Bad:

        menu main {
            say "For the news of today, press 1."
            key 1 -> region
            noinput -> region
            nomatch -> region
        }
        set region { value "north" }  //! after 'region' nothing follows

    Good:

        menu main {
            say "For the news of today, press 1."
            key 1 -> news
            noinput -> news
            nomatch -> news
        }
        say news { "All trains run on time." }

    Bad:

        chat shop {
            menu main {
                say "May we keep your address?"
                word "yes" -> keep
                nomatch -> main
            }
            set keep { next -> bye }  //! the word 'yes' in 'main', and the chat just ends
            hangup bye { implicit }
        }

    Good:

        chat shop {
            menu main {
                say "May we keep your address?"
                word "yes" -> keep
                nomatch -> main
            }
            lookup keep { next -> bye }
            hangup bye { implicit }
        }
    """
    if is_waited_in(flow):
        return
    graph = flow.graph.whole
    over = contact(flow)
    seen = StepSet()
    for step in flow.steps:
        if not step.exits and isinstance(step, _MUST_GO_ON) and not graph.edges(step):
            if is_whole(step):
                yield Finding(step, f"after {step.shown_name!r} nothing follows: {_why(step)}")
        elif isinstance(step, Say):
            question = _question(step) if step.prompts else ""
            ways = graph.edges(step) if question and is_whole(step) else None
            if ways is not None and (not ways or any(_just_stops(edge) for edge in ways)):
                yield Finding(
                    step,
                    f"{step.shown_name!r} asks {question!r}, and the {over} just ends;"
                    " listen for the answer, or ask nothing",
                    severity=Severity.WARNING,
                )
        elif isinstance(step, Input) and is_whole(step):
            stops: dict[int, list[tuple[Exit, Edge]]] = {}
            for choice in graph.edges(step):
                if choice.is_input and choice.exit is not None:
                    for edge in _silent_stops(graph, choice, seen):
                        stops.setdefault(id(edge.step), []).append((choice.exit, edge))
            for same in stops.values():
                yield _finding(step, same)


def _finding(step: Step, stops: Sequence[tuple[Exit, Edge]]) -> Finding:
    """One finding for all choices of a menu that just stop in the same place."""
    chosen = dict.fromkeys(told(exit_, step.flow.channel) for exit_, _ in stops)
    places = dict.fromkeys((edge.exit or edge.source).place for _, edge in stops)
    first, *others = places
    return Finding(
        first,
        f"the caller chose {listed(chosen, 'or')} in {step.shown_name!r}, and the"
        f" {contact(step.flow)} just ends; lead on, or say what was done",
        related=[Related(place, "and so it does here") for place in others],
    )


def _why(step: Step) -> str:
    match step:
        case Menu() | Collect():
            return "it asks, and no answer leads on"
    return "the caller hears nothing more"


def _question(step: Step) -> str:
    """The last clause that is heard at a step, if it is a question."""
    last = ""
    for prompt in step.prompts:
        for clause in clauses(prompt):
            last = clause.text.strip()
    return last if last.endswith("?") else ""


def _just_stops(edge: Edge) -> bool:
    return isinstance(edge.target, Hangup) and edge.target.implicit


def _silent_stops(graph: Graph, choice: Edge, seen: StepSet) -> Iterator[Edge]:
    """The ways from a choice to where the file just stops, on which nothing is said."""
    todo = [choice]
    while todo:
        edge = todo.pop()
        if edge.exit is not None and edge.exit.prompts:
            continue
        if _just_stops(edge):
            yield edge
        elif _is_silent(edge.step) and seen.add(edge.step):
            todo += (way for way in graph.edges(edge.step, onwards) if not _is_used_up(way))


def _is_used_up(edge: Edge) -> bool:
    """Whether it is the way after the last try, which a choice is not the first to take."""
    return edge.exit is not None and edge.exit.cause is Cause.EXHAUSTED


def _is_silent(step: Step | None) -> TypeGuard[Step]:
    return step is not None and not speaks(step) and not isinstance(step, _ENDS)
