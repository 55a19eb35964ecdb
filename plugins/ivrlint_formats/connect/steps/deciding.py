"""What decides without the caller."""

from __future__ import annotations

from collections.abc import Iterator

from ivrlint.model import (
    UNKNOWN,
    Branch,
    Cause,
    Decides,
    Exit,
    Step,
)
from ivrlint_formats.connect.actions import Action, Condition
from ivrlint_formats.connect.attributes import decides_by
from ivrlint_formats.connect.exits import (
    condition_exits,
    condition_text,
    exit_to,
    failure_exits,
    fixed_exits,
)
from ivrlint_formats.connect.references import name_for_people
from ivrlint_formats.connect.settings import queue_of
from ivrlint_formats.connect.steps.context import FlowContext
from ivrlint_formats.spoken import name_of


def _branch(
    flow: FlowContext, action: Action, decides: Decides, subject: str | None, exits: Iterator[Exit]
) -> Step:
    return Branch(**flow.common(action), decides=decides, subject=subject, exits=tuple(exits))


def _cases(flow: FlowContext, action: Action) -> Iterator[Exit]:
    yield from condition_exits(action, flow.platform)
    if action.next is not None and not action.failure("NoMatchingCondition"):
        yield exit_to(action.next, Cause.OTHERWISE)
    yield from failure_exits(action)


def compare(flow: FlowContext, action: Action) -> Step:
    """Decides on data."""
    value = action.value("ComparisonValue")
    subject = name_of(value.text) if value else None
    return _branch(flow, action, decides_by(subject), subject, _cases(flow, action))


def check(flow: FlowContext, action: Action) -> Step:
    """Decides on what Connect found out about the call."""
    is_voice = action.type == "CheckVoiceId"
    decides = Decides.CALLER if is_voice else Decides.UNKNOWN
    return _branch(flow, action, decides, None, _cases(flow, action))


def chance(flow: FlowContext, action: Action) -> Step:
    """Decides by chance."""
    return _branch(flow, action, Decides.CHANCE, None, _cases(flow, action))


def metric(flow: FlowContext, action: Action) -> Step:
    """Decides on the staff or the length of a queue."""
    metric = action.text("MetricType") or ""
    staff = action.has("Staffing") or metric.startswith("NumberOfAgents")
    found = queue_of(action) or flow.in_force(action).queue
    subject = name_for_people(found[1], found[0]) if found else None
    decides = Decides.STAFF if staff else Decides.QUEUE
    return _branch(flow, action, decides, subject, _cases(flow, action))


def hours(flow: FlowContext, action: Action) -> Step:
    """Decides on opening hours."""
    value = action.value("HoursOfOperationId")
    subject = name_for_people(value, action.shown.get("HoursOfOperationId"))
    causes = {"True": Cause.OPEN, "False": Cause.CLOSED}
    return _branch(flow, action, Decides.HOURS, subject, _fixed(flow, action, causes))


def loop(flow: FlowContext, action: Action) -> Step:
    """Counts attempts: `ContinueLooping` so many times, then `DoneLooping`."""
    count = action.value("LoopCount")
    causes = {"ContinueLooping": Cause.NEXT, "DoneLooping": Cause.EXHAUSTED}
    return Branch(
        **flow.common(action),
        decides=Decides.ATTEMPTS,
        limit=UNKNOWN if count is None or count.number is None else count.number,
        exits=tuple(_fixed(flow, action, causes)),
    )


def _fixed(flow: FlowContext, action: Action, causes: dict[str, Cause]) -> Iterator[Exit]:
    def other(condition: Condition) -> Exit:
        text = condition_text(action, condition, flow.platform)
        return exit_to(condition.way, Cause.CONDITION, condition=text)

    yield from fixed_exits(action, causes, other)
    yield from failure_exits(action)
