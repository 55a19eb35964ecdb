"""Applications that are known but not modelled, and those that nobody knows."""

from __future__ import annotations

import pytest

from ivrlint.model import UNKNOWN, Audio, Opaque


def opaque(dialplan, line: str) -> Opaque:
    """The step that a line is."""
    met = dialplan(f"[main]\nexten => s,1,{line}\n same => n,Playback(after)\n")
    step = met.step("main", "s,1")
    assert isinstance(step, Opaque)
    return step


@pytest.mark.parametrize(
    ("line", "what", "continues", "exits"),
    [
        ("AGI(order.agi)", "AGI", UNKNOWN, 1),
        ("Stasis(shop)", "Stasis", UNKNOWN, 1),
        ("confbridge(1)", "ConfBridge", True, 1),
        ("Echo()", "Echo", True, 1),
        ("Milliwatt()", "Milliwatt", False, 0),
        ("MusicOnHold(jazz)", "MusicOnHold", False, 0),
        ("MusicOnHold(jazz,20)", "MusicOnHold", True, 1),
        ("WaitMusicOnHold(20)", "WaitMusicOnHold", True, 1),
        ("Incomplete(n)", "Incomplete", UNKNOWN, 0),
        ("OurOwnModule(1)", "OurOwnModule", UNKNOWN, 1),
        ("Exec(${WHAT})", "Exec", UNKNOWN, 1),
    ],
)
def test_whether_the_call_goes_on(
    dialplan, line: str, what: str, continues: object, exits: int
) -> None:
    step = opaque(dialplan, line)
    assert (step.what, step.continues, len(step.exits)) == (what, continues, exits)


def test_a_script_that_fails_is_told_apart_where_the_dialplan_does(dialplan) -> None:
    met = dialplan(
        """
        [main]
        exten => s,1,AGI(order.agi)
         same => n,GotoIf($["${AGISTATUS}" != "SUCCESS"]?broken)
         same => n,Playback(thanks)
         same => n(broken),Playback(sorry)
        """
    )
    assert met.ways("main", "s,1") == {"next": "s,3", "error": "s,4"}


def test_an_application_that_is_run_by_another_is_that_application(dialplan) -> None:
    met = dialplan("[main]\nexten => s,1,Exec(TryExec(Playback(hello)))\n same => n,Hangup()\n")
    step = met.step("main", "s,1")
    assert step.kind == "say"
    assert [prompt.content for prompt in step.prompts] == [Audio("hello")]
    assert met.ways("main", "s,1") == {"next": "s,2"}


def test_a_thousand_applications_within_each_other_are_survived(dialplan) -> None:
    met = dialplan(f"[main]\nexten => s,1,{'Exec(' * 1000}NoOp{')' * 1000}\n")
    assert met.step("main", "s,1").kind == "opaque"


def test_five_hundred_tests_within_each_other_are_survived(dialplan) -> None:
    line = "${A}?" + "ExecIf(${A}?" * 500 + "NoOp()" + ")" * 500
    met = dialplan(f"[main]\nexten => s,1,ExecIf({line})\n same => n,Hangup()\n")
    assert met.ways("main", "s,1")["otherwise"] == "s,2"


def test_an_exception_leads_to_e(dialplan) -> None:
    met = dialplan(
        """
        [main]
        exten => s,1,Answer()
         same => n,RaiseException(broken)
        exten => e,1,Playback(sorry)
        """
    )
    assert met.ways("main", "s,2") == {"next": "e,1"}


def test_a_prompt_that_is_played_where_there_is_one_is_a_step_of_its_line(dialplan) -> None:
    met = dialplan(
        """
        [main]
        exten => s,1,Gosub(choose,s,1)
         same => n,ExecIf($["${SOUND}" != ""]?Playback(${SOUND}))
         same => n,Hangup()
        [choose]
        exten => s,1,AGI(choose.agi)
         same => n,Return()
        """
    )
    assert met.ways("main", "s,1") == {"next": "s,2"}
    assert met.steps("main") == ["call s,1", "say s,2", "hangup s,3"]
