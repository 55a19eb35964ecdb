"""A verb of jambonz while it becomes a step."""

from __future__ import annotations

from collections.abc import Iterator

from ivrlint.lean import dataclass
from ivrlint.model import UNKNOWN, Maybe, Prompt, Role
from ivrlint_formats.data import Object, String
from ivrlint_formats.verbs import Here, Way
from ivrlint_formats.verbs.actions import Action, played, spoken
from ivrlint_formats.verbs.response import language_of


@dataclass(frozen=True, slots=True)
class Verb:
    """An action, the language that is spoken where it says none, and the action before it."""

    action: Action
    language: str | None = None
    before: Action | None = None

    def hook(self, here: Here, name: str = "actionHook", role: Role | None = None) -> Way | None:
        """Where the call goes on with what a hook answers; None where no hook is named."""
        address = self.hook_string(name)
        if address is None or not address.value.strip():
            return None
        return Way(here.links.to(address.value, role), address.place)

    def hook_string(self, name: str) -> String | None:
        """The address of a hook, alone or with how it is called."""
        value = self.action.node.get(name)
        if isinstance(value, Object):
            value = value.get("url")
        return next(iter(self.action.strings(value)), None)

    def heard(self, interruptible: Maybe[bool] = UNKNOWN) -> Iterator[Prompt]:
        """What a `say` or a `play` lets callers hear, also one that stands in the verb."""
        if self.action.name in ("say", "play"):
            yield from self._heard(self.action.name, self.action.node, interruptible)
            return
        for name in ("say", "play"):
            inner = self.action.node.object(name)
            if inner is not None:
                yield from self._heard(name, inner, interruptible)

    def _heard(self, name: str, node: Object, interruptible: Maybe[bool]) -> Iterator[Prompt]:
        language = language_in(node) or self.language
        if name == "say":
            for string in self.action.strings(node.get("text")):
                yield from spoken(string, language=language, interruptible=interruptible)
        else:
            for string in self.action.strings(node.get("url")):
                yield from played(string, interruptible=interruptible)


def language_in(node: Object) -> str | None:
    """The language that a synthesizer speaks."""
    synthesizer = node.object("synthesizer")
    return None if synthesizer is None else language_of(synthesizer.text("language"))
