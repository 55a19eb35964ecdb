"""Menus: choices by key and word, what is said of them, where they lead."""

from __future__ import annotations

import pytest

from ivrlint.model import UNKNOWN, Menu, Turn

SHOP = """
<menu id="main" {attributes}>
  <property name="inputmodes" value="{modes}"/>
  <prompt>For sales press 1.</prompt>
  {choices}
</menu>
<form id="sales"><block>Sales is closed.</block></form>
<form id="repairs"><block>Repairs are done.</block></form>
"""


def shop(choices: str, modes: str = "dtmf voice", attributes: str = "") -> str:
    return SHOP.format(choices=choices, modes=modes, attributes=attributes)


def test_choices_are_options(flow, step_of, ways) -> None:
    read = flow(shop('<choice dtmf="1" next="#sales">Sales</choice>'
                     '<choice next="#repairs">repairs</choice>'))  # fmt: skip
    menu = step_of(read, "main")
    assert isinstance(menu, Menu)
    assert read.start == "main"
    assert ways(menu) == [("key 1", "sales"), ("word repairs", "repairs")]
    assert menu.exits[0].label.plain == "Sales"
    assert (menu.keys, menu.speech, menu.complete) == (True, True, True)


def test_keys_are_numbered_where_the_menu_says_so(flow, step_of, ways) -> None:
    choices = '<choice next="#sales"/><choice dtmf="0" next="#sales"/><choice next="#repairs"/>'
    menu = step_of(flow(shop(choices, "dtmf", 'dtmf="true"')), "main")
    assert ways(menu) == [("key 1", "sales"), ("key 0", "sales"), ("key 2", "repairs")]


def test_only_the_means_that_are_taken_count(flow, step_of, ways) -> None:
    choices = '<choice dtmf="1" next="#sales">sales</choice>'
    keys = step_of(flow(shop(choices, "dtmf")), "main")
    assert (ways(keys), keys.speech) == ([("key 1", "sales")], False)
    words = step_of(flow(shop(choices, "voice")), "main")
    assert (ways(words), words.keys) == ([("word sales", "sales")], False)


def test_where_a_choice_leads_may_be_a_constant_expression(flow, step_of, ways) -> None:
    choices = (
        """<choice dtmf="1" expr="'#' + 'sales'"/><choice dtmf="2" expr="target"/>"""
        '<choice dtmf="3" event="exit"/>'
    )
    read = flow(shop(choices))
    menu = step_of(read, "main")
    assert ways(menu)[:2] == [("key 1", "sales"), ("key 2", "?")]
    assert step_of(read, menu.exits[2].target.step).kind == "hangup"


def test_a_choice_that_throws_an_event_leads_to_its_handler(flow, step_of, ways, heard) -> None:
    read = flow(
        '<catch event="com.example.person"><prompt>One moment.</prompt><goto next="#desk"/></catch>'
        '<menu id="main"><prompt>Press 0.</prompt>'
        '<choice dtmf="0" event="com.example.person"/></menu>'
        '<form id="desk"><transfer dest="tel:+15550100" bridge="true"/></form>'
    )
    said = step_of(read, step_of(read, "main").exits[0].target.step)
    assert heard(said) == ["One moment."]
    assert ways(said) == [("next", "desk")]


def test_a_choice_whose_grammar_is_elsewhere_leaves_options_unknown(flow, step_of) -> None:
    choice = '<choice next="#sales"><grammar src="sales.grxml"/></choice>'
    assert step_of(flow(shop(choice)), "main").complete is False


def test_enumerate_is_made_of_the_choices(flow, step_of, heard) -> None:
    read = flow(
        """<menu id="main"><prompt>Choose.
        <enumerate>For <value expr="_prompt"/>, press <value expr="_dtmf"/>.</enumerate></prompt>
        <choice dtmf="1" next="#main">sales</choice><choice dtmf="2" next="#main">repairs</choice>
        </menu>"""
    )
    said = "".join(heard(step_of(read, "main"))).split()
    assert said == ["Choose.", "For", "sales,", "press", "1.", "For", "repairs,", "press", "2."]


def test_what_enumerate_says_points_at_the_choice(flow, step_of) -> None:
    read = flow(
        """<menu id="main"><enumerate>Say <value expr="_prompt"/>.</enumerate>
        <choice next="#main">sales</choice></menu>"""
    )
    text = step_of(read, "main").prompts[0].text
    at = text.plain.index("sales")
    assert text.part(at, at + 5).text == "sales"


def test_a_plain_enumerate_leaves_the_keys_to_the_platform(flow, step_of, heard) -> None:
    read = flow('<menu id="main"><enumerate/><choice dtmf="1" next="#main">sales</choice></menu>')
    assert heard(step_of(read, "main")) == ["sales{key} "]


PROPERTIES = {"timeout": "4s", "interdigittimeout": "900ms", "bargein": "false", "termchar": ""}


@pytest.mark.parametrize(
    ("properties", "expected"),
    [({}, (UNKNOWN, UNKNOWN, True, "#")), (PROPERTIES, (4.0, 0.9, False, None))],
)
def test_properties_are_the_settings(flow, step_of, properties, expected) -> None:
    properties = "".join(
        f'<property name="{name}" value="{value}"/>' for name, value in properties.items()
    )
    menu = step_of(flow(f'{properties}<menu id="a"><choice dtmf="1" next="#a"/></menu>'), "a")
    assert (menu.timeout, menu.digit_timeout, menu.interruptible, menu.terminator) == expected


def test_the_innermost_and_last_property_counts(flow, step_of) -> None:
    read = flow(
        '<property name="timeout" value="9s"/><menu id="a"><property name="timeout" value="3s"/>'
        '<property name="timeout" value="2s"/><choice dtmf="1" next="#b"/></menu>'
        '<menu id="b"><prompt timeout="7s">And now?</prompt><choice dtmf="1" next="#a"/></menu>'
    )
    assert [step_of(read, name).timeout for name in "ab"] == [2.0, 7.0]


def test_a_menu_without_handlers_asks_again_for_ever(flow, step_of) -> None:
    menu = step_of(flow(shop('<choice dtmf="1" next="#sales"/>')), "main")
    assert menu.presentations is None
    assert {exit_.cause.value for exit_ in menu.exits} == {"key"}


def test_links_hold_everywhere_below_them(flow, step_of, ways) -> None:
    read = flow(
        '<link next="#help" dtmf="9"/>'
        '<menu id="a"><choice dtmf="1" next="#b"/></menu>'
        '<form id="b"><link event="help" dtmf="8"/><field name="code" type="digits"/></form>'
        '<form id="help"><block>Read the letter.</block></form>'
    )
    assert [(exit_.key, exit_.target.step) for exit_ in read.options] == [("9", "help")]
    assert ways(step_of(read, "a")) == [("key 1", "b")]
    assert ("key 8", "b") in ways(step_of(read, "b"))


def test_a_later_prompt_is_for_the_next_time(flow, step_of) -> None:
    read = flow(
        '<menu id="a"><prompt>Sales, or repairs?</prompt><prompt count="2">Press 1 or 2.</prompt>'
        '<prompt count="3">Again.</prompt><choice dtmf="1" next="#a"/></menu>'
    )
    prompts = step_of(read, "a").prompts
    assert [(one.turn, one.count) for one in prompts] == [
        (Turn.FIRST, 0), (Turn.AGAIN, 0), (Turn.AGAIN, 3),
    ]  # fmt: skip
