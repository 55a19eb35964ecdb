"""What the service does not accept is told at the value; what may be new is left alone."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator


def data_file(name):
    return json.loads(files("ivrlint_formats.studio").joinpath(name).read_text("utf-8"))


@pytest.fixture
def faults(read):
    """The places and messages of what is wrong with a file."""

    def faults(content):
        problems = read(content).problems
        assert {problem.rule for problem in problems} <= {"invalid-value"}
        return [(problem.place.text, problem.message) for problem in problems]

    return faults


def test_a_sound_flow_has_no_fault(faults, widget, flow) -> None:
    assert faults(flow(widget("a", "say-play", {"audioComplete": None}, say="Hi.", loop=1))) == []


@pytest.mark.parametrize(
    ("kind", "properties", "place", "message"),
    [
        ("say-play", {"loop": -1}, "-1", "expected a whole number from 0 on, found -1"),
        (
            "record-voicemail",
            {"max_length": 20000},
            "20000",
            "expected a whole number from 1 to 14400, found 20000",
        ),
        (
            "connect-call-to",
            {"noun": "numbr"},
            '"numbr"',
            (
                "expected number, number-multi, client, conference, sip or sim, found 'numbr';"
                " did you mean 'number'?"
            ),
        ),
        (
            "record-call",
            {"record_call": "perhaps"},
            '"perhaps"',
            "expected true or false, found 'perhaps'",
        ),
        ("send-message", {}, '"properties"', "expected 'body' here: it is missing"),
    ],
)
def test_a_property_that_is_refused(faults, widget, flow, kind, properties, place, message) -> None:
    assert faults(flow(widget("a", kind, **properties))) == [(place, message)]


def test_what_is_filled_in_later_is_no_fault(faults, widget, flow) -> None:
    content = flow(
        widget("a", "gather-input-on-call", {"timeout": "b"}, say="x", timeout="${seconds}"),
        widget("b", "connect-call-to", noun="{{flow.variables.noun}}", to="x"),
    )
    assert faults(content) == []


def test_what_may_be_new_is_no_fault(faults, widget, flow) -> None:
    content = flow(
        widget("a", "say-play", {"audioComplete": "b", "interrupted": "b"}, say="x", mood="happy"),
        widget("b", "translate-call", {"done": None}),
    )
    assert faults(content) == []


def test_a_slip_in_the_type_of_a_widget(faults, widget, flow) -> None:
    assert faults(flow(widget("a", "say-plays"))) == [
        ('"say-plays"', "Studio has no widget type 'say-plays'; did you mean 'say-play'?")
    ]


def test_a_slip_in_an_event(faults, widget, flow) -> None:
    assert faults(flow(widget("a", "say-play", {"audioCompleted": None}, say="x"))) == [
        (
            '"audioCompleted"',
            "Say/Play has no event 'audioCompleted'; did you mean 'audioComplete'?",
        )
    ]


def test_a_slip_in_a_condition(faults, split, flow) -> None:
    assert faults(flow(split("s", "flow.variables.x", None, ("equals_to", "1", None)))) == [
        ('"equals_to"', "there is no condition 'equals_to'; did you mean 'equal_to'?")
    ]


def test_two_widgets_of_the_same_name(faults, widget, flow) -> None:
    twice = flow(widget("a", "say-play", say="x"), widget("a", "say-play", say="y"))
    assert faults(twice) == [('"a"', "two widgets are called 'a'")]


def test_a_split_on_a_widget_that_is_not_there(faults, split, flow) -> None:
    assert faults(flow(split("s", "widgets.aks.Digits", None, ("equal_to", "1", None)))) == [
        (
            '"{{widgets.aks.Digits}}"',
            "no widget of this flow is called 'aks', so what is compared here is always empty",
        )
    ]


def test_a_fault_names_its_widget(read, widget, flow) -> None:
    (problem,) = read(flow(widget("a", "say-play", say="x", loop="often"))).problems
    assert problem.place.pointer == 'states[1] "a".properties.loop'


def test_a_mistake_in_the_json_hides_nothing(read, widget, flow) -> None:
    text = json.dumps(flow(widget("a", "say-play", say="x")), indent=1).replace("],", "]", 1)
    document = read(text)
    assert [problem.rule for problem in document.problems] == ["syntax-error"]
    assert [step.name for step in document.flows[0].steps] == ["a", "end"]


def test_a_widget_that_comes_next_has_to_exist(read, widget, flow) -> None:
    document = read(flow(widget("a", "say-play", {"audioComplete": "b"}, say="x")))
    assert document.flows[0].steps[0].exits[0].place.text == '"b"'
    assert document.problems == ()


def test_the_first_state_has_to_exist(read, widget, flow) -> None:
    document = read(flow(widget("a", "say-play", say="x"), initial_state="Triger"))
    (found,) = document.flows
    assert (found.start, found.place.text) == ("Triger", '"Triger"')


def test_the_facts_have_the_shape_that_their_schema_says() -> None:
    schema = data_file("platform.schema.json")
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data_file("platform.json"))


def test_the_schema_of_flows_is_a_schema() -> None:
    Draft202012Validator.check_schema(data_file("flow.schema.json"))


def test_the_whole_schema_says_what_its_parts_say(widget, flow) -> None:
    schema = Draft202012Validator(data_file("flow.schema.json"))
    assert schema.is_valid(flow(widget("a", "say-play", {"audioComplete": None}, say="x")))
    for faulty in (
        flow(widget("a", "say-play", loop=-1)),
        flow({"name": "a", "type": "say-play", "transitions": [{"next": "a"}]}),
        {"states": [], "initial_state": "a"},
        {"states": [{"name": "a"}], "initial_state": "a"},
    ):
        assert not schema.is_valid(faulty)
