"""Scopes: a form item lies in its dialog, that in its document, that in its application."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ivrlint.lean import dataclass
from ivrlint.model import UNKNOWN, Maybe
from ivrlint.places import Place
from ivrlint_formats.markup import Element
from ivrlint_formats.voicexml.expressions import truth_of
from ivrlint_formats.voicexml.files import VoiceXmlFile, events_of, handlers_of, seconds
from ivrlint_formats.voicexml.platform import Platform


@dataclass(frozen=True, slots=True)
class Handler:
    """An event handler, and the file that it stands in: its addresses are read from there.

    `count`: from which time on it catches the event. `holds`: whether its condition does.
    """

    element: Element
    file: VoiceXmlFile
    count: int
    holds: Maybe[bool]

    @classmethod
    def of(cls, element: Element, file: VoiceXmlFile) -> Handler:
        """The handler that an element is."""
        written = (element.get("count") or "1").strip()
        condition = element.get("cond")
        return cls(
            element,
            file,
            int(written) if written.isdigit() and len(written) < 7 else 1,
            True if condition is None else truth_of(condition),
        )


_MOST_HANDLERS: Final = 20
"""Handlers of one event in one scope, and counts of them: real files have a handful."""


class Scopes:
    """The scopes around a form item, from the inside out, each with its file.

    `known` remembers what was looked up in a scope; those of one document share it.
    """

    def __init__(
        self,
        platform: Platform,
        known: dict[tuple[Any, ...], Any],
        *levels: tuple[Element | None, VoiceXmlFile | None],
    ) -> None:
        self._platform = platform
        self._known = known
        self.levels: Final = tuple(
            (element, file) for element, file in levels if element is not None and file is not None
        )

    def first(self, event: str) -> list[Handler]:
        """What catches an event the first time."""
        return self.turns(event)[0][1]

    def property(self, name: str) -> str | None:
        """A property in force: of the innermost scope, there the last; else the platform's."""
        for element, _ in self.levels:
            key = (id(element), "property", name)
            if key not in self._known:
                self._known[key] = _property(element, name)
            value: str | None = self._known[key]
            if value is not None:
                return value
        return self._platform.property(name)

    def place_of(self, name: str) -> Place | None:
        """Where the property in force gets its value; None where the platform's own holds."""
        for element, _ in self.levels:
            key = (id(element), "place", name)
            if key not in self._known:
                self._known[key] = _property_place(element, name)
            place: Place | None = self._known[key]
            if place is not None:
                return place
        return None

    def time(self, name: str) -> Maybe[float]:
        """A property that is a time, in seconds; UNKNOWN where the platform's own holds."""
        value = seconds(self.property(name))
        return UNKNOWN if value is None else value

    def takes(self, mode: str) -> bool:
        """Whether callers can press keys (`dtmf`) or speak (`voice`)."""
        return mode in (self.property("inputmodes") or "").lower().split()

    def handlers(self, event: str) -> list[Handler]:
        """What catches an event, from the inside out, at one level in the order of the file."""
        parts = event.split(".")
        names = ["", *(".".join(parts[: at + 1]) for at in range(len(parts)))]
        found: list[Handler] = []
        for element, file in self.levels:
            key = ("handlers", id(element))
            if key not in self._known:
                self._known[key] = _by_event(element, file)
            by_event = self._known[key]
            here = {at: one for name in names for at, one in by_event.get(name, ())}
            found += [here[at] for at in sorted(here)]
        return found

    def turns(self, event: str) -> list[tuple[int, list[Handler]]]:
        """From which time on an event is caught by what: the first one whose condition holds.

        For each count the handlers with the highest count that is not above it,
        whatever their scope (VoiceXML 2.0, 5.2.4); those after a handler without
        a condition of its own are never asked. An empty list is the platform's own.
        """
        found = [one for one in self.handlers(event) if one.holds is not False]
        key = ("turns", *(id(one.element) for one in found))
        if key not in self._known:
            self._known[key] = list(self._turns(found))
        turns: list[tuple[int, list[Handler]]] = self._known[key]
        return turns

    def _turns(self, found: list[Handler]) -> Iterator[tuple[int, list[Handler]]]:
        counts = sorted({one.count for one in found})[:_MOST_HANDLERS]
        if not counts or counts[0] > 1:
            yield 1, []
        for count in counts:
            yield count, self._asked([one for one in found if one.count == count], found, count)

    def _asked(self, first: list[Handler], found: list[Handler], count: int) -> list[Handler]:
        asked: list[Handler] = []
        lower = sorted((one for one in found if one.count < count), key=lambda one: -one.count)
        for one in (*first, *lower):
            asked.append(one)
            if one.holds is True:
                break
        return asked


def _property(element: Element, name: str) -> str | None:
    """What the last of the properties of this name says that stand in an element."""
    values = [
        one.get("value")
        for one in element.elements("property")
        if (one.get("name") or "").strip().lower() == name
    ]
    return values[-1].strip() if values and values[-1] is not None else None


def _property_place(element: Element, name: str) -> Place | None:
    """Where the value stands that `_property` finds."""
    values = [
        one.string("value")
        for one in element.elements("property")
        if (one.get("name") or "").strip().lower() == name
    ]
    return values[-1].inside if values and values[-1] is not None else None


def _by_event(element: Element, file: VoiceXmlFile) -> dict[str, list[tuple[int, Handler]]]:
    """The handlers of a scope by the events that they name, each with its number."""
    found: dict[str, list[tuple[int, Handler]]] = {}
    for number, one in enumerate(handlers_of(element)):
        handler = Handler.of(one, file)
        for name in events_of(one):
            here = found.setdefault(name.rstrip("."), [])
            if len(here) < _MOST_HANDLERS:
                here.append((number, handler))
    return found
