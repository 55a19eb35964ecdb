"""Steps while they are made: they point at one another, and get their names at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any, TypeAlias

from ivrlint.lean import dataclass
from ivrlint.model import Cause, Exit, Prompt, Scope, Set, Step, Target, Unresolved
from ivrlint.places import Place


@dataclass(slots=True, eq=False)
class Draft:
    """A step that is being made: its class, the name that it should have, what it holds.

    `more` are keyword arguments of the step; a `Goal` among them becomes a target.
    """

    kind: type[Step]
    place: Place
    base: str
    part: str = ""
    more: dict[str, Any] = field(default_factory=dict)
    prompts: tuple[Prompt, ...] = ()
    ways: list[Way] = field(default_factory=list)
    name: str = ""


@dataclass(slots=True, eq=False)
class Label:
    """A place to go on at: what stands there is found out later."""

    goal: Goal | None = None


@dataclass(slots=True, eq=False)
class Start:
    """The start of a dialog of this file: its first step, or one that only leads on."""

    place: Place
    base: str
    label: Label
    named: bool = False
    """Whether its name is an id, which other files may use."""
    draft: Draft | None = None


Goal: TypeAlias = Draft | Label | Start | Target | Unresolved


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a step that is being made. `more` are keyword arguments of the exit."""

    cause: Cause
    goal: Goal
    place: Place
    more: Mapping[str, Any] = field(default_factory=dict)


class Drafts:
    """All steps of one flow while they are made."""

    def __init__(self) -> None:
        self._drafts: list[Draft] = []
        self._starts: list[Start] = []

    def __len__(self) -> int:
        return len(self._drafts)

    def draft(self, kind: type[Step], place: Place, base: str, part: str, **more: Any) -> Draft:
        """A new step."""
        made = Draft(kind, place, base, part, more)
        self._drafts.append(made)
        return made

    def start(self, place: Place, base: str, label: Label, *, named: bool) -> Start:
        """The start of a dialog."""
        made = Start(place, base, label, named)
        self._starts.append(made)
        return made

    def steps(self) -> tuple[Step, ...]:
        """The steps, each with its name, in the order of the file."""
        self._settle_starts()
        self._drop_unused()
        self._drafts.sort(key=lambda draft: (draft.place.start, draft.place.end))
        self._name()
        return tuple(self._step(draft) for draft in self._drafts)

    def _settle_starts(self) -> None:
        """Give every dialog its first step: its own, or a new one that leads to another's."""
        taken: set[int] = set()
        for start in self._starts:
            goal = _resolved(start.label)
            if isinstance(goal, Draft) and goal.part == start.base and id(goal) not in taken:
                start.draft = goal
            else:
                start.draft = self.draft(Set, start.place, start.base, start.base)
                start.draft.ways.append(Way(Cause.NEXT, goal, start.place))
            taken.add(id(start.draft))

    def _drop_unused(self) -> None:
        """Leave out the ends of dialogs that nothing comes to: the file does not write them."""
        used = {id(_resolved(way.goal)) for draft in self._drafts for way in draft.ways}
        used.update(id(start.draft) for start in self._starts)
        self._drafts = [
            draft for draft in self._drafts if id(draft) in used or not draft.more.get("implicit")
        ]

    def _name(self) -> None:
        used: set[str] = set()
        for start in sorted(self._starts, key=lambda one: not one.named):
            if start.draft is not None:
                start.draft.name = _free(start.base, used, {})
        counts: dict[str, int] = {}
        for draft in self._drafts:
            if not draft.name:
                draft.name = _free(draft.base, used, counts)

    def _step(self, draft: Draft) -> Step:
        more: dict[str, Any] = {
            name: target_of(value) if isinstance(value, Draft | Label | Start) else value
            for name, value in draft.more.items()
        }
        exits = tuple(_exits(draft.ways))
        return draft.kind(
            name=draft.name,
            place=draft.place,
            part=draft.part,
            prompts=draft.prompts,
            exits=exits,
            **more,
        )


def _exits(ways: Iterable[Way]) -> Iterable[Exit]:
    for way in ways:
        yield Exit(cause=way.cause, target=target_of(way.goal), place=way.place, **way.more)


def target_of(goal: Goal) -> Target | Unresolved:
    """What an exit leads to, once every step has its name."""
    found = _resolved(goal)
    if isinstance(found, Start):
        found = found.draft or Unresolved("the dialog has no step", Scope.PART)
    return Target(found.name) if isinstance(found, Draft) else found


def _resolved(goal: Goal) -> Draft | Start | Target | Unresolved:
    """What stands at a label, over any number of labels."""
    passed: dict[int, Label] = {}
    while isinstance(goal, Label):
        if id(goal) in passed or goal.goal is None:
            goal = Unresolved("it goes round here without end", Scope.PART)
            break
        passed[id(goal)] = goal
        goal = goal.goal
    for label in passed.values():
        label.goal = goal
    return goal


def _free(base: str, used: set[str], counts: dict[str, int]) -> str:
    """A name that no other step has: the base, else with a number behind it."""
    name = base
    while name in used:
        counts[base] = counts.get(base, 1) + 1
        name = f"{base}-{counts[base]}"
    used.add(name)
    return name
