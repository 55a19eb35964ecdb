"""What is heard of files, phrases and spoken texts."""

from __future__ import annotations

import pytest

from ivrlint.model import Audio
from ivrlint.text import Pause, Variable

PLAYS = """
<include><context name="public"><extension name="line">
  <condition field="destination_number" expression="^1$">
    <action application="{}" data="{}"/>
    <action application="hangup"/>
  </condition>
</extension></context></include>
"""
MACROS = """
<include><language name="en" sound-prefix="$${{sound_prefix}}"><phrases><macros>
{}
</macros></phrases></language></include>
"""
SAID = """
<language><en>
  <ivr>
    <prompt phrase="Welcome to the bakery." filename="ivr-welcome.wav"/>
    <prompt phrase="for bread" filename="ivr-bread.wav"/>
    <prompt phrase="press" filename="ivr-press.wav"/>
    <prompt phrase="(two tones)" filename="ivr-tones.wav"/>
  </ivr>
  <digits><prompt phrase="one" filename="1.wav"/></digits>
</en></language>
"""


@pytest.fixture
def heard(whole):
    """What is heard when the dialplan plays something."""

    def play(data: str, *, application: str = "playback", macros: str = "", **files: str):
        met = whole(
            dialplan__public=PLAYS.format(application, data.replace("&", "&amp;")),
            lang__en=MACROS.format(macros),
            phrase_en=SAID,
            **files,
        )
        flow = met.flow("public")
        return met, [prompt for step in flow.steps for prompt in step.prompts]

    return play


def texts(prompts) -> list[str]:
    return [prompt.text.plain if prompt.text else f"<{prompt.content.name}>" for prompt in prompts]


@pytest.mark.parametrize(
    "name",
    [
        "ivr/ivr-welcome.wav",
        "ivr/8000/ivr-welcome.wav",
        "$${sound_prefix}/ivr/ivr-welcome.wav",
        "$${sounds_dir}/en/us/callie/ivr/16000/ivr-welcome.wav",
        "/usr/share/freeswitch/sounds/en/us/callie/ivr/ivr-welcome.wav",
        "{timeout=500}ivr/ivr-welcome.wav",
    ],
)
def test_a_sound_is_known_wherever_it_is_kept(heard, name: str) -> None:
    _, prompts = heard(name)
    assert texts(prompts) == ["Welcome to the bakery."]
    assert prompts[0].language == "en"


def test_of_a_sound_that_nobody_wrote_down_only_the_name_is_known(heard) -> None:
    _, (prompt,) = heard("bakery/closed.wav")
    assert prompt.content == Audio("bakery/closed.wav")


def test_what_is_said_in_a_sound_stands_where_it_is_written_down(heard) -> None:
    met, (prompt,) = heard("ivr/ivr-welcome.wav")
    assert prompt.place.source.path == "dialplan/public.xml"
    assert prompt.text.part(0, 7).source.path == "phrase_en.xml"
    assert prompt.text.part(0, 7).text == "Welcome"
    assert met.document("phrase_en.xml").transcripts[0].audio == "ivr/ivr-welcome.wav"


def test_sounds_of_one_string_are_one_text(heard) -> None:
    _, prompts = heard("file_string://ivr/ivr-bread.wav!ivr/ivr-press.wav!digits/1.wav")
    assert texts(prompts) == ["for bread press one"]


@pytest.mark.parametrize(
    "sound", ["say:Good morning, ${name}.", "say:flite:kal:Good morning, ${name}."]
)
def test_a_spoken_text_is_words_and_variables(heard, sound: str) -> None:
    _, (prompt,) = heard(sound)
    assert prompt.text.plain == "Good morning, {name}."
    assert prompt.text.part(0, 4).text == "Good"
    assert isinstance(prompt.text.pieces[1], Variable)


@pytest.mark.parametrize(
    "sound", ["silence_stream://1500", "local_stream://moh", "tone_stream://%(1000,0,640)"]
)
def test_silence_tones_and_music_say_nothing(heard, sound: str) -> None:
    _, prompts = heard(sound)
    assert [prompt for prompt in prompts if prompt.text and prompt.text.plain.strip()] == []


WELCOME = """
<macro name="Welcome">
  <input pattern="(.*)"><match>
    <action function="play-file" data="ivr/ivr-welcome.wav"/>
    <action function="play-file" data="silence_stream://1500"/>
    <action function="play-file" data="ivr/ivr-bread.wav"/>
    <action function="play-file" data="ivr/ivr-press.wav"/>
    <action function="say" data="1" method="pronounced" type="number"/>
  </match></input>
</macro>
"""


@pytest.mark.parametrize(
    ("application", "data"), [("playback", "phrase:welcome"), ("phrase", "welcome")]
)
def test_a_phrase_is_what_its_macro_plays(heard, application: str, data: str) -> None:
    _, (prompt,) = heard(data, application=application, macros=WELCOME)
    assert prompt.text.plain == "Welcome to the bakery. for bread press 1"
    assert [piece.seconds for piece in prompt.text.pieces if isinstance(piece, Pause)] == [
        1.5,
        0.1,
    ]
    assert prompt.place.source.path == "lang/en.xml"


def test_a_recording_in_a_phrase_that_nobody_wrote_down_stands_by_itself(heard) -> None:
    macro = """
    <macro name="m"><input pattern="(.*)"><match>
      <action function="play-file" data="ivr/ivr-welcome.wav"/>
      <action function="play-file" data="bakery/today.wav"/>
      <action function="speak-text" data="Goodbye."/>
    </match></input></macro>
    """
    _, prompts = heard("phrase:m", macros=macro)
    assert texts(prompts) == ["Welcome to the bakery.", "<bakery/today.wav>", "Goodbye."]


COUNTED = """
<macro name="loaves">
  <input pattern="^1$" break_on_match="true"><match>
    <action function="speak-text" data="one loaf"/></match></input>
  <input pattern="^([0-9]+)$"><match>
    <action function="speak-text" data="$1 loaves"/></match>
    <nomatch><action function="speak-text" data="no loaves"/></nomatch></input>
</macro>
"""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("1", ["one loaf"]),
        ("12", ["12 loaves"]),
        ("many", ["no loaves"]),
        ("${count}", ["<phrase:loaves>"]),
    ],
)
def test_a_phrase_says_what_its_data_asks_for(heard, data: str, said: list[str]) -> None:
    _, prompts = heard(f"phrase:loaves:{data}", macros=COUNTED)
    assert texts(prompts) == said


def test_what_the_call_fills_in_is_a_variable(heard) -> None:
    macro = """
    <macro name="m"><input pattern="^(.*)$"><match>
      <action function="speak-text" data="You are number"/>
      <action function="say" data="${fifo_position}" method="pronounced" type="items"/>
    </match></input></macro>
    """
    _, (prompt,) = heard("phrase:m", macros=macro)
    assert prompt.text.plain == "You are number {fifo_position}"


def test_phrases_that_play_one_another_in_a_circle_end(heard) -> None:
    macro = """
    <macro name="m"><input pattern="(.*)"><match>
      <action function="play-file" data="phrase:m"/></match></input></macro>
    """
    _, prompts = heard("phrase:m", macros=macro)
    assert texts(prompts) == ["<phrase:m>"]


def test_a_phrase_that_is_nowhere_is_only_a_name(heard) -> None:
    _, prompts = heard("phrase:nowhere")
    assert texts(prompts) == ["<phrase:nowhere>"]


def test_a_phrase_that_the_whole_configuration_lacks_is_told(heard) -> None:
    met, _ = heard("phrase:nowhere:1", macros=WELCOME)
    assert met.told() == [
        "invalid-value: there is no phrase 'nowhere' in the language 'en': nothing is heard"
    ]
    assert met.problems[0].place.text == "nowhere"


@pytest.mark.parametrize(
    ("sound", "more"),
    [
        ("phrase:${which}", ""),
        ("phrase:nowhere", '<X-PRE-PROCESS cmd="include" data="elsewhere.xml"/>'),
    ],
)
def test_a_phrase_that_may_be_elsewhere_is_no_fault(heard, sound: str, more: str) -> None:
    met, _ = heard(sound, macros=more)
    assert met.told() == []


def test_a_transcript_of_another_language_does_not_count(heard) -> None:
    met, prompts = heard("$${sounds_dir}/de/de/callie/ivr/ivr-welcome.wav")
    assert texts(prompts) == ["<ivr/ivr-welcome.wav>"]
    assert prompts[0].language == "de-DE"
    assert len(met.document("phrase_en.xml").transcripts) == 5


def test_the_name_of_a_translation_tells_its_language(heard) -> None:
    translated = SAID.replace("Welcome to the bakery.", "Bem-vindo.")
    met, (prompt,) = heard("ivr/ivr-welcome.wav", phrase_pt_BR=translated)
    assert met.document("phrase_pt_BR.xml").transcripts[0].language == "pt-BR"
    assert prompt.content == Audio("ivr/ivr-welcome.wav")
    _, (prompt,) = heard("$${sounds_dir}/en/us/a/ivr/ivr-welcome.wav", phrase_pt_BR=translated)
    assert prompt.text.plain == "Welcome to the bakery."


def test_a_note_in_brackets_is_no_speech(heard) -> None:
    _, prompts = heard("ivr/ivr-tones.wav")
    assert [text.strip() for text in texts(prompts)] == [""]


def test_what_a_macro_speaks_is_in_the_language_of_the_macro(heard) -> None:
    spoken = '<action function="speak-text" data="Press one."/>'
    macro = f'<macro name="hello"><input pattern="(.*)"><match>{spoken}</match></input></macro>'
    _, (prompt,) = heard("phrase:hello", macros=macro)
    assert (prompt.text.plain, prompt.language) == ("Press one.", "en")
