"""Verbs that take something from the caller: keys, speech, a message."""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint.model import Cause, Collect, Menu, Step, Voicemail
from ivrlint_formats.twiml.hearing import heard_at, heard_in
from ivrlint_formats.twiml.verb import Verb
from ivrlint_formats.verbs import Question, question_of
from ivrlint_formats.verbs.response import is_true, number_of, set_at, whole_of


def gather(verb: Verb) -> Sequence[Step]:
    """Asks for keys or speech. What is entered goes to the action, silence to the next verb."""
    here, element = verb.here, verb.element
    taken = (element.get("input") or "dtmf").lower().split()
    keys, speech = "dtmf" in taken, "speech" in taken
    bargein = is_true(element, "bargeIn", default=True)
    prompts = tuple(heard_in(element, verb.platform, interruptible=bargein))
    digits = whole_of(element, "numDigits")
    most = digits if isinstance(digits, int) else None
    timeout = number_of(element, "timeout", verb.platform.seconds("gather"))
    entered = verb.action(here.again)
    silent = entered if is_true(element, "actionOnEmptyResult") else here.on
    finish = element.get("finishOnKey")
    terminator = verb.platform.finish_key if finish is None else finish or None
    asked = {
        **here.common,
        "prompts": prompts,
        "exits": (here.exit(Cause.NEXT, entered), here.exit(Cause.NOINPUT, silent)),
        "timeout": timeout,
        "digit_timeout": timeout if most != 1 else None,
        "presentations": 1,
        "interruptible": bargein,
        "set_at": set_at(
            element, timeout="timeout", digit_timeout="timeout", interruptible="bargeIn"
        ),
        "speech": speech,
        "keys": keys,
        "terminator": terminator if keys else None,
    }
    said = () if verb.before is None else heard_at(verb.before, verb.platform)
    if question_of(most, (*said, *prompts), keys=keys) is Question.CHOICE:
        return [Menu(**asked, complete=False, longest=digits)]
    return [Collect(**asked, least=1, most=digits)]


def record(verb: Verb) -> Sequence[Step]:
    """Takes a message. What is recorded goes to the action, silence to the next verb."""
    here = verb.here
    recorded = verb.action(here.again)
    exits = (here.exit(Cause.NEXT, recorded), here.exit(Cause.NOINPUT))
    return [Voicemail(**here.common, exits=exits)]
