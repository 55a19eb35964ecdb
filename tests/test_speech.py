"""Seconds of speech."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.model import Audio, Prompt
from ivrlint.places import Source
from ivrlint.speech import Heard, clause_ends, heard, prompt_seconds, seconds
from ivrlint.text import Pause, Text, Variable, Words

PLACE = Source("a.ivr", "x").place(0, 1)


def text(*pieces):
    return Text.of(Words(piece, PLACE) if isinstance(piece, str) else piece for piece in pieces)


def prompt(content, **more):
    return Prompt(
        content=text(content) if isinstance(content, str) else content, place=PLACE, **more
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", 0),
        ("one two three four five", 5 * 0.4),
        ("one, two", 0.8 + 0.25),
        ("one; two: three", 1.2 + 0.5),
        ("one. Two!", 0.8 + 1.2),
        ("Really?!", 0.4 + 0.6),
        ("Wait… now", 0.8 + 0.6),
        ("don't call the twenty-four-hour line", 5 * 0.4),
        ("in 30 days", 1.2),
        ("in 2025", 0.4 + 4 * 0.45),
        ("code 123456789012345", 0.4 + 15 * 0.45),
        ("1.5 per cent", 4 * 0.4),
        ("press 1,2 or 3", 5 * 0.4),
    ],
)
def test_english_at_a_hundred_and_fifty_words_a_minute(words, expected):
    assert seconds(text(words), "en-GB") == pytest.approx(expected)


@pytest.mark.parametrize(
    ("language", "pace"),
    [
        ("en", 150),
        ("nl", 140),
        ("nl-NL", 140),
        ("de", 125),
        ("fr-FR", 155),
        ("es", 150),
        (None, 150),
        ("fi", 150),
    ],
)
def test_every_language_has_its_pace(language, pace):
    assert seconds(text("word " * pace), language) == pytest.approx(60)


def test_a_variable_counts_as_one_word_whatever_its_name():
    for name in ("n", "queue.position, or 2025. Really"):
        assert seconds(text("number ", Variable(name, PLACE), " is next"), "en") == pytest.approx(
            1.6
        )


def test_a_silence_lasts_as_written():
    assert seconds(text("one", Pause(2.5, PLACE), "two"), "en") == pytest.approx(0.8 + 2.5)


@pytest.mark.parametrize("length", [-1.0, float("nan"), float("inf")])
def test_a_silence_of_no_length_of_time_lasts_nothing(length):
    assert seconds(text("one", Pause(length, PLACE)), "en") == pytest.approx(0.4)


@given(
    st.lists(
        st.one_of(
            st.text(st.sampled_from("a1 ,.;…'"), max_size=12),
            st.builds(Variable, st.sampled_from(["n", "a, b. c"]), st.just(PLACE)),
            st.builds(Pause, st.floats(0, 5), st.just(PLACE)),
        ),
        max_size=6,
    )
)
def test_the_clauses_take_as_long_as_the_whole(pieces):
    whole = text(*pieces)
    ends = list(clause_ends(whole, "en"))
    assert ends[-1][0] == len(whole.plain)
    assert ends[-1][1] == pytest.approx(seconds(whole, "en"))
    assert ends == sorted(ends)


def test_clauses_end_at_commas_and_sentence_ends():
    assert [end for end, _ in clause_ends(text("one, two. 1.5 three"), "en")] == [4, 9, 19]


def test_between_two_options_is_a_pause_of_six_tenths_of_a_second():
    found = heard([prompt("one", language="en"), prompt("two", language="en")])
    assert found.seconds == pytest.approx(0.8 + 0.6)
    assert found.known


@pytest.mark.parametrize(
    ("first", "pause"), [("one.", 0.6), ("one?", 0.6), ("one", 0.6), ("one,", 0.25)]
)
def test_the_pause_between_options_is_not_counted_twice(first, pause):
    found = heard([prompt(first, language="en"), prompt("two", language="en")])
    assert found.seconds == pytest.approx(0.8 + pause)


def test_a_measured_recording_wins_over_its_transcript():
    sound = Audio("a.wav", transcript=text("one two"), seconds=7.5)
    assert prompt_seconds(prompt(sound)) == 7.5


def test_a_transcript_is_estimated_like_a_text():
    assert prompt_seconds(prompt(Audio("a.wav", transcript=text("one two")))) == pytest.approx(0.8)


@pytest.mark.parametrize("length", [None, -1.0, float("nan"), float("inf")])
def test_a_recording_of_unknown_length_is_not_known(length):
    sound = prompt(Audio("a.wav", seconds=length))
    assert prompt_seconds(sound) is None
    assert heard([sound]) == Heard(0.0, known=False)


def test_a_prompt_under_a_condition_adds_nothing_certain():
    found = heard([prompt("one"), prompt("two", condition="vip")])
    assert (found.seconds, found.known) == (pytest.approx(0.4), False)


def test_nothing_is_heard_no_times():
    assert Heard(3.0, known=False).times(0) == Heard()
    assert Heard(3.0, known=False).times(2) == Heard(6.0, known=False)
