"""The verbs of BXML as steps of the model.

Attributes of the first version of the service (`requestUrl`, `transferTo`) are read as those of
the second (`gatherUrl`, `transferCompleteUrl`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from ivrlint.model import (
    UNKNOWN,
    Agent,
    Cause,
    Collect,
    Hangup,
    Medium,
    Menu,
    Opaque,
    Party,
    Prompt,
    Record,
    Say,
    Send,
    Set,
    Step,
    Transfer,
    Voicemail,
)
from ivrlint_formats.markup import Element
from ivrlint_formats.verbs import Here, Question, Way, question_of
from ivrlint_formats.verbs.response import (
    address_in,
    language_of,
    number_of,
    played_in,
    set_at,
    silence,
    spoken_in,
    whole_of,
)

_SECONDS: Final = 5.0
"""How long the first key and the next ones are waited for where nothing is set."""
_MOST_DIGITS: Final = 50
_FAILED: Final = (Cause.NOANSWER, Cause.BUSY, Cause.ERROR)

_Make = Callable[[Here, Element], Sequence[Step] | Way]


def make(here: Here, verb: Element) -> Sequence[Step] | Way:
    """The steps that a verb is, or where it leads."""
    made = _VERBS.get(verb.local)
    if made is not None:
        return made(here, verb)
    what = verb.local[:60]
    return [Opaque(**here.common, what=what, continues=UNKNOWN, exits=here.exits(None, Cause.NEXT))]


def _way(here: Here, verb: Element, *names: str) -> Way | None:
    """Where the call goes on when a verb is done, if it says so."""
    for name in names:
        attribute = verb.attribute(name)
        if attribute is not None and attribute.value.value.strip():
            return Way(here.links.to(attribute.value.value), attribute.place)
    return None


def _heard(verb: Element) -> Iterator[Prompt]:
    """What is heard within a verb."""
    for child in verb.elements("SpeakSentence", "PlayAudio", "Pause"):
        yield from _heard_at(child)


def _heard_at(element: Element) -> Iterator[Prompt]:
    match element.local:
        case "SpeakSentence":
            yield from spoken_in(element, language=language_of(element.get("locale")))
        case "PlayAudio":
            yield from played_in(element)
        case "Pause":
            seconds = number_of(element, "duration", number_of(element, "length", 1.0))
            if isinstance(seconds, float):
                yield silence(element.place, seconds)


def _say(here: Here, verb: Element) -> Sequence[Step]:
    prompts = tuple(_heard_at(verb))
    return [Say(**here.common, prompts=prompts, exits=here.exits(None, Cause.NEXT))]


def _gather(here: Here, verb: Element) -> Sequence[Step]:
    """What is entered goes to the address, and so does silence; its answer may be empty."""
    way = _way(here, verb, "gatherUrl", "requestUrl")
    exits = here.exits(way, Cause.NEXT, Cause.NOINPUT)
    if way is not None and not here.is_last:
        exits = (*exits, here.exit(Cause.CONDITION, None, "the answer has no verbs"))
    prompts = tuple(_heard(verb))
    digits = whole_of(verb, "maxDigits")
    most = digits if isinstance(digits, int) else None
    asked = {
        **here.common,
        "prompts": prompts,
        "exits": exits,
        "timeout": number_of(verb, "firstDigitTimeout", _SECONDS),
        "digit_timeout": number_of(verb, "interDigitTimeout", _SECONDS) if most != 1 else None,
        "presentations": whole_of(verb, "repeatCount", 1),
        "interruptible": True,
        "set_at": set_at(verb, timeout="firstDigitTimeout", digit_timeout="interDigitTimeout"),
        "speech": False,
        "keys": True,
        "terminator": verb.get("terminatingDigits") or None,
    }
    if question_of(most, prompts) is Question.CHOICE:
        return [Menu(**asked, complete=False, longest=digits)]
    return [Collect(**asked, least=1, most=most or _MOST_DIGITS)]


def _record(here: Here, verb: Element) -> Sequence[Step]:
    way = _way(here, verb, "recordCompleteUrl", "requestUrl")
    return [Voicemail(**here.common, exits=here.exits(way, Cause.NEXT))]


def _transfer(here: Here, verb: Element) -> Sequence[Step]:
    """In the first version only a call that nobody takes comes to the next verb."""
    way = _way(here, verb, "transferCompleteUrl", "requestUrl")
    is_old = verb.get("transferTo") is not None or verb.get("requestUrl") is not None
    if is_old:
        exits = (*(here.exits(way, Cause.NEXT) if way else ()), *here.exits(None, *_FAILED))
    else:
        exits = here.exits(way, Cause.NEXT, *_FAILED)
    called = [address_in(one) for one in verb.elements("PhoneNumber", "SipUri")]
    shown = ", ".join(filter(None, [(verb.get("transferTo") or "").strip(), *called]))
    return [
        Transfer(
            **here.common,
            party=Party.NUMBER,
            to=shown[:200] or None,
            longest=number_of(verb, "callTimeout", UNKNOWN),
            exits=exits,
        )
    ]


def _hangup(here: Here, verb: Element) -> Sequence[Step]:
    note = (("reason", verb.get("reason") or ""),) if verb.get("reason") else ()
    return [Hangup(**here.common, note=note)]


def _redirect(here: Here, verb: Element) -> Way:
    """Without an address it does nothing."""
    return _way(here, verb, "redirectUrl", "requestUrl") or here.on


def _send(here: Here, verb: Element) -> Sequence[Step]:
    prompts = tuple(spoken_in(verb, language=None))
    exits = here.exits(None, Cause.NEXT)
    return [Send(**here.common, medium=Medium.SMS, prompts=prompts, exits=exits)]


def _record_on(here: Here, verb: Element) -> Sequence[Step]:
    on = verb.local in ("StartRecording", "ResumeRecording")
    return [Record(**here.common, on=on, exits=here.exits(None, Cause.NEXT))]


def _connected(here: Here, verb: Element) -> Sequence[Step]:
    """A conference, or another call that is under way."""
    way = _way(here, verb, "bridgeCompleteUrl", "conferenceEventUrl")
    exits = here.exits(way, Cause.NEXT)
    return [Agent(**here.common, group=address_in(verb) or None, exits=exits)]


def _forward(here: Here, verb: Element) -> Sequence[Step]:
    """Hands the call over for good."""
    return [
        Transfer(
            **here.common,
            party=Party.NUMBER,
            to=verb.get("to"),
            longest=number_of(verb, "callTimeout", UNKNOWN),
            blind=True,
        )
    ]


def _set(here: Here, verb: Element) -> Sequence[Step]:
    note = (("value", address_in(verb)),) if verb.local == "Tag" and address_in(verb) else ()
    return [Set(**here.common, note=note, exits=here.exits(None, Cause.NEXT))]


_VERBS: Final[Mapping[str, _Make]] = MappingProxyType(
    {
        "Bridge": _connected,
        "Conference": _connected,
        "Forward": _forward,
        "Gather": _gather,
        "Hangup": _hangup,
        "Pause": _say,
        "PauseRecording": _record_on,
        "PlayAudio": _say,
        "Record": _record,
        "Redirect": _redirect,
        "Reject": _hangup,
        "ResumeRecording": _record_on,
        "Ring": _set,
        "SendDtmf": _set,
        "SendMessage": _send,
        "SpeakSentence": _say,
        "StartGather": _set,
        "StartRecording": _record_on,
        "StartStream": _set,
        "StartTranscription": _set,
        "StopGather": _set,
        "StopRecording": _record_on,
        "StopStream": _set,
        "StopTranscription": _set,
        "Tag": _set,
        "Transfer": _transfer,
    }
)
