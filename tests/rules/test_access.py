"""The pack a11y: who cannot speak, hurry, hear, or understand hard words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ivrlint.finding import Finding

    Finder = Callable[..., list[Finding]]
    Judge = Callable[..., list[tuple[int, str]]]

SPOKEN = """
    phone "+44 20 7946 0100" {{
        start -> main
        menu main {{
            say "Say sales or service."
            {how}
            word "sales" -> people
            noinput -> {silence}
            nomatch -> main
        }}
        {more}
        queue people
    }}
    """


def spoken(how: str = "speech\nkeys no", silence: str = "main", more: str = "") -> str:
    return SPOKEN.format(how=how, silence=silence, more=more)


def test_a_question_that_takes_speech_only_shuts_people_out(found_by: Finder) -> None:
    (found,) = found_by("speech-only-input", spoken())
    assert found.severity is None
    assert found.message == "'main' takes speech only; let callers press keys as well"


def test_silence_that_leads_to_a_person_makes_it_a_warning(found_by: Finder) -> None:
    (found,) = found_by("speech-only-input", spoken(silence="people"))
    assert str(found.severity) == "warning"


@pytest.mark.parametrize(
    ("how", "more"),
    [
        ("speech", ""),
        ("speech unknown\nkeys no", ""),
        ("speech\nkeys", ""),
        ("speech\nkeys no\nkey 1 -> people", ""),
        ("speech\nkeys no", "key 0 -> people"),
        ("speech\nkeys no\nfact smart-speaker", ""),
    ],
    ids=["unsaid", "unknown", "keys", "option", "global key", "smart speaker"],
)
def test_keys_or_what_nobody_knows_keep_it_silent(how: str, more: str, said_by: Judge) -> None:
    assert said_by("speech-only-input", spoken(how, more=more)) == []


def test_a_question_with_keys_after_silence_helps(said_by: Judge) -> None:
    more = 'menu typed { say "Press 1."\n keys\n key 1 -> people\n noinput -> people }'
    assert said_by("speech-only-input", spoken(silence="typed", more=more)) == []


def test_all_speech_only_questions_of_a_flow_are_one_finding(found_by: Finder) -> None:
    more = "collect name { speech\nkeys no\nas name\nnoinput -> name\nnext -> people }"
    text = spoken(more=more).replace('word "sales" -> people', 'word "sales" -> name')
    (found,) = found_by("speech-only-input", text)
    assert "and so does another question" in found.message
    assert len(found.related) == 1


def test_a_phone_bot_without_keys_takes_speech_only_and_a_chat_bot_may(said_by: Judge) -> None:
    text = '{kind} "x" {{ bot sam {{ word "help" -> people }}\n queue people }}'
    assert len(said_by("speech-only-input", text.format(kind="phone"))) == 1
    assert said_by("speech-only-input", text.format(kind="chat")) == []


HURRIED = """
    phone "+44 20 7946 0100" {{
        language en
        start -> code
        collect code {{
            say "Enter your meter number."
            timeout 5s
            presentations 1
            noinput -> {silence}
            nomatch -> people
            next -> people
            {more}
        }}
        say unknown {{ "We do not know your meter." }}
        queue people
    }}
    """


def test_a_short_time_that_nothing_stretches_is_told(said_by: Judge) -> None:
    assert said_by("missing-more-time", HURRIED.format(silence="unknown", more="")) == [
        (
            5,
            "'code' gives 5 seconds, and is asked once; ask again, or let a key give more time",
        )
    ]


@pytest.mark.parametrize(
    ("silence", "more"),
    [
        ("people", ""),
        ("code", ""),
        ("unknown", "timeout 20s"),
        ("unknown", "timeout unknown"),
        ("unknown", "presentations 3"),
        ("unknown", "key * -> code"),
        ("unknown", 'say "Take your time."'),
        ("unknown", 'say "Otherwise you can now hang up."'),
        ("unknown", "fact screening"),
    ],
)
def test_time_that_is_enough_or_can_be_stretched(silence: str, more: str, said_by: Judge) -> None:
    text = HURRIED.format(silence=silence, more=more)
    for name in ("timeout", "presentations"):
        if more.startswith(name):
            old = "timeout 5s" if name == "timeout" else "presentations 1"
            text = text.replace(old, "", 1)
    assert said_by("missing-more-time", text) == []


def test_a_menu_that_only_throws_keys_away_asks_nothing(said_by: Judge) -> None:
    text = """
    phone "+44 20 7946 0100" {{
        language en
        start -> purge
        menu purge {{
            {said}
            timeout 5s
            presentations 1
            noinput -> tell
            nomatch -> tell
            key 1 -> again
        }}
        say tell {{ "Your meter has been read." }}
        say again {{ "We come on Monday." }}
    }}
    """
    assert said_by("missing-more-time", text.format(said="")) == []
    assert said_by("missing-more-time", text.format(said='say "When do we come? Press 1."'))


def test_what_may_come_after_silence_is_not_judged(skipped_by: Judge) -> None:
    text = HURRIED.format(silence='? "a program decides"', more="")
    assert [reason for _, reason in skipped_by("missing-more-time", text)] == [
        "it is not known what comes after silence"
    ]


LINE = """
    phone line "+44 20 7946 0100" {{
        language en
        queue agents {{ {line} }}
    }}
    page contact {{
        language {tag}
        text "{page}"
        {more}
    }}
    """


def line(page: str = "Call us.", more: str = "", heard: str = "", tag: str = "en") -> str:
    return LINE.format(page=page, more=more, line=heard, tag=tag)


def test_a_service_that_only_answers_the_phone_is_told(said_by: Judge) -> None:
    assert [at for at, _ in said_by("voice-only-channel", line())] == [2]


@pytest.mark.parametrize(
    "text",
    [
        line(page="Call us, or chat with us."),
        line(page="Write to help@example.org."),
        line(more="kind form"),
        line(more="free-text"),
        line(more='link "Mail" to "mailto:help@example.org"'),
        line(heard='say "Deaf callers can use text relay."'),
        line() + 'chat "www.example.org" { bot sam { nomatch -> end }\n hangup end }',
        line() + 'reply ack { from "help@example.org"\n body "We have it." }',
        line().partition("page contact")[0],
    ],
    ids=["chat", "address", "form", "text", "link", "relay", "bot", "mail", "phone only"],
)
def test_another_way_in_or_nothing_known_keeps_it_silent(text: str, said_by: Judge) -> None:
    assert said_by("voice-only-channel", text) == []


def test_a_mailbox_that_nobody_reads_is_no_way_in(said_by: Judge) -> None:
    text = line() + 'reply ack { from "no-reply@example.org"\n body "We have it." }'
    assert len(said_by("voice-only-channel", text)) == 1


def test_a_page_in_an_unknown_language_is_not_judged(skipped_by: Judge) -> None:
    assert len(skipped_by("voice-only-channel", line("Soita meille.", tag="fi"))) == 1


def said(text: str, more: str = "", role: str = "entry") -> str:
    return f"""
    phone line "+44 20 7946 0100" {{
        language en
        role {role}
        say hello {{
            "{text}"
            {more}
        }}
    }}
    """


LONG = (
    "We would like to tell you that all of the people who could help you with this are away today"
)


def test_a_long_spoken_sentence_is_hard(said_by: Judge) -> None:
    assert said_by("hard-language", said(LONG + ".")) == [
        (6, "a spoken sentence of 20 words; 18 are enough")
    ]
    assert said_by("hard-language", said(LONG + "."), words=20) == []


@pytest.mark.parametrize(
    "text",
    [
        said("We would like to tell you this. All of the people who could help are away today."),
        said(LONG + ".", more="fact mandatory"),
        said(LONG + ".", role="whisper"),
        said(LONG + ", so press 1 to leave a message."),
        said("We are open on all the days of the week from nine in the morning to five at night."),
        said(LONG.replace("all of the people", "{a}, {b}, {c}, {d} and {e}") + "."),
    ],
    ids=["two sentences", "mandatory", "for colleagues", "a key", "hours", "data"],
)
def test_what_is_not_too_long_for_a_listener(text: str, said_by: Judge) -> None:
    assert said_by("hard-language", text) == []


def test_the_length_of_what_is_read_is_not_measured_but_its_words_are(said_by: Judge) -> None:
    text = f'reply ack {{ language en\n body "{LONG}. Your remittance was an invalid entry." }}'
    assert [message.partition(" ")[0] for _, message in said_by("hard-language", text)] == [
        "'invalid'"
    ]


def test_many_long_words_are_hard(said_by: Judge) -> None:
    text = (
        "Unfortunately the administration of your identification is temporarily unavailable."
        " Telephonic authorisation is not possible."
    )
    ((_, message),) = said_by("hard-language", said(text))
    assert "words are long" in message


def test_a_hard_word_is_told_of_where_it_stands(found_by: Finder) -> None:
    (found,) = found_by("hard-language", said("We are sorry that this was an invalid entry."))
    assert found.place.text == "invalid"


@pytest.mark.parametrize(
    ("words", "hard"),
    [
        ("The data action timed out.", ["data action"]),
        ("We failed to collect input data.", ["input data"]),
        ("Error in the Lambda function.", ["Lambda function"]),
        ("For data and roaming, press 2.", []),
    ],
)
def test_the_names_of_the_machinery_are_no_words_for_callers(
    words: str, hard: list[str], found_by: Finder
) -> None:
    assert [one.place.text for one in found_by("hard-language", said(words))] == hard


def test_the_same_words_are_told_of_once_in_a_file(said_by: Judge) -> None:
    text = said("Invalid entry.") + "\n".join(
        f'phone line{n} "{n}" {{ language en\n say a {{ "Invalid entry." }} }}' for n in (1, 2)
    )
    assert len(said_by("hard-language", text)) == 1


def test_u_and_je_in_one_flow_are_one_finding_at_the_rarer_form(found_by: Finder) -> None:
    (found,) = found_by(
        "hard-language",
        """
        phone "+31 20 555 0100" {
            language nl
            say one { "Heeft u een vraag? Wij helpen u."
                      next -> two }
            say two { "Blijf aan de lijn, dan helpen wij je." }
        }
        """,
    )
    assert found.message == "'je', and elsewhere 'u': address people in one way"
    assert found.place.text == "je"


def test_u_in_one_line_and_je_in_another_is_no_mixture(said_by: Judge) -> None:
    text = """
        phone one "1" { language nl
            say a { "Wij helpen u." } }
        phone two "2" { language nl
            say a { "Wij helpen je." } }
        """
    assert said_by("hard-language", text) == []


LANGUAGES = """
    phone "+44 20 7946 0100" {{
        language en
        start -> {start}
        menu main {{
            say "For sales, press 1. For anything else, press 2."
            key 1 -> people
            key 2 -> languages
            noinput -> people
        }}
        menu languages {{
            {offer}
            key 1 -> people
            key 2 -> people
            noinput -> people
        }}
        queue people
    }}
    """

BOTH = 'say "For English, press 1."\nsay "Para español, oprima dos." language es'


def test_a_choice_of_language_behind_a_menu_comes_late(said_by: Judge) -> None:
    assert said_by("late-language-choice", LANGUAGES.format(start="main", offer=BOTH)) == [
        (11, "the choice of a language comes after 'main'; offer it first")
    ]


def test_a_choice_of_language_at_once_does_not(said_by: Judge) -> None:
    assert said_by("late-language-choice", LANGUAGES.format(start="languages", offer=BOTH)) == []


@pytest.mark.parametrize(
    ("offer", "count"),
    [
        ('say "For English, press 1. For Spanish, press 2."', 1),
        ('say "For English, press 1. Para español, oprima dos."', 0),
        ('say "For English, press 1."', 0),
        ('say "For English lessons, press 1. For German lessons, press 2."', 0),
        ('say "For English, press 1. For Spanish, press 2."\nplay "es.wav"', 0),
    ],
    ids=["foreign name", "own name", "own language", "lessons", "recording"],
)
def test_a_language_has_to_be_called_by_its_own_name(
    offer: str, count: int, said_by: Judge
) -> None:
    found = said_by("late-language-choice", LANGUAGES.format(start="languages", offer=offer))
    assert len(found) == count


def test_a_recording_may_hold_the_own_name(skipped_by: Judge) -> None:
    offer = 'say "For English, press 1. For Spanish, press 2."\nplay "es.wav"'
    text = LANGUAGES.format(start="languages", offer=offer)
    assert len(skipped_by("late-language-choice", text)) == 1


def test_a_menu_whose_answers_are_all_words_takes_speech_only(said_by: Judge) -> None:
    """An extension that may be dialled past it is no answer."""
    text = """
        phone {{
            role outbound
            language en-GB
            start -> still
            menu still {{
                say "Do you still want to speak with us?"
                speech
                keys
                word "yes" -> agents
                {more}
                key none -> ? "callers may dial a colleague" within starts
                noinput -> agents
                nomatch -> still
            }}
            queue agents {{ }}
        }}
        """
    assert said_by("speech-only-input", text.format(more='word "no" -> still'))
    assert not said_by("speech-only-input", text.format(more="key 2 -> still"))
