"""Leaving a message, and leaving: voicemail, recordings, the end of the call."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.model import (
    Audio,
    Cause,
    Exit,
    Hangup,
    Maybe,
    Prompt,
    Record,
    Say,
    Step,
    Target,
    Unresolved,
    Voicemail,
)
from ivrlint_formats.asterisk.language.arguments import options
from ivrlint_formats.asterisk.lowering.folding import folded, told_apart
from ivrlint_formats.asterisk.lowering.here import Here
from ivrlint_formats.asterisk.system.answers import Found

_STOPS: Final = frozenset({"stopmixmonitor", "stopmonitor", "pausemonitor"})
_OPTIONS: Final = {"monitor": 2}
"""The number of the argument that holds the options, from 0."""


def voicemail(here: Here) -> Step:
    """A message is left. Failing is an exit of its own where the dialplan tells it apart."""
    same = here.walk.same_way(here.part, here.following, ("VMSTATUS",))
    left = here.exit(Cause.NEXT, same or here.on({"VMSTATUS": "SUCCESS"}))
    failed = [] if same else folded(here, "VMSTATUS", ((Cause.ERROR, "FAILED"),))
    box = here.argument(0)
    return Voicemail(
        **here.common,
        box=box.text.strip() if box else None,
        exits=(*_keys(here), left, *told_apart(failed, [left.target])),
    )


def _keys(here: Here) -> Iterator[Exit]:
    """Where keys lead that are pressed while the greeting plays."""
    conf = here.beside.voicemail
    leads = ""
    if conf is not None:
        number, _, context = (here.text(0) or "").split("&")[0].strip().partition("@")
        mailbox = conf.find(number, context)
        leads = conf.exit_context(mailbox)
        if conf.operator(mailbox):
            yield from _key(here, leads, "0", "o")
    yield from _key(here, leads, "*", "a")
    argument = here.argument(1)
    for option in options(argument.text) if argument else ():
        if option.letter == "d":
            into = option.argument.text.strip() if option.argument else ""
            known = here.value(into) if into else here.part.context
            if known is not None:
                yield from here.walk.choices(here.part, known).exits


def _key(here: Here, context: str, key: str, exten: str) -> Iterator[Exit]:
    way: Target | Unresolved | None
    if context:
        found = here.walk.system.special(context, exten)
        way = here.way(here.walk.position(found)) if isinstance(found, Found) else None
    else:
        way = here.special(exten)
    if way is not None:
        yield here.exit(Cause.KEY, way, key=key)


def record(here: Here) -> Step:
    """The caller's voice is recorded into a file, until `#` or silence."""
    done = here.exit(Cause.NEXT, here.on({"RECORD_STATUS": "DTMF"}))
    others = folded(
        here,
        "RECORD_STATUS",
        ((Cause.NOINPUT, "SILENCE"), (Cause.TIMEOUT, "TIMEOUT"), (Cause.ERROR, "ERROR")),
    )
    argument = here.argument(3)
    letters = {option.letter for option in options(argument.text)} if argument else set()
    exits = [done, *told_apart(others, [done.target])]
    if "o" in letters:
        exits.append(here.exit(Cause.KEY, here.on({"RECORD_STATUS": "OPERATOR"}), key="0"))
    return Voicemail(**here.common, exits=tuple(exits))


def dictate(here: Here) -> Step:
    """The caller dictates, until the call ends."""
    return Voicemail(**here.common)


def minivm_record(here: Here) -> Step:
    """A message is left for a mail account."""
    left = here.exit(Cause.NEXT, here.on({"MVM_RECORD_STATUS": "SUCCESS"}))
    failed = folded(here, "MVM_RECORD_STATUS", ((Cause.ERROR, "FAILED"),))
    box = here.argument(0)
    return Voicemail(
        **here.common,
        box=box.text.strip() if box else None,
        exits=(left, *told_apart(failed, [left.target])),
    )


def monitor(here: Here) -> Step:
    """The call is recorded from here on, or no longer; by the option `b` only while two talk."""
    on: Maybe[bool] = here.application not in _STOPS
    given = here.argument(_OPTIONS.get(here.application, 1))
    bridged = given is not None and (
        "$" in given.text or any(one.letter == "b" for one in options(given.text))
    )
    return Record(
        **here.common,
        on=on,
        exits=(here.exit(Cause.NEXT, here.on()),),
        tags=frozenset({"recorded-with-person"} if on and bridged else ()),
    )


def hang_up(here: Here) -> Step:
    """The call ends."""
    return Hangup(**here.common)


def busy_tone(here: Here) -> Step:
    """A tone tells that somebody is busy, or that there is no line; then the call ends."""
    end = Hangup(name=f"{here.name} end", place=here.entry.place, part=here.part.name)
    here.more.append(end)
    tone = Prompt(
        content=Audio(f"{here.application} tone"), place=here.entry.place, interruptible=False
    )
    return Say(
        **here.common,
        prompts=(tone,),
        exits=(here.exit(Cause.NEXT, Target(end.name)),),
    )
