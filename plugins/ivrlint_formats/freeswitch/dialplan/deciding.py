"""Whether a condition holds, as far as it is known before anybody calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ivrlint_formats.freeswitch.dialplan.matching import expression_of
from ivrlint_formats.freeswitch.dialplan.program import Act, Check, Extension, Test
from ivrlint_formats.freeswitch.dialplan.variables import assignment, filled

_DIALLED: Final = frozenset({"destination_number", "${destination_number}"})

_OF_ENGINE: Final[Mapping[str, str]] = {"sip_looped_call": "", "direction": "inbound"}
"""Variables as the engine sets them for a caller: calls that go in circles are none."""

NOTHING: Final[Mapping[str, str]] = {}

_ASSIGNING: Final = frozenset({"set", "export", "bridge_export", "set_global", "unset", "push"})


def dialled_expression(check: Check) -> str | None:
    """The expression that a comparison holds the dialled number against; None for any other."""
    if check.field is None or check.field.strip() not in _DIALLED:
        return None
    text = "" if check.expression is None else check.expression.value.strip()
    return None if "${" in text else text


class Facts:
    """What holds for a whole system: its variables, and which of them dialplans change."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self.assigned: Final[set[str]] = set()

    def learn(self, extensions: Iterable[Extension]) -> None:
        """Take in which variables the actions of extensions change."""
        for extension in extensions:
            for act in extension.acts:
                self.assigned.update(name for name, _ in assigned_by(act))

    def value(self, name: str) -> str | None:
        """The value of a variable that nothing changes; None where it is not known."""
        return None if name in self.assigned else self._variables.get(name)

    def holds(
        self, test: Test, dialled: Sequence[str], values: Mapping[str, str] = NOTHING
    ) -> bool | None:
        """Whether a condition holds for all of these dialled numbers; None where it may.

        Without any number nothing is known of what is dialled.
        """
        found = {self._holds(test, number, values) for number in (dialled or (None,))}
        return found.pop() if len(found) == 1 else None

    def _holds(self, test: Test, dialled: str | None, values: Mapping[str, str]) -> bool | None:
        outcomes = [self._check(check, dialled, values) for check in test.checks]
        if test.rule == "xor":
            return None if None in outcomes else outcomes.count(True) == 1
        decided = test.rule == "any"
        if decided in outcomes:
            return decided
        return None if None in outcomes else not decided

    def _check(self, check: Check, dialled: str | None, values: Mapping[str, str]) -> bool | None:
        outcome = self._compare(check, dialled, values)
        # Who writes times beside a field means both.
        return None if check.times and outcome is not False else outcome

    def _compare(self, check: Check, dialled: str | None, values: Mapping[str, str]) -> bool | None:
        if check.field is None:
            return True
        expression = dialled_expression(check)
        if expression is not None:
            one = expression_of(expression)
            if dialled is None:
                return True if one.certain and one.fits_anything else None
            return one.fits(dialled)
        written = "" if check.expression is None else check.expression.value.strip()
        text = filled(check.field.strip(), lambda name: self._known(name, values), None)
        if "$" not in check.field or text is None or "${" in written:
            return None
        return expression_of(written).fits(text)

    def _known(self, name: str, values: Mapping[str, str]) -> str | None:
        if name in values:
            return values[name]
        return _OF_ENGINE[name] if name in _OF_ENGINE else self.value(name)


def assigned_by(act: Act) -> list[tuple[str, str]]:
    """The variables that an action sets, with their new values as they are written."""
    name = act.application.name.lower()
    data = "" if act.application.data is None else act.application.data.value
    if name in _ASSIGNING:
        found = assignment(data)
        if found is None and name == "unset" and data.strip():
            return [(data.strip(), "")]
        return [] if found is None else [found]
    if name == "multiset":
        delimiter, rest = " ", data
        if data.startswith("^^") and len(data) > 2:
            delimiter, rest = data[2], data[3:]
        return [one for part in rest.split(delimiter) if (one := assignment(part)) is not None]
    return []
