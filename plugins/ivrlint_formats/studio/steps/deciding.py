"""What decides without the caller."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ivrlint.model import Branch, Cause, Decides, Exit, Step
from ivrlint_formats.studio.conditions import cases, otherwise, told
from ivrlint_formats.studio.liquid import short
from ivrlint_formats.studio.steps.context import FlowContext
from ivrlint_formats.studio.widgets import Condition, Transition, Widget

_OPEN: Final = re.compile(
    r"(?:is|are|we|office|shop|store|business)?[_-]?open(?:ed|[_-]?now)?", re.I
)
_CLOSED: Final = re.compile(
    r"(?:is|are|we|office|shop|store|business)?[_-]?closed(?:[_-]?now)?", re.I
)
_HOURS: Final = re.compile(
    r"(?:(?:business|office|opening|working)[_-]?hours|hours[_-]?of[_-]?operation)(?:[_-]?\w+)?",
    re.I,
)
_HOLIDAY: Final = re.compile(r"(?:is|on)?[_-]?(?:public[_-]?|bank[_-]?)?holidays?", re.I)
_LANGUAGE: Final = re.compile(r"lang(?:uage)?(?:[_-]?code)?|locale|idioma", re.I)
_CALLER: Final = re.compile(
    r"trigger\.(?:call|message|conversation)\.(?:From|Caller)\w*|contact\.channel\.address"
)
_TIMES: Final = frozenset({"is_before_time", "is_after_time", "is_before_date", "is_after_date"})
_YES: Final = frozenset({"true", "yes", "1", "open"})
_NO: Final = frozenset({"false", "no", "0", "closed"})


def split(flow: FlowContext, widget: Widget) -> Step:
    """Decides on data, on the hour, or on the attempts so far."""
    subject = widget.subject
    counter = flow.counters.get(widget.name)
    if counter is not None:
        causes = {counter.again.place: Cause.NEXT, counter.last.place: Cause.EXHAUSTED}
        exits = []
        for one in (*cases(widget), otherwise(widget)):
            cause = causes.get(one.place)
            exits.append(
                flow.exit(one.place, cause, one.next)
                if cause
                else _case(flow, one, Decides.DATA, None)
            )
        return Branch(
            **flow.common(widget),
            decides=Decides.ATTEMPTS,
            subject=short(subject) if subject else None,
            limit=counter.limit,
            exits=tuple(exits),
        )
    decides = _decides(widget, subject)
    last = subject.rpartition(".")[2] if subject else None
    return Branch(
        **flow.common(widget),
        decides=decides,
        subject=short(subject) if subject else None,
        exits=tuple(_exits(flow, widget, decides, last)),
    )


def _decides(widget: Widget, subject: str | None) -> Decides:
    last = (subject or "").rpartition(".")[2]
    types = {one.type for transition in widget.transitions for one in transition.conditions}
    if types & _TIMES or any(one.fullmatch(last) for one in (_OPEN, _CLOSED, _HOURS)):
        return Decides.HOURS
    if _HOLIDAY.fullmatch(last):
        return Decides.HOLIDAY
    if _LANGUAGE.fullmatch(last):
        return Decides.LANGUAGE
    if subject and _CALLER.fullmatch(subject):
        return Decides.CALLER
    return Decides.DATA if subject else Decides.UNKNOWN


def _exits(
    flow: FlowContext, widget: Widget, decides: Decides, subject: str | None
) -> Iterator[Exit]:
    found = [_case(flow, one, decides, subject) for one in cases(widget)]
    yield from found
    last = otherwise(widget)
    named = {one.cause for one in found}
    cause = Cause.OTHERWISE
    if named == {Cause.OPEN}:
        cause = Cause.CLOSED
    elif named == {Cause.CLOSED}:
        cause = Cause.OPEN
    yield flow.exit(last.place, cause, last.next)


def _case(flow: FlowContext, transition: Transition, decides: Decides, subject: str | None) -> Exit:
    conditions = transition.conditions
    cause = _cause(conditions[0], decides, subject) if len(conditions) == 1 else Cause.CONDITION
    text = " and ".join(told(one) for one in conditions) or None
    return flow.exit(
        transition.place,
        cause,
        transition.next,
        condition=text if cause is Cause.CONDITION else None,
    )


def _cause(condition: Condition, decides: Decides, subject: str | None) -> Cause:
    """Open, closed or holiday, where a condition says just that."""
    value = condition.value.value.strip().lower() if condition.value else ""
    if condition.type != "equal_to" or decides not in (Decides.HOURS, Decides.HOLIDAY):
        return Cause.CONDITION
    if value in ("open", "closed", "holiday"):
        return Cause(value)
    if value not in _YES | _NO:
        return Cause.CONDITION
    if decides is Decides.HOLIDAY:
        return Cause.HOLIDAY if value in _YES else Cause.CONDITION
    says_closed = _CLOSED.fullmatch(subject or "") is not None
    return Cause.CLOSED if (value in _YES) is says_closed else Cause.OPEN
