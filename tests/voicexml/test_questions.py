"""Fields: what may be answered, and where each answer leads."""

from __future__ import annotations

import pytest

from ivrlint.model import UNKNOWN, Collect, Menu


def field(inside: str, attributes: str = "", after: str = "") -> str:
    return f'<form id="a"><field name="answer" {attributes}>{inside}</field>{after}</form>'


DECIDES = """<filled>
  <if cond="answer == 'sales'"><goto next="#sales"/>
  <elseif cond="answer == 'repairs'"/><goto next="#repairs"/></if>
  <prompt>Pardon?</prompt><clear/>
</filled>"""
TWO = '<form id="sales"><block>S.</block></form><form id="repairs"><block>R.</block></form>'


def test_options_lead_where_filled_says(flow, step_of, ways) -> None:
    options = (
        '<option dtmf="1" value="sales">Sales</option><option dtmf="2">repairs</option>'
        '<option dtmf="3" value="other">Other</option>'
    )
    read = flow(field(options + DECIDES) + TWO)
    menu = step_of(read, "a")
    assert isinstance(menu, Menu)
    assert ways(menu)[:2] == [("key 1", "sales"), ("key 2", "repairs")]
    other = step_of(read, menu.exits[2].target.step)
    assert (other.kind, ways(other)) == ("say", [("next", "a")])
    assert menu.exits[0].label.plain == "Sales"


def test_a_filled_of_the_form_decides_too(flow, step_of, ways) -> None:
    read = flow(field('<option dtmf="1" value="sales"/>', after=DECIDES) + TWO)
    assert ways(step_of(read, "a")) == [("key 1", "sales")]


def test_a_block_behind_the_field_decides_too(flow, step_of, ways) -> None:
    after = """<block><if cond="answer"><goto next="#sales"/></if><goto next="#repairs"/></block>"""
    read = flow(field("", 'type="boolean"', after) + TWO)
    assert ways(step_of(read, "a")) == [("key 1", "sales"), ("key 2", "repairs")]


def test_yes_and_no_have_the_keys_that_the_type_gives_them(flow, step_of, ways) -> None:
    filled = "<filled><if cond=\"answer=='true'\"><exit/><else/><goto next='#a'/></if></filled>"
    read = flow(field(filled, 'type="boolean?y=7;n=9"'))
    assert ways(step_of(read, "a")) == [("key 7", "answer-exit"), ("key 9", "a")]


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        ("digits?minlength=4;maxlength=6", 4, 6),
        ("digits?length=9", 9, 9),
        ("digits", 1, UNKNOWN),
        ("date", 8, 8),
        ("phone", UNKNOWN, UNKNOWN),
    ],
)
def test_an_entry_has_so_many_digits(flow, step_of, kind, least, most) -> None:
    step = step_of(flow(field("", f'type="{kind}"')), "a")
    assert isinstance(step, Collect)
    assert (step.least, step.most, step.data) == (least, most, "answer")
    assert [one.name for one in step.writes] == ["answer"]


def test_a_pin_is_secret(flow, step_of) -> None:
    read = flow('<form id="a"><field name="card-pin" type="digits?length=4"/></form>')
    assert step_of(read, "a").secret is True


@pytest.mark.parametrize(
    "grammar",
    [
        """<grammar mode="dtmf" root="r" version="1.0"><rule id="r"><one-of>
        <item>1<tag>out = "sales";</tag></item><item>2 <tag>out.answer='repairs'</tag></item>
        </one-of></rule></grammar>""",
        """<grammar mode="dtmf" root="r"><rule id="r"><ruleref uri="#two"/></rule><rule id="two">
        <one-of><item>1<tag>sales</tag></item><item>2<tag>'repairs'</tag></item></one-of></rule>
        </grammar>""",
        '<grammar type="application/x-jsgf" mode="dtmf">1 {sales} | 2 {repairs}</grammar>',
        """<grammar mode="dtmf" type="application/srgs">#ABNF 1.0; root $r;
        $r = 1 {out = "sales"} | 2 {out = "repairs"};</grammar>""",
        "<dtmf>1 {sales} | 2 {repairs}</dtmf>",
    ],
)
def test_a_grammar_in_the_file_binds_keys(flow, step_of, ways, grammar) -> None:
    read = flow(field(grammar + DECIDES) + TWO)
    menu = step_of(read, "a")
    assert ways(menu) == [("key 1", "sales"), ("key 2", "repairs")]
    assert (menu.complete, menu.longest) == (True, 1)


def test_a_grammar_of_words_gives_words(flow, step_of, ways) -> None:
    grammar = (
        "<grammar root='r'><rule id='r'><one-of><item>buy <tag>out='sales'</tag></item>"
        "<item><item repeat='0-1'>the</item> repairs<tag>out='repairs'</tag></item>"
        "</one-of></rule></grammar>"
    )
    read = flow(field(grammar + DECIDES) + TWO)
    assert ways(step_of(read, "a")) == [
        ("word buy", "sales"), ("word the repairs", "repairs"), ("word repairs", "repairs"),
    ]  # fmt: skip


def test_repeated_digits_are_an_entry(flow, step_of) -> None:
    digits = "".join(f"<item>{digit}</item>" for digit in range(10))
    grammar = (
        '<grammar mode="dtmf" root="r"><rule id="r"><item repeat="5-7"><ruleref uri="#d"/></item>'
        f'</rule><rule id="d"><one-of>{digits}</one-of></rule></grammar>'
    )
    step = step_of(flow(field(grammar)), "a")
    assert isinstance(step, Collect)
    assert (step.least, step.most, step.keys, step.speech) == (5, 7, True, False)


def test_a_grammar_elsewhere_leaves_what_is_compared_with(flow, step_of, ways) -> None:
    read = flow(field('<grammar src="what.grxml"/>' + DECIDES) + TWO)
    menu = step_of(read, "a")
    assert isinstance(menu, Menu)
    assert menu.complete is False
    assert ways(menu)[:2] == [("word sales", "sales"), ("word repairs", "repairs")]
    assert ways(menu)[2][0] == "word"


def test_one_digit_that_is_compared_with_is_an_option(flow, step_of, ways) -> None:
    filled = "<filled><if cond=\"answer == 1\"><goto next='#sales'/></if></filled>"
    read = flow(field(filled, 'type="digits?length=1"') + TWO)
    assert ways(step_of(read, "a"))[0] == ("key 1", "sales")


def test_a_code_that_is_checked_is_no_option(flow, step_of) -> None:
    filled = "<filled><if cond=\"answer == '4711'\"><goto next='#sales'/></if></filled>"
    step = step_of(flow(field(filled, 'type="digits"') + TWO), "a")
    assert isinstance(step, Collect)


def test_answers_that_all_lead_on_are_data(flow, step_of) -> None:
    items = "".join(f"<item>{city}</item>" for city in ("Rome", "Oslo", "Bern"))
    grammar = f"<grammar root='r'><rule id='r'><one-of>{items}</one-of></rule></grammar>"
    step = step_of(flow(field(grammar, after="<block>Thanks.</block>")), "a")
    assert isinstance(step, Collect)
    assert step.speech is True


def test_an_open_question_of_mixed_initiative_is_asked_before_the_rest(flow, step_of, ways) -> None:
    read = flow(
        """<form id="trip"><grammar src="trip.grxml"/>
        <initial name="all"><prompt>Where to, and when?</prompt>
        <nomatch count="2">One by one.<assign name="all" expr="true"/><reprompt/></nomatch>
        </initial>
        <field name="city"><prompt>Where to?</prompt></field></form>"""
    )
    first = step_of(read, "trip")
    assert isinstance(first, Collect)
    assert first.presentations == 2
    assert ways(first) == [("next", "city"), ("nomatch", "all-nomatch"), ("noinput", "trip")]


def test_only_keys_are_taken_where_the_file_says_so(flow, step_of) -> None:
    read = flow('<property name="inputmodes" value="dtmf"/>' + field("", 'type="digits"'))
    assert (step_of(read, "a").keys, step_of(read, "a").speech) == (True, False)


@pytest.mark.parametrize(("modes", "tags"), [("dtmf voice", {"silent"}), ("dtmf", set())])
def test_keys_that_the_file_does_not_name_go_without_saying_beside_speech(
    flow, step_of, modes, tags
) -> None:
    filled = "<filled><if cond='answer'><exit/></if></filled>"
    settings = f'<property name="inputmodes" value="{modes}"/>'
    step = step_of(flow(settings + field(filled, 'type="boolean"')), "a")
    assert step.exits[0].tags == tags
