"""What is heard: texts and their places, values, recordings with their fallback, SSML."""

from __future__ import annotations

import pytest

from ivrlint.model import Audio
from ivrlint.text import Pause, Variable


def block(inside: str) -> str:
    return f'<form id="a"><block>{inside}</block></form>'


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("Hello.", ["Hello."]),
        ("<prompt>Hello\n   you.</prompt>", ["Hello you."]),
        ("<prompt>A &amp; B</prompt><prompt>C</prompt>", ["A & B", "C"]),
        ("You have <value expr='count'/> messages.", ["You have {count} messages."]),
        ("<value expr=\"'fixed'\"/> text", ["fixed text"]),
        ("<prompt>Dear ${name}, {{shop}} calls.</prompt>", ["Dear {name}, {shop} calls."]),
        ("<prompt><![CDATA[1 < 2]]></prompt>", ["1 < 2"]),
        ("<prompt>It is <emphasis>so</emphasis> <sub alias='two'>2</sub>.</prompt>",
         ["It is so two."]),
        ("<prompt>One<desc>picture</desc><mark name='m'/></prompt>", ["One"]),
        ("<prompt cond='false'>Never.</prompt>Now.", ["Now."]),
        ("<prompt><!-- not said -->Said.</prompt>", ["Said."]),
    ],
)  # fmt: skip
def test_texts_are_what_is_heard(flow, step_of, heard, inside, expected) -> None:
    assert heard(step_of(flow(block(inside)), "a")) == expected


def test_a_text_points_into_the_file(read, step_of) -> None:
    document = read(f"<vxml>{block('<prompt>  Fish &amp; chips, press 1.  </prompt>')}</vxml>")
    text = step_of(document.flows[0], "a").prompts[0].text
    at = text.plain.index("chips")
    assert text.part(at, at + 5).text == "chips"
    assert text.part(0, 6).text == "Fish &amp;"


def test_a_recording_has_its_fallback_as_transcript(flow, step_of) -> None:
    read = flow(block('<prompt>So: <audio src="ask.wav">Press 1.</audio> Please.</prompt>'))
    first, recording, last = step_of(read, "a").prompts
    assert recording.content == Audio("ask.wav", recording.text)
    assert [one.text.plain for one in (first, recording, last)] == ["So:", "Press 1.", "Please."]


def test_recordings_in_a_recording_are_a_second_try(flow, step_of) -> None:
    read = flow(block('<audio src="a.wav"><audio src="b.wav">Hello.</audio></audio>'))
    (prompt,) = step_of(read, "a").prompts
    assert (prompt.content.name, prompt.text.plain) == ("a.wav", "Hello.")


@pytest.mark.parametrize(("expression", "name"), [("'a' + '.wav'", "a.wav"), ("file", "{file}")])
def test_a_recording_may_be_chosen_during_the_call(flow, step_of, expression, name) -> None:
    read = flow(block(f'<audio expr="{expression}"/>'))
    assert step_of(read, "a").prompts[0].content.name == name


@pytest.mark.parametrize(
    ("tag", "seconds"),
    [("<break time='2s'/>", 2.0), ("<break msecs='1500'/>", 1.5), ("<break size='medium'/>", 0.6)],
)
def test_breaks_are_silence(flow, step_of, tag, seconds) -> None:
    pieces = step_of(flow(block(f"<prompt>A{tag}B</prompt>")), "a").prompts[0].text.pieces
    assert [one.seconds for one in pieces if isinstance(one, Pause)] == [seconds]


def test_a_prompt_under_a_condition_says_so(flow, step_of) -> None:
    (prompt,) = step_of(flow(block("<prompt cond='late &gt; 1'>Late.</prompt>")), "a").prompts
    assert prompt.condition == "late > 1"


def test_what_is_said_for_each_entry_is_no_certain_text(flow, step_of) -> None:
    inside = "<foreach item='it' array='list'><prompt><value expr='it'/></prompt></foreach>"
    (prompt,) = step_of(flow(block(inside)), "a").prompts
    assert prompt.condition == "for each it of list"
    assert [one.name for one in prompt.text.pieces if isinstance(one, Variable)] == ["it"]


def test_barge_in_is_of_the_prompt_else_of_the_property(flow, step_of) -> None:
    read = flow(
        '<property name="bargein" value="false"/>'
        + block('<prompt>A</prompt><prompt bargein="true">B</prompt>')
    )
    assert [one.interruptible for one in step_of(read, "a").prompts] == [False, True]


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("nl-NL", "nl-NL"), ("en", "en"), ("fr-FR-Laurent", "fr-FR"), ("es-laura", "es"),
        ("text", None), ("", None), ("%s", None),
    ],
)  # fmt: skip
def test_strange_languages_are_survived(flow, written, language) -> None:
    assert flow(block("Hello."), written).language == language


def test_a_prompt_may_speak_another_language(flow, step_of) -> None:
    read = flow(block('<prompt xml:lang="nl">Hallo.</prompt><prompt xml:lang="en">Hi.</prompt>'))
    assert [one.language for one in step_of(read, "a").prompts] == ["nl", None]
