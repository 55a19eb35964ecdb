"""A flow as both of its forms say it: actions, and where each leads.

Archy nests actions in the outputs of others, an export names them by id; from
here on the two are the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from ivrlint.places import Place
from ivrlint_formats.data import Object, String

Ref: TypeAlias = int | str
"""The number of a block, or the name of one that the flow does not have."""


@dataclass(frozen=True, slots=True)
class Way:
    """Where an output of an action leads."""

    to: Ref
    place: Place


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of a menu: `key` is what is pressed, `words` what is said, by language."""

    name: String | None
    way: Way
    key: str | None
    words: tuple[String, ...]
    everywhere: bool


@dataclass(slots=True)
class Block:
    """One action, menu or end, with its properties in Archy's form.

    `outputs` are those that hold actions; `next` is what comes after the action.
    """

    kind: str
    title: str
    place: Place
    whole: Place
    body: Object
    part: str = ""
    outputs: dict[str, Way] = field(default_factory=dict)
    next: Ref | None = None
    choices: tuple[Choice, ...] = ()
    default: Way | None = None


@dataclass(slots=True)
class Draft:
    """One flow. `blocks` by number; `same` leads from a jump to what it jumps to."""

    kind: str
    name: String | None
    place: Place
    body: Object
    blocks: dict[int, Block] = field(default_factory=dict)
    same: dict[int, Ref] = field(default_factory=dict)
    start: Ref | None = None
    statements: list[Place] = field(default_factory=list)
    """Menus, tasks, states and choices, which a comment can stand on like an action."""
    called: set[int] = field(default_factory=set)
    """The ends of tasks that other tasks call."""

    def final(self, ref: Ref) -> Ref | None:
        """Where a reference leads after all jumps; None where they go in a circle."""
        seen: set[Ref] = set()
        while isinstance(ref, int) and ref in self.same:
            if ref in seen:
                return None
            seen.add(ref)
            ref = self.same[ref]
        # The next question about any of these is answered at once.
        self.same.update((passed, ref) for passed in seen if isinstance(passed, int))
        return ref
