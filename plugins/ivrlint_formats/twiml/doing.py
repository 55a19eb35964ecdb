"""Verbs that speak, send, record or end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ivrlint.model import (
    Cause,
    Hangup,
    Medium,
    Prompt,
    Record,
    Return,
    Say,
    Scope,
    Send,
    Set,
    Step,
    Unresolved,
)
from ivrlint_formats.markup import Element
from ivrlint_formats.twiml.hearing import heard_at, heard_in
from ivrlint_formats.twiml.messages import message_text
from ivrlint_formats.twiml.verb import Verb
from ivrlint_formats.verbs import Way
from ivrlint_formats.verbs.response import address_in

_MOVED: Final = Way(Unresolved("it goes on until a program moves the call", Scope.STARTS))
"""What plays for ever is what callers hear until something else is ready for them."""


def say(verb: Verb) -> Sequence[Step]:
    """Says a text."""
    here, element = verb.here, verb.element
    prompts = (
        heard_in(element, verb.platform)
        if element.local == "Prompt"
        else heard_at(element, verb.platform)
    )
    exits = here.exits(_after(element), Cause.NEXT)
    return [Say(**here.common, prompts=tuple(prompts), exits=exits)]


def play(verb: Verb) -> Sequence[Step]:
    """Plays a recording; presses keys, where it has digits."""
    here, element = verb.here, verb.element
    digits = element.get("digits")
    if digits and not address_in(element):
        return [Set(**here.common, note=(("keys", digits),), exits=here.exits(None, Cause.NEXT))]
    return say(verb)


def pause(verb: Verb) -> Sequence[Step]:
    """Waits in silence; as the first verb it lets the phone ring for longer."""
    here, element = verb.here, verb.element
    exits = here.exits(None, Cause.NEXT)
    if here.is_first:
        return [Set(**here.common, exits=exits)]
    return [Say(**here.common, prompts=tuple(heard_at(element, verb.platform)), exits=exits)]


def _after(verb: Element) -> Way | None:
    """Where a text or a recording without end leads; None for others."""
    loop = verb.get("loop")
    return _MOVED if loop is not None and loop.strip() == "0" else None


def hangup(verb: Verb) -> Sequence[Step]:
    """Ends the call, or refuses it."""
    return [Hangup(**verb.here.common)]


def leave(verb: Verb) -> Sequence[Step]:
    """Takes the caller out of the queue."""
    return [Return(**verb.here.common)]


def redirect(verb: Verb) -> Way:
    """Goes on in another file; without an address, in this one again."""
    here, element = verb.here, verb.element
    address = address_in(element)
    return Way(here.links.to(address) if address else here.again.target, element.place)


def send(verb: Verb) -> Sequence[Step]:
    """Sends a text message."""
    here, element = verb.here, verb.element
    text = message_text(element)
    action = element.attribute("action")
    way = Way(here.links.to(action.value.value), action.place) if action else None
    return [
        Send(
            **here.common,
            medium=Medium.SMS,
            prompts=(Prompt(content=text, place=text.place),) if text else (),
            exits=here.exits(way, Cause.NEXT),
        )
    ]


def start(verb: Verb) -> Sequence[Step]:
    """Starts a recording, or hands what is said to another program."""
    here, element = verb.here, verb.element
    if element.first("Recording", "Siprec"):
        return [Record(**here.common, on=True, exits=here.exits(None, Cause.NEXT))]
    return [Set(**here.common, exits=here.exits(None, Cause.NEXT))]


def stop(verb: Verb) -> Sequence[Step]:
    """Stops what `start` has started."""
    here, element = verb.here, verb.element
    if element.first("Recording", "Siprec"):
        return [Record(**here.common, on=False, exits=here.exits(None, Cause.NEXT))]
    return [Set(**here.common, exits=here.exits(None, Cause.NEXT))]
