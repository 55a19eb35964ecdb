"""What each widget is for a customer."""

from __future__ import annotations

import pytest

from ivrlint.model import (
    UNKNOWN,
    Audio,
    Bot,
    Branch,
    Call,
    Collect,
    Decides,
    Hangup,
    Lookup,
    Medium,
    Opaque,
    Party,
    Queue,
    Record,
    Return,
    Say,
    Send,
    Set,
    Target,
    Transfer,
    Unresolved,
    Voicemail,
)


@pytest.fixture
def one(read, widget, flow, step_of):
    """The step of a single widget, in a flow that begins with it and says goodbye."""

    def one(kind, on=None, entered="incomingCall", **properties):
        bye = widget("bye", "say-play", {"audioComplete": None}, say="Goodbye.")
        document = read(flow(widget("it", kind, on, **properties), bye, on={entered: "it"}))
        assert [problem.message for problem in document.problems] == []
        return step_of(document, "it")

    return one


def test_a_text_is_said_in_its_language(read, widget, flow) -> None:
    hello = widget("hello", "say-play", {"audioComplete": None}, say="Hallo.", language="nl-NL")
    (found,) = read(flow(hello)).flows
    assert found.language == "nl-NL"
    assert isinstance(found.steps[0], Say)
    assert [prompt.text.plain for prompt in found.steps[0].prompts] == ["Hallo."]


def test_without_a_language_it_is_english(read, widget, flow) -> None:
    (found,) = read(flow(widget("hello", "say-play", say="Hello."))).flows
    assert found.language == "en-US"


def test_two_languages_stand_at_their_prompts(read, widget, flow, step_of) -> None:
    document = read(
        flow(
            widget("a", "say-play", {"audioComplete": "b"}, say="Hello.", language="en-GB"),
            widget("b", "say-play", {"audioComplete": None}, say="Hola.", language="es-ES"),
        )
    )
    assert document.flows[0].language is None
    assert step_of(document, "b").prompts[0].language == "es-ES"


def test_a_recording_is_known_by_its_name(one) -> None:
    step = one("say-play", {"audioComplete": "bye"}, play="https://x.example/a/hello.mp3?v=2")
    assert step.prompts[0].content == Audio("hello.mp3")


def test_a_text_that_loops_without_end_comes_back_to_itself(one, ways) -> None:
    step = one("say-play", {"audioComplete": "bye"}, say="Please hold.", loop=0)
    assert ways(step) == [("next", "it")]


def test_a_transition_without_next_ends_the_call(one, ways) -> None:
    assert ways(one("say-play", {"audioComplete": None}, say="Hi.")) == [("next", "end")]


def test_the_end_is_a_hangup_that_nobody_wrote(read, widget, flow, step_of) -> None:
    end = step_of(read(flow(widget("a", "say-play", say="Hi."))), "end")
    assert end == Hangup(name="end", place=end.place, implicit=True)


def test_a_widget_may_be_called_end(read, widget, flow, step_of) -> None:
    document = read(flow(widget("end", "say-play", {"audioComplete": None}, say="Bye.")))
    assert isinstance(step_of(document, "end"), Say)
    assert isinstance(step_of(document, "end of flow"), Hangup)


def test_the_end_of_a_subflow_comes_back(read, widget, flow, step_of) -> None:
    document = read(flow(widget("a", "say-play", say="Hi."), on={"incomingParent": "a"}))
    assert isinstance(step_of(document, "end"), Return)


def test_digits_that_nothing_tests_are_collected(one, ways) -> None:
    step = one(
        "gather-input-on-call",
        {"keypress": "bye", "speech": None, "timeout": None},
        say="Your number, please.",
        timeout=8,
        number_of_digits=6,
        finish_on_key="*",
        loop=2,
    )
    assert isinstance(step, Collect)
    assert (step.timeout, step.digit_timeout, step.most, step.terminator) == (8, 8, 6, "*")
    assert (step.presentations, step.speech, step.interruptible) == (2, False, True)
    assert step.data == "it.Digits"
    assert ways(step) == [("next", "bye"), ("noinput", "end")]


def test_defaults_are_those_of_twilio(one) -> None:
    step = one("gather-input-on-call", {"keypress": "bye"}, say="Your number, please.")
    assert (step.timeout, step.most, step.terminator) == (5, UNKNOWN, "#")
    assert step.presentations == 1


def test_a_key_that_ends_the_entry_may_be_switched_off(one) -> None:
    step = one("gather-input-on-call", {"keypress": "bye"}, say="x", stop_gather=False)
    assert step.terminator is None


def test_an_entry_has_the_name_of_the_variable_it_is_kept_in(read, widget, flow, step_of) -> None:
    document = read(
        flow(
            widget("ask", "gather-input-on-call", {"keypress": "keep"}, say="Your number?"),
            widget(
                "keep",
                "set-variables",
                {"next": None},
                variables=[{"key": "customer", "value": "{{widgets.ask.Digits}}"}],
            ),
        )
    )
    assert step_of(document, "ask").data == "customer"
    assert [datum.name for datum in step_of(document, "keep").reads] == ["ask.Digits"]


def test_a_call_to_a_number_may_fail_in_every_way(one, ways) -> None:
    step = one("connect-call-to", {"callCompleted": None}, noun="number", to="+442079460100")
    assert isinstance(step, Transfer)
    assert (step.party, step.to, step.longest) == (Party.NUMBER, "+442079460100", 30)
    assert ways(step) == [("next", "end"), ("busy", "end"), ("noanswer", "end"), ("error", "end")]


def test_what_is_done_after_the_caller_has_left_is_a_way_of_its_own(one, ways) -> None:
    step = one("connect-call-to", {"callCompleted": "bye", "hangup": "bye"}, noun="client", to="a")
    assert step.party is Party.PERSON
    assert ways(step)[-1] == ("condition the caller has hung up", "bye")


@pytest.mark.parametrize("kind", ["send-to-flex", "enqueue-call"])
def test_a_queue_that_cannot_be_entered_needs_a_way(one, ways, kind) -> None:
    step = one(kind, {"callComplete": "bye", "failedToEnqueue": None}, queue_name="sales")
    assert isinstance(step, Queue)
    assert (step.queue, step.waiting) == ("sales", None)
    assert ways(step) == [("next", "bye")]


def test_a_queue_known_by_its_id_has_no_name_and_its_music_is_elsewhere(one) -> None:
    step = one("enqueue-call", workflow_sid="WW" + "0" * 32, wait_url="https://x.example/wait")
    assert step.queue is None
    assert isinstance(step.waiting, Unresolved)


def test_the_attributes_of_a_task_are_what_the_person_sees(one) -> None:
    step = one("send-to-flex", attributes='{"name": "{{flow.variables.name}}"}')
    assert [datum.name for datum in step.hands_on] == ["name"]
    assert one("send-to-flex").hands_on is UNKNOWN


def test_a_voicemail(one, ways) -> None:
    step = one("record-voicemail", {"recordingComplete": "bye", "noAudio": None, "hangup": None})
    assert isinstance(step, Voicemail)
    assert ways(step) == [("next", "bye"), ("noinput", "end")]


@pytest.mark.parametrize(("written", "on"), [(True, True), ("false", False), ("{{x}}", UNKNOWN)])
def test_a_recording_is_switched_on_or_off(one, written, on) -> None:
    step = one("record-call", {"success": "bye"}, record_call=written)
    assert isinstance(step, Record)
    assert step.on is on


def test_another_system_is_asked(one, ways) -> None:
    step = one("run-function", {"success": "bye", "fail": None}, url="https://x.example/find?a=1")
    assert isinstance(step, Lookup)
    assert step.system == "x.example/find"
    assert ways(step) == [("next", "bye")]


def test_a_failure_that_makes_no_difference_needs_no_way(one, ways) -> None:
    step = one("make-http-request", {"success": None, "failed": None}, url="https://x.example")
    assert ways(step) == [("next", "end"), ("error", "end")]


def test_a_text_message_is_sent_beside_a_call(one) -> None:
    step = one("send-message", {"sent": "bye", "failed": None}, body="See x.example")
    assert isinstance(step, Send)
    assert step.medium is Medium.SMS
    assert step.prompts[0].text.plain == "See x.example"


def test_in_a_chat_a_message_is_what_the_customer_reads(one, ways) -> None:
    step = one(
        "send-message",
        {"sent": "bye"},
        entered="incomingMessage",
        body="Hello",
        to="{{contact.channel.address}}",
    )
    assert isinstance(step, Say)
    assert step.prompts[0].language is None
    assert ways(step) == [("next", "bye")]


def test_a_message_to_somebody_else_is_not_read_by_the_customer(one) -> None:
    step = one("send-message", entered="incomingMessage", body="New order", to="+442079460100")
    assert isinstance(step, Send)
    assert step.prompts == ()


def test_an_answer_that_is_waited_for_is_collected(one, ways) -> None:
    step = one(
        "send-and-wait-for-reply",
        {"incomingMessage": "bye", "timeout": "bye", "deliveryFailure": None},
        entered="incomingMessage",
        body="Your name?",
        timeout="600",
    )
    assert isinstance(step, Collect)
    assert (step.data, step.timeout) == ("it.inbound.Body", 600)
    assert ways(step) == [("next", "bye"), ("timeout", "bye")]


def test_variables_are_set(one) -> None:
    step = one("set-variables", {"next": "bye"}, variables=[{"key": "team", "value": "sales"}])
    assert isinstance(step, Set)
    assert ([datum.name for datum in step.writes], step.value_set) == (["team"], "sales")


def test_a_subflow_is_known_by_its_id_only(one, ways) -> None:
    sid = "FW" + "0" * 32
    step = one("run-subflow", {"completed": "bye"}, flow_sid=sid)
    assert isinstance(step, Call)
    assert step.callee == Target(None, flow=sid, elsewhere=step.callee.elsewhere)
    assert step.callee.elsewhere is not None
    assert ways(step) == [("next", "bye")]


def test_a_redirect_leads_out_of_the_file(one, ways) -> None:
    step = one("add-twiml-redirect", {"return": "bye", "timeout": None}, url="https://x.example")
    assert isinstance(step, Call)
    assert isinstance(step.callee, Unresolved)
    assert ways(step) == [("next", "bye")]


def test_a_payment_is_asked_for_in_secret(one, ways) -> None:
    step = one("capture-payments", {"success": "bye", "maxFailedAttempts": None}, max_attempts=2)
    assert isinstance(step, Collect)
    assert (step.secret, step.presentations) == (True, 2)
    assert ways(step) == [("next", "bye"), ("exhausted", "end")]


@pytest.mark.parametrize("kind", ["connect-virtual-agent", "send-to-auto-pilot"])
def test_a_virtual_agent_is_a_bot(one, kind) -> None:
    assert isinstance(one(kind), Bot)


def test_a_call_that_the_flow_makes(one, ways) -> None:
    step = one(
        "make-outgoing-call-v2",
        {"answered": "bye", "busy": "bye", "noAnswer": None, "failed": None},
        entered="incomingRequest",
    )
    assert step == Opaque(
        name="it",
        place=step.place,
        exits=step.exits,
        note=step.note,
        what="Make Outgoing Call",
        continues=True,
    )
    assert ways(step) == [("next", "bye"), ("busy", "bye")]


def test_a_widget_that_is_not_known_may_lead_where_it_says(one, ways) -> None:
    step = one("dance", {"danced": "bye", "tooTired": "bye", "failed": "bye"})
    assert isinstance(step, Opaque)
    assert (step.what, step.continues) == ("dance", UNKNOWN)
    assert ways(step) == [
        ("condition danced", "bye"),
        ("condition tooTired", "bye"),
        ("error", "bye"),
    ]


def test_a_split_decides_on_data(read, split, flow, step_of, ways) -> None:
    document = read(flow(split("s", "flow.variables.tier", None, ("equal_to", "gold", "s"))))
    step = step_of(document, "s")
    assert isinstance(step, Branch)
    assert (step.decides, step.subject) == (Decides.DATA, "tier")
    assert ways(step) == [("condition tier = gold", "s"), ("otherwise", "end")]


@pytest.mark.parametrize(
    ("data", "value", "causes"),
    [
        ("widgets.check.parsed.isOpen", "true", ["open", "closed"]),
        ("widgets.check.parsed.is_open", "false", ["closed", "open"]),
        ("flow.variables.closed", "true", ["closed", "open"]),
        ("flow.variables.office_hours", "open", ["open", "closed"]),
    ],
)
def test_a_split_on_opening_hours(read, split, flow, step_of, data, value, causes) -> None:
    document = read(flow(split("s", data, "s", ("equal_to", value, "s"))))
    step = step_of(document, "s")
    assert step.decides is Decides.HOURS
    assert [one.cause.value for one in step.exits] == causes


@pytest.mark.parametrize(
    ("data", "decides"),
    [
        ("trigger.call.From", Decides.CALLER),
        ("contact.channel.address", Decides.CALLER),
        ("flow.variables.language", Decides.LANGUAGE),
        ("flow.variables.is_holiday", Decides.HOLIDAY),
        ("flow.variables.open_orders", Decides.DATA),
    ],
)
def test_what_a_split_looks_at(read, split, flow, step_of, data, decides) -> None:
    document = read(flow(split("s", data, "s", ("equal_to", "x", "s"))))
    assert step_of(document, "s").decides is decides


def test_every_widget_type_that_is_known_becomes_a_step(studio, read, widget, flow) -> None:
    kinds = [kind for kind in studio._platform.widgets if kind != "trigger"]
    widgets = [widget(f"w{number}", kind) for number, kind in enumerate(kinds)]
    (found,) = read(flow(*widgets)).flows
    opaque = [step.what for step in found.steps if isinstance(step, Opaque)]
    assert opaque == ["Make Outgoing Call", "Make Outgoing Call", "Fork Stream"]
