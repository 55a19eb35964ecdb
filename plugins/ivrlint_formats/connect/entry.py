"""What becomes of an entry that a flow stores: where it is kept, and where silence leads.

Connect goes on after silence as after an entry, with the word `Timeout` as
what was entered; flows test for it afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ivrlint.model import Datum
from ivrlint_formats.connect.actions import Action, Way
from ivrlint_formats.connect.speech import name_of

_STORED: Final = "StoredCustomerInput"
_SILENCE: Final = "Timeout"
_MOST_STEPS: Final = 40
"""How far the test is looked for; in real flows it comes within a few steps."""

_ELSEWHERE: Final = frozenset(
    {
        "InvokeLambdaFunction",
        "TransferToFlow",
        "InvokeFlowModule",
        "EndFlowModuleExecution",
        "EndFlowExecution",
    }
)
"""What may test for silence out of sight of this file."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What becomes of an entry. `kept`: the attributes that it is copied to.

    `silence` is the way after silence; None where nothing tests for it.
    """

    kept: tuple[Datum, ...]
    silence: Way | None


def entry_after(action: Action, actions: Mapping[str, Action]) -> Entry:
    """Follow the flow from a stored entry, up to the next question."""
    if action.next is None:
        return Entry((), None)
    names = {_STORED}
    kept: dict[str, Datum] = {}
    seen = {action.name}
    todo = [action.next.target]
    elsewhere = False
    while todo and len(seen) < _MOST_STEPS:
        here = actions.get(todo.pop(0))
        if here is None or here.name in seen:
            continue
        seen.add(here.name)
        compared = here.value("ComparisonValue") if here.type == "Compare" else None
        if compared is not None and name_of(compared.text) in names:
            for condition in here.conditions:
                if condition.operand.text == _SILENCE:
                    return Entry(tuple(kept.values()), condition.way)
        if here.type in ("UpdateContactAttributes", "UpdateFlowAttributes"):
            for datum in _copies(here, names):
                kept.setdefault(datum.name, datum)
        if here.type in _ELSEWHERE:
            elsewhere = True
        if here.type == "GetParticipantInput":
            continue
        todo += [way.target for way in here.ways]
    return Entry(tuple(kept.values()), action.next if elsewhere or todo else None)


def _copies(action: Action, names: set[str]) -> list[Datum]:
    """The attributes that an entry is copied to; they count as the entry from here on."""
    found = []
    for within in ("Attributes", "FlowAttributes"):
        for path, value in action.under(within):
            if value.path is not None and name_of(value.path) in names:
                names.add(f"{within}.{path[0]}")
                found.append(Datum(f"{within}.{path[0]}", value.place))
    return found
