"""What callers are asked for besides `Read`: passwords, names, numbers, single keys, speech."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ivrlint.model import (
    UNKNOWN,
    Audio,
    Cause,
    Collect,
    Datum,
    Hangup,
    Maybe,
    Prompt,
    Scope,
    Step,
    Target,
    Turn,
    Unresolved,
)
from ivrlint_formats.asterisk.language.arguments import Argument
from ivrlint_formats.asterisk.lowering.folding import folded
from ivrlint_formats.asterisk.lowering.here import Here
from ivrlint_formats.asterisk.lowering.speaking import recordings
from ivrlint_formats.asterisk.lowering.timeouts import timeout_at

_TRIES: Final = 3
"""How often the engine asks for a password, and for a number (app_authenticate, app_privacy)."""

_SCREENS: Final = frozenset({"screening"})
_CHOSEN: Final = Unresolved("the extension is what the caller enters", Scope.STARTS)


def authenticate(here: Here) -> Step:
    """A password is asked for; after the third wrong one the engine says goodbye."""
    given = here.argument(3)
    first = tuple(_given(here, given)) if given else (_sound(here, "agent-pass"),)
    most = here.seconds(2)
    return Collect(
        **_asked(here),
        prompts=(*first, _sound(here, "auth-incorrect", Turn.NOMATCH)),
        presentations=_TRIES,
        data="password",
        most=UNKNOWN if not most else int(most),
        terminator="#",
        secret=True,
        tags=_SCREENS,
        exits=(
            here.exit(Cause.NEXT, here.on()),
            here.exit(Cause.EXHAUSTED, _thrown_out(here, "vm-goodbye")),
        ),
    )


def vm_authenticate(here: Here) -> Step:
    """The password of a mailbox is asked for, and its number where none is given."""
    argument = here.argument(1)
    silent = argument is not None and "s" in argument.text
    named = here.argument(0) is not None
    intro = () if silent or named else (_sound(here, "vm-login"),)
    return Collect(
        **_asked(here),
        prompts=(
            *intro,
            _sound(here, "vm-password"),
            _sound(here, "vm-incorrect", Turn.NOMATCH),
        ),
        presentations=_TRIES,
        data="password",
        terminator="#",
        secret=True,
        tags=_SCREENS,
        exits=(
            here.exit(Cause.NEXT, here.on()),
            here.exit(Cause.EXHAUSTED, _thrown_out(here, "vm-goodbye")),
        ),
    )


def directory(here: Here) -> Step:
    """A name is spelled on the keys, and whoever has it is called."""
    failed = (
        (Cause.NOINPUT, "TIMEOUT"),
        (Cause.EXHAUSTED, "USEREXIT"),
        (Cause.ERROR, "FAILED"),
    )
    exits = [here.exit(Cause.NEXT, _CHOSEN)]
    for key, exten in (("0", "o"), ("*", "a")):
        way = here.special(exten)
        if way is not None:
            exits.append(here.exit(Cause.KEY, way, key=key))
    return Collect(
        **_asked(here),
        prompts=(_sound(here, "dir-welcome"), _sound(here, "dir-pls-enter")),
        presentations=_TRIES,
        data="name",
        terminator="#",
        exits=(*exits, *folded(here, "DIRECTORY_RESULT", failed)),
    )


def disa(here: Here) -> Step:
    """A dial tone from within: a password, unless there is none, then any number.

    A number that is not there goes to `i`; who dials nothing hears that the line is busy.
    """
    opens = (here.text(0) or "").lower() == "no-password"
    wrong = here.special("i")
    return Collect(
        **_asked(here),
        presentations=1,
        data="number",
        terminator="#",
        secret=not opens,
        tags=_SCREENS,
        exits=(
            here.exit(Cause.NEXT, _CHOSEN),
            *([here.exit(Cause.NOMATCH, wrong)] if wrong is not None else ()),
            here.exit(Cause.EXHAUSTED if wrong is None else Cause.NOINPUT, _thrown_out(here, None)),
        ),
    )


def privacy_manager(here: Here) -> Step:
    """Who hides the number is asked to enter one."""
    tries, least = here.seconds(0), here.seconds(1)
    return Collect(
        **_asked(here),
        prompts=(
            _sound(here, "privacy-unident"),
            _sound(here, "privacy-prompt"),
            _sound(here, "privacy-incorrect", Turn.NOMATCH),
        ),
        presentations=int(tries) if tries else _TRIES,
        data="CALLERID(num)",
        tags=frozenset({"screening"}),
        least=int(least) if least else 10,
        terminator="#",
        exits=tuple(
            folded(here, "PRIVACYMGRSTATUS", ((Cause.NEXT, "SUCCESS"), (Cause.EXHAUSTED, "FAILED")))
        ),
    )


def read_exten(here: Here) -> Step:
    """An extension is entered, digit by digit, until it is one of the context's."""
    name, prompt = here.text(0), here.argument(1)
    outcomes = (
        (Cause.NEXT, "OK"),
        (Cause.NOINPUT, "TIMEOUT"),
        (Cause.NOMATCH, "INVALID"),
    )
    return Collect(
        **_asked(here, 4),
        prompts=tuple(_given(here, prompt)) if prompt else (),
        presentations=1,
        data=name,
        writes=_written(here, name),
        terminator="#",
        exits=tuple(folded(here, "READEXTENSTATUS", outcomes)),
    )


def wait_digit(here: Here) -> Step:
    """One key is waited for."""
    return Collect(
        **_asked(here, 0),
        presentations=1,
        data="WAITDIGITRESULT",
        writes=_written(here, "WAITDIGITRESULT"),
        least=1,
        most=1,
        terminator=None,
        exits=tuple(
            folded(here, "WAITDIGITSTATUS", ((Cause.NEXT, "DTMF"), (Cause.NOINPUT, "TIMEOUT")))
        ),
    )


def speech(here: Here) -> Step:
    """The caller speaks, and something is recognised."""
    prompt = here.argument(0)
    common = {**_asked(here, 1), "speech": True}
    return Collect(
        **common,
        prompts=tuple(_given(here, prompt)) if prompt else (),
        presentations=1,
        data="SPEECH_TEXT(0)",
        writes=_written(here, "SPEECH_TEXT(0)"),
        exits=(here.exit(Cause.NEXT, here.on()),),
    )


def _asked(here: Here, timeout: int | None = None) -> dict[str, Any]:
    """What all of these have; `timeout` is the number of the argument that is the first wait."""
    first: Maybe[float] = here.seconds(timeout) if timeout is not None else None
    walk, part, index = here.walk, here.part, here.index
    return {
        **here.common,
        "timeout": first or timeout_at(walk, part, index, "response"),
        "digit_timeout": timeout_at(walk, part, index, "digit"),
        "interruptible": True,
        "speech": False,
        "keys": True,
    }


def _written(here: Here, name: str | None) -> tuple[Datum, ...]:
    return (Datum(name, here.entry.place),) if name else ()


def _sound(here: Here, name: str, turn: Turn = Turn.FIRST) -> Prompt:
    """A sound that the engine plays by itself."""
    return Prompt(content=Audio(name), place=here.entry.place, turn=turn, interruptible=True)


def _given(here: Here, argument: Argument) -> Iterator[Prompt]:
    yield from recordings(here, argument, interruptible=True)


def _thrown_out(here: Here, farewell: str | None) -> Target:
    """The end of the call after the last try."""
    name = f"{here.name} refused"
    here.more.append(
        Hangup(
            name=name,
            place=here.entry.place,
            part=here.part.name,
            prompts=(_sound(here, farewell),) if farewell else (),
            implicit=True,
        )
    )
    return Target(name)
