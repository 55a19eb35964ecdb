"""The ways out of an action, as exits of the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from ivrlint.model import Cause, Exit, Target
from ivrlint_formats.connect.actions import Action, Condition, Way
from ivrlint_formats.connect.platform import Platform
from ivrlint_formats.spoken import name_of

_CAUSES: Final[Mapping[str, Cause]] = {
    "NoMatchingCondition": Cause.OTHERWISE,
    "InputTimeLimitExceeded": Cause.NOINPUT,
    "InvalidPhoneNumber": Cause.NOMATCH,
    "TimeLimitExceeded": Cause.TIMEOUT,
    "ConnectionTimeLimitExceeded": Cause.NOANSWER,
    "QueueAtCapacity": Cause.FULL,
}


def exit_to(way: Way, cause: Cause, **more: str | float | None) -> Exit:
    """An exit to the next action that a way names."""
    return Exit(cause=cause, target=Target(way.target), place=way.place, **more)  # type: ignore[arg-type]


def goes_on(action: Action, platform: Platform) -> bool:
    """Whether `NextAction` can be taken, and is not only there because the grammar asks for it.

    After conditions of which none holds, `NoMatchingCondition` comes before it.
    """
    if platform.is_filler(action.type):
        return False
    return not (platform.is_conditional(action.type) and action.failure("NoMatchingCondition"))


def next_exits(action: Action, platform: Platform) -> Iterator[Exit]:
    """The exit on success."""
    if action.next is not None and goes_on(action, platform):
        cause = Cause.OTHERWISE if action.conditions else Cause.NEXT
        yield exit_to(action.next, cause)


def failure_exits(action: Action, *, without: tuple[str, ...] = ()) -> Iterator[Exit]:
    """The exits after errors, but for those of some types."""
    for failure in action.failures:
        if failure.error in without:
            continue
        cause = _CAUSES.get(failure.error, Cause.ERROR)
        is_special = cause is Cause.ERROR and failure.error != "NoMatchingError"
        yield exit_to(failure.way, cause, condition=failure.error if is_special else None)


def condition_text(action: Action, condition: Condition, platform: Platform) -> str:
    """A condition in words: `Attributes.tier = gold`."""
    subject = action.value("ComparisonValue") or action.value("MetricType")
    name = name_of(subject.text) if subject else ""
    operand = condition.operand.text
    if not name and condition.operator == "Equals":
        return operand
    return f"{name} {platform.operator(condition.operator)} {operand}".strip()


def condition_exits(action: Action, platform: Platform) -> Iterator[Exit]:
    """The exits of its conditions, in the order in which they are tried."""
    for condition in action.conditions:
        text = condition_text(action, condition, platform)
        yield exit_to(condition.way, Cause.CONDITION, condition=text)


def all_exits(action: Action, platform: Platform) -> tuple[Exit, ...]:
    """Every way out of an action that has no meaning of its own."""
    return (
        *condition_exits(action, platform),
        *next_exits(action, platform),
        *failure_exits(action),
    )


def fixed_exits(
    action: Action, causes: Mapping[str, Cause], other: Callable[[Condition], Exit]
) -> Iterator[Exit]:
    """The exits of an action whose conditions are fixed words.

    A word without a condition falls to `NextAction`, where there is one.
    """
    missing = dict(causes)
    for condition in action.conditions:
        cause = missing.pop(condition.operand.text, None)
        yield other(condition) if cause is None else exit_to(condition.way, cause)
    if action.next is not None:
        for cause in missing.values():
            yield exit_to(action.next, cause)
