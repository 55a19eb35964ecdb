"""IVR menus: what a caller hears, may press, and where that leads."""

from __future__ import annotations

import pytest

from ivrlint.model import UNKNOWN, Collect, Menu, Role, Turn

IVR = """
<configuration name="ivr.conf"><menus>{}</menus></configuration>
"""
DIALPLAN = """
<include><context name="public">
  <extension name="shop">
    <condition field="destination_number" expression="^31885550100$">
      <action application="answer"/>
      <action application="ivr" data="shop"/>
      <action application="playback" data="shop/bye.wav"/>
      <action application="hangup"/>
    </condition>
  </extension>
  <extension name="desk">
    <condition field="destination_number" expression="^10$">
      <action application="playback" data="shop/desk.wav"/>
      <action application="hangup"/>
    </condition>
  </extension>
</context></include>
"""


@pytest.fixture
def shop(whole):
    """The menus of a shop, in its dialplan."""

    def read(menus: str, **files: str):
        return whole(
            autoload_configs__ivr_conf=IVR.format(menus), dialplan__public=DIALPLAN, **files
        )

    return read


def after(met) -> str:
    """The step that follows the application `ivr`."""
    heard = "<shop/bye.wav>"
    steps = met.flow("public").steps
    return next(f"public.{one.name}" for one in steps if met.heard("public", one.name) == [heard])


def test_a_menu_is_a_flow_of_its_own(shop) -> None:
    met = shop(
        '<menu name="shop" greet-long="shop/menu.wav"><entry action="menu-top" digits="9"/></menu>'
    )
    menu = met.step("shop", "shop")
    assert isinstance(menu, Menu)
    assert (menu.flow.start, menu.flow.role) == ("shop", Role.ENTRY)
    assert menu.place.source.path == "autoload_configs/ivr_conf.xml"


def test_what_a_menu_does_not_say_is_what_the_engine_takes(shop) -> None:
    menu = shop('<menu name="shop" greet-long="a.wav"/>').step("shop", "shop")
    assert (menu.timeout, menu.digit_timeout, menu.presentations) == (10.0, 10.0, 3)
    assert (menu.terminator, menu.interruptible, menu.speech, menu.keys) == ("#", True, False, True)


def test_what_a_menu_says_is_told_in_seconds(shop) -> None:
    met = shop(
        '<menu name="shop" greet-long="a.wav" timeout="8000" inter-digit-timeout="2500"'
        ' max-failures="2" max-timeouts="4" digit-len="3"/>'
    )
    menu = met.step("shop", "shop")
    assert (menu.timeout, menu.digit_timeout, menu.presentations) == (8.0, 2.5, 4)
    assert menu.longest == 3


def test_half_the_timeout_is_the_wait_between_digits(shop) -> None:
    assert (
        shop('<menu name="shop" greet-long="a.wav" timeout="8000"/>')
        .step("shop", "shop")
        .digit_timeout
        == 4.0
    )


@pytest.mark.parametrize("value", ["0", "-1", "soon"])
def test_a_limit_that_the_engine_does_not_take_is_its_default(shop, value: str) -> None:
    met = shop(f'<menu name="shop" greet-long="a.wav" max-failures="{value}" timeout="{value}"/>')
    menu = met.step("shop", "shop")
    assert (menu.presentations, menu.timeout) == (3, 10.0)


def test_a_value_that_is_filled_in_later_is_unknown(shop) -> None:
    met = shop('<menu name="shop" greet-long="a.wav" max-failures="$${tries}" timeout="{{ t }}"/>')
    menu = met.step("shop", "shop")
    assert menu.presentations is UNKNOWN
    assert menu.timeout is UNKNOWN
    assert met.told() == []


def test_a_menu_is_heard_in_turns(shop) -> None:
    met = shop(
        '<menu name="shop" greet-long="say:Press 1." greet-short="say:Choose."'
        ' invalid-sound="ivr/wrong.wav" exit-sound="ivr/bye.wav"/>'
    )
    menu = met.step("shop", "shop")
    assert [(one.turn, one.text and one.text.plain) for one in menu.prompts] == [
        (Turn.FIRST, "Press 1."),
        (Turn.AGAIN, "Choose."),
        (Turn.NOMATCH, None),
    ]
    assert [[one.content.name for one in exit_.prompts] for exit_ in menu.exits] == [
        ["ivr/bye.wav"],
        ["ivr/bye.wav"],
    ]


def test_keys_lead_where_their_entries_do(shop) -> None:
    met = shop(
        """
        <menu name="shop" greet-long="a.wav">
          <entry action="menu-exec-app" digits="1" param="transfer 10 XML public"/>
          <entry action="menu-sub" digits="2" param="repairs"/>
          <entry action="menu-play-sound" digits="3" param="shop/hours.wav"/>
          <entry action="menu-top" digits="9"/>
          <entry action="menu-exit" digits="0"/>
        </menu>
        <menu name="repairs" greet-long="b.wav">
          <entry action="menu-back" digits="#"/>
          <entry action="menu-top" digits="*"/>
          <entry action="menu-exit" digits="0"/>
        </menu>
        """
    )
    ways = met.ways("shop", "shop")
    assert ways.pop("1").startswith("public.desk")
    assert ways == {
        "2": "repairs.repairs",
        "3": "shop,3",
        "9": "shop",
        "0": after(met),
        "noinput": after(met),
        "nomatch": after(met),
    }
    assert met.ways("shop", "shop,3") == {"next": "shop"}
    assert met.heard("shop", "shop,3") == ["<shop/hours.wav>"]
    assert met.ways("repairs", "repairs") == {
        "#": "shop.shop",
        "*": "shop.shop",
        "0": after(met),
        "noinput": "shop.shop",
        "nomatch": "shop.shop",
    }
    assert met.flow("repairs").role is Role.MODULE


def test_a_menu_that_two_others_run_goes_back_to_either(shop) -> None:
    met = shop(
        """
        <menu name="shop" greet-long="a.wav"><entry action="menu-sub" digits="1" param="sales"/>
          <entry action="menu-sub" digits="2" param="hours"/></menu>
        <menu name="sales" greet-long="b.wav">
          <entry action="menu-sub" digits="1" param="hours"/></menu>
        <menu name="hours" greet-long="c.wav"><entry action="menu-back" digits="1"/></menu>
        """
    )
    assert met.ways("hours", "hours")["1"] == "hours,back"
    step = met.step("hours", "hours,back")
    assert [met.leads(step, one) for one in step.exits] == ["shop.shop", "sales.sales"]


def test_menus_that_run_one_another_in_a_circle_are_read(shop) -> None:
    met = shop(
        """
        <menu name="shop" greet-long="a.wav"><entry action="menu-sub" digits="1" param="b"/></menu>
        <menu name="b" greet-long="b.wav"><entry action="menu-sub" digits="1" param="shop"/></menu>
        """
    )
    assert met.ways("b", "b")["1"] == "shop.shop"


def test_a_menu_that_is_nowhere_is_a_target_that_leads_nowhere(shop) -> None:
    met = shop(
        '<menu name="shop" greet-long="a.wav">'
        '<entry action="menu-sub" digits="1" param="x"/></menu>'
    )
    assert met.ways("shop", "shop")["1"] == "missing x"


def test_of_a_fragment_nobody_knows_what_is_missing(configuration) -> None:
    met = configuration(
        {
            "ivr_menus/shop.xml": """
            <include><menu name="shop" greet-long="a.wav">
              <entry action="menu-sub" digits="1" param="x"/></menu></include>
            """
        }
    )
    assert met.ways("shop", "shop") == {
        "1": "? the files at hand are a part of the configuration",
        "noinput": "? what follows the menu is not in the files at hand",
        "nomatch": "? what follows the menu is not in the files at hand",
    }


@pytest.mark.parametrize(
    ("digits", "keys"),
    [
        ("1", ["1"]),
        ("12", ["12"]),
        ("*", ["*"]),
        ("/^(10[01][0-9])$/", ["_10[01]X"]),
        (r"/^(\d{4})$/", ["_XXXX"]),
        (r"/^(\d{2,4})$/", ["_XX!"]),
        (r"/^\d+$/", ["_X!"]),
        ("/^[2-4]$/", ["2-4"]),
        ("/^(1|2)$/", ["1", "2"]),
        ("/^[*#]$/", ["_[#*]"]),
        ("/(?<=1)2/", [None]),
    ],
)
def test_the_keys_of_an_expression(shop, digits: str, keys: list[str | None]) -> None:
    entry = f'<entry action="menu-top" digits="{digits.replace("<", "&lt;")}"/>'
    met = shop(f'<menu name="shop" greet-long="a.wav">{entry}</menu>')
    menu = met.step("shop", "shop")
    assert [one.key for one in menu.options] == keys
    assert menu.complete is (keys != [None])


def test_all_entries_of_the_same_digits_run(shop) -> None:
    met = shop(
        """
        <menu name="shop" greet-long="a.wav">
          <entry action="menu-play-sound" digits="1" param="x.wav"/>
          <entry action="menu-play-sound" digits="1" param="y.wav"/>
        </menu>
        """
    )
    assert met.ways("shop", "shop")["1"] == "shop,1"
    assert met.ways("shop", "shop,1") == {"next": "shop,1,2"}
    assert met.ways("shop", "shop,1,2") == {"next": "shop"}


def test_of_two_transfers_by_the_same_digits_the_last_one_counts(shop) -> None:
    met = shop(
        """
        <menu name="shop" greet-long="a.wav">
          <entry action="menu-exec-app" digits="1" param="transfer 11 XML public"/>
          <entry action="menu-exec-app" digits="1" param="transfer 10 XML public"/>
        </menu>
        """
    )
    first, lost = met.step("shop", "shop").options
    assert (first.key, lost.key) == ("1", "1")
    assert "10 XML" in first.place.text
    assert "11 XML" in lost.place.text


def test_an_application_after_the_last_try(shop) -> None:
    met = shop(
        '<menu name="shop" greet-long="a.wav" exit-sound="bye.wav"'
        ' exec-on-max-timeouts="transfer 10 XML public"/>'
    )
    ways = met.ways("shop", "shop")
    assert ways["noinput"].startswith("public.desk")
    assert ways["nomatch"] == after(met)
    silence = next(one for one in met.step("shop", "shop").exits if one.cause == "noinput")
    assert silence.prompts == ()


def test_a_menu_with_a_pin_asks_for_it_first(shop) -> None:
    met = shop('<menu name="shop" greet-long="a.wav" pin="1234"/>')
    asked = met.step("shop", "shop,pin")
    assert isinstance(asked, Collect)
    assert (asked.secret, asked.most, asked.presentations) == (True, 4, 3)
    assert met.flow("shop").start == "shop,pin"
    assert met.ways("shop", "shop,pin") == {"next": "shop", "exhausted": after(met)}


def test_a_menu_without_a_greeting_gives_no_time(shop) -> None:
    assert shop('<menu name="shop"/>').step("shop", "shop").waits is False


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('<entry action="menu-exec" digits="1"/>', "has the action 'menu-exec'"),
        ('<entry digits="1"/>', "has no action"),
        ('<entry action="menu-top"/>', "names no digits"),
    ],
)
def test_an_entry_that_costs_the_whole_menu_is_told(shop, entry: str, message: str) -> None:
    (told,) = shop(f'<menu name="shop" greet-long="a.wav">{entry}</menu>').told()
    assert told.startswith(f"invalid-value: an entry of a menu {message}: the engine builds none")


def test_a_number_that_is_none_is_told_with_what_the_engine_takes(shop) -> None:
    met = shop('<menu name="shop" greet-long="a.wav" timeout="10s"/>')
    assert met.told() == [
        "invalid-value: timeout is a whole number, not '10s'; FreeSWITCH takes 10000"
    ]
    assert met.problems[0].place.text == "10s"


def test_the_digits_are_read_back_for_the_caller_to_confirm(shop) -> None:
    met = shop(
        '<menu name="shop" greet-long="a.wav" confirm-macro="sure">'
        '<entry action="menu-top" digits="1"/></menu>',
        lang__en="""
        <include><language name="en"><phrases><macros><macro name="sure">
          <input pattern="(.*)"><match>
            <action function="speak-text" data="Are you sure?"/>
          </match></input></macro></macros></phrases></language></include>
        """,
    )
    (option,) = met.step("shop", "shop").options
    assert [one.text.plain for one in option.prompts] == ["Are you sure?"]
