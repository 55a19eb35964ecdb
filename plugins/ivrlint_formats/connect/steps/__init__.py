"""Actions as steps of the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from ivrlint.model import Step
from ivrlint_formats.connect.actions import Action
from ivrlint_formats.connect.steps import asking, deciding, doing, leading
from ivrlint_formats.connect.steps.context import FlowContext

__all__ = ["FlowContext", "step_of"]

Maker = Callable[[FlowContext, Action], Step]

_MAKERS: Final[Mapping[str, Maker]] = MappingProxyType(
    {
        "MessageParticipant": asking.say,
        "MessageParticipantIteratively": asking.loop_prompts,
        "GetParticipantInput": asking.input_of,
        "ConnectParticipantWithLexBot": asking.bot,
        "DisconnectParticipant": leading.hangup,
        "EndFlowExecution": leading.end,
        "EndFlowModuleExecution": leading.come_back,
        "TransferContactToQueue": leading.queue,
        "DequeueContactAndTransferToQueue": leading.queue,
        "TransferContactToAgent": leading.agent,
        "TransferParticipantToThirdParty": leading.third_party,
        "TransferToFlow": leading.transfer,
        "InvokeFlowModule": leading.call,
        "CreateCallbackContact": leading.callback,
        "InvokeLambdaFunction": doing.ask_function,
        "StartOutboundChatContact": doing.send,
        "UpdateContactRecordingBehavior": doing.record,
        "UpdateContactRecordingAndAnalyticsBehavior": doing.record,
        "Compare": deciding.compare,
        "CheckHoursOfOperation": deciding.hours,
        "CheckMetricData": deciding.metric,
        "CheckOutboundCallStatus": deciding.check,
        "CheckVoiceId": deciding.check,
        "DistributeByPercentage": deciding.chance,
        "Loop": deciding.loop,
    }
)
_PLAIN_MAKERS: Final[Mapping[str, Maker]] = MappingProxyType(
    {"set": doing.set_data, "lookup": doing.look_up, "opaque": doing.opaque}
)
"""For types that differ in nothing but a name; `platform.json` says which they are."""


def step_of(flow: FlowContext, action: Action) -> Step:
    """The step that an action is."""
    maker = _MAKERS.get(action.type)
    if maker is None:
        plain = flow.platform.actions.get(action.type, {}).get("as", "")
        maker = _PLAIN_MAKERS.get(plain, doing.not_known)
    return maker(flow, action)
