"""The rule `speech-only-input`."""

from __future__ import annotations

from collections.abc import Callable

from ivrlint.finding import Finding, Related, Severity
from ivrlint.graph import Graph
from ivrlint.model import (
    Bot,
    Cause,
    Channel,
    Flow,
    Hangup,
    Input,
    Maybe,
    Menu,
    Role,
    Step,
    Unresolved,
)
from ivrlint.rule import Findings, rule
from ivrlint_rules.judgement import MISTAKES, answers, asks, is_tagged, onwards

_ROLES = frozenset({Role.ENTRY, Role.MODULE, Role.OUTBOUND})
_MOST_RELATED = 5


@rule("error", since="0.1")
def speech_only_input(flow: Flow) -> Findings:
    """Only talking helps, no keys.

    Whoever stammers, speaks with an accent, has lost the voice, calls from a
    train or does not want to be overheard is not understood, and has no other
    way to answer.

    The rule speaks about the questions of a phone flow that take speech and no
    keys, or whose answers are all words, if no key that holds everywhere leads on
    either. All questions of a
    flow are told of at once. If silence leads to a person by itself, it only
    warns. It is silent where silence leads to a question that takes keys, where
    the file does not say whether keys are taken,
    about flows and steps tagged `smart-speaker`, about bots in a format that
    cannot say what keys they take, and about what no caller can reach.

    Source: the GetHuman standard (1-5); EN 301 549 (6.4, alternatives to
    voice-based services); the W3C's accessibility notes on voice systems; the
    American section 508 as it stood in 2000 (1194.23).

    Bad:

        phone "+44 20 7946 0100" {
            start -> main
            menu main {  //! 'main' takes speech only
                say "Say sales or service."
                speech
                keys no
                word "sales" -> sales
                word "service" -> sales
                noinput -> main
                nomatch -> main
            }
            queue sales { }
        }

    Good:

        phone "+44 20 7946 0100" {
            start -> main
            menu main {
                say "Say sales or press 1. Say service or press 2."
                speech
                keys
                word "sales" -> sales
                word "service" -> sales
                key 1 -> sales
                key 2 -> sales
                noinput -> main
                nomatch -> main
            }
            queue sales { }
        }

    Bad (voicexml; files main.vxml):

        --- main.vxml
        <vxml version="2.1" xmlns="http://www.w3.org/2001/vxml">
          <form id="city">
            <field name="city" modal="true"> <!--! takes speech only -->
              <grammar src="cities.grxml" mode="voice"/>
              <prompt>Which city?</prompt>
              <filled><submit next="city.jsp"/></filled>
            </field>
          </form>
        </vxml>

    Bad (genesys):

        outboundCall:
          name: Return call
          defaultLanguage: en-us
          startUpRef: "/outboundCall/menus/menu[Still_1]"
          menus:
            - menu:
                name: Still  #! 'Still' takes speech only
                refId: Still_1
                audio:
                  tts: Do you still want to speak with us?
                choices:
                  - menuDisconnect:
                      name: Leave
                      speechRecTerms:
                        en-us:
                          terms:
                            - no
    """
    if flow.channel is not Channel.PHONE or flow.role not in _ROLES:
        return
    if any(option.key is not None for option in flow.options):
        return
    graph = flow.graph.whole
    found = [step for step in flow.steps if _takes_speech_only(graph, step)]
    if not found:
        return
    first, *others = found
    helped = all(_leads_after_silence(graph, step, answers) for step in found)
    yield Finding(
        first,
        f"{first.shown_name!r} takes speech only"
        + (f", and so {_do(len(others))}" if others else "")
        + "; let callers press keys as well",
        severity=Severity.WARNING if helped else None,
        related=[Related(step, "this takes speech only too") for step in others[:_MOST_RELATED]],
        witness=graph.witness(first),
    )


def _do(count: int) -> str:
    return "does another question" if count == 1 else f"do {count} more questions"


def _takes_speech_only(graph: Graph, step: Step) -> bool:
    match step:
        case Bot():
            speech_only = "bot.keys" in step.flow.document.knows
        case Input():
            speech_only = step.speech is True and _takes_no_key(step) and asks(step)
        case _:
            return False
    if any(exit_.key is not None for exit_ in step.exits) or is_tagged(step, "smart-speaker"):
        return False
    return (
        speech_only
        and graph.is_reached(step) is not False
        and not _leads_after_silence(graph, step, _takes_keys)
    )


def _takes_no_key(step: Input) -> bool:
    """Whether no key answers: none is listened for, or all answers of a menu are words."""
    if step.keys is False:
        return True
    if not isinstance(step, Menu) or not step.complete:
        return False
    # What is dialled past a menu, such as the extension of a colleague, is no answer to it.
    known = [option for option in step.options if not isinstance(option.target, Unresolved)]
    ending = _just_ending(step)
    known = [option for option in known if id(option) not in ending]
    return bool(known) and all(option.word is not None for option in known)


def _just_ending(menu: Menu) -> set[int]:
    """The options, by identity, after which the file just stops: no answer, whoever takes them."""
    return {
        id(edge.exit)
        for edge in menu.flow.graph.whole.edges(menu)
        if isinstance(edge.step, Hangup) and edge.step.implicit
    }


def _takes_keys(step: Step) -> bool:
    return isinstance(step, Input) and step.keys is not False


def _leads_after_silence(graph: Graph, step: Step, goal: Callable[[Step], Maybe[bool]]) -> bool:
    """Whether whoever says nothing comes there by itself."""
    leads = graph.leads_to(goal, onwards)
    lost = [
        edge
        for edge in graph.edges(step)
        if edge.exit is not None and edge.exit.cause in MISTAKES - {Cause.NOMATCH}
    ]
    return any(edge.step is not None and leads(edge.step) is True for edge in lost)
