"""What callers give, in the files of vendors: whether it is used, and whether people get it."""

from __future__ import annotations

import json

import pytest


def studio(attributes: str, *, trigger: str = "incomingCall") -> str:
    """A flow of Twilio Studio that asks for an order number and hands over to a person."""
    asked = {
        "say": "Please enter your order number, then the pound key.",
        "timeout": 8,
        "finish_on_key": "#",
        "number_of_digits": 6,
    }
    return json.dumps(
        {
            "description": "orders",
            "initial_state": "Trigger",
            "flags": {"allow_concurrent_calls": True},
            "states": [
                widget("Trigger", "trigger", {}, {trigger: "ask_order"}),
                widget(
                    "ask_order",
                    "gather-input-on-call",
                    asked,
                    {"keypress": "to_desk", "timeout": "to_desk", "speech": None},
                ),
                widget(
                    "to_desk",
                    "send-to-flex",
                    {"workflow": "WW" + "0" * 32, "channel": "TC1", "attributes": attributes},
                    {"callComplete": None, "failedToEnqueue": None, "callFailure": None},
                ),
            ],
        },
        indent=2,
    )


def widget(name: str, kind: str, properties: dict, ways: dict) -> dict:
    transitions = [
        {"event": event, **({"next": goal} if goal else {})} for event, goal in ways.items()
    ]
    return {"name": name, "type": kind, "transitions": transitions, "properties": properties}


@pytest.mark.parametrize(
    ("attributes", "rules"),
    [
        ('{"from": "{{trigger.call.From}}"}', ["unused-input", "data-not-passed"]),
        ('{"order": "{{widgets.ask_order.Digits}}"}', []),
    ],
)
def test_a_person_of_flex_gets_what_the_task_holds(folder, attributes: str, rules) -> None:
    folder.write("orders.json", studio(attributes))
    done = folder.check("--select", "unused-input,data-not-passed", "--format", "json")
    assert done.rules == rules


def test_what_connect_keeps_as_an_attribute_is_not_called_unused(folder) -> None:
    flow = {
        "Version": "2019-10-30",
        "StartAction": "ask",
        "Metadata": {},
        "Actions": [
            {
                "Identifier": "ask",
                "Type": "GetParticipantInput",
                "Parameters": {
                    "Text": "Please enter your order number.",
                    "StoreInput": "True",
                    "InputTimeLimitSeconds": "4",
                    "InputValidation": {"CustomValidation": {"MaximumLength": "8"}},
                },
                "Transitions": {
                    "NextAction": "keep",
                    "Errors": [{"NextAction": "bye", "ErrorType": "NoMatchingError"}],
                },
            },
            {
                "Identifier": "keep",
                "Type": "UpdateContactAttributes",
                "Parameters": {"Attributes": {"order": "$.StoredCustomerInput"}},
                "Transitions": {
                    "NextAction": "bye",
                    "Errors": [{"NextAction": "bye", "ErrorType": "NoMatchingError"}],
                },
            },
            {
                "Identifier": "bye",
                "Type": "DisconnectParticipant",
                "Parameters": {},
                "Transitions": {},
            },
        ],
    }
    folder.write("order.json", json.dumps(flow, indent=2))
    arguments = ("--select", "unused-input,data-not-passed,timeout-too-short")
    done = folder.check(*arguments, "--format", "json")
    assert done.rules == ["timeout-too-short"]
    folder.check(*arguments, "--fix")
    assert '"InputTimeLimitSeconds": "10"' in folder.read("order.json")


def test_a_key_for_which_studio_has_no_way_ends_the_call(folder) -> None:
    asked = {"say": "Are you calling because of your order?", "timeout": 5}
    says_yes = {
        "event": "match",
        "next": "to_desk",
        "conditions": [
            {"arguments": ["{{widgets.ask.SpeechResult}}"], "type": "contains", "value": "yes"}
        ],
    }
    answer = widget("answer", "split-based-on", {"input": "{{widgets.ask.SpeechResult}}"}, {})
    answer["transitions"] = [{"event": "noMatch", "next": "to_desk"}, says_yes]
    states = [
        widget("Trigger", "trigger", {}, {"incomingCall": "ask"}),
        widget(
            "ask",
            "gather-input-on-call",
            asked,
            {"keypress": None, "speech": "answer", "timeout": "to_desk"},
        ),
        answer,
        widget("to_desk", "send-to-flex", {"workflow": "WW" + "0" * 32}, {"callComplete": None}),
    ]
    flow = {"description": "why", "initial_state": "Trigger", "flags": {}, "states": states}
    folder.write("why.json", json.dumps(flow, indent=2))
    wanted = "dead-end,silent-hangup,speech-only-input"
    done = folder.check("--select", wanted, "--format", "json")
    assert done.rules == ["speech-only-input", "dead-end"]
    assert "chose a key in 'ask', and the call just ends" in done.out
