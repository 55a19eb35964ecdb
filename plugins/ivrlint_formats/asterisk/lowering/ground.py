"""What is known of the lines of one configuration, before any call walks along them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final, TypeAlias

from ivrlint.model import Target, Unresolved
from ivrlint.places import Place
from ivrlint_formats.asterisk.dialplan.nodes import Dialplan
from ivrlint_formats.asterisk.language.variables import substitute
from ivrlint_formats.asterisk.lowering.candidates import Candidate, candidates
from ivrlint_formats.asterisk.lowering.counting import Counter, counters_of
from ivrlint_formats.asterisk.lowering.jumps import jumps_of
from ivrlint_formats.asterisk.lowering.languages import language_everywhere
from ivrlint_formats.asterisk.lowering.parts import Known, Part
from ivrlint_formats.asterisk.system.answers import Found
from ivrlint_formats.asterisk.system.system import System

Way: TypeAlias = Target | Unresolved
"""Where an exit leads."""

Position: TypeAlias = tuple[Part, int]
"""A line: a part and the index in it."""

NOTHING: Final[Mapping[str, str]] = {}
"""No values that are known on one way alone."""


class Ground:
    """The parts of one configuration, and what its lines assign, count and ask for.

    `falls_through`: whether the call ends where an extension does.
    `constants` are the variables that nothing changes.
    """

    def __init__(self, dialplans: Sequence[Dialplan]) -> None:
        self.system: Final = System(dialplans)
        self.falls_through: Final = all(dialplan.autofallthrough for dialplan in dialplans)
        numbers: dict[tuple[str, str], set[int]] = {}
        self._parts_of: Final = {
            each.name: [Part(each.name, extension, numbers) for extension in each.extensions]
            for each in self.system.contexts.values()
        }
        self.parts: Final = {
            id(part.extension): part for parts in self._parts_of.values() for part in parts
        }
        self.jumps: Final = jumps_of(self.parts.values(), numbers)
        self.constants: Final = {
            variable.name: variable.value
            for dialplan in dialplans
            for variable in dialplan.variables
            if variable.name not in self.jumps.assigned and "$" not in variable.value
        }
        self._entered_in: dict[str, frozenset[str]] = {}
        self._assigned_in: dict[str, dict[str, list[tuple[Part, str | None]]]] = {}
        self._texts_assigned: dict[tuple[str, str], frozenset[str | None]] = {}
        self._candidates: dict[tuple[str, str], Sequence[Candidate]] = {}
        self._counters: dict[str, dict[str, Counter]] = {}

    @cached_property
    def language(self) -> str | None:
        """The one language that the dialplan assigns, for contexts that assign none."""
        return language_everywhere(self)

    def parts_of(self, context: str) -> Sequence[Part]:
        """The parts of a context, in the order in which the engine searches them."""
        return self._parts_of.get(context, ())

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

    def texts_assigned(self, context: str, name: str) -> frozenset[str | None]:
        """The different texts that a context assigns to a variable; None for an unknown one."""
        key = (context, name)
        found = self._texts_assigned.get(key)
        if found is None:
            assigned = self.assigned_in(context).get(name, ())
            found = self._texts_assigned[key] = frozenset(text for _, text in assigned)
        return found

    def candidates(self, context: str, name: str) -> Sequence[Candidate]:
        """The values that a variable may have in a context."""
        key = (context, name)
        found = self._candidates.get(key)
        if found is None:
            assigned = self.assigned_in(context).get(name, ())
            found = self._candidates[key] = candidates(name, assigned)
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

    def position(self, found: Found) -> Position:
        """The line that an entry is."""
        part = self.parts[id(found.extension)]
        index = part.index_of(found.entry.priority)
        assert index is not None
        return part, index

    def value(
        self, part: Part, index: int, text: str, values: Mapping[str, str] = NOTHING
    ) -> str | None:
        """A text with its variables filled in, as far as they are surely known at a line."""
        if "$" not in text:
            return text
        return substitute(text, Known(part, index, self.constants, values))

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


def step_name(part: Part, index: int) -> str:
    """The name of the step that a line is: `s,3`."""
    return f"{part.name},{part.lines[index].priority}"


def end_name(part: Part) -> str:
    """The name of the step at which an extension ends."""
    return f"{part.name},end"
