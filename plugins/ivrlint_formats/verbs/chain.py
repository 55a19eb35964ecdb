"""From verbs to steps: each goes on with the next, and after the last the call ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field, replace
from typing import Any, Final, TypeVar

from ivrlint.lean import dataclass
from ivrlint.model import (
    Cause,
    Exit,
    Flow,
    Hangup,
    Return,
    Role,
    Say,
    Scope,
    Set,
    Step,
    Target,
    Unresolved,
)
from ivrlint.places import Place
from ivrlint_formats.verbs.files import Links

_END: Final = "end"
ASIDE: Final = "it is heard beside another call"
"""The condition under which a file that only speaks does not end the call."""

_BRIDGED: Final = Unresolved("then the other call goes on", Scope.STARTS)
_V = TypeVar("_V")


@dataclass(frozen=True, slots=True)
class Way:
    """Where a call goes on, and where that is written; None where it is only what comes next."""

    target: Target | Unresolved
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Here:
    """A verb while it becomes a step.

    `name` and `place` are the step's. `on` is what comes after the verb, `again` the
    start of the file. `is_first` where no verb comes before it, `is_last` where none comes after.
    """

    name: str
    place: Place = field(compare=False, repr=False)
    on: Way
    again: Way
    links: Links
    is_first: bool = False
    is_last: bool = False

    @property
    def common(self) -> dict[str, Any]:
        """What every step has, as keyword arguments."""
        return {"name": self.name, "place": self.place}

    def exit(self, cause: Cause, way: Way | None = None, condition: str | None = None) -> Exit:
        """A way out of the step; without a way, to what comes next."""
        way = self.on if way is None else way
        place = self.place if way.place is None else way.place
        return Exit(cause=cause, target=way.target, place=place, condition=condition)

    def to(self, name: str) -> Way:
        """The way to another step of the same verb."""
        return Way(Target(name))

    def exits(self, way: Way | None, *causes: Cause) -> tuple[Exit, ...]:
        """The same way out for several causes."""
        return tuple([self.exit(cause, way) for cause in causes])


Maker = Callable[[Here, _V], Sequence[Step] | Way]
"""What a verb is: its steps, the first of them with the name given; or only a jump."""


def chain(
    verbs: Sequence[tuple[str, Place, _V]], make: Maker[_V], *, end: Place, links: Links
) -> tuple[Step, ...]:
    """The steps of a list of verbs, each given with its name and its place.

    A jump is no step of its own, but for the first: what comes before it leads where it leads.
    `end` is where the list ends. What only speaks may also be for somebody who is called or
    waits; then the call does not end with it.
    """
    names = _distinct(name for name, _, _ in verbs)
    last = len(verbs) - 1
    again = Way(Target(names[0] if names else _END))
    on = Way(Target(_END))
    groups: list[Sequence[Step]] = []
    for number in range(last, -1, -1):
        name, place = names[number], verbs[number][1]
        here = Here(name, place, on, again, links, number == 0, number == last)
        made = make(here, verbs[number][2])
        if isinstance(made, Way):
            on = made
            if number:
                continue
            made = [Set(**here.common, exits=(here.exit(Cause.NEXT, made),))]
        groups.append(made)
        on = Way(Target(made[0].name))
    steps = [step for group in reversed(groups) for step in group]
    if _only_speaks(steps):
        place = steps[-1].place
        beside = Exit(cause=Cause.CONDITION, target=_BRIDGED, place=place, condition=ASIDE)
        steps[-1] = replace(steps[-1], exits=(*steps[-1].exits, beside))
    if not steps or any(exit_.target == Target(_END) for step in steps for exit_ in step.exits):
        steps.append(Hangup(name=_END, place=end, implicit=True))
    return tuple(steps)


def _only_speaks(steps: Sequence[Step]) -> bool:
    return (
        any(isinstance(step, Say) for step in steps)
        and all(isinstance(step, Say | Set) for step in steps)
        and any(exit_.target == Target(_END) for exit_ in steps[-1].exits)
    )


def in_its_role(flow: Flow, role: Role) -> Flow:
    """The flow in the role that it has: what comes after its last verb depends on it.

    Callers of a module are led through it themselves, and the call ends with it. What waiting
    callers hear begins again; after what the called person hears the talk begins.
    """
    if role in (Role.ENTRY, Role.INTERNAL):
        return replace(flow, role=role)
    steps: list[Step] = []
    for step in flow.steps:
        if isinstance(step, Hangup) and step.implicit:
            if role is Role.MODULE:
                steps.append(step)
            elif role is not Role.WAITING or step.name == flow.start:
                steps.append(Return(name=step.name, place=step.place))
            continue
        exits = tuple(one for one in step.exits if one.condition != ASIDE)
        if role is Role.WAITING:
            exits = tuple(
                replace(one, target=Target(flow.start)) if one.target == Target(_END) else one
                for one in exits
            )
        steps.append(replace(step, exits=exits) if exits != step.exits else step)
    return replace(flow, role=role, steps=tuple(steps))


def _distinct(names: Iterable[str]) -> list[str]:
    """The names, numbered where one comes again: `say`, `say-2`."""
    used = {_END}
    counts: dict[str, int] = {}
    found: list[str] = []
    for name in names:
        count = counts.get(name, 0) + 1
        shown = name if count == 1 else f"{name}-{count}"
        while shown in used:
            count += 1
            shown = f"{name}-{count}"
        counts[name] = count
        used.add(shown)
        found.append(shown)
    return found
