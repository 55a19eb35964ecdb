"""From the contexts of a system to flows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import (
    Cause,
    Exit,
    Flow,
    Hangup,
    Return,
    Set,
    Step,
    Target,
)
from ivrlint_formats.freeswitch.dialplan.beginnings import Beginnings
from ivrlint_formats.freeswitch.dialplan.branching import branch
from ivrlint_formats.freeswitch.dialplan.clocks import Clocks
from ivrlint_formats.freeswitch.dialplan.going import deciding
from ivrlint_formats.freeswitch.dialplan.here import Here
from ivrlint_formats.freeswitch.dialplan.making import makers
from ivrlint_formats.freeswitch.dialplan.places import Cursor
from ivrlint_formats.freeswitch.dialplan.plan import Plan, Subject
from ivrlint_formats.freeswitch.dialplan.program import Act, Test
from ivrlint_formats.freeswitch.dialplan.run import Run
from ivrlint_formats.freeswitch.dialplan.unnoticed import is_unnoticed
from ivrlint_formats.freeswitch.dialplan.walk import Walk
from ivrlint_formats.freeswitch.nodes.ground import Application, Ground, Lowered, Way

_LEAVING: Final = frozenset({"transfer", "hangup"})
"""Applications after which no other action of the same hunt runs."""

_ASKING: Final = {"read": 3, "play_and_get_digits": 7}
"""Applications that ask for digits, with the number of the argument that names the variable."""


@dataclass(frozen=True, slots=True)
class _Made:
    """A step with the place that it was made of; what it needs besides comes after it."""

    at: tuple[int, int, int]
    step: Step


class Contexts:
    """The contexts of one system as flows, made from where calls come in."""

    def __init__(self, ground: Ground) -> None:
        self._walk: Final = Walk(ground)
        self._makers: Final[Mapping[str, Callable[[Here], Step]]] = makers()
        self._made: dict[tuple[int, int], list[_Made]] = {}
        self._seen: set[tuple[int, int, int]] = set()
        self._entered: dict[tuple[int, int], str] = {}
        self._asked: frozenset[str] = frozenset(_asked(self._walk.plans.values()))
        self._clocks: Final = Clocks(
            extension for plan in self._walk.plans.values() for extension in plan.extensions
        )
        self._is_lowered = False

    def flows(self) -> Sequence[Flow]:
        """The flow of every context, with all that was asked for until now."""
        plans = list(self._walk.plans.values())
        if not self._is_lowered:
            self._is_lowered = True
            self._lower(plans)
        self._make_wanted()
        beginnings = Beginnings(plans, self._steps_by_home(), self._walk)
        return [self._flow(plan, beginnings) for plan in plans]

    def applications(
        self,
        run: Sequence[Application],
        then: Way,
        *,
        name: str,
        part: str,
        entered: str | None = None,
    ) -> Lowered:
        """Steps for applications that run one after the other outside of any extension."""
        if not run:
            return Lowered(then)
        walk = self._walk
        plan = Run(run, then, walk.facts, name=name, part=part, entered=entered)
        walk.runs.append(plan)
        subject = Subject(0, "", ())
        start = walk.way(Cursor(plan, 0, plan.extensions[0].start, subject))
        steps: list[Step] = []
        later: list[Cursor] = []
        while walk.wanted:
            cursor = walk.wanted.pop()
            if cursor.plan is plan:
                steps += self._steps_of(cursor)
            else:
                later.append(cursor)
        walk.wanted.extend(later)
        return Lowered(start, tuple(steps))

    def _lower(self, plans: Sequence[Plan]) -> None:
        asking = [
            [plan.asks_number(home) for home in range(len(plan.extensions))] for plan in plans
        ]
        for asked in (True, False):
            for plan, asks in zip(plans, asking, strict=True):
                for home in range(len(plan.extensions)):
                    # One without a number is a part of the others' ways, where it is on any.
                    if asks[home] is asked and (asked or not self._is_seen(plan, home)):
                        self._enter(plan, home)
                        self._make_wanted()
        for plan in plans:
            for home in range(len(plan.extensions)):
                self._make_rest(plan, home)

    def _is_seen(self, plan: Plan, at: int) -> bool:
        return (id(plan), at, -1) in self._seen

    def _enter(self, plan: Plan, home: int) -> None:
        """The step at which an extension is entered; one that only leads on where it does."""
        extension = plan.extensions[home]
        if extension.passed[extension.start] == 0:
            return
        walk = self._walk
        subject = plan.subject_of(home)
        start = walk.start(plan, subject)
        to = walk.way(start)
        there = walk.places.get(to) if isinstance(to, Target) else None
        if there is not None and there.plan is plan and there.subject.home == home:
            self._entered[id(plan), home] = walk.names[there.key]
            return
        if to == Target(f"{extension.part} end", plan.flow) and not plan.asks_number(home):
            del walk.ended[id(plan), extension.part]
            return
        place = extension.acts[-1].application.place if extension.acts else extension.place
        step = Set(
            name=extension.part,
            place=extension.place,
            part=plan.group(home),
            exits=(Exit(cause=Cause.NEXT, target=_local(to, plan), place=place),),
        )
        self._entered[id(plan), home] = step.name
        self._put(plan, home, _Made((-1, -1, 0), step))

    def _put(self, plan: Plan, home: int, made: _Made) -> None:
        self._made.setdefault((id(plan), home), []).append(made)

    def _make_wanted(self) -> None:
        """Make the steps that others lead to, and those that these lead to."""
        wanted = self._walk.wanted
        while wanted:
            cursor = wanted.pop()
            for number, step in enumerate(self._steps_of(cursor)):
                op = cursor.extension.ops[cursor.index]
                place = op.number if isinstance(op, Act | Test) else 0
                self._put(cursor.plan, cursor.subject.home, _Made((cursor.at, place, number), step))

    def _steps_of(self, cursor: Cursor) -> list[Step]:
        """The step that a place is, and what it needs besides."""
        walk = self._walk
        plan, at = id(cursor.plan), cursor.at
        self._seen |= {(plan, at, -1), (plan, at, cursor.index)}
        op = cursor.extension.ops[cursor.index]
        name = walk.names[cursor.key]
        if isinstance(op, Act):
            here = Here(walk, cursor, op, name)
            step = self._makers.get(here.application, deciding)(here)
            return [step, *here.more]
        if isinstance(op, Test):
            yes, no = (
                _local(walk.way(Cursor(cursor.plan, at, index, cursor.subject)), cursor.plan)
                for index in (op.yes, op.no)
            )
            extension = cursor.extension
            return [
                branch(
                    op,
                    extension,
                    yes,
                    no,
                    name=name,
                    part=cursor.group,
                    asked=self._asked,
                    clocks=self._clocks,
                )
            ]
        # The hunt goes round in circles, and nothing happens.
        return [Hangup(name=name, place=cursor.extension.place, part=cursor.group, implicit=True)]

    def _make_rest(self, plan: Plan, home: int) -> None:
        """Steps of actions that no call comes to, as one before them leaves the extension."""
        extension = plan.extensions[home]
        if (id(plan), home) not in self._made:
            return
        for op in extension.ops:
            if not isinstance(op, Act) or op.application.name.lower() not in _LEAVING:
                continue
            if is_unnoticed(op.application):
                continue
            after = extension.passed[op.next]
            rest = extension.ops[after]
            if not isinstance(rest, Act) or (id(plan), home, after) in self._seen:
                continue
            if rest.application.name.lower() not in _LEAVING:
                self._walk.step(Cursor(plan, home, after, plan.subject_of(home)))
                self._make_wanted()

    def _steps_by_home(self) -> Mapping[tuple[int, int], Sequence[Step]]:
        return {key: [one.step for one in made] for key, made in self._made.items()}

    def _flow(self, plan: Plan, beginnings: Beginnings) -> Flow:
        steps: list[Step] = []
        firsts: dict[int, str] = {}
        for home in range(len(plan.extensions)):
            of_part = list(self._part(plan, home))
            if of_part:
                firsts[home] = of_part[0].name
                steps += of_part
        entries = [firsts[home] for home in beginnings.entries(plan) if home in firsts]
        return Flow(
            name=plan.flow,
            title=None if plan.flow == plan.context.name else plan.context.name,
            role=beginnings.role(plan),
            place=plan.context.place,
            entries=tuple(entries),
            open=True,
            numbers=tuple(beginnings.numbers(plan)),
            steps=tuple(steps),
        )

    def _part(self, plan: Plan, home: int) -> Iterator[Step]:
        """The steps of an extension, the one with which it begins first."""
        key = (id(plan), home)
        made = sorted(self._made.get(key, ()), key=lambda one: one.at)
        first = self._entered.get(key)
        yield from (one.step for one in made if one.step.name == first)
        yield from (one.step for one in made if one.step.name != first)
        part, group = plan.extensions[home].part, plan.group(home)
        ended = self._walk.ended.get((id(plan), part))
        if ended is None:
            return
        place = ended.extension.place
        acts = ended.extension.acts
        if acts:
            place = acts[-1].application.place
        if key in self._walk.called and key not in self._walk.gone_to:
            yield Return(name=f"{part} end", place=place, part=group)
        else:
            yield Hangup(name=f"{part} end", place=place, part=group, implicit=True)


def _local(way: Way, plan: Plan) -> Way:
    """A way as it is named in the flow of a context."""
    if isinstance(way, Target) and way.flow is not None and way.flow == plan.flow:
        return Target(way.step, None, way.elsewhere)
    return way


def _asked(plans: Iterable[Plan]) -> Iterator[str]:
    """The variables that callers enter."""
    for plan in plans:
        for extension in plan.extensions:
            for act in extension.acts:
                number = _ASKING.get(act.application.name.lower())
                data = act.application.data
                if number is not None and data is not None:
                    words = data.value.split()
                    if len(words) > number:
                        yield words[number]
