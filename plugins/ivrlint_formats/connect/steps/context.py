"""What is known of a flow while its actions become steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ivrlint.model import UNKNOWN, Exit, Maybe, Prompt, Role
from ivrlint_formats.connect.actions import Action, Way
from ivrlint_formats.connect.attributes import reads_of, writes_of
from ivrlint_formats.connect.exits import all_exits
from ivrlint_formats.connect.platform import Platform
from ivrlint_formats.connect.settings import UNKNOWN_SETTINGS, Settings
from ivrlint_formats.connect.speech import prompt_of


@dataclass(frozen=True, slots=True)
class FlowContext:
    """The flow that an action stands in.

    `settings` are those in force at each action, `silences` the ways that
    comparisons take after silence; both by the name of the action.
    """

    role: Role
    platform: Platform
    actions: Mapping[str, Action]
    settings: Mapping[str, Settings]
    silences: Mapping[str, Way]

    def in_force(self, action: Action) -> Settings:
        """What other actions have set before this one."""
        return self.settings.get(action.name, UNKNOWN_SETTINGS)

    def common(self, action: Action) -> dict[str, Any]:
        """What every step has, as keyword arguments."""
        return {
            "name": action.name,
            "place": action.place,
            "title": action.title,
            "reads": reads_of(action),
            "writes": writes_of(action),
            "note": (("type", action.written),) if action.written else (),
        }

    def prompts(self, action: Action, interruptible: Maybe[bool] = UNKNOWN) -> tuple[Prompt, ...]:
        """What is heard at the action, in the language in force."""
        language = self.in_force(action).language
        prompt = prompt_of(action, language=language, interruptible=interruptible)
        return () if prompt is None else (prompt,)

    def exits(self, action: Action) -> tuple[Exit, ...]:
        """Every way out of an action whose ways have no meaning of their own."""
        return all_exits(action, self.platform)
