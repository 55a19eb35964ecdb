"""The walk of a call from line to line, past those that a caller does not notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from ivrlint.model import Scope, Target, Unresolved
from ivrlint_formats.asterisk.dialplan.nodes import Dialplan
from ivrlint_formats.asterisk.language.targets import parse_application, parse_branches
from ivrlint_formats.asterisk.lowering.blocks import blocks_of
from ivrlint_formats.asterisk.lowering.choices import HUB, Choices, choices_of
from ivrlint_formats.asterisk.lowering.counting import limit_of
from ivrlint_formats.asterisk.lowering.ground import NOTHING, Position, Way, end_name, step_name
from ivrlint_formats.asterisk.lowering.jumping import Jumping
from ivrlint_formats.asterisk.lowering.outcomes import outcome
from ivrlint_formats.asterisk.lowering.parts import Part
from ivrlint_formats.asterisk.lowering.selecting import Selection
from ivrlint_formats.asterisk.lowering.unnoticed import UNNOTICED
from ivrlint_formats.asterisk.system.answers import Found, Perhaps

PASSED: Final = UNNOTICED | {"goto", "endwhile", "continuewhile", "else", "elseif"}
"""What a walk always passes: where the call goes on is known without the caller."""

_TESTS: Final = frozenset({"gotoif", "execif"})
"""Tests that are passed where their outcome is known."""

_MAY_BE_PASSED: Final = PASSED | _TESTS

_MOST_LINES: Final = 200
"""Lines of one walk that is led by values: beyond it, they are forgotten."""


class Walk(Jumping):
    """A configuration in which calls walk from line to line.

    `wanted` are lines that have become steps and are not made yet, `hubs` and
    `selected` steps that stand for no line of their own. `ended` are the lines
    after which an extension ends, by the identity of its part.
    """

    def __init__(
        self,
        dialplans: Sequence[Dialplan],
        *,
        find_elsewhere: Callable[[str], Walk | Unresolved | None],
    ) -> None:
        super().__init__(dialplans, find_elsewhere=find_elsewhere)
        self.wanted: Final[list[Position]] = []
        self.ended: Final[dict[int, int]] = {}
        self.hubs: Final[dict[str, None]] = {}
        self.selected: Final[dict[str, Selection]] = {}
        self._alone: dict[str, bool] = {}
        self._special: dict[tuple[str, str], Position | Way | None] = {}
        self._choices: dict[tuple[str, str], Choices] = {}

    def step(self, part: Part, index: int, origin: Part) -> Target:
        """The target that a line is, as a step."""
        targets = part.targets
        target = targets.get(index)
        if target is None:
            target = targets[index] = Target(step_name(part, index))
            self.wanted.append((part, index))
        if part is origin or part.context == origin.context:
            return target
        return Target(target.step, part.context)

    def is_step(self, part: Part, index: int) -> bool:
        """Whether a line has become a step."""
        return index in part.targets

    def end(self, part: Part, index: int, origin: Part) -> Target:
        """The target where an extension ends after a line: the call ends, or a macro returns."""
        target = part.end
        if target is None:
            self.ended[id(part)] = index
            target = part.end = Target(end_name(part))
        if part is origin or part.context == origin.context:
            return target
        return Target(target.step, part.context)

    def way(
        self,
        origin: Part,
        place: Position | Way,
        values: Mapping[str, str] = NOTHING,
        *,
        refers: bool = True,
    ) -> Way:
        """Where a call gets to from a line: the first step that a caller may notice.

        `values` are variables whose values are known on this way alone. With
        `refers` False the part that it leads to stays a place to call from outside.
        """
        if not isinstance(place, tuple):
            return self._seen_from(origin, place)
        part, index = place
        if refers and part is not origin:
            self._refer(origin, part)
        if index >= 0 and part.applications[index] not in _MAY_BE_PASSED:
            return self.step(part, index, origin)  # as nearly everywhere
        return self._way(origin, place, self._settle(place, values), refers=refers)

    def _way(
        self, origin: Part, place: Position, settled: Position | Way, *, refers: bool = True
    ) -> Way:
        """Where a call gets to whose way from a line is settled."""
        if not isinstance(settled, tuple):
            return self._seen_from(origin, settled)
        part, index = settled
        if refers and part is not place[0] and part is not origin:
            self._refer(origin, part)
        if index < 0:
            return self.end(part, ~index, origin)
        return self.step(part, index, origin)

    def _seen_from(self, origin: Part, way: Target | Unresolved) -> Way:
        """A way as it is named in the context of a part; a jump that chooses becomes a step now."""
        if isinstance(way, Target):
            selection = self.may_select.pop(way, None)
            if selection is not None:
                self.selected[f"{way.flow},{way.step}"] = selection
            if way.flow == origin.context:
                return Target(way.step, None, way.elsewhere)
        return way

    def _refer(self, origin: Part, part: Part) -> None:
        if not _is_return(origin, part):
            referrers = part.referrers
            if not referrers or referrers[-1] is not origin:
                referrers.append(origin)

    def same_way(self, origin: Part, place: Position | Way, names: Iterable[str]) -> Way | None:
        """The way from a line, where no value of these variables can make a difference to it.

        None where something on the way may look at one of them.
        """
        if not isinstance(place, tuple):
            return self._seen_from(origin, place)
        if not self.jumps.assigned.isdisjoint(names):
            return None
        part, index = place
        if index < 0 or part.applications[index] not in _MAY_BE_PASSED:
            settled: Position | Way = place
        else:
            settled = self._settle(place, NOTHING)
            if not isinstance(settled, tuple) or self._is_test(settled):
                return None
        if part is not origin:
            self._refer(origin, part)
        return self._way(origin, place, settled)

    def after(self, part: Part, index: int) -> Position | Way:
        """The line after a line, as the engine finds it; `(part, ~index)` where the call ends."""
        follower = part.follower(index)
        if follower is not None:
            return part, follower
        if self._stands_alone(part.context):
            return part, ~index
        line = part.lines[index]
        found = self.system.next_entry(Found(part.context, part.extension, line), line.priority)
        if isinstance(found, Found):
            return self.position(found)
        if isinstance(found, Perhaps) and found.found:
            return Unresolved(found.reason, Scope.STARTS)
        return part, ~index

    def _stands_alone(self, context: str) -> bool:
        """Whether no other extension can have a further line of one in this context."""
        alone = self._alone.get(context)
        if alone is None:
            found = self.system.context(context)
            alone = self._alone[context] = found is not None and not (
                found.includes
                or found.switches
                or found.own.patterns
                or any(len(same) > 1 for same in found.own.plain.values())
            )
        return alone

    def _settle(self, place: Position, values: Mapping[str, str]) -> Position | Way:
        if not values:
            part, index = place
            if index < 0 or part.applications[index] not in PASSED:
                return place  # most lines are steps
            if index in part.settled:
                return part.settled[index]
        elif self.jumps.assigned.isdisjoint(values):
            plain = self._settle(place, NOTHING)
            if isinstance(plain, tuple) and not self._is_test(plain):
                return plain  # nothing on the way looks at the values
        passed: list[Position] = []
        met: set[tuple[int, int]] = set()
        known = dict(values)
        at: Position | Way = place
        while isinstance(at, tuple):
            part, index = at
            if index < 0:
                break
            if not known and index in part.settled:
                at = part.settled[index]
                break
            key = (id(part), index)
            if key in met:
                break  # round and round, and nothing happens: the line itself is a step
            if known and len(met) > _MOST_LINES:
                return self._settle(at, NOTHING)
            after = self._pass(part, index, known)
            if after is None:
                break
            met.add(key)
            passed.append((part, index))
            part.is_seen[index] = 1
            at = after
        if not values:
            for part, index in passed:
                part.settled[index] = at
        return at

    def _is_test(self, place: Position) -> bool:
        """Whether a line is a step whose outcome known values may decide."""
        part, index = place
        return index >= 0 and part.applications[index] in _TESTS

    def _pass(self, part: Part, index: int, values: dict[str, str]) -> Position | Way | None:
        """Where a line leads that nobody notices; None for a line that is a step."""
        application = part.applications[index]
        if application == "goto":
            to = self.goto(part, index, part.lines[index].arguments, values)
            # A jump to nowhere is told where it stands, not at all that lead to it.
            return None if isinstance(to, Target) and to in self.lost else to
        if application in UNNOTICED:
            if application == "exitwhile":
                return self.turn(part, index, leaves=True)
            if values and application == "set":
                self._assign(part, index, values)
            return self.after(part, index)
        if application == "endwhile":
            opening = blocks_of(part).opening.get(index)
            return self.after(part, index) if opening is None else (part, opening)
        if application == "continuewhile":
            return self.turn(part, index, leaves=False)
        if application in {"else", "elseif"}:
            closing = blocks_of(part).closing.get(index)
            return self.after(part, index) if closing is None else self.after(part, closing)
        if values and application in _TESTS:
            return self._decide(part, index, values)
        return None

    def turn(self, part: Part, index: int, *, leaves: bool) -> Position | Way:
        """Where a line leads that leaves the loop around it, or goes back to its head."""
        blocks = blocks_of(part)
        loop = blocks.around.get(index)
        end = None if loop is None else blocks.closing.get(loop)
        if loop is None or end is None:
            return self.after(part, index)
        return self.after(part, end) if leaves else (part, loop)

    def _assign(self, part: Part, index: int, values: dict[str, str]) -> None:
        name, equals, text = part.lines[index].arguments.partition("=")
        name = name.strip().lstrip("_")
        if equals:
            value = self.value(part, index, text, values)
            values.pop(name, None)
            if value is not None:
                values[name] = value

    def _decide(self, part: Part, index: int, values: dict[str, str]) -> Position | Way | None:
        """Where a test leads whose outcome is known on this way; None where it is not, and where
        it counts attempts: the first of them passes it, too."""
        jumps = part.applications[index] == "gotoif"
        branches = parse_branches(part.lines[index].arguments, nested=not jumps)
        if limit_of(self, part, index, branches.condition.text) is not None:
            return None
        decided = outcome(branches.condition.text, values)
        if decided is None:
            return None
        branch = branches.true if decided else branches.false
        if branch is None or not branch.text.strip():
            return self.after(part, index)
        if jumps:
            return self.goto(part, index, branch.text, values)
        application = parse_application(branch.text)
        name = application.name.lower() if application else ""
        if application is not None and name == "goto":
            return self.goto(part, index, application.arguments, values)
        return self.after(part, index) if name in UNNOTICED else None

    def special(self, origin: Part, name: str) -> Way | None:
        """The way to a special extension (`i`, `t`, `e` …) of a context; None where it has none."""
        key = (origin.context, name)
        if key not in self._special:
            self._special[key] = self.sought(*key)
        place = self._special[key]
        return None if place is None else self.way(origin, place)

    def choices(self, origin: Part, context: str) -> Choices:
        """What can be pressed in a context, seen from the context of a part."""
        key = (origin.context, context)
        found = self._choices.get(key)
        if found is None:
            found = self._choices[key] = choices_of(self, origin, context)
        return found

    def hub(self, context: str, origin: str) -> Target:
        """The step that stands for all longer extensions of a context, seen from another."""
        self.hubs.setdefault(context, None)
        return Target(HUB, None if context == origin else context)


def _is_return(origin: Part, part: Part) -> bool:
    """Whether a part only leads back to where its context begins."""
    if origin.context != part.context or part.extension.exten != "s":
        return False
    name = origin.extension.exten
    return name in {"i", "t", "e", "T"} or len(name) == 1
