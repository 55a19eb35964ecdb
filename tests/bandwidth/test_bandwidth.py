"""BXML: the verbs of Bandwidth, of both versions of the service."""

from __future__ import annotations

import pytest

from ivrlint.formats import Reading
from ivrlint.model import (
    Agent,
    Collect,
    Document,
    Exit,
    Hangup,
    Menu,
    Opaque,
    Record,
    Role,
    Say,
    Send,
    Set,
    Step,
    Target,
    Transfer,
    Voicemail,
)
from ivrlint.places import Source
from ivrlint_formats.bandwidth import BandwidthFormat


def read(content: str, path: str = "call.xml") -> Document:
    text = f"<Response>\n{content}\n</Response>"
    return BandwidthFormat().read(Source(path, text), Reading(lambda *_: None))


def steps(content: str) -> tuple[Step, ...]:
    return read(content).flows[0].steps


def ways(step: Step) -> list[tuple[str, str]]:
    def way(exit_: Exit) -> tuple[str, str]:
        target = exit_.target
        return exit_.cause.value, str(target) if isinstance(target, Target) else "?"

    return [way(exit_) for exit_ in step.exits]


def test_a_sentence_is_spoken_in_its_language() -> None:
    step = steps('<SpeakSentence locale="fr_CA">Bonjour {{nom}}</SpeakSentence><Hangup/>')[0]
    assert isinstance(step, Say)
    assert (step.prompts[0].language, step.prompts[0].content.plain) == ("fr-CA", "Bonjour {nom}")


@pytest.mark.parametrize("address", ["gatherUrl", "requestUrl"])
def test_one_digit_is_a_choice(address: str) -> None:
    step = steps(
        f'<Gather maxDigits="1" repeatCount="2" {address}="/a">'
        "<PlayAudio>b.wav</PlayAudio></Gather>"
    )[0]
    assert isinstance(step, Menu)
    assert not step.complete
    assert (step.presentations, step.timeout, step.terminator) == (2, 5.0, None)
    assert step.prompts[0].content.name == "b.wav"
    assert ways(step) == [("next", "?"), ("noinput", "?")]


def test_more_digits_are_data() -> None:
    step = steps('<Gather terminatingDigits="#" firstDigitTimeout="9"/><Hangup/>')[0]
    assert isinstance(step, Collect)
    assert (step.most, step.timeout, step.terminator) == (50, 9.0, "#")
    assert ways(step) == [("next", "hangup"), ("noinput", "hangup")]


def test_what_an_address_answers_may_be_nothing() -> None:
    step = steps('<Gather gatherUrl="/a"/><Hangup/>')[0]
    assert ways(step) == [("next", "?"), ("noinput", "?"), ("condition", "hangup")]


def test_after_a_transfer_the_next_verb_follows() -> None:
    step = steps(
        '<Transfer callTimeout="20"><PhoneNumber>1</PhoneNumber><SipUri>sip:a</SipUri></Transfer>'
        "<Hangup/>"
    )[0]
    assert isinstance(step, Transfer)
    assert (step.to, step.longest) == ("1, sip:a", 20.0)
    assert {target for _, target in ways(step)} == {"hangup"}
    step = steps('<Transfer transferCompleteUrl="/a"><PhoneNumber>1</PhoneNumber></Transfer>')[0]
    assert {target for _, target in ways(step)} == {"?"}


def test_in_the_first_version_only_who_was_not_answered_goes_on() -> None:
    step = steps('<Transfer transferTo="1" requestUrl="/a"/><SpeakSentence>a</SpeakSentence>')[0]
    assert ways(step) == [
        ("next", "?"),
        ("noanswer", "speaksentence"),
        ("busy", "speaksentence"),
        ("error", "speaksentence"),
    ]


@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        ("<Pause duration='2'/>", Say),
        ("<Record recordCompleteUrl='/a'/>", Voicemail),
        ("<Bridge>c-1</Bridge>", Agent),
        ("<Conference>team</Conference>", Agent),
        ("<Forward to='+1'/>", Transfer),
        ("<Hangup reason='busy'/>", Hangup),
        ("<SendMessage>Hi</SendMessage>", Send),
        ("<StartRecording/>", Record),
        ("<PauseRecording/>", Record),
        ("<Tag>x</Tag>", Set),
        ("<Ring duration='5'/>", Set),
        ("<Teleport/>", Opaque),
    ],
)
def test_what_else_there_is(verb: str, kind: type) -> None:
    assert type(steps(f"<SpeakSentence>a</SpeakSentence>{verb}")[1]) is kind


def test_a_redirect_is_a_jump() -> None:
    found = steps('<SpeakSentence>a</SpeakSentence><Redirect redirectUrl="call.xml"/>')
    assert [ways(step) for step in found] == [[("next", "call")]]
    found = steps("<SpeakSentence>a</SpeakSentence><Redirect/><Hangup/>")
    assert ways(found[0]) == [("next", "hangup")]


def test_files_lead_to_each_other() -> None:
    documents = BandwidthFormat().link(
        [
            read('<Gather maxDigits="1" gatherUrl="menu.xml"/>'),
            read("<SpeakSentence>a</SpeakSentence>", "menu.xml"),
        ]
    )
    assert [document.flows[0].role for document in documents] == [Role.ENTRY, Role.MODULE]


def test_faults_of_the_markup_are_told() -> None:
    document = read("<Transfer><PhoneNumber>1</PhoneNumber>")
    assert [problem.rule for problem in document.problems] == ["syntax-error"]
    assert document.flows[0].steps[0].kind == "transfer"


def test_the_syntax_is_the_tree_of_the_elements() -> None:
    shown = BandwidthFormat().syntax(Source("a.xml", "<Response><Hangup/></Response>"))
    assert shown["content"][0]["element"] == "Hangup"
