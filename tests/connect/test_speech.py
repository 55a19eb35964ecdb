"""What is heard: texts and SSML, every word with its place in the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivrlint.model import Audio, Document, Prompt
from ivrlint.places import Source
from ivrlint.text import Pause, Text, Variable, Words
from ivrlint_formats.connect.actions import Value
from ivrlint_formats.connect.speech import read_text
from ivrlint_formats.data import String, parse_json

Make = Callable[..., dict[str, Any]]


@pytest.fixture
def said(read: Callable[..., Document], action: Make, flow: Make) -> Callable[..., list[Prompt]]:
    def said(parameters: dict[str, Any], about: dict[str, Any] | None = None) -> list[Prompt]:
        it = action("it", "MessageParticipant", parameters, "bye")
        document = read(flow(it, action("bye", "DisconnectParticipant"), about={"it": about or {}}))
        return list(document.flows[0].steps[0].prompts)

    return said


def pieces(prompts: list[Prompt]) -> list[tuple[str, Any]]:
    assert len(prompts) == 1
    text = prompts[0].content
    assert isinstance(text, Text)
    shown: list[tuple[str, Any]] = []
    for piece in text.pieces:
        what = piece.seconds if isinstance(piece, Pause) else getattr(piece, "name", None)
        shown.append((type(piece).__name__.lower(), what if what is not None else piece.text))
    return shown


@pytest.mark.parametrize(
    ("ssml", "expected"),
    [
        ("<speak>Hello</speak>", [("words", "Hello")]),
        (
            "<speak>One<break time='500ms'/>two<break time=\"2s\"/></speak>",
            [("words", "One"), ("pause", 0.5), ("words", "two"), ("pause", 2.0)],
        ),
        (
            "<speak><p>A</p><s>B</s><prosody rate='slow'>C</prosody></speak>",
            [("words", "A"), ("pause", 0.6), ("words", "B"), ("pause", 0.6), ("words", "C")],
        ),
        ("<speak>a<break strength='none'/>b</speak>", [("words", "ab")]),
        ("<speak>a<break/>b</speak>", [("words", "a"), ("pause", 0.25), ("words", "b")]),
        ("<speak>A &amp; B</speak>", [("words", "A & B")]),
        (
            "<speak><sub alias='World Wide Web'>WWW</sub>!</speak>",
            [("words", "World Wide Web!")],
        ),
        ("<speak>a<!-- not heard -->b</speak>", [("words", "ab")]),
        (
            "<speak>Hi <say-as interpret-as='name'>$.Attributes.name</say-as>.</speak>",
            [("words", "Hi "), ("variable", "Attributes.name"), ("words", ".")],
        ),
        ("<speak>2 < 3 & more", [("words", "2 < 3 & more")]),
    ],
)
def test_ssml_is_read_into_pieces(
    said: Callable[..., list[Prompt]], ssml: str, expected: list[tuple[str, Any]]
) -> None:
    assert pieces(said({"SSML": ssml})) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello <b>you</b>", [("words", "Hello <b>you</b>")]),
        ("<speak>Hello</speak>", [("words", "Hello")]),
        (
            "Your code is $.External.code. Bye",
            [("words", "Your code is "), ("variable", "External.code"), ("words", ". Bye")],
        ),
        ("$.External.greeting", [("variable", "External.greeting")]),
        (
            "Welcome to ${company}, {{ city }}.",
            [
                ("words", "Welcome to "),
                ("variable", "company"),
                ("words", ", "),
                ("variable", "city"),
                ("words", "."),
            ],
        ),
        ("That is $5.00.", [("words", "That is $5.00.")]),
    ],
)
def test_plain_texts_have_variables_only(
    said: Callable[..., list[Prompt]], text: str, expected: list[tuple[str, Any]]
) -> None:
    assert pieces(said({"Text": text})) == expected


@pytest.mark.parametrize("silence", ["", "  ", "<speak></speak>", "<speak>\n</speak>"])
def test_a_text_without_words_is_no_prompt(said: Callable[..., list[Prompt]], silence: str) -> None:
    assert said({"Text": silence}) == []


@pytest.mark.parametrize(
    ("parameters", "about", "name"),
    [
        ({"PromptId": "arn:aws:connect:x:1:prompt/abc"}, {}, "abc"),
        ({"PromptId": "arn:aws:connect:x:1:prompt/abc"}, {"promptName": "Beep.wav"}, "Beep.wav"),
        (
            {"PromptId": "arn:aws:connect:x:1:prompt/abc"},
            {"parameters": {"PromptId": {"displayName": "Music"}}},
            "Music",
        ),
        ({"PromptId": "$.External.prompt"}, {}, "$.External.prompt"),
        (
            {"Media": {"Uri": "https://b/x/hi.wav", "SourceType": "S3", "MediaType": "Audio"}},
            {},
            "hi.wav",
        ),
    ],
)
def test_a_recording_has_a_name(
    said: Callable[..., list[Prompt]], parameters: dict[str, Any], about: dict[str, Any], name: str
) -> None:
    assert [prompt.content for prompt in said(parameters, about)] == [Audio(name)]


def test_a_word_is_found_through_escapes_and_tags(
    read: Callable[..., Document], action: Make, flow: Make
) -> None:
    ssml = '<speak>\n"Één" &amp; <break time="1s"/>twee</speak>'
    document = read(flow(action("it", "MessageParticipant", {"SSML": ssml})))
    text = document.flows[0].steps[0].prompts[0].content
    assert isinstance(text, Text)
    for word in ("twee", '"Één"', "&"):
        at = text.plain.index(word)
        place = text.part(at, at + len(word))
        assert place.text == {"&": "&amp;", '"Één"': '\\"\\u00c9\\u00e9n\\"'}.get(word, word)


@settings(deadline=None)
@given(st.text(st.sampled_from("<>&;/abs $.{}\"'\\é\n=-!"), max_size=40), st.booleans())
def test_whatever_is_written_every_piece_stands_within_it(value: str, ssml: bool) -> None:
    import json

    root = parse_json(Source("x", json.dumps(value))).root
    assert isinstance(root, String)
    text = read_text(Value(value, root.place, root), ssml=ssml)
    at = root.place.start
    for piece in text.pieces:
        assert at <= piece.place.start <= piece.place.end <= root.place.end
        at = piece.place.end
    words = [piece for piece in text.pieces if isinstance(piece, Words)]
    names = [piece for piece in text.pieces if isinstance(piece, Variable)]
    if not ssml and "<speak" not in value:
        assert sum(len(piece.text) for piece in words) <= len(value)
        assert len(names) <= value.count("$") + value.count("{{")


@pytest.mark.parametrize(
    "value",
    [
        "<" * 50_000,
        "<a" * 50_000,
        "<!--" * 50_000,
        "&a" * 50_000,
        "{{" * 50_000,
        "$.a" * 50_000,
        "<sub alias='x'>" * 20_000,
        "<p>" * 50_000,
    ],
)
def test_hostile_ssml_is_read_to_its_end(value: str) -> None:
    place = Source("x", value).place(0, len(value))
    string = String(value, place, place)
    assert read_text(Value(value, place, string), ssml=True) is not None
