"""What lets callers out of a queue, and what they hear in it."""

from __future__ import annotations

import pytest

from ivrlint.model import UNKNOWN, Audio, Cause, Queue

SUPPORT = """
[main]
exten => s,1,Answer()
 same => n,Queue({arguments})
 same => n,GotoIf($["${{QUEUESTATUS}}" = "TIMEOUT"]?late)
 same => n,GotoIf($["${{QUEUESTATUS}}" = "FULL"]?full)
 same => n,Playback(sorry)
 same => n,Hangup()
 same => n(late),VoiceMail(100)
 same => n(full),Playback(all-lines-taken)
"""


def queue(met) -> Queue:
    """The queue of the example."""
    step = met.step("main", "s,2")
    assert isinstance(step, Queue)
    return step


def test_a_wait_ends_only_where_the_line_says_so(dialplan) -> None:
    endless = queue(dialplan(SUPPORT.format(arguments="support")))
    assert endless.longest is None
    assert Cause.TIMEOUT not in {exit_.cause for exit_ in endless.exits}
    met = dialplan(SUPPORT.format(arguments="support,t,,,90"))
    assert queue(met).longest == 90.0
    assert met.ways("main", "s,2")["timeout"] == "s,7"
    assert next(e.after for e in queue(met).exits if e.cause is Cause.TIMEOUT) == 90.0


def test_a_time_in_the_wrong_argument_ends_nothing(dialplan) -> None:
    step = queue(dialplan(SUPPORT.format(arguments="support,t,,90")))
    assert step.longest is None


def test_one_round_may_be_all(dialplan) -> None:
    step = queue(dialplan(SUPPORT.format(arguments="support,n")))
    assert step.longest is UNKNOWN
    assert Cause.TIMEOUT in {exit_.cause for exit_ in step.exits}


def test_of_a_queue_that_is_not_at_hand_only_tests_tell(dialplan) -> None:
    met = dialplan(SUPPORT.format(arguments="support"))
    assert met.ways("main", "s,2") == {"full": "s,8", "error": "s,5"}
    assert queue(met).defined is UNKNOWN


def test_options_in_a_variable_may_end_the_wait(dialplan) -> None:
    met = dialplan(SUPPORT.format(arguments="support,${OPTIONS}"))
    assert met.ways("main", "s,2") == {"timeout": "s,7", "full": "s,8", "error": "s,5"}
    assert queue(met).longest is UNKNOWN


def test_queues_conf_says_how_callers_may_be_turned_away(dialplan) -> None:
    met = dialplan(
        SUPPORT.format(arguments="support,,,,90"),
        queues_conf="""
        [support]
        maxlen = 5
        joinempty = no
        leavewhenempty = strict
        member => PJSIP/anna
        """,
    )
    step = queue(met)
    assert met.ways("main", "s,2") == {
        "timeout": "s,7",
        "full": "s,8",
        "empty": "s,5",
        "condition": "s,5",
    }
    assert (step.defined, step.capacity, step.staffed) == (True, 5, True)


def test_a_queue_without_any_limit_lets_nobody_out(dialplan) -> None:
    met = dialplan(SUPPORT.format(arguments="support"), queues_conf="[support]\nstrategy=linear\n")
    (exit_,) = queue(met).exits
    assert (exit_.cause, exit_.condition) == (Cause.CONDITION, "QUEUESTATUS = WITHDRAW")


def test_keys_lead_out_where_the_queue_has_a_context(dialplan) -> None:
    met = dialplan(
        SUPPORT.format(arguments="support") + "[way-out]\nexten => 1,1,VoiceMail(100)\n",
        queues_conf="[support]\ncontext = way-out\n",
    )
    assert met.ways("main", "s,2")["1"] == "way-out.1,1"


def test_what_is_heard_while_waiting(dialplan) -> None:
    met = dialplan(
        SUPPORT.format(arguments="support"),
        queues_conf="""
        [support]
        announce-frequency = 30
        announce-holdtime = no
        periodic-announce = thank-you-for-your-patience
        periodic-announce-frequency = 60
        """,
    )
    step = queue(met)
    assert (step.position, step.wait, step.announce_every) == (True, False, 30.0)
    last = step.prompts[-1]
    assert (last.content, last.every) == (Audio("thank-you-for-your-patience"), 60.0)


def test_after_the_agent_hangs_up_the_call_goes_on_with_c(dialplan) -> None:
    met = dialplan(
        """
        [main]
        exten => s,1,Answer()
         same => n,Queue(support,c)
         same => n,GotoIf($["${QUEUESTATUS}" = "CONTINUE"]?survey)
         same => n,Hangup()
         same => n(survey),Playback(rate-us)
        """
    )
    assert met.ways("main", "s,2") == {"error": "s,4", "next": "s,5"}


@pytest.mark.parametrize(
    ("queues", "defined"),
    [
        ("[general]\n[support]\n", False),
        ("[general]\n[SUPORT]\n", True),
        ("[general]\npersistentmembers = yes\n", UNKNOWN),
        ("[support]\n#include more-queues.conf\n", UNKNOWN),
    ],
)
def test_a_queue_that_the_file_at_hand_lacks_is_not_there(
    dialplan, queues: str, defined: object
) -> None:
    met = dialplan(SUPPORT.format(arguments="suport"), queues_conf=queues)
    assert queue(met).defined is defined


def test_a_queue_that_is_chosen_during_the_call_is_not_missing(dialplan) -> None:
    met = dialplan(SUPPORT.format(arguments="${WHICH}"), queues_conf="[support]\nmaxlen=1\n")
    assert queue(met).defined is UNKNOWN


def test_a_queue_that_is_not_there_gives_the_caller_back_at_once(dialplan) -> None:
    met = dialplan(SUPPORT.format(arguments="suport,c,,,90"), queues_conf="[support]\nmaxlen=1\n")
    assert met.ways("main", "s,2") == {"error": "s,5"}
