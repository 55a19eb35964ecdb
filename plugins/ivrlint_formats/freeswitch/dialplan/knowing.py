"""What is known of the contexts of one system before any call walks through them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from ivrlint_formats.freeswitch.dialplan.arguments import Argument, split_arguments
from ivrlint_formats.freeswitch.dialplan.deciding import NOTHING, Facts, dialled_expression
from ivrlint_formats.freeswitch.dialplan.following import Values, values_after, values_in
from ivrlint_formats.freeswitch.dialplan.matching import expression_of
from ivrlint_formats.freeswitch.dialplan.places import Cursor
from ivrlint_formats.freeswitch.dialplan.plan import Plan, extensions_of
from ivrlint_formats.freeswitch.dialplan.program import Act, Check
from ivrlint_formats.freeswitch.dialplan.run import Run
from ivrlint_formats.freeswitch.dialplan.variables import filled
from ivrlint_formats.freeswitch.nodes.ground import Ground

_MOST_TEXTS: Final = 100
"""Values of one text that are all followed."""

_CAPTURED: Final = re.compile(r"\$[0-9]")
"""What a menu's own expression captured."""


class Knowing:
    """The contexts of one system, with the values that texts have in them.

    `runs` are the applications that run outside of any context.
    """

    def __init__(self, ground: Ground) -> None:
        self.ground: Final = ground
        self.facts: Final = Facts(ground.system.variables)
        self.plans: Final = {
            name: Plan(context, ground.flow_of_context(name), self.facts, extensions_of(context))
            for name, context in ground.system.contexts.items()
        }
        for plan in self.plans.values():
            self.facts.learn(plan.extensions)
        self.runs: Final[list[Run]] = []
        self._values: dict[int, list[Sequence[Values | None]]] = {}

    def arguments(self, act: Act) -> Sequence[Argument]:
        """The arguments of an action."""
        data = act.application.data
        return () if data is None else split_arguments(data.value)

    @property
    def contexts_with_menus(self) -> list[str]:
        """The contexts whose extensions run menus."""
        return [
            name
            for name, plan in self.plans.items()
            if any(
                act.application.name.lower() == "ivr"
                for extension in plan.extensions
                for act in extension.acts
            )
        ]

    @cached_property
    def _taken(self) -> Mapping[str, set[str]]:
        """How calls are taken out of each fifo: `wait`, `nowait`."""
        found: dict[str, set[str]] = {}
        for plan in self.plans.values():
            for extension in plan.extensions:
                for act in extension.acts:
                    if act.application.name.lower() == "fifo":
                        given = [one.text for one in self.arguments(act)]
                        if len(given) > 1 and given[1].lower() == "out":
                            how = given[2].lower() if len(given) > 2 else "wait"
                            found.setdefault(given[0], set()).add(how)
        return found

    def is_parking(self, fifo: str) -> bool:
        """Whether a fifo only keeps calls until somebody fetches them from another phone."""
        name = fifo.partition("!")[0]
        return self._taken.get(name) == {"nowait"} and name not in self.ground.system.fifos

    def value(self, at: Cursor, text: str, values: Mapping[str, str] = NOTHING) -> str | None:
        """A text with its variables filled in; None where it is not surely known."""
        found = self.values(at, text, values)
        return found[0] if len(found) == 1 else None

    def values(self, at: Cursor, text: str, values: Mapping[str, str] = NOTHING) -> Sequence[str]:
        """All values that a text may have; none where they are not known."""
        if "$" not in text:
            return (text,)
        if isinstance(at.plan, Run) and _CAPTURED.search(text):
            return self._of_entered(at.plan.entered or "", text)
        op = at.extension.ops[at.index]
        check = _capturing(op.checks) if isinstance(op, Act) else None
        whole = at.subject.whole
        set_here = self.values_at(at)

        def known(name: str, dialled: str | None) -> str | None:
            if name == "destination_number":
                return dialled
            if name in values:
                return values[name]
            own = set_here.get(name)
            return own if isinstance(own, str) else self.facts.value(name)

        if check is None:
            constant = filled(text, lambda name: known(name, None), None)
            if constant is not None:
                return (constant,)
        expression = None if check is None else dialled_expression(check)
        if whole is None or (check is not None and expression is None):
            return ()
        found: dict[str, None] = {}
        for number in whole[:_MOST_TEXTS]:
            groups = None
            if expression is not None:
                try:
                    groups = expression_of(expression).groups(number)
                except ValueError:
                    return ()
                if groups is None:
                    continue
            one = filled(text, lambda name, number=number: known(name, number), groups)  # type: ignore[misc]
            if one is None:
                return ()
            found[one] = None
        return list(found)

    def _of_entered(self, expression: str, text: str) -> Sequence[str]:
        """All values of a text with what the expression of a menu's entry captured."""
        keys = expression_of(expression)
        examples = keys.examples()
        if not examples.complete or not expression.startswith("/"):
            return ()
        found = [filled(text, self.facts.value, keys.groups(one)) for one in examples.texts]
        known = [one for one in found if one is not None]
        return list(dict.fromkeys(known)) if len(known) == len(found) else ()

    def values_at(self, at: Cursor) -> Values:
        """The values of the watched variables at a place."""
        plan = at.plan
        found = self._values.get(id(plan))
        if found is None:
            found = self._values[id(plan)] = []
            before: Values = {}
            for extension in plan.extensions:
                here = values_in(extension, before)
                found.append(here)
                before = values_after(extension, here, before)
        return found[at.at][at.index] or {}


def _capturing(checks: Sequence[Check]) -> Check | None:
    """The comparison whose parentheses `$1` stands for in an action."""
    return next(
        (
            check
            for check in reversed(checks)
            if check.expression is not None
            and check.field is not None
            and "(" in check.expression.value
        ),
        None,
    )
