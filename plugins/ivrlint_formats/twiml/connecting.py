"""Verbs that connect the caller with somebody or something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ivrlint.model import (
    UNKNOWN,
    Agent,
    Bot,
    Cause,
    Opaque,
    Party,
    Prompt,
    Queue,
    Record,
    Role,
    Scope,
    Step,
    Transfer,
    Unresolved,
)
from ivrlint.text import Text
from ivrlint_formats.markup import Element
from ivrlint_formats.spoken import text_of
from ivrlint_formats.twiml.verb import Verb
from ivrlint_formats.verbs import Way
from ivrlint_formats.verbs.response import (
    VARIABLES,
    address_in,
    is_true,
    language_of,
    number_of,
    whole_of,
)

_FAILED: Final = (Cause.BUSY, Cause.NOANSWER, Cause.ERROR)
_REFUSED: Final = (Cause.FULL, Cause.ERROR)
_PARTIES: Final = {
    "Number": Party.NUMBER,
    "Sim": Party.NUMBER,
    "WhatsApp": Party.NUMBER,
    "Sip": Party.NUMBER,
    "Client": Party.PERSON,
    "Conference": Party.PERSON,
    "Queue": Party.PERSON,
    "Application": Party.UNKNOWN,
}
_BOTS: Final = frozenset(
    {
        "AiSession",
        "Assistant",
        "Autopilot",
        "ConversationRelay",
        "ConversationRelaySession",
        "VirtualAgent",
    }
)
_PROGRAM: Final = Unresolved("the program behind it may move the call", Scope.STARTS)


def dial(verb: Verb) -> Sequence[Step]:
    """Calls somebody. After that, talk or not, the action or the next verb follows."""
    here, element = verb.here, verb.element
    called = [one for one in element.elements() if one.local in _PARTIES]
    for one in called:
        # What the called person hears, who may refuse the call there.
        for attribute, role in (("url", Role.WHISPER), ("waitUrl", Role.WAITING)):
            address = one.get(attribute)
            if address:
                here.links.to(address, role)
    if not any(_recorded(one) for one in (element, *called)):
        return [_called(verb, here.name, called)]
    name = f"{here.name} call"
    start = Record(
        **here.common,
        on=True,
        exits=(here.exit(Cause.NEXT, here.to(name)),),
        tags=frozenset({"recorded-with-person"}),
    )
    return [start, _called(verb, name, called)]


def _called(verb: Verb, name: str, called: Sequence[Element]) -> Step:
    """Who is called. A conference or a queue is never busy.

    Where nothing but the call stands in the file, and it is only answered when the other phone is,
    it ends like any call that nobody takes.
    """
    here, element = verb.here, verb.element
    way = verb.action()
    to = _numbers(element, called)
    if called and all(one.local in ("Conference", "Queue") for one in called):
        exits = here.exits(way, Cause.NEXT)
        return Agent(name=name, place=element.place, group=to, exits=exits)
    only = here.is_first and here.is_last and way is None
    blind = only and is_true(element, "answerOnBridge")
    return Transfer(
        name=name,
        place=element.place,
        party=_party({_PARTIES[one.local] for one in called}) if called else Party.NUMBER,
        to=to,
        longest=number_of(element, "timeout", verb.platform.seconds("dial")),
        blind=blind,
        exits=() if blind else here.exits(way, Cause.NEXT, *_FAILED),
    )


def _recorded(element: Element) -> bool:
    """Whether an element records the call."""
    return (element.get("record") or "").strip().lower().startswith(("record-", "true"))


def _party(parties: set[Party]) -> Party:
    if len(parties) == 1:
        return next(iter(parties))
    return Party.PERSON if parties & {Party.PERSON, Party.NUMBER} else Party.UNKNOWN


def _numbers(verb: Element, called: Sequence[Element]) -> str | None:
    """Who is called, as written."""
    numbers = [_callee(one) for one in called] or [address_in(verb)]
    return ", ".join(number for number in numbers if number)[:200] or None


def _callee(element: Element) -> str:
    inner = element.first("Identity", "ApplicationSid", "Uri")
    return address_in(element) or (address_in(inner) if inner else "")


def enqueue(verb: Verb) -> Sequence[Step]:
    """Puts the caller into a queue. After the talk, and if it is full, the action or the next verb
    follows."""
    here, element = verb.here, verb.element
    wait = element.attribute("waitUrl")
    waiting = None
    if wait is not None and wait.value.value.strip():
        waiting = here.links.to(wait.value.value, Role.WAITING)
    task = next(element.elements("Task"), None)
    longest = number_of(task, "timeout") if task is not None else None
    way = verb.action()
    # The largest queue there is will hardly be full; a smaller one is meant to be.
    may_refuse = way is not None or not here.is_last or element.get("maxQueueSize") is not None
    return [
        Queue(
            **here.common,
            queue=address_in(element) or None,
            capacity=whole_of(element, "maxQueueSize", verb.platform.queue_size),
            waiting=waiting,
            position=False if waiting is None else UNKNOWN,
            wait=False if waiting is None else UNKNOWN,
            longest=longest,
            exits=here.exits(way, Cause.NEXT, *(_REFUSED if may_refuse else (Cause.ERROR,))),
        )
    ]


def refer(verb: Verb) -> Sequence[Step]:
    """Hands the call over to another system; it comes back only where that one refuses."""
    here, element = verb.here, verb.element
    sip = element.first("Sip")
    way = verb.action()
    blind = way is None and here.is_last
    return [
        Transfer(
            **here.common,
            party=Party.NUMBER,
            to=address_in(sip) if sip is not None else None,
            blind=blind,
            exits=() if blind else here.exits(way, Cause.ERROR),
        )
    ]


def connect(verb: Verb) -> Sequence[Step]:
    """Connects the caller with a bot, a program, a room or the people of a conversation."""
    here, element = verb.here, verb.element
    noun = next(element.elements(), None)
    way = verb.action()
    exits = here.exits(way, Cause.NEXT)
    if noun is None:
        return [Opaque(**here.common, what="Connect", continues=True, exits=exits)]
    if noun.local in ("Conversation", "Room"):
        return [Agent(**here.common, group=address_in(noun) or None, exits=exits)]
    if way is None:
        moved = here.exit(Cause.CONDITION, Way(_PROGRAM), "the program moves the call")
        exits = (*exits, moved)
    if noun.local in _BOTS:
        return [Bot(**here.common, prompts=tuple(_greeting(noun)), exits=exits)]
    what = f"Connect {noun.local[:60]}"
    return [Opaque(**here.common, what=what, continues=True, exits=exits)]


def _greeting(noun: Element) -> Iterator[Prompt]:
    """What a bot says first, where the file has it."""
    greeting = noun.attribute("welcomeGreeting")
    text = text_of(greeting.value, variables=VARIABLES) if greeting else Text()
    if greeting is not None and text.plain.strip():
        language = noun.get("ttsLanguage") or noun.get("language")
        yield Prompt(content=text, place=greeting.value.inside, language=language_of(language))
