"""Waiting for a person: `callcenter` and `fifo`."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ivrlint.model import UNKNOWN, Cause, Exit, Opaque, Queue, Step
from ivrlint_formats.freeswitch.dialplan.calling import pick_up
from ivrlint_formats.freeswitch.dialplan.here import Here
from ivrlint_formats.freeswitch.dialplan.program import is_true

_ORBIT: Final = 60.0
"""Seconds after which a caller leaves a fifo for its orbit, where none are written."""


def callcenter(here: Here) -> Step:
    """The caller waits in a queue of the call centre."""
    name = here.string(0)
    if name is None:
        return Opaque(**here.common, what="callcenter", exits=(here.exit(Cause.NEXT, here.on()),))
    queue = here.walk.ground.queue(
        name, here.on(), step=here.name, place=here.at, part=here.cursor.group
    )
    keys = here.variable("cc_exit_keys")
    if isinstance(keys, str):
        return _with(queue, [here.exit(Cause.KEY, here.on(), key=key) for key in keys.strip()])
    return queue


def fifo(here: Here) -> Step:
    """`fifo name in`: the caller waits; `fifo name out`: one of the staff takes a call."""
    name = here.string(0)
    if name is None or here.text(1).lower() != "in":
        if here.text(1).lower() == "out" and here.text(2).lower() == "nowait":
            return pick_up(here)
        exits = (here.exit(Cause.NEXT, here.on()),)
        return Opaque(**here.common, what="fifo", exits=exits)
    if here.walk.is_parking(name.value):
        exits = (here.exit(Cause.NEXT, here.on()),)
        return Opaque(**here.common, what="park", exits=exits)
    queue = here.walk.ground.fifo(
        name, here.on(), step=here.name, place=here.at, part=here.cursor.group
    )
    exits_: list[Exit] = []
    key = here.variable("fifo_caller_exit_key")
    orbit = here.variable("fifo_orbit_exten")
    if isinstance(orbit, str) and orbit:
        number, _, seconds = orbit.partition(":")
        context = here.variable("fifo_orbit_context")
        where = context if isinstance(context, str) else here.cursor.plan.context.name
        way = here.enter(where, number)
        after = float(seconds) if seconds.isdecimal() and len(seconds) < 7 else _ORBIT
        exits_.append(here.exit(Cause.TIMEOUT, way, after=after))
        queue = replace(queue, longest=after)
        if isinstance(key, str) and is_true(_text(here.variable("fifo_caller_exit_to_orbit"))):
            exits_.append(here.exit(Cause.KEY, way, key=key.strip()[:1]))
            key = None
    elif orbit is UNKNOWN:
        queue = replace(queue, longest=UNKNOWN)
    if isinstance(key, str) and key.strip():
        exits_.append(here.exit(Cause.KEY, here.on(), key=key.strip()[:1]))
    announced = here.string(2)
    prompts = queue.prompts
    if announced is not None and announced.value != "undef":
        sound = here.walk.ground.prompts(announced, place=announced.place)
        prompts = (*sound, *prompts)
    return replace(_with(queue, exits_), prompts=prompts)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _with(queue: Queue, exits: list[Exit]) -> Queue:
    return replace(queue, exits=(*exits, *queue.exits)) if exits else queue
