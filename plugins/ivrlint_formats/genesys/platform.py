"""What Genesys Cloud Architect is: the facts of `platform.json`, as the reader asks for them."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, Final

from ivrlint.model import Channel, Role
from ivrlint_formats.data import String
from ivrlint_formats.package_data import load_json

_CAPITAL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Platform:
    """Kinds of flows, actions, outputs, defaults, and the names that an export has for them."""

    @cached_property
    def _facts(self) -> dict[str, Any]:
        return load_json("ivrlint_formats.genesys", "platform.json")

    @property
    def flow_kinds(self) -> dict[str, dict[str, str]]:
        """The kinds of flows, by their key in YAML."""
        kinds: dict[str, dict[str, str]] = self._facts["flow_kinds"]
        return kinds

    def role(self, kind: str) -> Role:
        """What a flow of this kind is for."""
        return Role(self.flow_kinds[kind]["role"])

    def channel(self, kind: str) -> Channel:
        """Where a flow of this kind takes place."""
        return Channel(self.flow_kinds[kind]["channel"])

    @cached_property
    def looping_kinds(self) -> frozenset[str]:
        """The kinds whose first task begins again when it has ended."""
        return frozenset(kind for kind, facts in self.flow_kinds.items() if "loops" in facts)

    def kind_of_export(self, name: str) -> str | None:
        """The YAML key of a kind of flow that an export names."""
        for kind, facts in self.flow_kinds.items():
            if facts.get("export", kind).lower() == name.lower():
                return kind
        return None

    @property
    def actions(self) -> dict[str, dict[str, Any]]:
        """The actions, by their key in YAML."""
        actions: dict[str, dict[str, Any]] = self._facts["actions"]
        return actions

    def outputs(self, kind: str) -> list[str]:
        """The outputs that an action of this kind has; those left empty lead on."""
        outputs: list[str] = self.actions.get(kind, {}).get("outputs", [])
        return outputs

    def plain(self, kind: str) -> str:
        """What an action is that differs from others in nothing but its name."""
        return str(self.actions.get(kind, {}).get("as", ""))

    def title(self, kind: str) -> str:
        """The name that Architect gives to an action without one."""
        words = _CAPITAL.sub(" ", kind)
        return str(self.actions.get(kind, {}).get("title", words[:1].upper() + words[1:]))

    def is_default_name(self, name: str) -> bool:
        """Whether a choice still has the name that Architect gave it."""
        return any(re.fullmatch(pattern, name) for pattern in self._facts["default_names"])

    def action_of(self, choice: String) -> String:
        """The key of the action that a choice of a menu performs: `menuDisconnect`."""
        name = choice.value.removeprefix("menu")
        return String(name[:1].lower() + name[1:], choice.place, choice.inside, choice.anchors)

    def key_of(self, written: str | None) -> str | None:
        """The key that is meant: `digit_1`, `digit_star`, `*`, 1."""
        if written is None:
            return None
        name = written.strip().removeprefix("digit_")
        keys: dict[str, str] = self._facts["keys"]
        return keys.get(name, name if re.fullmatch(r"[0-9*#]", name) else None)

    def export_action(self, name: str) -> str | None:
        """The YAML key of an action's type in an export."""
        types: dict[str, str] = self._facts["export_actions"]
        return types.get(name)

    def default_seconds(self, action: str, setting: str) -> float | None:
        """A time that holds where the flow sets none."""
        value = self._facts["defaults"].get(action, {}).get(setting)
        return None if value is None else float(value)

    @property
    def menu_seconds(self) -> float:
        """How long a menu waits for a choice where the flow does not say."""
        return float(self._facts["defaults"]["menu"]["menuSelectionTimeout"])

    @property
    def menu_plays(self) -> int:
        """How often a menu is played where the flow does not say."""
        return int(self._facts["defaults"]["menu"]["repeatCount"])

    @property
    def menu_digit_seconds(self) -> float:
        """How long a menu waits for further digits of an extension."""
        return float(self._facts["defaults"]["menu"]["extensionDialingMaxDelay"])
