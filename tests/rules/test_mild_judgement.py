"""Where rules speak softly or not at all: shapes of real files whose owners saw no fault there."""

from __future__ import annotations

import pytest

from ivrlint.docs import Example, examples
from ivrlint.rule import Rule
from ivrlint.testing import check_example
from ivrlint_rules import ivrlint_rules

FLOWS = {
    "endless-loop": """
Bad (asterisk; files extensions.conf):

    --- extensions.conf
    [main]
    exten => s,1,Answer()
     same => n(again),Background(menu)  ;! info: as long as wrong keys are pressed; count
     same => n,WaitExten(5)
    exten => 1,1,Queue(sales,t,,,300)
    exten => t,1,Queue(sales,t,,,300)
    exten => i,1,Goto(s,again)

Bad (asterisk; files extensions.conf):

    --- extensions.conf
    [main]
    exten => s,1,Answer()
     same => n(again),Playback(we-have-moved)  ;! info: until the caller hangs up; lead on
     same => n,Wait(1)
     same => n,Goto(again)

Bad (asterisk; files extensions.conf):

    --- extensions.conf
    [phones]
    exten => *90,1,Answer()
     same => n(again),Read(target,agent-newlocation,,,,)  ;! info: when the caller does nothing
     same => n,GotoIf($["${target}" = ""]?again)
     same => n,Set(DB(CFB/${CALLERID(num)})=${target})
     same => n,Hangup()

Bad:

    chat shop {
        menu main {  //! warning: as long as answers are not understood; count the rounds
            say "Do you write about an order, or about a return?"
            word "order" -> agents
            word "return" -> agents
            noinput -> agents
            nomatch -> main
        }
        queue agents { }
    }

Bad (voicexml; files main.vxml):

    --- main.vxml
    <vxml version="2.1" xml:lang="en-GB">
      <form id="order">
        <field name="code" type="digits">  <!--! add a `<noinput count="3">` that leads on -->
          <prompt>Please enter your order number.</prompt>
          <filled><prompt>Your order is on its way.</prompt></filled>
        </field>
      </form>
    </vxml>
""",
    "dead-end": """
Bad:

    chat shop {
        menu main {
            say "May we keep your address?"
            word "yes" -> keep
            word "no" -> drop
            nomatch -> main
        }
        set keep { next -> bye }  //! chose the word 'yes' or the word 'no' in 'main', and the chat
        set drop { next -> bye }
        hangup bye { implicit }
    }

Bad (twiml):

    <Response>
      <Dial timeout="20">+442079460101</Dial>
      <Say language="en">Nobody is there. What would you like to do?</Say>  <!--! warning: asks -->
    </Response>
""",
    "doom-loop": """
Bad:

    phone "+44 20 7946 0100" {
        menu main {  //! info: lead one to a person, or tag with `done` what answers
            say "For the weather press 1, for the tides press 2."
            key 1 -> weather
            key 2 -> tides
            noinput -> bye
            nomatch -> main
        }
        say weather {
            "It rains."
            next -> main
        }
        say tides {
            "High water is at noon."
            next -> main
        }
        hangup bye
    }
""",
    "hangup-on-error": """
Good (genesys):

    inboundCall:
      name: Desk
      defaultLanguage: en-gb
      startUpRef: ./menus/menu[menu]
      menus:
        - menu:
            name: Menu
            refId: menu
            audio:
              tts: Nobody has filled this menu yet, press 9 to disconnect.
            choices:
              - menuDisconnect:
                  name: Disconnect
                  dtmf: digit_9

Good (voicexml; files main.vxml):

    --- main.vxml
    <vxml version="2.1" xml:lang="en-GB">
      <form id="welcome">
        <field name="skipped">
          <prompt>Press the hash key, or wait.</prompt>
          <option dtmf="#" value="yes">hash</option>
          <catch event="noinput nomatch"><assign name="skipped" expr="1"/></catch>
        </field>
        <block>All trains run on time.</block>
      </form>
    </vxml>
""",
    "silent-hangup": """
Good:

    phone "+44 20 7946 0100" {
        language en
        start -> main
        menu main {
            say "For the news of today, press 1."
            key 1 -> news
            key 7 -> bye
            word "disconnect" -> bye
            noinput -> news
            nomatch -> news
        }
        say news { "All trains run on time." }
        hangup bye
    }

Good (asterisk; files extensions.conf):

    --- extensions.conf
    [main]
    exten => s,1,Answer()
     same => n,Background(menu)
     same => n,WaitExten(5)
    exten => 911,1,Dial(PJSIP/911@provider,60)
     same => n,Hangup()
    exten => i,1,Goto(s,1)
    exten => t,1,Goto(s,1)

Good (genesys):

    inboundCall:
      name: Desk
      defaultLanguage: en-gb
      startUpRef: ./menus/menu[menu]
      menus:
        - menu:
            name: Menu
            refId: menu
            audio:
              tts: Nobody has filled this menu yet, press 9 to disconnect.
            choices:
              - menuDisconnect:
                  name: Disconnect
                  dtmf: digit_9

Good (connect):

    {
      "Version": "2019-10-30",
      "StartAction": "wait",
      "Actions": [
        {
          "Identifier": "wait",
          "Type": "TransferContactToQueue",
          "Parameters": {},
          "Transitions": {
            "NextAction": "end",
            "Errors": [
              {"ErrorType": "QueueAtCapacity", "NextAction": "end"},
              {"ErrorType": "NoMatchingError", "NextAction": "end"}
            ]
          }
        },
        {
          "Identifier": "end",
          "Type": "DisconnectParticipant",
          "Parameters": {},
          "Transitions": {}
        }
      ]
    }
""",
    "missing-fallback": """
Good (asterisk; files extensions.conf):

    --- extensions.conf
    [phones]
    exten => *86,1,Goto(rooms,s,1)

    [rooms]
    exten => s,1,Answer()
     same => n,Playback(please-enter-room)
     same => n,WaitExten(8)
     same => n,Hangup()
    exten => _1.,1,ConfBridge(${EXTEN})
""",
    "too-many-retries": """
Good (asterisk; files extensions.conf):

    --- extensions.conf
    [phones]
    exten => *11,1,Answer()
     same => n,Read(user,please-enter-your-extension,,,5,)
     same => n,Hangup()

Bad (asterisk; files extensions.conf):

    --- extensions.conf
    [main]
    exten => s,1,Answer()
     same => n,Read(choice,our-menu,1,,20)  ;! is played 20 times
     same => n,Queue(sales,t,,,300)
""",
    "transfer-without-fallback": """
Good (asterisk; files extensions.conf):

    --- extensions.conf
    [main]
    exten => s,1,Answer()
     same => n,Background(menu)
     same => n,WaitExten(5)
    exten => 911,1,Dial(PJSIP/911@provider,60)
     same => n,Hangup()
    exten => i,1,Goto(s,1)
    exten => t,1,Goto(s,1)

Bad (asterisk; files extensions.conf):

    --- extensions.conf
    [main]
    exten => s,1,Answer()
     same => n,Background(menu)
     same => n,WaitExten(5)
    exten => 912,1,Dial(PJSIP/912@provider,60)  ;! error: no answer and a busy line
     same => n,Hangup()
    exten => i,1,Goto(s,1)
    exten => t,1,Goto(s,1)
""",
    "broken-promise": """
Good:

    phone "+44 20 7946 0100" {
        language en-GB
        start -> fetch
        lookup fetch {
            next -> found
            error -> lost
        }
        say found {
            "We are connecting you now."
            next -> bye
        }
        say lost {
            "Nobody is there."
            next -> bye
        }
        hangup bye
    }

Bad:

    phone "+44 20 7946 0100" {
        language en-GB
        start -> fetch
        lookup fetch {
            next -> found
            error -> lost
        }
        say found {
            "Here you are."
            next -> bye
        }
        say lost {
            "We are connecting you with an adviser."  //! a person is promised
            next -> bye
        }
        hangup bye
    }
""",
    "human-unreachable": """
Bad (voicexml; files main.vxml):

    --- main.vxml
    <vxml version="2.1" xml:lang="en-GB">  <!--! info: nobody answers in 'main' -->
      <form id="colour">
        <field name="colour">
          <prompt>Red or blue?</prompt>
          <option dtmf="1" value="red">red</option>
          <option dtmf="2" value="blue">blue</option>
          <filled><prompt>You said <value expr="colour"/>.</prompt></filled>
        </field>
      </form>
    </vxml>
""",
    "late-closed-notice": """
Bad (asterisk; files extensions.conf):

    --- extensions.conf
    [main]
    exten => s,1,Answer()
     same => n,Background(menu)
     same => n,WaitExten(5)
    exten => 1,1,GotoIfTime(8:00-17:00,mon-fri,*,*?open:shut)  ;! info: only after 's,2'
     same => n(open),Queue(sales,t,,,300)
     same => n(shut),Playback(workshop-is-closed)
     same => n,Hangup()
    exten => i,1,Goto(s,1)
    exten => t,1,Goto(s,1)
""",
    "zero-without-human": """
Bad:

    phone "+44 20 7946 0100" {
        language en-GB
        start -> main
        menu main {  //! info: key 0 fetches nobody
            say "For bread, press 1. For cakes, press 2. For coffee, press 3."
            key 1 -> shops
            key 2 -> shops
            key 3 -> agents
            noinput -> bye
            nomatch -> main
        }
        menu shops {
            say "For the north, press 1. For the south, press 2."
            key 1 -> agents
            key 2 -> agents
            noinput -> bye
            nomatch -> shops
        }
        say bye { "Goodbye." }
        queue agents { }
    }
""",
    "missing-queue-progress": """
Good (genesys):

    inqueueCall:
      name: Held by call park
      defaultLanguage: en-gb
      startUpTaskActions:
        - playAudio:
            name: Hold on
            audio:
              tts: Please hold as your call is retrieved
        - holdMusic:
            name: Hold music
            prompt:
              exp: Flow.HoldPrompt

Bad (genesys):

    inqueueCall:
      name: Waiting
      defaultLanguage: en-gb
      startUpTaskActions:
        - playAudio:
            name: Hold on
            audio:
              tts: Please hold, all our advisers are busy  #! nothing of their wait
        - holdMusic:
            name: Hold music
            prompt:
              exp: Flow.HoldPrompt
""",
    "dropped-while-waiting": """
Bad (connect):

    {
      "Version": "2019-10-30",
      "StartAction": "hello",
      "Actions": [
        {
          "Identifier": "hello",
          "Type": "MessageParticipant",
          "Parameters": {"Text": "Welcome at the bakery."},
          "Transitions": {"NextAction": "wait"}
        },
        {
          "Identifier": "wait",
          "Type": "TransferContactToQueue",
          "Parameters": {},
          "Transitions": {
            "NextAction": "end",
            "Errors": [
              {"NextAction": "end", "ErrorType": "QueueAtCapacity"},  //! info: a full queue
              {"NextAction": "end", "ErrorType": "NoMatchingError"}
            ]
          }
        },
        {
          "Identifier": "end",
          "Type": "DisconnectParticipant",
          "Parameters": {},
          "Transitions": {}
        }
      ]
    }
""",
}

RULES = {rule.name: rule for rule in ivrlint_rules() if isinstance(rule, Rule)}
CASES = [
    pytest.param(RULES[name], example, id=f"{name}-{example.format}-line-{example.line}")
    for name, text in FLOWS.items()
    for example in examples(text)
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_real_shapes_are_judged_as_their_owners_would(rule: Rule, example: Example) -> None:
    check_example(rule, example)
