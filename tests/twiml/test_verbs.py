"""Verbs one after the other, and what each is."""

from __future__ import annotations

import pytest

from ivrlint.model import Hangup, Opaque, Record, Return, Role, Say, Send, Set


def test_each_verb_goes_on_with_the_next_and_the_end_hangs_up(call, ways) -> None:
    flow = call("<Say>One</Say><Say>Two</Say><Hangup/>")
    assert [step.name for step in flow.steps] == ["say", "say-2", "hangup"]
    assert ways(flow.steps[0]) == [("next", "say-2")]
    assert not flow.steps[2].implicit
    flow = call("<Sms to='1'>Hello</Sms>")
    assert [step.name for step in flow.steps] == ["sms", "end"]
    assert flow.steps[1].implicit
    assert flow.steps[1].place.text == "</Response>"


def test_an_empty_answer_hangs_up(call) -> None:
    (step,) = call("<Response/>").steps
    assert isinstance(step, Hangup)
    assert step.implicit


def test_the_step_stands_at_its_tag(read) -> None:
    document = read('<Response>\n  <Say\n  language="en">Hello</Say>\n</Response>')
    step = document.flows[0].steps[0]
    assert (step.place.begin, step.place.text) == ((2, 3), '<Say\n  language="en">')
    assert document.statements[1].start == step.place.start


def test_a_redirect_is_a_jump(call, ways) -> None:
    flow = call("<Gather numDigits='1' action='/a'/><Redirect>call.xml</Redirect>")
    assert [step.name for step in flow.steps] == ["gather"]
    assert ways(flow.steps[0]) == [("next", "?"), ("noinput", "call")]
    assert flow.steps[0].exits[1].place.text == "<Redirect>"


def test_a_redirect_alone_is_a_step(call, ways) -> None:
    flow = call("<Redirect>https://example.com/a</Redirect>")
    assert [(step.name, ways(step)) for step in flow.steps] == [("redirect", [("next", "?")])]
    flow = call("<Redirect/>")
    assert ways(flow.steps[0]) == [("next", "redirect")]


def test_the_first_silence_is_ringing(call) -> None:
    first, _, pause, *_ = call("<Pause length='3'/><Say>Hi</Say><Pause/><Say>Ho</Say>").steps
    assert isinstance(first, Set)
    assert isinstance(pause, Say)
    assert pause.prompts[0].content.pieces[0].seconds == 1.0


def test_what_is_played_for_ever_ends_from_outside(call, ways) -> None:
    flow = call("<Play loop='0'>https://example.com/music.mp3</Play><Say>Never</Say>")
    assert ways(flow.steps[0]) == [("next", "?")]


def test_keys_that_are_pressed_are_for_a_machine(call) -> None:
    flow = call('<Say>Hi</Say><Play digits="9"/>')
    assert flow.role is Role.INTERNAL
    assert isinstance(flow.steps[1], Set)
    assert flow.steps[1].note == (("keys", "9"),)


@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        ("<Reject reason='busy'/>", Hangup),
        ("<Start><Stream url='wss://a'/></Start>", Set),
        ("<Stop><Stream name='a'/></Stop>", Set),
        ("<Echo/>", Opaque),
        ("<Teleport/>", Opaque),
        ("<Prompt><Say>Hi</Say></Prompt>", Say),
    ],
)
def test_what_else_there_is(call, verb: str, kind: type) -> None:
    assert type(call(f"<Say>a</Say>{verb}").steps[1]) is kind


def test_recording_is_switched_on_and_off(call) -> None:
    flow = call("<Start><Recording/></Start><Say>Hi</Say><Stop><Siprec name='a'/></Stop>")
    on, _, off, *_ = flow.steps
    assert isinstance(on, Record)
    assert isinstance(off, Record)
    assert (on.on, off.on) == (True, False)


def test_a_text_message_is_sent_from_a_call(call) -> None:
    step = call("<Say>Hi</Say><Message><Body>See you {{when}}.</Body></Message>").steps[1]
    assert isinstance(step, Send)
    assert step.prompts[0].content.plain == "See you {when}."


def test_who_waits_may_leave(call) -> None:
    flow = call("<Say>Still busy.</Say><Leave/>")
    assert flow.role is Role.WAITING
    assert isinstance(flow.steps[1], Return)


def test_who_takes_callers_out_of_a_queue_is_at_work(call) -> None:
    assert call("<Dial><Queue>sales</Queue></Dial>").role is Role.INTERNAL


def test_texts_alone_may_be_for_the_called_person(call, ways) -> None:
    flow = call("<Say>You have a call from the shop.</Say>")
    assert ways(flow.steps[0]) == [("next", "end"), ("condition", "?")]
    flow = call("<Say>Goodbye.</Say><Hangup/>")
    assert ways(flow.steps[0]) == [("next", "hangup")]


def test_what_is_heard_is_what_stands_there(read) -> None:
    text = (
        '<Say voice="Polly.Lotte">\n  Kosten &amp; <break time="300ms"/> tijd,'
        "\n  ${naam}:\t<sub alias='etage'>et.</sub>  </Say>"
    )
    prompt = read(text).flows[0].steps[0].prompts[0]
    assert prompt.language == "nl-NL"
    heard = prompt.content
    assert " ".join(heard.plain.split()) == "Kosten & tijd, {naam}: etage"
    at = heard.plain.index("tijd")
    assert heard.part(at, at + 4).text == "tijd"


@pytest.mark.parametrize(
    ("attributes", "language"),
    [
        ('voice="Polly.Joanna-Neural"', "en-US"),
        ('voice="Google.fr-FR-Chirp3-HD-Aoede"', "fr-FR"),
        ('voice="Polly.Lotte" language="nl-BE"', "nl-BE"),
        ('voice="alice"', None),
        ('voice="Polly.Nobody"', None),
        ("", None),
    ],
)
def test_the_voice_may_tell_the_language(call, attributes: str, language: str | None) -> None:
    (prompt,) = call(f"<Say {attributes}>Hi</Say>").steps[0].prompts
    assert prompt.language == language
