"""Waiting for a person: queues of mod_callcenter and mod_fifo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.model import UNKNOWN, Cause, Exit, Maybe, Problem, Prompt, Queue
from ivrlint.places import Place
from ivrlint_formats.data import String
from ivrlint_formats.freeswitch.lowering.sounds import Sounds
from ivrlint_formats.freeswitch.lowering.values import integer, is_number, is_template
from ivrlint_formats.freeswitch.nodes.ground import Way
from ivrlint_formats.freeswitch.nodes.system import QueueNode, System
from ivrlint_formats.freeswitch.platform import Platform

_LONGEST: Final = "max-wait-time"
_NOBODY: Final = "max-wait-time-with-no-agent"
_GRACE: Final = "max-wait-time-with-no-agent-time-reached"


class Queues:
    """Makes the steps at which callers wait in one system.

    The engine tells neither the place in line nor the wait; a script beside it may.
    """

    def __init__(self, system: System, sounds: Sounds, platform: Platform) -> None:
        self._system = system
        self._sounds = sounds
        self._platform = platform

    def callcenter(self, name: String, then: Way, *, step: str, place: Place, part: str) -> Queue:
        """The application `callcenter NAME`."""
        known = self._system.queues.get(name.value.strip())
        longest = self._limit(known, _LONGEST)
        nobody = self._limit(known, _NOBODY)
        if known is not None and isinstance(nobody, float):
            nobody += self._seconds(known, _GRACE)
        return Queue(
            name=step,
            place=place,
            part=part,
            queue=name.value.strip(),
            prompts=tuple(self._announcements(known)) if known is not None else (),
            announce_every=self._interval(known),
            longest=longest,
            capacity=None,
            staffed=True if known is not None and known.staff else UNKNOWN,
            defined=self._is_defined(name.value.strip(), known),
            exits=tuple(_exits(longest, nobody, then, place)),
            note=_music(known),
        )

    def fifo(self, name: String, then: Way, *, step: str, place: Place, part: str) -> Queue:
        """The application `fifo NAME in`: any name is a queue, that of fifo.conf has members."""
        known = self._system.fifos.get(name.value.strip())
        return Queue(
            name=step,
            place=place,
            part=part,
            queue=name.value.strip(),
            longest=None,
            capacity=None,
            staffed=True if known is not None and known.staff else UNKNOWN,
            exits=(Exit(cause=Cause.NEXT, target=then, place=place),),
        )

    def _is_defined(self, name: str, known: QueueNode | None) -> Maybe[bool]:
        if known is not None:
            return True
        shown = self._system.queues_elsewhere is None and self._system.queues
        return UNKNOWN if not shown or is_template(name) else False

    def _seconds(self, queue: QueueNode, param: str) -> float:
        value = queue.params[param].get("value") if param in queue.params else None
        if value is None or not is_number(value):
            return float(self._platform.queue_seconds[param])
        return float(max(0, integer(value)))

    def _limit(self, queue: QueueNode | None, param: str) -> Maybe[float]:
        """A longest time; None where nothing limits it."""
        if queue is None:
            return UNKNOWN
        if param in queue.params and is_template(queue.params[param].get("value")):
            return UNKNOWN
        return self._seconds(queue, param) or None

    def _interval(self, queue: QueueNode | None) -> Maybe[float]:
        if queue is None:
            return UNKNOWN
        return self._seconds(queue, "announce-frequency") or None

    def _announcements(self, queue: QueueNode) -> Iterator[Prompt]:
        param = queue.params.get("announce-sound")
        sound = None if param is None else param.string("value")
        every = self._seconds(queue, "announce-frequency")
        if param is not None and sound is not None and every:
            yield from self._sounds.prompts(sound, place=param.place, every=every)


def problems_of(queue: QueueNode, platform: Platform) -> Iterator[Problem]:
    """Values that the engine does not take."""
    for name, param in queue.params.items():
        value = param.string("value")
        if value is None or is_template(value.value):
            continue
        default = platform.queue_seconds.get(name)
        if default is not None and not (
            is_number(value.value) and 0 <= integer(value.value) <= platform.most_seconds
        ):
            message = (
                f"{name} is a whole number of seconds up to {platform.most_seconds},"
                f" not {value.value!r}; FreeSWITCH takes {default}"
            )
            yield Problem("invalid-value", value.inside, message, hides=False)
        elif name == "strategy" and value.value not in platform.strategies:
            known = ", ".join(platform.strategies)
            message = f"there is no strategy {value.value!r}: one of {known}"
            yield Problem("invalid-value", value.inside, message, hides=False)


def _exits(longest: Maybe[float], nobody: Maybe[float], then: Way, place: Place) -> Iterator[Exit]:
    """What ends the wait: a limit that is set, or one that may be; else a conversation."""
    if longest is not None:
        after = longest if isinstance(longest, float) else None
        yield Exit(cause=Cause.TIMEOUT, target=then, place=place, after=after)
    if isinstance(nobody, float):
        yield Exit(cause=Cause.EMPTY, target=then, place=place, after=nobody)
    yield Exit(cause=Cause.NEXT, target=then, place=place)


def _music(queue: QueueNode | None) -> tuple[tuple[str, str], ...]:
    param = None if queue is None else queue.params.get("moh-sound")
    music = None if param is None else param.get("value")
    return (("music", music),) if music else ()
