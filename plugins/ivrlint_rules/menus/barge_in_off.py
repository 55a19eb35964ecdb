"""The rule `barge-in-off`."""

from __future__ import annotations

from typing import Final

from ivrlint.finding import Edit, Finding, Fix, Severity
from ivrlint.model import Channel, Input, Prompt, Say, Step, Turn
from ivrlint.places import Place
from ivrlint.rule import Findings, rule
from ivrlint.speech import prompt_seconds
from ivrlint_rules.fixes.amending import allowing, written
from ivrlint_rules.hearing import saying
from ivrlint_rules.judgement import MISTAKES, asks, is_pause, is_tagged

_MANDATORY: Final = ("recording-notice", "cost-notice", "emergency")
_FARTHEST: Final = 20
"""Steps between a question and what is said before it."""


@rule("warning", since="0.1", fix="safe")
def barge_in_off(step: Input, *, min: float = 3) -> Findings:  # noqa: A002
    """The caller may not interrupt the menu.

    Whoever calls every week knows that it is key 2, presses it, and is not heard.
    Some press again, and their second key answers the next question.

    The rule speaks about menus and collected inputs whose question cannot be
    interrupted to its end, by its own setting or because what is said just before
    them cannot, if it takes longer than `min` seconds; where the file does not say
    so (an engine's default), it is information only. It is silent where that or the
    length is not known, about what is said after a mistake, about texts that have
    to be heard (tag `mandatory`, a notice about costs, recording or emergencies),
    and about chats and forms.

    Source: the GetHuman standard (callers can interrupt, 1-7); Avaya's help
    excepts the first part of an error message; AS/NZS 4263 lists interrupting and
    keying ahead as subjects (2.3, 2.4).

    Options:

        min (seconds): The longest that callers may be made to listen to.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "For sales, press 1. For service, press 2. To end, press 3."  //! cannot
                interruptible no
                key 1 -> agents
                key 2 -> agents
                key 3 -> agents
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "Welcome. For sales, press 1. For service, press 2. To end, press 3."
                interruptible
                key 1 -> agents
                key 2 -> agents
                key 3 -> agents
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Bad (asterisk; files extensions.conf):

        --- extensions.conf
        [main]
        exten => s,1,Answer()
         same => n(menu),AGI(googletts.agi,"For sales press 1.",en)  ;! info: have to listen
         same => n,AGI(googletts.agi,"For service press 2.",en)
         same => n,WaitExten(5)
        exten => 1,1,Queue(sales,t,,,300)
        exten => 2,1,Queue(service,t,,,300)
        exten => i,1,Playback(invalid)
         same => n,Goto(s,menu)
        exten => t,1,Queue(reception,t,,,300)

    Bad (voicexml):

        <vxml version="2.1" xml:lang="en-GB">
          <menu>
            <prompt bargein="false">  <!--! cannot -->
              For tickets, press 1. For the way to us, press 2.
            </prompt>
            <choice dtmf="1" next="#tickets"/>
            <choice dtmf="2" next="#way"/>
          </menu>
          <form id="tickets"><block>Tickets are sold at the door.<exit/></block></form>
          <form id="way"><block>We are next to the station.<exit/></block></form>
        </vxml>
    """
    if step.flow.channel is not Channel.PHONE or not asks(step) or is_tagged(step, "mandatory"):
        return
    prompts = [prompt for prompt in step.prompts if prompt.turn is Turn.FIRST]
    own = any(not is_pause(prompt) for prompt in prompts)
    heard = prompts if own else [*_said_before(step), *prompts]
    heard = [prompt for prompt in heard if not is_pause(prompt)]
    if not heard or not _is_off(heard[-1], step):
        return
    listened = [prompt for prompt in heard if _is_off(prompt, step) and not _is_mandatory(prompt)]
    total = sum(prompt_seconds(prompt) or 0.0 for prompt in listened)
    if not listened or total <= min:
        return
    edits = [_edit(step, prompt) for prompt in listened]
    is_set = any(_set_at(step, prompt) for prompt in listened)
    yield Finding(
        listened[0],
        f"callers cannot interrupt {step.shown_name!r}, and have to listen for"
        f" {written(round(total))} s; let them press as soon as they know what",
        severity=None if is_set else Severity.INFO,
        fix=Fix("let callers interrupt it", tuple(dict.fromkeys(filter(None, edits))), safe=True)
        if all(edits)
        else None,
    )


def _is_off(prompt: Prompt, step: Input) -> bool:
    """Whether a prompt is said to the end, by its own setting or by that of its step."""
    if isinstance(prompt.interruptible, bool):
        return not prompt.interruptible
    return prompt.step is step and step.interruptible is False


def _is_mandatory(prompt: Prompt) -> bool:
    return any(True for _ in saying([prompt], *_MANDATORY))


def _said_before(step: Input) -> list[Prompt]:
    """What is said just before a question that says nothing itself, on its only way in.

    What is said there after a mistake is none of it.
    """
    graph = step.flow.graph.whole
    parts: list[tuple[Prompt, ...]] = []
    here: Step = step
    while len(parts) < _FARTHEST:
        edges = graph.edges_to(here)
        if len(edges) != 1 or not isinstance(edges[0].source, Say):
            break
        here = edges[0].source
        before = graph.edges_to(here)
        if before and all(edge.exit and edge.exit.cause in MISTAKES for edge in before):
            break
        parts.append(here.prompts)
    return [prompt for part in reversed(parts) for prompt in part]


def _set_at(step: Input, prompt: Prompt) -> Place | None:
    """Where the file says that a prompt cannot be interrupted; None where an engine does."""
    own = prompt.interruptible_at if isinstance(prompt.interruptible, bool) else None
    return own or (step.place_of("interruptible") if prompt.step is step else None)


def _edit(step: Input, prompt: Prompt) -> Edit | None:
    place = _set_at(step, prompt)
    return None if place is None else allowing(place)
