"""One line that becomes a step, and what its maker may ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ivrlint.model import Cause, Exit, Step
from ivrlint.places import Place
from ivrlint_formats.asterisk.dialplan.nodes import Entry
from ivrlint_formats.asterisk.language.arguments import (
    Argument,
    separates_with_pipe,
    split_arguments,
    split_old,
)
from ivrlint_formats.asterisk.language.variables import Reference, pieces
from ivrlint_formats.asterisk.lowering.beside import Beside
from ivrlint_formats.asterisk.lowering.candidates import Candidate
from ivrlint_formats.asterisk.lowering.ground import NOTHING, Position, Way, step_name
from ivrlint_formats.asterisk.lowering.parts import Part
from ivrlint_formats.asterisk.lowering.walk import Walk


class Here:
    """A line that becomes a step.

    `entry` is the line itself or the application inside it (`ExecIf`), `name`
    the name of the step, `at` where it stands. `beside` is what the files beside the dialplan say.
    Steps that the line needs besides its own are added to `more`.
    """

    __slots__ = (
        "_arguments",
        "_following",
        "application",
        "at",
        "beside",
        "entry",
        "index",
        "more",
        "name",
        "part",
        "walk",
    )

    def __init__(
        self,
        walk: Walk,
        beside: Beside,
        part: Part,
        index: int,
        *,
        entry: Entry | None = None,
        name: str | None = None,
    ) -> None:
        self.walk: Final = walk
        self.beside: Final = beside
        self.part: Final = part
        self.index: Final = index
        self.entry: Final = entry or part.lines[index]
        self.name: Final = name or step_name(part, index)
        self.application: Final = (
            part.applications[index] if entry is None else entry.application.lower()
        )
        self.at: Final = self.entry.place
        self.more: list[Step] = []
        self._arguments: Sequence[Argument] | None = None
        self._following: Position | Way | None = None

    @property
    def arguments(self) -> Sequence[Argument]:
        """The arguments, with their offsets in the text."""
        if self._arguments is None:
            text = self.entry.arguments
            is_old = "|" in text and separates_with_pipe(self.application, text)
            self._arguments = split_old(text) if is_old else split_arguments(text)
        return self._arguments

    def argument(self, number: int) -> Argument | None:
        """An argument by its number from 0; None where it is not there or empty."""
        given = self._arguments
        if given is None:
            given = self.arguments
        if number >= len(given):
            return None
        found = given[number]
        text = found.text
        return found if text and not text.isspace() else None

    def text(self, number: int, values: Mapping[str, str] = NOTHING) -> str | None:
        """The text of an argument, its variables filled in; None without it or where unknown."""
        argument = self.argument(number)
        return None if argument is None else self.value(argument.text.strip(), values)

    def value(self, text: str, values: Mapping[str, str] = NOTHING) -> str | None:
        """A text with its variables filled in; None where one is not surely known."""
        return self.walk.value(self.part, self.index, text, values)

    def candidates(self, text: str) -> Sequence[Candidate]:
        """The values that a text of one variable may have, set elsewhere in the context."""
        found = pieces(text)
        if len(found) != 1 or not isinstance(found[0], Reference) or "(" in text or ":" in text:
            return ()
        return self.walk.candidates(self.part.context, found[0].name)

    def seconds(self, number: int) -> float | None:
        """An argument as seconds; None where it is not there, not known, or no number."""
        return seconds_of(self.text(number))

    @property
    def common(self) -> dict[str, Any]:
        """What every step of this line begins with: its name, its place, its part."""
        return {"name": self.name, "place": self.at, "part": self.part.name}

    def place(self, argument: Argument) -> Place:
        """Where an argument stands in the file."""
        entry, start = self.entry, argument.start
        if entry.anchors or entry.arguments_at < 0:
            return entry.words(start, argument.end).place
        begin = entry.arguments_at
        return Place(entry.source, begin + start, begin + max(start, argument.end))

    @property
    def following(self) -> Position | Way:
        """The line after this one."""
        if self._following is None:
            self._following = self.walk.after(self.part, self.index)
        return self._following

    def way(self, to: Position | Way, values: Mapping[str, str] = NOTHING) -> Way:
        """The way to a line, past what a caller does not notice."""
        return self.walk.way(self.part, to, values)

    def on(self, values: Mapping[str, str] = NOTHING) -> Way:
        """The way to what comes after this line; `values` hold on this way alone."""
        return self.way(self.following, values)

    def goto(self, text: str, values: Mapping[str, str] = NOTHING) -> Way:
        """The way that a target of a jump names (`context,exten,priority`)."""
        return self.way(self.walk.goto(self.part, self.index, text, values), values)

    def special(self, *names: str) -> Way | None:
        """The way to the first of these special extensions that the context has."""
        for name in names:
            way = self.walk.special(self.part, name)
            if way is not None:
                return way
        return None

    def exit(
        self,
        cause: Cause,
        to: Way,
        place: Place | None = None,
        *,
        key: str | None = None,
        condition: str | None = None,
        after: float | None = None,
    ) -> Exit:
        """A way out of the step; it stands where the line stands, unless a place is given."""
        return Exit(
            cause=cause,
            target=to,
            place=place or self.at,
            key=key,
            condition=condition,
            after=after,
        )

    def inside(self, entry: Entry, suffix: str) -> Here:
        """An application inside of this line, as a step of its own."""
        return Here(
            self.walk,
            self.beside,
            self.part,
            self.index,
            entry=entry,
            name=f"{self.name} {suffix}",
        )


def seconds_of(text: str | None) -> float | None:
    """A text as seconds; None where it is none, negative, or no number."""
    if text is None:
        return None
    try:
        seconds = float(text)
    except ValueError:
        return None
    return seconds if 0 <= seconds < 1e9 else None
