"""Which menu runs inside which: a menu that another one runs (`menu-sub`) comes back to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ivrlint_formats.freeswitch.nodes.ground import Way
from ivrlint_formats.freeswitch.nodes.system import MenuNode

SUB: Final = "menu-sub"
_DEEPEST: Final = 12
"""How many menus may run inside one another; the engine refuses more."""
_MOST: Final = 200
"""Menus around a menu that are looked at."""


class Stacks:
    """How the menus of a system are started."""

    def __init__(self, menus: Mapping[str, MenuNode]) -> None:
        self._uses: dict[str, dict[Way, None]] = {}
        self.parents: dict[str, dict[str, None]] = {name: {} for name in menus}
        """The menus that run a menu inside themselves, each once."""
        self._outermost: dict[str, list[str]] = {}
        for name, menu in menus.items():
            for entry in menu.element.elements("entry"):
                sub = entry.get("param") or ""
                if entry.get("action") == SUB and sub != name and sub in self.parents:
                    self.parents[sub][name] = None

    def use(self, name: str, then: Way) -> None:
        """Something outside of all menus runs a menu."""
        self._uses.setdefault(name, {})[then] = None

    def ways_on(self, name: str) -> list[Way]:
        """Where calls go on when a menu ends as the outermost one."""
        return list(self._uses.get(name, ()))

    def is_used(self, name: str) -> bool:
        """Whether something outside of all menus runs a menu."""
        return name in self._uses

    def outermost(self, name: str) -> list[str]:
        """The menus that may be the outermost one while a menu runs, itself included.

        Without any use at hand they are those that no other menu runs; else itself.
        """
        if name not in self._outermost:
            above = self._above(name)
            used = [one for one in above if self.is_used(one)]
            tops = used or [one for one in above if not self.parents.get(one)] or [name]
            self._outermost[name] = tops
        return self._outermost[name]

    def _above(self, name: str) -> list[str]:
        """A menu and those that may run around it."""
        above: dict[str, None] = {name: None}
        level = [name]
        for _ in range(_DEEPEST):
            level = [
                parent
                for one in level
                for parent in self.parents.get(one, ())
                if parent not in above and len(above) < _MOST
            ][:_MOST]
            above |= dict.fromkeys(level)
            if not level:
                break
        return list(above)
