"""Dialplan that comes back to where it was called."""

from __future__ import annotations

import pytest

from ivrlint.model import Branch, Call, Missing, Return, Step, Unresolved

SUBS = """
[main]
exten => s,1,{line}
 same => n,Playback(after)
exten => near,1,Playback(hello)
 same => n,Return()
[greet]
exten => s,1,Playback(hello)
 same => n,Return()
exten => i,1,Playback(never-for-a-subroutine)
[macro-greet]
exten => s,1,Playback(hello)
[leave]
exten => s,1,Playback(goodbye)
"""


def callee(met, name: str = "s,1") -> str:
    """Where a call of the context `main` leads."""
    step = met.step("main", name)
    assert isinstance(step, Call)
    found = met.project.resolve(step.flow, step.callee)
    if isinstance(found, Missing):
        return f"missing {found.target}"
    if isinstance(found, Unresolved):
        return f"? {found.reason}"
    assert isinstance(found, Step)
    return f"{found.flow.name}.{found.name}"


@pytest.mark.parametrize(
    ("line", "led_to"),
    [
        ("Gosub(greet,s,1)", "greet.s,1"),
        ("Gosub(greet,s,1(a,b))", "greet.s,1"),
        ("Gosub(near,1)", "main.near,1"),
        ("Gosub(greet,x,1)", "missing greet.x,1"),
        ("Gosub(nowhere,s,1)", "missing nowhere"),
        ("Gosub(greet,${X},1)", "? the extension '${X}' is chosen during the call"),
        ("Gosub(${X},s,1)", "? the context '${X}' is chosen during the call"),
        ("Macro(greet)", "macro-greet.s,1"),
        ("Macro(greet,a,b)", "macro-greet.s,1"),
        ("Macro(gret)", "missing macro-gret"),
        ("Macro(${X})", "? the context 'macro-${X}' is chosen during the call"),
        ("MacroExclusive(greet)", "macro-greet.s,1"),
    ],
)
def test_what_a_call_runs(dialplan, line: str, led_to: str) -> None:
    met = dialplan(SUBS.format(line=line))
    assert callee(met) == led_to
    assert met.ways("main", "s,1") == {"next": "s,2"}


def test_a_routine_of_ael_can_be_called_from_elsewhere(dialplan) -> None:
    met = dialplan(
        "[main]\nexten => s,1,AELSub(greet,a)\n[greet]\nexten => ~~s~~,1,Playback(hello)\n"
    )
    assert callee(met) == "greet.~~s~~,1"


def test_a_test_decides_which_subroutine_runs(dialplan) -> None:
    met = dialplan(SUBS.format(line='GosubIf($["${LANG}" = "en"]?greet,s,1:leave,s,1)'))
    assert met.ways("main", "s,1") == {"condition": "s,1 then", "otherwise": "s,1 else"}
    assert callee(met, "s,1 then") == "greet.s,1"
    assert callee(met, "s,1 else") == "leave.s,1"
    assert met.ways("main", "s,1 then") == {"next": "s,2"}
    step = met.step("main", "s,1")
    assert isinstance(step, Branch)
    assert step.subject == "LANG"


def test_without_a_branch_for_the_outcome_the_call_goes_on(dialplan) -> None:
    met = dialplan(SUBS.format(line="GosubIf(${VIP}?greet,s,1)"))
    assert met.ways("main", "s,1") == {"condition": "s,1 then", "otherwise": "s,2"}


def test_a_test_decides_which_macro_runs(dialplan) -> None:
    met = dialplan(SUBS.format(line="MacroIf(${VIP}?greet,a:gret)"))
    assert callee(met, "s,1 then") == "macro-greet.s,1"
    assert callee(met, "s,1 else") == "missing macro-gret"


@pytest.mark.parametrize("line", ["Return()", "Return(${X})", "MacroExit()"])
def test_a_subroutine_comes_back(dialplan, line: str) -> None:
    step = dialplan(SUBS.format(line=line)).step("main", "s,1")
    assert isinstance(step, Return)
    assert not step.exits
