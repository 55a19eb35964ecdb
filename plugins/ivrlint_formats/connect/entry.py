"""What becomes of an entry that a flow stores: where it is kept, and where silence leads.

Connect goes on after silence as after an entry, with the word `Timeout` as
what was entered; flows test for it afterwards.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import Datum
from ivrlint_formats.connect.actions import Action, Way
from ivrlint_formats.spoken import name_of

_STORED: Final = "StoredCustomerInput"
_SILENCE: Final = "Timeout"
_MOST_STEPS: Final = 40
"""How far the test is looked for; in real flows it comes within a few steps."""
_MOST_ATTRIBUTES: Final = 200

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


def silences_of(actions: Iterable[Action]) -> dict[str, Way]:
    """The ways that comparisons take after silence, by the name of the comparison."""
    return {
        action.name: condition.way
        for action in actions
        if action.type == "Compare"
        for condition in reversed(action.conditions)
        if condition.operand.text == _SILENCE
    }


def entry_after(
    action: Action, actions: Mapping[str, Action], silences: Mapping[str, Way]
) -> Entry:
    """Follow the flow from a stored entry, up to the next question."""
    if action.next is None:
        return Entry((), None)
    names = {_STORED}
    kept: dict[str, Datum] = {}
    seen = {action.name}
    todo = deque([action.next.target])
    elsewhere = False
    while todo and len(seen) < _MOST_STEPS:
        here = actions.get(todo.popleft())
        if here is None or here.name in seen:
            continue
        seen.add(here.name)
        compared = here.value("ComparisonValue")
        if compared is not None and here.name in silences and name_of(compared.text) in names:
            return Entry(tuple(kept.values()), silences[here.name])
        for datum in _copies(here, names):
            kept.setdefault(datum.name, datum)
        elsewhere = elsewhere or here.type in _ELSEWHERE
        if here.type != "GetParticipantInput":
            todo += [way.target for way in islice(here.ways, _MOST_STEPS)]
    return Entry(tuple(kept.values()), action.next if elsewhere or todo else None)


def _copies(action: Action, names: set[str]) -> Iterator[Datum]:
    """The attributes that an entry is copied to; they count as the entry from here on."""
    if action.type not in ("UpdateContactAttributes", "UpdateFlowAttributes"):
        return
    for path, value in islice(action.values.items(), _MOST_ATTRIBUTES):
        if len(path) > 1 and value.path is not None and name_of(value.path) in names:
            name = f"{path[0]}.{path[1]}"
            names.add(name)
            yield Datum(name, value.place)
