"""Who is called by a device or a number: `SIP/100`, `PJSIP/0800@trunk`, `Local/s@sales`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ivrlint.model import Party, Scope, Target, Unresolved
from ivrlint_formats.asterisk.language.arguments import Argument, split_files
from ivrlint_formats.asterisk.lowering.here import Here
from ivrlint_formats.asterisk.lowering.reaching import reached

_WITH_PERSONS: Final = frozenset(
    {"agent", "console", "phone", "sccp", "skinny", "unistim", "gtalk", "jingle", "motif"}
)
"""Technologies that reach a device of one person."""

_OF_LINES: Final = frozenset(
    {"dahdi", "zap", "misdn", "capi", "khomp", "dongle", "datacard", "mobile", "quectel", "vpb"}
)
"""Technologies that number lines: `DAHDI/1` is a telephone, `DAHDI/g1/0800…` a call outside."""

_OF_PEERS: Final = frozenset({"sip", "pjsip", "iax2", "iax", "h323", "ooh323", "oh323", "mgcp"})
"""Technologies that name a peer: alone a telephone, with something more a way outside."""

_NUMBER: Final = r"[+*#\d().-]*\d[+*#\d().-]*"


def party_of(here: Here, dialled: Argument) -> tuple[Party, Target | Unresolved | None]:
    """Who is called by what `Dial` dials, and the flow that takes over, where one does."""
    called = split_files(dialled.text, dialled.start)
    names = [one.text.strip() for one in called]
    local = [name for name in names if _is_local(name)]
    return _together([_party(here, name) for name in names]), _flow(here, local)


def _together(parties: Sequence[Party]) -> Party:
    """Who answers where all of these are called at once."""
    different = set(parties)
    if len(different) == 1:
        return parties[0]
    if different & {Party.PERSON, Party.NUMBER}:
        return Party.PERSON
    return Party.UNKNOWN


def _is_local(text: str) -> bool:
    return text[:6].lower() == "local/"


def _party(here: Here, written: str) -> Party:
    value = here.value(written)
    text = written if value is None else value
    technology, slash, resource = text.partition("/")
    technology = technology.strip().lower()
    if "$" in technology:
        if technology.startswith("${pjsip_dial_contacts"):
            return Party.PERSON
        return Party.NUMBER if "${EXTEN" in resource else Party.UNKNOWN
    if technology == "local":
        return Party.FLOW
    if not slash:
        return Party.UNKNOWN
    if technology in _WITH_PERSONS:
        return Party.PERSON
    if technology in _OF_LINES:
        return _on_line(resource)
    if technology in _OF_PEERS:
        return _through_peer(resource)
    return Party.UNKNOWN


def _on_line(resource: str) -> Party:
    line, slash, number = resource.partition("/")
    if slash and number:
        return Party.NUMBER
    return Party.PERSON if line[:1].isdigit() else Party.UNKNOWN


def _through_peer(resource: str) -> Party:
    """`peer`, `user@host`, `peer/number`, `peer/number@context`."""
    before, slash, after = resource.partition("/")
    if slash:
        name = after.partition("@")[0].removeprefix("sip:")
        return Party.NUMBER if _is_number(name) else Party.UNKNOWN
    name, at, _ = before.removeprefix("sip:").partition("@")
    if not at:
        return Party.PERSON
    return Party.NUMBER if _is_number(name) else Party.PERSON


def _is_number(text: str) -> bool:
    return "$" in text or re.fullmatch(_NUMBER, text) is not None


def _flow(here: Here, local: Sequence[str]) -> Target | Unresolved | None:
    """Where a call to `Local/exten@context` goes on."""
    if not local:
        return None
    if len(local) > 1:
        return Unresolved("several extensions are called at once", Scope.STARTS)
    exten, at, rest = local[0][6:].rpartition("@")
    context = rest.partition("/")[0]
    if not at:
        exten, context = context, "default"
    if not exten or not context:
        return Unresolved(f"{local[0]!r} names no extension", Scope.STARTS)
    return reached(here, f"{context},{exten},1")
