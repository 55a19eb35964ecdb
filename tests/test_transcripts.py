"""Sound files whose words stand elsewhere in the project."""

from __future__ import annotations

from dataclasses import replace

from ivrlint.model import Audio, Document, Flow, Project, Prompt, Say, Transcript
from ivrlint.places import Source
from ivrlint.text import Text, Words

SOURCE = Source("menu.ivr", "Hello there.")
PLACE = SOURCE.place(0, 12)


def _said(text: str) -> Text:
    return Text((Words(text, PLACE),))


def _document(*transcripts: str, own: str | None = None) -> Document:
    audio = Audio("hello.wav", transcript=_said(own) if own else None)
    step = Say(name="hello", place=PLACE, prompts=(Prompt(content=audio, place=PLACE),))
    flow = Flow(name="main", place=PLACE, start="hello", steps=(step,))
    known = tuple(Transcript("hello.wav", _said(text), PLACE) for text in transcripts)
    return Document(source=SOURCE, format="test", flows=(flow,), transcripts=known)


def _heard(document: Document) -> str | None:
    Project([document])
    text = document.flows[0].steps[0].prompts[0].text
    return text.plain if text else None


def test_a_transcript_of_the_project_tells_what_is_said() -> None:
    assert _heard(_document("Hello there.")) == "Hello there."


def test_what_the_step_itself_says_comes_first() -> None:
    assert _heard(_document("Hello there.", own="Good day.")) == "Good day."


def test_without_a_transcript_it_is_not_known() -> None:
    assert _heard(_document()) is None


def test_two_transcripts_that_differ_tell_nothing() -> None:
    assert _heard(_document("Hello there.", "Hello there.")) == "Hello there."
    assert _heard(_document("Hello there.", "Good day.")) is None


def test_of_several_languages_the_one_that_is_spoken_counts() -> None:
    def heard(*languages: str | None, spoken: str | None = None) -> str | None:
        known = tuple(
            Transcript("hello.wav", _said(f"{language}."), PLACE, language)
            for language in languages
        )
        document = replace(_document(), transcripts=known, language=spoken)
        return _heard(document)

    assert heard("en", "ru", spoken="ru") == "ru."
    assert heard("en", "en-GB", spoken="en-GB") == "en-GB."
    assert heard("en-GB", "ru", spoken="en") == "en-GB."
    assert heard("en", None, spoken="ru") == "None."
    assert heard("en", spoken="ru") is None
    assert heard("en", "ru") is None


def test_a_recording_is_in_the_language_of_its_transcript_where_nothing_else_tells() -> None:
    known = (Transcript("hello.wav", _said("Hello."), PLACE, "en"),)
    document = replace(_document(), transcripts=known)
    Project([document])
    assert document.flows[0].steps[0].prompts[0].spoken_language == "en"
