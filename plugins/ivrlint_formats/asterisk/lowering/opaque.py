"""What is known but not modelled: scripts, conferences, tones, and what other modules bring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ivrlint.model import UNKNOWN, Cause, Exit, Maybe, Opaque, Step
from ivrlint_formats.asterisk.language.arguments import Argument
from ivrlint_formats.asterisk.language.platform import canonical
from ivrlint_formats.asterisk.lowering.folding import folded
from ivrlint_formats.asterisk.lowering.here import Here
from ivrlint_formats.asterisk.lowering.inside import inner_entry
from ivrlint_formats.asterisk.lowering.menus import menu
from ivrlint_formats.asterisk.lowering.speaking import listens, say, speaks_text
from ivrlint_formats.asterisk.lowering.unnoticed import UNNOTICED
from ivrlint_formats.asterisk.lowering.walk import PASSED

_ENDLESS: Final = frozenset({"milliwatt", "jack", "ices", "dahdiras", "zapras", "nbscat"})
"""They run until the caller hangs up."""

_MAY_LEAVE: Final = frozenset(
    {"agi", "eagi", "deadagi", "stasis", "stasisbroadcast", "externalivr", "park"}
    | {"parkandannounce", "blindtransfer", "attendedtransfer", "slastation"}
    | {"bridgewait", "exec", "tryexec"}
)
"""Something else decides where the call goes on after them, or whether it does."""

_MOST_NESTED: Final = 8
"""Applications that are taken out of one another; real dialplans nest one or two."""

_Outcomes = tuple[tuple[Cause, str], ...]

_SCRIPT: Final[_Outcomes] = (
    (Cause.NEXT, "SUCCESS"),
    (Cause.ERROR, "FAILURE"),
    (Cause.ERROR, "NOTFOUND"),
)
_APPLICATION: Final[_Outcomes] = ((Cause.NEXT, "SUCCESS"), (Cause.ERROR, "FAILED"))

_OUTCOMES: Final[Mapping[str, tuple[str, _Outcomes]]] = {
    "agi": ("AGISTATUS", _SCRIPT),
    "eagi": ("AGISTATUS", _SCRIPT),
    "deadagi": ("AGISTATUS", _SCRIPT),
    "stasis": ("STASISSTATUS", _APPLICATION),
    "stasisbroadcast": ("STASISSTATUS", (*_APPLICATION, (Cause.TIMEOUT, "TIMEOUT"))),
    "minivmgreet": ("MVM_GREET_STATUS", _APPLICATION),
    "minivmaccmess": ("MVM_ACCMESS_STATUS", _APPLICATION),
    "receivefax": ("FAXSTATUS", _APPLICATION),
    "sendfax": ("FAXSTATUS", _APPLICATION),
    "voicemailplaymsg": ("VOICEMAIL_PLAYBACKSTATUS", _APPLICATION),
    "tryexec": ("TRYSTATUS", (*_APPLICATION, (Cause.ERROR, "NOAPP"))),
}
"""Where a variable tells how it went, and tests may follow."""


def script(here: Here) -> Step:
    """A program runs: one that speaks its argument says it, of any other nothing is known."""
    if listens(here):
        return menu(here)
    return say(here) if speaks_text(here) else unmodelled(here)


def music(here: Here) -> Step:
    """Music plays: for some seconds, or until the caller hangs up."""
    seconds = 0 if here.application == "waitmusiconhold" else 1
    return _opaque(here, continues=here.argument(seconds) is not None)


def run(here: Here) -> Step:
    """`Exec(application(arguments))` is the application; only during the call may show which."""
    from ivrlint_formats.asterisk.lowering.making import made

    inner = here
    for _ in range(_MOST_NESTED):
        text = inner.entry.arguments
        entry = inner_entry(inner, Argument(text, 0, len(text)))
        if entry is None or "$" in entry.application:
            return unmodelled(here)
        inner = Here(here.walk, here.beside, here.part, here.index, entry=entry, name=here.name)
        if inner.application not in {"exec", "tryexec"}:
            break
    if inner.application in PASSED:
        return _opaque(here, continues=inner.application in UNNOTICED or UNKNOWN)
    step = made(inner)
    here.more += inner.more
    return step


def raise_exception(here: Here) -> Step:
    """The call goes on at the extension `e`, where there is one."""
    way = here.special("e")
    exits = () if way is None else (here.exit(Cause.NEXT, way),)
    return Opaque(**here.common, what="RaiseException", continues=bool(exits), exits=exits)


def wait_for_keys(here: Here) -> Step | None:
    """The end of an extension where extensions do not fall through: the engine waits for keys.

    None where no key leads anywhere, and silence does not either.
    """
    choices = here.walk.choices(here.part, here.part.context)
    exits = list(choices.exits)
    silence, wrong = here.special("t", "e"), here.special("i", "e")
    if silence is not None:
        exits.append(here.exit(Cause.NOINPUT, silence))
    if wrong is not None and choices.exits:
        exits.append(here.exit(Cause.NOMATCH, wrong))
    return Opaque(**here.common, what="WaitExten", exits=tuple(exits)) if exits else None


def incomplete(here: Here) -> Step:
    """The engine waits for more of the number that was dialled; the next line is never run."""
    return Opaque(**here.common, what="Incomplete", continues=UNKNOWN)


def unmodelled(here: Here) -> Step:
    """An application that the model does not have.

    One that the engine does not know ends the call there; but modules of
    others bring more than anybody lists.
    """
    application = here.application
    continues: Maybe[bool] = True
    if application in _ENDLESS:
        continues = False
    elif application in _MAY_LEAVE or canonical(application) is None:
        continues = UNKNOWN
    return _opaque(here, continues=continues)


def _opaque(here: Here, *, continues: Maybe[bool]) -> Step:
    what = canonical(here.application) or here.entry.application.strip()
    exits: tuple[Exit, ...] = ()
    if continues is not False:
        variable, outcomes = _OUTCOMES.get(here.application, ("", ()))
        exits = tuple(folded(here, variable, outcomes)) if outcomes else ()
        ways = {exit_.target for exit_ in exits}
        if len(ways) < 2:
            exits = (here.exit(Cause.NEXT, here.on()),)
    return Opaque(**here.common, what=what, continues=continues, exits=exits)
