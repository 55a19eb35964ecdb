"""Lowering: from the widgets of a flow to what a customer meets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ivrlint.model import Flow, Hangup, Prompt, Return, Role, Step, Target
from ivrlint_formats.studio.conditions import SPLIT
from ivrlint_formats.studio.counting import MOST_VARIABLES, counters_of, variables_of
from ivrlint_formats.studio.entries import TRIGGER, Part, parts_of
from ivrlint_formats.studio.folding import split_after, tested
from ivrlint_formats.studio.platform import Platform
from ivrlint_formats.studio.steps import FlowContext, step_of
from ivrlint_formats.studio.widgets import Draft, Widget

_FOLDING: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "gather-input-on-call": (("keypress", "Digits"), ("speech", "SpeechResult")),
    "send-and-wait-for-reply": (("incomingMessage", "inbound.Body"),),
    "connect-call-to": (("callCompleted", "DialCallStatus"),),
}
"""The events after which a split may test the data that they bring."""

_UNNOTICED: Final = frozenset(
    {
        TRIGGER,
        SPLIT,
        "set-variables",
        "run-function",
        "make-http-request",
        "record-call",
        "fork-stream",
    }
)
"""Types of widgets at which a customer hears nothing and is led nowhere."""


def lower(draft: Draft, name: str, platform: Platform) -> list[Flow]:
    """The flows that a draft says: one, or one for each kind of customer that comes in."""
    widgets: dict[str, Widget] = {}
    for widget in draft.widgets:
        widgets.setdefault(widget.name, widget)
    end = next(one for one in _names_of_the_end() if one not in widgets)
    counters = counters_of(draft.widgets)
    noticed = _noticed(widgets)
    flows = []
    for number, part in enumerate(parts_of(draft, platform)):
        context = FlowContext(
            role=part.role,
            channel=part.channel,
            platform=platform,
            widgets=widgets,
            noticed=noticed,
            counters=counters,
            end=end,
        )
        flows.append(_flow(draft, name if number == 0 else f"{name} ({part.name})", part, context))
    return flows


def _noticed(widgets: Mapping[str, Widget]) -> set[str]:
    """The widgets that a customer notices, and those that lead to one; names of no widget too."""
    before: dict[str, list[str]] = {}
    for widget in widgets.values():
        for one in widget.transitions:
            if one.next:
                before.setdefault(one.next, []).append(widget.name)
    found = {name for name in before if name not in widgets}
    found.update(name for name, widget in widgets.items() if widget.type not in _UNNOTICED)
    todo = list(found)
    while todo:
        for name in before.get(todo.pop(), ()):
            if name not in found:
                found.add(name)
                todo.append(name)
    return found


def _names_of_the_end() -> Iterable[str]:
    yield "end"
    yield "end of flow"
    number = 1
    while True:
        number += 1
        yield f"end of flow {number}"


def _flow(draft: Draft, name: str, part: Part, context: FlowContext) -> Flow:
    steps = [step_of(context, one) for one in part.widgets if one.type != TRIGGER]
    steps = _without_folded(steps, part)
    ends = Target(context.end)
    if any(one.target == ends for step in steps for one in step.exits):
        steps.append(_end(context, part))
    language, steps = _language(steps)
    start, *others = part.starts or (None,)
    return Flow(
        name=name,
        title=draft.description
        if draft.description not in (None, "", "A New Flow", name)
        else None,
        channel=part.channel,
        role=part.role,
        place=part.place,
        start=start,
        entries=tuple(one for one in others if one),
        language=language,
        steps=tuple(steps),
        note=(("sid", draft.sid),) if draft.sid else (),
    )


def _end(context: FlowContext, part: Part) -> Step:
    """Where the flow just ends: the call too, unless another flow has run it."""
    if context.role is Role.MODULE:
        return Return(name=context.end, place=part.place)
    return Hangup(name=context.end, place=part.place, implicit=True)


def _without_folded(steps: Sequence[Step], part: Part) -> list[Step]:
    """The steps without widgets that only a question before them leads to, and now is."""
    by_name = {step.name: step for step in steps}
    widgets = {one.name: one for one in part.widgets}
    leading: dict[str, int] = dict.fromkeys(by_name, 0)
    for step in by_name.values():
        for name in {str(one.target) for one in step.exits} - {step.name}:
            leading[name] = leading.get(name, 0) + 1
    led = {
        one.next
        for widget in widgets.values()
        for one in widget.transitions
        if one.next and one.next != widget.name
    }
    folded = {name for one in part.widgets for name in _passed(one, widgets)}
    folded = (folded & led).difference(part.starts)
    todo = [name for name in folded if not leading.get(name, 1)]
    gone: set[str] = set()
    while todo:
        name = todo.pop()
        gone.add(name)
        for after in {str(one.target) for one in by_name[name].exits} - {name}:
            leading[after] -= 1
            if after in folded and not leading[after]:
                todo.append(after)
    return [step for step in steps if step.name not in gone]


def _passed(widget: Widget, widgets: Mapping[str, Widget]) -> Iterable[str]:
    """The widgets that may have become a part of this one."""
    for event, data in _FOLDING.get(widget.type, ()):
        path = f"widgets.{widget.name}.{data}"
        found = tested(widget.next(event), [path], widgets)
        yield from found.passed if found else ()
    for key, _ in variables_of(widget)[:MOST_VARIABLES]:
        decided = split_after(widget.next("next"), [f"flow.variables.{key}"], widgets)
        yield from (decided[0].name,) if decided else ()


def _language(steps: list[Step]) -> tuple[str | None, list[Step]]:
    """The language of all prompts, where it is one; then the flow has it, not each prompt."""
    spoken = {
        prompt.language
        for step in steps
        for prompt in (*step.prompts, *(p for one in step.exits for p in one.prompts))
        if prompt.language
    }
    if len(spoken) != 1:
        return None, steps
    return spoken.pop(), [
        replace(
            step,
            prompts=_plain(step.prompts),
            exits=tuple(
                replace(one, prompts=_plain(one.prompts)) if one.prompts else one
                for one in step.exits
            ),
        )
        for step in steps
    ]


def _plain(prompts: tuple[Prompt, ...]) -> tuple[Prompt, ...]:
    return tuple(replace(one, language=None) for one in prompts)
