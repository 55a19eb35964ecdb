"""What callers hear, and what they are asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ivrlint.model import (
    UNKNOWN,
    Audio,
    Bot,
    Cause,
    Collect,
    Exit,
    Maybe,
    Menu,
    Prompt,
    Queue,
    Say,
    Step,
    Voicemail,
)
from ivrlint.places import Place
from ivrlint.speech import prompt_seconds
from ivrlint.text import Pause
from ivrlint_formats.connect.actions import Action, Condition, Value
from ivrlint_formats.connect.entry import entry_after
from ivrlint_formats.connect.exits import (
    condition_text,
    exit_to,
    failure_exits,
    next_exits,
)
from ivrlint_formats.connect.speech import prompt_of
from ivrlint_formats.connect.steps.context import FlowContext
from ivrlint_formats.connect.steps.doing import set_data


def say(flow: FlowContext, action: Action) -> Step:
    """Says its prompt, then goes on."""
    return Say(**flow.common(action), prompts=flow.prompts(action), exits=flow.exits(action))


def loop_prompts(flow: FlowContext, action: Action) -> Step:
    """What waiting callers hear again and again, until someone answers."""
    every = action.value("InterruptFrequencySeconds")
    exits = [
        exit_to(one.way, Cause.TIMEOUT, after=every.number if every else None)
        for one in action.conditions
    ]
    exits += next_exits(action, flow.platform)
    exits += failure_exits(action)
    numbers = dict.fromkeys(path[0] for path, _ in action.under("Messages"))
    language = flow.in_force(action).language
    prompts = [prompt_of(action, ("Messages", one), language=language) for one in numbers]
    return Queue(
        **flow.common(action),
        prompts=tuple(_repeated([one for one in prompts if one is not None])),
        exits=tuple(exits),
        position=False,
        wait=False,
    )


def input_of(flow: FlowContext, action: Action) -> Step:
    """A menu, a collected input, a voicemail, a wait, or the setting to let callers type ahead."""
    if action.has("EnableDTMFBuffer") and not action.conditions:
        return set_data(flow, action)
    stores = action.value("StoreInput")
    collects = stores is not None and stores.is_true
    if not action.conditions:
        silent, recording = _silence_of(action)
        if flow.in_force(action).streaming and (silent or (recording and not collects)):
            return Voicemail(**_asking_nothing(flow, action))
        if silent and not collects:
            return Say(**_asking_nothing(flow, action))
    return _collect(flow, action) if collects else _menu(flow, action)


def _silence_of(action: Action) -> tuple[bool, bool]:
    """Whether nothing but pauses is heard, and whether a recording is (a beep, perhaps)."""
    prompt = prompt_of(action, language=None)
    if prompt is None:
        return True, False
    if isinstance(prompt.content, Audio):
        return False, True
    pieces = prompt.content.pieces
    return all(isinstance(one, Pause) or not one.text.strip() for one in pieces), False


def _asking_nothing(flow: FlowContext, action: Action) -> dict[str, Any]:
    """An input that asks for nothing: a voicemail while the caller is streamed, else a wait.

    Connect has no block for voicemails; they are built of streaming and a
    silent input whose time-out is the longest message.
    """
    onward = action.failure("InputTimeLimitExceeded") or action.next
    exits = [] if onward is None else [exit_to(onward, Cause.NEXT)]
    exits += failure_exits(action, without=("InputTimeLimitExceeded", "NoMatchingCondition"))
    return {**flow.common(action), "prompts": flow.prompts(action), "exits": tuple(exits)}


def _menu(flow: FlowContext, action: Action) -> Step:
    exits: list[Exit] = []
    complete = True
    for condition in action.conditions:
        key = condition.operand.known
        complete = complete and key is not None
        exits.append(_option(flow, action, condition, key))
    error = action.failure("NoMatchingError")
    silence = action.failure("InputTimeLimitExceeded")
    wrong = action.failure("NoMatchingCondition")
    # An error without a way of its own takes that of all errors; a wrong key
    # without one takes NextAction.
    for way, cause in (
        (silence or error, Cause.NOINPUT),
        (wrong or action.next or error, Cause.NOMATCH),
    ):
        if way is not None:
            exits.append(exit_to(way, cause))
    exits += failure_exits(action, without=("InputTimeLimitExceeded", "NoMatchingCondition"))
    return Menu(
        **flow.common(action),
        prompts=flow.prompts(action, interruptible=True),
        exits=tuple(exits),
        timeout=_seconds(action, "InputTimeLimitSeconds", flow.platform.input_seconds),
        digit_timeout=None,
        presentations=1,
        interruptible=True,
        set_at=_set_at(action, ("timeout", ("InputTimeLimitSeconds",))),
        speech=False,
        keys=True,
        complete=complete,
        longest=1,
        terminator=None,
    )


def _option(flow: FlowContext, action: Action, condition: Condition, key: str | None) -> Exit:
    if key is not None:
        return exit_to(condition.way, Cause.KEY, key=key)
    text = condition_text(action, condition, flow.platform)
    return exit_to(condition.way, Cause.CONDITION, condition=text)


def _seconds(action: Action, name: str, default: float, *within: str) -> Maybe[float]:
    value = action.value(*within, name)
    if value is None:
        return default
    return UNKNOWN if value.number is None else float(value.number)


def _set_at(
    action: Action, *settings: tuple[str, tuple[str, ...]]
) -> tuple[tuple[str, Place], ...]:
    """Where the file sets fields of the model, as plain numbers."""
    found = ((field, action.value(*path)) for field, path in settings)
    return tuple(
        (field, value.place) for field, value in found if value and value.number is not None
    )


def _collect(flow: FlowContext, action: Action) -> Step:
    entry = entry_after(action, flow.actions, flow.silences)
    exits = list(next_exits(action, flow.platform))
    if entry.silence is not None:
        exits.append(exit_to(entry.silence, Cause.NOINPUT))
    exits += failure_exits(action)
    longest = action.value("InputValidation", "CustomValidation", "MaximumLength")
    common = flow.common(action)
    common["writes"] = entry.kept
    config = "DTMFConfiguration"
    ending = action.value(config, "InputTerminationSequence")
    return Collect(
        **common,
        prompts=flow.prompts(action, interruptible=True),
        exits=tuple(exits),
        timeout=_seconds(action, "InputTimeLimitSeconds", flow.platform.input_seconds),
        digit_timeout=_seconds(
            action, "InterdigitTimeLimitSeconds", flow.platform.interdigit_seconds, config
        ),
        presentations=1,
        interruptible=True,
        set_at=_set_at(
            action,
            ("timeout", ("InputTimeLimitSeconds",)),
            ("digit_timeout", (config, "InterdigitTimeLimitSeconds")),
        ),
        speech=False,
        keys=True,
        data=entry.kept[0].name if entry.kept else None,
        most=UNKNOWN if longest is None or longest.number is None else longest.number,
        terminator=_known(ending) if ending else flow.platform.terminator,
        secret=action.has("InputEncryption"),
    )


def bot(flow: FlowContext, action: Action) -> Step:
    """A Lex bot: its intents are the words that lead on."""
    exits = [exit_to(one.way, Cause.WORD, word=one.operand.text) for one in action.conditions]
    wrong = action.failure("NoMatchingCondition") or (action.next if action.conditions else None)
    if wrong is not None:
        exits.append(exit_to(wrong, Cause.NOMATCH))
    elif action.next is not None:
        exits.append(exit_to(action.next, Cause.NEXT))
    exits += failure_exits(action, without=("NoMatchingCondition",))
    return Bot(**flow.common(action), prompts=flow.prompts(action), exits=tuple(exits))


def _repeated(prompts: list[Prompt]) -> Iterator[Prompt]:
    """Prompts that are played in a circle: each comes again after all have been heard."""
    lengths = [prompt_seconds(prompt) for prompt in prompts]
    known = [length for length in lengths if length is not None]
    every = round(sum(known), 1) if len(known) == len(lengths) and sum(known) > 0 else None
    for prompt in prompts:
        yield replace(prompt, every=every)


def _known(value: Value) -> Maybe[str]:
    return UNKNOWN if value.known is None else value.known
