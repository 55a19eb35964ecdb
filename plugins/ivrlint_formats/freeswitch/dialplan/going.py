"""Applications that only lead on, where they are steps, and those that call and come back."""

from __future__ import annotations

from ivrlint.model import UNKNOWN, Call, Cause, Maybe, Opaque, Set, Step
from ivrlint_formats.freeswitch.dialplan.here import Here


def transfer(here: Here) -> Step:
    """A transfer that leads nowhere, or in a circle."""
    to = here.walk.transfer(here.cursor, here.act)
    place = here.at if here.data is None else here.data.place
    return Set(**here.common, exits=(here.exit(Cause.NEXT, here.led(to), place),))


def menu(here: Here) -> Step:
    """A menu that is not there, or stands after many others."""
    way = here.walk.menu(here.cursor, here.act)
    to = here.end() if way is None else way
    place = here.at if here.data is None else here.data.place
    return Set(**here.common, exits=(here.exit(Cause.NEXT, to, place),))


def execute_extension(here: Here) -> Step:
    """The actions of another extension run, then this one goes on."""
    to = here.walk.transfer(here.cursor, here.act, calls=True)
    return Call(**here.common, callee=here.led(to), exits=(here.exit(Cause.NEXT, here.on()),))


def endless(here: Here) -> Step:
    """Something runs until the caller hangs up."""
    return Opaque(**here.common, what=here.act.application.name.strip(), continues=False)


def passing(here: Here) -> Step:
    """Something runs that the model does not have; then the call goes on."""
    return _opaque(here, continues=True)


def deciding(here: Here) -> Step:
    """Something runs that decides where the call goes on, or whether it does."""
    return _opaque(here, continues=UNKNOWN)


def _opaque(here: Here, *, continues: Maybe[bool]) -> Step:
    what = here.act.application.name.strip() or "action"
    exits = (here.exit(Cause.NEXT, here.on()),)
    return Opaque(**here.common, what=what, continues=continues, exits=exits)
