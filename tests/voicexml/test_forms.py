"""Forms: which item is visited when, and what its content does."""

from __future__ import annotations

import pytest

from ivrlint.model import Branch, Decides, Hangup, Lookup, Set


def names(flow) -> list[str]:
    """The steps that a caller who does nothing special comes by, from the start."""
    steps = {step.name: step for step in flow.steps}
    found, at = [], flow.start
    while at in steps and at not in found:
        found.append(at)
        way = next((e for e in steps[at].exits if e.cause.value in ("next", "otherwise")), None)
        at = way.target.step if way is not None and hasattr(way.target, "step") else None
    return found


def test_items_are_visited_in_their_order_and_then_the_call_ends(flow, step_of, heard) -> None:
    read = flow(
        '<form id="a"><block>One.</block><block cond="false">Two.</block>'
        '<block expr="true">Three.</block><block>Four.</block></form>'
    )
    said = [text for name in names(read) for text in heard(step_of(read, name))]
    assert said == ["One.", "Four."]
    end = step_of(read, "a-end")
    assert isinstance(end, Hangup)
    assert end.implicit
    assert end.place.text == "</form>"


def test_a_condition_decides_whether_an_item_is_visited(flow, step_of, ways) -> None:
    read = flow('<form id="a"><block cond="vip">Hello.</block><block>Bye.</block></form>')
    branch = step_of(read, "a")
    assert isinstance(branch, Branch)
    assert (branch.decides, branch.subject) == (Decides.DATA, "vip")
    assert ways(branch) == [("condition vip", "a-2"), ("otherwise", "a-3")]


def test_of_two_opposite_conditions_one_holds(flow, step_of) -> None:
    read = flow(
        '<form id="a"><block cond="vip"><exit/></block><block cond="!vip">Hello.</block></form>'
    )
    assert "a-3" not in {step.name for step in read.steps if step.kind == "branch"}
    assert sum(step.kind == "branch" for step in read.steps) == 1


def test_what_is_cleared_is_asked_again(flow, step_of, ways) -> None:
    read = flow(
        """<form id="order"><field name="size"/>
        <field name="sure" type="boolean"><filled>
          <if cond="!sure"><clear namelist="size sure"/></if>
        </filled></field><block>Done.</block></form>"""
    )
    assert ways(step_of(read, "sure"))[1] == ("key 2", "order")


def test_a_block_is_not_executed_twice(flow, step_of, heard) -> None:
    read = flow(
        """<form id="a"><block name="first">First.</block>
        <block name="second"><clear namelist="first"/>Second.</block>
        <block>Third.</block></form>"""
    )
    said = [text for name in names(read) for text in heard(step_of(read, name))]
    assert said == ["First.", "Second.", "First.", "Third."]


def test_nextitem_comes_back_to_what_is_still_empty(flow, step_of, heard) -> None:
    read = flow(
        """<form id="a"><block>One.<goto nextitem="three"/></block>
        <block name="two">Two.</block><block name="three">Three.</block></form>"""
    )
    said = [text for name in names(read) for text in heard(step_of(read, name))]
    assert said == ["One.", "Three.", "Two."]


def test_an_item_that_is_given_a_value_is_not_visited(flow, step_of, heard) -> None:
    read = flow(
        """<form id="a"><block><assign name="dialog.two" expr="true"/>One.</block>
        <block name="two">Two.</block><block>Three.</block></form>"""
    )
    said = [text for name in names(read) for text in heard(step_of(read, name))]
    assert said == ["One.", "Three."]


def test_conditions_on_data_are_branches(flow, step_of, ways) -> None:
    read = flow(
        """<form id="a"><block><if cond="n &gt; 1">Many.<elseif cond="n == 1"/>One.
        <else/>None.</if>Bye.</block></form>"""
    )
    assert ways(step_of(read, "a")) == [
        ("condition n > 1", "a-2"), ("condition n == 1", "a-3"), ("otherwise", "a-4"),
    ]  # fmt: skip
    assert ways(step_of(read, "a-2")) == ways(step_of(read, "a-4")) == [("next", "a-5")]


def test_conditions_that_are_written_out_are_followed(flow, heard) -> None:
    read = flow(
        '<form id="a"><block><if cond="true">Yes.<else/>No.</if><if cond="1 == 2">Never.</if>'
        "</block></form>"
    )
    assert [text for step in read.steps for text in heard(step)] == ["Yes."]


def test_a_counter_limits_the_tries(flow, step_of, ways) -> None:
    read = flow(
        """<var name="tries" expr="0"/><form id="a"><block><assign name="tries" expr="tries + 1"/>
        <if cond="tries &gt; 2"><exit/></if><goto next="#a"/></block></form>"""
    )
    branch = next(step for step in read.steps if isinstance(step, Branch))
    assert branch.decides is Decides.ATTEMPTS
    assert ways(branch) == [("exhausted tries > 2", "a-exit"), ("otherwise", "a")]


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("<exit/>", "hangup"),
        ("<disconnect/>", "hangup"),
        ("<return namelist='x'/>", "return"),
        ("<submit next='order.php' namelist='size'/>", "lookup"),
        ("<throw event='exit'/>", "hangup"),
        ("<throw event='com.example.nobody.catches'/>", "hangup"),
    ],
)
def test_how_content_ends(flow, step_of, statement, kind) -> None:
    read = flow(f'<form id="a"><block>So. {statement}</block></form>')
    assert step_of(read, step_of(read, "a").exits[0].target.step).kind == kind


def test_a_submit_hands_data_to_the_server_which_answers_what_comes_next(flow, step_of) -> None:
    read = flow('<form id="a"><block><submit next="go.php?k=1" namelist="x y"/></block></form>')
    step = step_of(read, "a")
    assert isinstance(step, Lookup)
    assert (step.system, [one.name for one in step.reads]) == ("go.php", ["x", "y"])
    assert "the server answers" in step.exits[0].target.reason


def test_data_is_asked_for_and_an_error_is_caught(flow, step_of, ways) -> None:
    read = flow(
        """<error><prompt>Sorry.</prompt><exit/></error>
        <form id="a"><block><data name="price" src="price.xml" namelist="code"/>It is
        <value expr="price.total"/> euros.</block></form>"""
    )
    step = step_of(read, "a")
    assert (step.system, step.writes[0].name) == ("price.xml", "price")
    assert ways(step) == [("error", "a-error"), ("next", "a-2")]


def test_settings_are_written_down(flow, step_of) -> None:
    read = flow("""<form id="a"><block><assign name="tone" expr="'calm'"/>Hi.</block></form>""")
    step = step_of(read, "a")
    assert isinstance(step, Set)
    assert (step.writes[0].name, step.value_set) == ("tone", "calm")


def test_a_goto_follows_constants(flow, step_of, ways) -> None:
    read = flow(
        """<var name="where" expr="'#b'"/><form id="a"><block><goto expr="where"/></block></form>
        <form id="b"><block>Here.</block></form>"""
    )
    assert ways(step_of(read, "a")) == [("next", "b")]


def test_what_a_script_may_change_is_no_constant(flow, step_of) -> None:
    read = flow(
        """<var name="where" expr="'#b'"/><script>where = pick();</script>
        <form id="a"><block><goto expr="where"/></block></form><form id="b"/>"""
    )
    assert "during the call" in step_of(read, "a").exits[0].target.reason


def test_a_dialog_that_is_not_there_is_missing(flow, step_of, ways) -> None:
    read = flow('<form id="a"><block><goto next="#nowhere"/></block></form>')
    assert ways(step_of(read, "a")) == [("next", "nowhere")]


def test_what_stands_behind_the_end_is_read_though_nobody_hears_it(flow, heard) -> None:
    read = flow('<form id="a"><block><exit/><prompt>Never heard.</prompt></block></form>')
    assert ["Never heard."] in [heard(step) for step in read.steps]


def test_content_runs_in_a_circle_without_a_step(flow, step_of) -> None:
    read = flow(
        '<catch event="x"><throw event="x"/></catch><form id="a"><block><throw event="x"/></block>'
        "</form>"
    )
    assert "without end" in step_of(read, "a").exits[0].target.reason


def test_dialogs_without_ids_have_names_of_their_own(flow) -> None:
    read = flow("<form><block>A.</block></form><menu/><form><block>B.</block></form>")
    assert [step.name for step in read.steps if step.part in ("form", "menu", "form-2")][:1]
    assert {step.part for step in read.steps} == {"form", "menu", "form-2"}
