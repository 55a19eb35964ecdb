"""The actions of a call control object as steps of the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import (
    UNKNOWN,
    Agent,
    Cause,
    Collect,
    Lookup,
    Maybe,
    Menu,
    Opaque,
    Party,
    Prompt,
    Record,
    Role,
    Say,
    Scope,
    Set,
    Step,
    Transfer,
    Unresolved,
    Voicemail,
)
from ivrlint_formats.data import Object
from ivrlint_formats.verbs import Here, Question, Way, question_of
from ivrlint_formats.verbs.actions import (
    Action,
    number_of,
    played,
    set_at,
    spoken,
    truth_of,
    whole_of,
)
from ivrlint_formats.verbs.response import language_of, silence

_DIGITS_SECONDS: Final = 3.0
_SPEECH_SECONDS: Final = 10.0
_MOST_DIGITS: Final = 4
_RING_SECONDS: Final = 60.0
_WAIT_SECONDS: Final = 10.0
_PARTIES: Final = {
    "phone": Party.NUMBER,
    "sip": Party.NUMBER,
    "app": Party.PERSON,
    "vbc": Party.PERSON,
}
_MOVED: Final = Way(Unresolved("it goes on until a program moves the call", Scope.STARTS))
_EVENT: Final = Unresolved(
    "what the application's event address answers is not in the files", Scope.STARTS
)
_NO_ANSWER: Final = "the answer has no actions"


@dataclass(frozen=True, slots=True)
class Talk:
    """An action. `heard` is what an input plays while it listens, `before` what came before it."""

    action: Action
    heard: tuple[Action, ...] = ()
    before: Action | None = None


_Make = Callable[[Here, Talk], Sequence[Step] | Way]


def make(here: Here, talk: Talk) -> Sequence[Step] | Way:
    """The steps that an action is."""
    made = _ACTIONS.get(talk.action.name)
    if made is not None:
        return made(here, talk)
    exits = here.exits(None, Cause.NEXT)
    return [Opaque(**here.common, what=talk.action.name[:60], continues=UNKNOWN, exits=exits)]


def _heard(action: Action, interruptible: Maybe[bool] = UNKNOWN) -> Iterator[Prompt]:
    """What is said or played."""
    if action.name == "talk":
        string = action.string("text")
        if string is not None:
            language = language_of(action.text("language"))
            yield from spoken(string, language=language, interruptible=interruptible)
    elif action.name == "stream":
        for string in action.strings(action.node.get("streamUrl")):
            yield from played(string, interruptible=interruptible)


def _event(here: Here, action: Action) -> Way:
    """Where the call goes on when something is reported: what is answered there."""
    address = action.string("eventUrl")
    if address is None or not address.value.strip():
        return Way(_EVENT)
    return Way(here.links.to(address.value), address.place)


def _say(here: Here, talk: Talk) -> Sequence[Step]:
    action = talk.action
    prompts = tuple(_heard(action, truth_of(action.node, "bargeIn", default=False)))
    # What is played for ever is heard until something else is ready for the caller.
    way = _MOVED if number_of(action.node, "loop") == 0 else None
    return [Say(**here.common, prompts=prompts, exits=here.exits(way, Cause.NEXT))]


def _input(here: Here, talk: Talk) -> Sequence[Step]:
    """What is entered, and silence, go to the event address; its answer may be empty."""
    action, node = talk.action, talk.action.node
    kinds = {string.value for string in action.strings(node.get("type"))}
    speech = "speech" in kinds or (not kinds and node.object("speech") is not None)
    keys = "dtmf" in kinds or not speech
    dtmf = node.object("dtmf") or node
    prompts = tuple(prompt for one in talk.heard for prompt in _heard(one, True))  # noqa: FBT003
    digits = whole_of(dtmf, "maxDigits")
    most = digits if isinstance(digits, int) else None
    way = _event(here, action)
    exits = here.exits(way, Cause.NEXT, Cause.NOINPUT)
    if not here.is_last:
        exits = (*exits, here.exit(Cause.CONDITION, None, _NO_ANSWER))
    seconds = number_of(dtmf, "timeOut", _DIGITS_SECONDS)
    begin = number_of(node.object("speech"), "startTimeout", _SPEECH_SECONDS)
    asked = {
        **here.common,
        "prompts": prompts,
        "exits": exits,
        "timeout": seconds if keys else begin,
        "digit_timeout": seconds if keys and most != 1 else None,
        "presentations": 1,
        "interruptible": True if prompts else UNKNOWN,
        "set_at": set_at(dtmf, timeout="timeOut", digit_timeout="timeOut") if keys else (),
        "speech": speech,
        "keys": keys,
        "terminator": "#" if truth_of(dtmf, "submitOnHash", default=False) else None,
    }
    said = () if talk.before is None else tuple(_heard(talk.before))
    if question_of(most, (*said, *prompts), keys=keys) is Question.CHOICE:
        return [Menu(**asked, complete=False, longest=most or _MOST_DIGITS)]
    return [Collect(**asked, least=1, most=most or _MOST_DIGITS)]


def _connect(here: Here, talk: Talk) -> Sequence[Step]:
    """Calls somebody. Unanswered calls go on with the next action, or with what is answered."""
    action = talk.action
    endpoint = next(action.node.objects("endpoint"), None)
    kind = endpoint.text("type") if endpoint is not None else None
    way = _event(here, action) if action.text("eventType") == "synchronous" else None
    if kind == "websocket":
        exits = here.exits(way, Cause.NEXT)
        return [Opaque(**here.common, what="connect websocket", continues=True, exits=exits)]
    answered = endpoint.object("onAnswer") if endpoint is not None else None
    if answered is not None and answered.text("url"):
        here.links.to(answered.text("url") or "", Role.WHISPER)
    exits = here.exits(way, Cause.NEXT, Cause.NOANSWER, Cause.BUSY, Cause.ERROR)
    if way is not None and not here.is_last:
        exits = (*exits, here.exit(Cause.CONDITION, None, _NO_ANSWER))
    return [
        Transfer(
            **here.common,
            party=_PARTIES.get(kind or "", Party.UNKNOWN),
            to=_callee(endpoint),
            longest=number_of(action.node, "timeout", _RING_SECONDS),
            exits=exits,
        )
    ]


def _callee(endpoint: Object | None) -> str | None:
    """Who is called, as written."""
    if endpoint is None:
        return None
    found = (endpoint.text(key) for key in ("number", "uri", "user", "extension"))
    return next((one.strip()[:200] for one in found if one and one.strip()), None)


def _conversation(here: Here, talk: Talk) -> Sequence[Step]:
    """Joins a conversation: a conference of people."""
    action = talk.action
    name = action.text("name")
    exits = here.exits(None, Cause.NEXT)
    if not truth_of(action.node, "record", default=False):
        return [Agent(**here.common, group=name, exits=exits)]
    joined = f"{here.name} joined"
    onward = here.exit(Cause.NEXT, here.to(joined))
    return [
        Record(**here.common, on=True, exits=(onward,)),
        Agent(name=joined, place=here.place, group=name, exits=exits),
    ]


def _record(here: Here, talk: Talk) -> Sequence[Step]:
    """Takes a message where something ends it; else it records what follows."""
    node = talk.action.node
    exits = here.exits(None, Cause.NEXT)
    if any(node.get(key) is not None for key in ("endOnSilence", "endOnKey", "beepStart")):
        return [Voicemail(**here.common, exits=exits)]
    return [Record(**here.common, on=True, exits=exits)]


def _notify(here: Here, talk: Talk) -> Sequence[Step]:
    """Tells a server something; what it answers may be other actions."""
    answered = here.exit(Cause.CONDITION, _event(here, talk.action), "the answer has actions")
    return [Lookup(**here.common, system="notify", exits=(here.exit(Cause.NEXT), answered))]


def _wait(here: Here, talk: Talk) -> Sequence[Step]:
    seconds = number_of(talk.action.node, "timeout", _WAIT_SECONDS)
    exits = here.exits(None, Cause.NEXT)
    if not isinstance(seconds, float):
        return [Set(**here.common, exits=exits)]
    return [Say(**here.common, prompts=(silence(here.place, seconds),), exits=exits)]


def _pay(here: Here, talk: Talk) -> Sequence[Step]:
    """Asks for what a payment needs, in words of the service's own."""
    way = _event(here, talk.action)
    return [
        Collect(
            **here.common,
            data="payment",
            secret=True,
            keys=True,
            exits=here.exits(way, Cause.NEXT, Cause.EXHAUSTED),
        )
    ]


def _transfer(here: Here, talk: Talk) -> Sequence[Step]:
    """Moves the caller to another conversation, for good."""
    to = talk.action.text("conversationId")
    return [Transfer(**here.common, party=Party.PERSON, to=to, blind=True)]


_ACTIONS: Final[Mapping[str, _Make]] = MappingProxyType(
    {
        "connect": _connect,
        "conversation": _conversation,
        "input": _input,
        "notify": _notify,
        "pay": _pay,
        "record": _record,
        "stream": _say,
        "talk": _say,
        "transfer": _transfer,
        "wait": _wait,
    }
)
