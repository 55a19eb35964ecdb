"""What a flow is for, where the file does not say its type."""

from __future__ import annotations

import re
from typing import Final

from ivrlint.model import Role
from ivrlint_formats.connect.actions import Draft
from ivrlint_formats.connect.platform import Platform

_NAMES: Final = (
    (re.compile(r"outbound[ _-]?whisper", re.I), Role.OUTBOUND),
    (re.compile(r"whisper", re.I), Role.WHISPER),
    (re.compile(r"(?<![a-z])holds?(?![a-z])|[a-z]Hold(?![a-z])"), Role.HOLD),
    (re.compile(r"customer[ _-]?queue", re.I), Role.WAITING),
)
"""Names that people give to flows of these types; they decide only what the actions leave open."""

_TALKS_WITH_CALLERS: Final = frozenset(
    {
        "GetParticipantInput",
        "ConnectParticipantWithLexBot",
        "TransferContactToQueue",
        "TransferParticipantToThirdParty",
        "TransferToFlow",
        "CheckHoursOfOperation",
    }
)
"""What only a flow does that callers are led through."""


def role_of(draft: Draft, name: str, platform: Platform) -> Role:
    """The role of a flow: its type, else what its actions show, else its name.

    An action counts as proof where Connect allows it in flows of one kind only.
    """
    role = platform.role(draft.type)
    if role is not None:
        return role
    types = {action.type for action in draft.actions}
    if draft.is_module or "EndFlowModuleExecution" in types:
        return Role.MODULE
    if "TransferContactToAgent" in types:
        return Role.INTERNAL
    if "CompleteOutboundCall" in types:
        return Role.OUTBOUND
    named = next((role for pattern, role in _NAMES if pattern.search(name)), None)
    if "DequeueContactAndTransferToQueue" in types:
        return Role.WAITING
    if "MessageParticipantIteratively" in types:
        return named if named in (Role.WAITING, Role.HOLD) else Role.WAITING
    if named is not None and not types & _TALKS_WITH_CALLERS:
        return named
    if "EndFlowExecution" in types and "DisconnectParticipant" not in types:
        return Role.WAITING if types & _TALKS_WITH_CALLERS else Role.WHISPER
    return Role.ENTRY
