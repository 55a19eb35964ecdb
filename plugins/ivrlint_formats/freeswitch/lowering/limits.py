"""The numbers of a menu: how long it waits, how often it is played, how many keys it reads."""

from __future__ import annotations

from ivrlint.model import UNKNOWN, Maybe, Problem
from ivrlint.places import Place
from ivrlint_formats.freeswitch.lowering.values import integer, is_number, is_template
from ivrlint_formats.freeswitch.platform import Platform
from ivrlint_formats.markup import Element


class Limits:
    """The numeric attributes of one menu, with the engine's defaults.

    Numbers that are none are told in `problems`; what a variable fills in is unknown.
    """

    def __init__(self, menu: Element, platform: Platform) -> None:
        self._menu = menu
        self._platform = platform
        self.problems: list[Problem] = []
        self._numbers = {name: self._number(name) for name in platform.menu_numbers}

    @property
    def timeout(self) -> Maybe[float]:
        """Seconds that the first key is waited for."""
        if self._is_open("timeout"):
            return UNKNOWN
        return (self._numbers["timeout"] or self._default("timeout")) / 1000

    @property
    def digit_timeout(self) -> Maybe[float]:
        """Seconds that the next key is waited for: half of the timeout where it is written."""
        if self._is_open("inter-digit-timeout") or self._is_open("timeout"):
            return UNKNOWN
        own = self._numbers["inter-digit-timeout"]
        if own is None:
            written = self._numbers["timeout"]
            own = written // 2 if written else self._default("timeout")
        return own / 1000

    @property
    def set_at(self) -> tuple[tuple[str, Place], ...]:
        """Where the menu itself sets the time-outs."""
        names = {"timeout": "timeout", "digit_timeout": "inter-digit-timeout"}
        found = ((field, self._menu.string(name)) for field, name in names.items())
        return tuple(
            (field, value.inside) for field, value in found if value and value.value.strip()
        )

    @property
    def presentations(self) -> Maybe[int]:
        """How often the menu is played: the greater of both limits."""
        if self._is_open("max-failures") or self._is_open("max-timeouts"):
            return UNKNOWN
        failures = self._numbers["max-failures"]
        timeouts = self._numbers["max-timeouts"] or failures or self._default("max-timeouts")
        return max(failures or self._default("max-failures"), timeouts)

    @property
    def longest(self) -> Maybe[int]:
        """The most keys of one choice: no less than the longest entry."""
        if self._is_open("digit-len"):
            return UNKNOWN
        lengths = [
            len(digits)
            for entry in self._menu.elements("entry")
            if (digits := entry.get("digits") or "") and not digits.startswith("/")
        ]
        return max([self._numbers["digit-len"] or 0, *lengths]) or UNKNOWN

    def _number(self, attribute: str) -> int | None:
        """What an attribute says; None where it says nothing that the engine takes."""
        value = self._menu.string(attribute)
        if value is None or not value.value.strip():
            return None
        if not is_number(value.value) and not is_template(value.value):
            default = self._platform.menu_numbers[attribute]
            taken = "" if default is None else f"; FreeSWITCH takes {default}"
            message = f"{attribute} is a whole number, not {value.value!r}{taken}"
            self.problems.append(Problem("invalid-value", value.inside, message, hides=False))
        number = integer(value.value)
        return number if number > 0 else None

    def _default(self, attribute: str) -> int:
        return self._platform.menu_numbers[attribute] or 0

    def _is_open(self, attribute: str) -> bool:
        """Whether the value is only known to the engine."""
        return is_template(self._menu.get(attribute))
