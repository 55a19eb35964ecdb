"""Queues as real systems write them: what waiting callers hear, and what becomes of them."""

from __future__ import annotations

import pytest

from ivrlint.docs import Example, examples
from ivrlint.rule import Rule
from ivrlint.testing import check_example
from ivrlint_rules import ivrlint_rules

FLOWS = {
    "ads-while-waiting": """
Bad (twiml; files desk.xml, wait.xml):

    --- desk.xml
    <Response>
      <Say language="en">Welcome at the bicycle shop.</Say>
      <Enqueue waitUrl="wait.xml">desk</Enqueue>
    </Response>
    --- wait.xml
    <Response>
      <Say language="en">You are number {{QueuePosition}}.</Say>
      <Say language="en">Upgrade today and save 20 percent.</Say>  <!--! advertising -->
      <Play>https://sounds.example/bells.mp3</Play>
    </Response>

Bad (genesys):

    inqueueCall:
      name: Waiting
      defaultLanguage: en-gb
      startUpTaskActions:
        - playAudio:
            name: Offer
            audio:
              tts: Upgrade today and save 20 percent.  #! advertising
        - holdMusic:
            name: Hold music
            prompt:
              exp: Flow.HoldPrompt

Good (asterisk; files extensions.conf, queues.conf, our-sounds-en.txt):

    --- extensions.conf
    [main]
    exten => s,1,Set(CHANNEL(language)=en)
     same => n,Queue(service,t,,,300)
    --- queues.conf
    [service]
    periodic-announce = our/patience
    periodic-announce-frequency = 60
    --- our-sounds-en.txt
    our/patience: All of us are talking with other customers.
""",
    "always-busy": """
Bad (asterisk; files extensions.conf, queues.conf, our-sounds-en.txt):

    --- extensions.conf
    [main]
    exten => s,1,Set(CHANNEL(language)=en)
     same => n,Playback(our/busy)
     same => n,Queue(service,t,,,300)
    --- queues.conf
    [service]
    member => PJSIP/100
    --- our-sounds-en.txt
    our/busy: It is busier than usual.  ;! whether it is so or not

Good (asterisk; files extensions.conf, queues.conf, our-sounds-en.txt):

    --- extensions.conf
    [main]
    exten => s,1,Set(CHANNEL(language)=en)
     same => n,GotoIf($[${QUEUE_WAITING_COUNT(service)} < 5]?wait)
     same => n,Playback(our/busy)
     same => n(wait),Queue(service,t,,,300)
    --- queues.conf
    [service]
    member => PJSIP/100
    --- our-sounds-en.txt
    our/busy: It is busier than usual.

Bad (genesys):

    inqueueCall:
      name: Waiting
      defaultLanguage: en-gb
      startUpTaskActions:
        - playAudio:
            name: Busy
            audio:
              tts: We are experiencing unusually high call volumes.  #! unusually busy
        - holdMusic:
            name: Hold music
            prompt:
              exp: Flow.HoldPrompt
""",
    "missing-queue-progress": """
Bad (genesys):

    inqueueCall:
      name: Waiting
      defaultLanguage: en-gb
      startUpTaskActions:
        - playAudio:
            name: Patience
            audio:
              tts: All our agents are busy.  #! nothing of their wait
        - holdMusic:
            name: Hold music
            prompt:
              exp: Flow.HoldPrompt

Good (genesys):

    inqueueCall:
      name: Waiting
      defaultLanguage: en-gb
      startUpTaskActions:
        - playPositionInQueue:
            name: Place in line
        - holdMusic:
            name: Hold music
            prompt:
              exp: Flow.HoldPrompt

Bad (twiml):

    <Response>
      <Say language="en">Welcome at the bicycle shop.</Say>
      <Enqueue>desk</Enqueue>  <!--! neither their place in line -->
    </Response>

Good (twiml; files desk.xml, wait.xml):

    --- desk.xml
    <Response>
      <Say language="en">Welcome at the bicycle shop.</Say>
      <Enqueue waitUrl="wait.xml">desk</Enqueue>
    </Response>
    --- wait.xml
    <Response>
      <Say language="en">You are number {{QueuePosition}} in the queue.</Say>
      <Play>https://sounds.example/bells.mp3</Play>
    </Response>

Bad (asterisk; files extensions.conf, queues.conf):

    --- extensions.conf
    [main]
    exten => s,1,Answer()
     same => n,Queue(sales,t,,,300)
    --- queues.conf
    [sales]
    announce-frequency = 5  ;! every 5 seconds
    announce-position = yes
""",
    "apology-loop": """
Bad (genesys):

    inqueueCall:
      name: Waiting
      defaultLanguage: en-gb
      startUpTaskActions:
        - playAudio:
            name: Patience  #! nothing but
            audio:
              tts: We are sorry. Please hold.
        - holdMusic:
            name: Hold music
            prompt:
              exp: Flow.HoldPrompt
""",
    "dropped-while-waiting": """
Bad (freeswitch; files freeswitch.xml):

    --- freeswitch.xml
    <document type="freeswitch/xml">
      <section name="configuration">
        <configuration name="callcenter.conf">
          <queues>
            <queue name="desk@shop.example">
              <param name="max-wait-time" value="300"/>
            </queue>
          </queues>
        </configuration>
      </section>
      <section name="dialplan">
        <context name="public">
          <extension name="desk">
            <condition field="destination_number" expression="^0205550142$">
              <action application="answer"/>
              <action application="playback" data="welcome.wav"/>
              <action application="callcenter" data="desk@shop.example"/>  <!--! longest wait -->
            </condition>
          </extension>
        </context>
      </section>
    </document>

Bad (twiml):

    <Response>
      <Say language="en">Welcome at the bicycle shop.</Say>
      <Enqueue maxQueueSize="5">desk</Enqueue>  <!--! a full queue in 'enqueue' -->
    </Response>
""",
    "missing-callback": """
Bad (freeswitch; files freeswitch.xml):

    --- freeswitch.xml
    <document type="freeswitch/xml">
      <section name="configuration">
        <configuration name="callcenter.conf">
          <queues>
            <queue name="desk@shop.example">
              <param name="strategy" value="ring-all"/>
            </queue>
          </queues>
        </configuration>
      </section>
      <section name="dialplan">
        <context name="public">
          <extension name="desk">
            <condition field="destination_number" expression="^0205550142$">
              <action application="answer"/>
              <action application="callcenter" data="desk@shop.example"/>  <!--! nothing limits -->
            </condition>
          </extension>
        </context>
      </section>
    </document>
""",
    "transfer-without-fallback": """
Bad (twiml; files menu.xml, desk.xml):

    --- menu.xml
    <Response>
      <Gather numDigits="1" action="desk.xml">
        <Say language="en">For the workshop, press 1.</Say>
      </Gather>
    </Response>
    --- desk.xml
    <Response>
      <Dial timeout="20">+442079460101</Dial>  <!--! error: without a word -->
    </Response>

Good (twiml; files menu.xml, desk.xml):

    --- menu.xml
    <Response>
      <Gather numDigits="1" action="desk.xml">
        <Say language="en">For the workshop, press 1.</Say>
      </Gather>
    </Response>
    --- desk.xml
    <Response>
      <Dial timeout="20">+442079460101</Dial>
      <Say language="en">Nobody is there. Leave a message after the tone.</Say>
      <Record/>
    </Response>
""",
}
RULES = {rule.name: rule for rule in ivrlint_rules() if isinstance(rule, Rule)}
CASES = [
    pytest.param(RULES[name], example, id=f"{name}-{example.format}-line-{example.line}")
    for name, text in FLOWS.items()
    for example in examples(text)
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_what_callers_of_a_system_meet(rule: Rule, example: Example) -> None:
    check_example(rule, example)
