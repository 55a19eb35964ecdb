"""A verb of TwiML while it becomes a step."""

from __future__ import annotations

from ivrlint.lean import dataclass
from ivrlint_formats.markup import Element
from ivrlint_formats.twiml.platform import Platform
from ivrlint_formats.verbs import Here, Way


@dataclass(frozen=True, slots=True)
class Verb:
    """The element, where it stands among the others, and what Twilio does by default.

    `before` is the verb just before it; None for the first.
    """

    here: Here
    element: Element
    platform: Platform
    before: Element | None = None

    def action(self, default: Way | None = None) -> Way | None:
        """Where the call goes on when the verb is done, if it says so."""
        action = self.element.attribute("action")
        if action is None or not action.value.value.strip():
            return default
        return Way(self.here.links.to(action.value.value), action.place)
