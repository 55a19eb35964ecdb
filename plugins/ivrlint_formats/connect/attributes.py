"""Which data an action reads and writes, and what a comparison looks at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ivrlint.model import Datum, Decides
from ivrlint_formats.connect.actions import Action, Value
from ivrlint_formats.spoken import name_of

_JSON_PATH: Final = re.compile(r"\$\.\w+(?:-\w+)*(?:\.\w+(?:-\w+)*|\[[^\[\]\s]{1,60}\])*")
_LANGUAGE: Final = re.compile(r"lang(?:uage)?(?:code)?|locale", re.I)
_WRITTEN_MAPS: Final = {
    "UpdateContactAttributes": ("Attributes", "Attributes"),
    "UpdateFlowAttributes": ("FlowAttributes", "FlowAttributes"),
    "TagContact": ("Tags", "Tags"),
    "UpdateContactEventHooks": ("EventHooks", "EventHooks"),
}
"""The parameter that holds what is written, and the name it is read by later."""

_DECIDING: Final = (
    ("LanguageCode", Decides.LANGUAGE),
    ("CustomerEndpoint", Decides.CALLER),
    ("Customer.", Decides.CALLER),
    ("CustomerId", Decides.CALLER),
    ("Metrics.Agents", Decides.STAFF),
    ("Metrics", Decides.QUEUE),
    ("Queue", Decides.QUEUE),
)


def decides_by(subject: str | None) -> Decides:
    """What a comparison looks at, by the name of the value that it compares."""
    if not subject:
        return Decides.UNKNOWN
    for beginning, decides in _DECIDING:
        if subject.startswith(beginning):
            return decides
    if _LANGUAGE.fullmatch(subject.rpartition(".")[2]):
        return Decides.LANGUAGE
    return Decides.DATA


def reads_of(action: Action) -> tuple[Datum, ...]:
    """The data that an action reads, each once."""
    found: dict[str, Datum] = {}
    for value in action.values.values():
        for name in _names(value):
            found.setdefault(name, Datum(name, value.place))
    return tuple(found.values())


def _names(value: Value) -> Iterator[str]:
    if value.path is not None:
        yield name_of(value.path)
    elif "$." in value.text:
        for match in _JSON_PATH.finditer(value.text):
            yield name_of(match[0])


def writes_of(action: Action) -> tuple[Datum, ...]:
    """The data that an action writes, each once."""
    if action.type == "UpdateContactData":
        return tuple(
            Datum(path[0], value.place)
            for path, value in action.values.items()
            if path[0] != "TargetContact"
        )
    where = _WRITTEN_MAPS.get(action.type)
    if where is None:
        return ()
    found: dict[str, Datum] = {}
    for path, value in action.under(where[0]):
        name = f"{where[1]}.{path[0]}"
        found.setdefault(name, Datum(name, value.place))
    return tuple(found.values())
