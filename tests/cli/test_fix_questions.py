"""`ivrlint check --fix`: time to answer, silence, and prompts that callers may interrupt."""

from __future__ import annotations

import pytest

LINE = """\
phone "+44 20 7946 0100" {
    language en
    start -> main

    menu main {
        say "For opening hours, press 1. For our address, press 2. For sales, press 3."
        key 1 -> hours
        key 2 -> hours
        key 3 -> agents
        interruptible no
        timeout 3s
        presentations 2
        noinput -> hours
        nomatch -> hours
    }

    say hours {
        "We are open. {pause 12s} From nine to five."
        next -> agents
    }

    queue agents
}
"""

FIXED = {
    "twiml": (
        "order.xml",
        """\
<Response>
  <Gather numDigits="6" timeout="4" action="/code"><Say>Enter your order.</Say></Gather>
  <Say>Please wait.</Say>
  <Pause length="20"/>
  <Say>Goodbye.</Say>
</Response>
""",
        [('timeout="4"', 'timeout="8"'), ('length="20"', 'length="5"')],
    ),
    "voicexml": (
        "index.vxml",
        """\
<?xml version="1.0"?>
<vxml version="2.1" xmlns="http://www.w3.org/2001/vxml" xml:lang="en-GB">
  <property name="timeout" value="3000ms"/>
  <menu id="main">
    <prompt bargein="false">For tickets, press 1. For the way to us, press 2.</prompt>
    <choice dtmf="1" next="#tickets"/>
    <choice dtmf="2" next="#way"/>
  </menu>
  <form id="tickets"><block>At the door. <break time="9s"/> Or here.<exit/></block></form>
  <form id="way"><block>Next to the station.<exit/></block></form>
</vxml>
""",
        [('"3000ms"', '"5000ms"'), ('bargein="false"', 'bargein="true"'), ('"9s"', '"5s"')],
    ),
    "asterisk": (
        "extensions.conf",
        """\
[main]
exten => s,1,Answer()
 same => n,Playback(welcome)
 same => n,Wait(30)
 same => n(again),Background(menu)
 same => n,WaitExten(3)
 same => n,Goto(again)
exten => 1,1,Queue(sales,t,,,300)
exten => 2,1,Queue(service,t,,,300)
exten => 3,1,Queue(news,t,,,300)
exten => i,1,Goto(1,1)
""",
        [("WaitExten(3)", "WaitExten(5)"), ("Wait(30)", "Wait(5)")],
    ),
    "freeswitch": (
        "ivr.conf.xml",
        """\
<include>
  <menu name="main" greet-long="main.wav" timeout="2000" max-failures="2" max-timeouts="2">
    <entry action="menu-exec-app" digits="1" param="transfer 1000 XML default"/>
    <entry action="menu-exec-app" digits="2" param="transfer 2000 XML default"/>
  </menu>
</include>
""",
        [('timeout="2000"', 'timeout="5000"')],
    ),
}
RULES = "timeout-too-short,silence-gap,barge-in-off"


@pytest.mark.parametrize("name", FIXED)
def test_what_stands_in_a_vendors_file_is_set_there(folder, name: str) -> None:
    file, text, changes = FIXED[name]
    folder.write(file, text)
    assert folder.check("--select", RULES).status == 1
    assert folder.check("--select", RULES, "--fix").status == 0
    for before, after in changes:
        assert text.count(before) == 1
        text = text.replace(before, after)
    assert folder.read(file) == text


def test_a_menu_gets_time_and_may_be_interrupted(folder) -> None:
    folder.write("line.ivr", LINE)
    before = {*folder.check("--format", "json").rules}
    folder.check("--select", RULES, "--fix")
    mended = LINE.replace("interruptible no", "interruptible yes").replace("3s", "5s", 1)
    assert folder.read("line.ivr") == mended.replace("pause 12s", "pause 5s")
    assert before - {*folder.check("--format", "json").rules} == {*RULES.split(",")}


def test_zero_leads_to_a_person_where_that_may_be_changed(folder) -> None:
    text = LINE.replace("        next -> agents\n", "")
    folder.write("line.ivr", text)
    arguments = ("--select", "zero-without-human")
    assert folder.check(*arguments, "--fix").status == 1
    assert folder.read("line.ivr") == text
    assert folder.check(*arguments, "--fix", "--unsafe-fixes").status == 0
    assert "        key 0 -> agents\n        key 1 -> hours\n" in folder.read("line.ivr")
    assert folder.check("--select", "menus", "--format", "json").rules.count("unannounced-key") == 0


def test_a_prompt_of_its_own_setting_is_changed_there(folder) -> None:
    text = LINE.replace('press 3."', 'press 3." interruptible no').replace(
        "        interruptible no\n", ""
    )
    folder.write("line.ivr", text)
    assert folder.check("--select", "barge-in-off", "--fix").status == 0
    assert folder.read("line.ivr") == text.replace("interruptible no", "interruptible yes")
