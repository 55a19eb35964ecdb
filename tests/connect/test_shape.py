"""Values that the service does not accept: told at the value, with what was expected."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ivrlint.model import Document

Make = Callable[..., dict[str, Any]]
Read = Callable[..., Document]


def told(document: Document) -> list[tuple[str, str]]:
    assert {problem.rule for problem in document.problems} <= {"invalid-value"}
    return [(problem.place.text, problem.message) for problem in document.problems]


@pytest.fixture
def one(read: Read, action: Make, flow: Make) -> Callable[..., list[tuple[str, str]]]:
    """What is told of a single action."""

    def one(kind: str, *args: Any, **more: Any) -> list[tuple[str, str]]:
        bye = action("bye", "DisconnectParticipant")
        return told(read(flow(action("it", kind, *args, **more), bye)))

    return one


@pytest.mark.parametrize(
    ("parameters", "at", "message"),
    [
        (
            {"StoreInput": "Ture"},
            '"Ture"',
            "expected True or False, found 'Ture'; did you mean 'True'?",
        ),
        (
            {"InputTimeLimitSeconds": "181"},
            '"181"',
            "expected a whole number from 1 to 180, found '181'",
        ),
        (
            {"InputTimeLimitSeconds": "soon"},
            '"soon"',
            "expected a whole number from 1 to 180, found 'soon'",
        ),
        ({"Text": ["Hi."]}, '"Text"', "expected a text, found a list"),
        (
            {"InputValidation": {"PhoneNumberValidation": {"NumberFormat": "Locale"}}},
            '"Locale"',
            "expected Local or E164, found 'Locale'; did you mean 'Local'?",
        ),
        (
            {"InputValidation": {"CustomValidation": {}}},
            '"CustomValidation"',
            "expected 'MaximumLength' here: it is missing",
        ),
    ],
)
def test_a_wrong_parameter_is_told_at_its_value(
    one: Callable[..., list[tuple[str, str]]], parameters: dict[str, Any], at: str, message: str
) -> None:
    assert one("GetParticipantInput", parameters, "bye") == [(at, message)]


@pytest.mark.parametrize(
    "parameters",
    [
        {"StoreInput": "true", "InputTimeLimitSeconds": "180"},
        {"StoreInput": True, "InputTimeLimitSeconds": 5},
        {"InputTimeLimitSeconds": "${timeout}"},
        {"InputTimeLimitSeconds": "{{timeout}}"},
        {"InputTimeLimitSeconds": "$.Attributes.timeout"},
        {"InputTimeLimitSeconds": "%Timeout%"},
        {"SomethingNew": {"Of": ["tomorrow"]}},
    ],
)
def test_what_exporters_and_templates_write_is_no_fault(
    one: Callable[..., list[tuple[str, str]]], parameters: dict[str, Any]
) -> None:
    assert one("GetParticipantInput", parameters, "bye") == []


def test_a_missing_parameter_is_told_at_the_parameters(
    one: Callable[..., list[tuple[str, str]]],
) -> None:
    assert one("InvokeLambdaFunction", {"InvocationTimeLimitSeconds": "3"}, "bye") == [
        ('"Parameters"', "expected 'LambdaFunctionARN' here: it is missing")
    ]


@pytest.mark.parametrize(
    ("kind", "meant"),
    [
        ("GetUserInput", "GetParticipantInput"),
        ("TransferToQueue", "TransferContactToQueue"),
        ("MessageParticpant", "MessageParticipant"),
    ],
)
def test_a_type_that_does_not_exist(
    one: Callable[..., list[tuple[str, str]]], kind: str, meant: str
) -> None:
    message = f"Amazon Connect has no action type '{kind}'; did you mean '{meant}'?"
    assert one(kind, {}, "bye") == [(f'"{kind}"', message)]


def test_a_type_called_like_a_part_of_the_schema_is_a_type(
    one: Callable[..., list[tuple[str, str]]],
) -> None:
    assert one("list", {"a": 1}, "bye") == []


def test_a_type_that_may_be_new_is_no_fault(one: Callable[..., list[tuple[str, str]]]) -> None:
    assert one("SummonAssistant", {}, "bye", errors=[("NobodyCame", "bye")]) == []


def test_an_error_type_that_does_not_exist(one: Callable[..., list[tuple[str, str]]]) -> None:
    errors = [("NoMatchingErrors", "bye"), ("Oops", "bye")]
    assert one("MessageParticipant", {"Text": "Hi."}, "bye", errors=errors) == [
        (
            '"NoMatchingErrors"',
            "no action fails with 'NoMatchingErrors'; did you mean 'NoMatchingError'?",
        ),
        ('"Oops"', "no action fails with 'Oops'"),
    ]


def test_an_operator_that_does_not_exist(one: Callable[..., list[tuple[str, str]]]) -> None:
    value = {"ComparisonValue": "$.Attributes.x"}
    found = one("Compare", value, "bye", [("1", "bye")], operator="NumberGreater")
    assert [at for at, _ in found] == ['"NumberGreater"']
    assert found[0][1].endswith("found 'NumberGreater'; did you mean 'NumberGreaterThan'?")


def test_a_start_that_is_not_there(read: Read, action: Make, flow: Make) -> None:
    data = flow(action("Welcome", "DisconnectParticipant"))
    data["StartAction"] = "Welcom"
    message = "the flow starts with 'Welcom', but no action is called so; did you mean 'Welcome'?"
    assert told(read(data)) == [('"Welcom"', message)]


def test_a_name_that_stands_twice(read: Read, action: Make, flow: Make) -> None:
    bye = action("bye", "DisconnectParticipant")
    document = read(flow(bye, bye))
    assert [message for _, message in told(document)] == ["two actions are called 'bye'"]
    assert document.problems[0].place.pointer == 'Actions[1] "bye"'


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"Version": "2020-01-01"}, "expected 2019-10-30, found '2020-01-01'"),
        ({"Actions": {}}, "expected a list, found an object"),
        ({"StartAction": 1}, "expected a text, found 1"),
        (
            {"Actions": [{"Type": "DisconnectParticipant"}]},
            "expected 'Identifier' here: it is missing",
        ),
        ({"Actions": ["x"]}, "expected an object, found 'x'"),
    ],
)
def test_a_flow_that_is_none(
    read: Read, action: Make, flow: Make, change: dict[str, Any], message: str
) -> None:
    data = {**flow(action("a", "DisconnectParticipant")), **change}
    assert message in [found for _, found in told(read(data))]


def test_an_account_number_does_not_show(one: Callable[..., list[tuple[str, str]]]) -> None:
    arn = "arn:aws:lambda:eu-west-2:111122223333:function:f"
    found = one("Loop", {"LoopCount": arn}, "bye")
    assert len(found) == 1
    assert "111122223333" not in found[0][1]


def test_a_thousand_faults_are_not_all_told(read: Read, action: Make, flow: Make) -> None:
    wrong = [action(str(n), "Loop", {"LoopCount": "many"}) for n in range(1000)]
    assert len(read(flow(*wrong)).problems) == 50


def data_file(name: str) -> Any:
    return json.loads(files("ivrlint_formats.connect").joinpath(name).read_text("utf-8"))


def test_the_platform_facts_keep_to_their_schema() -> None:
    schema = data_file("platform.schema.json")
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data_file("platform.json"))


def test_the_schema_of_flows_is_one_and_names_known_types_only() -> None:
    schema = data_file("flow.schema.json")
    Draft202012Validator.check_schema(schema)
    facts = data_file("platform.json")
    assert set(schema["$defs"]["parameters"]) <= set(facts["actions"])
    assert schema["$defs"]["error"]["properties"]["ErrorType"]["enum"] == facts["error_types"]
    assert set(schema["$defs"]["actionType"]["not"]["enum"]) == set(facts["invented_types"])


@pytest.mark.parametrize(
    ("parameters", "valid"),
    [({"LoopCount": "3"}, True), ({"LoopCount": "101"}, False), ({}, False)],
)
def test_the_whole_schema_says_what_its_parts_say(
    one: Callable[..., list[tuple[str, str]]],
    action: Make,
    flow: Make,
    parameters: dict[str, Any],
    valid: bool,
) -> None:
    schema = Draft202012Validator(data_file("flow.schema.json"))
    assert schema.is_valid(flow(action("it", "Loop", parameters))) is valid
    assert (one("Loop", parameters) == []) is valid


def test_every_module_of_the_older_export_is_a_known_action() -> None:
    facts = data_file("platform.json")
    for module in facts["old_modules"].values():
        for one in module.get("targets", {"": module}).values():
            assert one["type"] in facts["actions"]
            for what in one.get("branches", {}).values():
                kind, _, which = what.partition(" ")
                assert kind != "error" or which in facts["error_types"]
