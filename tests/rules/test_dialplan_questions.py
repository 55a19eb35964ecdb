"""What the rules about questions say of dialplans, and what they leave alone there."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from ivrlint import _plugins
from ivrlint._config import ActiveRule
from ivrlint._judge import judge
from ivrlint.formats import Reading
from ivrlint.model import Project
from ivrlint.places import Source

Judge = Callable[..., list[int]]


@pytest.fixture(scope="module")
def said_of() -> Judge:
    """`said_of("rule", text)`: the lines of a dialplan that a rule speaks of."""
    plugins = _plugins.load()
    asterisk = next(each for each in plugins.formats if each.name == "asterisk")

    def said(
        name: str, text: str, path: str = "extensions.conf", sounds: str = "; none\n"
    ) -> list[int]:
        rule = next(rule for rule in plugins.rules if rule.name == name)
        read = asterisk.read(Source(path, dedent(text)), Reading(lambda _, __: None))
        assert not read.problems, [problem.message for problem in read.problems]
        heard = asterisk.read(Source("our-sounds-en.txt", sounds), Reading(lambda _, __: None))
        project = Project(asterisk.link([read, heard]), languages=plugins.languages)
        verdict = judge(project, [ActiveRule(rule, rule.severity)])
        assert not verdict.failures, verdict.failures[0].details
        return sorted(one.finding.place.begin.line for one in verdict.findings)

    return said


RETRIED = """
    [main]
    exten => s,1,Set(round=0)
     same => n(again),Set(round=$[${{round}} + 1])
     same => n,Read(code,enter-code,4,,0,5)
     same => n,GotoIf($["${{code}}" = ""]?failed,1)
     same => n,Queue(sales,t,,,300)
    exten => failed,1,GotoIf($[${{round}} < {most}]?s,again)
     same => n,Queue(reception,t,,,300)
    """


def test_a_round_counts_before_the_question_that_it_is_of(said_of: Judge) -> None:
    assert not said_of("too-many-retries", RETRIED.format(most=3))
    assert said_of("too-many-retries", RETRIED.format(most=4)) == [8]


@pytest.mark.parametrize(
    ("question", "count"), [("Read(x,agent-pass", 0), ("Read(pin,our/enter", 0), ("Read(x,menu", 1)]
)
def test_passwords_have_a_lock_of_their_own(said_of: Judge, question: str, count: int) -> None:
    text = f"""
        [main]
        exten => s,1,{question},8,,6,5)
         same => n,Queue(sales,t,,,300)
        """
    assert len(said_of("too-many-retries", text)) == count


def test_two_tasks_of_one_menu_may_ask_for_a_number_each(said_of: Judge) -> None:
    text = """
        [main]
        exten => s,1,Answer()
         same => n(menu),Background(menu)
         same => n,WaitExten(5)
        exten => 1,1,Read(PHRASE,which-one)
         same => n,Record(custom/${PHRASE}.gsm)
         same => n,Goto(s,menu)
        exten => 2,1,Read(PHRASE,which-one)
         same => n,Playback(custom/${PHRASE})
         same => n,Goto(s,menu)
        """
    assert not said_of("asked-twice", text)


CHECKED = """
    [main]
    exten => s,1,Read(MAILBOX,vm-login)
     same => n(check),GotoIf($["${{VM_INFO(${{MAILBOX}},exists)}}" = "1"]?good)
     same => n,{between}
     same => n,Read(MAILBOX,vm-incorrect-mailbox)
     same => n,Goto(check)
     same => n(good),Queue(sales,t,,,300)
    """


def test_what_was_wrong_is_asked_again_after_a_password(said_of: Judge) -> None:
    assert not said_of("asked-twice", CHECKED.format(between="Read(x,vm-password)"))
    assert said_of("asked-twice", CHECKED.format(between="Read(street,our/street)")) == [6]


def test_a_tone_to_dial_at_may_come_again(said_of: Judge) -> None:
    text = """
        [disa]
        exten => s,1,DISA(no-password)
        exten => _XXX,1,Dial(SIP/${EXTEN},20)
        exten => i,1,Goto(s,1)
        """
    assert not said_of("endless-loop", text)


def test_keys_may_be_announced_by_what_the_menu_calls_first(said_of: Judge) -> None:
    text = """
        [main]
        exten => s,1,Gosub(said,s,1)
         same => n,WaitExten(60)
        exten => 1,1,Queue(sales,t,,,300)
        exten => t,1,Queue(sales,t,,,300)
        [said]
        exten => s,1,Playback(press-1)
         same => n,Return()
        """
    assert not said_of("unannounced-key", text)
    assert said_of("unannounced-key", text.replace("Gosub(said,s,1)", "Answer()")) == [4]


def test_a_pattern_of_all_other_keys_takes_the_wrong_ones(said_of: Judge) -> None:
    text = """
        [main]
        exten => s,1,Background(menu)
         same => n,WaitExten(5)
        exten => 1,1,Queue(sales,t,,,300)
        exten => t,1,Goto(s,1)
        exten => {others},1,Goto(s,1)
        """
    assert not said_of("missing-fallback", text.format(others="_[02-9#*]"))
    assert said_of("missing-fallback", text.format(others="_[03-9#*]")) == [3]


def test_a_choice_that_begins_anew_has_all_its_tries_left(said_of: Judge) -> None:
    text = """
        context main {
            s => {
                for (x=0; ${x} < 3; x=${x} + 1) {
                    Background(menu);
                    WaitExten();
                };
            };
            7 => goto s,1;
            1 => Queue(sales,t,,,300);
        };
        """
    assert not said_of("dead-end", text, "extensions.ael")


def test_a_prompt_that_only_listens_while_it_plays_announces_nothing_yet(said_of: Judge) -> None:
    text = """
        [main]
        exten => s,1,Set(CHANNEL(language)=en)
         same => n,Set(round=0)
         same => n,Background(our/welcome)
         same => n,While($[${round} < 3])
         same => n,Set(round=$[${round} + 1])
         same => n,Background(our/menu)
         same => n,WaitExten(5)
         same => n,EndWhile()
        exten => 1,1,Queue(sales,t,,,300)
        exten => 2,1,Queue(service,t,,,300)
        exten => t,1,Queue(sales,t,,,300)
        """
    sounds = "our/welcome: Welcome to the shop.\nour/menu: For sales, press 1.{more}\n"
    more = " For service, press 2."
    assert not said_of("unannounced-key", text, sounds=sounds.format(more=more))
    assert said_of("unannounced-key", text, sounds=sounds.format(more="")) == [12]


def test_a_forwarding_that_is_set_up_is_no_promise(said_of: Judge) -> None:
    text = """
        [features]
        exten => s,1,Set(CHANNEL(language)=en)
         same => n,Answer()
         same => n,Playback(our/said)
         same => n,Hangup()
        """
    assert not said_of("broken-promise", text, sounds="our/said: Call forwarding.\n")
    promised = "our/said: We are connecting you to an adviser.\n"
    assert len(said_of("broken-promise", text, sounds=promised)) == 1
