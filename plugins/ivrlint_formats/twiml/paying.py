"""The verb `Pay`: what callers are asked for, one thing after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ivrlint.model import Cause, Collect, Datum, Exit, Prompt, Say, Step, Target, Turn
from ivrlint_formats.markup import Element
from ivrlint_formats.twiml.hearing import heard_in
from ivrlint_formats.twiml.platform import Platform
from ivrlint_formats.twiml.verb import Verb
from ivrlint_formats.verbs.response import is_true, number_of, whole_of

_CARD: Final = ("payment-card-number", "expiration-date", "security-code", "postal-code")
_ACCOUNT: Final = ("bank-routing-number", "bank-account-number")
_DIGITS: Final = {"payment-card-number": 19, "expiration-date": 4, "security-code": 4}
_PROCESSING: Final = "payment-processing"


def pay(verb: Verb) -> Sequence[Step]:
    """Asks for what a payment needs, then goes on, as it does when the tries are used up."""
    here, element = verb.here, verb.element
    way = verb.action(here.on)
    asked = list(_asked(element))
    processing = tuple(_prompts(element, verb.platform, _PROCESSING))
    names = [here.name, *(f"{here.name} {what}" for what in asked[1:])]
    done = f"{here.name} {_PROCESSING}"
    onward = [*names[1:], done if processing else None]
    steps: list[Step] = []
    for name, what, after in zip(names, asked, onward, strict=True):
        entered = here.exit(Cause.NEXT, way)
        if after is not None:
            entered = Exit(cause=Cause.NEXT, target=Target(after), place=element.place)
        steps.append(
            Collect(
                name=name,
                place=element.place,
                prompts=tuple(_prompts(element, verb.platform, what)),
                exits=(entered, here.exit(Cause.EXHAUSTED, way)),
                writes=(Datum(what, element.place),),
                data=what,
                most=_DIGITS.get(what),
                timeout=number_of(element, "timeout", verb.platform.seconds("pay")),
                presentations=_tries(element),
                interruptible=True,
                speech=False,
                keys=True,
                terminator="#",
                secret=True,
            )
        )
    if processing:
        steps.append(
            Say(
                name=done,
                place=element.place,
                prompts=processing,
                exits=here.exits(way, Cause.NEXT),
            )
        )
    return steps


def _tries(verb: Element) -> int | None:
    tries = whole_of(verb, "maxAttempts", 1)
    return tries if isinstance(tries, int) else None


def _asked(verb: Element) -> Iterator[str]:
    """What callers are asked for, in Twilio's order."""
    if verb.get("paymentMethod") == "ach-debit":
        yield from _ACCOUNT
        return
    for what in _CARD:
        if what == "security-code" and not is_true(verb, "securityCode", default=True):
            continue
        # A postal code that the attribute gives need not be asked for.
        if what == "postal-code" and (verb.get("postalCode") or "true").strip() != "true":
            continue
        yield what


def _prompts(verb: Element, platform: Platform, what: str) -> Iterator[Prompt]:
    """What is said when something is asked for: first, and after errors or other tries."""
    language = verb.get("language")
    for prompt in verb.elements("Prompt"):
        if prompt.get("for") != what:
            continue
        for each in heard_in(prompt, platform, turn=_turn(prompt)):
            yield each if each.language or not language else replace(each, language=language)


def _turn(prompt: Element) -> Turn:
    errors = (prompt.get("errorType") or "").split()
    if errors:
        return Turn.NOINPUT if errors == ["timeout"] else Turn.NOMATCH
    attempts = (prompt.get("attempt") or "1").split()
    again = "1" not in attempts or is_true(prompt, "requireMatchingInputs")
    return Turn.AGAIN if again else Turn.FIRST
