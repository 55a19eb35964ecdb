"""The rule `doom-loop`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ivrlint.finding import Finding, Severity, Skipped
from ivrlint.graph import Edge, Graph, StepSet
from ivrlint.model import UNKNOWN, Channel, Hangup, Project, Prompt, Say, Step
from ivrlint.rule import Findings, rule
from ivrlint_rules.judgement import (
    FAILURES,
    MISTAKES,
    asks,
    has_customers,
    is_tagged,
    serves,
    speaks,
)
from ivrlint_rules.soundness import is_whole

_FAREWELL: Final = 4
"""Words of a text that is more than a farewell."""


@rule("error", since="0.1", implies=["missing-way-back"])
def doom_loop(project: Project) -> Findings:
    """The caller can press keys for ever and never reach a person or an answer.

    Every choice leads to another choice. The caller goes round, recognises the
    voice, and hangs up without having been helped.

    It is a circle of menus from which neither a person, nor a voicemail, nor a
    callback, nor an answer can be reached: a step tagged `done`, or a text of
    more than four words with which the call ends after a choice. The rule speaks
    about flows where customers begin; it is silent where a target that could not be
    resolved may lead out, where a recording may be the answer, and about lines
    tagged `screening` or `info-only`. Where something is said between a choice and
    the next question it is an info, as that may be the answer: then tag the step
    with `fact done`.

    Source: a customer who feels "like a record that hangs in its groove"; the
    United States' consumer office speaks of "doom loops" (2024); the W3C's
    accessibility notes on voice systems.

    Bad:

        menu main {  //! from 'main' no key ever leads to a person or an answer
            key 1 -> main
            key 2 -> tips
            noinput -> bye
            nomatch -> main
        }
        menu tips {
            key 1 -> main
            noinput -> bye
            nomatch -> main
        }
        hangup bye

    Good:

        menu main {
            key 1 -> main
            key 2 -> agents
            noinput -> agents
            nomatch -> main
        }
        queue agents { }

    Good (voicexml; files main.vxml):

        --- main.vxml
        <vxml version="2.1" xml:lang="en-GB">
          <menu id="pizza">
            <prompt>For a big pizza press 1, to hear all pizzas press 2.</prompt>
            <choice dtmf="1" next="#order"/>
            <choice dtmf="2" next="#pizza"/>
            <noinput><exit/></noinput>
          </menu>
          <form id="order"><block>Your pizza will be there in half an hour.</block></form>
        </vxml>
    """
    graph = project.graph
    for circle in graph.cycles():
        inside = StepSet(circle)
        menus = [
            step
            for step in circle
            if asks(step)
            and any(edge.is_input and edge.step in inside for edge in graph.edges(step))
        ]
        if not menus or not has_customers(menus[0].flow) or not is_whole(menus[0].flow):
            continue
        if is_tagged(menus[0], "screening", "info-only"):
            continue
        served = graph.leads_to(serves)
        if served(menus[0]) is UNKNOWN:
            yield Skipped(menus[0], "a target that could not be resolved may lead to a person")
        elif served(menus[0]) is False and not _tells_something(graph, circle, inside):
            told = _is_told_something(graph, menus, inside)
            yield Finding(
                menus[0],
                f"from {menus[0].shown_name!r} no {_given(menus[0])} ever leads to a person"
                " or an answer; lead one to a person"
                + (", or tag with `done` what answers" if told else ""),
                severity=Severity.INFO if told else None,
                witness=graph.witness(menus[0]),
            )


def _tells_something(graph: Graph, circle: Iterable[Step], inside: StepSet) -> bool:
    """Whether a choice leads out of the circle to what may be an answer."""
    answered = graph.leads_to(_is_last_word, _is_chosen)
    return any(
        edge.step is not None
        and edge.step not in inside
        and _is_chosen(edge)
        and answered(edge.step) is not False
        for step in circle
        for edge in graph.edges(step)
    )


def _is_told_something(graph: Graph, menus: Iterable[Step], inside: StepSet) -> bool:
    """Whether something is said in the circle between a choice and the next question."""

    def silently(edge: Edge) -> bool:
        return edge.step in inside and not asks(edge.source) and not speaks(edge.source)

    chosen = [edge for menu in menus for edge in graph.edges(menu) if edge.is_input]
    after = [edge.step for edge in chosen if edge.step is not None and edge.step in inside]
    return any(isinstance(step, Say) and speaks(step) for step in graph.reachable(after, silently))


def _is_chosen(edge: Edge) -> bool:
    """Whether a caller goes this way who makes no mistake, in a system that works."""
    return edge.exit is None or edge.exit.cause not in MISTAKES | FAILURES


def _is_last_word(step: Step) -> bool:
    """Whether the call ends with what is said here, and it is more than a farewell."""
    if not isinstance(step, Say) or not speaks(step):
        return False
    ways = step.flow.graph.whole.edges(step)
    return all(isinstance(edge.step, Hangup) for edge in ways) and (
        sum(map(_words, step.prompts)) > _FAREWELL
    )


def _words(prompt: Prompt) -> int:
    """How many words a prompt has; a recording without a transcript may have many."""
    return _FAREWELL + 1 if prompt.text is None else len(prompt.text.plain.split())


def _given(menu: Step) -> str:
    return "key" if menu.flow.channel is Channel.PHONE else "reply"
