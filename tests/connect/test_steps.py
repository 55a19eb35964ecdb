"""What each action of the flow language is for a caller."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ivrlint.model import (
    UNKNOWN,
    Bot,
    Branch,
    Call,
    Collect,
    Datum,
    Decides,
    Document,
    Hangup,
    Lookup,
    Menu,
    Opaque,
    Party,
    Queue,
    Record,
    Return,
    Say,
    Set,
    Step,
    Target,
    Transfer,
    Unresolved,
    Voicemail,
)

Make = Callable[..., dict[str, Any]]
Read = Callable[..., Document]
Ways = Callable[[Step], list[tuple[str, str]]]

ERROR = ("NoMatchingError", "bye")


@pytest.fixture
def one(read: Read, action: Make, flow: Make, step_of: Callable[..., Step]) -> Callable[..., Step]:
    """The step of a single action, in a flow that begins with it and ends with a hangup."""

    def one(kind: str, *args: Any, type: str = "contactFlow", **more: Any) -> Step:  # noqa: A002
        bye = action("bye", "DisconnectParticipant")
        document = read(flow(action("it", kind, *args, **more), bye, type=type))
        assert [problem.message for problem in document.problems] == []
        return step_of(document, "it")

    return one


def test_a_prompt_is_said(one: Callable[..., Step], ways: Ways) -> None:
    step = one("MessageParticipant", {"Text": "Hello."}, "bye", errors=[ERROR])
    assert isinstance(step, Say)
    assert [prompt.text and prompt.text.plain for prompt in step.prompts] == ["Hello."]
    assert ways(step) == [("next", "bye"), ("error", "bye")]
    assert step.note == (("type", "MessageParticipant"),)


def test_a_menu_has_its_keys_silence_and_wrong_keys(one: Callable[..., Step], ways: Ways) -> None:
    step = one(
        "GetParticipantInput",
        {"Text": "Press 1.", "InputTimeLimitSeconds": "7", "StoreInput": "False"},
        "bye",
        conditions=[("1", "one"), ("#", "hash")],
        errors=[("InputTimeLimitExceeded", "quiet"), ("NoMatchingCondition", "wrong"), ERROR],
    )
    assert isinstance(step, Menu)
    assert ways(step) == [
        ("key 1", "one"),
        ("key #", "hash"),
        ("noinput", "quiet"),
        ("nomatch", "wrong"),
        ("error", "bye"),
    ]
    assert (step.timeout, step.presentations, step.longest) == (7, 1, 1)
    assert step.interruptible is True
    assert step.complete


def test_an_error_without_a_way_of_its_own_takes_that_of_all_errors(
    one: Callable[..., Step], ways: Ways
) -> None:
    step = one("GetParticipantInput", {"Text": "Press 1."}, "else", [("1", "one")], [ERROR])
    assert ways(step) == [
        ("key 1", "one"),
        ("noinput", "bye"),
        ("nomatch", "else"),
        ("error", "bye"),
    ]
    assert isinstance(step, Menu)
    assert step.timeout == 5


def test_a_key_that_is_looked_up_leaves_the_options_open(
    one: Callable[..., Step], ways: Ways
) -> None:
    step = one("GetParticipantInput", {"Text": "Press."}, None, [("$.Attributes.key", "one")])
    assert isinstance(step, Menu)
    assert not step.complete
    assert ways(step) == [("condition $.Attributes.key", "one")]


def test_an_entry_is_collected(one: Callable[..., Step], ways: Ways) -> None:
    step = one(
        "GetParticipantInput",
        {
            "Text": "Enter your number.",
            "StoreInput": "True",
            "InputTimeLimitSeconds": "9",
            "InputValidation": {"CustomValidation": {"MaximumLength": "6"}},
            "DTMFConfiguration": {
                "InputTerminationSequence": "*",
                "InterdigitTimeLimitSeconds": "3",
            },
            "InputEncryption": {"EncryptionKeyId": "k", "Key": "x"},
        },
        "bye",
        errors=[ERROR],
    )
    assert isinstance(step, Collect)
    assert ways(step) == [("next", "bye"), ("error", "bye")]
    assert (step.most, step.timeout, step.digit_timeout, step.terminator) == (6, 9, 3, "*")
    assert step.secret


def test_an_entry_has_the_defaults_of_the_platform(one: Callable[..., Step]) -> None:
    step = one("GetParticipantInput", {"Text": "Enter it.", "StoreInput": "True"}, "bye")
    assert isinstance(step, Collect)
    assert (step.most, step.timeout, step.digit_timeout, step.terminator) == (UNKNOWN, 5, 5, "#")
    assert not step.secret


ASK = {"Text": "Enter your number.", "StoreInput": "True"}


def test_a_test_for_silence_afterwards_is_the_way_after_silence(
    read: Read, action: Make, flow: Make, step_of: Callable[..., Step], ways: Ways
) -> None:
    document = read(
        flow(
            action("ask", "GetParticipantInput", ASK, "keep"),
            action(
                "keep",
                "UpdateContactAttributes",
                {"Attributes": {"number": "$.StoredCustomerInput"}},
                "test",
            ),
            action(
                "test",
                "Compare",
                {"ComparisonValue": "$.Attributes.number"},
                conditions=[("Timeout", "quiet")],
                errors=[("NoMatchingCondition", "keep")],
            ),
            action("quiet", "DisconnectParticipant"),
        )
    )
    ask = step_of(document, "ask")
    assert isinstance(ask, Collect)
    assert ways(ask) == [("next", "keep"), ("noinput", "quiet")]
    assert ask.data == "Attributes.number"
    assert ask.writes == (Datum("Attributes.number", ask.place),)


def test_a_function_may_test_for_silence_too(
    read: Read, action: Make, flow: Make, step_of: Callable[..., Step], ways: Ways
) -> None:
    document = read(
        flow(
            action("ask", "GetParticipantInput", ASK, "find"),
            action(
                "find",
                "InvokeLambdaFunction",
                {"LambdaFunctionARN": "f", "InvocationTimeLimitSeconds": "3"},
                "bye",
            ),
            action("bye", "DisconnectParticipant"),
        )
    )
    assert ways(step_of(document, "ask")) == [("next", "find"), ("noinput", "find")]


def test_the_test_of_the_next_question_is_not_taken_for_this_one(
    read: Read, action: Make, flow: Make, step_of: Callable[..., Step], ways: Ways
) -> None:
    stored = {"ComparisonValue": "$.StoredCustomerInput"}
    document = read(
        flow(
            action("first", "GetParticipantInput", ASK, "second"),
            action("second", "GetParticipantInput", ASK, "test"),
            action("test", "Compare", stored, "bye", [("Timeout", "first")]),
            action("bye", "DisconnectParticipant"),
        )
    )
    assert ways(step_of(document, "first")) == [("next", "second")]
    assert ways(step_of(document, "second")) == [("next", "test"), ("noinput", "first")]


def test_a_silent_input_while_the_caller_is_streamed_is_a_voicemail(
    read: Read, action: Make, flow: Make, step_of: Callable[..., Step], ways: Ways
) -> None:
    silence = {"SSML": '<speak><break time="5s"/></speak>', "InputTimeLimitSeconds": "60"}
    streaming = {
        "MediaStreamingState": "Enabled",
        "MediaStreamType": "Audio",
        "Participants": [{"ParticipantType": "Customer", "MediaDirections": ["From"]}],
    }
    document = read(
        flow(
            action("on", "UpdateContactMediaStreamingBehavior", streaming, "record"),
            action(
                "record",
                "GetParticipantInput",
                silence,
                "bye",
                errors=[("InputTimeLimitExceeded", "bye"), ERROR],
            ),
            action("wait", "GetParticipantInput", silence, "bye"),
            action("bye", "DisconnectParticipant"),
        )
    )
    record = step_of(document, "record")
    assert isinstance(record, Voicemail)
    assert ways(record) == [("next", "bye"), ("error", "bye")]
    assert isinstance(step_of(document, "wait"), Say)


def test_typing_ahead_is_a_setting(one: Callable[..., Step]) -> None:
    assert isinstance(one("GetParticipantInput", {"EnableDTMFBuffer": "True"}, "bye"), Set)


def test_a_lex_bot_leads_on_by_intent(one: Callable[..., Step], ways: Ways) -> None:
    step = one(
        "ConnectParticipantWithLexBot",
        {"Text": "How can I help?", "LexV2Bot": {"AliasArn": "arn:x"}},
        "bye",
        [("BookVisit", "book")],
        [("NoMatchingCondition", "bye"), ERROR],
    )
    assert isinstance(step, Bot)
    assert ways(step) == [("word BookVisit", "book"), ("nomatch", "bye"), ("error", "bye")]


@pytest.mark.parametrize(
    ("value", "decides"),
    [
        ("$.Attributes.tier", Decides.DATA),
        ("$.External.result", Decides.DATA),
        ("$.Attributes.language", Decides.LANGUAGE),
        ("$.LanguageCode", Decides.LANGUAGE),
        ("$.CustomerEndpoint.Address", Decides.CALLER),
        ("$.Metrics.Queue.OldestContactAge", Decides.QUEUE),
        ("$.Metrics.Agents.Available.Count", Decides.STAFF),
        ("$.Channel", Decides.DATA),
    ],
)
def test_a_comparison_decides_on_what_it_compares(
    one: Callable[..., Step], ways: Ways, value: str, decides: Decides
) -> None:
    step = one(
        "Compare",
        {"ComparisonValue": value},
        "never",
        [("gold", "bye")],
        [("NoMatchingCondition", "else")],
        operator="TextStartsWith",
    )
    assert isinstance(step, Branch)
    name = value.removeprefix("$.")
    assert (step.decides, step.subject) == (decides, name)
    assert ways(step) == [(f"condition {name} starts with gold", "bye"), ("otherwise", "else")]
    assert [datum.name for datum in step.reads] == [name]


def test_opening_hours_are_open_or_closed(one: Callable[..., Step], ways: Ways) -> None:
    step = one("CheckHoursOfOperation", {}, "x", [("True", "a"), ("False", "b")], [ERROR])
    assert isinstance(step, Branch)
    assert step.decides is Decides.HOURS
    assert ways(step) == [("open", "a"), ("closed", "b"), ("error", "bye")]


def test_a_loop_counts_attempts(one: Callable[..., Step], ways: Ways) -> None:
    step = one(
        "Loop", {"LoopCount": "3"}, "x", [("ContinueLooping", "again"), ("DoneLooping", "bye")]
    )
    assert isinstance(step, Branch)
    assert (step.decides, step.limit) == (Decides.ATTEMPTS, 3)
    assert ways(step) == [("next", "again"), ("exhausted", "bye")]


def test_a_word_without_a_condition_falls_to_the_next_action(
    one: Callable[..., Step], ways: Ways
) -> None:
    step = one("Loop", {"LoopCount": "$.Attributes.n"}, "bye", [("ContinueLooping", "again")])
    assert isinstance(step, Branch)
    assert step.limit is UNKNOWN
    assert ways(step) == [("next", "again"), ("exhausted", "bye")]


def test_staffing_is_a_decision(one: Callable[..., Step], ways: Ways) -> None:
    step = one(
        "CheckMetricData",
        {"MetricType": "NumberOfAgentsAvailable"},
        "x",
        [("0", "yes")],
        [("NoMatchingCondition", "no"), ERROR],
        operator="NumberGreaterThan",
    )
    assert isinstance(step, Branch)
    assert step.decides is Decides.STAFF
    assert ways(step)[:2] == [("condition NumberOfAgentsAvailable > 0", "yes"), ("otherwise", "no")]


def test_a_queue_can_be_full_or_fail(one: Callable[..., Step], ways: Ways) -> None:
    step = one("TransferContactToQueue", {}, "bye", errors=[("QueueAtCapacity", "full"), ERROR])
    assert isinstance(step, Queue)
    assert ways(step) == [("full", "full"), ("error", "bye")]
    assert isinstance(step.waiting, Unresolved)


def test_what_waiting_callers_hear_is_played_again_and_again(
    one: Callable[..., Step], ways: Ways
) -> None:
    step = one(
        "MessageParticipantIteratively",
        {
            "Messages": [{"Text": "Please hold."}, {"PromptId": "arn:x/prompt/music"}],
            "InterruptFrequencySeconds": "30",
        },
        None,
        [("MessagesInterrupted", "bye")],
        type="customerQueue",
    )
    assert isinstance(step, Queue)
    assert ways(step) == [("timeout", "bye")]
    assert step.exits[0].after == 30
    assert [prompt.every for prompt in step.prompts] == [None, None]


def test_texts_alone_tell_how_often_they_come_again(one: Callable[..., Step]) -> None:
    texts = [{"Text": "Please hold the line."}, {"Text": "We will be with you soon."}]
    step = one("MessageParticipantIteratively", {"Messages": texts}, type="customerQueue")
    every = {prompt.every for prompt in step.prompts}
    assert len(every) == 1
    assert (every.pop() or 0) > 3


@pytest.mark.parametrize(
    ("resumes", "blind", "first"),
    [("True", False, ("next", "on")), ("False", True, ("noanswer", "no"))],
)
def test_a_call_to_a_number_comes_back_or_not(
    one: Callable[..., Step], ways: Ways, resumes: str, blind: bool, first: tuple[str, str]
) -> None:
    step = one(
        "TransferParticipantToThirdParty",
        {
            "ThirdPartyPhoneNumber": "+31201234567",
            "ThirdPartyConnectionTimeLimitSeconds": "30",
            "ContinueFlowExecution": resumes,
        },
        "on",
        errors=[("ConnectionTimeLimitExceeded", "no"), ("CallFailed", "bad"), ERROR],
    )
    assert isinstance(step, Transfer)
    assert (step.party, step.to, step.longest) == (Party.NUMBER, "+31201234567", 30)
    assert step.blind is blind
    assert ways(step)[0] == first
    assert ways(step)[-2:] == [("error CallFailed", "bad"), ("error", "bye")]


ARN = "arn:aws:connect:eu-west-2:111122223333:instance/i/contact-flow/"


@pytest.mark.parametrize(
    ("value", "target"),
    [
        ("$.External.flow", None),
        ("${flow_arn}", None),
        ("{{flows.main.arn}}", None),
        (ARN + "11111111-2222-3333-4444-555555555555", None),
        ("Billing", "Billing"),
    ],
)
def test_another_flow_is_found_by_its_name_only(
    one: Callable[..., Step], ways: Ways, value: str, target: str | None
) -> None:
    step = one("TransferToFlow", {"ContactFlowId": value}, "bye", errors=[ERROR])
    assert isinstance(step, Transfer)
    assert ways(step) == [("error", "bye")]
    if target is None:
        assert isinstance(step.flow_target, Unresolved)
        assert "111122223333" not in step.flow_target.reason
    else:
        assert isinstance(step.flow_target, Target)
        assert step.flow_target.flow == target
        assert isinstance(step.flow_target.elsewhere, Unresolved)


def test_a_module_is_called_and_returns(one: Callable[..., Step], ways: Ways) -> None:
    step = one("InvokeFlowModule", {"FlowModuleId": "Greeting"}, "bye", errors=[ERROR])
    assert isinstance(step, Call)
    assert isinstance(step.callee, Target)
    assert ways(step) == [("next", "bye"), ("error", "bye")]
    assert isinstance(one("EndFlowModuleExecution"), Return)


@pytest.mark.parametrize(
    ("flow_type", "kind"),
    [("contactFlow", Hangup), ("customerQueue", Return), ("agentWhisper", Return)],
)
def test_the_end_of_a_flow_is_the_end_of_the_call_only_for_callers(
    one: Callable[..., Step], flow_type: str, kind: type[Step]
) -> None:
    assert type(one("EndFlowExecution", type=flow_type)) is kind


def test_a_function_is_asked_by_name_without_its_account(one: Callable[..., Step]) -> None:
    arn = "arn:aws:lambda:eu-west-2:111122223333:function:find-order"
    step = one(
        "InvokeLambdaFunction",
        {
            "LambdaFunctionARN": arn,
            "InvocationTimeLimitSeconds": "3",
            "LambdaInvocationAttributes": {"order": "$.Attributes.order"},
        },
        "bye",
    )
    assert isinstance(step, Lookup)
    assert step.system == "find-order"
    assert [datum.name for datum in step.reads] == ["Attributes.order"]


@pytest.mark.parametrize(
    ("parameters", "on"),
    [
        ({"RecordingBehavior": {"RecordedParticipants": ["Agent", "Customer"]}}, True),
        ({"RecordingBehavior": {"RecordedParticipants": []}}, False),
        (
            {
                "RecordingBehavior": {
                    "RecordedParticipants": [],
                    "IVRRecordingBehavior": "Enabled",
                }
            },
            True,
        ),
    ],
)
def test_recording_is_on_or_off(
    one: Callable[..., Step], parameters: dict[str, Any], on: bool
) -> None:
    step = one("UpdateContactRecordingBehavior", parameters, "bye")
    assert isinstance(step, Record)
    assert step.on is on


def test_data_that_is_set_is_written(one: Callable[..., Step]) -> None:
    step = one("UpdateContactAttributes", {"Attributes": {"tier": "gold"}}, "bye")
    assert isinstance(step, Set)
    assert [datum.name for datum in step.writes] == ["Attributes.tier"]
    assert step.value_set == "gold"


def test_a_new_type_is_opaque_and_no_fault(one: Callable[..., Step], ways: Ways) -> None:
    step = one("ReadTheCoffeeGrounds", {"Text": "Hm."}, "bye", [("Good", "bye")], [ERROR])
    assert isinstance(step, Opaque)
    assert step.continues is UNKNOWN
    assert step.what == "ReadTheCoffeeGrounds"
    assert ways(step) == [("condition Good", "bye"), ("otherwise", "bye"), ("error", "bye")]


def test_an_action_that_is_not_there_is_a_target_of_this_flow(
    one: Callable[..., Step],
) -> None:
    step = one("MessageParticipant", {"Text": "Hi."}, "nowhere")
    assert step.exits[0].target == Target("nowhere")


def test_steps_are_called_by_what_people_see(read: Read, action: Make, flow: Make) -> None:
    machine = "9a3d2c1b-0000-4000-8000-000000000000"
    document = read(
        flow(
            action("Main menu", "MessageParticipant", {"Text": "Hi."}, machine),
            action(machine, "MessageParticipant", {"Text": "Hi."}, "named"),
            action("named", "DisconnectParticipant"),
            about={"named": {"friendlyName": "Goodbye"}},
        )
    )
    steps = document.flows[0].steps
    assert [step.shown_name for step in steps] == ["Main menu", "Play prompt 9a3d2c1b", "Goodbye"]
    assert [step.place.pointer for step in steps] == [
        'Actions[0] "Main menu"',
        "Actions[1] MessageParticipant",
        'Actions[2] "Goodbye"',
    ]
    assert steps[0].place.text == '"Main menu"'
    assert steps[0].exits[0].place.pointer == 'Actions[0] "Main menu".Transitions.NextAction'
    assert steps[0].prompts[0].place.pointer == 'Actions[0] "Main menu".Parameters.Text'
