"""Verbs that take something from the caller."""

from __future__ import annotations

import pytest

from ivrlint.model import UNKNOWN, Collect, Menu, Turn, Voicemail


def test_one_digit_is_a_choice_whose_options_the_file_does_not_show(call, ways) -> None:
    flow = call('<Gather numDigits="1" action="/choice"><Say>Press 1.</Say></Gather><Say>Bye</Say>')
    menu = flow.steps[0]
    assert isinstance(menu, Menu)
    assert not menu.complete
    assert (menu.timeout, menu.terminator, menu.longest) == (5.0, "#", 1)
    assert (menu.keys, menu.speech, menu.interruptible) == (True, False, True)
    assert ways(menu) == [("next", "?"), ("noinput", "say")]


def test_several_digits_are_data(call) -> None:
    (step, *_) = call('<Gather numDigits="6" timeout="10" finishOnKey=""/>').steps
    assert isinstance(step, Collect)
    assert (step.least, step.most, step.timeout, step.terminator) == (1, 6, 10.0, None)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("For sales, press 1.", Menu),
        ("Press one for sales, or press star to go back.", Menu),
        ("Voor de winkel, toets een 1.", Menu),
        ("Für den Verkauf drücken Sie die 2.", Menu),
        ("Pour les ventes, appuyez sur le 3.", Menu),
        ("Para ventas, oprima dos.", Menu),
        ("Please enter your account number, followed by the pound sign.", Collect),
        ("Press any key to confirm.", Menu),
        ("Please, press a 1 to connect with sales.", Menu),
        ("Enter your account number, then press the pound key.", Collect),
        ("Press 1 2 3 4 and wait.", Collect),
        ("Enter your 16 digit card number.", Collect),
        ("", Collect),
    ],
)
def test_without_a_limit_the_words_decide(call, said: str, kind: type) -> None:
    assert isinstance(call(f"<Gather><Say>{said}</Say></Gather>").steps[0], kind)
    flow = call(f"<Say>{said}</Say><Gather/>")
    assert isinstance(flow.steps[1], kind)


@pytest.mark.parametrize("number", ["-1", "999999999", "soon", "{{seconds}}"])
def test_numbers_that_mean_nothing_are_not_known(call, number: str) -> None:
    assert call(f'<Gather timeout="{number}"/>').steps[0].timeout is UNKNOWN


def test_what_is_only_spoken_is_a_choice(call) -> None:
    (step, *_) = call('<Gather input="speech"><Say>How can we help?</Say></Gather>').steps
    assert isinstance(step, Menu)
    assert (step.speech, step.keys, step.terminator) == (True, False, None)


def test_keys_and_speech_may_both_be_taken(call) -> None:
    (step, *_) = call('<Gather input="dtmf speech" numDigits="1" bargeIn="false"/>').steps
    assert (step.speech, step.keys, step.interruptible) == (True, True, False)


def test_without_an_action_the_file_is_asked_for_again(call, ways) -> None:
    flow = call('<Say>Welcome</Say><Gather numDigits="1"/>')
    assert ways(flow.steps[1]) == [("next", "say"), ("noinput", "end")]


def test_silence_may_go_to_the_action_too(call, ways) -> None:
    (step, *_) = call('<Gather action="/a" actionOnEmptyResult="true"/><Say>No</Say>').steps
    assert ways(step) == [("next", "?"), ("noinput", "?")]


def test_what_is_heard_while_it_listens(call) -> None:
    flow = call(
        """<Gather numDigits="1">
             <Say language="nl-NL">Toets 1.</Say><Pause length="2"/>
             <Play>https://example.com/sounds/menu.mp3?x=1</Play>
           </Gather>"""
    )
    said, silence, played = flow.steps[0].prompts
    assert (said.language, said.content.plain) == ("nl-NL", "Toets 1.")
    assert silence.content.pieces[0].seconds == 2.0
    assert played.content.name == "menu.mp3"
    assert all(prompt.interruptible for prompt in (said, played))


def test_a_recording_is_a_message_that_the_caller_leaves(call, ways) -> None:
    flow = call('<Say>Speak.</Say><Record action="/done"/><Say>We heard nothing.</Say>')
    assert isinstance(flow.steps[1], Voicemail)
    assert ways(flow.steps[1]) == [("next", "?"), ("noinput", "say-2")]
    flow = call("<Say>Speak.</Say><Record/>")
    assert ways(flow.steps[1]) == [("next", "say"), ("noinput", "end")]


def test_a_payment_asks_for_what_a_card_needs(call, ways) -> None:
    flow = call(
        """<Pay maxAttempts="2" language="en-GB">
             <Prompt for="payment-card-number"><Say>Your card number.</Say></Prompt>
             <Prompt for="payment-card-number" errorType="timeout"><Say>Once more.</Say></Prompt>
             <Prompt for="security-code" attempt="2 3"><Say>It is on the back.</Say></Prompt>
             <Prompt for="expiration-date" errorType="invalid-date"><Say>In the past.</Say></Prompt>
             <Prompt for="payment-processing"><Say>One moment.</Say></Prompt>
           </Pay>"""
    )
    (step,) = flow.steps
    assert isinstance(step, Collect)
    assert step.secret
    assert step.presentations == 2
    assert [datum.name for datum in step.writes] == [
        "payment-card-number",
        "expiration-date",
        "security-code",
        "postal-code",
    ]
    heard = [(prompt.content.plain, prompt.turn) for prompt in step.prompts]
    assert heard == [
        ("Your card number.", Turn.FIRST),
        ("Once more.", Turn.NOINPUT),
        ("In the past.", Turn.NOMATCH),
        ("It is on the back.", Turn.AGAIN),
    ]
    assert {prompt.language for prompt in step.prompts} == {"en-GB"}
    assert step.exits[0].prompts[0].content.plain == "One moment."
    assert ways(step) == [("next", "?"), ("exhausted", "?")]
    step = call("<Pay/><Say>Thank you.</Say>").steps[0]
    assert ways(step) == [("next", "?"), ("exhausted", "?"), ("condition", "say")]


def test_a_payment_need_not_ask_for_everything(call) -> None:
    (card, *_) = call('<Pay securityCode="false" postalCode="94111"/>').steps
    assert [datum.name for datum in card.writes] == ["payment-card-number", "expiration-date"]
    (account, *_) = call('<Pay paymentMethod="ach-debit"/>').steps
    assert [datum.name for datum in account.writes] == [
        "bank-routing-number",
        "bank-account-number",
    ]
