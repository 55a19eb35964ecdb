"""What holds at each action of an extension: values that were set, and whether it was answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ivrlint.model import UNKNOWN, Unknown
from ivrlint_formats.freeswitch.dialplan.deciding import assigned_by
from ivrlint_formats.freeswitch.dialplan.program import Act, End, Extension

Values = Mapping[str, "str | Unknown"]

WATCHED: Final = frozenset(
    {"continue_on_fail", "failure_causes", "hangup_after_bridge", "call_timeout"}
    | {"originate_timeout", "transfer_after_bridge", "park_after_bridge", "bridge_answer_timeout"}
    | {"cc_exit_keys", "fifo_orbit_exten", "fifo_orbit_context", "fifo_caller_exit_key"}
    | {"fifo_caller_exit_to_orbit", "fifo_chime_list", "fifo_chime_freq", "fifo_announce"}
    | {"tts_engine", "tts_voice", "default_language", "language", "playback_terminators"}
    | {"sip_auto_answer", "exec_after_bridge_app", "limit_exceeded"}
)
"""Variables that change what an application does to a caller."""


def values_in(extension: Extension, before: Values) -> Sequence[Values | None]:
    """For each operation the values of the watched variables; None where none leads to it."""
    found: list[Values | None] = [None] * len(extension.ops)
    found[extension.start] = before
    for index in range(len(extension.ops) - 1, -1, -1):
        here, op = found[index], extension.ops[index]
        if here is None or isinstance(op, End):
            continue
        if isinstance(op, Act):
            _merge(found, op.next, _after(op, here))
        else:
            _merge(found, op.yes, here)
            _merge(found, op.no, here)
    return found


def _after(act: Act, values: Values) -> Values:
    changes = {
        name: UNKNOWN if "$" in value else value
        for name, value in assigned_by(act)
        if name in WATCHED
    }
    return {**values, **changes} if changes else values


def _merge(found: list[Values | None], index: int, values: Values) -> None:
    there = found[index]
    found[index] = values if there is None else merged(there, values)


def values_after(extension: Extension, values: Sequence[Values | None], before: Values) -> Values:
    """The values of the watched variables where the hunt goes on after an extension."""
    ends = [values[0], values[1] if extension.continues else None]
    found = [one for one in ends if one is not None]
    if not found:
        return before
    return merged(found[0], found[-1])


def merged(one: Values, other: Values) -> Values:
    """What is known where a call may have come two ways."""
    if one is other or one == other:
        return one
    return {
        name: one[name] if name in one and name in other and one[name] == other[name] else UNKNOWN
        for name in {**one, **other}
    }
