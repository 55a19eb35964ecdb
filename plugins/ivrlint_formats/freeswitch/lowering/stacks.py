"""Which menu runs inside which: a menu that another one runs (`menu-sub`) comes back to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ivrlint.lean import dataclass
from ivrlint_formats.freeswitch.nodes.ground import Way
from ivrlint_formats.freeswitch.nodes.system import MenuNode

SUB: Final = "menu-sub"


@dataclass(frozen=True, slots=True)
class Use:
    """A place that runs a menu as the outermost one; the call goes on by `then`."""

    then: Way


class Stacks:
    """How the menus of a system are started."""

    def __init__(self, menus: Mapping[str, MenuNode]) -> None:
        self._uses: dict[str, dict[Way, Use]] = {}
        self.parents: dict[str, list[str]] = {name: [] for name in menus}
        """The menus that run a menu inside themselves."""
        for name, menu in menus.items():
            for entry in menu.element.elements("entry"):
                sub = entry.get("param") or ""
                if entry.get("action") == SUB and sub != name and sub in self.parents:
                    parents = self.parents[sub]
                    if name not in parents:
                        parents.append(name)

    def use(self, name: str, then: Way) -> None:
        """Something outside of all menus runs a menu."""
        self._uses.setdefault(name, {}).setdefault(then, Use(then))

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
        above: dict[str, None] = {name: None}
        waiting = [name]
        while waiting:
            for parent in self.parents.get(waiting.pop(), ()):
                if parent not in above:
                    above[parent] = None
                    waiting.append(parent)
        used = [one for one in above if self.is_used(one)]
        return used or [one for one in above if not self.parents.get(one)] or [name]
