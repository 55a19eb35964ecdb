"""Verbs that connect the caller with somebody or something."""

from __future__ import annotations

import pytest

from ivrlint.model import Agent, Bot, Opaque, Party, Queue, Record, Role, Transfer


def test_after_a_call_the_next_verb_follows(call, ways) -> None:
    flow = call('<Dial timeout="20">+31 20 555 0100</Dial><Say>Nobody is there.</Say>')
    step = flow.steps[0]
    assert isinstance(step, Transfer)
    assert (step.party, step.to, step.longest) == (Party.NUMBER, "+31 20 555 0100", 20.0)
    assert ways(step) == [
        ("next", "say"),
        ("busy", "say"),
        ("noanswer", "say"),
        ("error", "say"),
    ]


def test_with_an_action_what_follows_is_never_run(call, ways) -> None:
    flow = call('<Dial action="/after"><Number>100</Number></Dial><Say>Nobody is there.</Say>')
    assert {target for _, target in ways(flow.steps[0])} == {"?"}


@pytest.mark.parametrize(
    ("inside", "party", "to"),
    [
        ("<Number>100</Number><Number>200</Number>", Party.NUMBER, "100, 200"),
        ("<Sip>sip:desk@example.com</Sip>", Party.NUMBER, "sip:desk@example.com"),
        ("<Client><Identity>anna</Identity></Client>", Party.PERSON, "anna"),
        ("<Client>anna</Client><Number>100</Number>", Party.PERSON, "anna, 100"),
        ("<Application><ApplicationSid>AP1</ApplicationSid></Application>", Party.UNKNOWN, "AP1"),
    ],
)
def test_who_is_called(call, inside: str, party: Party, to: str) -> None:
    step = call(f"<Dial>{inside}</Dial>").steps[0]
    assert (step.party, step.to, step.longest) == (party, to, 30.0)


def test_people_in_a_conference_are_never_busy(call, ways) -> None:
    step = call("<Dial><Conference>team</Conference></Dial>").steps[0]
    assert isinstance(step, Agent)
    assert step.group == "team"
    assert ways(step) == [("next", "end")]


def test_a_call_that_is_passed_through_ends_like_any_call(call) -> None:
    (step,) = call('<Dial answerOnBridge="true">100</Dial>').steps
    assert step.blind is True
    assert step.exits == ()
    greeted = call('<Say>Hello.</Say><Dial answerOnBridge="true">100</Dial>')
    assert greeted.steps[1].blind is False


@pytest.mark.parametrize(
    "verb",
    [
        '<Dial record="record-from-answer">100</Dial>',
        '<Dial record="true"><Number>100</Number></Dial>',
        '<Dial><Conference record="record-from-start">team</Conference></Dial>',
    ],
)
def test_recording_begins_before_somebody_answers(call, verb: str) -> None:
    record, called, *_ = call(verb).steps
    assert isinstance(record, Record)
    assert record.on is True
    assert record.exits[0].target.step == called.name


def test_a_queue_plays_what_another_file_says(linked) -> None:
    flows = linked(
        {
            "call.xml": (
                '<Enqueue waitUrl="/wait.xml" maxQueueSize="3">sales</Enqueue><Say>Bye</Say>'
            ),
            "wait.xml": "<Say>Please hold.</Say>",
        }
    )
    queue = flows["call.xml"].steps[0]
    assert isinstance(queue, Queue)
    assert (queue.queue, queue.capacity, queue.waiting.flow) == ("sales", 3, "wait")
    assert [exit_.cause.value for exit_ in queue.exits] == ["next", "full", "error"]
    assert flows["wait.xml"].role is Role.WAITING


def test_a_queue_without_a_file_plays_music_alone(call, ways) -> None:
    queue = call("<Enqueue>sales</Enqueue>").steps[0]
    assert (queue.waiting, queue.position, queue.wait) == (None, False, False)
    assert queue.capacity == 1000
    assert ways(queue) == [("next", "end"), ("error", "end")]


def test_a_call_that_is_handed_over_comes_back_where_it_is_refused(call, ways) -> None:
    flow = call('<Refer action="/refused"><Sip>sip:a@example.com</Sip></Refer>')
    assert ways(flow.steps[0]) == [("error", "?")]
    (step,) = call("<Refer><Sip>sip:a@example.com</Sip></Refer>").steps
    assert step.blind is True


@pytest.mark.parametrize("noun", ["ConversationRelay", "VirtualAgent", "Autopilot", "AiSession"])
def test_a_bot_may_be_moved_on_by_its_program(call, ways, noun: str) -> None:
    step = call(f"<Connect><{noun}/></Connect><Say>Bye</Say>").steps[0]
    assert isinstance(step, Bot)
    assert ways(step) == [("next", "say"), ("condition", "?")]
    step = call(f'<Connect action="/done"><{noun}/></Connect>').steps[0]
    assert ways(step) == [("next", "?")]


def test_a_bot_greets(call) -> None:
    step = call(
        '<Connect><ConversationRelay url="wss://a" language="de-DE" welcomeGreeting="Hallo {{x}}"/>'
        "</Connect>"
    ).steps[0]
    (greeting,) = step.prompts
    assert (greeting.content.plain, greeting.language) == ("Hallo {x}", "de-DE")


def test_a_stream_is_a_program_that_nobody_knows(call) -> None:
    step = call('<Connect><Stream url="wss://a"/></Connect>').steps[0]
    assert isinstance(step, Opaque)
    assert step.what == "Connect Stream"


def test_people_of_a_conversation_answer(call) -> None:
    assert isinstance(call("<Connect><Conversation/></Connect>").steps[0], Agent)
    assert isinstance(call("<Connect><Room>stand-up</Room></Connect>").steps[0], Agent)
