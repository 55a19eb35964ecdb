"""Messages that are left, recordings, and the end of calls."""

from __future__ import annotations

import pytest

from ivrlint.model import Cause, Hangup, Record, Voicemail

BOX = """
[main]
exten => 100,1,VoiceMail({arguments})
 same => n,Hangup()
exten => o,1,Playback(operator)
exten => a,1,VoiceMailMain()
[away]
exten => o,1,Playback(reception)
[shortcuts]
exten => 7,1,Playback(seven)
"""


def test_after_a_message_the_call_goes_on(dialplan) -> None:
    met = dialplan(BOX.format(arguments="100@default&200,u"))
    step = met.step("main", "100,1")
    assert isinstance(step, Voicemail)
    assert step.box == "100@default&200"
    assert met.ways("main", "100,1")["next"] == "100,2"


def test_star_leads_to_a_where_there_is_one(dialplan) -> None:
    assert dialplan(BOX.format(arguments="100")).ways("main", "100,1") == {
        "*": "a,1",
        "next": "100,2",
    }


def test_zero_leads_to_the_operator_only_where_voicemail_conf_allows_it(
    dialplan,
) -> None:
    text = BOX.format(arguments="100")
    boxes = "[general]\noperator = {}\n[default]\n100 => 1234,Anna\n"
    assert "0" not in dialplan(text).ways("main", "100,1")
    assert "0" not in dialplan(text, voicemail_conf=boxes.format("no")).ways("main", "100,1")
    allowed = dialplan(text, voicemail_conf=boxes.format("yes"))
    assert allowed.ways("main", "100,1")["0"] == "o,1"


def test_a_mailbox_may_lead_its_keys_into_another_context(dialplan) -> None:
    met = dialplan(
        BOX.format(arguments="100"),
        voicemail_conf="[default]\n100 => 1,Anna,,,operator=yes|exitcontext=away\n",
    )
    assert met.ways("main", "100,1") == {"0": "away.o,1", "next": "100,2"}


def test_with_d_keys_select_extensions_during_the_greeting(dialplan) -> None:
    met = dialplan(BOX.format(arguments="100,d(shortcuts)"))
    assert met.ways("main", "100,1")["7"] == "shortcuts.7,1"


def test_failing_is_told_apart_where_the_dialplan_does(dialplan) -> None:
    met = dialplan(
        """
        [main]
        exten => 100,1,VoiceMail(100)
         same => n,GotoIf($["${VMSTATUS}" = "FAILED"]?broken)
         same => n,Hangup()
         same => n(broken),Playback(no-mailbox)
        """
    )
    assert met.ways("main", "100,1") == {"next": "100,3", "error": "100,4"}


def test_recording_the_voice_is_a_message_without_a_box(dialplan) -> None:
    met = dialplan(
        """
        [main]
        exten => s,1,Record(/tmp/idea.wav,5,60,o)
         same => n,GotoIf($["${RECORD_STATUS}" = "OPERATOR"]?person)
         same => n,Hangup()
         same => n(person),Dial(PJSIP/anna)
        """
    )
    step = met.step("main", "s,1")
    assert isinstance(step, Voicemail)
    assert step.box is None
    assert met.ways("main", "s,1") == {"next": "s,3", "0": "s,4"}


@pytest.mark.parametrize(
    ("application", "on"),
    [
        ("MixMonitor(/tmp/call.wav)", True),
        ("Monitor(wav)", True),
        ("UnpauseMonitor()", True),
        ("PauseMonitor()", False),
        ("StopMixMonitor()", False),
        ("StopMonitor()", False),
    ],
)
def test_recording_the_call_begins_and_ends(dialplan, application: str, on: bool) -> None:
    met = dialplan(f"[main]\nexten => s,1,{application}\n same => n,Hangup()\n")
    step = met.step("main", "s,1")
    assert isinstance(step, Record)
    assert step.on is on
    assert met.ways("main", "s,1") == {"next": "s,2"}


@pytest.mark.parametrize("application", ["Hangup()", "Hangup(17)"])
def test_the_call_ends_and_what_follows_is_never_run(dialplan, application: str) -> None:
    met = dialplan(f"[main]\nexten => s,1,{application}\n same => n,Playback(never)\n")
    step = met.step("main", "s,1")
    assert isinstance(step, Hangup)
    assert not step.implicit
    assert not step.exits


@pytest.mark.parametrize("application", ["Busy(5)", "Congestion()"])
def test_a_tone_is_heard_before_the_call_ends(dialplan, application: str) -> None:
    met = dialplan(f"[main]\nexten => s,1,{application}\n same => n,Playback(never)\n")
    assert len(met.step("main", "s,1").prompts) == 1
    assert met.ways("main", "s,1") == {"next": "s,1 end"}
    assert isinstance(met.step("main", "s,1 end"), Hangup)


def test_a_mini_mailbox_tells_failing_apart(dialplan) -> None:
    met = dialplan(
        """
        [main]
        exten => s,1,MinivmRecord(anna@example.com)
         same => n,GotoIf($["${MVM_RECORD_STATUS}" = "FAILED"]?broken)
         same => n,Hangup()
         same => n(broken),Playback(sorry)
        """
    )
    step = met.step("main", "s,1")
    assert isinstance(step, Voicemail)
    assert [exit_.cause for exit_ in step.exits] == [Cause.NEXT, Cause.ERROR]
