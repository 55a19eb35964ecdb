"""One action that becomes a step, and what its maker may ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ivrlint.model import UNKNOWN, Cause, Exit, Hangup, Maybe, Step, Target, Unknown
from ivrlint.places import Place
from ivrlint_formats.data import String
from ivrlint_formats.freeswitch.dialplan.arguments import Argument
from ivrlint_formats.freeswitch.dialplan.deciding import NOTHING
from ivrlint_formats.freeswitch.dialplan.places import Cursor
from ivrlint_formats.freeswitch.dialplan.program import Act
from ivrlint_formats.freeswitch.dialplan.walk import Walk
from ivrlint_formats.freeswitch.nodes.ground import Way


class Here:
    """An action that becomes a step named `name`.

    Steps that it needs besides its own are added to `more`.
    """

    def __init__(self, walk: Walk, cursor: Cursor, act: Act, name: str) -> None:
        self.walk: Final = walk
        self.cursor: Final = cursor
        self.act: Final = act
        self.name: Final = name
        self.application: Final = act.application.name.lower()
        self.at: Final = act.application.place
        self.more: list[Step] = []
        self.arguments: Final[Sequence[Argument]] = walk.arguments(act)

    @property
    def common(self) -> dict[str, Any]:
        """What every step of this action begins with: its name, its place, its part."""
        return {"name": self.name, "place": self.at, "part": self.cursor.group}

    @property
    def data(self) -> String | None:
        """All its arguments as one text."""
        return self.act.application.data

    @property
    def written(self) -> str:
        """All its arguments as they are written; empty without any."""
        return "" if self.data is None else self.data.value.strip()

    def text(self, number: int) -> str:
        """An argument as it is written; empty where it is not there."""
        return self.arguments[number].text if number < len(self.arguments) else ""

    def string(self, number: int) -> String | None:
        """An argument as a string that knows where it stands."""
        if self.data is None or number >= len(self.arguments) or not self.text(number):
            return None
        return self.arguments[number].string(self.data)

    def value(self, text: str) -> str | None:
        """A text with its variables filled in; None where it is not surely known."""
        return self.walk.value(self.cursor, text)

    def seconds(self, number: int) -> float | None:
        """An argument in milliseconds as seconds; None without it, or where it is not known."""
        text = self.value(self.text(number))
        if text is None or not text.isdecimal() or len(text) > 9:
            return None
        return int(text) / 1000

    def whole(self, number: int) -> int | None:
        """An argument as a whole number; None without it, or where it is not known."""
        text = self.value(self.text(number))
        return int(text) if text is not None and text.isdecimal() and len(text) < 9 else None

    def variable(self, name: str) -> Maybe[str]:
        """A watched variable at this action: UNKNOWN where it has no certain value.

        None where nothing sets it, neither before this action nor for the whole system.
        """
        found = self.set_here(name)
        return self.walk.ground.system.variables.get(name) if found is None else found

    def set_here(self, name: str) -> Maybe[str]:
        """A watched variable as actions have set it; None where none has."""
        found: str | Unknown | None = self.walk.values_at(self.cursor).get(name)
        return found

    def way(self, to: Cursor, values: Mapping[str, str] = NOTHING) -> Way:
        """The way to a place, past what a caller does not notice."""
        return self._seen(self.walk.way(to, values))

    def on(self, values: Mapping[str, str] = NOTHING) -> Way:
        """The way to what comes after this action; `values` hold on this way alone."""
        return self.way(self.walk.next(self.cursor), values)

    def goes_on(self) -> bool:
        """Whether anything comes after this action that a caller may notice."""
        cursor = self.walk.next(self.cursor)
        return not self.walk.ends(cursor)

    def enter(self, context: str, number: str) -> Way:
        """The way to a number in a context."""
        to = self.walk.enter(context, number)
        return self.way(to) if isinstance(to, Cursor) else self._seen(to)

    def led(self, to: Cursor | Way) -> Way:
        """A place or a way as the way to it."""
        return self.way(to) if isinstance(to, Cursor) else self._seen(to)

    def _seen(self, way: Way) -> Way:
        """A way as it is named in the flow of this action."""
        if isinstance(way, Target) and way.flow is not None and way.flow == self.cursor.plan.flow:
            return Target(way.step, None, way.elsewhere)
        return way

    def end(self) -> Way:
        """Where the engine ends the call, as nothing else is to follow."""
        if self.cursor.plan.then is None:
            return self._seen(self.walk.end(self.cursor))
        name = f"{self.name} lost"
        if all(one.name != name for one in self.more):
            self.more.append(
                Hangup(name=name, place=self.at, part=self.cursor.group, implicit=True)
            )
        return Target(name)

    def exit(self, cause: Cause, to: Way, place: Place | None = None, **more: Any) -> Exit:
        """A way out of the step; it stands where the action stands, unless a place is given."""
        return Exit(cause=cause, target=to, place=place or self.at, **more)

    def unknown(self, name: str) -> bool:
        """Whether a variable may have any value."""
        return self.variable(name) is UNKNOWN
