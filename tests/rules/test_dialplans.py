"""What the rules say of dialplans, and what they leave alone there."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from ivrlint import _plugins
from ivrlint._judge import ActiveRule, judge
from ivrlint.formats import Reading
from ivrlint.model import Project
from ivrlint.places import Source

Judge = Callable[..., list[tuple[int, str]]]

TELL = "; say what happened, and what to do"


@pytest.fixture(scope="module")
def said_of() -> Judge:
    """`said_of("rule", text)`: the lines and messages of what a rule says of a dialplan."""
    plugins = _plugins.load()
    asterisk = next(each for each in plugins.formats if each.name == "asterisk")

    def said(name: str, text: str, path: str = "extensions.conf") -> list[tuple[int, str]]:
        rule = next(rule for rule in plugins.rules if rule.name == name)
        read = asterisk.read(Source(path, dedent(text)), Reading(lambda _, __: None))
        documents = asterisk.link([read])
        assert not read.problems, [problem.message for problem in read.problems]
        project = Project(documents, languages=plugins.languages)
        verdict = judge(project, [ActiveRule(rule, rule.severity)])
        assert not verdict.failures, verdict.failures[0].details
        return sorted(
            (one.finding.place.begin.line, one.finding.message) for one in verdict.findings
        )

    return said


def test_menus_that_share_what_follows_silence_are_one_finding(said_of: Judge) -> None:
    found = said_of(
        "hangup-on-error",
        """
        [main]
        exten => s,1,Answer()
         same => n,Background(welcome)
         same => n(again),Background(menu)
         same => n,WaitExten(5)
        exten => 1,1,Queue(sales,t,,,300)
        exten => 2,1,Background(more)
         same => n,Goto(s,again)
        exten => i,1,Playback(wrong)
        exten => t,1,Playback(goodbye)
         same => n,Hangup()
        """,
    )
    assert [line for line, _ in found] == [4]
    assert found[0][1].startswith("silence and a wrong key in 's,2' end the call")


def test_features_of_the_companys_own_phones_may_end_the_call(said_of: Judge) -> None:
    text = """
        [features]
        exten => {number},1,Answer()
         same => n,Read(target,please-enter-your-extension,4)
         same => n,GotoIf($["${{target}}" = ""]?none)
         same => n,Dial(PJSIP/${{target}})
         same => n(none),Playback(vm-goodbye)
         same => n,Hangup()
        """
    assert not said_of("hangup-on-error", text.format(number="*72"))
    assert [line for line, _ in said_of("hangup-on-error", text.format(number="0205550142"))] == [4]


def test_the_engine_says_goodbye_after_the_last_wrong_password(said_of: Judge) -> None:
    text = """
        [main]
        exten => 0205550142,1,Answer()
         same => n,Authenticate(1234)
         same => n,Queue(staff)
        """
    assert not said_of("silent-hangup", text)


def test_a_call_in_which_nothing_was_said_may_end(said_of: Judge) -> None:
    text = """
        [tests]
        exten => 0205550199,1,Answer()
         same => n,Wait(10)
         same => n,GotoIfTime(8:00-18:00,mon-fri,*,*?open)
         same => n,Hangup()
         same => n(open),Playback(welcome)
        """
    assert not said_of("silent-hangup", text)


def test_a_key_that_ends_the_call_may_be_announced_for_that(said_of: Judge) -> None:
    text = """
        [main]
        exten => 0205550142,1,Answer()
         same => n,Background(menu)
         same => n,WaitExten(5)
         same => n,Playback(goodbye)
        exten => 1,1,Queue(sales)
        exten => {key},1,{first}
         same => n,Hangup()
        """
    assert not said_of("silent-hangup", text.format(key="#", first="NoOp(leaves)"))
    assert not said_of("silent-hangup", text.format(key="9", first="NoOp(leaves)"))
    found = said_of("silent-hangup", text.format(key="9", first="MixMonitor(calls.wav)"))
    assert found == [(8, f"the call ends without a word after key 9 in '0205550142,2'{TELL}")]


def test_prompts_that_nobody_waits_after_are_the_last_word(said_of: Judge) -> None:
    text = """
        [main]
        exten => s,1,Answer()
         same => n,Background(menu)
         {wait}
         same => n,Hangup()
        exten => 1,1,Queue(sales)
         same => n,Playback(goodbye)
        """
    assert not said_of("silent-hangup", text.format(wait=""))
    found = said_of("silent-hangup", text.format(wait="same => n,WaitExten(5)"))
    assert [line for line, _ in found] == [5]


def test_what_only_staff_have_heard_does_not_make_a_call_answered(said_of: Judge) -> None:
    text = """
        [incoming]
        exten => 0205550142,1,NoOp(call)
         same => n,Goto(desk,1)
        exten => desk,1,Dial(PJSIP/100,25)
         same => n,Hangup()
        [features]
        exten => {number},1,Playback(calling-the-desk)
         same => n,Goto(incoming,desk,1)
        """
    assert not said_of("silent-hangup", text.format(number="*10"))
    found = said_of("silent-hangup", text.format(number="0205550143"))
    assert [line for line, _ in found] == [5]


def test_a_greeting_of_the_season_is_no_closed_office(said_of: Judge) -> None:
    text = """
        [main]
        exten => 0205550142,1,Answer()
         same => n,Read(number,customer-number,6)
         same => n,GotoIfTime(*,*,25,dec?christmas)
         same => n({label}),Goto(menu,1)
         same => n(christmas),Playback(merry-christmas)
         same => n,{then}
        exten => menu,1,Background(menu)
         same => n,WaitExten(5)
        exten => 1,1,Queue(sales)
        """
    assert not said_of("late-closed-notice", text.format(label="on", then="Goto(on)"))
    found = said_of("late-closed-notice", text.format(label="on", then="Hangup()"))
    assert [line for line, _ in found] == [5]


def test_many_checks_after_one_question_are_one_finding(said_of: Judge) -> None:
    found = said_of(
        "late-closed-notice",
        """
        [main]
        exten => 0205550142,1,Answer()
         same => n,Background(menu)
         same => n,WaitExten(5)
        exten => 1,1,GotoIfTime(*,*,25,dec?closed,1)
         same => n,GotoIfTime(*,*,1,jan?closed,1)
         same => n,GotoIfTime(9:00-17:00,mon-fri,*,*?open:closed,1)
         same => n(open),Queue(sales)
        exten => closed,1,Playback(closed)
         same => n,Hangup()
        """,
    )
    assert [line for line, _ in found] == [6]


def test_who_hides_the_number_is_asked_first_for_it(said_of: Judge) -> None:
    text = """
        [main]
        exten => 0205550142,1,PrivacyManager(3,10)
         same => n,GotoIfTime(9:00-17:00,mon-fri,*,*?open)
         same => n,Playback(closed)
         same => n,Hangup()
         same => n(open),Queue(sales)
        """
    assert not said_of("code-before-human", text)
    assert not said_of("late-closed-notice", text)


def test_who_knows_the_password_is_no_customer(said_of: Judge) -> None:
    text = """
        [main]
        exten => 0205550142,1,Answer()
         same => n,{first}
         same => n,Background(recordings)
         same => n,WaitExten(5)
        exten => 1,1,Queue(staff)
        exten => t,1,Playback(goodbye)
         same => n,Hangup()
        [check]
        exten => s,1,Authenticate(1234)
         same => n,Return()
        """
    assert not said_of("hangup-on-error", text.format(first="Authenticate(1234)"))
    assert not said_of("hangup-on-error", text.format(first="Gosub(check,s,1)"))
    assert said_of("hangup-on-error", text.format(first="Playback(welcome)"))


def test_silence_that_does_what_an_answer_does_is_no_mistake(said_of: Judge) -> None:
    text = """
        [main]
        exten => 0205550142,1,Answer()
         same => n,Read(number,your-number,4)
         same => n,{then}
         same => n,SayDigits(${{number}})
         same => n,Hangup()
         same => n(none),Playback(goodbye)
        """
    assert not said_of("hangup-on-error", text.format(then="NoOp()"))
    checked = 'GotoIf($["${number}" = ""]?none)'
    assert said_of("hangup-on-error", text.format(then=checked))


def test_a_subroutine_that_may_say_something_does_not_make_a_call_answered(said_of: Judge) -> None:
    text = """
        [main]
        exten => 0205550142,1,{first}
         same => n,Dial(PJSIP/100,25)
         same => n,Hangup()
        [log]
        exten => s,1,GotoIfTime(9:00-17:00,mon-fri,*,*?on)
         same => n,Playback(closed)
         same => n,Hangup()
         same => n(on),Return()
        """
    assert not said_of("silent-hangup", text.format(first="Gosub(log,s,1)"))
    assert said_of("silent-hangup", text.format(first="Playback(one-moment)"))


def test_a_telephone_that_answers_by_itself_is_never_busy(said_of: Judge) -> None:
    text = """
        [main]
        exten => 0205550142,1,Playback(one-moment)
         same => n,{header}
         same => n,Dial(PJSIP/100,25)
         same => n,Hangup()
        """
    header = r"SIPAddHeader(Call-Info: \\;answer-after=0)"
    assert not said_of("silent-hangup", text.format(header=header))
    assert said_of("silent-hangup", text.format(header="SIPAddHeader(Call-Info: x)"))


def test_what_only_decides_who_may_call_where_is_no_late_notice(said_of: Judge) -> None:
    text = """
        [main]
        exten => 0205550142,1,Answer()
         same => n,Read(number,your-number,6)
         same => n,GotoIfTime(9:00-17:00,mon-fri,*,*?open)
         same => n,{closed}
         same => n(open),Queue(sales)
        """
    assert not said_of("late-closed-notice", text.format(closed="Set(QUEUE_PRIO=5)"))
    assert said_of(
        "late-closed-notice", text.format(closed="Playback(closed)\n same => n,Hangup()")
    )


def test_ways_outside_and_feature_codes_are_not_for_customers(said_of: Judge) -> None:
    text = """
        [main]
        exten => 0205550142,1,Answer()
         same => n,Background(menu)
         same => n,WaitExten(5)
         same => n,Playback(goodbye)
        exten => 1,1,Queue(sales)
         same => n,Playback(goodbye)
        exten => {number},1,Dial({dialled},25)
         same => n,Hangup()
        """
    outside = "PJSIP/${EXTEN}@trunk"
    for number in ("_9NXXNXXXXXX", "_9011.", "*72", "_*8XXX"):
        assert not said_of("silent-hangup", text.format(number=number, dialled=outside)), number
    for number in ("_2XX", "300", "_[67]XXX"):
        found = said_of("silent-hangup", text.format(number=number, dialled="PJSIP/${EXTEN}"))
        assert [line for line, _ in found] == [9], number


def test_a_number_that_only_leads_on_brings_customers(said_of: Judge) -> None:
    text = """
        [from-trunk]
        exten => {number},1,Goto(menu,s,1)
        [menu]
        exten => s,1,Answer()
         same => n,Background(menu)
         same => n,WaitExten(5)
        exten => 1,1,Queue(sales)
         same => n,Playback(goodbye)
        exten => t,1,Playback(goodbye)
        """
    for number in ("0205550142", "_0205550142", "s"):
        assert [line for line, _ in said_of("hangup-on-error", text.format(number=number))] == [6]


def test_menus_for_the_companys_own_people_are_no_menus_of_customers(said_of: Judge) -> None:
    text = """
        [menu]
        exten => s,1,Background(menu)
         same => n,WaitExten(5)
        exten => 1,1,{does}
        exten => t,1,Playback(goodbye)
        """
    for does in ("VoiceMailMain(${CALLERID(num)}@office)", "AddQueueMember(sales)"):
        assert not said_of("hangup-on-error", text.format(does=does))
    assert said_of("hangup-on-error", text.format(does="Queue(sales)"))


def test_short_numbers_beside_features_are_for_the_companys_own_phones(said_of: Judge) -> None:
    text = """
        [phones]
        exten => 150,1,Macro(by-name)
        exten => 8000,1,Goto(menu,s,1)
        {feature}
        [macro-by-name]
        exten => s,1,Directory(office)
         same => n,Hangup()
        [menu]
        exten => s,1,Background(menu)
         same => n,WaitExten(5)
        exten => 1,1,Queue(sales)
        exten => t,1,Playback(goodbye)
        """
    feature = "exten => *97,1,VoiceMailMain()"
    found = said_of("hangup-on-error", text.format(feature=feature))
    assert [line for line, _ in found] == [10]
    found = said_of("hangup-on-error", text.format(feature=""))
    assert [line for line, _ in found] == [7, 10]


def test_who_comes_back_after_a_wrong_key_has_heard_the_keys(said_of: Judge) -> None:
    dialplan = """
        [main]
        exten => s,1,Answer()
         same => n,{said}
         same => n,WaitExten(5)
        exten => 1,1,Queue(sales,t,,,300)
        exten => 2,1,Queue(service,t,,,300)
        exten => i,1,Goto(s,3)
        exten => t,1,Queue(sales,t,,,300)
        """
    assert not said_of("unannounced-key", dialplan.format(said="Background(menu)"))
    found = said_of("unannounced-key", dialplan.format(said="Wait(1)"))
    assert [message for _, message in found] == ["'s,3' takes 1 and 2, but no key is announced"]
