"""Where a flow is entered: by calls, messages, requests, other flows.

One file may hold a flow for callers and another one for messages, side by side. Ways in that
meet at some widget are one flow; those that never meet are flows of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from ivrlint.lean import dataclass
from ivrlint.model import Channel, Role
from ivrlint.places import Place
from ivrlint_formats.studio.platform import Platform
from ivrlint_formats.studio.widgets import Draft, Transition, Widget

TRIGGER: Final = "trigger"


class _Entry(NamedTuple):
    """A way in: who comes by it, by what channel, and what it is called in a flow's name."""

    role: Role
    channel: Channel | None
    name: str


_ENTRIES: Final[Mapping[str, _Entry]] = {
    "incomingCall": _Entry(Role.ENTRY, Channel.PHONE, "calls"),
    "incomingMessage": _Entry(Role.ENTRY, Channel.CHAT, "messages"),
    "incomingConversationMessage": _Entry(Role.ENTRY, Channel.CHAT, "messages"),
    "incomingParent": _Entry(Role.MODULE, None, "subflow"),
    "incomingRequest": _Entry(Role.OUTBOUND, None, "requests"),
}
"""The events of a trigger, the one that decides first."""

_ANY: Final = _Entry(Role.ENTRY, None, "entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The widgets that one kind of customer may come to.

    `starts` are the names of those they come to first; `name` tells the parts of a file apart.
    """

    name: str
    role: Role
    channel: Channel
    place: Place
    starts: tuple[str, ...]
    widgets: tuple[Widget, ...]


def parts_of(draft: Draft, platform: Platform) -> list[Part]:
    """The parts of a flow; what nobody comes to belongs to the first.

    Of widgets with the same name only the first is looked at.
    """
    widgets: dict[str, Widget] = {}
    for widget in draft.widgets:
        widgets.setdefault(widget.name, widget)
    groups = [
        _Group(event, starts, place, _reached(starts, widgets))
        for event, starts, place in _ways_in(draft, widgets)
    ]
    merged: list[list[_Group]] = []
    for group in groups:
        meeting = [
            one for one in merged if any(not own.reached.isdisjoint(group.reached) for own in one)
        ]
        merged = [one for one in merged if one not in meeting]
        merged.append([*(own for one in meeting for own in one), group])
    place = draft.start.place if draft.start else _first(draft)
    if not merged:
        rest = tuple(one for one in widgets.values() if one.type != TRIGGER)
        channel = _channel(rest, platform)
        return [
            Part(name="", role=Role.ENTRY, channel=channel, place=place, starts=(), widgets=rest)
        ]
    ranked = [sorted(one, key=lambda group: _rank(group.event)) for one in merged]
    ranked.sort(key=lambda one: _rank(one[0].event))
    parts: list[Part] = []
    everywhere = set[str]().union(*(group.reached for group in groups))
    for number, one in enumerate(ranked):
        inside = set[str]().union(*(group.reached for group in one))
        own = tuple(
            widget
            for widget in widgets.values()
            if widget.name in inside
            or (number == 0 and widget.name not in everywhere and widget.type != TRIGGER)
        )
        entry = _ENTRIES.get(one[0].event, _ANY)
        parts.append(
            Part(
                name=entry.name,
                role=entry.role,
                channel=entry.channel or _channel(own, platform),
                place=one[0].place or place,
                starts=tuple(dict.fromkeys(start for group in one for start in group.starts)),
                widgets=own,
            )
        )
    return parts


class _Group(NamedTuple):
    """A way in: its event, the first widgets, where that is written, all that follows."""

    event: str
    starts: list[str]
    place: Place | None
    reached: set[str]


def _ways_in(
    draft: Draft, widgets: Mapping[str, Widget]
) -> Iterable[tuple[str, list[str], Place | None]]:
    if draft.start is None:
        first = next((one for one in draft.widgets if one.type == TRIGGER), None)
    else:
        first = widgets.get(draft.start.value)
        if first is None:
            return [("", [draft.start.value], draft.start.place)]
    if first is None:
        return []
    if first.type != TRIGGER:
        return [("", [first.name], None)]
    found: dict[str, list[Transition]] = {}
    for one in first.transitions:
        if one.next:
            found.setdefault(one.event if one.event in _ENTRIES else "", []).append(one)
    return [
        (event, [one.next for one in ways if one.next], ways[0].place)
        for event, ways in found.items()
    ]


def _rank(event: str) -> int:
    events = list(_ENTRIES)
    return events.index(event) if event in events else -1


def _reached(starts: Iterable[str], widgets: Mapping[str, Widget]) -> set[str]:
    found = set(starts)
    todo = list(found)
    while todo:
        widget = widgets.get(todo.pop())
        for transition in widget.transitions if widget else ():
            if transition.next and transition.next not in found:
                found.add(transition.next)
                todo.append(transition.next)
    return found


def _channel(widgets: Iterable[Widget], platform: Platform) -> Channel:
    """The channel that widgets work in, where the way in does not tell."""
    types = {widget.type for widget in widgets}
    if any(platform.channel(one) == "phone" or one.startswith("make-outgoing") for one in types):
        return Channel.PHONE
    if types & {"send-and-wait-for-reply", "send-message"}:
        return Channel.CHAT
    return Channel.PHONE


def _first(draft: Draft) -> Place:
    place = draft.node.place
    return Place(place.source, place.start, place.start + 1, place.pointer)
