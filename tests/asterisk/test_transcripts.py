"""Transcripts: what is said in sound files, and by which names a dialplan knows them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.formats import Reading
from ivrlint.places import Source
from ivrlint.text import Pause
from ivrlint_formats.asterisk.format import AsteriskFormat
from ivrlint_formats.asterisk.settings.sounds import language_of, sound_name
from ivrlint_formats.asterisk.settings.transcripts import Transcripts, load, read_transcripts

ALONE = Reading(lambda _source, _name: None)


def transcripts(text: str, path: str = "sounds.txt") -> Transcripts:
    return read_transcripts(Source(path, text))


def said(text: str) -> dict[str, str]:
    return {one.audio: one.text.plain for one in transcripts(text).transcripts()}


def test_the_grammar_has_no_conflicts() -> None:
    load(strict=True)


def test_each_line_is_a_sound_and_what_is_said_in_it() -> None:
    text = "; Core sounds\n\nactivated: Activated.\r\n  vm-goodbye :Goodbye: see you; bye.  \n"
    found = transcripts(text)
    assert [sound.name for sound in found.sounds] == ["activated", "vm-goodbye"]
    assert [sound.text.plain for sound in found.sounds] == [
        "Activated.",
        "Goodbye: see you; bye.",
    ]
    for sound in found.sounds:
        assert sound.text.place.text == sound.text.plain
    assert [sound.place.begin for sound in found.sounds] == [(3, 1), (4, 3)]
    assert not found.problems


def test_a_sound_is_known_by_every_name_a_dialplan_may_have_for_it() -> None:
    assert said("digits/1: one\n") == {"digits/1": "one"}
    assert said("custom/menu.wav: Press 1.\n") == {
        "custom/menu.wav": "Press 1.",
        "custom/menu": "Press 1.",
    }
    assert said("de/custom/menu: Guten Tag.\n") == {
        "de/custom/menu": "Guten Tag.",
        "custom/menu": "Guten Tag.",
    }


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("custom/menu", "custom/menu"),
        ("custom/menu.WAV", "custom/menu"),
        ("pt_BR/menu.sln16", "menu"),
        ("/var/lib/asterisk/sounds/en/custom/menu", "custom/menu"),
        ("/usr/share/asterisk/sounds/menu.gsm", "menu"),
        ("/srv/menu.v2", "/srv/menu.v2"),
        ("ha/phone", "ha/phone"),
        ("wx/rain", "wx/rain"),
        ("en/", "en/"),
        ("en", "en"),
        ("", ""),
    ],
)
def test_names_of_sounds(name: str, known: str) -> None:
    assert sound_name(name) == known


def test_the_language_is_that_of_the_file_or_its_folder() -> None:
    assert transcripts("", "core-sounds-ru.txt").language == "ru"
    assert transcripts("", "a/extra-sounds-pt_BR.txt").language == "pt-BR"
    assert transcripts("", "sounds/de/own.txt").language == "de"
    assert transcripts("", "sounds/own.txt").language is None
    assert language_of("ha") is None


def test_what_is_no_speech_is_heard_as_silence() -> None:
    for text in ("beep: [a tone]\n", "silence/1: (1 second of silence)\n"):
        (sound,) = transcripts(text).sounds
        assert sound.text.plain == " "
    (sound,) = transcripts("silence/10: (10 seconds of silence)\n").sounds
    (piece,) = sound.text.pieces
    assert isinstance(piece, Pause)
    assert piece.seconds == 10
    assert said("menu: [beep] Press 1. [beep]\n") == {"menu": "[beep] Press 1. [beep]"}


def test_a_sound_without_text_is_not_known() -> None:
    assert said("menu:\nother: \t\n") == {}


def test_a_line_that_is_no_sound_is_told_and_hides_nothing() -> None:
    found = transcripts("menu: Press 1.\nand then wait\nbye: Goodbye.\n: empty\n")
    assert [sound.name for sound in found.sounds] == ["menu", "bye"]
    assert [(one.rule, one.place.text, one.hides) for one in found.problems] == [
        ("syntax-error", "and then wait", False),
        ("syntax-error", ": empty", False),
    ]


def test_a_comment_can_speak_to_the_linter() -> None:
    text = "; Ours\n;  ivrlint: ignore[syntax-error]\nnothing\n"
    (comment,) = transcripts(text).comments
    assert comment.text == "ivrlint: ignore[syntax-error]"
    assert comment.alone
    assert comment.place.begin.line == 2


def test_the_file_is_shown_as_names_and_texts() -> None:
    shown = AsteriskFormat().syntax(Source("core-sounds-en.txt", "; A\nbeep: [tone]\nbye: Bye.\n"))
    assert shown == {
        "language": "en",
        "sounds": [
            {"name": "beep", "text": "[tone]", "line": 2},
            {"name": "bye", "text": "Bye.", "line": 3},
        ],
    }


@given(st.text(alphabet="ab:; \t\r\n\x0b\x85\u2028[]()/", max_size=100))
def test_every_text_is_read_to_its_end(text: str) -> None:
    found = transcripts(text)
    for sound in found.sounds:
        assert sound.name
        assert sound.text.plain.strip() or isinstance(sound.text.pieces[0], Pause)
    seen = sum(line.strip() != "" for line in text.replace("\r", "\n").split("\n"))
    assert len(found.sounds) + len(found.problems) <= seen


def test_the_language_of_the_context_chooses_among_transcripts(configuration) -> None:
    sounds = {
        "core-sounds-en.txt": "vm-goodbye: Goodbye.\nde/hello: Hallo.\n",
        "core-sounds-ru.txt": "vm-goodbye: До свидания.\n",
    }
    said = "exten => s,1,Set(CHANNEL(language)={})\n same => n,Playback(vm-goodbye)\n"
    met = configuration(
        {
            "extensions.conf": f"[moscow]\n{said.format('ru')}"
            f"[london]\n{said.format('en')}"
            "[unknown]\nexten => s,1,Playback(vm-goodbye)\n"
            "[german]\nexten => s,1,Playback(de/hello)\n",
            **sounds,
        }
    )

    def heard(context: str, step: str) -> tuple[str | None, str | None]:
        prompt = met.step(context, step).prompts[0]
        return prompt.text.plain if prompt.text else None, prompt.spoken_language

    assert heard("moscow", "s,2") == ("До свидания.", "ru")
    assert heard("london", "s,2") == ("Goodbye.", "en")
    assert heard("unknown", "s,1") == (None, None)
    assert heard("german", "s,1") == ("Hallo.", "de")
