"""What a flow is for: by its type, else by what only such flows do, else by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ivrlint.model import Document, Role

Make = Callable[..., dict[str, Any]]
Read = Callable[..., Document]


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("contactFlow", Role.ENTRY),
        ("CONTACT_FLOW", Role.ENTRY),
        ("customerQueue", Role.WAITING),
        ("customerHold", Role.HOLD),
        ("agentHold", Role.HOLD),
        ("customerWhisper", Role.WHISPER),
        ("outboundWhisper", Role.OUTBOUND),
        ("queueTransfer", Role.INTERNAL),
        ("CAMPAIGN", Role.OUTBOUND),
    ],
)
def test_the_type_decides(read: Read, action: Make, flow: Make, written: str, role: Role) -> None:
    document = read(flow(action("a", "DisconnectParticipant"), type=written), "whisper.json")
    assert document.flows[0].role is role


@pytest.mark.parametrize(
    ("kinds", "path", "role"),
    [
        (["MessageParticipant", "DisconnectParticipant"], "main.json", Role.ENTRY),
        (["EndFlowModuleExecution"], "main.json", Role.MODULE),
        (["MessageParticipantIteratively"], "main.json", Role.WAITING),
        (["MessageParticipantIteratively"], "CustomerHold.json", Role.HOLD),
        (["DequeueContactAndTransferToQueue"], "main.json", Role.WAITING),
        (["TransferContactToAgent"], "main.json", Role.INTERNAL),
        (["CompleteOutboundCall"], "main.json", Role.OUTBOUND),
        (["EndFlowExecution"], "main.json", Role.WHISPER),
        (["MessageParticipant", "EndFlowExecution"], "outbound_whisper.json", Role.OUTBOUND),
        (["GetParticipantInput", "TransferContactToQueue"], "whisper-line.json", Role.ENTRY),
        (["MessageParticipant"], "household-threshold.json", Role.ENTRY),
    ],
)
def test_without_a_type_what_it_does_decides(
    read: Read, action: Make, flow: Make, kinds: list[str], path: str, role: Role
) -> None:
    actions = [action(str(number), kind) for number, kind in enumerate(kinds)]
    assert read(flow(*actions, type=None), path).flows[0].role is role


def test_named_ways_out_make_a_module(read: Read, action: Make, flow: Make) -> None:
    ways = {"Transitions": [{"DisplayName": "Success", "ReferenceName": "Success"}]}
    document = read(flow(action("a", "MessageParticipant"), type=None, Settings=ways))
    assert document.flows[0].role is Role.MODULE
