"""Answers that are tested in the widgets behind a question are a part of the question."""

from __future__ import annotations

import pytest

from ivrlint.model import UNKNOWN, Branch, Collect, Decides, Menu

DIGITS = "widgets.ask.Digits"
BODY = "widgets.ask.inbound.Body"


@pytest.fixture
def menu(read, widget, flow, step_of):
    """The question of a flow: a gathered input and what stands behind it."""

    def menu(*behind, on=None, **properties):
        asked = {"keypress": behind[0]["name"], "timeout": "bye"} if on is None else on
        ask = widget("ask", "gather-input-on-call", asked, say="Press 1 or 2.", **properties)
        bye = widget("bye", "say-play", {"audioComplete": None}, say="Goodbye.")
        return step_of(read(flow(ask, *behind, bye)), "ask")

    return menu


def test_a_split_on_the_digits_makes_a_menu(menu, split, ways) -> None:
    step = menu(
        split("which", DIGITS, "ask", ("equal_to", "1", "bye"), ("equal_to", "2", None)),
        number_of_digits=1,
    )
    assert isinstance(step, Menu)
    assert (step.longest, step.digit_timeout, step.complete) == (1, None, True)
    assert ways(step) == [
        ("key 1", "bye"),
        ("key 2", "end"),
        ("nomatch", "ask"),
        ("noinput", "bye"),
    ]


def test_the_split_is_no_step_of_its_own_then(read, widget, split, flow) -> None:
    ask = widget("ask", "gather-input-on-call", {"keypress": "which"}, say="Press 1.")
    (found,) = read(flow(ask, split("which", DIGITS, "ask", ("equal_to", "1", "ask")))).flows
    assert [step.name for step in found.steps] == ["ask", "end"]


def test_a_split_that_others_lead_to_stays_a_step(read, widget, split, flow) -> None:
    ask = widget("ask", "gather-input-on-call", {"keypress": "which", "timeout": "which"}, say="?")
    (found,) = read(flow(ask, split("which", DIGITS, "ask", ("equal_to", "1", "ask")))).flows
    assert [step.name for step in found.steps] == ["ask", "which"]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("matches_any_of", "1, 2", ["key 1", "key 2"]),
        ("contains", "1", ["key 1"]),
        ("starts_with", "1", ["key 1"]),
        ("regex", "^[1-3]$", ["key 1", "key 2", "key 3"]),
        ("regex", "^[12*]$", ["key 1", "key 2", "key *"]),
        ("regex", "1|2", ["key 1", "key 2"]),
    ],
)
def test_the_keys_that_a_condition_names(menu, split, ways, kind, value, expected) -> None:
    step = menu(split("which", DIGITS, "ask", (kind, value, "bye")))
    assert [what for what, _ in ways(step) if what.startswith("key")] == expected


def test_an_expression_that_names_no_keys_leaves_the_menu_incomplete(menu, split, ways) -> None:
    cases = (("equal_to", "1", "bye"), ("regex", "^(a+)+$", "bye"))
    step = menu(split("which", DIGITS, "ask", *cases))
    assert isinstance(step, Menu)
    assert not step.complete
    assert ("condition ask.Digits matches ^(a+)+$", "bye") in ways(step)


def test_a_key_that_an_earlier_condition_takes_counts_once(menu, split, ways) -> None:
    cases = (("equal_to", "1", "bye"), ("matches_any_of", "1,2", "ask"))
    assert ways(menu(split("which", DIGITS, "ask", *cases)))[:2] == [
        ("key 1", "bye"),
        ("key 2", "ask"),
    ]


def test_a_long_number_is_checked_not_chosen(menu, split) -> None:
    step = menu(split("right", DIGITS, "ask", ("equal_to", "73551", "bye")))
    assert isinstance(step, Collect)


def test_what_is_said_before_the_test_is_heard_on_the_way(menu, widget, split) -> None:
    step = menu(
        widget("wait", "say-play", {"audioComplete": "which"}, say="One moment."),
        split("which", DIGITS, "ask", ("equal_to", "1", "bye")),
    )
    assert [[p.text.plain for p in way.prompts] for way in step.exits] == [
        ["One moment."],
        ["One moment."],
        [],
    ]


def test_a_test_of_the_variable_that_holds_the_digits(menu, widget, split, ways) -> None:
    keep = widget(
        "keep",
        "set-variables",
        {"next": "which"},
        variables=[{"key": "choice", "value": "{{widgets.ask.Digits}}"}],
    )
    step = menu(keep, split("which", "flow.variables.choice", None, ("equal_to", "1", "bye")))
    assert ways(step)[:2] == [("key 1", "bye"), ("nomatch", "end")]
    assert [datum.name for datum in step.writes] == ["choice"]


def test_a_test_of_another_widget_is_none_of_the_answer(menu, split) -> None:
    step = menu(split("which", "widgets.bye.Digits", "ask", ("equal_to", "1", "bye")))
    assert isinstance(step, Collect)


def test_two_splits_in_a_row_test_one_answer(menu, split, ways) -> None:
    step = menu(
        split("which", DIGITS, "other", ("equal_to", "1", "bye")),
        split("other", DIGITS, "ask", ("equal_to", "2", "bye")),
    )
    assert [what for what, _ in ways(step)] == ["key 1", "key 2", "nomatch", "noinput"]


def test_words_that_are_said(menu, split, ways) -> None:
    said = split("said", "widgets.ask.SpeechResult", "ask", ("contains", "yes", "bye"))
    step = menu(said, on={"keypress": None, "speech": "said", "timeout": "bye"})
    assert (step.speech, step.keys) == (True, True)
    assert ways(step) == [
        ("word yes", "bye"),
        ("nomatch", "ask"),
        ("key", "end"),
        ("noinput", "bye"),
    ]
    assert step.complete, "whichever key it is, it ends the call"


def test_keys_of_which_the_widget_says_nothing(menu, split, ways) -> None:
    said = split("said", "widgets.ask.SpeechResult", "ask", ("contains", "yes", "bye"))
    step = menu(said, on={"speech": "said", "timeout": "bye"})
    assert (step.speech, step.keys) == (True, UNKNOWN)
    assert [what for what, _ in ways(step)] == ["word yes", "nomatch", "noinput"]


def test_keys_are_options_beside_speech_that_leads_elsewhere(menu, split, ways) -> None:
    which = split("which", DIGITS, "ask", ("equal_to", "1", "bye"))
    step = menu(which, on={"keypress": "which", "speech": "bye", "timeout": "bye"})
    assert ("word", "bye") in ways(step)
    assert not step.complete


@pytest.fixture
def chat(read, widget, flow, step_of):
    """The question of a chat, and what stands behind it."""

    def chat(*behind):
        asked = {"incomingMessage": behind[0]["name"], "timeout": None, "deliveryFailure": None}
        ask = widget("ask", "send-and-wait-for-reply", asked, body="Sales or support?")
        bye = widget("bye", "send-message", {"sent": None}, body="Goodbye.")
        return step_of(read(flow(ask, *behind, bye, on={"incomingMessage": "ask"})), "ask")

    return chat


def test_a_split_on_the_reply_makes_a_menu_of_words(chat, split, ways) -> None:
    step = chat(split("which", BODY, "ask", ("matches_any_of", "1, one, sales", "bye")))
    assert isinstance(step, Menu)
    assert ways(step) == [
        ("word 1", "bye"),
        ("word one", "bye"),
        ("word sales", "bye"),
        ("nomatch", "ask"),
    ]


def test_a_reply_may_be_put_into_small_letters_before_the_test(chat, split) -> None:
    which = split("which", f"{BODY} | downcase | strip", "ask", ("equal_to", "sales", "bye"))
    assert isinstance(chat(which), Menu)


def test_a_reply_that_is_compared_with_data_is_an_entry(chat, split) -> None:
    which = split("which", BODY, "bye", ("equal_to", "{{flow.variables.code}}", "bye"))
    assert isinstance(chat(which), Collect)


def test_what_became_of_a_call_is_a_way_out_of_it(read, widget, split, flow, step_of, ways) -> None:
    status = "widgets.call.DialCallStatus"
    document = read(
        flow(
            widget("call", "connect-call-to", {"callCompleted": "how"}, noun="number", to="1"),
            split(
                "how",
                status,
                "sorry",
                ("equal_to", "completed", "bye"),
                ("matches_any_of", "busy, no-answer", "later"),
            ),
            *(widget(name, "say-play", say=name) for name in ("bye", "later", "sorry")),
        )
    )
    assert ways(step_of(document, "call")) == [
        ("next", "bye"),
        ("busy", "later"),
        ("noanswer", "later"),
        ("error", "sorry"),
    ]
    assert "how" not in {step.name for step in document.flows[0].steps}


def test_a_constant_decides_the_split_right_behind(
    read, widget, split, flow, step_of, ways
) -> None:
    variables = [{"key": "team", "value": "sales"}]
    document = read(
        flow(
            widget("mark", "set-variables", {"next": "who"}, variables=variables),
            split("who", "flow.variables.team", "other", ("equal_to", "sales", "sales")),
            widget("sales", "say-play", say="Sales."),
            widget("other", "say-play", say="Others."),
        )
    )
    assert ways(step_of(document, "mark")) == [("next", "sales")]


@pytest.mark.parametrize(
    ("kind", "value", "last", "limit"),
    [
        ("less_than", "3", "noMatch", 2),
        ("equal_to", "3", "match", 2),
        ("greater_than", "3", "match", 3),
    ],
)
def test_attempts_are_counted(read, widget, split, flow, step_of, kind, value, last, limit) -> None:
    tries = [{"key": "tries", "value": "{{flow.variables.tries | plus: 1}}"}]
    again, done = ("person", "ask") if last == "noMatch" else ("ask", "person")
    document = read(
        flow(
            widget("ask", "gather-input-on-call", {"keypress": "x", "timeout": "count"}, say="?"),
            widget("count", "set-variables", {"next": "enough"}, variables=tries),
            split("enough", "flow.variables.tries", again, (kind, value, done)),
            widget("person", "connect-call-to", noun="number", to="1"),
            widget("x", "say-play", say="Thanks."),
        )
    )
    step = step_of(document, "enough")
    assert isinstance(step, Branch)
    assert (step.decides, step.limit) == (Decides.ATTEMPTS, limit)
    ways = {way.cause.value: str(way.target) for way in step.exits}
    assert ways == {"next": "ask", "exhausted": "person"}


def test_a_counter_may_begin_with_another_number(read, widget, split, flow, step_of) -> None:
    def setting(name, then, value):
        return widget(
            name, "set-variables", {"next": then}, variables=[{"key": "n", "value": value}]
        )

    document = read(
        flow(
            setting("begin", "ask", "1"),
            widget("ask", "gather-input-on-call", {"timeout": "count"}, say="?"),
            setting("count", "enough", "{{flow.variables.n | plus: 1}}"),
            split("enough", "flow.variables.n", None, ("less_than", "4", "ask")),
        )
    )
    assert step_of(document, "enough").limit == 2
