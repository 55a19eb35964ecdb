"""The files as the preprocessor puts them together: includes, variables, places."""

from __future__ import annotations

import pytest

from ivrlint.formats import Reading
from ivrlint.places import Source
from ivrlint_formats.freeswitch import FreeSwitchFormat
from ivrlint_formats.freeswitch.xml.directives import Does, directives_of, expanded
from ivrlint_formats.freeswitch.xml.files import read_files

CONTEXT = '<include><context name="{}">{}</context></include>'
PLAYS = (
    '<extension name="{0}"><condition field="destination_number" expression="^{1}$">'
    '<action application="playback" data="{2}"/><action application="hangup"/>'
    "</condition></extension>"
)


def test_includes_are_read_where_they_stand(whole) -> None:
    met = whole(
        dialplan__public=CONTEXT.format(
            "public",
            PLAYS.format("first", "1", "a.wav")
            + '<X-PRE-PROCESS cmd="include" data="public/*.xml"/>'
            + PLAYS.format("last", "3", "c.wav"),
        ),
        dialplan__public__10=f"<include>{PLAYS.format('middle', '2', 'b.wav')}</include>",
    )
    heard = [prompt.content.name for step in met.flow("public").steps for prompt in step.prompts]
    assert heard == ["a.wav", "b.wav", "c.wav"]
    (said,) = [s for s in met.flow("public").steps if met.heard("public", s.name) == ["<b.wav>"]]
    assert said.place.source.path == "dialplan/public/10.xml"
    assert [one.path for one in met.documents] == ["freeswitch.xml"]


def test_a_comment_of_the_preprocessor_takes_in_files_too(whole) -> None:
    met = whole(
        dialplan__public=CONTEXT.format("public", '<!--#include "public/a.xml"-->'),
        dialplan__public__a=PLAYS.format("one", "1", "a.wav"),
    )
    assert [prompt.content.name for s in met.flow("public").steps for prompt in s.prompts] == [
        "a.wav"
    ]


def test_variables_hold_from_where_they_are_set(whole) -> None:
    met = whole(
        vars="""
        <include>
          <X-PRE-PROCESS cmd="set" data="folder=bakery"/>
          <X-PRE-PROCESS cmd="set" data="welcome=$${folder}/welcome.wav"/>
          <!--#set "bye=$${folder}/bye.wav"-->
        </include>
        """,
        dialplan__public=CONTEXT.format(
            "public",
            PLAYS.format("a", "1", "$${welcome}")
            + PLAYS.format("b", "2", "$${bye}")
            + PLAYS.format("c", "3", "$${nowhere}/x.wav"),
        ),
    )
    heard = [prompt.content.name for step in met.flow("public").steps for prompt in step.prompts]
    assert heard == ["bakery/welcome.wav", "bakery/bye.wav", "$${nowhere}/x.wav"]


def test_words_around_a_variable_keep_their_place(whole) -> None:
    met = whole(
        vars='<X-PRE-PROCESS cmd="set" data="company=De Bakkerij"/>',
        dialplan__public=CONTEXT.format(
            "public", PLAYS.format("a", "1", "say:Welcome at $${company}, press one.")
        ),
    )
    (prompt,) = [prompt for step in met.flow("public").steps for prompt in step.prompts]
    text = prompt.text
    assert text.plain == "Welcome at De Bakkerij, press one."
    start = text.plain.index("press")
    assert text.part(start, start + 5).text == "press"
    assert text.part(0, 7).text == "Welcome"


def test_nothing_is_run_to_find_out_a_variable(whole) -> None:
    met = whole(
        vars=(
            '<X-PRE-PROCESS cmd="set" data="host=a"/><X-PRE-PROCESS cmd="exec-set" data="host=id"/>'
        ),
        dialplan__public=CONTEXT.format("public", PLAYS.format("a", "1", "$${host}.wav")),
    )
    (prompt,) = [prompt for step in met.flow("public").steps for prompt in step.prompts]
    assert prompt.content.name == "$${host}.wav"


@pytest.mark.parametrize(
    "directive",
    [
        '<X-PRE-PROCESS cmd="include" data="elsewhere/*.xml"/>',
        '<X-PRE-PROCESS cmd="include" data="elsewhere.xml"/>',
        '<X-PRE-PROCESS cmd="include" data="/etc/freeswitch/more.xml"/>',
        '<X-PRE-PROCESS cmd="include" data="$${conf_dir}/more.xml"/>',
        '<X-PRE-PROCESS cmd="exec" data="print-extensions"/>',
    ],
)
def test_what_is_not_at_hand_may_define_anything(whole, directive: str) -> None:
    entry = '<entry action="menu-sub" digits="1" param="x"/>'
    met = whole(
        autoload_configs__ivr=(
            '<configuration name="ivr.conf"><menus><menu name="m" greet-long="a.wav">'
            f"{entry}</menu></menus></configuration>"
        ),
        dialplan__public=CONTEXT.format("public", directive),
    )
    assert met.ways("m", "m")["1"].startswith("? '")
    assert met.told() == []


def test_a_pattern_of_more_files_than_are_read_may_define_anything() -> None:
    text = '<include><X-PRE-PROCESS cmd="include" data="more/*.xml"/></include>'
    more = [Source(f"more/{number}.xml", "<include/>") for number in range(1000)]
    read = read_files(
        Source("a.xml", text), Reading(lambda _source, _name: None, lambda _source, _name: more)
    )
    (missing,) = read.file.all_not_taken
    assert (missing.what, missing.reason) == ("more/*.xml", "stands for more files than are read")
    assert len(read.sources) == 1000


def test_switched_off_directives_do_nothing(whole) -> None:
    met = whole(
        dialplan__public=CONTEXT.format(
            "public", '<X-NO-PRE-PROCESS cmd="include" data="public/a.xml"/>'
        ),
        dialplan__public__a=f"<include>{PLAYS.format('a', '1', 'a.wav')}</include>",
    )
    flows = met.document("freeswitch.xml").flows
    assert [step for flow in flows for step in flow.steps] == []


def test_files_that_take_in_one_another_in_a_circle_are_read_once(configuration) -> None:
    met = configuration(
        {
            "a.xml": '<include><X-PRE-PROCESS cmd="include" data="b.xml"/></include>',
            "b.xml": CONTEXT.format("b", '<X-PRE-PROCESS cmd="include" data="a.xml"/>'),
        }
    )
    assert met.told() == []


def test_a_commented_include_is_not_taken_in(whole) -> None:
    met = whole(
        dialplan__public=CONTEXT.format(
            "public", '<!-- <X-PRE-PROCESS cmd="include" data="public/a.xml"/> -->'
        ),
        dialplan__public__a=f"<include>{PLAYS.format('a', '1', 'a.wav')}</include>",
    )
    flows = met.document("freeswitch.xml").flows
    assert [step for flow in flows for step in flow.steps] == []


def test_the_chatplan_is_no_dialplan(whole, configuration) -> None:
    met = configuration(
        {
            "dialplan/public.xml": CONTEXT.format("public", PLAYS.format("a", "1", "a.wav")),
            "chatplan/default.xml": CONTEXT.format("public", PLAYS.format("b", "1", "b.wav")),
        }
    )
    assert [flow.name for flow in met.project.flows] == ["public"]


def test_fragments_of_one_configuration_belong_together(configuration) -> None:
    met = configuration(
        {
            "conf/dialplan/public.xml": CONTEXT.format(
                "public",
                '<extension name="a"><condition field="destination_number" expression="^1$">'
                '<action application="ivr" data="shop"/></condition></extension>',
            ),
            "conf/ivr_menus/shop.xml": '<include><menu name="shop" greet-long="a.wav"/></include>',
            "other/ivr_menus/shop.xml": '<include><menu name="shop" greet-long="b.wav"/></include>',
        }
    )
    here = met.document("conf/ivr_menus/shop.xml").flows[0]
    there = met.document("other/ivr_menus/shop.xml").flows[0]
    ways = [met.leads(here.steps[0], one) for one in here.steps[0].exits]
    assert all(way.startswith("public.") for way in ways)
    ways = [met.leads(there.steps[0], one) for one in there.steps[0].exits]
    assert ways == ["? what follows the menu is not in the files at hand"] * 2


def test_names_that_several_configurations_use_are_told_apart(configuration) -> None:
    leads = (
        '<extension name="a"><condition field="destination_number" expression="^1$">'
        '<action application="transfer" data="2 XML default"/></condition></extension>'
    )
    met = configuration(
        {
            f"{folder}/dialplan/{name}.xml": CONTEXT.format(name, extension)
            for folder in ("here", "there")
            for name, extension in (
                ("public", leads),
                ("default", PLAYS.format("b", "2", f"{folder}.wav")),
            )
        }
    )
    for folder in ("here", "there"):
        (public,) = met.document(f"{folder}/dialplan/public.xml").flows
        assert (public.name, public.shown_name) == (f"{folder}/public", "public")
        (step,) = public.steps[:1]
        assert {met.leads(step, one).partition(".")[0] for one in step.exits} == {
            f"{folder}/default"
        }


def test_what_is_wrong_with_the_xml_is_told_in_its_own_file(whole) -> None:
    met = whole(autoload_configs__sofia="<configuration name='sofia.conf'><a></configuration>")
    (problem,) = met.problems
    assert problem.rule == "syntax-error"
    assert problem.place.source.path == "autoload_configs/sofia.xml"


def test_includes_need_not_be_balanced(whole) -> None:
    assert whole(dialplan__public="<include>\n<include>\n").told() == []


def test_an_ampersand_that_stands_for_itself_is_no_fault(whole) -> None:
    met = whole(
        dialplan__public=CONTEXT.format("public", PLAYS.format("a", "1", "say:Bread & butter."))
    )
    (prompt,) = [prompt for step in met.flow("public").steps for prompt in step.prompts]
    assert prompt.text.plain == "Bread & butter."
    assert met.told() == []


def test_suppressions_stand_in_comments(whole) -> None:
    met = whole(
        dialplan__public=CONTEXT.format(
            "public", "<!-- ivrlint: ignore[dead-end] -->" + PLAYS.format("a", "1", "a.wav")
        )
    )
    (document,) = met.documents
    (comment,) = document.comments
    assert comment.text == "ivrlint: ignore[dead-end]"
    assert comment.alone is False
    assert any("<extension" in place.text for place in document.statements)


@pytest.mark.parametrize(
    ("text", "does", "data"),
    [
        ('<X-PRE-PROCESS cmd="set" data="a=b"/>', Does.SET, "a=b"),
        ("<x-pre-process cmd='set' data='a=b' />", Does.SET, "a=b"),
        ('<X-PRE-PROCESS cmd="env-set" data="a=HOME"/>', Does.RUN, "a=HOME"),
        ('<X-PRE-PROCESS cmd="stun-set" data="a=stun:x"/>', Does.RUN, "a=stun:x"),
        ('<!--#set "a=b" -->', Does.SET, "a=b"),
        ('<!--#include "a.xml"-->', Does.INCLUDE, "a.xml"),
    ],
)
def test_directives_are_read(text: str, does: Does, data: str) -> None:
    (directive,) = directives_of(text)
    assert (directive.does, directive.data) == (does, data)


def test_unknown_variables_stay_as_they_are() -> None:
    assert expanded("$${a}-$${b}-${c}", {"a": "1"}) == "1-$${b}-${c}"


def test_the_syntax_is_shown_as_elements() -> None:
    text = '<include>\n  <context name="public"/>\n</include>\n'
    (shown,) = FreeSwitchFormat().syntax(Source("public.xml", text))
    assert shown["element"] == "include"
    (context,) = shown["content"]
    assert context["attributes"] == {"name": "public"}
    assert context["start"] == {"line": 2, "column": 3}
