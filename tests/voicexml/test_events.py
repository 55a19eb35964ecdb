"""Events: silence, wrong answers, errors, and what catches them the first, second, third time."""

from __future__ import annotations

import pytest

from ivrlint.model import Role, Turn

OTHER = '<form id="desk"><block>One moment.</block></form>'


def menu(handlers: str, outside: str = "") -> str:
    return (
        f'{outside}<menu id="a"><prompt>Press 1.</prompt><choice dtmf="1" next="#desk"/>'
        f"{handlers}</menu>{OTHER}"
    )


def test_a_handler_that_only_speaks_is_a_prompt(flow, step_of, heard) -> None:
    step = step_of(flow(menu("<noinput>Hello? <reprompt/></noinput>")), "a")
    assert [(one.turn, one.text.plain) for one in step.prompts] == [
        (Turn.FIRST, "Press 1."), (Turn.NOINPUT, "Hello?"),
    ]  # fmt: skip
    assert step.presentations is None
    assert heard(step) == ["Press 1.", "Hello?"]


def test_counted_handlers_lead_out_at_last(flow, step_of, ways) -> None:
    step = step_of(
        flow(
            menu(
                """<noinput count="1">Hello?<reprompt/></noinput>
                <noinput count="2">Are you there?<reprompt/></noinput>
                <noinput count="3"><goto next="#desk"/></noinput>
                <nomatch count="3"><goto next="#desk"/></nomatch>"""
            )
        ),
        "a",
    )
    assert step.presentations == 3
    assert ways(step)[1:] == [("noinput", "desk"), ("nomatch", "desk")]
    assert [(one.turn, one.count) for one in step.prompts[1:]] == [
        (Turn.NOINPUT, 1), (Turn.NOINPUT, 2),
    ]  # fmt: skip


def test_where_only_silence_leads_out_a_wrong_key_asks_again(flow, step_of, ways) -> None:
    step = step_of(flow(menu('<noinput count="2"><goto next="#desk"/></noinput>')), "a")
    assert ways(step)[1:] == [("noinput", "desk"), ("nomatch", "a")]


def test_one_handler_catches_several_events(flow, step_of, ways) -> None:
    step = step_of(flow(menu('<catch event="noinput nomatch"><goto next="#desk"/></catch>')), "a")
    assert ways(step)[1:] == [("noinput", "desk"), ("nomatch", "desk")]
    assert step.presentations == 1


@pytest.mark.parametrize("event", ["", 'event="."'])
def test_a_handler_without_a_name_catches_everything(flow, step_of, ways, event) -> None:
    step = step_of(flow(menu(f'<catch {event}><goto next="#desk"/></catch>')), "a")
    assert ways(step)[1:] == [("noinput", "desk"), ("nomatch", "desk")]


def test_the_inner_handler_goes_before_the_outer_one(flow, step_of, heard) -> None:
    outside = "<noinput>From outside.</noinput><nomatch>No.</nomatch>"
    step = step_of(flow(menu("<noinput>From inside.</noinput>", outside)), "a")
    assert heard(step)[1:] == ["From inside.", "No."]


def test_the_highest_count_goes_before_the_inner_scope(flow, step_of, ways) -> None:
    outside = '<noinput count="3"><goto next="#desk"/></noinput>'
    step = step_of(flow(menu("<noinput>Hello?</noinput>", outside)), "a")
    assert step.presentations == 3
    assert ("noinput", "desk") in ways(step)


def test_a_handler_whose_condition_is_not_known_may_be_asked(flow, step_of, ways) -> None:
    read = flow(menu('<noinput cond="late"><goto next="#desk"/></noinput>'))
    branch = step_of(read, step_of(read, "a").exits[1].target.step)
    assert ways(branch) == [("condition late", "desk"), ("otherwise", "a")]


def test_what_a_handler_says_before_it_leads_out_is_a_step(flow, step_of, ways, heard) -> None:
    read = flow(menu("<nomatch><prompt>Goodbye.</prompt><exit/></nomatch>"))
    said = step_of(read, "a-nomatch")
    assert heard(said) == ["Goodbye."]
    assert step_of(read, said.exits[0].target.step).kind == "hangup"


def test_a_handler_may_go_on_with_the_next_item(flow, step_of, ways) -> None:
    read = flow(
        """<form id="a"><field name="x"><noinput><assign name="x" expr="'none'"/></noinput></field>
        <block>Thanks.</block></form>"""
    )
    assert ways(step_of(read, "x-noinput")) == [("next", "a-2")]


def test_a_condition_inside_a_handler_is_kept_with_its_prompt(flow, step_of) -> None:
    handler = '<noinput><if cond="n == 2">Again.<else/>Hello?</if><reprompt/></noinput>'
    step = step_of(flow(menu(handler)), "a")
    assert [(one.text.plain, one.condition) for one in step.prompts[1:]] == [
        ("Again.", "n == 2"), ("Hello?", "otherwise"),
    ]  # fmt: skip


def test_errors_that_no_dialog_waits_for_have_a_flow_of_their_own(read) -> None:
    document = read(
        """<vxml><error><prompt>Something went wrong.</prompt><goto next="#sorry"/></error>
        <catch event="connection.disconnect.hangup"><log>gone</log></catch>
        <form id="a"><block>Hello.</block></form>
        <form id="sorry"><block>Sorry.</block></form></vxml>"""
    )
    line, events = document.flows
    assert (line.name, events.name, events.role) == ("line", "line events", Role.INTERNAL)
    assert [step.name for step in events.steps] == ["error"]
    assert str(events.steps[0].exits[0].target) == "line.sorry"
    assert events.entries == ("error",)


def test_what_is_done_when_the_caller_is_gone_is_no_part_of_the_call(read) -> None:
    document = read(
        '<vxml><catch event="connection.disconnect"><assign name="x" expr="1"/></catch>'
        '<form id="a"><block>Hello.</block></form></vxml>'
    )
    assert [flow.name for flow in document.flows] == ["line"]
