"""Transfers, messages, sub-dialogs and objects: items at which somebody else takes over."""

from __future__ import annotations

import pytest

from ivrlint.model import UNKNOWN, Call, Opaque, Party, Transfer, Voicemail

BRIDGED = """<form id="a"><transfer name="call" dest="tel:+15550100" bridge="true"
  connecttimeout="25s" maxtime="600s">{filled}</transfer><block>Goodbye.</block></form>
  <form id="mail"><record name="message" beep="true"><prompt>Speak now.</prompt></record></form>"""


def test_outcomes_that_are_tested_are_ways_of_the_transfer(flow, step_of, ways) -> None:
    filled = """<filled><if cond="call == 'busy' || call == 'noanswer'"><goto next="#mail"/>
      </if></filled>"""
    step = step_of(flow(BRIDGED.format(filled=filled)), "a")
    assert isinstance(step, Transfer)
    assert (step.party, step.to, step.longest, step.blind) == (
        Party.NUMBER, "tel:+15550100", 25.0, False,
    )  # fmt: skip
    assert ways(step) == [
        ("busy", "mail"), ("noanswer", "mail"), ("timeout", "a-2"), ("next", "a-2"),
    ]  # fmt: skip
    assert step.exits[2].after == 600.0


def test_outcomes_may_be_tested_in_the_block_behind(flow, step_of, ways) -> None:
    read = flow(
        """<form id="a"><transfer name="call" dest="sip:desk@example.com" type="consultation"/>
        <block><if cond="call == 'noanswer'"><goto next="#b"/></if>Goodbye.</block></form>
        <form id="b"><block>Nobody is there.</block></form>"""
    )
    assert ways(step_of(read, "a")) == [("busy", "a-2"), ("noanswer", "b")]


def test_a_blind_transfer_does_not_come_back(flow, step_of) -> None:
    step = step_of(flow('<form id="a"><transfer dest="tel:+15550100"/></form>'), "a")
    assert (step.blind, step.exits) == (True, ())


def test_an_error_of_the_line_is_caught_where_the_file_says_so(flow, step_of, ways) -> None:
    read = flow(
        """<form id="a"><transfer dest="tel:+15550100"><catch event="error.connection">
        <goto next="#b"/></catch></transfer></form><form id="b"><block>Sorry.</block></form>"""
    )
    assert ways(step_of(read, "a")) == [("error", "b")]


def test_a_number_may_be_chosen_during_the_call(flow, step_of) -> None:
    read = flow("""<form id="a"><transfer destexpr="'tel:' + desk" bridge="true"/></form>""")
    step = step_of(read, "a")
    assert (step.to, [one.name for one in step.reads]) == (None, ["desk"])


@pytest.mark.parametrize(
    "dest", ['dest="conf:team/x"', "destexpr=\"'application:wait(' + n + ')'\""]
)
def test_a_transfer_to_a_program_is_opaque(flow, step_of, dest) -> None:
    step = step_of(flow(f'<form id="a"><transfer {dest} bridge="true"/></form>'), "a")
    assert isinstance(step, Opaque)
    assert step.continues is True


def test_a_recording_is_a_message(flow, step_of, ways, heard) -> None:
    step = step_of(flow(BRIDGED.format(filled="")), "mail")
    assert isinstance(step, Voicemail)
    assert heard(step) == ["Speak now."]
    assert ways(step) == [("next", "mail-end")]


def test_a_sub_dialog_is_called_and_comes_back(flow, step_of, ways) -> None:
    read = flow(
        """<form id="a"><subdialog name="who" src="#ask" namelist="x"><filled>Thanks.</filled>
        <catch event="nobody"><exit/></catch></subdialog></form>
        <form id="ask"><field name="n" type="digits"/>
        <block><return namelist="n"/></block></form>"""
    )
    step = step_of(read, "a")
    assert isinstance(step, Call)
    assert step.callee.step == "ask"
    assert ways(step)[0] == ("next", "who")
    assert ways(step)[1][0] == "error nobody"
    assert step_of(read, "ask-return").kind == "return"


def test_an_object_is_opaque_and_the_call_goes_on(flow, step_of, ways) -> None:
    read = flow(
        '<form id="a"><object name="o" classid="builtin://sms"/><block>Sent.</block></form>'
    )
    step = step_of(read, "a")
    assert (step.what, step.continues) == ("object builtin://sms", True)
    assert ways(step) == [("next", "a-2")]


def test_a_transfer_without_a_ringing_time_rings_nobody_knows_how_long(flow, step_of) -> None:
    read = flow('<form id="a"><transfer dest="tel:1" bridge="true"/></form>')
    assert step_of(read, "a").longest is UNKNOWN
