"""Calls that are handed over: `bridge` and its kin, with what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ivrlint.model import (
    UNKNOWN,
    Cause,
    Exit,
    Maybe,
    Opaque,
    Party,
    Scope,
    Step,
    Transfer,
    Unresolved,
    Voicemail,
)
from ivrlint_formats.freeswitch.dialplan.dialling import (
    Dialled,
    Leg,
    parse_dialled,
    party_of,
    together,
)
from ivrlint_formats.freeswitch.dialplan.here import Here
from ivrlint_formats.freeswitch.dialplan.program import is_true
from ivrlint_formats.freeswitch.nodes.ground import Way

_RINGS: Final = 60.0
"""Seconds after which the engine gives up calling (switch_ivr_originate.c)."""

_FAILURES: Final = (
    (Cause.NOANSWER, "NO_ANSWER", "19"),
    (Cause.BUSY, "USER_BUSY", "17"),
    (Cause.ERROR, "NORMAL_TEMPORARY_FAILURE", "41"),
)
"""What `originate_disposition` says of a call that nobody took, and its number."""

_OTHER: Final = "NORMAL_TEMPORARY_FAILURE"
_OF_PEOPLE: Final = frozenset({"NO_ANSWER", "19", "USER_BUSY", "17", "TIMEOUT", "NO_USER_RESPONSE"})
_NOT: Final = frozenset({"", "FALSE", "0", "NO"})

_TOLD_IN: Final = ("originate_disposition", "bridge_hangup_cause", "hangup_cause", "DIALSTATUS")
_OWN_WAY: Final = Unresolved("a variable says where the call goes afterwards", Scope.STARTS)
_VOICEMAIL: Final = "app=voicemail:"


def bridge(here: Here) -> Step:
    """Somebody is called. Who is not reached comes back only where `continue_on_fail` says so."""
    dialled = parse_dialled(here.written)
    legs = dialled.legs
    if len(legs) == 1 and legs[0].endpoint == "loopback" and _VOICEMAIL in legs[0].resource:
        return _message(here, legs[0])
    if legs and all(leg.endpoint == "error" for leg in legs):
        return _refused(here, legs[0])
    if _is_intercom(here, dialled):
        exits = (here.exit(Cause.NEXT, here.on()),)
        return Opaque(**here.common, what="intercom", continues=True, exits=exits)
    parties = [party_of(leg) for leg in legs]
    return Transfer(
        **here.common,
        party=together(parties) if parties else Party.UNKNOWN,
        to=here.written or None,
        flow_target=_flow(here, legs),
        longest=_longest(here, dialled),
        blind=False,
        exits=tuple(_exits(here)),
    )


def _message(here: Here, leg: Leg) -> Step:
    """A bridge to the voicemail, over a loop into the system itself."""
    words = leg.resource.partition(_VOICEMAIL)[2].split()
    return Voicemail(**here.common, box=words[2] if len(words) > 2 else None)


def _refused(here: Here, leg: Leg) -> Step:
    """`error/user_busy`: nobody is called, and the call fails with that cause."""
    cause = leg.resource.strip().upper()
    way = _failed(here, cause, "")
    return Opaque(
        **here.common, what=leg.written, continues=True, exits=(here.exit(Cause.ERROR, way),)
    )


def _is_intercom(here: Here, dialled: Dialled) -> bool:
    """Whether the telephone is told to answer by itself, so that nobody fails to."""
    told = here.variable("sip_auto_answer")
    return told == "true" or dialled.variables.get("sip_auto_answer") == "true"


def _longest(here: Here, dialled: Dialled) -> Maybe[float]:
    """How long it rings."""
    for text in (
        here.variable("call_timeout"),
        dialled.variables.get("originate_timeout"),
        dialled.variables.get("leg_timeout"),
        *(leg.variables.get("leg_timeout") for leg in dialled.legs),
    ):
        if text is UNKNOWN:
            return UNKNOWN
        if isinstance(text, str):
            known = here.value(text)
            return float(known) if known and known.isdecimal() and len(known) < 7 else UNKNOWN
    return _RINGS


def _flow(here: Here, legs: Sequence[Leg]) -> Way | None:
    """Where a call to `loopback/number/context` goes on."""
    local = [leg for leg in legs if leg.endpoint == "loopback"]
    if not local:
        return None
    if len(legs) > 1:
        return Unresolved("several are called at once", Scope.STARTS)
    number, _, rest = local[0].resource.partition("/")
    context = rest.partition("/")[0] or "default"
    known, where = here.value(number), here.value(context)
    if known is None or where is None or number.startswith("app="):
        return Unresolved("the number is put together during the call", Scope.STARTS)
    return here.enter(where, known)


def _exits(here: Here) -> Iterator[Exit]:
    for cause, name, number in _FAILURES:
        yield here.exit(cause, _failed(here, name, number))
    after = here.variable("transfer_after_bridge")
    if after is UNKNOWN or here.variable("park_after_bridge") is UNKNOWN:
        yield here.exit(Cause.NEXT, _OWN_WAY)
        return
    if isinstance(after, str) and after:
        number, _, rest = after.partition(":")
        context = rest.partition(":")[2] or here.cursor.plan.context.name
        yield here.exit(Cause.NEXT, here.enter(context, number))
        return
    ends = here.variable("hangup_after_bridge")
    if ends is UNKNOWN or is_true(ends if isinstance(ends, str) else None):
        return
    if here.goes_on():
        yield here.exit(Cause.NEXT, here.on({"originate_disposition": "SUCCESS"}))


def _failed(here: Here, name: str, number: str) -> Way:
    """The way of a call that failed with a cause: on where the dialplan wants it, else its end."""
    wanted = here.variable("continue_on_fail")
    if wanted is None:
        wanted = here.variable("failure_causes")
    goes = wanted is UNKNOWN or (isinstance(wanted, str) and _goes_on(wanted, name, number))
    return here.on(dict.fromkeys(_TOLD_IN, name)) if goes else here.end()


def _goes_on(wanted: str, name: str, number: str) -> bool:
    """Whether a call goes on that failed with a cause: `true`, or a list of causes.

    A cause that stands for all other failures goes on with any of them.
    """
    if is_true(wanted):
        return True
    causes = {one.strip().upper() for one in wanted.split(",")} - _NOT
    if name == _OTHER:
        return not causes <= _OF_PEOPLE
    return not causes.isdisjoint({name, number})


def pick_up(here: Here) -> Step:
    """A call that rings or waits elsewhere is taken; where none does, the call goes on."""
    return Transfer(
        **here.common,
        party=Party.PERSON,
        to=here.written or None,
        blind=False,
        exits=(here.exit(Cause.ERROR, here.on()),),
    )


def attended(here: Here) -> Step:
    """The caller's partner is called first, then handed over."""
    dialled = parse_dialled(here.written)
    parties = [party_of(leg) for leg in dialled.legs]
    return Transfer(
        **here.common,
        party=together(parties) if parties else Party.UNKNOWN,
        to=here.written or None,
        blind=False,
        exits=(here.exit(Cause.ERROR, here.on()),),
    )


def deflect(here: Here) -> Step:
    """The caller's own line is asked to call another number: nobody learns what becomes of it."""
    to = here.written.removeprefix("sip:")
    is_number = any(character.isdigit() for character in to.partition("@")[0])
    return Transfer(
        **here.common,
        party=Party.NUMBER if is_number else Party.UNKNOWN,
        to=to or None,
        blind=True,
        exits=(here.exit(Cause.ERROR, here.on()),),
    )
