"""What FreeSWITCH is: the facts of `platform.json`, as the reader asks for them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from ivrlint_formats.package_data import load_json


class Platform:
    """Attributes of menus and parameters of queues, with what they are where they are not set."""

    @cached_property
    def _facts(self) -> dict[str, Any]:
        return load_json("ivrlint_formats.freeswitch", "platform.json")

    @property
    def menu_numbers(self) -> dict[str, int | None]:
        """The attributes of a menu that are whole numbers, and their defaults."""
        return {name: one["default"] for name, one in self._facts["menu"]["numbers"].items()}

    @property
    def menu_actions(self) -> list[str]:
        """What an entry of a menu can do."""
        actions: list[str] = self._facts["menu"]["actions"]
        return actions

    @property
    def terminator(self) -> str:
        """The key that ends an entry of digits."""
        return str(self._facts["menu"]["terminator"])

    @property
    def pin(self) -> dict[str, Any]:
        """How a menu asks for its PIN."""
        pin: dict[str, Any] = self._facts["menu"]["pin"]
        return pin

    @property
    def queue_seconds(self) -> dict[str, int]:
        """The parameters of a queue that are seconds, and their defaults."""
        seconds: dict[str, int] = self._facts["callcenter"]["seconds"]
        return seconds

    @property
    def most_seconds(self) -> int:
        """The most seconds that such a parameter may say."""
        return int(self._facts["callcenter"]["most_seconds"])

    @property
    def strategies(self) -> list[str]:
        """How a queue can choose its agents."""
        strategies: list[str] = self._facts["callcenter"]["strategies"]
        return strategies
