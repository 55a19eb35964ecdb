"""What a page is for a customer: what it says, asks, decides, and what it waits for."""

from __future__ import annotations

import pytest

from ivrlint.model import (
    Audio,
    Branch,
    Call,
    Channel,
    Collect,
    Hangup,
    Lookup,
    Menu,
    Party,
    Role,
    Say,
    Target,
    Transfer,
    Unresolved,
)

SPOKEN = {"messages": [{"outputAudioText": {"text": "Hello."}}]}
FINAL = '$page.params.status = "FINAL"'


def question(name: str, **behavior) -> dict:
    return {"displayName": name, "required": True, "fillBehavior": behavior}


def test_a_page_waits_for_the_intents_that_its_routes_name(agent, step_of, ways, says) -> None:
    flow = agent(
        desk={
            "entryFulfillment": says("Do you want to buy or to return something?"),
            "transitionRoutes": [
                {"intent": "buy", "targetPage": "desk"},
                {"intent": "return", "condition": "true", "targetPage": "END_SESSION"},
                {"intent": "joke", "condition": '$session.params.mood = "good"'},
            ],
        }
    )
    step = step_of(flow, "desk")
    assert isinstance(step, Menu)
    assert step.prompts[0].text.plain == "Do you want to buy or to return something?"
    assert ways(step) == [
        ("word buy", "desk"),
        ("word return", "END_SESSION"),
        ("word joke", "desk"),
    ]
    assert step.exits[2].condition == '$session.params.mood = "good"'


def test_intents_of_the_flow_hold_at_every_page(agent, ways) -> None:
    flow = agent({"transitionRoutes": [{"intent": "person", "targetPage": "desk"}]}, desk={})
    assert [(one.word, str(one.target)) for one in flow.options] == [("person", "desk")]
    assert flow.start == "START_PAGE"
    assert ways(flow.steps[0]) == []


def test_an_intent_that_leads_nowhere_is_answered_on_the_spot(agent, ways, says) -> None:
    flow = agent({"transitionRoutes": [{"intent": "hi", "triggerFulfillment": says("Hello.")}]})
    assert flow.options == ()
    assert ways(flow.steps[0]) == [("word hi", "START_PAGE")]
    assert flow.steps[0].exits[0].prompts[0].text.plain == "Hello."


def test_the_form_of_a_page_is_asked_one_by_one(agent, step_of, ways, says) -> None:
    flow = agent(
        {"eventHandlers": [{"event": "sys.no-match-default", "targetPage": "END_SESSION"}]},
        order={
            "entryFulfillment": says("Let us order."),
            "form": {
                "parameters": [
                    question("size", initialPromptFulfillment=says("Which size?")),
                    {"displayName": "colour", "required": False},
                    question(
                        "number",
                        initialPromptFulfillment=says("How many?"),
                        repromptEventHandlers=[
                            {"event": "sys.no-match-1", "triggerFulfillment": says("A number.")}
                        ],
                    ),
                ]
            },
            "transitionRoutes": [{"condition": FINAL, "targetPage": "END_SESSION"}],
        },
    )
    assert [step.name for step in flow.steps[1:5]] == [
        "END_SESSION",
        "order",
        "order: size",
        "order: number",
    ]
    assert isinstance(step_of(flow, "order"), Say)
    size, number = step_of(flow, "order: size"), step_of(flow, "order: number")
    assert isinstance(size, Collect)
    assert (size.data, [datum.name for datum in size.writes]) == ("size", ["size"])
    assert ways(size) == [("next", "order: number"), ("nomatch", "END_SESSION")]
    assert ways(number) == [
        ("next", "order: routes"),
        ("nomatch 1", "order: number"),
        ("nomatch", "END_SESSION"),
    ]
    assert (size.presentations, number.presentations) == (1, 2)


def test_a_redacted_entry_is_secret(agent, step_of) -> None:
    flow = agent(pay={"form": {"parameters": [{**question("card"), "redact": True}]}})
    assert step_of(flow, "pay").secret


def test_routes_with_conditions_are_a_branch(agent, step_of, ways) -> None:
    flow = agent(
        sort={
            "transitionRoutes": [
                {"condition": '$session.params.kind = "book"', "targetPage": "END_SESSION"},
                {"intent": "stop", "targetPage": "END_SESSION"},
            ]
        }
    )
    step = step_of(flow, "sort")
    assert isinstance(step, Branch)
    assert step.subject == "kind"
    assert ways(step) == [
        ('condition $session.params.kind = "book"', "END_SESSION"),
        ("otherwise", "sort: waits"),
    ]
    assert ways(step_of(flow, "sort: waits")) == [("word stop", "END_SESSION")]


def test_what_comes_after_a_route_that_always_holds_is_never_reached(agent, ways, says) -> None:
    routes = [{"condition": "true", "targetPage": "bye"}, {"condition": "true"}]
    flow = agent(
        hello={"entryFulfillment": says("Hello."), "transitionRoutes": routes},
        bye={"entryFulfillment": says("Bye.")},
    )
    assert [step.name for step in flow.steps] == ["START_PAGE", "hello", "hello: routes", "bye"]
    assert ways(flow.steps[2]) == [("next", "bye")]


@pytest.mark.parametrize("event", ["sys.no-match-2", "sys.no-match-default"])
def test_a_handler_that_leaves_is_the_last(agent, step_of, ways, event) -> None:
    handlers = [
        {"event": "sys.no-match-1"},
        {"event": event, "targetPage": "END_SESSION"},
        {"event": "sys.no-match-3"},
    ]
    step = step_of(agent(desk={"eventHandlers": handlers}), "desk")
    assert ways(step)[-1] == ("nomatch", "END_SESSION")
    assert ways(step)[0] == ("nomatch 1", "desk")


def test_in_a_chat_nobody_is_silent(agent, step_of, ways) -> None:
    handlers = {"eventHandlers": [{"event": "sys.no-input-default"}]}
    chat = agent(handlers, desk={})
    call = agent(handlers, desk={"entryFulfillment": SPOKEN})
    assert (chat.channel, call.channel) == (Channel.CHAT, Channel.PHONE)
    assert ways(step_of(chat, "desk")) == []
    assert ways(step_of(call, "desk")) == [("noinput", "desk")]


def test_a_call_is_taken_over_by_people(agent, step_of) -> None:
    number = {"messages": [{"telephonyTransferCall": {"phoneNumber": "+442079460100"}}]}
    person = {"messages": [{"text": {"text": ["One moment."]}}, {"liveAgentHandoff": {}}]}
    flow = agent(desk={"entryFulfillment": number}, person={"entryFulfillment": person})
    desk, handed = step_of(flow, "desk"), step_of(flow, "person")
    assert isinstance(desk, Transfer)
    assert (desk.party, desk.to, desk.exits) == (Party.NUMBER, "+442079460100", ())
    assert (handed.party, handed.prompts[0].text.plain) == (Party.PERSON, "One moment.")


def test_a_way_may_hand_over_too(agent, step_of, ways) -> None:
    trigger = {"messages": [{"liveAgentHandoff": {}}]}
    routes = [{"intent": "person", "triggerFulfillment": trigger}]
    flow = agent(desk={"transitionRoutes": routes})
    assert ways(step_of(flow, "desk")) == [("word person", "desk: leaves")]
    assert isinstance(step_of(flow, "desk: leaves"), Transfer)


def test_the_end_of_the_session(agent, step_of) -> None:
    said = {"messages": [{"text": {"text": ["Goodbye."]}}, {"endInteraction": {}}]}
    flow = agent(bye={"entryFulfillment": said})
    assert isinstance(step_of(flow, "bye"), Say)
    assert isinstance(step_of(flow, "END_SESSION"), Hangup)


def test_a_webhook_is_asked_first(agent, step_of, ways) -> None:
    flow = agent(
        find={
            "entryFulfillment": {"webhook": "orders"},
            "eventHandlers": [{"event": "webhook.error", "targetPage": "END_SESSION"}],
        }
    )
    step = step_of(flow, "find")
    assert isinstance(step, Lookup)
    assert step.system == "orders"
    assert ways(step) == [("next", "find: waits"), ("error", "END_SESSION")]


def test_a_webhook_on_a_way(agent, step_of, ways) -> None:
    routes = [
        {"intent": "find", "triggerFulfillment": {"webhook": "orders"}, "targetPage": "END_SESSION"}
    ]
    flow = agent(desk={"transitionRoutes": routes})
    assert ways(step_of(flow, "desk")) == [("word find", "desk: webhook")]
    assert ways(step_of(flow, "desk: webhook")) == [("next", "END_SESSION")]


def test_another_flow_comes_back(agent, step_of, ways) -> None:
    flow = agent(desk={"transitionRoutes": [{"intent": "pay", "targetFlow": "payment"}]})
    step = step_of(flow, "desk: flow payment")
    assert isinstance(step, Call)
    assert step.callee == Target(None, flow="payment")
    assert ways(step) == [("next", "desk")]


def test_the_page_before_is_not_known(agent, step_of) -> None:
    flow = agent(desk={"transitionRoutes": [{"intent": "back", "targetPage": "PREVIOUS_PAGE"}]})
    assert isinstance(step_of(flow, "desk").exits[0].target, Unresolved)


def test_a_recording_and_speech_with_marks(agent, step_of) -> None:
    said = {
        "messages": [
            {"playAudio": {"audioUri": "gs://bucket/welcome.wav"}},
            {"outputAudioText": {"ssml": "<speak>Hello $session.params.name.</speak>"}},
        ]
    }
    audio, text = step_of(agent(desk={"entryFulfillment": said}), "desk").prompts
    assert audio.content == Audio("welcome.wav")
    assert text.text.plain == "Hello {name}."


def test_one_of_several_texts_is_said(agent, step_of) -> None:
    said = {"messages": [{"text": {"text": ["Hello.", "Hi."]}}]}
    prompts = step_of(agent(desk={"entryFulfillment": said}), "desk").prompts
    assert [one.condition for one in prompts] == ["one of several, by chance"] * 2


def test_texts_in_other_languages_are_not_said(agent, step_of) -> None:
    said = {
        "messages": [
            {"languageCode": "en", "text": {"text": ["Hello."]}},
            {"languageCode": "fr", "text": {"text": ["Bonjour."]}},
        ]
    }
    flow = agent(desk={"entryFulfillment": said})
    assert flow.language == "en"
    assert [one.text.plain for one in step_of(flow, "desk").prompts] == ["Hello."]


def test_texts_under_conditions(agent, step_of, says) -> None:
    cases = [
        {
            "condition": "$session.params.vip = true",
            "caseContent": [{"message": says("A")["messages"][0]}],
        },
        {"caseContent": [{"message": says("B")["messages"][0]}]},
    ]
    flow = agent(desk={"entryFulfillment": {"conditionalCases": [{"cases": cases}]}})
    found = [(one.condition, one.text.plain) for one in step_of(flow, "desk").prompts]
    assert found == [("$session.params.vip = true", "A"), ("otherwise", "B")]


def test_keys_and_seconds_are_read_where_they_are_set(agent, step_of) -> None:
    settings = {
        "dtmfSettings": {"enabled": True, "maxDigits": 4, "finishDigit": "#"},
        "speechSettings": {"noSpeechTimeout": "7.5s"},
    }
    card = {**question("card"), "entityType": "@sys.any", "advancedSettings": settings}
    step = step_of(agent(desk={"form": {"parameters": [card]}}), "desk")
    assert (step.keys, step.most, step.terminator, step.timeout) == (True, 4, "#", 7.5)


def test_the_start_flow_is_where_customers_begin(agent) -> None:
    assert agent().role is Role.ENTRY
