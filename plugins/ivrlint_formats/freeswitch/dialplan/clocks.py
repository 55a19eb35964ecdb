"""Variables that say whether it is open: set where the clock is looked at, tested elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ivrlint_formats.freeswitch.dialplan.deciding import assigned_by
from ivrlint_formats.freeswitch.dialplan.matching import expression_of
from ivrlint_formats.freeswitch.dialplan.program import Act, Check, Extension, Test
from ivrlint_formats.freeswitch.dialplan.times import Kind, kind_of
from ivrlint_formats.freeswitch.dialplan.variables import names_in

_CLOSED: Final = re.compile(r"clos|night|after(?!noon)|weekend|lunch|(?<![a-z])off(?!ice)|out_?of")
_OPEN: Final = re.compile(r"open|(?<![a-z])day|office|business|working|hours")
_HOLIDAY: Final = re.compile(r"holiday|feest|feier|ferie|vacation|xmas|christmas")

_OTHER: Final[Mapping[Kind, Kind]] = {"open": "closed", "closed": "open"}


def kind_of_test(test: Test, extension: Extension) -> Kind:
    """What a test of the clock asks for: as the extension is called, else as its values show."""
    times = test.checks[0].times
    shown = kind_of(times) if times else "unknown"
    name = extension.part.lower().replace("-", "_")
    if _HOLIDAY.search(name):
        return "holiday"
    if shown != "unknown":
        return shown
    if _CLOSED.search(name):
        return "closed"
    return "open" if _OPEN.search(name) else "unknown"


class Clocks:
    """The variables of a system that are set by what the clock says, with what each value means."""

    def __init__(self, extensions: Iterable[Extension]) -> None:
        self._meanings: dict[str, dict[str, Kind]] = {}
        for extension in extensions:
            for test in extension.tests:
                if not any(check.times for check in test.checks):
                    continue
                kind = kind_of_test(test, extension)
                for act in _run(extension, test.yes):
                    self._learn(act, kind)
                for act in _run(extension, test.no):
                    self._learn(act, _OTHER.get(kind, "unknown"))

    def _learn(self, act: Act, kind: Kind) -> None:
        for name, value in assigned_by(act):
            meanings = self._meanings.setdefault(name, {})
            known = meanings.setdefault(value, kind)
            if known != kind and kind != "unknown":
                # Closed on holidays, and closed at night: closed.
                meanings[value] = "closed" if {known, kind} == {"holiday", "closed"} else kind

    def kind(self, check: Check) -> Kind | None:
        """What it means that a variable fits an expression; None where no clock sets it."""
        names = names_in(check.field or "")
        if len(names) != 1 or names[0] not in self._meanings:
            return None
        expression = "" if check.expression is None else check.expression.value.strip()
        fitting: set[Kind] = set()
        others: set[Kind] = set()
        for value, kind in self._meanings[names[0]].items():
            (fitting if expression_of(expression).fits(value) else others).add(kind)
        for found, opposite in ((fitting, False), (others, True)):
            known = found - {"unknown"}
            if len(known) == 1:
                kind = known.pop()
                return _OTHER.get(kind, "unknown") if opposite else kind
        return "unknown"


def _run(extension: Extension, index: int) -> Iterator[Act]:
    """The actions that follow one another from an operation on."""
    op = extension.ops[index]
    while isinstance(op, Act):
        yield op
        op = extension.ops[op.next]
