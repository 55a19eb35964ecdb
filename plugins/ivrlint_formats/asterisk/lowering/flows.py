"""From the contexts of a configuration to flows."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import Final

from ivrlint.model import (
    Audio,
    Cause,
    Collect,
    Exit,
    Flow,
    Hangup,
    Menu,
    Queue,
    Return,
    Role,
    Set,
    Step,
    Target,
    Transfer,
    Voicemail,
)
from ivrlint_formats.asterisk.lowering.beginnings import Beginnings, is_number, is_phone_number
from ivrlint_formats.asterisk.lowering.beside import Beside
from ivrlint_formats.asterisk.lowering.choices import hub_step
from ivrlint_formats.asterisk.lowering.ground import end_name, step_name
from ivrlint_formats.asterisk.lowering.here import Here
from ivrlint_formats.asterisk.lowering.languages import language_of
from ivrlint_formats.asterisk.lowering.making import made
from ivrlint_formats.asterisk.lowering.opaque import wait_for_keys
from ivrlint_formats.asterisk.lowering.parts import Part
from ivrlint_formats.asterisk.lowering.selecting import selection
from ivrlint_formats.asterisk.lowering.walk import PASSED, Walk
from ivrlint_formats.asterisk.system.contexts import SystemContext

_UNHEARD: Final = frozenset({"h", "failed", "fax"})
"""Extensions that run when no caller listens any more, or no person calls."""

_MOST_NUMBERS: Final = 100
"""Dialled numbers of one context that are listed as its own."""


_ASKING: Final = (Collect, Queue, Menu)
_RINGING: Final = (Transfer, Voicemail)
_OF_CUSTOMERS: Final = (Collect, Queue, Voicemail)


class Flows:
    """The flows of one configuration, made line by line from where calls come in."""

    def __init__(self, walk: Walk, beside: Beside) -> None:
        self._walk = walk
        self._beside = beside
        self._hubs: dict[str, Step] = {}
        self._ends: dict[int, Step | None] = {}
        self._by_id: dict[int, Part] = {}
        self._entered: dict[int, str] = {}
        self._beginnings = Beginnings(())

    def lower(self) -> None:
        """Make every step: of lines that a call can come to, then of those that are left."""
        walk = self._walk
        parts = list(walk.parts.values())
        for part in parts:
            if part.extension.exten not in _UNHEARD:
                self._enter(part)
        self.make_wanted()
        for part in parts:
            if part.extension.exten not in _UNHEARD:
                self._make_rest(part)
        self._beginnings = Beginnings(parts)

    def _enter(self, part: Part) -> None:
        """The step at which a part is entered; one that only leads on where the part does."""
        walk = self._walk
        if part.applications[0] not in PASSED:
            walk.step(part, 0, part)
            return
        to = walk.way(part, (part, 0))
        if walk.is_step(part, 0):
            return
        to_step = to.step if isinstance(to, Target) and to.flow is None else None
        if to_step is not None and to_step.rpartition(",")[0] == part.name:
            self._entered[id(part)] = to_step
            return
        entry = part.lines[0]
        step = Set(
            name=step_name(part, 0),
            place=entry.place,
            part=part.name,
            exits=(Exit(cause=Cause.NEXT, target=to, place=part.lines[-1].place),),
        )
        self._put(part, 0, [step])

    def _put(self, part: Part, index: int, steps: list[Step]) -> None:
        """Add what a line has become; the line itself goes before what it needs besides."""
        there = part.steps.get(index)
        if there is None:
            part.steps[index] = steps
        elif steps[0].name == step_name(part, index):
            there[:0] = steps
        else:
            there += steps

    def make_wanted(self) -> None:
        """Make the steps that others lead to, and those that these lead to."""
        walk = self._walk
        wanted, hubs, selected = walk.wanted, walk.hubs, walk.selected
        while wanted or hubs or selected or self._wait_at_ends():
            while wanted:
                part, index = wanted.pop()
                part.is_seen[index] = 1
                here = Here(walk, self._beside, part, index, name=part.targets[index].step)
                step = made(here)
                self._put(part, index, [step, *here.more])
            while selected:
                name, one = selected.popitem()
                name = name.removeprefix(f"{one.part.context},")
                here = Here(walk, self._beside, one.part, one.index, name=name)
                self._put(one.part, one.index, [selection(here, one)])
            while hubs:
                context, _ = hubs.popitem()
                if context not in self._hubs:
                    self._hubs[context] = hub_step(walk, context)

    def _wait_at_ends(self) -> bool:
        """Make the ends at which the engine waits for keys; whether there were new ones."""
        walk = self._walk
        if walk.falls_through or len(self._ends) == len(walk.ended):
            return False
        if not self._by_id:
            self._by_id = {id(part): part for part in walk.parts.values()}
        new = list(takewhile(lambda key: key not in self._ends, reversed(walk.ended)))
        for key in reversed(new):
            part = self._by_id[key]
            here = Here(walk, self._beside, part, walk.ended[key], name=end_name(part))
            returns = walk.is_subroutine(part.context)
            self._ends[key] = None if returns else wait_for_keys(here)
        return True

    def _make_rest(self, part: Part) -> None:
        """Steps of lines that no call comes to, where a caller would notice them."""
        index = part.is_seen.find(0)
        while index >= 0:
            if part.applications[index] not in PASSED:
                self._walk.step(part, index, part)
                self.make_wanted()
            index = part.is_seen.find(0, index + 1)

    def flow(self, context: SystemContext) -> Flow:
        """The flow that a context is."""
        walk = self._walk
        parts = sorted(walk.parts_of(context.name), key=_written)
        steps: list[Step] = []
        start: str | None = None
        begins = False
        called: list[str] = []
        for part in parts:
            made_here = part.steps
            of_part: list[Step] = []
            for index in sorted(made_here) if len(made_here) > 1 else made_here:
                of_part += made_here[index]
            if part.end is not None:
                of_part.append(self._end(part, walk.ended[id(part)]))
            if id(part) in self._entered:
                of_part = _beginning_with(self._entered[id(part)], of_part)
            if part.name == "s":
                begins = begins or self._beginnings.is_start(part)
                start = of_part[0].name if of_part else start
            if of_part:
                steps += of_part
                if self._is_entry(part):
                    called.append(of_part[0].name)
        if context.name in self._hubs:
            steps.append(self._hubs[context.name])
        comes_in = begins or bool(called)
        return Flow(
            name=context.name,
            role=self._role(context.name, steps, comes_in=comes_in),
            place=context.parts[0].place,
            start=start if begins else None,
            entries=tuple(called),
            open=True,
            numbers=_numbers(parts),
            language=language_of(walk, context.name),
            steps=tuple(steps),
        )

    def _role(self, context: str, steps: Iterable[Step], *, comes_in: bool) -> Role:
        jumps = self._walk.jumps
        if context.startswith("macro-") or (
            context in jumps.called and context not in jumps.gone_to
        ):
            return Role.MODULE
        if self._beginnings.is_of_staff(context):
            return Role.INTERNAL
        asks = comes_in or any(
            isinstance(step, _OF_CUSTOMERS)
            or (isinstance(step, Menu) and step.options)
            or (
                step.prompts
                and any(isinstance(prompt.content, Audio) or prompt.text for prompt in step.prompts)
            )
            for step in steps
        )
        return Role.ENTRY if asks else Role.INTERNAL

    def _is_entry(self, part: Part) -> bool:
        """Whether customers may call an extension from outside, as far as can be told.

        No other extension leads there; it is a number, and no feature code. A
        short one that asks nothing is for the company's own phones where it
        rings somebody, or stands beside features for them.
        """
        name = part.extension.exten
        if not is_number(name) or not self._beginnings.is_called(part):
            return False
        if is_phone_number(name):
            return True
        rings = False
        for made_here in part.steps.values():
            for step in made_here:
                if isinstance(step, _ASKING):
                    return True
                rings = rings or isinstance(step, _RINGING)
        return not rings and not self._beginnings.is_shortcut(part)

    def _end(self, part: Part, index: int) -> Step:
        """The end of an extension: the call ends, or a macro returns."""
        name, place = end_name(part), part.lines[index].place
        wait = self._ends.get(id(part))
        if wait is not None:
            return wait
        if self._walk.is_subroutine(part.context):
            return Return(name=name, place=place, part=part.name)
        return Hangup(name=name, place=place, part=part.name, implicit=True)


def _beginning_with(name: str, steps: list[Step]) -> list[Step]:
    """The steps of a part with the one first at which calls begin."""
    return sorted(steps, key=lambda step: step.name != name)


def _written(part: Part) -> tuple[str, int]:
    entry = part.lines[0]
    return entry.source.path, entry.start


def _numbers(parts: Iterable[Part]) -> tuple[str, ...]:
    """The phone numbers that lead into a context."""
    found = [part.name.removeprefix("_") for part in parts if is_phone_number(part.extension.exten)]
    return tuple(found) if len(found) <= _MOST_NUMBERS else ()
