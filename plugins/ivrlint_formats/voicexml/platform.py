"""What VoiceXML is: the facts of `platform.json`, as the reader asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from ivrlint.lean import dataclass
from ivrlint.model import Cause
from ivrlint_formats.package_data import load_json


@dataclass(frozen=True, slots=True)
class Builtin:
    """A grammar that every interpreter has.

    `options` are keys with the value that each gives, `parameters` the names
    that set the key of a value; `least` and `most` are digits, None where the
    language does not say.
    """

    options: Mapping[str, str]
    parameters: Mapping[str, str]
    least: int | None = None
    most: int | None = None


class Platform:
    """Elements, properties, builtin grammars, outcomes of transfers, default handlers."""

    @cached_property
    def _facts(self) -> dict[str, Any]:
        return load_json("ivrlint_formats.voicexml", "platform.json")

    @cached_property
    def elements(self) -> frozenset[str]:
        """The elements of the language, but for the spoken ones."""
        return frozenset(self._facts["elements"])

    @cached_property
    def spoken(self) -> frozenset[str]:
        """The elements of SSML."""
        return frozenset(self._facts["spoken"])

    @cached_property
    def places(self) -> Mapping[str, frozenset[str]]:
        """Where elements may stand that no interpreter finds anywhere else."""
        return {name: frozenset(parents) for name, parents in self._facts["places"].items()}

    def property(self, name: str) -> str | None:
        """What a property is where nothing sets it; None where each platform has its own."""
        value = self._facts["properties"].get(name)
        return None if value is None else str(value)

    @cached_property
    def breaks(self) -> Mapping[str, float]:
        """Seconds of a break of VoiceXML 1.0 by its size."""
        sizes: dict[str, float] = self._facts["breaks"]
        return sizes

    def builtin(self, name: str) -> Builtin | None:
        """A builtin grammar by its name."""
        facts = self._facts["builtins"].get(name)
        if facts is None:
            return None
        return Builtin(
            facts.get("options", {}),
            facts.get("parameters", {}),
            facts.get("least"),
            facts.get("most"),
        )

    @cached_property
    def outcomes(self) -> Mapping[str, Cause]:
        """What a transfer leaves in its variable, and why it is left then."""
        return {value: Cause(cause) for value, cause in self._facts["outcomes"].items()}

    @cached_property
    def telephony(self) -> frozenset[str]:
        """Schemes of addresses that a call can be transferred to."""
        return frozenset(self._facts["telephony"])

    def ends_call(self, event: str) -> bool:
        """Whether there is no caller any more when this event is thrown."""
        return any(matches(name, event) for name in self._facts["ending_events"])

    def asks_again(self, event: str) -> bool:
        """Whether the default handler of an event asks the caller again."""
        return event in self._facts["asking_again"]

    def goes_on(self, event: str) -> bool:
        """Whether the default handler of an event does nothing; most others end the call."""
        return event in self._facts["going_on"]


def matches(pattern: str, event: str) -> bool:
    """Whether a handler for `pattern` catches an event: the same, or the beginning of its name."""
    pattern = pattern.rstrip(".")
    return not pattern or event == pattern or event.startswith(pattern + ".")
