"""Where customers begin: which extensions are called from outside, as far as can be told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ivrlint.model import Collect, Menu, Queue, Role, Step, Target, Transfer
from ivrlint_formats.freeswitch.dialplan.plan import Plan
from ivrlint_formats.freeswitch.dialplan.walk import Walk

_OF_STAFF: Final = re.compile(
    r"^(default|features?|internal|local|users?|phones?|agents?|staff|office|lan|verto|skinny.*"
    r"|intern.*|rtmp|webrtc)$|out-?_?(bound|going|call|side)|feature|toll|test",
    re.IGNORECASE,
)
"""Names of contexts for the company's own phones, and for calls outside."""

_OF_CUSTOMERS: Final = re.compile(
    r"public|in-?_?(bound|coming)|extern|(^|[-_])did(s|[-_]|$)|from[-_](pstn|trunk|carrier|provider)"
    r"|pstn|customer",
    re.IGNORECASE,
)

_SHORTEST_NUMBER: Final = 7
"""Digits: shorter numbers are for the company's own phones."""

_MOST_NUMBERS: Final = 100
"""Dialled numbers of one context that are listed as its own."""


class Beginnings:
    """Where customers begin in one system."""

    def __init__(
        self,
        plans: Sequence[Plan],
        steps: Mapping[tuple[int, int], Sequence[Step]],
        walk: Walk,
    ) -> None:
        self._steps = steps
        self._led_to = walk.gone_to | walk.called
        self._found: dict[int, Sequence[int]] = {}
        self._walk = walk
        self._contexts = {plan.flow for plan in plans}
        self._open = any(_OF_CUSTOMERS.search(plan.context.name) for plan in plans)

    def role(self, plan: Plan) -> Role:
        """What a context is for."""
        if self.entries(plan):
            return Role.ENTRY
        called = [key for key in self._steps if key[0] == id(plan)]
        walk = self._walk
        if called and all(key in walk.called and key not in walk.gone_to for key in called):
            return Role.MODULE
        return Role.INTERNAL

    def entries(self, plan: Plan) -> Sequence[int]:
        """The extensions of a context that customers call.

        In a context for calls from outside all that are numbers; in any other
        only whole phone numbers, and short ones that lead into a menu or a queue
        where no context is for calls from outside.
        """
        found = self._found.get(id(plan))
        if found is None:
            found = self._found[id(plan)] = self._entries(plan)
        return found

    def _entries(self, plan: Plan) -> Sequence[int]:
        name = plan.context.name
        of_customers = _OF_CUSTOMERS.search(name) is not None
        of_staff = not of_customers and _OF_STAFF.search(name) is not None
        found = []
        for home in range(len(plan.extensions)):
            if (id(plan), home) not in self._steps or not plan.is_found(plan.subject_of(home)):
                continue
            numbers = plan.subject_of(home).whole
            is_number = numbers is not None and all(map(_is_phone_number, numbers))
            may_ask = not of_customers and not of_staff and not self._open
            if (
                (of_customers and self._is_called(plan, home))
                or (not of_customers and is_number)
                or (may_ask and self._asks(plan, home))
            ):
                found.append(home)
        return found

    def numbers(self, plan: Plan) -> Sequence[str]:
        """The phone numbers that lead into a context."""
        found = [number for home in self.entries(plan) for number in self._of(plan, home)]
        return found if len(found) <= _MOST_NUMBERS else []

    def _of(self, plan: Plan, home: int) -> Iterator[str]:
        whole = plan.subject_of(home).whole or ()
        yield from (number for number in whole if _is_phone_number(number))

    def _is_called(self, plan: Plan, home: int) -> bool:
        """Whether a call from outside may begin at an extension: it is a number that no other
        extension leads to."""
        texts = plan.subject_of(home).texts
        if (id(plan), home) in self._led_to:
            return any(map(_is_phone_number, texts))
        return not texts or any(text.lstrip("+").isdigit() for text in texts)

    def _asks(self, plan: Plan, home: int) -> bool:
        """Whether an extension leads at once into a menu, a queue, or a question."""
        if (id(plan), home) in self._walk.gone_to or not plan.asks_number(home):
            return False
        steps = self._steps[id(plan), home]
        if any(isinstance(step, Transfer) for step in steps):
            return False
        return any(
            isinstance(step, Collect | Menu | Queue)
            or any(
                isinstance(exit_.target, Target)
                and exit_.target.step is None
                and exit_.target.flow is not None
                and exit_.target.flow not in self._contexts
                for exit_ in step.exits
            )
            for step in steps
        )


def _is_phone_number(text: str) -> bool:
    """Whether a number is as long as a phone number."""
    digits = text.lstrip("+")
    return digits.isdigit() and len(digits) >= _SHORTEST_NUMBER
