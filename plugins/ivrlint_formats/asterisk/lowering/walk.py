"""The walk of a call from line to line, past those that a caller does not notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final, TypeAlias

from ivrlint.model import Scope, Target, Unresolved
from ivrlint.places import Place
from ivrlint_formats.asterisk.dialplan.nodes import Dialplan
from ivrlint_formats.asterisk.language.arguments import Argument
from ivrlint_formats.asterisk.language.targets import (
    GotoTarget,
    parse_application,
    parse_branches,
    parse_goto,
)
from ivrlint_formats.asterisk.language.variables import substitute
from ivrlint_formats.asterisk.lowering.blocks import blocks_of
from ivrlint_formats.asterisk.lowering.choices import HUB, Choices, choices_of
from ivrlint_formats.asterisk.lowering.counting import Counter, counters_of, limit_of
from ivrlint_formats.asterisk.lowering.jumps import jumps_of
from ivrlint_formats.asterisk.lowering.languages import language_everywhere
from ivrlint_formats.asterisk.lowering.outcomes import outcome
from ivrlint_formats.asterisk.lowering.parts import Known, Part
from ivrlint_formats.asterisk.lowering.selecting import Selection, context_of, extension_of
from ivrlint_formats.asterisk.lowering.unnoticed import UNNOTICED
from ivrlint_formats.asterisk.system.answers import Found, Missing, Perhaps
from ivrlint_formats.asterisk.system.system import System

Way: TypeAlias = Target | Unresolved
"""Where an exit leads."""

Position: TypeAlias = tuple[Part, int]
"""A line: a part and the index in it."""

NOTHING: Final[Mapping[str, str]] = {}

PASSED: Final = UNNOTICED | {"goto", "endwhile", "continuewhile", "else", "elseif"}
"""What a walk always passes: where the call goes on is known without the caller."""

_TESTS: Final = frozenset({"gotoif", "execif"})
"""Tests that are passed where their outcome is known."""

_STARTS: Final = frozenset({"s", "~~s~~"})
"""Where a context, and a macro of AEL, is entered."""

_MOST_SELECTIONS: Final = 1000
"""Jumps whose places are looked for: real systems have a hundred at most."""

_OF_CALLERS: Final = "several callers have an extension of their own there"

_MOST_LINES: Final = 200
"""Lines of one walk that is led by values: beyond it, they are forgotten."""


class Walk:
    """One configuration, with what was found out about its lines.

    `steps` are the lines that become steps, with their names, in the order in
    which they were met; `makers` ask for the rest of them.
    """

    def __init__(
        self,
        dialplans: Sequence[Dialplan],
        *,
        find_elsewhere: Callable[[str], Walk | Unresolved | None],
    ) -> None:
        self.system: Final = System(dialplans)
        self.falls_through: Final = all(dialplan.autofallthrough for dialplan in dialplans)
        self._find_elsewhere = find_elsewhere
        contexts = [(each.name, each.extensions) for each in self.system.contexts.values()]
        self.jumps: Final = jumps_of(contexts)
        self.constants: Final = {
            variable.name: variable.value
            for dialplan in dialplans
            for variable in dialplan.variables
            if variable.name not in self.jumps.assigned and "$" not in variable.value
        }
        self._included: Final = {
            include.name for each in self.system.contexts.values() for include in each.includes
        }
        self.parts: Final[dict[int, Part]] = {}
        numbers = self.jumps.numbers
        for name, extensions in contexts:
            for extension in extensions:
                jumped = frozenset(numbers.get((name, extension.exten), ()))
                self.parts[id(extension)] = Part(name, extension, jumped)
        self.wanted: Final[list[Position]] = []
        self.ended: Final[dict[int, int]] = {}
        self.hubs: Final[dict[str, None]] = {}
        self.selected: Final[dict[str, Selection]] = {}
        self._may_select: Final[dict[Target, Selection]] = {}
        self._selections: dict[tuple[int, int, str, str], Position | Target | None] = {}
        self._entered_in: dict[str, frozenset[str]] = {}
        self._parts_of: dict[str, list[Part]] = {}
        self._assigned_in: dict[str, dict[str, list[tuple[Part, str | None]]]] = {}
        self._lost: set[Target] = set()
        self._special: dict[tuple[str, str], Position | Way | None] = {}
        self._choices: dict[tuple[str, str], Choices] = {}
        self._counters: dict[str, dict[str, Counter]] = {}
        self._settled: dict[tuple[int, int], Position | Way] = {}

    @cached_property
    def language(self) -> str | None:
        """The one language that the dialplan assigns, for contexts that assign none."""
        return language_everywhere(self)

    def parts_of(self, context: str) -> Sequence[Part]:
        """The parts of a context, in the order in which the engine searches them."""
        parts = self._parts_of.get(context)
        if parts is None:
            found = self.system.context(context)
            extensions = [] if found is None else found.extensions
            parts = self._parts_of[context] = [self.parts[id(one)] for one in extensions]
        return parts

    def assigned_in(self, context: str) -> Mapping[str, Sequence[tuple[Part, str | None]]]:
        """Every assignment in a context: by the variable, the part and the text assigned."""
        found = self._assigned_in.get(context)
        if found is None:
            found = self._assigned_in[context] = {}
            for part in self.parts_of(context):
                for name, assignments in part.assignments.items():
                    texts = found.setdefault(name, [])
                    texts += [(part, text) for _, text in assignments]
        return found

    def entered_in(self, context: str) -> frozenset[str]:
        """The variables that callers enter in a context."""
        found = self._entered_in.get(context)
        if found is None:
            found = self._entered_in[context] = frozenset(
                line.arguments.split(",", 1)[0].strip()
                for part in self.parts_of(context)
                for application, line in zip(part.applications, part.lines, strict=True)
                if application in {"read", "readexten"}
            )
        return found

    def is_subroutine(self, context: str) -> bool:
        """Whether a macro runs in a context, so that its end leads back."""
        return context.startswith("macro-")

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
        if refers and place[0] is not origin:
            self._refer(origin, place[0])
        settled = self._settle(place, values)
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
            selection = self._may_select.pop(way, None)
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
        settled = place if isinstance(place, Target | Unresolved) else self._settle(place, NOTHING)
        if settled is not place and isinstance(settled, Target | Unresolved):
            return None
        if isinstance(settled, tuple) and (
            self._is_test(settled) or not self.jumps.assigned.isdisjoint(names)
        ):
            return None
        return self.way(origin, place)

    def after(self, part: Part, index: int) -> Position | Way:
        """The line after a line, as the engine finds it; `(part, ~index)` where the call ends."""
        follower = part.follower(index)
        if follower is not None:
            return part, follower
        line = part.lines[index]
        found = self.system.next_entry(Found(part.context, part.extension, line), line.priority)
        if isinstance(found, Found):
            return self.position(found)
        if isinstance(found, Perhaps) and found.found:
            return Unresolved(found.reason, Scope.STARTS)
        return part, ~index

    def position(self, found: Found) -> Position:
        """The line that an entry is."""
        part = self.parts[id(found.extension)]
        index = part.index_of(found.entry.priority)
        assert index is not None
        return part, index

    def _settle(self, place: Position, values: Mapping[str, str]) -> Position | Way:
        if not values and (place[1] < 0 or place[0].applications[place[1]] not in PASSED):
            return place  # most lines are steps
        if values and self.jumps.assigned.isdisjoint(values):
            plain = self._settle(place, NOTHING)
            if isinstance(plain, tuple) and not self._is_test(plain):
                return plain  # nothing on the way looks at the values
        passed: list[tuple[int, int]] = []
        met: set[tuple[int, int]] = set()
        known = dict(values)
        at: Position | Way = place
        while not isinstance(at, Target | Unresolved):
            part, index = at
            if index < 0:
                break
            key = (id(part), index)
            if not known and key in self._settled:
                at = self._settled[key]
                break
            if key in met:
                break  # round and round, and nothing happens: the line itself is a step
            if known and len(met) > _MOST_LINES:
                return self._settle(at, NOTHING)
            after = self._pass(part, index, known)
            if after is None:
                break
            met.add(key)
            passed.append(key)
            part.is_seen[index] = 1
            at = after
        if not values:
            for key in passed:
                self._settled[key] = at
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
            return None if isinstance(to, Target) and to in self._lost else to
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

    def value(
        self, part: Part, index: int, text: str, values: Mapping[str, str] = NOTHING
    ) -> str | None:
        """A text with its variables filled in, as far as they are surely known at a line."""
        if "$" not in text:
            return text
        return substitute(text, Known(part, index, self.constants, values))

    def goto(
        self,
        part: Part,
        index: int,
        text: str,
        values: Mapping[str, str] = NOTHING,
        *,
        chooses: bool = True,
    ) -> Position | Way:
        """Where a jump leads. With `chooses` False one that the call chooses is not known."""
        target = parse_goto(text)
        if target is None:
            return Unresolved(f"{text.strip() or 'an empty Goto'!r} names no target", Scope.PART)
        return self.jump(part, index, target, values, chooses=chooses)

    def jump(
        self,
        part: Part,
        index: int,
        target: GotoTarget,
        values: Mapping[str, str] = NOTHING,
        *,
        chooses: bool = True,
    ) -> Position | Way:
        """Where a target of a jump is."""

        def read(argument: Argument | None, default: str) -> str | None:
            if argument is None:
                return default
            value = self.value(part, index, argument.text, values)
            return None if value is None else value.strip()

        priority = read(target.priority, "1")
        context = read(target.context, part.context)
        exten = read(target.exten, part.extension.exten)
        into_start = priority == "1"
        if context is None:
            assert target.context is not None
            if chooses and exten is not None and priority is not None:
                one = self._any_context(part, index, target.context.text, exten, priority)
                if one is not None:
                    return one
            reason = f"the context {target.context.text!r} is chosen during the call"
            return Unresolved(reason, Scope.STARTS if into_start else Scope.ANYWHERE)
        if exten is None:
            assert target.exten is not None
            if chooses and priority is not None and priority.isdigit():
                number = int(priority[:9])
                one = self._any_extension(part, index, context, target.exten.text, number)
                if one is not None:
                    return one
            reason = f"the extension {target.exten.text.strip()!r} is chosen during the call"
            return Unresolved(reason, Scope.STARTS if into_start else Scope.ANYWHERE)
        if priority is None:
            here = target.context is None and target.exten is None
            reason = f"the label {target.priority.text!r} is chosen during the call"
            return Unresolved(reason, Scope.PART if here else Scope.ANYWHERE)
        if target.exten is None and target.context is None:
            return self._within(part, index, priority)
        own = part.extension
        if own.cid is not None and (context, exten) == (part.context, own.exten):
            return self._within(part, index, priority)  # the caller is the same
        return self._at(part, context, exten, priority, relative=target.context is None)

    def _within(self, part: Part, index: int, priority: str) -> Position | Way:
        """A line of the extension itself, by its priority or its label."""
        number = _number(priority, part.lines[index].priority, part.extension.labels)
        found = None if number is None else part.index_of(number)
        if found is not None:
            return part, found
        return self._at(part, part.context, part.extension.exten, priority, relative=True)

    def _at(
        self, part: Part, context: str, exten: str, priority: str, *, relative: bool
    ) -> Position | Way:
        sought: int | str = int(priority[:9]) if priority.isdigit() else priority
        if self.system.context(context) is None:
            other = self._find_elsewhere(context)
            if isinstance(other, Unresolved):
                return other
            if other is not None:
                return other.way(part, other._at(part, context, exten, priority, relative=False))
        found = self.system.find(context, exten, sought)
        if isinstance(found, Found):
            if found.extension.cid is None or not found.instead:
                return self.position(found)
            found = Perhaps(_OF_CALLERS, found.instead)
        if isinstance(found, Perhaps):
            into_middle = found.found and priority != "1"
            return Unresolved(found.reason, Scope.ANYWHERE if into_middle else Scope.STARTS)
        if isinstance(self.system.find(context, exten, 1), Missing):
            instead = self.missing(context)
            if instead is not None:
                return instead
        missing = Target(f"{exten},{priority}", context)
        if relative and context in self._included:
            reason = f"a context that includes {context!r} may define it"
            return Target(missing.step, missing.flow, Unresolved(reason, Scope.STARTS))
        self._lost.add(missing)
        return missing

    def _any_extension(
        self, part: Part, index: int, context: str, text: str, priority: int
    ) -> Position | Target | None:
        """Where a jump leads to an extension that shows only during the call."""
        key = (id(part), index, context, text)
        if key not in self._selections and len(self._selections) < _MOST_SELECTIONS:
            self._selections[key] = None  # what the search itself meets is not looked for again
            found = extension_of(self, part, index, context, text, priority)
            where = text if context == part.context else f"{context},{text}"
            self._selections[key] = self._select(found, where)
        return self._selections.get(key)

    def _any_context(
        self, part: Part, index: int, text: str, exten: str, priority: str
    ) -> Position | Target | None:
        """Where a jump leads into a context that shows only during the call."""
        key = (id(part), index, text, exten)
        if key not in self._selections and len(self._selections) < _MOST_SELECTIONS:
            self._selections[key] = None
            sought: int | str = int(priority[:9]) if priority.isdigit() else priority
            found = context_of(self, part, index, text, exten, sought)
            self._selections[key] = self._select(found, text)
        return self._selections.get(key)

    def _select(self, found: Selection | Position | None, where: str) -> Position | Target | None:
        if not isinstance(found, Selection):
            return found
        name = f"{step_name(found.part, found.index)} {where.strip()}"
        target = Target(name, found.part.context)
        self._may_select[target] = found
        return target

    def special(self, origin: Part, name: str) -> Way | None:
        """The way to a special extension (`i`, `t`, `e` …) of a context; None where it has none."""
        key = (origin.context, name)
        if key not in self._special:
            self._special[key] = self._sought(*key)
        place = self._special[key]
        return None if place is None else self.way(origin, place)

    def _sought(self, context: str, name: str) -> Position | Way | None:
        found = self.system.special(context, name)
        if isinstance(found, Found):
            return self.position(found)
        return Unresolved(found.reason, Scope.STARTS) if isinstance(found, Perhaps) else None

    def missing(self, context: str) -> Position | Way | None:
        """Where a call gets that is sent to an extension which a context does not have."""
        for name in ("i", "e"):
            found = self.system.special(context, name)
            if isinstance(found, Found):
                return self.position(found)
            if isinstance(found, Perhaps):
                return Unresolved(found.reason, Scope.STARTS)
        return None

    def own(self, origin: Part, name: str) -> Target:
        """The target that a further step of a line is, by its name."""
        del origin
        return Target(name)

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

    def place_of(self, context: str) -> Place:
        """The header of a context."""
        found = self.system.context(context)
        assert found is not None
        return found.parts[0].place

    def counters(self, context: str) -> Mapping[str, Counter]:
        """The counters of a context, by their names."""
        found = self._counters.get(context)
        if found is None:
            found = self._counters[context] = counters_of(self.parts_of(context))
        return found

    def part_place(self, part: Part, index: int) -> Place:
        """Where a line stands."""
        return part.lines[index].place


def _is_return(origin: Part, part: Part) -> bool:
    """Whether a part only leads back to where its context begins."""
    if origin.context != part.context or part.extension.exten != "s":
        return False
    name = origin.extension.exten
    return name in {"i", "t", "e", "T"} or len(name) == 1


def _number(priority: str, current: int, labels: Mapping[str, int]) -> int | None:
    """A priority as a number: `3`, a label, `label+101`, `+1` from the current one."""
    if priority.isdigit():
        return int(priority[:9])
    if priority in labels:
        return labels[priority]
    name, plus, more = priority.partition("+")
    if plus and more.isdigit():
        base = current if not name else labels.get(name)
        return None if base is None else base + int(more[:9])
    if priority[:1] == "-" and priority[1:].isdigit():
        return current - int(priority[1:10])
    return None


def step_name(part: Part, index: int) -> str:
    """The name of the step that a line is: `s,3`."""
    return f"{part.name},{part.lines[index].priority}"


def end_name(part: Part) -> str:
    """The name of the step at which an extension ends."""
    return f"{part.name},end"
