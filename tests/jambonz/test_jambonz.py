"""Verbs of jambonz: what they are recognised by, and what callers meet."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ivrlint.formats import Candidate, Claim, Reading
from ivrlint.model import (
    Agent,
    Bot,
    Collect,
    Document,
    Exit,
    Hangup,
    Menu,
    Opaque,
    Party,
    Queue,
    Record,
    Return,
    Role,
    Say,
    Send,
    Set,
    Step,
    Target,
    Transfer,
)
from ivrlint.places import Source
from ivrlint_formats.jambonz import JambonzFormat
from ivrlint_formats.ncco import NccoFormat

SAY = {"verb": "say", "text": "Welcome."}


def read(content: Any, path: str = "welcome.json") -> Document:
    text = content if isinstance(content, str) else json.dumps(content, indent=1)
    return JambonzFormat().read(Source(path, text), Reading(lambda *_: None))


def steps(*verbs: dict[str, Any]) -> tuple[Step, ...]:
    return read(list(verbs)).flows[0].steps


def ways(step: Step) -> list[tuple[str, str]]:
    def way(exit_: Exit) -> tuple[str, str]:
        target = exit_.target
        return exit_.cause.value, str(target) if isinstance(target, Target) else "?"

    return [way(exit_) for exit_ in step.exits]


def claim(text: str) -> Claim:
    candidate = Candidate(PurePosixPath("data.json"), text[:4096], lambda: text)
    assert NccoFormat().claim(candidate) is Claim.NO
    return JambonzFormat().claim(candidate)


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ('[{"verb": "say", "text": "Hi"}]', Claim.CERTAIN),
        ('\ufeff[\n{"actionHook": "/a",\n "verb" : "gather"}]', Claim.CERTAIN),
        ('{"verb": "hangup"}', Claim.CERTAIN),
        ('[{"verb": "sip:decline", "status": 480}]', Claim.CERTAIN),
        ('[{"say": {"text": "Hi"}}, {"hangup": {}}]', Claim.BY_CONTENT),
        ('[{"gather": {"actionHook": "/a"}}]', Claim.BY_CONTENT),
    ],
)
def test_verbs_are_recognised(text: str, sure: Claim) -> None:
    assert claim(text) is sure


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '[{"verb": "run", "tense": "past"}]',
        '[{"play": {"title": "Hamlet"}}]',
        '[{"prompt": "Press F to gather wood", "verb": "gather", "min": 1}]',
        '{"verb": "say", "object": "nothing"}',
        '{"verb": "leave", "tense": "past"}',
        '{"say": {"text": "Hi"}}',
        "verb: say",
    ],
)
def test_other_data_is_left_alone(text: str) -> None:
    assert claim(text) is Claim.NO


def test_each_verb_goes_on_with_the_next_and_the_end_hangs_up() -> None:
    found = steps(SAY, {"verb": "play", "url": "https://a/bells.mp3"})
    assert [step.name for step in found] == ["say", "play", "end"]
    assert found[2].implicit
    assert found[0].place.text == '"say"'


def test_the_verb_may_be_the_only_key() -> None:
    document = read('[{"say": {"text": "Hi"}}, {"hangup": {}}]')
    assert [step.kind for step in document.flows[0].steps] == ["say", "hangup"]
    assert document.flows[0].steps[0].place.text == '"say"'
    assert document.problems == ()


def test_one_digit_is_a_choice_whose_options_the_file_does_not_show() -> None:
    (menu,) = steps(
        {
            "verb": "gather",
            "actionHook": "/choice",
            "numDigits": 1,
            "say": {"text": "Press 1.", "synthesizer": {"language": "nl-NL"}},
        }
    )
    assert isinstance(menu, Menu)
    assert (menu.complete, menu.timeout, menu.interruptible) == (False, 15.0, True)
    assert menu.prompts[0].language == "nl-NL"
    assert ways(menu) == [("next", "?"), ("noinput", "?")]


def test_the_answer_of_the_hook_may_be_nothing() -> None:
    found = steps({"verb": "gather", "actionHook": {"url": "/a", "method": "POST"}}, SAY)
    assert ways(found[0]) == [("next", "?"), ("noinput", "?"), ("condition", "say")]


def test_without_a_hook_the_next_verb_follows() -> None:
    found = steps({"verb": "gather", "minDigits": 2, "maxDigits": 8, "finishOnKey": "*"}, SAY)
    step = found[0]
    assert isinstance(step, Collect)
    assert (step.least, step.most, step.terminator) == (2, 8, "*")
    assert ways(step) == [("next", "say"), ("noinput", "say")]


def test_a_gather_may_wait_for_ever() -> None:
    (step,) = steps({"verb": "gather", "actionHook": "/a", "input": ["speech"], "timeout": 0})
    assert isinstance(step, Menu)
    assert (step.timeout, step.speech, step.keys, step.interruptible) == (None, True, False, False)


def test_config_sets_the_language_for_what_follows() -> None:
    found = steps(
        {"verb": "config", "synthesizer": {"vendor": "google", "language": "de_DE"}},
        SAY,
        {**SAY, "synthesizer": {"language": "fr-FR"}},
    )
    assert isinstance(found[0], Set)
    assert [step.prompts[0].language for step in found[1:3]] == ["de-DE", "fr-FR"]


@pytest.mark.parametrize(
    ("action", "on"), [("startCallRecording", True), ("stopCallRecording", False)]
)
def test_config_switches_recording(action: str, on: bool) -> None:
    step = steps({"verb": "config", "record": {"action": action}}, SAY)[0]
    assert isinstance(step, Record)
    assert step.on is on


@pytest.mark.parametrize(
    ("target", "party", "to"),
    [
        ({"type": "phone", "number": "+31"}, Party.NUMBER, "+31"),
        ({"type": "sip", "sipUri": "sip:a@b"}, Party.NUMBER, "sip:a@b"),
        ({"type": "user", "name": "anna@a"}, Party.PERSON, "anna@a"),
        ({"type": "pigeon"}, Party.UNKNOWN, None),
    ],
)
def test_who_is_called(target: dict[str, str], party: Party, to: str | None) -> None:
    step = steps({"verb": "dial", "target": [target]}, SAY)[0]
    assert isinstance(step, Transfer)
    assert (step.party, step.to, step.longest) == (party, to, 60.0)
    assert {target for _, target in ways(step)} == {"say"}


def test_a_call_that_is_passed_through_ends_like_any_call() -> None:
    verb = {"verb": "dial", "answerOnBridge": True, "target": [{"type": "phone", "number": "1"}]}
    (step,) = steps(verb)
    assert step.blind is True
    assert steps(SAY, verb)[1].blind is False


def test_a_queue_plays_what_another_file_says() -> None:
    documents = JambonzFormat().link(
        [
            read([{"verb": "enqueue", "name": "desk", "waitHook": "/hold.json"}, SAY]),
            read([{**SAY, "text": "Please hold."}], "hold.json"),
        ]
    )
    queue = documents[0].flows[0].steps[0]
    assert isinstance(queue, Queue)
    assert queue.waiting == Target(None, "hold")
    assert documents[1].flows[0].role is Role.WAITING


@pytest.mark.parametrize("verb", ["lex", "dialogflow", "rasa", "llm", "openai_s2s", "agent"])
def test_a_bot_may_be_moved_on_by_its_program(verb: str) -> None:
    step = steps({"verb": verb, "welcomeMessage": "Hello."}, {"verb": "hangup"})[0]
    assert isinstance(step, Bot)
    assert step.prompts[0].content.plain == "Hello."
    assert ways(step) == [("next", "hangup"), ("condition", "?")]


@pytest.mark.parametrize("loop", [0, "forever", "0"])
def test_what_is_said_for_ever_ends_from_outside(loop: Any) -> None:
    assert ways(steps({**SAY, "loop": loop}, SAY)[0]) == [("next", "?")]


@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        ({"verb": "pause", "length": 2}, Say),
        ({"verb": "conference", "name": "a"}, Agent),
        ({"verb": "dequeue", "name": "a"}, Agent),
        ({"verb": "leave"}, Return),
        ({"verb": "sip:decline", "status": 480}, Hangup),
        ({"verb": "sip:refer", "referTo": "sip:a"}, Transfer),
        ({"verb": "sip:request", "method": "INFO"}, Set),
        ({"verb": "tag", "data": {}}, Set),
        ({"verb": "listen", "url": "wss://a"}, Opaque),
        ({"verb": "message", "to": "1", "from": "2", "text": "Hi"}, Send),
        ({"verb": "teleport"}, Opaque),
    ],
)
def test_what_else_there_is(verb: dict[str, Any], kind: type) -> None:
    assert type(steps(SAY, verb)[1]) is kind


def test_a_redirect_is_a_jump() -> None:
    found = steps(SAY, {"verb": "redirect", "actionHook": "/next"})
    assert [ways(step) for step in found] == [[("next", "?")]]


@pytest.mark.parametrize(
    ("verb", "role"),
    [
        ({"verb": "leave"}, Role.WAITING),
        ({"verb": "dequeue", "name": "a"}, Role.INTERNAL),
        ({"verb": "hangup"}, Role.ENTRY),
    ],
)
def test_what_a_file_is_for(verb: dict[str, Any], role: Role) -> None:
    assert read([SAY, verb]).flows[0].role is role


@pytest.mark.parametrize(
    ("verb", "message", "text"),
    [
        ({"verb": "gather", "timeout": []}, "expected a number, found a list", '"timeout"'),
        ({"verb": "pause"}, "expected 'length' here: it is missing", '"pause"'),
        ({"verb": "play", "url": 5}, "expected a text or a list, found 5", "5"),
        (
            {"verb": "gather", "input": ["voice"]},
            "expected digits, dtmf or speech, found 'voice'",
            '"voice"',
        ),
        (
            {"verb": "dial", "target": [{"type": "fax"}]},
            "expected phone, sip, user or teams, found 'fax'",
            '"fax"',
        ),
        ({"verb": "gahter"}, "jambonz has no 'gahter'; did you mean 'gather'?", '"gahter"'),
    ],
)
def test_what_is_not_taken_is_told_at_the_value(
    verb: dict[str, Any], message: str, text: str
) -> None:
    (problem,) = read([verb]).problems
    assert (problem.rule, problem.message, problem.place.text) == ("invalid-value", message, text)


def test_the_schema_is_one() -> None:
    text = files("ivrlint_formats.jambonz").joinpath("verbs.schema.json").read_text("utf-8")
    Draft202012Validator.check_schema(json.loads(text))


def test_the_syntax_is_the_tree_of_the_values() -> None:
    shown = JambonzFormat().syntax(Source("a.json", '[{"verb": "say"}]'))
    assert shown["items"][0]["members"][0]["key"] == "verb"
