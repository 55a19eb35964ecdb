"""Menus that are written as a question for digits and decisions about the answer.

What a flow tests right after the entry is what callers choose from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ivrlint.model import Branch, Call, Cause, Collect, Exit, Menu, Step, Target

_EQUALS: Final = re.compile(
    r'(?P<name>[\w.]+) ?==? ?(?:"(?P<text>[0-9*#]{1,2})"|(?P<number>[0-9]{1,2}))'
)
_MOST_DIGITS: Final = 2
"""Longer entries are data, not choices."""
_MOST_TESTS: Final = 40


def answered_by_keys(steps: Sequence[Step], start: str | None) -> list[Step]:
    """The steps, with questions that only choose made menus, and the tests in them left out."""
    by_name = {step.name: step for step in steps}
    menus: dict[str, Menu] = {}
    tests: set[str] = set()
    for step in steps:
        if isinstance(step, Collect) and step.data and _is_choice(step):
            found = _options(step, step.data, by_name)
            if found is not None:
                menus[step.name], used = found
                tests |= used
    if not menus:
        return list(steps)
    left = [menus.get(step.name, step) for step in steps]
    while True:
        reached = {start} | {name for step in left for name in leads_to(step)}
        unused = tests - reached
        if not unused:
            return left
        left = [step for step in left if step.name not in unused]
        tests -= unused


def _is_choice(step: Collect) -> bool:
    return isinstance(step.most, int) and step.most <= _MOST_DIGITS


def leads_to(step: Step) -> list[str]:
    """The names of the steps of the same flow that a step leads to."""
    targets = [exit_.target for exit_ in step.exits]
    if isinstance(step, Call):
        targets.append(step.callee)
    return [one.step for one in targets if isinstance(one, Target) and one.step is not None]


def _options(step: Collect, data: str, by_name: dict[str, Step]) -> tuple[Menu, set[str]] | None:
    exits = {exit_.cause: exit_ for exit_ in step.exits}
    onward = exits[Cause.NEXT].target
    keys: dict[str, Exit] = {}
    tests: set[str] = set()
    rest: Exit | None = None
    while isinstance(onward, Target) and onward.step is not None and len(tests) < _MOST_TESTS:
        test = by_name.get(onward.step)
        if not isinstance(test, Branch) or test.name in tests:
            break
        found = _tested(test, data)
        if found is None:
            break
        tests.add(test.name)
        for key, exit_ in found:
            keys.setdefault(key, exit_)
        rest = next((one for one in test.exits if one.cause is Cause.OTHERWISE), None)
        if rest is None:
            break
        onward = rest.target
    if not keys:
        return None
    options = [
        Exit(cause=Cause.KEY, target=exit_.target, place=exit_.place, key=key)
        for key, exit_ in keys.items()
    ]
    if rest is not None:
        options.append(Exit(cause=Cause.NOMATCH, target=rest.target, place=rest.place))
    options.append(exits[Cause.NOINPUT])
    menu = Menu(
        name=step.name,
        place=step.place,
        part=step.part,
        prompts=step.prompts,
        reads=step.reads,
        writes=step.writes,
        exits=tuple(options),
        timeout=step.timeout,
        digit_timeout=step.digit_timeout,
        presentations=step.presentations,
        interruptible=step.interruptible,
        speech=step.speech,
        keys=step.keys,
        longest=step.most,
        # What no decision names is an option all the same where it leads to something else.
        complete=rest is None or rest.target == exits[Cause.NOINPUT].target,
        terminator=step.terminator,
    )
    return menu, tests


def _tested(branch: Branch, data: str) -> list[tuple[str, Exit]] | None:
    """The keys that a decision tells apart; None where it looks at anything else."""
    found: list[tuple[str, Exit]] = []
    for exit_ in branch.exits:
        if exit_.cause is not Cause.CONDITION:
            continue
        match = _EQUALS.fullmatch((exit_.condition or "").strip())
        if match is None or match["name"] != data:
            return None
        found.append((match["text"] or match["number"], exit_))
    return found
