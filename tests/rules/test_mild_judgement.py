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
