"""What is known of a flow while its widgets become steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ivrlint.model import UNKNOWN, Audio, Cause, Channel, Datum, Exit, Maybe, Prompt, Role, Target
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

    `widgets` are those of the whole file, by name; `end` is the name of the step at which the
    flow just ends; `counters` are the splits that count attempts, by name.
    """

    role: Role
    channel: Channel
    platform: Platform
    widgets: Mapping[str, Widget]
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
        return Exit(cause=cause, target=Target(next_name or self.end), place=place, **more)

    def exits(self, widget: Widget, *without: str) -> list[Exit]:
        """The exits of a widget as its events have them, but for some events."""
        known = self.platform.widgets.get(widget.type, {}).get("events", {})
        named = {one.event for one in widget.transitions}
        absent = [Transition(event, None, widget.place) for event in known if event not in named]
        found: list[Exit] = []
        transitions = [*widget.transitions, *absent]
        for one in transitions:
            if one.event in without:
                continue
            event = self.platform.event(widget.type, one.event)
            if one.next is None and not self._is_noticed(widget, event.without_next):
                continue
            key = "*" if event.cause is Cause.KEY else None
            way = self.exit(one.place, event.cause, one.next, condition=event.condition, key=key)
            if way not in found:
                found.append(way)
        if len(found) == 1 and found[0].cause is Cause.CONDITION and len(transitions) == 1:
            return [self.exit(found[0].place, Cause.NEXT, transitions[0].next)]
        return found

    def _is_noticed(self, widget: Widget, without_next: str) -> bool:
        """Whether an event that leads nowhere is a way on which the flow ends.

        A failure for which nothing is said is no such way, unless nothing follows success
        either, or nobody is on the line.
        """
        if without_next != "unhandled":
            return without_next == "ends"
        if self.role is Role.OUTBOUND:
            return True
        return not any(
            one.next and self.platform.event(widget.type, one.event).cause is not Cause.ERROR
            for one in widget.transitions
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
