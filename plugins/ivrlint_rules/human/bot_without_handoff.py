"""The rule `bot-without-handoff`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.graph import Edge, Graph
from ivrlint.model import UNKNOWN, Bot, Branch, Cause, Decides, Maybe, Opaque, Project, Role, Step
from ivrlint.rule import Findings, rule
from ivrlint_rules.hearing import is_survey
from ivrlint_rules.judgement import answers, asks, ends, is_tagged, onwards
from ivrlint_rules.soundness import is_whole

_ROLES: Final = frozenset({Role.ENTRY, Role.MODULE})
_GIVES_UP: Final = frozenset({Cause.NOMATCH, Cause.EXHAUSTED})
_NOBODY_THERE: Final = frozenset(
    {Cause.CLOSED, Cause.HOLIDAY, Cause.FULL, Cause.EMPTY, Cause.BUSY, Cause.NOANSWER, Cause.ERROR}
)
_STAFFING: Final = frozenset({Decides.HOURS, Decides.HOLIDAY, Decides.STAFF, Decides.QUEUE})


@rule("error", since="0.1")
def bot_without_handoff(project: Project, *, tries: int = 2) -> Findings:
    """The bot gives up, or closes, without a person.

    A bot that does not understand is the moment at which a person is needed.
    Three rounds of questions and then "your case is closed" tells the customer
    that nobody wants to know.

    The rule speaks about a bot from which no way leads to a person, a callback or a
    voicemail; about one that has failed as often as it may, if what follows by
    itself ends without any of these (closing time, an empty desk and failures of
    the system do not count); and about one that may fail more often than `tries`
    before anything else happens, where nothing but failing leads to a person. It is
    silent after a step tagged `done`, about bots tagged `resolved`, `info-only` or
    `screening`, about surveys, and where a target that could not be resolved, or
    another program, may lead to a person.

    Source: a customer ("after three rounds of questions and answers"); a joint
    statement of the Dutch authorities ACM and AP (October 2025); the European
    directive 2023/2673 on financial services at a distance; the W3C's
    accessibility notes on voice systems.

    Options:

        tries (times): How often a bot may fail, where only that leads to a person.

    Bad:

        chat "www.shop.example/chat" {
            language en
            start -> sam
            bot sam {  //! gives up, and no person follows
                persona "Sam"
                tries 2
                word "my order" -> order
                exhausted -> over
            }
            queue order { }
            say over { "Your case is closed. Have a nice day!" }
        }

    Good:

        chat "www.shop.example/chat" {
            language en
            start -> sam
            bot sam {
                persona "Sam"
                tries 2
                word "my order" -> order
                exhausted -> order
            }
            queue order { }
        }

    Bad (connect):

        {
          "Version": "2019-10-30",
          "StartAction": "bot",
          "Actions": [
            {
              "Identifier": "bot",  //! is a machine, and no person can be reached
              "Type": "ConnectParticipantWithLexBot",
              "Parameters": {
                "Text": "How can I help?",
                "LexV2Bot": { "AliasArn": "arn:aws:lex:eu-west-1:1:bot-alias/A/B" }
              },
              "Transitions": {
                "NextAction": "end",
                "Errors": [
                  { "NextAction": "end", "ErrorType": "NoMatchingError" },
                  { "NextAction": "end", "ErrorType": "NoMatchingCondition" }
                ]
              }
            },
            { "Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {} }
          ]
        }
    """
    graph = project.graph
    bots = [step for step in graph.steps_of(Bot) if _is_judged(graph, step)]
    if not bots:
        return
    leads = graph.leads_to(_is_answered)
    for step in bots:
        if is_survey(step.flow):
            continue
        found = leads(step)
        if found is UNKNOWN:
            yield Skipped(step, "it is not known whether a person follows")
        elif found is False:
            yield Finding(
                step,
                f"{step.shown_name!r} is a machine, and no person can be reached from it;"
                " hand over to a person when it fails",
                witness=graph.witness(step),
            )
        else:
            yield from _given_up(graph, step, tries)


def _is_judged(graph: Graph, step: Step) -> bool:
    return (
        step.flow.role in _ROLES
        and bool(step.exits)
        and not is_tagged(step, "resolved", "info-only", "screening", "done")
        and is_whole(step)
        and graph.is_reached(step) is not False
    )


def _is_answered(step: Step) -> Maybe[bool]:
    return "done" in step.tags or answers(step)


def _given_up(graph: Graph, step: Bot, tries: int) -> Findings:
    """What becomes of customers whom a bot has not understood."""
    lost = [edge for edge in graph.edges(step) if _is_last(step, edge)]
    for edge in lost:
        way = _way_out(graph, edge)
        if way is not None:
            end = way[-1].step if way else edge.step
            yield Finding(
                step,
                f"{step.shown_name!r} gives up, and no person follows;"
                " hand over to a person instead",
                related=[Related(end, "here it ends")] if end is not None else (),
                witness=graph.witness(step, [edge, *way]),
            )
            return
    if isinstance(step.tries, int) and step.tries > tries and _only_by_failing(graph, step, lost):
        yield Finding(
            step,
            f"{step.shown_name!r} has to fail {step.tries} times before a person comes;"
            f" {tries} are enough",
            witness=graph.witness(step),
        )


def _is_last(step: Bot, edge: Edge) -> bool:
    """Whether a bot is left this way because it has failed for the last time."""
    exit_ = edge.exit
    if exit_ is None or exit_.cause not in _GIVES_UP or exit_.count or edge.step is step:
        return False
    causes = {one.cause for one in step.exits}
    return exit_.cause is Cause.EXHAUSTED or Cause.EXHAUSTED not in causes


def _way_out(graph: Graph, edge: Edge) -> list[Edge] | None:
    """The way on which a call ends by itself, with nobody having been asked for."""
    if edge.step is None:
        return None
    way = graph.path([edge.step], _is_over, _without_person)
    return None if way is None else list(way)


def _is_over(step: Step) -> bool:
    return ends(step) and "done" not in step.tags and answers(step) is False


def _without_person(edge: Edge) -> bool:
    """Whether a call goes on this way though somebody could have answered."""
    step = edge.source
    if isinstance(step, Opaque) or asks(step) or not onwards(edge):
        return False
    if _is_answered(step) is not False:
        return False
    if isinstance(step, Branch) and step.decides in _STAFFING:
        return edge.exit is not None and edge.exit.cause not in _NOBODY_THERE
    return edge.exit is None or edge.exit.cause not in _NOBODY_THERE


def _only_by_failing(graph: Graph, step: Bot, lost: list[Edge]) -> bool:
    """Whether no word leads to a person by itself."""
    leads = graph.leads_to(answers, onwards)
    last = {id(edge) for edge in lost}
    return any(_leads(leads, edge) for edge in lost) and not any(
        _leads(leads, edge) for edge in _others(graph, step) if id(edge) not in last
    )


def _leads(leads: object, edge: Edge) -> bool:
    assert callable(leads)
    return edge.step is None or leads(edge.step) is not False


def _others(graph: Graph, step: Bot) -> Iterator[Edge]:
    return (edge for edge in graph.edges(step) if edge.step is not step)
