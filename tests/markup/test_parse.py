"""XML is read as its authors wrote it, every part with its place."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.places import Source
from ivrlint_formats.data import Remark, String
from ivrlint_formats.markup import (
    DEEPEST,
    Element,
    Tree,
    as_data,
    is_well_formed,
    parse_xml,
)


def read(text: str, *, fragments: bool = False) -> Tree:
    return parse_xml(Source("menu.xml", text), fragments=fragments)


def root(text: str) -> Element:
    tree = read(text)
    assert tree.mistakes == ()
    assert tree.root is not None
    return tree.root


def test_an_element_knows_its_tag_its_end_and_its_attributes() -> None:
    menu = root('<menu>\n  <choice dtmf="1" next="#sales">Sales</choice>\n</menu>')
    (choice,) = menu.elements("choice")
    assert choice.place.text == '<choice dtmf="1" next="#sales">'
    assert choice.whole.text == '<choice dtmf="1" next="#sales">Sales</choice>'
    assert choice.place.begin == (2, 3)
    target = choice.attribute("next")
    assert target is not None
    assert target.place.text == 'next="#sales"'
    assert target.value.inside.text == "#sales"
    assert choice.text() == "Sales"


def test_an_empty_element_ends_with_its_tag() -> None:
    menu = root('<a><b x="/>"/><c></c></a>')
    assert [one.whole.text for one in menu.elements()] == ['<b x="/>"/>', "<c></c>"]


def test_references_are_resolved_and_still_lead_to_the_file() -> None:
    say = root("<Say>Press 1 &amp; wait &#8211; caf&eacute; opens</Say>")
    (text,) = say.strings()
    assert text.value == "Press 1 & wait \u2013 café opens"
    at = text.value.index("opens")
    assert text.part(at, at + 5).place.text == "opens"
    at = text.value.index("&")
    assert text.part(at, at + 1).place.text == "&amp;"


def test_a_reference_that_nobody_defines_stays_as_it_is() -> None:
    assert root("<a>&company; calls</a>").text() == "&company; calls"


def test_no_entity_of_a_document_type_is_expanded() -> None:
    bomb = (
        '<!DOCTYPE a [<!ENTITY b "boom"><!ENTITY c "&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]>'
        '<a t="&c;">&c;&d;</a>'
    )
    assert root(bomb).text() == "&c;&d;"
    assert root(bomb).get("t") == "&c;"


def test_line_breaks_are_one_code_point_and_in_attributes_a_space() -> None:
    say = root('<a b="x\r\ny\tz">one\r\ntwo</a>')
    assert say.get("b") == "x y z"
    assert say.text() == "one\ntwo"
    (text,) = say.strings()
    assert text.part(4, 7).place.text == "two"


def test_text_comments_and_elements_stay_in_their_order() -> None:
    mixed = root("<a>one<!-- note --><b/><![CDATA[1 < 2]]>two</a>")
    kinds = [type(child) for child in mixed.children]
    assert kinds == [String, Remark, Element, String, String]
    assert mixed.text() == "one1 < 2two"


def test_comments_and_instructions_are_listed() -> None:
    tree = read('<?xml version="1.0"?><!-- ivrlint: allow[dangling-target] --><a/><?php x ?>')
    assert [remark.text for remark in tree.comments] == [" ivrlint: allow[dangling-target] "]
    assert [(one.name, one.text) for one in tree.instructions] == [
        ("xml", 'version="1.0"'),
        ("php", "x"),
    ]


def test_a_prefix_is_no_part_of_the_local_name() -> None:
    tree = root('<v:form xmlns:v="x"><v:block xml:lang="nl"/></v:form>')
    assert tree.local == "form"
    assert [one.local for one in tree.elements("block")] == ["block"]
    assert [one.attributes[0].local for one in tree.elements("block")] == ["lang"]


def test_letters_of_other_alphabets_do_not_move_the_places() -> None:
    tree = root('<меню имя="Ünïcode 😀"><b/></меню>')
    assert tree.name == "меню"
    assert tree.get("имя") == "Ünïcode 😀"
    assert next(tree.elements()).place.text == "<b/>"


def test_the_tree_is_shown_as_data() -> None:
    shown = as_data(root('<a x="1">hello<b/></a>'))
    assert shown["attributes"] == {"x": "1"}
    assert shown["content"][0] == "hello"
    assert shown["content"][1]["element"] == "b"


def test_all_elements_can_be_walked_in_the_order_of_the_file() -> None:
    names = [one.name for one in root("<a><b><c/></b><d/></a>").walk()]
    assert names == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("text", "message", "stands"),
    [
        ("<a><b></a>", "<b> is not closed before </a> of line 1", "<b>"),
        ("<a></b></a>", "</b> closes nothing: <a> of line 1 is open", "</b>"),
        ("<a><b>", "<b> is never closed", "<b>"),
        ("<a>you & me</a>", "'&' stands for nothing here: write '&amp;'", "&"),
        ("<a>1 < 2</a>", "'<' begins no tag here: write '&lt;'", "<"),
        ('<a b="1""/>', 'the attributes of <a> are not name="value" each', '<a b="1""/>'),
        ("<a b=1></a>", 'the attributes of <a> are not name="value" each', "<a b=1>"),
        ("<a/><b/>", "a second element begins here: an XML file holds one", "<b/>"),
        ("<a><!-- note</a>", "this comment is never closed", "<!--"),
        ("", "expected XML, found nothing", ""),
        ("<a>\x01</a>", "a control character that XML does not allow", "\x01"),
    ],
)
def test_a_fault_is_told_where_it_stands(text: str, message: str, stands: str) -> None:
    told = [(mistake.message, mistake.place.text) for mistake in read(text).mistakes]
    assert (message, stands) in told


def test_what_is_sound_in_a_faulty_file_is_still_there() -> None:
    tree = read('<menu><choice next="#a">one</menu><choice next="#b">two</choice>')
    assert len(tree.mistakes) == 2
    found = [one.get("next") for top in tree.roots for one in top.walk() if one.name == "choice"]
    assert found == ["#a", "#b"]


def test_an_unquoted_value_is_still_read() -> None:
    tree = read("<a b=1 c='2' d=3/>")
    assert tree.root is not None
    assert [one.value.value for one in tree.root.attributes] == ["1", "2", "3"]
    assert tree.root.whole.text == "<a b=1 c='2' d=3/>"


def test_fragments_stand_side_by_side_and_a_bare_ampersand_is_itself() -> None:
    text = '<extension name="a&b"/>\n<?xml version="1.0"?>\n<extension name="c">x & y</extension>'
    tree = read(text, fragments=True)
    assert tree.mistakes == ()
    assert [one.get("name") for one in tree.roots] == ["a&b", "c"]
    assert tree.roots[1].text() == "x & y"


@pytest.mark.parametrize(
    ("text", "sound"),
    [("<a><b/></a>", True), ("<a/> & <b/>", True), ("<a><b></a>", False), ("", True)],
)
def test_a_file_can_be_held_sound_without_reading_its_elements(text: str, sound: bool) -> None:
    assert is_well_formed(text, fragments=True) is sound


def test_what_is_nested_too_deep_is_said_and_left_out() -> None:
    tree = read("<a>" * (DEEPEST + 5) + "</a>" * (DEEPEST + 5))
    assert [mistake.message for mistake in tree.mistakes] == [
        f"nested more than {DEEPEST} deep: what is in here is not read"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<a>" * 50_000,
        '<a b="' * 50_000,
        "<!--" * 50_000,
        "<![CDATA[" * 50_000,
        "<!DOCTYPE a [" * 50_000,
        "<a " + 'b="c" ' * 50_000 + "/>",
        "<?" + " " * 50_000,
        "&" * 100_000,
        "<a>" * 50_000 + "</b>" * 50_000,
        "\0" * 50_000,
        "<a/>" * 50_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_hostile_files_end_in_mistakes(text: str) -> None:
    assert read(text).mistakes != ()
    read(text, fragments=True)


names = st.sampled_from(["menu", "choice", "prompt", "v:x"])
values = st.text(st.sampled_from("ab é😀<>&\"'\n\t"), max_size=8)


def _escaped(text: str) -> str:
    for mark, reference in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(mark, reference)
    return text


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    name = draw(names)
    attributes = "".join(
        f' a{number}="{_escaped(value)}"'
        for number, value in enumerate(draw(st.lists(values, max_size=2)))
    )
    parts = [values.map(_escaped)] + ([elements(depth - 1)] if depth else [])
    inside = "".join(draw(st.lists(st.one_of(parts), max_size=3)))
    return f"<{name}{attributes}>{inside}</{name}>"


@given(elements())
def test_it_reads_what_any_parser_of_xml_reads(text: str) -> None:
    text = f'<r xmlns:v="v">{text}</r>'
    expected = ElementTree.fromstring(text)
    found = root(text)
    assert [
        (
            one.tag.rpartition("}")[2],
            one.attrib,
            (one.text or "") + "".join(c.tail or "" for c in one),
        )
        for one in expected.iter()
    ] == [
        (
            one.local,
            {a.name: a.value.value for a in one.attributes if not a.name.startswith("xmlns")},
            one.text(),
        )
        for one in found.walk()
    ]


@given(st.text(st.sampled_from("<>/&;ab='\" !-?[]\n"), max_size=60), st.booleans())
def test_no_text_makes_it_fail_and_every_place_lies_in_it(text: str, fragments: bool) -> None:
    tree = read(text, fragments=fragments)
    for top in tree.roots:
        for element in top.walk():
            assert 0 <= element.place.start < element.place.end <= element.whole.end <= len(text)
            assert text[element.place.start] == "<"
            for attribute in element.attributes:
                assert element.place.start < attribute.place.start
                assert attribute.place.end <= element.place.end
