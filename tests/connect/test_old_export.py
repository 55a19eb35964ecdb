"""The older export says the same as the flow language, in other words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ivrlint.model import (
    UNKNOWN,
    Branch,
    Collect,
    Decides,
    Document,
    Menu,
    Queue,
    Role,
    Step,
    Target,
    Transfer,
)
from ivrlint.text import Variable

Read = Callable[..., Document]
Ways = Callable[[Step], list[tuple[str, str]]]


def module(
    name: str,
    kind: str,
    branches: list[dict[str, str]] | None = None,
    *parameters: dict[str, Any],
    target: str | None = None,
) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": name,
        "type": kind,
        "branches": branches or [],
        "parameters": list(parameters),
        "metadata": {"position": {"x": 0, "y": 0}},
    }
    return made if target is None else {**made, "target": target}


def on(condition: str, to: str, **more: Any) -> dict[str, Any]:
    return {"condition": condition, "transition": to, **more}


def parameter(name: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"name": name, "value": value, **more}


@pytest.fixture
def one(read: Read, step_of: Callable[..., Step]) -> Callable[..., Step]:
    """The step of a single module."""

    def one(*args: Any, type: str = "contactFlow", **more: Any) -> Step:  # noqa: A002
        document = read(
            {
                "modules": [module("it", *args, **more), module("bye", "Disconnect")],
                "version": "1",
                "type": type,
                "start": "it",
                "metadata": {"name": "Old"},
            }
        )
        assert document.problems == ()
        assert document.flows[0].name == "Old"
        return step_of(document, "it")

    return one


def test_a_menu(one: Callable[..., Step], ways: Ways) -> None:
    step = one(
        "GetUserInput",
        [
            on("Evaluate", "one", conditionType="Equals", conditionValue="1"),
            on("Timeout", "quiet"),
            on("NoMatch", "wrong"),
            on("Error", "bye"),
        ],
        parameter("Text", "<speak>Press <break time='1s'/> 1.</speak>", namespace=None),
        parameter("TextToSpeechType", "ssml"),
        parameter("Timeout", "8"),
        parameter("MaxDigits", "1"),
        target="Digits",
    )
    assert isinstance(step, Menu)
    assert ways(step) == [
        ("key 1", "one"),
        ("noinput", "quiet"),
        ("nomatch", "wrong"),
        ("error", "bye"),
    ]
    assert step.timeout == 8
    text = step.prompts[0].text
    assert text is not None
    assert text.plain == "Press   1."
    assert step.note == (("type", "GetUserInput"),)
    assert step.place.pointer == "modules[0] GetUserInput"


def test_a_collected_entry(one: Callable[..., Step], ways: Ways) -> None:
    step = one(
        "StoreUserInput",
        [on("Success", "bye"), on("InvalidNumber", "wrong"), on("Error", "bye")],
        parameter("Text", "Enter it."),
        parameter("CustomerInputType", "Custom"),
        parameter("Timeout", "6"),
        parameter("MaxDigits", 4),
        parameter("EncryptEntry", True),
    )
    assert isinstance(step, Collect)
    assert ways(step) == [("next", "bye"), ("nomatch", "wrong"), ("error", "bye")]
    assert (step.most, step.timeout, step.secret) == (4, 6, True)


def test_a_comparison_with_what_was_entered(one: Callable[..., Step], ways: Ways) -> None:
    step = one(
        "CheckAttribute",
        [
            on("Evaluate", "quiet", conditionType="Equals", conditionValue="Timeout"),
            on("NoMatch", "bye"),
        ],
        parameter("Attribute", "Stored customer input"),
        parameter("Namespace", "System"),
    )
    assert isinstance(step, Branch)
    assert step.subject == "StoredCustomerInput"
    assert ways(step) == [
        ("condition StoredCustomerInput = Timeout", "quiet"),
        ("otherwise", "bye"),
    ]


def test_a_text_from_a_function_is_a_variable(one: Callable[..., Step]) -> None:
    step = one(
        "PlayPrompt",
        [on("Success", "bye")],
        parameter("Text", "GREETING", namespace="External"),
        parameter("TextToSpeechType", "text"),
    )
    text = step.prompts[0].text
    assert text is not None
    assert [type(piece) for piece in text.pieces] == [Variable]
    assert text.plain == "{External.GREETING}"
    assert [datum.name for datum in step.reads] == ["External.GREETING"]


def test_prompts_in_a_circle(one: Callable[..., Step], ways: Ways) -> None:
    step = one(
        "LoopPrompts",
        [on("Timeout", "bye"), on("Error", "bye")],
        parameter("Text", "Please hold.", key="text"),
        parameter("AudioPrompt", "arn:aws:connect:x:111122223333:prompt/1", resourceName="Music"),
        parameter("InterruptSeconds", 120),
        type="customerQueue",
    )
    assert isinstance(step, Queue)
    assert [str(getattr(prompt.content, "name", "")) for prompt in step.prompts] == ["", "Music"]
    assert step.exits[0].after == 120


def test_staffing_hours_and_attempts(one: Callable[..., Step], ways: Ways) -> None:
    staff = one(
        "CheckStaffing", [on("True", "a"), on("False", "b")], parameter("Status", "Staffed")
    )
    hours = one("CheckHoursOfOperation", [on("True", "a"), on("False", "b"), on("Error", "c")])
    loop = one("Loop", [on("Looping", "a"), on("Complete", "b")], parameter("LoopCount", "2"))
    assert isinstance(staff, Branch)
    assert isinstance(loop, Branch)
    assert staff.decides is Decides.STAFF
    assert [cause for cause, _ in ways(hours)] == ["open", "closed", "error"]
    assert ways(loop) == [("next", "a"), ("exhausted", "b")]
    assert loop.limit == 2


def test_transfers_to_a_flow_and_to_a_number(one: Callable[..., Step], ways: Ways) -> None:
    flow = one(
        "Transfer",
        [on("Error", "bye")],
        parameter("ContactFlowId", "arn:aws:connect:x:111122223333:y", resourceName="Billing"),
        target="Flow",
    )
    assert isinstance(flow, Transfer)
    assert isinstance(flow.flow_target, Target)
    assert flow.flow_target.flow == "Billing"
    number = one(
        "Transfer",
        [on("Success", "on"), on("CallFailure", "bad"), on("Timeout", "late"), on("Error", "bye")],
        parameter("PhoneNumber", "+31201234567"),
        parameter("BlindTransfer", False),
        target="PhoneNumber",
    )
    assert ways(number) == [
        ("next", "on"),
        ("error CallFailed", "bad"),
        ("noanswer", "late"),
        ("error", "bye"),
    ]


def test_an_unknown_module_is_opaque(one: Callable[..., Step], ways: Ways) -> None:
    step = one("BrewCoffee", [on("Success", "bye")])
    assert step.kind == "opaque"
    assert ways(step) == [("condition Success", "bye")]


def test_the_type_of_the_flow_is_its_role(read: Read) -> None:
    for written, role in (("customerHold", Role.HOLD), ("agentTransfer", Role.INTERNAL)):
        flow = {"modules": [module("a", "Resume")], "start": "a", "type": written}
        assert read(flow).flows[0].role is role


def test_a_queue_that_is_chosen_during_the_call_has_no_name(
    read: Read, step_of: Callable[..., Step]
) -> None:
    set_queue = module(
        "set",
        "SetQueue",
        [on("Success", "wait")],
        parameter("Queue", "queue_arn", namespace="External", resourceName=None),
    )
    wait = module("wait", "Transfer", [on("AtCapacity", "set")], target="Queue")
    queue = step_of(read({"modules": [set_queue, wait], "start": "set", "type": "x"}), "wait")
    assert isinstance(queue, Queue)
    assert queue.queue is None
    assert [datum.name for datum in queue.reads] == ["External.queue_arn"]
    assert queue.staffed is UNKNOWN
