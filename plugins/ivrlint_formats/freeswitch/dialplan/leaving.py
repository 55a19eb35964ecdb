"""Leaving a message, and leaving: voicemail, recordings, the end of the call."""

from __future__ import annotations

from typing import Final

from ivrlint.model import Cause, Hangup, Opaque, Record, Step, Voicemail
from ivrlint_formats.freeswitch.dialplan.calling import deflect
from ivrlint_formats.freeswitch.dialplan.here import Here

_ITS_OWNER: Final = frozenset({"check", "auth", "admin"})


def voicemail(here: Here) -> Step:
    """A message is left: `voicemail default domain box`; `check` is for the box's owner."""
    words = [one.text for one in here.arguments]
    if words and words[0].lower() in _ITS_OWNER:
        exits = (here.exit(Cause.NEXT, here.on()),)
        return Opaque(**here.common, what="voicemail check", continues=True, exits=exits)
    return Voicemail(
        **here.common,
        box=words[2] if len(words) > 2 else None,
        exits=(here.exit(Cause.NEXT, here.on()),),
    )


def record(here: Here) -> Step:
    """The caller's voice is recorded into a file."""
    return Voicemail(**here.common, exits=(here.exit(Cause.NEXT, here.on()),))


def record_session(here: Here) -> Step:
    """The call is recorded from here on, or no longer."""
    on = not here.application.startswith("stop")
    return Record(**here.common, on=on, exits=(here.exit(Cause.NEXT, here.on()),))


def hang_up(here: Here) -> Step:
    """The call ends."""
    return Hangup(**here.common)


def respond(here: Here) -> Step:
    """An answer of SIP: from 300 on the call goes elsewhere, from 400 on it is refused."""
    code = here.text(0)[:3]
    if not code.isdecimal() or int(code) < 300:
        exits = (here.exit(Cause.NEXT, here.on()),)
        return Opaque(**here.common, what="respond", exits=exits)
    return Hangup(**here.common) if int(code) >= 400 else deflect(here)
