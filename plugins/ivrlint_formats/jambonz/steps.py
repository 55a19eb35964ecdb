"""The verbs of jambonz as steps of the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from ivrlint.model import (
    UNKNOWN,
    Agent,
    Bot,
    Cause,
    Collect,
    Exit,
    Hangup,
    Medium,
    Menu,
    Opaque,
    Party,
    Prompt,
    Queue,
    Record,
    Return,
    Role,
    Say,
    Scope,
    Send,
    Set,
    Step,
    Transfer,
    Unresolved,
)
from ivrlint_formats.data import Scalar, String
from ivrlint_formats.jambonz.verb import Verb
from ivrlint_formats.verbs import Here, Question, Way, question_of
from ivrlint_formats.verbs.actions import number_of, set_at, spoken, truth_of, whole_of
from ivrlint_formats.verbs.response import silence

_GATHER_SECONDS: Final = 15.0
_RING_SECONDS: Final = 60.0
_FAILED: Final = (Cause.NOANSWER, Cause.BUSY, Cause.ERROR)
_PARTIES: Final = {
    "phone": Party.NUMBER,
    "sip": Party.NUMBER,
    "user": Party.PERSON,
    "teams": Party.PERSON,
}
_MOVED: Final = Way(Unresolved("it goes on until a program moves the call", Scope.STARTS))
_PROGRAM: Final = Way(Unresolved("the program behind it may move the call", Scope.STARTS))
_NO_ANSWER: Final = "the answer has no verbs"

_Make = Callable[[Here, Verb], Sequence[Step] | Way]


def make(here: Here, verb: Verb) -> Sequence[Step] | Way:
    """The steps that a verb is, or where it leads."""
    made = _VERBS.get(verb.action.name)
    if made is not None:
        return made(here, verb)
    if verb.action.name.endswith("_s2s"):
        return _bot(here, verb)
    what = verb.action.name[:60]
    exits = here.exits(None, Cause.NEXT)
    return [Opaque(**here.common, what=what, continues=UNKNOWN, exits=exits)]


def _done(here: Here, way: Way | None, *causes: Cause) -> tuple[Exit, ...]:
    """The ways out of a verb with a hook: what it answers, or the next verb if that is nothing."""
    exits = here.exits(way, *causes)
    if way is None or here.is_last:
        return exits
    return (*exits, here.exit(Cause.CONDITION, None, _NO_ANSWER))


def _say(here: Here, verb: Verb) -> Sequence[Step]:
    loop = verb.action.node.get("loop")
    for_ever = (isinstance(loop, Scalar) and loop.value == 0 and loop.value is not False) or (
        isinstance(loop, String) and loop.value.strip().lower() in ("0", "forever")
    )
    way = _MOVED if for_ever else None
    return [Say(**here.common, prompts=tuple(verb.heard()), exits=here.exits(way, Cause.NEXT))]


def _pause(here: Here, verb: Verb) -> Sequence[Step]:
    seconds = number_of(verb.action.node, "length")
    exits = here.exits(None, Cause.NEXT)
    if not isinstance(seconds, float):
        return [Set(**here.common, exits=exits)]
    return [Say(**here.common, prompts=(silence(here.place, seconds),), exits=exits)]


def _gather(here: Here, verb: Verb) -> Sequence[Step]:
    """What is entered, and silence, go to the hook."""
    node = verb.action.node
    kinds = {string.value for string in verb.action.strings(node.get("input"))} or {"digits"}
    speech, keys = "speech" in kinds, bool(kinds & {"digits", "dtmf"})
    bargein = truth_of(node, "dtmfBargein" if keys else "bargein", default=keys)
    prompts = tuple(verb.heard(bargein))
    digits = whole_of(node, "numDigits", whole_of(node, "maxDigits"))
    most = digits if isinstance(digits, int) else None
    seconds = number_of(node, "timeout", _GATHER_SECONDS)
    least = whole_of(node, "minDigits", whole_of(node, "numDigits", 1))
    asked = {
        **here.common,
        "prompts": prompts,
        "exits": _done(here, verb.hook(here), Cause.NEXT, Cause.NOINPUT),
        "timeout": None if seconds == 0 else seconds,
        "digit_timeout": number_of(node, "interDigitTimeout") if most != 1 else None,
        "presentations": 1,
        "interruptible": bargein,
        "set_at": set_at(
            node,
            timeout="timeout",
            digit_timeout="interDigitTimeout",
            interruptible="dtmfBargein" if keys else "bargein",
        ),
        "speech": speech,
        "keys": keys,
        "terminator": verb.action.text("finishOnKey") if keys else None,
    }
    said = () if verb.before is None else Verb(verb.before).heard()
    if question_of(most, (*said, *prompts), keys=keys) is Question.CHOICE:
        return [Menu(**asked, complete=False, longest=digits)]
    return [Collect(**asked, least=least, most=digits)]


def _dial(here: Here, verb: Verb) -> Sequence[Step]:
    """Calls somebody; the hook is asked after the talk, and if nobody answers."""
    action, node = verb.action, verb.action.node
    targets = list(node.objects("target"))
    kinds = {_PARTIES.get(one.text("type") or "", Party.UNKNOWN) for one in targets}
    keys = ("number", "sipUri", "name")
    called = [next(filter(None, map(one.text, keys)), "") for one in targets]
    way = verb.hook(here)
    only = here.is_first and here.is_last and way is None
    blind = only and truth_of(node, "answerOnBridge", default=False)
    verb.hook(here, "confirmHook", Role.WHISPER)
    verb.hook(here, "onHoldHook", Role.HOLD)
    return [
        Transfer(
            **here.common,
            party=kinds.pop() if len(kinds) == 1 else Party.UNKNOWN,
            to=", ".join(filter(None, called))[:200] or action.text("name"),
            longest=number_of(node, "timeout", _RING_SECONDS),
            blind=blind,
            exits=() if blind else _done(here, way, Cause.NEXT, *_FAILED),
        )
    ]


def _enqueue(here: Here, verb: Verb) -> Sequence[Step]:
    waiting = verb.hook(here, "waitHook", Role.WAITING)
    return [
        Queue(
            **here.common,
            queue=verb.action.text("name"),
            waiting=None if waiting is None else waiting.target,
            exits=_done(here, verb.hook(here), Cause.NEXT, Cause.ERROR),
        )
    ]


def _joined(here: Here, verb: Verb) -> Sequence[Step]:
    """A conference, a room, or the next caller of a queue."""
    verb.hook(here, "waitHook", Role.WAITING)
    exits = _done(here, verb.hook(here), Cause.NEXT)
    return [Agent(**here.common, group=verb.action.text("name"), exits=exits)]


def _leave(here: Here, _verb: Verb) -> Sequence[Step]:
    return [Return(**here.common)]


def _hangup(here: Here, _verb: Verb) -> Sequence[Step]:
    return [Hangup(**here.common)]


def _redirect(here: Here, verb: Verb) -> Way:
    return verb.hook(here) or here.on


def _refer(here: Here, verb: Verb) -> Sequence[Step]:
    """Hands the call over to another system; it comes back where that one refuses."""
    exits = _done(here, verb.hook(here), Cause.ERROR)
    to = verb.action.text("referTo") or verb.action.text("target")
    return [Transfer(**here.common, party=Party.NUMBER, to=to, exits=exits)]


def _bot(here: Here, verb: Verb) -> Sequence[Step]:
    """A machine that talks by itself, until its program ends it or moves the call."""
    way = verb.hook(here)
    greeting = verb.action.string("welcomeMessage") or verb.action.string("prompt")
    prompts: tuple[Prompt, ...] = ()
    if greeting is not None:
        prompts = tuple(spoken(greeting, language=verb.language))
    exits = _done(here, way, Cause.NEXT)
    if way is None:
        exits = (*exits, here.exit(Cause.CONDITION, _PROGRAM, "the program moves the call"))
    return [Bot(**here.common, prompts=prompts, exits=exits)]


def _listen(here: Here, verb: Verb) -> Sequence[Step]:
    """What is said goes to a program, which may talk too."""
    exits = _done(here, verb.hook(here), Cause.NEXT)
    return [Opaque(**here.common, what=verb.action.name, continues=True, exits=exits)]


def _config(here: Here, verb: Verb) -> Sequence[Step]:
    record = verb.action.node.object("record")
    what = (record.text("action") or "") if record is not None else ""
    exits = here.exits(None, Cause.NEXT)
    if what in ("startCallRecording", "resumeCallRecording"):
        return [Record(**here.common, on=True, exits=exits)]
    if what in ("stopCallRecording", "pauseCallRecording"):
        return [Record(**here.common, on=False, exits=exits)]
    return [Set(**here.common, exits=exits)]


def _message(here: Here, verb: Verb) -> Sequence[Step]:
    string = verb.action.string("text")
    prompts = tuple(spoken(string, language=None)) if string is not None else ()
    exits = here.exits(None, Cause.NEXT)
    return [Send(**here.common, medium=Medium.SMS, prompts=prompts, exits=exits)]


def _set(here: Here, verb: Verb) -> Sequence[Step]:
    return [Set(**here.common, exits=_done(here, verb.hook(here), Cause.NEXT))]


_VERBS: Final[Mapping[str, _Make]] = MappingProxyType(
    {
        "agent": _bot,
        "alert": _set,
        "answer": _set,
        "conference": _joined,
        "config": _config,
        "dequeue": _joined,
        "dial": _dial,
        "dialogflow": _bot,
        "dtmf": _set,
        "dub": _set,
        "enqueue": _enqueue,
        "gather": _gather,
        "hangup": _hangup,
        "leave": _leave,
        "lex": _bot,
        "listen": _listen,
        "llm": _bot,
        "message": _message,
        "pause": _pause,
        "pipeline": _bot,
        "play": _say,
        "rasa": _bot,
        "redirect": _redirect,
        "room": _joined,
        "s2s": _bot,
        "say": _say,
        "sip:decline": _hangup,
        "sip:refer": _refer,
        "sip:request": _set,
        "stream": _listen,
        "tag": _set,
        "transcribe": _set,
    }
)
