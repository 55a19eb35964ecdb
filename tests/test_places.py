"""Lines and columns."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.places import Position, Source

texts = st.text(st.sampled_from("ab\n\r\u2028\x0b😀é"), max_size=30)


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("", 0, (1, 1)),
        ("ab", 1, (1, 2)),
        ("ab", 2, (1, 3)),
        ("ab", 99, (1, 3)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb", 2, (2, 1)),
        ("a\n\nb", 2, (2, 1)),
        ("a\n", 2, (2, 1)),
        ("😀b", 1, (1, 2)),
        ("a\u2028b\x0bc\x85d", 6, (1, 7)),
    ],
)
def test_lines_and_columns_count_from_one(text, offset, expected):
    assert Source("a.ivr", text).position(offset) == expected


@given(texts)
def test_every_offset_comes_back_from_its_line_and_column(text):
    source = Source("a.ivr", text)
    for offset in range(len(text) + 1):
        assert source.offset(source.position(offset)) == offset


@given(texts)
def test_lines_end_where_the_line_ends_say(text):
    source = Source("a.ivr", text)
    lines = re.split("\r\n|\n|\r", text)
    assert [source.line_text(number) for number in range(1, len(lines) + 1)] == lines
    assert source.line_text(0) == source.line_text(len(lines) + 1) == ""


@pytest.mark.parametrize(
    ("position", "expected"),
    [((0, 1), 0), ((1, 0), 0), ((1, 3), 2), ((2, 1), 3), ((9, 9), 5), ((2, 99), 5)],
)
def test_a_position_outside_the_text_is_moved_to_its_edge(position, expected):
    assert Source("a.ivr", "ab\ncd").offset(Position(*position)) == expected


def test_a_place_tells_what_stands_there_and_where():
    place = Source("a.ivr", "ab\ncd").place(1, 4)
    assert (place.text, place.begin, place.finish) == ("b\nc", (1, 2), (2, 2))


def test_a_place_without_an_end_is_one_code_point_wide():
    source = Source("a.ivr", "ab")
    assert source.place(1).text == "b"
    assert source.place(2).text == ""


def test_from_one_place_to_another_keeps_the_pointer_of_the_first():
    source = Source("a.json", "abcdef")
    whole = source.place(1, 2, "Actions[1]").to(source.place(4, 5, "Actions[2]"))
    assert (whole.text, whole.pointer) == ("bcde", "Actions[1]")


def test_equal_files_are_two_sources():
    one, two = Source("a.ivr", "a"), Source("a.ivr", "a")
    assert one.place(0, 1) != two.place(0, 1)
    assert one.place(0, 1) == one.place(0, 1)
