"""What is known of a flow while its widgets become steps."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ivrlint.model import (
    UNKNOWN,
    Audio,
    Cause,
    Channel,
    Datum,
    Exit,
    Maybe,
    Prompt,
    Role,
    Scope,
    Target,
    Unresolved,
)
from ivrlint.places import Place
from ivrlint_formats.data import Array, Node, Object, String
from ivrlint_formats.studio.counting import Counter
from ivrlint_formats.studio.liquid import alternatives, paths_in, short
from ivrlint_formats.studio.platform import Platform
from ivrlint_formats.studio.voices import language_of
from ivrlint_formats.studio.widgets import Transition, Widget, is_filled

_OF_THE_CHANNEL: Final = frozenset(
    {"offset", "from", "service", "channel", "caller_id", "chat_service", "chat_channel"}
)
"""Properties that say how something is sent, not what it is about."""


@dataclass(frozen=True, slots=True)
class FlowContext:
    """The flow that a widget stands in.

    `widgets` are those of the whole file, by name; `noticed` are the names of those at which
    or after which the customer hears or reads something, or is led somewhere; `end` is the name
    of the step at which the flow just ends; `counters` are the splits that count attempts, by
    name.
    """

    role: Role
    channel: Channel
    platform: Platform
    widgets: Mapping[str, Widget]
    noticed: Collection[str]
    counters: Mapping[str, Counter]
    end: str

    @property
    def is_chat(self) -> bool:
        """Whether customers write here."""
        return self.channel is Channel.CHAT

    def common(self, widget: Widget) -> dict[str, Any]:
        """What every step has, as keyword arguments."""
        return {
            "name": widget.name,
            "place": widget.place,
            "reads": tuple(_reads(widget)),
            "note": (("type", widget.type),) if widget.type else (),
        }

    def exit(self, place: Place, cause: Cause, next_name: str | None, **more: Any) -> Exit:
        """An exit to the next widget, or to the end of the flow."""
        target: Target | Unresolved = Target(next_name or self.end)
        if next_name and is_filled(next_name) and next_name not in self.widgets:
            target = Unresolved("where it leads is filled in when it is deployed", Scope.FLOW)
        return Exit(cause=cause, target=target, place=place, **more)

    def exits(self, widget: Widget, *without: str) -> list[Exit]:
        """The exits of a widget as its events have them, but for some events."""
        known = self.platform.widgets.get(widget.type, {}).get("events", {})
        named = {one.event for one in widget.transitions}
        absent = [Transition(event, None, widget.place) for event in known if event not in named]
        transitions = [*widget.transitions, *absent]
        fails_unnoticed = self._fails_unnoticed(widget)
        found: dict[tuple[Cause, str | None, str | None], Exit] = {}
        for one in transitions:
            event = self.platform.event(widget.type, one.event)
            ends = event.without_next == "ends" or (
                event.without_next == "unhandled" and fails_unnoticed
            )
            if one.event in without or (one.next is None and not ends):
                continue
            key = "*" if event.cause is Cause.KEY else None
            way = self.exit(one.place, event.cause, one.next, condition=event.condition, key=key)
            found.setdefault((event.cause, one.next, event.condition), way)
        exits = list(found.values())
        if len(exits) == 1 and exits[0].cause is Cause.CONDITION and len(transitions) == 1:
            return [self.exit(exits[0].place, Cause.NEXT, transitions[0].next)]
        return exits

    def _fails_unnoticed(self, widget: Widget) -> bool:
        """Whether a failure for which nothing is provided is no different from success.

        The customer would notice nothing more in either case, or nobody is on the line.
        """
        return self.role is Role.OUTBOUND or not any(
            self.platform.event(widget.type, one.event).cause is not Cause.ERROR
            for one in widget.transitions
            if one.next in self.noticed
        )

    def prompts(
        self, widget: Widget, *names: str, interruptible: Maybe[bool] = UNKNOWN
    ) -> tuple[Prompt, ...]:
        """What is heard or read at a widget: its text, else its recording."""
        text = widget.string(*names)
        if text is not None:
            spoken = not self.is_chat and "body" not in names
            language = language_of(widget, self.platform) if spoken else None
            return tuple(
                Prompt(
                    content=one.text,
                    place=text.place,
                    language=language,
                    condition=one.condition,
                    interruptible=interruptible,
                )
                for one in alternatives(text, spoken=spoken)
            )
        play = widget.string("play")
        if play is None:
            return ()
        audio = Audio(_audio_name(play.value))
        return (Prompt(content=audio, place=play.place, interruptible=interruptible),)


def _audio_name(url: str) -> str:
    """A recording's name: the last part of its address, where that is the same in every call."""
    if is_filled(url):
        return url.strip()
    return url.strip().partition("?")[0].rstrip("/").rsplit("/", 1)[-1] or url.strip()


def _reads(widget: Widget) -> Iterator[Datum]:
    """The data that a widget looks at, each once, where it is first named."""
    found: dict[str, Datum] = {}
    properties = widget.properties
    todo: list[Node] = []
    if properties is not None:
        todo += [one.value for one in properties.members if one.key.value not in _OF_THE_CHANNEL]
    for transition in widget.transitions:
        for condition in transition.conditions:
            todo += [one for one in (condition.argument, condition.value) if one is not None]
    todo.reverse()
    while todo:
        node = todo.pop()
        if isinstance(node, String):
            for path in paths_in(node.value):
                name = short(path)
                found.setdefault(name, Datum(name, widget.labels.place(node.place)))
        elif isinstance(node, Object):
            todo += [one.value for one in reversed(node.members)]
        elif isinstance(node, Array):
            todo += reversed(node.items)
    yield from found.values()
