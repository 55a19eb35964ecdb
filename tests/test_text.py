"""From a stretch of a text back to the file."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.places import Source
from ivrlint.text import Pause, Text, Variable, Words


def words_at(source, start, end):
    return Words(source.text[start:end], source.place(start, end))


def escaped(value):
    """A JSON string in a file, and its words with an anchor wherever an escape ends."""
    file = json.dumps(value)
    source = Source("a.json", f"[{file}]")
    anchors, at = [(0, 2)], 2
    for offset, character in enumerate(value):
        width = len(json.dumps(character)) - 2
        at += width
        if width > 1:
            anchors.append((offset + 1, at))
    words = Words(value, source.place(2, 2 + len(file) - 2), tuple(anchors))
    return words, source


def test_a_stretch_of_plain_words_stands_where_it_is_written():
    source = Source("a.ivr", 'say "press 1 now"')
    text = Text.of([words_at(source, 5, 16)])
    assert text.plain == "press 1 now"
    assert text.part(6, 7).text == "1"
    assert text.part(0, 11).text == "press 1 now"


@given(st.text(max_size=20), st.data())
def test_a_stretch_is_found_through_escapes(value, data):
    words, source = escaped(value)
    start = data.draw(st.integers(0, len(value)))
    end = data.draw(st.integers(start, len(value)))
    place = Text.of([words]).part(start, end)
    assert json.loads(f'"{place.text}"') == value[start:end]
    assert place.source is source


def test_anchors_may_begin_after_words_that_stand_as_they_are():
    source = Source("a.json", r'"say \"one\" now"')
    words = Words('say "one" now', source.place(1, 16), ((5, 7), (9, 12)))
    assert Text.of([words]).part(0, 3).text == "say"
    assert Text.of([words]).part(5, 8).text == "one"
    assert Text.of([words]).part(10, 13).text == "now"


def test_a_stretch_runs_through_dedented_lines():
    file = '"""\n    first line\n    second line\n    """'
    source = Source("a.ivr", file)
    text = "first line\nsecond line\n"
    anchors = ((0, file.index("first")), (11, file.index("second")))
    words = Words(text, source.place(file.index("first"), file.index("second") + 12), anchors)
    found = Text.of([words])
    assert found.part(0, 10).text == "first line"
    assert found.part(11, 17).text == "second"
    assert found.part(6, 17).text == "line\n    second"


def in_pieces():
    file = '"There are {position} before you <break/>. Wait."'
    source = Source("a.ivr", file)
    brace, pause = file.index("{"), file.index("<")
    return Text.of(
        [
            words_at(source, 1, brace),
            Variable("position", source.place(brace, file.index("}") + 1)),
            words_at(source, file.index("}") + 1, pause),
            Pause(1.0, source.place(pause, file.index(">") + 1)),
            words_at(source, file.index(">") + 1, len(file) - 1),
        ]
    )


def test_variables_and_pauses_stand_in_the_plain_text():
    assert in_pieces().plain == "There are {position} before you  . Wait."


@pytest.mark.parametrize(
    ("stretch", "expected"),
    [
        ("There are", "There are"),
        ("{position}", "{position}"),
        ("osit", "{position}"),
        ("are {position} before", "are {position} before"),
        ("you  .", "you <break/>."),
        ("Wait.", "Wait."),
    ],
)
def test_a_stretch_may_run_over_pieces(stretch, expected):
    text = in_pieces()
    start = text.plain.index(stretch)
    assert text.part(start, start + len(stretch)).text == expected


@given(st.data())
def test_an_empty_stretch_is_an_empty_place(data):
    text = in_pieces()
    seams = [0, 10, 20, 32, 33, len(text.plain)]
    offset = data.draw(st.sampled_from(seams))
    assert text.part(offset, offset).text == ""


def test_a_text_that_ends_in_a_variable_ends_where_the_variable_ends():
    source = Source("a.ivr", '"{name}"')
    text = Text.of([Variable("name", source.place(1, 7))])
    assert text.part(0, 6).text == "{name}"
    assert text.part(6, 6).start == 7
    assert text.part(0, 0) == source.place(1, 1)


def test_a_stretch_over_two_files_is_cut_at_the_end_of_the_first():
    one, two = Source("a.ivr", "first "), Source("b.ivr", "second")
    text = Text.of([words_at(one, 0, 6), words_at(two, 0, 6)])
    assert text.part(2, 9) == one.place(2, 6)
    assert text.part(8, 9) == two.place(2, 3)
    assert text.place == one.place(0, 6)


def test_the_place_of_a_text_is_all_of_it():
    assert in_pieces().place.text == "There are {position} before you <break/>. Wait."


def test_an_empty_text_stands_nowhere():
    assert not Text()
    assert Text().plain == ""
    with pytest.raises(ValueError, match="stands nowhere"):
        _ = Text().place


def test_a_stretch_never_ends_after_its_words():
    # Of decoded text more may stand in a file than the place of it is long.
    source = Source("a.eml", "QUJD\n")
    text = Text((Words("abcdef", source.place(0, 4), ((0, 0), (4, 4))),))
    assert text.part(4, 5) == source.place(4, 4)
    assert text.part(0, 5) == source.place(0, 4)
