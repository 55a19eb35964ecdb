"""The parts of a flow: the extensions of a context, line by line."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from ivrlint.model import Step, Target, Unresolved
from ivrlint_formats.asterisk.dialplan.nodes import Entry
from ivrlint_formats.asterisk.language.variables import substitute
from ivrlint_formats.asterisk.system.extensions import Extension

if TYPE_CHECKING:
    from ivrlint_formats.asterisk.lowering.blocks import Blocks

_MAY_SET_ANYTHING: Final = frozenset(
    {"agi", "eagi", "deadagi", "macro", "macroif", "gosub", "gosubif", "stasis", "execif", "mset"}
    | {"setvar", "tryexec", "exec", "execiftime", "clearhash", "odbcfinish", "read", "readexten"}
)


class Part:
    """An extension of a context: its lines in the order of their priorities.

    `lines` are the entries, `applications` their names in lower case. `numbers`
    are the priorities that jumps name, by context and extension. `is_seen`
    marks the lines that a call has come by; `referrers` are other parts that
    lead here. By their indexes: `targets` are the lines that have become steps,
    `steps` what these are, `settled` where the lines lead that are passed.
    `end` is its end where a call gets there.
    """

    __slots__ = (
        "_assigned",
        "_indexes",
        "_jumped",
        "_numbers",
        "applications",
        "blocks",
        "context",
        "end",
        "extension",
        "is_seen",
        "lines",
        "name",
        "referrers",
        "settled",
        "steps",
        "targets",
    )

    def __init__(
        self, context: str, extension: Extension, numbers: Mapping[tuple[str, str], Collection[int]]
    ) -> None:
        lines = extension.entries
        cid = extension.cid
        self.context: Final = context
        self.extension: Final = extension
        self.lines: Final[Sequence[Entry]] = lines
        self.applications: Final = [entry.application.lower() for entry in lines]
        self.name: Final = extension.exten if cid is None else f"{extension.exten}/{cid}"
        self.is_seen = bytearray(len(lines))
        self.referrers: list[Part] = []
        self.targets: dict[int, Target] = {}
        self.steps: dict[int, list[Step]] = {}
        self.settled: dict[int, tuple[Part, int] | Target | Unresolved] = {}
        self.end: Target | None = None
        self._numbers = numbers
        self._jumped: list[int] | None = None
        self.blocks: Blocks | None = None
        self._indexes: dict[int, int] | None = None
        self._assigned: dict[str, list[tuple[int, str | None]]] | None = None

    @property
    def is_pattern(self) -> bool:
        """Whether several numbers lead here."""
        return self.extension.exten.startswith("_")

    def index_of(self, priority: int) -> int | None:
        """The index of the line with a priority."""
        lines = self.lines
        if 0 < priority <= len(lines) and lines[priority - 1].priority == priority:
            return priority - 1
        if self._indexes is None:
            self._indexes = {entry.priority: index for index, entry in enumerate(lines)}
        return self._indexes.get(priority)

    def follower(self, index: int) -> int | None:
        """The index of the line with the next priority, None where the extension has none."""
        lines = self.lines
        after = index + 1
        if after < len(lines) and lines[after].priority == lines[index].priority + 1:
            return after
        return None

    @property
    def jumped(self) -> Sequence[int]:
        """The indexes of the lines that a jump may lead to, rising."""
        if self._jumped is None:
            numbers = self._numbers.get((self.context, self.extension.exten), ())
            self._jumped = [
                index
                for index, entry in enumerate(self.lines)
                if entry.label is not None or entry.priority in numbers
            ]
        return self._jumped

    def assigned(self, name: str, index: int) -> tuple[int, str | None] | None:
        """The last assignment of a variable before a line: its line, and the text assigned.

        The text is None where a jump or something that runs in between may
        have changed it. None where this part assigns nothing before.
        """
        assignments = self.assignments
        found = assignments.get(name)
        if found is None:
            return None
        at = bisect_left(found, index, key=_line_of) - 1
        if at < 0:
            return None
        line, text = found[at]
        jumped = self.jumped
        joins = bisect_right(jumped, index) - 1
        if joins >= 0 and jumped[joins] > line:
            return line, None
        barriers = assignments.get("", ())
        last = bisect_left(barriers, index, key=_line_of) - 1
        if last >= 0 and barriers[last][0] > line:
            return line, None
        return line, text

    @property
    def assignments(self) -> Mapping[str, Sequence[tuple[int, str | None]]]:
        """Every assignment in this part: by the variable, the lines and the texts.

        Under "" stand the lines of what may assign anything.
        """
        if self._assigned is None:
            self._assigned = _assignments(self.applications, self.lines)
        return self._assigned


def _line_of(assignment: tuple[int, str | None]) -> int:
    return assignment[0]


def _assignments(
    applications: Sequence[str], lines: Sequence[Entry]
) -> dict[str, list[tuple[int, str | None]]]:
    """What is assigned where, by the name of the variable; under "" what may assign anything."""
    found: dict[str, list[tuple[int, str | None]]] = {}
    for index, application in enumerate(applications):
        if application == "set":
            name, equals, value = lines[index].arguments.partition("=")
            if equals:
                found.setdefault(name.strip().lstrip("_"), []).append((index, value))
        elif application in _MAY_SET_ANYTHING:
            found.setdefault("", []).append((index, None))
    return found


class Known(Mapping[str, str]):
    """The values of variables that are surely known at a line; it is asked, not listed.

    `constants` are the variables that nothing changes, `extra` what the walk knows.
    """

    def __init__(
        self,
        part: Part,
        index: int,
        constants: Mapping[str, str],
        extra: Mapping[str, str],
        below: frozenset[str] = frozenset(),
    ) -> None:
        self._part = part
        self._index = index
        self._constants = constants
        self._extra = extra
        self._below = below

    def __getitem__(self, name: str) -> str:
        if name in self._extra:
            return self._extra[name]
        part = self._part
        if name == "EXTEN" and not part.is_pattern:
            return part.extension.exten
        if name == "CONTEXT":
            return part.context
        if name == "PRIORITY":
            return str(part.lines[self._index].priority)
        if name in self._below or len(self._below) > _MOST_STEPS_BACK:
            raise KeyError(name)
        assigned = part.assigned(name, self._index)
        if assigned is None:
            return self._constants[name]
        line, text = assigned
        if text is not None and "$" in text:
            before = Known(part, line, self._constants, {}, self._below | {name})
            text = substitute(text, before)
        if text is None:
            raise KeyError(name)
        return text

    def __iter__(self) -> Iterator[str]:
        return iter(self._extra)

    def __len__(self) -> int:
        return len(self._extra)


_MOST_STEPS_BACK: Final = 8
"""Variables that are looked up to know one: real dialplans go back two or three."""
