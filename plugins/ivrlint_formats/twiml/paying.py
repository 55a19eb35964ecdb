"""The verb `Pay`: what callers are asked for, one thing after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ivrlint.model import UNKNOWN, Cause, Collect, Datum, Prompt, Scope, Step, Turn, Unresolved
from ivrlint_formats.markup import Element
from ivrlint_formats.twiml.hearing import heard_in
from ivrlint_formats.twiml.platform import Platform
from ivrlint_formats.twiml.verb import Verb
from ivrlint_formats.verbs import Way
from ivrlint_formats.verbs.response import is_true, number_of, whole_of

_CARD: Final = ("payment-card-number", "expiration-date", "security-code", "postal-code")
_ACCOUNT: Final = ("bank-routing-number", "bank-account-number")
_PROCESSING: Final = "payment-processing"
_NOT_TOLD: Final = Way(
    Unresolved("what follows a payment without an action is not known", Scope.STARTS)
)


def pay(verb: Verb) -> Sequence[Step]:
    """Asks for what a payment needs, one thing after the other, with Twilio's words or the file's.

    What follows a payment without an action, Twilio does not tell.
    """
    here, element = verb.here, verb.element
    way = verb.action(_NOT_TOLD)
    asked = list(_asked(element))
    prompts = [prompt for what in asked for prompt in _prompts(element, verb.platform, what)]
    done = tuple(_prompts(element, verb.platform, _PROCESSING))
    exits = [replace(here.exit(Cause.NEXT, way), prompts=done), here.exit(Cause.EXHAUSTED, way)]
    if way is _NOT_TOLD and not here.is_last:
        exits.append(here.exit(Cause.CONDITION, None, "the file goes on"))
    return [
        Collect(
            **here.common,
            prompts=tuple(prompts),
            exits=tuple(exits),
            writes=tuple(Datum(what, element.place) for what in asked),
            data=asked[0],
            timeout=number_of(element, "timeout", verb.platform.seconds("pay")),
            presentations=whole_of(element, "maxAttempts", UNKNOWN),
            interruptible=True,
            speech=False,
            keys=True,
            terminator="#",
            secret=True,
        )
    ]


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
