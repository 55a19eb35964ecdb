"""What Amazon Connect is: the facts of `platform.json`, as the reader asks for them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from ivrlint.model import Role
from ivrlint_formats.package_data import load_json


class Platform:
    """Action types, error types, flow types, the older export's names, voices."""

    @cached_property
    def _facts(self) -> dict[str, Any]:
        return load_json("ivrlint_formats.connect", "platform.json")

    @cached_property
    def actions(self) -> dict[str, dict[str, Any]]:
        """The action types of the flow language, by name."""
        actions: dict[str, dict[str, Any]] = self._facts["actions"]
        return actions

    @property
    def error_types(self) -> list[str]:
        """All that an action can fail with."""
        types: list[str] = self._facts["error_types"]
        return types

    @property
    def invented_types(self) -> dict[str, str]:
        """Action types that people write and the service refuses, with what is meant."""
        types: dict[str, str] = self._facts["invented_types"]
        return types

    @property
    def old_modules(self) -> dict[str, dict[str, Any]]:
        """The module types of the older export, and what each is in the flow language."""
        modules: dict[str, dict[str, Any]] = self._facts["old_modules"]
        return modules

    def block(self, action_type: str) -> str:
        """The name that the console gives to the block."""
        return str(self.actions.get(action_type, {}).get("block", action_type))

    def is_filler(self, action_type: str) -> bool:
        """Whether `NextAction` is only there because the grammar asks for one."""
        return "filler" in self.actions.get(action_type, {})

    def is_conditional(self, action_type: str) -> bool:
        """Whether the action can have conditions."""
        return "conditional" in self.actions.get(action_type, {})

    def role(self, flow_type: str | None) -> Role | None:
        """The role of a flow of this type; None for a type that is not known."""
        role = self._facts["flow_types"].get(flow_type)
        return None if role is None else Role(role)

    def operator(self, name: str) -> str:
        """How a comparison is written for people: `=`, `starts with`."""
        return str(self._facts["operators"].get(name, name))

    def new_operator(self, name: str) -> str:
        """The flow language's name of a comparison of the older export."""
        return str(self._facts["old_operators"].get(name, name))

    def system_name(self, name: str) -> str:
        """The JSONPath name of a system attribute of the older export."""
        return str(self._facts["old_system_names"].get(name, name))

    def language_of(self, voice: str) -> str | None:
        """The language that a voice of Amazon Polly speaks; None where it speaks several."""
        language = self._facts["voices"].get(voice)
        return None if language is None else str(language)

    @property
    def input_seconds(self) -> float:
        """How long input is waited for where nothing is set."""
        return float(self._facts["defaults"]["input_seconds"])

    @property
    def interdigit_seconds(self) -> float:
        """How long the next digit is waited for where nothing is set."""
        return float(self._facts["defaults"]["interdigit_seconds"])

    @property
    def terminator(self) -> str:
        """The key that ends an entry where nothing is set."""
        return str(self._facts["defaults"]["terminator"])
