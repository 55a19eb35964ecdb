"""Extensions that are for certain callers only (`exten => s/5551234,1,…`)."""

from __future__ import annotations

import pytest

from ivrlint_formats.asterisk.system import system


def test_a_jump_within_the_extension_of_a_caller_stays_there(dialplan) -> None:
    met = dialplan("""
        [a]
        exten => s/1,1,Goto(s,3)
        exten => s/1,3,Playback(one)
        exten => s/2,1,Goto(s,3)
        exten => s/2,3,Playback(two)
    """)
    assert met.steps("a") == ["say s/1,3", "hangup s/1,end", "say s/2,3", "hangup s/2,end"]


def test_which_caller_it_is_shows_during_the_call(dialplan) -> None:
    met = dialplan("""
        [a]
        exten => in,1,Playback(x)
        exten => in,2,Goto(s,3)
        exten => s/1,3,Playback(one)
        exten => s/2,3,Playback(two)
    """)
    assert met.ways("a", "in,1") == {
        "next": "? several callers have an extension of their own there"
    }


@pytest.mark.parametrize("callers", [10, 1000])
def test_callers_of_a_list_all_get_on(dialplan, callers: int) -> None:
    lines = [f"exten => s/{number},1,Playback(x)" for number in range(callers)]
    met = dialplan("\n".join(["[a]", "exten => in,1,Goto(s,1)", *lines, "exten => s,1,Hangup()"]))
    assert met.ways("a", "in,1") == {"next": "s,1"}
    lacking = dialplan("\n".join(["[a]", "exten => in,1,Goto(s,1)", *lines]))
    assert lacking.ways("a", "in,1")["next"].startswith("? ")


def test_a_long_list_of_callers_takes_time_in_proportion(dialplan, monkeypatch) -> None:
    """Blocked numbers are listed this way, by the thousand."""
    asked: list[int] = []
    at = system.Extension.at
    monkeypatch.setattr(system.Extension, "at", lambda *of: asked.append(1) or at(*of))

    def cost(callers: int) -> int:
        asked.clear()
        lines = [
            f"exten => s/{number},1,Goto(in,1)\nexten => i{number},1,Goto(s,1)"
            for number in range(callers)
        ]
        dialplan("\n".join(["[a]", "exten => in,1,Hangup()", *lines]))
        return len(asked)

    assert cost(2000) < 2.5 * cost(1000)
