"""What Twilio Studio is: the facts of `platform.json`, as the reader asks for them."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final, NamedTuple

from ivrlint.model import Cause
from ivrlint_formats.package_data import load_json

GONE: Final = "the caller has hung up"
"""The condition of what is still done when nobody is on the line."""


class Event(NamedTuple):
    """What an event of a widget is. `without_next`: `ends`, `unhandled` or `nothing`."""

    cause: Cause
    condition: str | None
    without_next: str


class Platform:
    """Widget types with their events, condition types, defaults."""

    @cached_property
    def _facts(self) -> dict[str, Any]:
        return load_json("ivrlint_formats.studio", "platform.json")

    @property
    def widgets(self) -> dict[str, dict[str, Any]]:
        """The widget types, by the name that they have in files."""
        widgets: dict[str, dict[str, Any]] = self._facts["widgets"]
        return widgets

    @property
    def conditions(self) -> list[str]:
        """The types of condition."""
        conditions: list[str] = self._facts["conditions"]
        return conditions

    @cached_property
    def call_statuses(self) -> dict[str, Cause]:
        """What a connected call can end with, and the cause of the exit."""
        return {name: Cause(cause) for name, cause in self._facts["call_statuses"].items()}

    def title(self, widget_type: str) -> str:
        """The name of a widget type in the editor."""
        return str(self.widgets.get(widget_type, {}).get("title", widget_type))

    def channel(self, widget_type: str) -> str:
        """The only channel that a widget works in: `phone`, `chat` or `any`."""
        return str(self.widgets.get(widget_type, {}).get("channel", "any"))

    def plain_kind(self, widget_type: str) -> str:
        """The step that a widget is, where it needs no code of its own; else nothing."""
        return str(self.widgets.get(widget_type, {}).get("as", ""))

    def event(self, widget_type: str, name: str) -> Event:
        """What an event is; one that is not known is judged by its name."""
        fact = self.widgets.get(widget_type, {}).get("events", {}).get(name)
        if fact is None:
            return _by_name(name)
        if fact["cause"] == "gone":
            return Event(Cause.CONDITION, GONE, "nothing")
        return Event(Cause(fact["cause"]), None, fact["without_next"])

    def default(self, name: str) -> float:
        """A number that holds where nothing is set."""
        return float(self._facts["defaults"][name])

    @property
    def terminator(self) -> str:
        """The key that ends an entry where nothing is set."""
        return str(self._facts["defaults"]["terminator"])

    @property
    def language(self) -> str:
        """The language that is spoken where neither a language nor a voice is set."""
        return str(self._facts["defaults"]["language"])


def _by_name(name: str) -> Event:
    lower = name.lower()
    if "hangup" in lower:
        return Event(Cause.CONDITION, GONE, "nothing")
    if "fail" in lower or "error" in lower:
        return Event(Cause.ERROR, None, "unhandled")
    if "timeout" in lower:
        return Event(Cause.TIMEOUT, None, "nothing")
    return Event(Cause.CONDITION, name or None, "nothing")
