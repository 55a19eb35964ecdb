"""What becomes of calls that a dialplan hands over."""

from __future__ import annotations

import pytest

from ivrlint.model import UNKNOWN, Audio, Cause, Party, Transfer, Unresolved


def transfer(dialplan, line: str, more: str = "", **files: str) -> Transfer:
    """The transfer that a line is."""
    met = dialplan(f"[desk]\nexten => 100,1,{line}\n same => n,Hangup()\n{more}", **files)
    step = met.step("desk", "100,1")
    assert isinstance(step, Transfer)
    return step


def test_each_outcome_leads_where_the_tests_after_the_call_lead(dialplan) -> None:
    met = dialplan(
        """
        [desk]
        exten => 100,1,Dial(PJSIP/anna,20)
         same => n,GotoIf($["${DIALSTATUS}" = "BUSY"]?engaged)
         same => n,GotoIf($["${DIALSTATUS}" = "NOANSWER"]?away)
         same => n,Playback(broken)
         same => n,Hangup()
         same => n(engaged),Playback(anna-is-talking)
         same => n,Hangup()
         same => n(away),VoiceMail(100)
         same => n,Hangup()
        """
    )
    assert met.ways("desk", "100,1") == {"noanswer": "100,8", "busy": "100,6", "error": "100,4"}


def test_a_status_in_the_name_of_an_extension_is_followed(dialplan) -> None:
    met = dialplan(
        """
        [desk]
        exten => 100,1,Dial(PJSIP/anna,20)
         same => n,Goto(s-${DIALSTATUS},1)
        exten => s-BUSY,1,Playback(busy)
        exten => s-NOANSWER,1,Playback(away)
        exten => _s-.,1,Playback(other)
        """
    )
    assert met.ways("desk", "100,1") == {
        "noanswer": "s-NOANSWER,1",
        "busy": "s-BUSY,1",
        "error": "_s-.,1",
    }


def test_errors_that_lead_to_different_places_are_told_apart(dialplan) -> None:
    met = dialplan(
        """
        [desk]
        exten => 100,1,Dial(PJSIP/anna,20)
         same => n,GotoIf($["${DIALSTATUS}" = "CONGESTION"]?full)
         same => n,Playback(away)
         same => n,Hangup()
         same => n(full),Congestion()
        """
    )
    step = met.step("desk", "100,1")
    errors = {
        exit_.condition: met.leads(step, exit_)
        for exit_ in step.exits
        if exit_.cause is Cause.ERROR
    }
    assert errors == {"DIALSTATUS = CHANUNAVAIL": "100,3", "DIALSTATUS = CONGESTION": "100,5"}


def test_after_an_answered_call_the_caller_is_gone(dialplan) -> None:
    step = transfer(dialplan, "Dial(PJSIP/anna,20)")
    assert {exit_.cause for exit_ in step.exits} == {Cause.NOANSWER, Cause.BUSY, Cause.ERROR}


def test_with_g_the_call_goes_on_after_the_talk(dialplan) -> None:
    met = dialplan(
        """
        [desk]
        exten => 100,1,Dial(PJSIP/anna,20,tg)
         same => n,GotoIf($["${DIALSTATUS}" = "ANSWER"]?survey)
         same => n,Hangup()
         same => n(survey),Playback(rate-us)
        """
    )
    assert met.ways("desk", "100,1")["next"] == "100,4"


def test_with_capital_g_both_go_on_elsewhere(dialplan) -> None:
    met = dialplan(
        """
        [desk]
        exten => 100,1,Dial(PJSIP/anna,20,G(meeting^s^1))
         same => n,Hangup()
        [meeting]
        exten => s,1,Playback(welcome)
         same => n,ConfBridge(1)
        """
    )
    ways = met.ways("desk", "100,1")
    assert (ways["next"], ways["condition"]) == ("meeting.s,1", "meeting.s,2")


def test_with_capital_f_the_called_person_goes_on(dialplan) -> None:
    met = dialplan(
        """
        [desk]
        exten => 100,1,Dial(PJSIP/anna,20,F(wrap-up^s^1))
         same => n,Hangup()
        [wrap-up]
        exten => s,1,Playback(note-it-down)
        """
    )
    (exit_,) = (e for e in met.step("desk", "100,1").exits if e.cause is Cause.CONDITION)
    assert exit_.condition == "the caller has hung up"
    assert met.ways("desk", "100,1")["condition"] == "wrap-up.s,1"


def test_options_in_a_variable_may_let_the_call_go_on(dialplan) -> None:
    met = dialplan(
        """
        [desk]
        exten => 100,1,Dial(PJSIP/anna,20,${OPTIONS})
         same => n,GotoIf($["${DIALSTATUS}" = "ANSWER"]?survey)
         same => n,Hangup()
         same => n(survey),Playback(rate-us)
        """
    )
    assert met.ways("desk", "100,1")["next"] == "100,4"


def test_a_called_person_may_decline(dialplan) -> None:
    met = dialplan(
        """
        [desk]
        exten => 100,1,Dial(PJSIP/anna,20,U(ask))
         same => n,GotoIf($["${DIALSTATUS}" = "ANSWER"]?declined)
         same => n,Hangup()
         same => n(declined),VoiceMail(100)
        [ask]
        exten => s,1,Read(take,take-the-call,1)
         same => n,Set(GOSUB_RESULT=CONTINUE)
         same => n,Return()
        """
    )
    assert met.ways("desk", "100,1")["next"] == "100,4"


def test_with_d_a_key_leaves_the_ringing(dialplan) -> None:
    met = dialplan(
        """
        [desk]
        exten => 100,1,Dial(PJSIP/anna,20,d)
        exten => 0,1,Playback(operator)
        exten => 55,1,Playback(never-by-one-key)
        """
    )
    ways = met.ways("desk", "100,1")
    assert ways["0"] == "0,1"
    assert "55" not in ways


@pytest.mark.parametrize(
    ("dialled", "party"),
    [
        ("PJSIP/anna", Party.PERSON),
        ("SIP/100", Party.PERSON),
        ("SIP/100&SIP/101", Party.PERSON),
        ("SIP/${EXTEN}", Party.PERSON),
        ("DAHDI/3", Party.PERSON),
        ("SCCP/200", Party.PERSON),
        ("${PJSIP_DIAL_CONTACTS(anna)}", Party.PERSON),
        ("SIP/trunk/08001234567", Party.NUMBER),
        ("SIP/+498001234567@trunk", Party.NUMBER),
        ("PJSIP/${EXTEN:1}@trunk", Party.NUMBER),
        ("DAHDI/g1/08001234567", Party.NUMBER),
        ("IAX2/user:word@provider/${EXTEN}", Party.NUMBER),
        ("${TRUNK}/${EXTEN}", Party.NUMBER),
        ("SIP/100&SIP/trunk/0171", Party.PERSON),
        ("${SOMEBODY}", Party.UNKNOWN),
        ("IAX2/guest@pbx.example.com/s@default", Party.UNKNOWN),
        ("Pigeon/17", Party.UNKNOWN),
        ("Local/200@desk", Party.FLOW),
    ],
)
def test_who_is_called_shows_in_what_is_dialled(dialplan, dialled: str, party: Party) -> None:
    step = transfer(dialplan, f"Dial({dialled},20)", "exten => 200,1,Answer()")
    assert (step.party, step.to) == (party, dialled)


def test_a_variable_that_is_known_tells_who_is_called(dialplan) -> None:
    met = dialplan(
        """
        [globals]
        TRUNK=SIP/provider
        [desk]
        exten => 100,1,Dial(${TRUNK}/112)
        """
    )
    step = met.step("desk", "100,1")
    assert isinstance(step, Transfer)
    assert step.party is Party.NUMBER


def test_a_local_channel_leads_into_the_dialplan(dialplan) -> None:
    met = dialplan(
        """
        [desk]
        exten => 100,1,Dial(Local/s@sales/n)
        exten => 101,1,Dial(Local/lost@sales)
        exten => 102,1,Dial(Local/s@sales&Local/s@desk)
        [sales]
        exten => s,1,Queue(sales)
        exten => i,1,Playback(never-for-a-local-channel)
        """
    )
    steps = [met.step("desk", f"{exten},1") for exten in ("100", "101", "102")]
    targets = [step.flow_target for step in steps if isinstance(step, Transfer)]
    assert [str(target) for target in targets[:2]] == ["sales.s,1", "sales.lost,1"]
    assert isinstance(targets[2], Unresolved)


def test_whether_an_extension_answers_shows_in_the_dialplan(dialplan) -> None:
    met = dialplan(
        """
        [desk]
        exten => 100,1,Dial(Local/s@sales)
         same => n,Hangup()
        exten => 101,1,Dial(Local/s@sales,20)
         same => n,GotoIf($["${DIALSTATUS}" = "NOANSWER"]?away)
         same => n,Hangup()
         same => n(away),VoiceMail(100)
        [sales]
        exten => s,1,Queue(sales)
        """
    )
    assert met.ways("desk", "100,1") == {"error": "100,2"}
    assert met.ways("desk", "101,1") == {"noanswer": "101,4", "error": "101,3"}


@pytest.mark.parametrize(
    ("arguments", "longest"),
    [
        ("PJSIP/anna,20", 20.0),
        ("PJSIP/anna", None),
        ("PJSIP/anna,,t", None),
        ("PJSIP/anna,tr", None),
        ("PJSIP/anna,0", None),
        ("PJSIP/anna,${RINGTIME}", UNKNOWN),
    ],
)
def test_how_long_it_rings(dialplan, arguments: str, longest: object) -> None:
    assert transfer(dialplan, f"Dial({arguments})").longest == longest


def test_pipes_of_old_dialplans_separate_arguments(dialplan) -> None:
    step = transfer(dialplan, "Dial(SIP/anna|15|g)")
    assert (step.to, step.longest) == ("SIP/anna", 15.0)
    assert Cause.NEXT in {exit_.cause for exit_ in step.exits}


def test_the_caller_may_hear_a_word_when_somebody_answers(dialplan) -> None:
    step = transfer(dialplan, "Dial(PJSIP/anna,20,A(for-anna:this-call-is-recorded))")
    assert [prompt.content for prompt in step.prompts] == [Audio("this-call-is-recorded")]


def test_retrying_says_something_between_the_tries(dialplan) -> None:
    step = transfer(dialplan, "RetryDial(please-hold,10,3,SIP/trunk/0800,30)")
    assert [prompt.content for prompt in step.prompts] == [Audio("please-hold")]
    assert (step.party, step.to) == (Party.NUMBER, "SIP/trunk/0800")


def test_a_blind_transfer_says_nothing_of_the_call_after_it(dialplan) -> None:
    step = transfer(dialplan, "Transfer(SIP/08001234567)")
    assert (step.party, step.to, step.blind) == (Party.NUMBER, "08001234567", True)
    assert [exit_.cause for exit_ in step.exits] == [Cause.ERROR]


def test_whoever_is_not_found_by_follow_me_comes_back(dialplan) -> None:
    step = transfer(dialplan, "FollowMe(anna)")
    assert [exit_.cause for exit_ in step.exits] == [Cause.NOANSWER]


def test_where_no_call_rings_there_is_none_to_pick_up(dialplan) -> None:
    step = transfer(dialplan, "Pickup(101@desk)")
    assert [exit_.cause for exit_ in step.exits] == [Cause.ERROR]
