"""What is heard: texts, expressions, languages."""

from __future__ import annotations

import pytest

from ivrlint.model import UNKNOWN, Audio
from ivrlint.text import Pause, Text


def heard(document) -> list[str]:
    """The prompts of the first step: words, recordings in brackets, pauses as seconds."""
    said = []
    for prompt in document.flows[0].steps[0].prompts:
        if isinstance(prompt.content, Audio):
            said.append(f"[{prompt.content.name}]")
        else:
            said.append(
                "".join(
                    f"<{piece.seconds}>" if isinstance(piece, Pause) else piece.text
                    for piece in prompt.content.pieces
                )
            )
    return said


@pytest.mark.parametrize(
    ("audio", "said"),
    [
        ("{tts: Hello.}", ["Hello."]),
        ("{tts: 'Hello {{name}}.'}", ["Hello {name}."]),
        ("{prompt: Prompt.Welcome}", ["[Prompt.Welcome]"]),
        ("{lit: {name: PromptSystem.processing}}", ["[PromptSystem.processing]"]),
        ("""{exp: 'ToAudioTTS("Hello.")'}""", ["Hello."]),
        ("""{exp: 'Append(ToAudioBlank(500), ToAudioTTS("Hi "), ToAudioTTS(Flow.Name))'}""",
         ["<0.5>Hi {Flow.Name}"]),
        ("""{exp: 'Append(ToAudio(Prompt.Welcome), ToAudioTTS("Hello."))'}""",
         ["[Prompt.Welcome]", "Hello."]),
        ("""{exp: 'Append(ToAudioTTS("You are number "), ToAudioNumber(Call.PositionInQueue))'}""",
         ["You are number {Call.PositionInQueue}"]),
        ("""{exp: 'ToAudioTTS(If(IsSet(Flow.x), "Yes.", "No."))'}""", ["Yes."]),
        ("""{exp: 'ToAudioTTS(If(IsSet(Flow.x), "", "No."))'}""", ["No."]),
        (r"""{exp: 'ToAudioTTS("Say \"hello\".")'}""", ['Say "hello".']),
        ("""{exp: '"You are " + Flow.Name + "."'}""", ["You are {Flow.Name}."]),
        ("""{exp: 'ToAudioTTS("<speak>One<break time=\\"2s\\"/>two</speak>")'}""", ["One<2.0>two"]),
        ("{noValue: true}", []),
        ("{exp: 'ToAudioTTS(('}", []),
    ],
)  # fmt: skip
def test_an_audio_value_says(in_task, audio: str, said: list[str]) -> None:
    assert heard(in_task(f"- playAudio: {{name: Say, audio: {audio}}}")) == said


def test_words_lead_to_their_place_through_yaml_and_expression(in_task) -> None:
    document = in_task(
        r"""
        - playAudio:
            name: Say
            audio:
              exp: "Append(\n    ToAudioTTS(\"One \"), \n    ToAudioTTS(\"two three\"))"
        """
    )
    content = document.flows[0].steps[0].prompts[0].content
    assert isinstance(content, Text)
    at = content.plain.index("three")
    assert content.plain == "One two three"
    assert content.part(at, at + 5).text == "three"


@pytest.mark.parametrize(
    ("expression", "may"),
    [
        ('AudioPlaybackOptions(ToAudioTTS("x"), false)', False),
        ('AudioPlaybackOptions(ToAudioTTS("x"), true)', True),
        ('ToAudioTTS("x")', UNKNOWN),
    ],
)
def test_callers_may_interrupt_what_the_options_let_them(in_task, expression, may) -> None:
    document = in_task(f"- playAudio: {{name: Say, audio: {{exp: '{expression}'}}}}")
    assert document.flows[0].steps[0].prompts[0].interruptible is may


def test_each_language_has_its_prompt(in_task) -> None:
    document = in_task(
        "- playAudio: {name: Say, audio: {en-us: {tts: Hello.}, nl-nl: {tts: Hallo.}}}"
    )
    prompts = document.flows[0].steps[0].prompts
    assert [(one.language, one.text.plain) for one in prompts] == [
        ("en-us", "Hello."),
        ("nl-nl", "Hallo."),
    ]
    assert document.flows[0].language == "en-gb"


def test_the_greeting_comes_first(in_task, ways) -> None:
    head = (
        "inboundCall:\n  name: B\n  startUpRef: './tasks/task[first]'\n"
        "  initialGreeting: {tts: Welcome.}\n"
    )
    document = in_task("- disconnect: {name: Over}", head=head)
    greeting = document.flows[0].steps[0]
    assert document.flows[0].start == "Initial Greeting"
    assert ways(greeting) == [("next", "Over")]
    assert heard(document) == ["Welcome."]
