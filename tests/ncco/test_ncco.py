"""Call control objects of Vonage: what they are recognised by, and what callers meet."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ivrlint.formats import Candidate, Claim, Reading
from ivrlint.model import (
    UNKNOWN,
    Agent,
    Collect,
    Document,
    Exit,
    Lookup,
    Menu,
    Opaque,
    Party,
    Record,
    Role,
    Say,
    Step,
    Target,
    Transfer,
    Voicemail,
)
from ivrlint.places import Source
from ivrlint_formats.jambonz import JambonzFormat
from ivrlint_formats.ncco import NccoFormat

TALK = {"action": "talk", "text": "Welcome."}


def read(content: Any, path: str = "answer.json") -> Document:
    text = content if isinstance(content, str) else json.dumps(content, indent=1)
    return NccoFormat().read(Source(path, text), Reading(lambda *_: None))


def steps(*actions: dict[str, Any]) -> tuple[Step, ...]:
    return read(list(actions)).flows[0].steps


def ways(step: Step) -> list[tuple[str, str]]:
    def way(exit_: Exit) -> tuple[str, str]:
        target = exit_.target
        return exit_.cause.value, str(target) if isinstance(target, Target) else "?"

    return [way(exit_) for exit_ in step.exits]


def claim(text: str, path: str = "data.json") -> Claim:
    return NccoFormat().claim(Candidate(PurePosixPath(path), text[:4096], lambda: text))


@pytest.mark.parametrize(
    "text",
    [
        '[{"action": "talk", "text": "Hi"}]',
        '\ufeff\n[\n {"text": "Hi", "action" : "talk"} ]',
        '[{"action": "stream", "streamUrl": ["https://a/b.mp3"]}]',
        '[{"action": "connect", "endpoint": [{"type": "phone", "number": "1"}]}]',
        '{"to": "1", "ncco": [{"action": "talk", "text": "Hi"}]}',
        '[{"action":"input","type":["dtmf"]}]',
    ],
)
def test_call_control_objects_are_recognised(text: str) -> None:
    assert claim(text) is Claim.CERTAIN
    candidate = Candidate(PurePosixPath("a.json"), text, lambda: text)
    assert JambonzFormat().claim(candidate) is Claim.NO


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '[{"action": "talk"}]',
        '[{"action": "connect", "host": "example.com"}]',
        '[{"action": "deploy", "text": "Hi"}]',
        '[{"action": "input", "selector": "#kw", "type": "text"}]',
        '[{"verb": "say", "text": "Hi"}]',
        '{"action": "opened", "number": 1}',
        'const ncco = [{"action": "talk", "text": "Hi"}]',
    ],
)
def test_other_data_is_left_alone(text: str) -> None:
    assert claim(text) is Claim.NO


def test_each_action_goes_on_with_the_next_and_the_end_hangs_up() -> None:
    found = steps(TALK, {"action": "stream", "streamUrl": ["https://a/bells.mp3?x"]})
    assert [step.name for step in found] == ["talk", "stream", "end"]
    assert found[2].implicit
    assert found[1].prompts[0].content.name == "bells.mp3"


def test_the_step_stands_at_its_name() -> None:
    document = read('[\n {"action": "talk", "text": "Hi $name"}]')
    step = document.flows[0].steps[0]
    assert (step.place.text, step.place.begin, step.place.pointer) == (
        '"talk"',
        (2, 13),
        "[0] talk",
    )
    prompt = step.prompts[0]
    assert prompt.content.plain == "Hi {name}"
    assert prompt.place.pointer == "[0] talk.text"
    assert document.statements[0].start == step.place.start


def test_what_may_be_interrupted_is_said_while_an_input_listens() -> None:
    found = steps(
        TALK,
        {"action": "talk", "text": "For sales, press 1.", "bargeIn": True, "language": "en-GB"},
        {"action": "input", "type": ["dtmf"], "eventUrl": ["https://a/choice"]},
    )
    assert [step.name for step in found] == ["talk", "input"]
    menu = found[1]
    assert isinstance(menu, Menu)
    assert (menu.complete, menu.timeout, menu.longest, menu.terminator) == (False, 3.0, 4, None)
    assert (menu.prompts[0].language, menu.interruptible) == ("en-GB", True)
    assert ways(menu) == [("next", "?"), ("noinput", "?")]


def test_what_may_be_interrupted_by_nothing_is_only_said() -> None:
    found = steps({**TALK, "bargeIn": True}, {**TALK, "bargeIn": True})
    assert [step.kind for step in found] == ["say", "say", "hangup"]


def test_the_answer_of_the_event_address_may_be_nothing() -> None:
    found = steps({"action": "input", "type": ["dtmf"]}, {"action": "talk", "text": "Bye"})
    assert ways(found[0]) == [("next", "?"), ("noinput", "?"), ("condition", "talk")]


def test_several_digits_are_data() -> None:
    (step,) = steps(
        {"action": "input", "dtmf": {"maxDigits": 6, "timeOut": 8, "submitOnHash": True}}
    )
    assert isinstance(step, Collect)
    assert (step.most, step.timeout, step.terminator) == (6, 8.0, "#")


def test_an_input_of_the_first_version_has_its_settings_beside_its_name() -> None:
    (step,) = steps({"action": "input", "maxDigits": "1", "timeOut": "5", "submitOnHash": "true"})
    assert isinstance(step, Menu)
    assert (step.timeout, step.longest, step.terminator) == (5.0, 1, "#")


@pytest.mark.parametrize("number", [-1, 1e300, 9 * 10**18, True, [], "soon", "9" * 9])
def test_numbers_that_mean_nothing_are_not_known(number: Any) -> None:
    (step,) = steps({"action": "input", "dtmf": {"maxDigits": 1, "timeOut": number}})
    assert step.timeout is UNKNOWN


def test_speech_is_a_choice() -> None:
    (step,) = steps({"action": "input", "type": ["speech"], "speech": {"startTimeout": 7}})
    assert isinstance(step, Menu)
    assert (step.speech, step.keys, step.timeout) == (True, False, 7.0)


@pytest.mark.parametrize(
    ("endpoint", "party", "to"),
    [
        ({"type": "phone", "number": "31205550100"}, Party.NUMBER, "31205550100"),
        ({"type": "sip", "uri": "sip:a@example.com"}, Party.NUMBER, "sip:a@example.com"),
        ({"type": "app", "user": "anna"}, Party.PERSON, "anna"),
        ({"type": "vbc", "extension": "12"}, Party.PERSON, "12"),
        ({}, Party.UNKNOWN, None),
    ],
)
def test_who_is_called(endpoint: dict[str, str], party: Party, to: str | None) -> None:
    step = steps({"action": "connect", "endpoint": [endpoint]}, TALK)[0]
    assert isinstance(step, Transfer)
    assert (step.party, step.to, step.longest) == (party, to, 60.0)
    assert {target for _, target in ways(step)} == {"talk"}


def test_a_synchronous_call_goes_on_with_what_is_answered() -> None:
    step = steps(
        {
            "action": "connect",
            "eventType": "synchronous",
            "eventUrl": ["https://a"],
            "endpoint": [{"type": "phone", "number": "1"}],
        }
    )[0]
    assert {target for _, target in ways(step)} == {"?"}


def test_a_websocket_is_a_program_that_nobody_knows() -> None:
    step = steps({"action": "connect", "endpoint": [{"type": "websocket", "uri": "wss://a"}]})[0]
    assert isinstance(step, Opaque)


def test_music_without_end_ends_from_outside() -> None:
    found = steps({"action": "stream", "streamUrl": ["https://a/b.wav"], "loop": 0}, TALK)
    assert ways(found[0]) == [("next", "?")]


def test_a_recorded_conversation() -> None:
    record, agent, *_ = steps({"action": "conversation", "name": "team", "record": True})
    assert isinstance(record, Record)
    assert isinstance(agent, Agent)
    assert agent.group == "team"
    assert ways(record) == [("next", agent.name)]


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ({"action": "record", "endOnKey": "#"}, Voicemail),
        ({"action": "record", "split": "conversation"}, Record),
        ({"action": "notify", "payload": {}, "eventUrl": ["https://a"]}, Lookup),
        ({"action": "wait", "timeout": 2}, Say),
        ({"action": "pay"}, Collect),
        ({"action": "transfer", "conversationId": "CON-1"}, Transfer),
        ({"action": "conversation", "name": "a"}, Agent),
        ({"action": "dance"}, Opaque),
    ],
)
def test_what_else_there_is(action: dict[str, Any], kind: type) -> None:
    assert type(steps(TALK, action)[1]) is kind


def test_files_lead_to_each_other() -> None:
    first = {"action": "input", "type": ["dtmf"], "eventUrl": ["/lines/next.json"]}
    documents = NccoFormat().link(
        [read([first], "lines/answer.json"), read([TALK], "lines/next.json")]
    )
    assert [document.flows[0].role for document in documents] == [Role.ENTRY, Role.MODULE]
    assert documents[0].flows[0].steps[0].exits[0].target == Target(None, "next")


@pytest.mark.parametrize(
    ("action", "message", "text"),
    [
        ({"action": "talk"}, "expected 'text' here: it is missing", '"talk"'),
        ({**TALK, "text": 5}, "expected a text, found 5", "5"),
        ({**TALK, "loop": -1}, "expected at least 0, found -1", "-1"),
        ({**TALK, "level": 3}, "expected a number from -1 to 1, found 3", "3"),
        (
            {"action": "input", "type": ["keys"]},
            "expected dtmf or speech, found 'keys'",
            '"keys"',
        ),
        (
            {"action": "input", "dtmf": {"maxDigits": 30}},
            "expected a number from 1 to 20, found 30",
            "30",
        ),
        (
            {"action": "connect", "endpoint": []},
            "expected something in this list, found nothing",
            '"endpoint"',
        ),
        (
            {"action": "connect", "endpoint": [{"type": "phone"}, {"type": "phone"}]},
            "expected at most 1 here, found 2",
            '"endpoint"',
        ),
        (
            {"action": "connect", "endpoint": [{"type": "fax"}]},
            "expected phone, app, websocket, sip or vbc, found 'fax'",
            '"fax"',
        ),
        ({"action": "tallk", "text": "Hi"}, "NCCO has no 'tallk'; did you mean 'talk'?", '"tallk"'),
    ],
)
def test_what_is_not_taken_is_told_at_the_value(
    action: dict[str, Any], message: str, text: str
) -> None:
    (problem,) = read([action]).problems
    assert (problem.rule, problem.message, problem.place.text) == ("invalid-value", message, text)


@pytest.mark.parametrize(
    "action",
    [
        {"action": "dance"},
        {**TALK, "novelty": 1},
        {**TALK, "loop": "{{times}}"},
        {"action": "input", "type": ["{{kind}}"]},
        {"action": "input", "dtmf": {"timeOut": "5"}},
    ],
)
def test_what_is_only_not_known_is_no_fault(action: dict[str, Any]) -> None:
    assert read([action]).problems == ()


def test_a_line_break_in_a_text_is_told_and_the_rest_is_read() -> None:
    document = read('[{"action": "stream", "streamUrl": ["https://a/b.mp3\n"]}]')
    assert [problem.rule for problem in document.problems] == ["syntax-error"]
    assert document.flows[0].steps[0].prompts[0].content.name == "b.mp3"


def test_the_list_may_stand_in_a_request() -> None:
    assert read({"to": "1", "ncco": [TALK]}).flows[0].steps[0].kind == "say"


def test_the_schema_is_one() -> None:
    text = files("ivrlint_formats.ncco").joinpath("actions.schema.json").read_text("utf-8")
    Draft202012Validator.check_schema(json.loads(text))


def test_the_syntax_is_the_tree_of_the_values() -> None:
    shown = NccoFormat().syntax(Source("a.json", '[{"action": "talk"}]'))
    assert shown["items"][0]["members"][0]["key"] == "action"
    assert NccoFormat().syntax(Source("a.json", "")) is None
