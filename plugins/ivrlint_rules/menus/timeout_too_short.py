"""The rule `timeout-too-short`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.finding import Finding, Fix, Severity
from ivrlint.model import UNKNOWN, Cause, Channel, Collect, Input, Maybe, Menu
from ivrlint.rule import Findings, rule
from ivrlint_rules.customers import is_for_customers
from ivrlint_rules.fixes.amending import lasting, written
from ivrlint_rules.judgement import helps, is_tagged
from ivrlint_rules.menus_met import straight

_MANY_DIGITS: Final = 8
_MOMENT: Final = 1.5
"""Seconds for those who know the key already, where the others need none."""

_NO_WAIT: Final = 0.5
"""Seconds in which nobody is meant to answer: the engine is only made to go on."""


@rule("warning", since="0.1", fix="safe")
def timeout_too_short(
    step: Input, *, menu: float = 5, collect: float = 8, long: float = 10, digit: float = 3
) -> Findings:
    """No time to think, to find the card, to press.

    Whoever hears badly, has trembling hands, or has to get a letter from the drawer
    is cut short and called wrong, again and again.

    The rule compares how long is waited for the first key, and for the next digit
    where more than one is wanted, with what people need; one key or a spoken answer
    needs the time of a menu. Where the step does not set the time itself (an
    engine's default), it is reported as information. It is silent where the time is
    not known or nearly nothing, about menus with a single option, which silence
    answers too, those tagged `yes-no` or `expert`, moments for those who know a key
    while the call goes on without one (a second and a half at most, before a
    voicemail perhaps), menus that take longer codes beside their keys, prompts that
    only listen for keys while they play, and what only the company's own phones
    call.

    Source: the W3C's accessibility notes on voice systems ask for long time-outs;
    Asterisk waits ten seconds for the first key and five for the next one unless
    it is told otherwise; the older American accessibility standard wanted a
    warning and more time before a time-out (1194.23(d)); ISO/IEC 13714 lists
    time-outs as a subject (5.4).

    Options:

        menu (seconds): The least time for the first key of a menu.
        collect (seconds): The least time for the first key of what is collected.
        long (seconds): The same for eight digits and more.
        digit (seconds): The least time between two digits.

    Bad:

        phone "+44 20 7946 0100" {
            start -> main
            menu main {  //! waits 2 s for a key; 5 s are the least
                say "For sales, press 1. For service, press 2."
                key 1 -> agents
                key 2 -> agents
                timeout 2s
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Bad:

        phone "+44 20 7946 0100" {
            start -> code
            collect code {  //! 10 s are the least for 15 digits
                digits 15
                timeout 5s
                noinput -> agents
                nomatch -> agents
                next -> agents
            }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            start -> main
            menu main {
                say "For sales, press 1. For service, press 2."
                key 1 -> agents
                key 2 -> agents
                timeout 8s
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Bad (twiml):

        <Response>
          <Gather numDigits="6" timeout="4" action="/code">  <!--! waits 4 s for the first key -->
            <Say>Please enter the six digits of your order.</Say>
          </Gather>
        </Response>
    """
    if step.flow.channel is not Channel.PHONE or not _wants_an_answer(step):
        return
    if not is_for_customers(step) or _is_shortcut(step):
        return
    many = isinstance(step, Collect) and isinstance(step.most, int) and step.most >= _MANY_DIGITS
    least = menu if _takes_one(step) else long if many else collect
    first = list(_judge(step, "timeout", step.timeout, least))
    yield from first
    same = step.place_of("timeout") == step.place_of("digit_timeout")
    if _takes_several(step) and not (first and same):
        yield from _judge(step, "digit_timeout", step.digit_timeout, digit)


def _wants_an_answer(step: Input) -> bool:
    if is_tagged(step, "yes-no", "expert"):
        return False
    return not isinstance(step, Menu) or (
        step.waits and (not step.complete or len(step.options) > 1)
    )


def _is_shortcut(step: Input) -> bool:
    """Whether keys are only listened for a moment, while the call goes on without them."""
    if not isinstance(step.timeout, int | float) or step.timeout > _MOMENT:
        return False
    graph = step.flow.graph.whole
    helped = graph.leads_to(helps, straight)
    return any(
        edge.step is None
        or (
            helped(edge.step) is not False
            and graph.path([edge.step], lambda other: other is step, straight) is None
        )
        for edge in graph.edges(step)
        if edge.exit is not None and edge.exit.cause is Cause.NOINPUT
    )


def _takes_one(step: Input) -> bool:
    """Whether one key is enough, or a word."""
    return isinstance(step, Menu) or step.keys is False or step.speech is True or _most(step) == 1


def _takes_several(step: Input) -> bool:
    """Whether more than one digit is wanted, whatever callers choose."""
    if isinstance(step, Menu):
        keys = [option.key for option in step.options]
        return bool(keys) and all(
            key is not None and key.isdigit() and len(key) > 1 for key in keys
        )
    return step.keys is True and step.speech is not True and _most(step) != 1


def _most(step: Input) -> Maybe[int]:
    return step.most if isinstance(step, Collect) else UNKNOWN


def _judge(step: Input, setting: str, seconds: Maybe[float], least: float) -> Iterator[Finding]:
    if not isinstance(seconds, int | float) or not _NO_WAIT < seconds < least:
        return
    place = step.place_of(setting)
    what = "the next digit" if setting == "digit_timeout" else _first(step)
    most = _most(step)
    digits = f" for {most} digits" if isinstance(most, int) and most >= _MANY_DIGITS else ""
    edit = None if place is None else lasting(place, seconds, least)
    yield Finding(
        step,
        f"{step.shown_name!r} waits {written(seconds)} s for {what}"
        ";"
        f" {written(least)} s are the least{digits}",
        severity=None if place else Severity.INFO,
        fix=Fix(f"wait {written(least)} s", (edit,), safe=True) if edit else None,
    )


def _first(step: Input) -> str:
    if step.keys is False:
        return "an answer"
    return "a key" if isinstance(step, Menu) or _most(step) == 1 else "the first key"
