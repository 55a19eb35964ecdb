"""What is heard of texts, SSML and placeholders, and where each word stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.places import Source
from ivrlint.text import Pause, Text, Variable, Words
from ivrlint_formats.data import String
from ivrlint_formats.markup import Element, parse_xml
from ivrlint_formats.spoken import break_seconds, collapsed, joined, pieces_of, text_of


def written(text: str) -> String:
    place = Source("flow.json", text).place(0, len(text))
    return String(text, place, place)


def heard(markup: str, **options: str) -> Text:
    tree = parse_xml(Source("menu.xml", markup))
    assert tree.root is not None
    return Text.of(joined(collapsed(pieces_of(tree.root.children, **options))))


def test_placeholders_are_variables() -> None:
    text = text_of(written("Hello {{name}}, you are ${position}."))
    assert text.plain == "Hello {name}, you are {position}."
    assert [piece.name for piece in text.pieces if isinstance(piece, Variable)] == [
        "name",
        "position",
    ]


def test_tags_are_words_unless_it_is_ssml() -> None:
    assert text_of(written("a <b>b</b>")).plain == "a <b>b</b>"
    assert text_of(written("a <b>b</b>"), ssml=True).plain == "a b"
    assert text_of(written("<speak>a <b>b</b></speak>")).plain == "a b"


def test_a_break_is_silence() -> None:
    text = text_of(written('<speak>One<break time="500ms"/>two</speak>'))
    assert [piece.seconds for piece in text.pieces if isinstance(piece, Pause)] == [0.5]


@pytest.mark.parametrize(
    ("attributes", "seconds"),
    [
        ({"time": "2s"}, 2.0),
        ({"time": "250ms"}, 0.25),
        ({"strength": "none"}, 0.0),
        ({"strength": "strong"}, 0.6),
        ({}, 0.25),
        ({"time": "soon"}, 0.25),
    ],
)
def test_how_long_a_break_lasts(attributes: dict[str, str], seconds: float) -> None:
    assert break_seconds(attributes) == seconds


def test_elements_are_heard_as_their_text() -> None:
    text = heard(
        "<prompt>\n  For sales, <emphasis>press one</emphasis>.\n"
        '  <break time="1s"/> For <sub alias="the service desk">SD</sub>, press two.\n</prompt>'
    )
    assert text.plain.split() == (
        ["For", "sales,", "press", "one.", "For", "the", "service", "desk,", "press", "two."]
    )
    assert [piece.seconds for piece in text.pieces if isinstance(piece, Pause)] == [1.0]


def test_white_space_of_markup_is_one_space_and_places_stay_exact() -> None:
    text = heard("<prompt>\n  For   sales,\n  press &amp; hold one\n</prompt>")
    assert text.plain == "For sales, press & hold one"
    for word in ("sales", "press", "hold", "one"):
        at = text.plain.index(word)
        assert text.part(at, at + len(word)).text == word


def test_another_element_may_say_something_of_its_own() -> None:
    tree = parse_xml(
        Source("a.vxml", '<prompt>Hello <value expr="name"/>!<audio src="a"/></prompt>')
    )
    assert tree.root is not None

    def value(element: Element) -> list[Variable] | None:
        named = element.get("expr")
        return None if named is None else [Variable(named, element.place)]

    pieces = pieces_of(tree.root.children, other=value)
    assert Text.of(joined(pieces)).plain == "Hello {name}!"


def test_remarks_and_descriptions_are_not_heard() -> None:
    assert heard("<prompt>One<!-- two --><desc>three</desc> four</prompt>").plain == "One four"


def test_placeholders_stand_in_markup_too() -> None:
    assert heard("<Say>Hi ${name}</Say>", variables=r"\$\{\w+\}").plain == "Hi {name}"


def test_words_of_two_files_stay_apart() -> None:
    one, other = written("one "), written("two")
    assert len(list(joined([one.words(), other.words()]))) == 2
    assert len(list(joined([one.part(0, 2), one.part(2, 4)]))) == 1


@given(st.text(st.sampled_from("ab \n\t"), max_size=20))
def test_collapsing_keeps_every_word_and_where_it_stands(text: str) -> None:
    pieces = collapsed([written(text).words()])
    said = "".join(piece.text for piece in pieces)
    assert said == " ".join(text.split())
    for piece in pieces:
        assert isinstance(piece, Words)
        for offset, letter in enumerate(piece.text):
            assert text[piece.source_offset(offset)].strip() == letter.strip()
