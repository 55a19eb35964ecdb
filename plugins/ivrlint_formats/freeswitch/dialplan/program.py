"""An extension as the engine runs through it: tests, actions, and how it ends.

The engine looks at the conditions of an extension one after another, and
notes down actions on its way (`mod_dialplan_xml.c`). Which of them follow one
another is a small program without loops.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field as _field
from functools import cached_property
from typing import Final, TypeAlias

from ivrlint.lean import dataclass
from ivrlint.places import Place
from ivrlint_formats.data import String
from ivrlint_formats.freeswitch.dialplan.unnoticed import UNNOTICED, is_unnoticed
from ivrlint_formats.freeswitch.nodes.ground import Application
from ivrlint_formats.markup import Element

TIMES: Final = (
    "date-time", "year", "yday", "mon", "mday", "week", "mweek", "wday", "hour", "minute",
    "minute-of-day", "time-of-day", "tz-offset", "dst",
)  # fmt: skip
"""The attributes of a condition that look at the clock."""

_TRUE: Final = frozenset({"yes", "on", "true", "t", "enabled", "active", "allow"})


_RINGING: Final = (UNNOTICED - {"answer"}) | {"sleep"}
"""Applications that leave a call ringing."""


def is_true(text: str | None) -> bool:
    """Whether the engine takes a text for true: a word for it, or a number but 0."""
    if text is None:
        return False
    bare = text.strip().lower()
    return bare in _TRUE or (bare.lstrip("+-").isdecimal() and bool(bare.strip("+-0")))


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison: a field with an expression, the clock with times, or nothing (it holds)."""

    field: str | None
    expression: String | None
    times: Mapping[str, str]
    place: Place = _field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Act:
    """An action. `next` is the number of what follows."""

    application: Application
    inline: bool
    number: int
    checks: tuple[Check, ...]
    next: int


@dataclass(frozen=True, slots=True)
class Test:
    """A condition: where it leads when it holds, and when it does not.

    `rule` is `all`, `any` or `xor` where several checks make it up.
    """

    checks: tuple[Check, ...]
    rule: str
    number: int
    place: Place = _field(compare=False, repr=False)
    yes: int
    no: int


@dataclass(frozen=True, slots=True)
class End:
    """The end of the extension. `taken`: the engine looks no further, unless it continues."""

    taken: bool


Op: TypeAlias = Act | Test | End


class Extension:
    """An extension of a context.

    `part` is its name, with a number where several have the same. An
    operation leads only to operations of smaller numbers.
    """

    def __init__(self, part: str, place: Place, *, continues: bool = False) -> None:
        self.part: Final = part
        self.place: Final = place
        self.continues: Final = continues
        self.ops: Final[list[Op]] = []
        self._number = 0
        self._is_run = False
        self._ends: Final = (self._add(End(taken=False)), self._add(End(taken=True)))
        self.start = 0

    @classmethod
    def written(cls, element: Element, part: str) -> Extension:
        """An `<extension>`."""
        made = cls(part, element.place, continues=is_true(element.get("continue")))
        made.start = made._conditions(list(element.elements("condition")), made._ends)
        return made

    @classmethod
    def run(cls, applications: Sequence[Application], part: str, place: Place) -> Extension:
        """Applications that run one after the other, with no condition."""
        made = cls(part, place)
        made._is_run = True
        after = 1
        for number, application in reversed(list(enumerate(applications, start=1))):
            act = Act(application, inline=False, number=number, checks=(), next=after)
            after = made._add(act)
        made.start = after
        return made

    @cached_property
    def passed(self) -> Sequence[int]:
        """For each operation the one that it comes to past what no caller notices."""
        return self.passed_with(lambda _: None)

    def passed_with(self, holds: Callable[[Test], bool | None]) -> Sequence[int]:
        """The same where it is known of some tests whether they hold."""
        found: list[int] = []
        for index, op in enumerate(self.ops):
            to = index
            if isinstance(op, End):
                to = 0 if self.continues else index
            elif isinstance(op, Act):
                if is_unnoticed(op.application) or self._rings_at(index, op):
                    to = found[op.next]
            elif found[op.yes] == found[op.no]:
                to = found[op.yes]
            else:
                outcome = holds(op)
                if outcome is not None:
                    to = found[op.yes if outcome else op.no]
            found.append(to)
        return found

    def _rings_at(self, index: int, act: Act) -> bool:
        """Whether an action only waits, before anything has answered the call."""
        return act.application.name.lower() == "sleep" and not self._answered[index]

    @cached_property
    def _answered(self) -> Sequence[bool]:
        """For each operation whether the call may have been answered where it is reached."""
        found = [False] * len(self.ops)
        found[self.start] = self._is_run
        for index in range(len(self.ops) - 1, 1, -1):
            op = self.ops[index]
            if isinstance(op, Act):
                answers = op.application.name.lower() not in _RINGING
                found[op.next] = found[op.next] or found[index] or answers
            elif isinstance(op, Test):
                for to in (op.yes, op.no):
                    found[to] = found[to] or found[index]
        return found

    @cached_property
    def tests(self) -> Sequence[Test]:
        """All its tests."""
        return [op for op in self.ops if isinstance(op, Test)]

    @cached_property
    def acts(self) -> Sequence[Act]:
        """All its actions, in the order of the file."""
        return sorted(
            (op for op in self.ops if isinstance(op, Act)), key=lambda action: action.number
        )

    def _add(self, op: Op) -> int:
        self.ops.append(op)
        return len(self.ops) - 1

    def _numbered(self) -> int:
        self._number += 1
        return self._number

    def _conditions(self, conditions: Sequence[Element], ends: tuple[int, int]) -> int:
        """The number of the first operation of conditions in a row; `ends` follow the last.

        Recursion is safe: elements stand only so deep in one another. The
        engine starts with no condition as if one had failed.
        """
        numbers = [self._of(condition) for condition in conditions]
        after = ends
        for condition, numbered in zip(reversed(conditions), reversed(numbers), strict=True):
            first = self._condition(condition, numbered, after, ends)
            after = (first, first)
        return after[0]

    def _of(self, condition: Element) -> tuple[int, Mapping[int, int]]:
        own = self._numbered()
        return own, {
            id(one): self._numbered() for one in condition.elements("action", "anti-action")
        }

    def _condition(
        self,
        condition: Element,
        numbers: tuple[int, Mapping[int, int]],
        after: tuple[int, int],
        ends: tuple[int, int],
    ) -> int:
        """The number of the operation that a condition begins with.

        `after` is what follows it when it failed and when it held, `ends` the
        ends of the conditions around it.
        """
        stops = (condition.get("break") or "").strip().lower()
        if stops not in {"on-true", "always", "never"}:
            stops = "on-false"
        rule, checks = _checks(condition)
        anti = list(condition.elements("anti-action"))
        held = (
            ends[1]
            if stops in {"on-true", "always"}
            else self._nested(condition, stops, after[1], after[0], ends[0])
        )
        yes = self._acts(list(condition.elements("action")), numbers[1], checks, held)
        if not checks:
            return yes
        if stops in {"on-false", "always"}:
            failed = ends[1] if anti else ends[0]
        elif anti:
            failed = self._nested(condition, stops, after[1], after[0], ends[0])
        else:
            failed = after[0]
        no = self._acts(anti, numbers[1], (), failed)
        return self._add(Test(checks, rule, numbers[0], condition.place, yes, no))

    def _nested(self, condition: Element, stops: str, held: int, failed: int, end: int) -> int:
        """Conditions inside of a condition: where they fail, those around it fail too."""
        inner = list(condition.elements("condition"))
        if not inner:
            return held
        if condition.get("require-nested") is not None and not is_true(
            condition.get("require-nested")
        ):
            return self._conditions(inner, (held, held))
        return self._conditions(inner, (failed if stops == "never" else end, held))

    def _acts(
        self,
        actions: Sequence[Element],
        numbers: Mapping[int, int],
        checks: tuple[Check, ...],
        after: int,
    ) -> int:
        for element in reversed(actions):
            if _is_left_out(element):
                continue
            application = Application(
                (element.get("application") or "").strip(), _data(element), element.place
            )
            inline = is_true(element.get("inline"))
            after = self._add(Act(application, inline, numbers[id(element)], checks, after))
        return after


def _is_left_out(element: Element) -> bool:
    """Whether an action is noted down no time (`loop="0"`)."""
    loop = element.get("loop")
    return loop is not None and not is_true(loop)


def _data(element: Element) -> String | None:
    """The arguments of an action: what stands in it, else its attribute `data`."""
    inside = next((one for one in element.strings() if one.value.strip()), None)
    return inside or element.string("data")


def _checks(condition: Element) -> tuple[str, tuple[Check, ...]]:
    """What a condition compares; nothing where it always holds."""
    rule = (condition.get("regex") or "").strip().lower()
    if rule:
        checks = tuple(_check(one) for one in condition.elements("regex"))
        return (rule if rule in {"all", "xor"} else "any"), checks
    one = _check(condition)
    return "all", () if one.field is None and not one.times else (one,)


def _check(element: Element) -> Check:
    inside = element.first("expression")
    expression = element.string("expression")
    if inside is not None:
        expression = next((one for one in inside.strings() if one.value.strip()), expression)
    times = {name: value for name in TIMES if (value := element.get(name)) is not None}
    return Check(element.get("field"), expression, times, element.place)
