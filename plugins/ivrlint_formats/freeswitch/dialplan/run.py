"""Applications that run outside of any context: those of a menu's entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ivrlint_formats.freeswitch.dialplan.deciding import Facts
from ivrlint_formats.freeswitch.dialplan.plan import Plan
from ivrlint_formats.freeswitch.dialplan.program import Extension
from ivrlint_formats.freeswitch.nodes.ground import Application, Way
from ivrlint_formats.freeswitch.nodes.system import Context


class Run(Plan):
    """Applications that run one after the other outside of any context.

    `entered` is the expression of the keys that were pressed for them.
    """

    def __init__(
        self,
        applications: Sequence[Application],
        then: Way,
        facts: Facts,
        *,
        name: str,
        part: str,
        entered: str | None = None,
    ) -> None:
        place = applications[0].place
        extension = Extension.run(applications, part, place)
        super().__init__(Context("", (), place), "", facts, [extension])
        self.then = then
        self.entered: Final = entered
        self._name = name
        self._made = 0

    def named(self) -> str:
        """The name of its next step."""
        self._made += 1
        return self._name if self._made == 1 else f"{self._name},{self._made}"
