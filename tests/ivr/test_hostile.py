"""Whatever stands in a file: no crash, and something sensible is said."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

WORDS = [
    "phone",
    "menu",
    "say",
    "queue",
    "key",
    "1",
    "noinput",
    "->",
    "{",
    "}",
    "\n",
    "    ",
    '"',
    '"""',
    "x",
    "?",
    ".",
    "flow",
    "or",
    "within",
    "//",
    "\\",
    "8s",
    "“",
    "\r\n",
    "reply",
    "body",
    "hours",
    "open",
    "callback",
    "longest",
    "timeout",
    "start",
    "fact",
    "{v}",
    "about",
    "none",
    "-",
    "é",
]

hostile = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def sound(document, text):
    """Every place lies in the file, and the document can be looked through."""
    for problem in document.problems:
        assert 0 <= problem.place.start <= problem.place.end <= len(text) + 1
        assert problem.message
    for place in document.statements:
        assert 0 <= place.start <= place.end <= len(text)
    assert len(document.problems) <= 101


@hostile
@given(text=st.text())
def test_any_text_is_read(read, text):
    sound(read(text), text)


@hostile
@given(words=st.lists(st.sampled_from(WORDS), max_size=40), gap=st.sampled_from(["", " "]))
def test_any_row_of_words_is_read(read, words, gap):
    text = gap.join(words)
    sound(read(text), text)


@hostile
@given(data=st.data())
def test_a_damaged_file_is_read(read, parcel, data):
    text = parcel
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 12))
        text = text[:at] + data.draw(st.sampled_from(["", *WORDS])) + text[at + cut :]
    sound(read(text), text)


@pytest.mark.parametrize("end", range(0, 1400, 97))
def test_a_truncated_file_is_read(read, parcel, end):
    text = parcel[:end]
    sound(read(text), text)


@pytest.mark.parametrize(
    "text",
    [
        "{" * 200_000,
        "menu a {" * 50_000,
        "menu a {\n" * 50_000,
        "}" * 200_000,
        '"' * 200_000,
        '"\n' * 50_000,
        '"""\n' * 50_001,
        "-> " * 100_000,
        "foo bar\n" * 20_000,
        'say x { "' + "{a" * 100_000 + '" }',
        'say x { "' + "\\" * 100_001 + '" }',
        'say "' + "x" * 3_000_000,
        'menu m { key "' + "1" * 1_000_000 + '" -> m }',
        "menu m { presentations " + "9" * 100_000 + " }",
        "phone " * 50_000,
        "//" * 1_000_000,
        "\n" * 200_000,
    ],
    ids=lambda text: repr(text[:14]),
)
def test_great_depth_and_length_are_survived(read, text):
    sound(read(text), text)


def test_a_long_row_of_steps_is_read(read):
    text = "".join(f"say s{n} {{ next -> s{n + 1} }}\n" for n in range(20_000))
    document = read(text)
    assert document.problems == ()
    assert len(document.flows[0].steps) == 20_000
