"""Contexts and extensions: which of them a dialled number comes to, and in which order."""

from __future__ import annotations

from textwrap import dedent

import pytest

from ivrlint.model import Branch, Cause, Decides, Hangup, Return, Target

MORE = """
<extension name="desk">
  <condition field="destination_number" expression="^10$">
    <action application="playback" data="desk.wav"/>
    <action application="hangup"/>
  </condition>
</extension>
"""


@pytest.fixture
def line(whole):
    """A context `shop` of these extensions, with a desk at 10, in a whole configuration."""

    def read(extensions: str, **files: str):
        context = f'<context name="shop">{dedent(extensions)}{MORE}</context>'
        return whole(dialplan__shop=f"<include>{context}</include>", **files)

    return read


def condition(attributes: str, *actions: str) -> str:
    """A condition with these actions, each as `application data`."""
    made = "".join(
        f'<action application="{one.partition(" ")[0]}" data="{one.partition(" ")[2]}"/>'
        for one in actions
    )
    return f"<condition {attributes}>{made}</condition>"


def dialled(expression: str, *actions: str) -> str:
    return condition(f'field="destination_number" expression="{expression}"', *actions)


def extension(name: str, *conditions: str, more: str = "") -> str:
    return f'<extension name="{name}" {more}>{"".join(conditions)}</extension>'


def names(met) -> list[str]:
    return [step.name for step in met.flow("shop").steps]


def test_a_context_is_an_open_flow_whose_parts_are_its_extensions(line) -> None:
    met = line(extension("shop", dialled("^20$", "answer", "playback hello.wav", "hangup")))
    flow = met.flow("shop")
    assert flow.open
    assert names(met) == ["shop,3", "shop,4", "desk,2", "desk,3"]
    assert [step.part for step in flow.steps] == ["shop", "shop", "desk", "desk"]
    assert met.heard("shop", "shop,3") == ["<hello.wav>"]


def test_after_the_last_action_the_engine_hangs_up(line) -> None:
    met = line(extension("shop", dialled("^20$", "playback hello.wav")))
    assert met.ways("shop", "shop,2") == {"next": "shop end"}
    end = met.step("shop", "shop end")
    assert isinstance(end, Hangup)
    assert end.implicit


def test_places_lie_at_the_action(line) -> None:
    met = line(extension("shop", dialled("^20$", "playback hello.wav")))
    step = met.step("shop", "shop,2")
    assert step.place.text == '<action application="playback" data="hello.wav"/>'
    assert step.place.source.path == "dialplan/shop.xml"


def test_a_transfer_is_hunted_by_its_number(line) -> None:
    met = line(extension("shop", dialled("^20$", "playback hello.wav", "transfer 10 XML shop")))
    assert met.ways("shop", "shop,2") == {"next": "desk,2"}


@pytest.mark.parametrize(
    ("expression", "number", "leads"),
    [
        ("^3[01]$", "30", "other,2"),
        ("^3[01]$", "32", "missing 32"),
        (r"^(\d{3})$", "123", "other,2"),
        ("^(?!40)4[0-9]$", "41", "other,2"),
        ("^(?!40)4[0-9]$", "40", "missing 40"),
        ("/^ABC$/i", "abc", "other,2"),
        (r"^\*98$|^voice$", "*98", "other,2"),
    ],
)
def test_expressions_are_matched_as_the_engine_does(line, expression, number, leads) -> None:
    met = line(
        extension("shop", dialled("^20$", "playback hello.wav", f"transfer {number}"))
        + extension("other", dialled(expression, "playback other.wav"))
    )
    step = met.step("shop", "shop,2")
    target = step.exits[0].target
    if leads.startswith("missing"):
        (exit_,) = met.step("shop", target.step).exits
        assert met.leads(step, exit_) == leads
        assert exit_.place.text == f'"{number}"'
    else:
        assert met.leads(step, step.exits[0]) == leads


def test_an_expression_that_is_not_certain_decides_nothing(line) -> None:
    met = line(
        extension("shop", dialled("^20$", "playback hello.wav", "transfer 30"))
        + extension("odd", dialled("^[[:digit:]]+$", "playback odd.wav"))
    )
    assert met.ways("shop", "shop,2") == {"next": "odd 30,1"}
    branch = met.step("shop", "odd 30,1")
    assert isinstance(branch, Branch)
    assert met.ways("shop", "odd 30,1") == {"condition": "odd 30,2", "otherwise": "odd end"}


def test_an_expression_that_could_take_ages_decides_nothing(line) -> None:
    met = line(
        extension("shop", dialled("^20$", "playback hello.wav", f"transfer {'1' * 40}"))
        + extension("slow", dialled("^(1+)+2$", "playback slow.wav"))
    )
    assert met.ways("shop", "shop,2") == {"next": f"slow {'1' * 40},1"}


def test_what_an_expression_captured_is_followed_for_every_number_that_fits(line) -> None:
    met = line(
        extension("all", dialled("^2([01])$", "playback hello.wav", "transfer 3$1"))
        + extension("other", dialled("^3[0-5]$", "playback other.wav"))
    )
    assert met.ways("shop", "all,2") == {"next": "other,2"}


def test_a_number_of_many_digits_is_not_guessed(line) -> None:
    met = line(
        extension("all", dialled(r"^9(\d+)$", "playback hello.wav", "transfer $1"))
        + extension("other", dialled(r"^\d{3}$", "playback other.wav"))
    )
    assert met.ways("shop", "all,2") == {"next": "? the number is put together during the call"}


def test_extensions_with_continue_are_passed_and_their_actions_run(line) -> None:
    met = line(
        extension("notice", condition("", "answer", "playback notice.wav"), more='continue="true"')
        + extension("shop", dialled("^20$", "playback hello.wav", "hangup"))
    )
    assert met.ways("shop", "shop via notice,3") == {"next": "shop,2"}
    assert names(met)[:2] == ["shop via notice,3", "shop,2"]
    assert "notice,3" not in names(met)


def test_what_no_caller_notices_is_walked_past(line) -> None:
    met = line(
        extension("mark", condition("", "set outside=true", "log INFO x"), more='continue="true"')
        + extension("shop", dialled("^20$", "answer", "hash insert/a/b/c", "playback hello.wav"))
    )
    assert names(met)[0] == "shop,4"


def test_the_first_extension_that_takes_a_number_takes_it(line) -> None:
    met = line(
        extension("first", dialled("^2.$", "playback first.wav", "transfer 10"))
        + extension("second", dialled("^20$", "playback second.wav", "transfer 10"))
    )
    assert {step.part for step in met.flow("shop").steps} == {"first", "desk"}
    assert met.step("shop", "second,2") not in met.project.graph.starts


def test_where_a_condition_fails_the_hunt_goes_on(line) -> None:
    met = line(
        extension(
            "closed",
            dialled("^20$"),
            condition('wday="1,7"', "playback closed.wav", "hangup"),
        )
        + extension("shop", dialled("^20$", "playback hello.wav", "hangup"))
    )
    assert met.ways("shop", "closed,2") == {"closed": "closed,3", "open": "shop,2"}
    assert met.ways("shop", "shop,2") == {"next": "shop,3"}


def test_anti_actions_run_where_the_condition_fails(line) -> None:
    met = line(
        """
        <extension name="shop">
          <condition field="destination_number" expression="^20$"/>
          <condition field="${vip}" expression="^yes$">
            <action application="playback" data="vip.wav"/>
            <anti-action application="playback" data="hello.wav"/>
          </condition>
        </extension>
        """
    )
    assert met.ways("shop", "shop,2") == {"condition": "shop,3", "otherwise": "shop,4"}
    assert met.heard("shop", "shop,4") == ["<hello.wav>"]


@pytest.mark.parametrize(
    ("stops", "yes", "no"),
    [
        ("", "shop,5", "other,2"),
        ('break="on-false"', "shop,5", "other,2"),
        ('break="on-true"', "shop end", "shop,5"),
        ('break="always"', "shop end", "other,2"),
        ('break="never"', "shop,5", "shop,5"),
    ],
)
def test_break_says_whether_the_next_condition_is_looked_at(line, stops, yes, no) -> None:
    met = line(
        f"""
        <extension name="shop">
          <condition field="destination_number" expression="^20$"/>
          <condition field="${{vip}}" expression="^yes$" {stops}>
            <action application="playback" data="vip.wav"/>
          </condition>
          <condition><action application="playback" data="last.wav"/></condition>
        </extension>
        """
        + extension("other", dialled("^20$", "playback other.wav"))
    )
    assert met.ways("shop", "shop,2") == {"condition": "shop,3", "otherwise": no}
    assert met.ways("shop", "shop,3") == {"next": yes}


def test_conditions_in_a_condition_are_looked_at_when_it_holds(line) -> None:
    met = line(
        """
        <extension name="shop">
          <condition field="destination_number" expression="^20$">
            <action application="playback" data="hello.wav"/>
            <condition field="${vip}" expression="^yes$">
              <action application="playback" data="vip.wav"/>
              <anti-action application="playback" data="plain.wav"/>
            </condition>
          </condition>
        </extension>
        """
    )
    assert met.ways("shop", "shop,2") == {"next": "shop,3"}
    assert met.ways("shop", "shop,3") == {"condition": "shop,4", "otherwise": "shop,5"}


def test_a_nested_condition_that_fails_fails_its_extension_unless_it_need_not_hold(line) -> None:
    nested = """
        <extension name="shop">
          <condition field="destination_number" expression="^20$" {}>
            <condition field="${{vip}}" expression="^yes$">
              <action application="playback" data="vip.wav"/>
            </condition>
          </condition>
        </extension>
        """
    other = extension("other", dialled("^20$", "playback other.wav"))
    strict = line(nested.format("") + other)
    assert strict.ways("shop", "shop,2")["otherwise"] == "other,2"
    loose = line(nested.format('require-nested="false"') + other)
    assert loose.ways("shop", "shop,2")["otherwise"] == "shop end"


@pytest.mark.parametrize(
    ("rule", "leads"), [("all", "other,2"), ("any", "shop,2"), ("xor", "shop,2")]
)
def test_several_expressions_are_taken_together(line, rule, leads) -> None:
    met = line(
        f"""
        <extension name="shop">
          <condition regex="{rule}">
            <regex field="destination_number" expression="^20$"/>
            <regex field="destination_number" expression="^21$"/>
            <action application="playback" data="hello.wav"/>
          </condition>
        </extension>
        """
        + extension("other", dialled("^2.$", "playback other.wav"))
        + extension("way", dialled("^5$", "playback way.wav", "transfer 20"))
    )
    assert met.ways("shop", "way,2") == {"next": leads}


def test_an_expression_may_be_an_element(line) -> None:
    met = line(
        """
        <extension name="shop">
          <condition field="destination_number">
            <expression><![CDATA[^20$]]></expression>
            <action application="playback" data="hello.wav"/>
          </condition>
        </extension>
        """
        + extension("way", dialled("^5$", "playback way.wav", "transfer 20"))
    )
    assert met.ways("shop", "way,2") == {"next": "shop,2"}


def test_a_variable_of_the_preprocessor_decides(line) -> None:
    met = line(
        extension(
            "shop", dialled("^20$"), condition('field="${vip}" expression="^no$"', "playback a.wav")
        )
        + extension("other", dialled("^20$", "playback other.wav"))
        + extension("way", dialled("^5$", "playback way.wav", "transfer 20")),
        vars='<include><X-PRE-PROCESS cmd="set" data="vip=yes"/></include>',
    )
    assert met.ways("shop", "way,2") == {"next": "other,2"}


def test_a_variable_that_an_action_changes_decides_nothing(line) -> None:
    met = line(
        extension(
            "shop", dialled("^20$"), condition('field="${vip}" expression="^no$"', "playback a.wav")
        )
        + extension("way", dialled("^5$", "set vip=no", "playback way.wav", "transfer 20")),
        vars='<include><X-PRE-PROCESS cmd="set" data="vip=yes"/></include>',
    )
    assert met.ways("shop", "way,3") == {"next": "shop,2"}


def test_an_action_may_be_left_out_by_its_loop(line) -> None:
    met = line(
        """
        <extension name="shop">
          <condition field="destination_number" expression="^20$">
            <action application="playback" data="never.wav" loop="0"/>
            <action application="playback" data="hello.wav"/>
          </condition>
        </extension>
        """
    )
    assert names(met)[0] == "shop,3"


def test_extensions_of_the_same_name_are_told_apart(line) -> None:
    met = line(
        extension("park", dialled("^20$", "playback one.wav"))
        + extension("park", dialled("^21$", "playback two.wav"))
    )
    assert met.heard("shop", "park,2") == ["<one.wav>"]
    assert met.heard("shop", "park (2),2") == ["<two.wav>"]


def test_hours_are_looked_at(line) -> None:
    met = line(
        """
        <extension name="shop">
          <condition field="destination_number" expression="^20$"/>
          <condition wday="2-6" time-of-day="09:00-17:30">
            <action application="playback" data="hello.wav"/>
            <anti-action application="playback" data="closed.wav"/>
          </condition>
        </extension>
        """
    )
    branch = met.step("shop", "shop,2")
    assert isinstance(branch, Branch)
    assert (branch.decides, branch.subject) == (
        Decides.HOURS,
        "wday 2-6, time-of-day 09:00-17:30",
    )
    assert met.ways("shop", "shop,2") == {"open": "shop,3", "closed": "shop,4"}


@pytest.mark.parametrize(
    ("times", "cause"),
    [
        ('hour="8-18"', Cause.OPEN),
        ('minute-of-day="540-1080"', Cause.OPEN),
        ('wday="mon-fri"', Cause.OPEN),
        ('wday="7"', Cause.CLOSED),
        ('time-of-day="18:00-08:00"', Cause.CLOSED),
        ('hour="18-23"', Cause.CLOSED),
        ('mon="12" mday="25"', Cause.HOLIDAY),
        ('date-time="2026-12-25 00:00:01~2026-12-26 23:59:59"', Cause.HOLIDAY),
        ('hour="13-14"', Cause.CONDITION),
    ],
)
def test_times_tell_of_open_and_closed_hours(line, times, cause) -> None:
    met = line(extension("shop", dialled("^20$"), condition(times, "playback a.wav")))
    assert met.step("shop", "shop,2").exits[0].cause is cause


def test_a_variable_that_the_clock_sets_tells_of_hours_too(line) -> None:
    met = line(
        """
        <extension name="clock" continue="true">
          <condition wday="2-6" hour="9-17">
            <action application="set" data="state=day" inline="true"/>
            <anti-action application="set" data="state=night" inline="true"/>
          </condition>
        </extension>
        <extension name="shop">
          <condition field="destination_number" expression="^20$"/>
          <condition field="${state}" expression="^night$">
            <action application="playback" data="closed.wav"/>
            <anti-action application="playback" data="hello.wav"/>
          </condition>
        </extension>
        """
    )
    assert met.ways("shop", "shop,2") == {"closed": "shop,3", "open": "shop,4"}
    assert met.step("shop", "shop,2").decides is Decides.HOURS


@pytest.mark.parametrize(
    ("field", "decides"),
    [
        ("caller_id_number", Decides.CALLER),
        ("network_addr", Decides.CALLER),
        ("${strftime(%H)}", Decides.HOURS),
        ("${language}", Decides.LANGUAGE),
        ("${pick}", Decides.DATA),
        ("${other}", Decides.UNKNOWN),
    ],
)
def test_a_branch_tells_what_it_looks_at(line, field, decides) -> None:
    met = line(
        extension(
            "shop",
            dialled("^20$"),
            condition(f'field="{field}" expression="^1$"', "playback a.wav"),
        )
        + extension("ask", dialled("^5$", "read 1 4 ask.wav pick 5000 #", "transfer 20"))
    )
    assert met.step("shop", "shop,2").decides is decides


def test_a_test_that_makes_no_difference_is_no_step(line) -> None:
    met = line(
        extension(
            "shop", condition('field="source" expression="mod_sofia"'), dialled("^20$", "park")
        )
        + extension("way", dialled("^5$", "playback way.wav", "transfer 10"))
    )
    assert met.ways("shop", "way,2") == {"next": "desk,2"}


def test_an_extension_that_is_run_and_comes_back_is_a_call(line) -> None:
    met = line(
        extension(
            "shop", dialled("^20$", "playback a.wav", "execute_extension jingle", "playback b.wav")
        )
        + extension("jingle", dialled("^jingle$", "playback jingle.wav"))
    )
    call = met.step("shop", "shop,3")
    assert call.callee == Target("jingle,2")
    assert met.ways("shop", "shop,3") == {"next": "shop,4"}
    assert isinstance(met.step("shop", "jingle end"), Return)


def test_a_circle_of_transfers_ends(line) -> None:
    met = line(
        extension("one", dialled("^20$", "transfer 21"))
        + extension("two", dialled("^21$", "transfer 20"))
    )
    assert any(
        step.name == "one" or step.name.startswith("one,") for step in met.flow("shop").steps
    )


def test_another_dialplan_decides_elsewhere(line) -> None:
    met = line(extension("shop", dialled("^20$", "playback a.wav", "transfer 10 enum")))
    assert met.ways("shop", "shop,2") == {"next": "? the dialplan 'enum' decides where it leads"}


def test_a_context_that_is_not_there_is_missed(line) -> None:
    met = line(extension("shop", dialled("^20$", "playback a.wav", "transfer 10 XML shup")))
    step = met.step("shop", met.step("shop", "shop,2").exits[0].target.step)
    assert met.leads(step, step.exits[0]) == "missing shup"


def test_a_context_called_global_stands_in_for_missing_ones(line) -> None:
    met = line(
        extension("shop", dialled("^20$", "playback a.wav", "transfer 10 XML nowhere")),
        dialplan__zglobal=(
            '<include><context name="global">'
            + extension("any", condition("", "playback any.wav"))
            + "</context></include>"
        ),
    )
    assert met.ways("shop", "shop,2") == {"next": "global.any,2"}


def test_actions_after_one_that_leaves_are_steps_nobody_comes_to(line) -> None:
    met = line(
        extension("shop", dialled("^20$", "playback a.wav", "transfer 10", "playback b.wav"))
    )
    assert "shop,4" in names(met)
    graph = met.flow("shop").graph
    assert met.step("shop", "shop,4") in list(graph.unreached())


def test_a_call_that_an_extension_gives_back_goes_on_with_its_own_number(line) -> None:
    met = line(
        extension("way", dialled("^5$", "playback way.wav", "transfer 21"))
        + extension(
            "vip",
            condition('field="${vip}" expression="^yes$"'),
            dialled(r"^\d+$", "playback vip.wav", "hangup"),
        )
        + extension("other", dialled("^21$", "playback other.wav", "hangup"))
    )
    assert met.ways("shop", "way,2") == {"next": "vip 21,1"}
    assert met.ways("shop", "vip 21,1") == {"condition": "vip 21,3", "otherwise": "other,2"}


def test_where_a_call_goes_on_whose_number_is_not_known_is_open(line) -> None:
    met = line(
        extension(
            "vip",
            dialled(r"^\d+$"),
            condition('field="${vip}" expression="^yes$"', "playback vip.wav", "hangup"),
        )
        + extension("other", dialled("^21$", "playback other.wav", "hangup"))
    )
    assert met.ways("shop", "vip,2")["otherwise"] == "? another extension may take the number"
    assert met.step("shop", "other,2") not in list(met.flow("shop").graph.unreached())


def test_of_the_extensions_whose_calls_one_takes_the_first_is_told(line) -> None:
    met = line(
        extension("all", dialled("^.*$", "playback all.wav", "hangup"))
        + extension("one", dialled("^20$", "playback one.wav", "hangup"))
        + extension("two", dialled("^21$", "playback two.wav", "hangup"))
    )
    lost = [step.name for step in met.flow("shop").graph.unreached()]
    assert lost == ["one,2", "one,3"]
