"""What is done without the caller."""

from __future__ import annotations

from ivrlint.model import (
    UNKNOWN,
    Lookup,
    Maybe,
    Medium,
    Opaque,
    Prompt,
    Record,
    Send,
    Set,
    Step,
)
from ivrlint_formats.connect.actions import Action, Value
from ivrlint_formats.connect.references import function_name
from ivrlint_formats.connect.speech import read_text
from ivrlint_formats.connect.steps.context import FlowContext


def ask_function(flow: FlowContext, action: Action) -> Step:
    """Asks a Lambda function."""
    value = action.value("LambdaFunctionARN")
    system = function_name(value, action.shown.get("LambdaFunctionARN"))
    return Lookup(**flow.common(action), system=system, exits=flow.exits(action))


def look_up(flow: FlowContext, action: Action) -> Step:
    """Asks another part of Connect."""
    system = str(flow.platform.actions[action.type]["system"])
    return Lookup(**flow.common(action), system=system, exits=flow.exits(action))


def set_data(flow: FlowContext, action: Action) -> Step:
    """Sets data, or how the flow runs."""
    common = flow.common(action)
    written = common["writes"]
    values = [value for _, value in action.under("Attributes")]
    plain = values[0].known if len(values) == len(written) == 1 else None
    return Set(**common, value_set=plain, exits=flow.exits(action))


def send(flow: FlowContext, action: Action) -> Step:
    """Sends a text message."""
    message = action.value("InitialSystemMessage", "Content")
    return Send(
        **flow.common(action),
        medium=Medium.SMS,
        prompts=(_message(message),) if message else (),
        exits=flow.exits(action),
    )


def record(flow: FlowContext, action: Action) -> Step:
    """Switches recording on or off."""
    return Record(**flow.common(action), on=_records(action), exits=flow.exits(action))


def opaque(flow: FlowContext, action: Action) -> Step:
    """Runs something that the model does not have; the call goes on."""
    return Opaque(
        **flow.common(action),
        what=flow.platform.block(action.type),
        continues=True,
        prompts=flow.prompts(action),
        exits=flow.exits(action),
    )


def not_known(flow: FlowContext, action: Action) -> Step:
    """An action of a type that is not known: where it leads is not known either."""
    return Opaque(
        **flow.common(action),
        what=action.written or "an action without a type",
        prompts=flow.prompts(action),
        exits=flow.exits(action),
    )


def _message(value: Value) -> Prompt:
    return Prompt(content=read_text(value, ssml=False), place=value.place)


def _records(action: Action) -> Maybe[bool]:
    """Whether the call is recorded from here on."""
    option = action.text("RecordingBehaviorOption")
    if option is not None:
        return option.lower().startswith("enable")
    for path in (("RecordingBehavior",), ("VoiceBehavior", "VoiceRecordingBehavior")):
        if any(True for _ in action.under(*path, "RecordedParticipants")):
            return True
        if action.text(*path, "IVRRecordingBehavior") == "Enabled":
            return True
    if action.type == "UpdateContactRecordingBehavior":
        return False
    return UNKNOWN
