"""What callers are asked: menus, collected input, payments, and bots that ask freely."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ivrlint.model import (
    UNKNOWN,
    Bot,
    Cause,
    Collect,
    Datum,
    Exit,
    Maybe,
    Menu,
    Prompt,
    Step,
)
from ivrlint.places import Place
from ivrlint_formats.studio.counting import variables_of
from ivrlint_formats.studio.folding import Choice, Tested, is_key, tested
from ivrlint_formats.studio.liquid import path_of, short
from ivrlint_formats.studio.steps.context import FlowContext
from ivrlint_formats.studio.widgets import Transition, Widget

_LONG_KEY = 3
"""From so many keys on an answer is a number that is checked, no choice of a menu."""


def gather(flow: FlowContext, widget: Widget) -> Step:
    """A menu where a split tests what was pressed or said, else a collected input."""
    name = widget.name
    keys = tested(widget.next("keypress"), [f"widgets.{name}.Digits"], flow.widgets)
    words = tested(widget.next("speech"), [f"widgets.{name}.SpeechResult"], flow.widgets)
    exits: list[Exit] = []
    if keys is not None and _offers_keys(keys):
        exits += _options(flow, keys, pressed=True)
    else:
        keys = None
    if words is not None and words.names_answers:
        exits += _options(flow, words, pressed=False)
    else:
        words = None
    if keys is None and words is None:
        return _collected_keys(flow, widget)
    wrong = [_nomatch(flow, one) for one in (keys, words) if one is not None]
    exits += wrong[:1]
    for event, known, cause in (
        ("keypress", keys, Cause.KEY),
        ("speech", words, Cause.WORD),
    ):
        after = widget.transition(event)
        if known is None and after is not None and after.next:
            exits.append(flow.exit(after.place, cause, after.next))
    complete = all(one.cause is not Cause.CONDITION for one in exits) and not any(
        one.is_input and one.key is None and one.word is None for one in exits
    )
    pressed = widget.transition("keypress")
    if keys is None and pressed is not None and not pressed.next:
        # Keys are listened for all the same, and whatever is pressed ends the call.
        exits.append(flow.exit(pressed.place, Cause.KEY, None))
    exits += _silence(flow, widget)
    common = _input(flow, widget)
    digits = common.pop("most")
    common["writes"] = _written(keys, words)
    return Menu(
        **common,
        exits=tuple(exits),
        complete=complete,
        longest=digits,
    )


def _offers_keys(found: Tested) -> bool:
    answers = [one.answer for one in found.choices if one.answer is not None]
    return any(is_key(one) and len(one) < _LONG_KEY for one in answers)


def _collected_keys(flow: FlowContext, widget: Widget) -> Step:
    exits: list[Exit] = []
    pressed, spoken = widget.transition("keypress"), widget.transition("speech")
    for after, condition in ((pressed, None), (spoken, "it is said")):
        if (
            after is not None
            and after.next
            and (
                not exits
                or exits[0].target != flow.exit(after.place, Cause.NEXT, after.next).target
            )
        ):
            cause = Cause.CONDITION if exits else Cause.NEXT
            exits.append(
                flow.exit(after.place, cause, after.next, condition=condition if exits else None)
            )
    if not exits:
        exits.append(flow.exit(pressed.place if pressed else widget.place, Cause.NEXT, None))
    exits += _silence(flow, widget)
    common = _input(flow, widget)
    after_next = widget.next("keypress") or widget.next("speech")
    sources = [f"widgets.{widget.name}.Digits", f"widgets.{widget.name}.SpeechResult"]
    return _collect(flow, common, exits, sources, after_next)


def _collect(
    flow: FlowContext,
    common: dict[str, Any],
    exits: Iterable[Exit],
    sources: list[str],
    after: str | None,
) -> Step:
    """A collected input, by the name of the variable that it is put into at once."""
    place = common["place"]
    following = flow.widgets.get(after) if after else None
    kept = [
        Datum(key, value.place)
        for key, value in (variables_of(following) if following else ())
        if path_of(value.value) in sources
    ]
    own = Datum(short(sources[0]), place)
    return Collect(
        **common,
        exits=tuple(exits),
        data=kept[0].name if kept else own.name,
        writes=(own, *kept),
    )


def _input(flow: FlowContext, widget: Widget) -> dict[str, Any]:
    """What a gathered input has, as keyword arguments."""
    timeout = _number(flow, widget, "timeout", "gather_seconds")
    digits = widget.number("number_of_digits")
    loop = widget.number("loop")
    stops = widget.text("stop_gather") != "false"
    ending = widget.text("finish_on_key")
    terminator: Maybe[str] = flow.platform.terminator if ending is None else ending or None
    if ending is None and widget.property("finish_on_key") is not None:
        terminator = UNKNOWN
    spoken = bool(widget.next("speech"))
    pressed = widget.transition("keypress")
    return {
        **flow.common(widget),
        "prompts": flow.prompts(widget, "say", interruptible=True),
        "timeout": timeout,
        "digit_timeout": None if digits == 1 else timeout,
        "presentations": 1 if loop is None else int(loop) or None,
        "interruptible": True,
        "set_at": _set_at(widget),
        "speech": spoken,
        "keys": True if pressed is not None else UNKNOWN,
        "terminator": terminator if stops else None,
        "most": UNKNOWN if digits is None else int(digits),
    }


def _set_at(widget: Widget) -> tuple[tuple[str, Place], ...]:
    """Where the widget sets its time-out, which is that between digits, too."""
    value = widget.property("timeout")
    if value is None:
        return ()
    place = widget.labels.place(value.place)
    return (("timeout", place), ("digit_timeout", place))


def _number(flow: FlowContext, widget: Widget, name: str, default: str) -> Maybe[float]:
    if widget.property(name) is None:
        return flow.platform.default(default)
    number = widget.number(name)
    return UNKNOWN if number is None else number


def _silence(flow: FlowContext, widget: Widget) -> list[Exit]:
    """The way after silence; a prompt that is repeated without end waits for ever."""
    if widget.number("loop") == 0:
        return []
    after = widget.transition("timeout") or Transition("timeout", None, widget.place)
    return [flow.exit(after.place, Cause.NOINPUT, after.next)]


def _options(flow: FlowContext, found: Tested, *, pressed: bool) -> list[Exit]:
    prompts = _said(flow, found)
    exits = []
    for one in found.choices:
        cause, more = _kind(one, pressed=pressed)
        exits.append(flow.exit(one.way.place, cause, one.way.next, prompts=prompts, **more))
    return exits


def _kind(choice: Choice, *, pressed: bool) -> tuple[Cause, dict[str, str | None]]:
    if choice.answer is None:
        return Cause.CONDITION, {"condition": choice.condition}
    if not pressed:
        return Cause.WORD, {"word": choice.answer}
    if is_key(choice.answer):
        return Cause.KEY, {"key": choice.answer}
    return Cause.CONDITION, {"condition": f"the keys are {choice.answer}"}


def _nomatch(flow: FlowContext, found: Tested) -> Exit:
    return flow.exit(
        found.otherwise.place,
        Cause.NOMATCH,
        found.otherwise.next,
        prompts=_said(flow, found),
    )


def _said(flow: FlowContext, found: Tested) -> tuple[Prompt, ...]:
    return tuple(prompt for one in found.said for prompt in flow.prompts(one, "say"))


def _written(*found: Tested | None) -> tuple[Datum, ...]:
    """The data that a menu leaves behind: the variables that its answer is copied to."""
    written: dict[str, Datum] = {}
    for one in found:
        for key, value in one.kept if one else ():
            written.setdefault(key, Datum(key, value.place))
    return tuple(written.values())


def wait(flow: FlowContext, widget: Widget) -> Step:
    """A message that waits for a reply: a menu of words where a split tests it."""
    path = f"widgets.{widget.name}.inbound.Body"
    after = widget.next("incomingMessage")
    found = tested(after, [path], flow.widgets)
    timeout = _number(flow, widget, "timeout", "reply_seconds")
    common = {
        **flow.common(widget),
        "prompts": flow.prompts(widget, "body"),
        "timeout": timeout,
        "digit_timeout": None,
        "presentations": 1,
        "speech": False,
        "keys": False,
        "terminator": None,
    }
    other = [
        replace(one, after=timeout)
        if one.cause is Cause.TIMEOUT and isinstance(timeout, float)
        else one
        for one in flow.exits(widget, "incomingMessage")
    ]
    if found is not None and found.names_answers:
        exits = [*_options(flow, found, pressed=False), _nomatch(flow, found), *other]
        complete = all(one.cause is not Cause.CONDITION for one in exits)
        written = _written(found)
        return Menu(**common, writes=written, exits=tuple(exits), complete=complete)
    answered = widget.transition("incomingMessage")
    place = answered.place if answered else widget.place
    exits = [flow.exit(place, Cause.NEXT, after), *other]
    return _collect(flow, common, exits, [path], after)


def payment(flow: FlowContext, widget: Widget) -> Step:
    """Asks for a card or an account, by the platform's own prompts."""
    attempts = widget.number("max_attempts") or flow.platform.default("payment_attempts")
    return Collect(
        **flow.common(widget),
        exits=tuple(flow.exits(widget)),
        data="payment card",
        writes=(Datum("payment card", widget.place),),
        timeout=_number(flow, widget, "timeout", "payment_seconds"),
        presentations=int(attempts),
        speech=False,
        keys=True,
        secret=True,
    )


def bot(flow: FlowContext, widget: Widget) -> Step:
    """A machine that talks or writes freely."""
    return Bot(**flow.common(widget), exits=tuple(flow.exits(widget)))
