"""Where jumps lead: targets as the arguments name them, found as the engine finds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from ivrlint.model import Scope, Target, Unresolved
from ivrlint_formats.asterisk.dialplan.nodes import Dialplan
from ivrlint_formats.asterisk.language.arguments import Argument
from ivrlint_formats.asterisk.language.targets import GotoTarget, parse_goto
from ivrlint_formats.asterisk.lowering.ground import NOTHING, Ground, Position, Way, step_name
from ivrlint_formats.asterisk.lowering.parts import Part
from ivrlint_formats.asterisk.lowering.selecting import Selection, context_of, extension_of
from ivrlint_formats.asterisk.system.answers import Found, Missing, Perhaps

if TYPE_CHECKING:
    from ivrlint_formats.asterisk.lowering.walk import Walk

_STARTS: Final = frozenset({"s", "~~s~~"})
"""Where a context, and a macro of AEL, is entered."""

_MOST_SELECTIONS: Final = 1000
"""Jumps whose places are looked for: real systems have a hundred at most."""

_OF_CALLERS: Final = "several callers have an extension of their own there"


class Jumping(Ground):
    """A configuration whose jumps are followed.

    `find_elsewhere` gives the configuration of a context that this one lacks.
    `lost` are the targets that are nowhere; `may_select` the jumps that choose
    during the call, by the targets that their steps would be.
    """

    def __init__(
        self,
        dialplans: Sequence[Dialplan],
        *,
        find_elsewhere: Callable[[str], Walk | Unresolved | None],
    ) -> None:
        super().__init__(dialplans)
        self.lost: Final[set[Target]] = set()
        self.may_select: Final[dict[Target, Selection]] = {}
        self._find_elsewhere = find_elsewhere
        self._included: Final = {
            include.name for each in self.system.contexts.values() for include in each.includes
        }
        self._selections: dict[tuple[int, int, str, str], Position | Target | None] = {}

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
        context: str | None = part.context
        exten: str | None = part.extension.exten
        priority = self._read(part, index, target.priority, values)
        if target.context is not None:
            context = self._read(part, index, target.context, values)
        if target.exten is not None:
            exten = self._read(part, index, target.exten, values)
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
        return self.at(part, context, exten, priority, relative=target.context is None)

    def _read(
        self, part: Part, index: int, argument: Argument, values: Mapping[str, str]
    ) -> str | None:
        value = self.value(part, index, argument.text, values)
        return None if value is None else value.strip()

    def _within(self, part: Part, index: int, priority: str) -> Position | Way:
        """A line of the extension itself, by its priority or its label."""
        number = _number(priority, part.lines[index].priority, part.extension.labels)
        found = None if number is None else part.index_of(number)
        if found is not None:
            return part, found
        return self.at(part, part.context, part.extension.exten, priority, relative=True)

    def at(
        self, part: Part, context: str, exten: str, priority: str, *, relative: bool
    ) -> Position | Way:
        """The line that a context, an extension and a priority or label are, seen from a part.

        `relative`: the context is that of the call itself, which may be another one.
        """
        sought: int | str = int(priority[:9]) if priority.isdigit() else priority
        if self.system.context(context) is None:
            other = self._find_elsewhere(context)
            if isinstance(other, Unresolved):
                return other
            if other is not None:
                return other.way(part, other.at(part, context, exten, priority, relative=False))
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
        at_start = sought == 1 and exten in _STARTS and self.system.context(context) is None
        missing = Target(None if at_start else f"{exten},{priority}", context)
        if relative and context in self._included:
            reason = f"a context that includes {context!r} may define it"
            return Target(missing.step, missing.flow, Unresolved(reason, Scope.STARTS))
        self.lost.add(missing)
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
        self.may_select[target] = found
        return target

    def sought(self, context: str, name: str) -> Position | Way | None:
        """Where the engine goes on with a special extension of a context; None without it."""
        found = self.system.special(context, name)
        if isinstance(found, Found):
            return self.position(found)
        return Unresolved(found.reason, Scope.STARTS) if isinstance(found, Perhaps) else None

    def missing(self, context: str) -> Position | Way | None:
        """Where a call gets that is sent to an extension which a context does not have."""
        return self.sought(context, "i") or self.sought(context, "e")


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
