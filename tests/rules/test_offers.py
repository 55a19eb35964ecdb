"""What menus say and offer: how many options, how long, in what order, under what names."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrlint.finding import Finding

    Judge = Callable[..., list[tuple[int, str]]]
    Found = Callable[[str, str], list[Finding]]

LINE = """phone "+44 20 7946 0100" {{
    language en-GB
    start -> main
    {steps}
    queue agents
    say goodbye {{ "Goodbye." }}
}}
"""
SIX = (
    "For sales, press 1. For delivery, press 2. For a fault, press 3."
    " For an invoice, press 4. For a complaint, press 5. For the press, press 6."
)


def _menu(said: str, *more: str) -> str:
    lines = "\n        ".join(more or ("key 1-9 -> agents",))
    return LINE.format(steps=f'menu main {{\n        say "{said}"\n        {lines}\n    }}')


def _mended(text: str, finding: Finding) -> str:
    assert finding.fix is not None
    for edit in sorted(finding.fix.edits, key=lambda edit: -edit.place.start):
        text = text[: edit.place.start] + edit.text + text[edit.place.end :]
    return text


# too-many-options


def test_six_options_are_one_too_many(said_by: Judge) -> None:
    ((line, message),) = said_by("too-many-options", _menu(SIX))
    assert line == 4
    assert message.startswith("'main' offers 6 choices, more than 5")


@pytest.mark.parametrize("more", ["fact expert", "fact language-choice"])
def test_callers_who_know_the_menu_or_wait_for_their_language_are_left_alone(
    more: str, said_by: Judge
) -> None:
    assert not said_by("too-many-options", _menu(SIX, "key 1-9 -> agents", more))


def test_service_keys_are_no_options(said_by: Judge) -> None:
    said = SIX.rpartition(" For the")[0] + " To go back, press star. Press 9 or 0 for help."
    assert not said_by("too-many-options", _menu(said))


def test_a_nine_that_ends_the_row_is_an_option(said_by: Judge) -> None:
    said = SIX + " For a, press 7. For b, press 8. For c, press 9."
    ((_, message),) = said_by("too-many-options", _menu(said))
    assert "offers 9 choices" in message


def test_the_lines_of_a_list_of_results_are_no_options(said_by: Judge) -> None:
    said = " ".join(f"For {{found-{key}}}, press {key}." for key in range(1, 7))
    assert not said_by("too-many-options", _menu(said))


def test_of_a_recording_the_keys_that_are_bound_count(said_by: Judge) -> None:
    keys = "\n        ".join(f"key {key} -> agents" for key in range(1, 8))
    steps = f'menu main {{\n        play "menu.wav"\n        {keys}\n    }}'
    ((_, message),) = said_by("too-many-options", LINE.format(steps=steps))
    assert "offers 7 choices" in message


def test_the_first_menu_has_a_limit_of_its_own(said_by: Judge) -> None:
    first = 'menu main {\n say "For sales, press 1. For the rest, press 2."\n key 1-2 -> more\n }'
    steps = first + f'\n menu more {{\n say "{SIX}"\n key 1-6 -> agents\n }}'
    text = LINE.format(steps=steps)
    assert not said_by("too-many-options", text, max=6, max_top=2)
    assert [line for line, _ in said_by("too-many-options", text, max=6, max_top=1)] == [4]
    assert [line for line, _ in said_by("too-many-options", text, max=5, max_top=6)] == [8]


# prompt-too-long

LONG = "We have sold and repaired bicycles, and all that belongs to them, in this town since 1921. "


NOTICES = "This call costs fifteen cents a minute. This call is recorded to train our staff."
ANSWER = (
    "Your order for {number} bicycles with all that belongs to them and a bell will be"
    " delivered on {day} between {begin} and {end} by our own people."
)


def test_what_is_said_before_the_menu_counts_up_to_the_first_key(said_by: Judge) -> None:
    steps = f"""say main {{
        "{LONG}"
        next -> choice
    }}
    menu choice {{
        say "{LONG} For sales, press 1. For service, press 2."
        key 1-2 -> agents
    }}"""
    ((_, message),) = said_by("prompt-too-long", LINE.format(steps=steps))
    assert "seconds go by before the first option is told, more than 10" in message
    assert not said_by("prompt-too-long", LINE.format(steps=steps), intro=30)


def test_an_answer_is_no_introduction_to_the_offer_after_it(said_by: Judge) -> None:
    steps = f"""menu main {{
        say "For lost keys, press 1. For sales, press 2."
        key 1 -> lost
        key 2 -> agents
    }}
    say lost {{
        "{LONG} {LONG}"
        next -> more
    }}
    menu more {{
        say "If that is no answer, press 1."
        key 1 -> agents
    }}"""
    assert not said_by("prompt-too-long", LINE.format(steps=steps))


def test_an_emergency_number_in_a_clause_of_its_own_belongs_to_the_notice(said_by: Judge) -> None:
    notice = "If you smell gas, hang up and at once call 0800 111 999. "
    rest = "Thank you for calling the people who bring you warmth and light every day of the year. "
    assert not said_by("prompt-too-long", _menu(notice + rest + "For sales, press 1."))


@pytest.mark.parametrize(
    "said",
    [
        f"{NOTICES} We are open from nine to five today. For sales, press 1.",
        f"{ANSWER} To go on, press 1.",
    ],
)
def test_notices_and_answers_are_no_introduction(said: str, said_by: Judge) -> None:
    assert not said_by("prompt-too-long", _menu(said))


def test_a_text_that_has_to_be_heard_counts_from_eight_seconds_on(said_by: Judge) -> None:
    said = f"{LONG}{LONG}For sales, press 1."
    assert said_by("prompt-too-long", _menu(said))
    assert not said_by("prompt-too-long", _menu(said, "key 1 -> agents", "fact mandatory"))


def test_an_option_that_takes_long_is_told(said_by: Judge) -> None:
    said = (
        "For sales, press 1. If you have bought a bicycle from us in one of our shops and would"
        " like us to have a look at its brakes before the winter, press 2."
    )
    ((_, message),) = said_by("prompt-too-long", _menu(said))
    assert message.startswith("this option takes ")


def test_a_menu_that_takes_long_as_a_whole_is_told(said_by: Judge) -> None:
    ((line, message),) = said_by("prompt-too-long", _menu(SIX), menu=12)
    assert line == 4
    assert message.startswith("'main' takes ")


def test_the_length_of_a_recording_goes_before_the_estimate(said_by: Judge) -> None:
    steps = """menu main {
        play "menu.wav" says "Welcome. For sales, press 1. For support, press 2." lasts 40s
        key 1-2 -> agents
    }"""
    found = [message for _, message in said_by("prompt-too-long", LINE.format(steps=steps))]
    assert found[0].startswith("'main' takes 40")
    assert said_by("prompt-too-long", LINE.format(steps=steps.replace("40s", "9s"))) == []


def test_too_many_options_are_not_told_twice(said_by: Judge) -> None:
    found = said_by(["too-many-options", "prompt-too-long"], _menu(SIX * 3))
    assert [message[:16] for _, message in found] == ["'main' offers 6 "]


# key-before-option


def test_each_key_moves_behind_what_it_is_for(found_by: Found) -> None:
    text = _menu("Welcome. Please press 1 for sales, 2 for support, or press 3 to speak with us.")
    (finding,) = found_by("key-before-option", text)
    assert finding.fix is not None
    assert not finding.fix.safe
    mended = _mended(text, finding)
    assert (
        "Welcome. For sales, please press 1, for support, 2, or to speak with us, press 3."
        in mended
    )
    assert not found_by("key-before-option", mended)


def test_a_mended_menu_announces_the_same_keys(found_by: Found, said_by: Judge) -> None:
    text = _menu("Press 1 for sales. Press 2 for support.", "key 1 -> agents", "key 2 -> agents")
    mended = _mended(text, found_by("key-before-option", text)[0])
    assert "For sales, press 1. For support, press 2." in mended
    assert not said_by(["unbound-key", "unannounced-key", "key-gap"], mended)


def test_a_text_of_several_lines_is_mended_too(found_by: Found) -> None:
    steps = '''menu main {
        say """
            Press 1 for
            sales. Press 2 for support.
            """
        key 1 -> agents
        key 2 -> agents
    }'''
    text = LINE.format(steps=steps)
    assert "For\n            sales, press 1. For support, press 2." in _mended(
        text, found_by("key-before-option", text)[0]
    )


@pytest.mark.parametrize(
    "said",
    [
        "Press 1 to confirm.",
        "For sales, press 1 for support, press 2.",
        "Say sales or press 1. Say support or press 2.",
        "Would you like to book? Press 1. To cancel, press 2.",
    ],
)
def test_a_key_after_its_purpose_or_alone_is_left_alone(said: str, said_by: Judge) -> None:
    assert not said_by("key-before-option", _menu(said))


def test_a_sentence_with_more_than_a_key_and_a_purpose_is_not_mended(found_by: Found) -> None:
    text = _menu("Press 1, if you have it ready, for sales. Press 2 for support.")
    assert [finding.fix for finding in found_by("key-before-option", text)] == [None]


# key-gap


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("For a, press 1. For b, press 2. For c, press 8.", "the keys jump from 2 to 8"),
        ("For a, press 2. For b, press 3.", "the first key is 2; callers expect 1 and 2"),
        ("For a, press 2. For b, press 1.", "the keys are told in the order 2 and 1"),
    ],
)
def test_keys_that_jump_or_stand_in_another_order(said: str, message: str, said_by: Judge) -> None:
    ((_, found),) = said_by("key-gap", _menu(said))
    assert found.startswith(message)


@pytest.mark.parametrize(
    "said",
    [
        "For sales, press 1. For support, press 2. To repeat this, press 9. For help, press 0.",
        "For sales, press 3.",
        "For English, press 1. Pour le français, tapez 2. For all others, press 3.",
    ],
)
def test_keys_in_order_and_keys_in_other_languages_are_no_gap(said: str, said_by: Judge) -> None:
    assert not said_by("key-gap", _menu(said))


def test_what_is_not_known_may_fill_the_gap(said_by: Judge, skipped_by: Judge) -> None:
    steps = """menu main {
        say "For sales, press 1."
        play "two.wav"
        say "For support, press 3."
        key 1-3 -> agents
    }"""
    assert not said_by("key-gap", LINE.format(steps=steps))
    assert skipped_by("key-gap", LINE.format(steps=steps))


def test_a_team_may_fix_other_keys(said_by: Judge) -> None:
    text = _menu("For sales, press 1. For the operator, press 8.")
    assert said_by("key-gap", text)
    assert not said_by("key-gap", text, fixed_keys={"8": "operator"})


# reserved-key-reused


@pytest.mark.parametrize(
    ("said", "option"),
    [
        ("To hear this again, press star.", "key * -> main"),
        ("To speak with an adviser, press hash.", "key # -> agents"),
        ("For anything else, press star.", "key * -> agents"),
        ("To end the call, press hash.", "key # -> goodbye"),
        ("Something.", "key * -> agents"),
    ],
)
def test_service_keys_that_serve_are_left_alone(said: str, option: str, said_by: Judge) -> None:
    text = _menu(f"For sales, press 1. For support, press 2. {said}", "key 1-2 -> agents", option)
    assert not said_by("reserved-key-reused", text)


def test_a_star_for_a_topic_is_told(said_by: Judge) -> None:
    text = _menu(
        "For sales, press 1. For support, press 2. For delivery, press star.",
        "key 1-2 -> agents",
        "key * -> agents",
    )
    ((line, message),) = said_by("reserved-key-reused", text)
    assert line == 7
    assert message.startswith("key * is for going back, and here it chooses a topic")


def test_a_country_may_have_another_key_for_a_person(said_by: Judge) -> None:
    steps = """menu main {
        say "For sales, press 1. For an adviser, press 9."
        key 1 -> more
        key 9 -> agents
    }
    menu more {
        say "For bicycles, press 1. To hear this again, press 9."
        key 1 -> agents
        key 9 -> more
    }"""
    assert not said_by("reserved-key-reused", LINE.format(steps=steps))
    ((line, _),) = said_by("reserved-key-reused", LINE.format(steps=steps), operator="9")
    assert line == 12


# missing-other-option

THREE = "For sales, press 1. For delivery, press 2. For invoices, press 3."
LOST = ("noinput -> goodbye", "nomatch -> goodbye")


def test_a_menu_of_topics_without_a_way_for_the_rest(said_by: Judge) -> None:
    ((line, message),) = said_by("missing-other-option", _menu(THREE, "key 1-3 -> agents", *LOST))
    assert line == 4
    assert message.startswith("no key is for anything else in 'main'")


@pytest.mark.parametrize(
    ("said", "more"),
    [
        (THREE + " For anything else, press 4.", ("key 1-4 -> agents", *LOST)),
        (THREE + " To speak with an adviser, press 4.", ("key 1-4 -> agents", *LOST)),
        (THREE, ("key 1-3 -> agents", "key 0 -> agents", *LOST)),
        (THREE, ("key 1-3 -> agents", "noinput -> agents", "nomatch -> goodbye")),
        (THREE, ("key 1-2 -> agents", 'key 3 "other questions" -> agents', *LOST)),
        ("For sales, press 1. For support, press 2.", ("key 1-2 -> agents", *LOST)),
        (THREE, ("key 1-3 -> agents", "complete no", *LOST)),
        (THREE, ("key 1-3 -> agents", "fact yes-no", *LOST)),
        (THREE, ("key 1-3 -> goodbye", *LOST)),
    ],
)
def test_menus_with_a_way_for_the_rest_or_without_topics(
    said: str, more: tuple[str, ...], said_by: Judge
) -> None:
    assert not said_by("missing-other-option", _menu(said, *more))


def test_a_recording_may_tell_of_a_key_for_the_rest(said_by: Judge, skipped_by: Judge) -> None:
    steps = f"""menu main {{
        say "{THREE}"
        play "more.wav"
        key 1-4 -> agents
        noinput -> goodbye
        nomatch -> goodbye
    }}"""
    assert not said_by("missing-other-option", LINE.format(steps=steps))
    assert skipped_by("missing-other-option", LINE.format(steps=steps))


def test_only_the_first_menus_need_a_way_for_the_rest(said_by: Judge) -> None:
    first = _menu(THREE + " For anything else, press 4.", "key 1-4 -> more", *LOST)
    second = f"""menu more {{
        say "{THREE}"
        key 1-3 -> agents
        noinput -> goodbye
        nomatch -> goodbye
    }}
    queue agents
"""
    text = first.replace("queue agents\n", second)
    assert not said_by("missing-other-option", text)
    ((line, _),) = said_by("missing-other-option", text, levels=2)
    assert line == 10


# overlapping-labels


@pytest.mark.parametrize(
    "said",
    [
        "For a complaint about delivery, press 1. For delivery complaints, press 2.",
        "To change your address, press 1. For a change of the address of a firm, press 2.",
    ],
)
def test_options_that_sound_alike(said: str, said_by: Judge) -> None:
    ((_, message),) = said_by("overlapping-labels", _menu(said))
    assert message.startswith("key 2 sounds like key 1: both are about")


@pytest.mark.parametrize(
    "said",
    [
        "For a new order, press 1. For an existing order, press 2.",
        "For an account, press 1. For a business account, press 2.",
        "For questions about parcels, press 1. For questions about letters, press 2.",
        "To test mail, press 1. To test voice, press 2. To test video, press 3.",
        "For {first}, press 1. For {second}, press 2.",
        "For sales, press 1. For support, press 2.",
    ],
)
def test_options_that_differ_where_it_matters(said: str, said_by: Judge) -> None:
    assert not said_by("overlapping-labels", _menu(said))


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("If it works, press 1. If it does not work, press 2.", "en-GB"),
        ("Werkt het nu, toets 1. Werkt het niet, toets 2.", "nl-NL"),
        ("Funktioniert es jetzt, drücken Sie 1. Funktioniert es nicht, drücken Sie 2.", "de-DE"),
        ("Si cela fonctionne, tapez 1. Si cela ne fonctionne pas, tapez 2.", "fr-FR"),
        ("Si funciona, pulse 1. Si no funciona, pulse 2.", "es-ES"),
    ],
)
def test_options_of_which_one_denies_the_other(said: str, language: str, said_by: Judge) -> None:
    assert not said_by("overlapping-labels", _menu(said).replace("en-GB", language))


def test_labels_are_compared_where_no_key_is_told(said_by: Judge) -> None:
    steps = """menu main {
        play "menu.wav"
        key 1 "complaints about delivery" -> agents
        key 2 "delivery and complaints" -> agents
    }"""
    assert said_by("overlapping-labels", LINE.format(steps=steps))


# frequent-option-late


def _shares(*shares: str) -> str:
    said = "For jobs, press 1. For repairs, press 2. For anything else, press 3."
    keys = [f'key {at} -> agents {{ fact share "{share}" }}' for at, share in enumerate(shares, 1)]
    return _menu(said, *keys)


def test_what_most_callers_want_comes_after_what_few_want(said_by: Judge) -> None:
    ((_, message),) = said_by("frequent-option-late", _shares("4", "70 %", "26"))
    assert message.startswith("70 % of the callers want key 2, which is told after key 1 (4 %)")


@pytest.mark.parametrize(
    "shares",
    [("30", "35", "35"), ("50", "30", "20"), ("10", "12", "78"), ("many", "70", "1")],
)
def test_small_differences_and_the_rest_at_the_end_are_left_alone(
    shares: tuple[str, ...], said_by: Judge
) -> None:
    assert not said_by("frequent-option-late", _shares(*shares))


def test_the_share_may_stand_with_the_step_that_is_chosen(said_by: Judge) -> None:
    steps = """menu main {
        say "For jobs, press 1. For repairs, press 2."
        key 1 -> jobs
        key 2 -> repairs
    }
    queue jobs { fact share "3" }
    queue repairs { fact share "80" }"""
    assert [line for line, _ in said_by("frequent-option-late", LINE.format(steps=steps))] == [5]


# filler-phrase


def test_a_courtesy_is_left_out(fixed_by: Callable[..., str]) -> None:
    text = _menu("Welcome. Your call is very important to us. For sales, press 1.")
    fixed = fixed_by("filler-phrase", text)
    assert '"Welcome. For sales, press 1."' in fixed
    assert fixed_by("filler-phrase", fixed) == fixed


@pytest.mark.parametrize(
    "said",
    [
        "To help us serve you better, this call is recorded. For sales, press 1.",
        "Thank you for choosing us. For sales, press 1.",
        "We apologise for the inconvenience. For sales, press 1.",
        "It is important to have your number ready. For sales, press 1.",
    ],
)
def test_what_is_needed_and_a_greeting_are_no_filler(said: str, said_by: Judge) -> None:
    assert not said_by("filler-phrase", _menu(said))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Merci de votre appel et à bientôt."),
        ("es", "Gracias por llamar. Hasta luego."),
        ("en", "We appreciate your patience."),
    ],
)
def test_the_last_words_of_a_call_hold_nobody_up(language: str, said: str, said_by: Judge) -> None:
    steps = f"""say main {{
        "{{answer}}"
        next -> bye
    }}
    say bye {{ "{said}" }}"""
    text = LINE.format(steps=steps).replace("language en", f"language {language}")
    assert f"language {language}" in text
    assert not said_by("filler-phrase", text)
    waits = text.replace(f'say bye {{ "{said}" }}', f'queue bye {{ say "{said}" every 30s }}')
    assert said_by("filler-phrase", waits)


def test_a_short_courtesy_before_options_is_no_farewell(said_by: Judge) -> None:
    text = _menu("Hello. We value your call. To end it, press 1.", "key 1 -> goodbye")
    assert said_by("filler-phrase", text)


def test_a_question_is_not_left_out_with_its_courtesy(found_by: Found) -> None:
    steps = """collect main {
        say "Hello. To better assist you please enter your order number."
        digits 6
        next -> agents
    }"""
    (finding,) = found_by("filler-phrase", LINE.format(steps=steps))
    assert finding.fix is None


@pytest.mark.parametrize(("days", "is_told"), [(1, False), (30, False), (31, True), (400, True)])
def test_that_the_menu_has_changed_is_news_for_a_month(
    days: int, is_told: bool, said_by: Judge
) -> None:
    day = datetime.date.today() - datetime.timedelta(days=days)
    text = _menu(
        "Hello. Please note that our menu options have changed. For sales, press 1.",
        "key 1 -> agents",
        f'fact changed-on "{day}"',
    )
    assert bool(said_by("filler-phrase", text)) is is_told


def test_a_date_that_is_none_counts_for_nothing(said_by: Judge) -> None:
    text = _menu(
        "Hello. Please note that our menu options have changed. For sales, press 1.",
        "key 1 -> agents",
        'fact changed-on "last week"',
    )
    ((_, message),) = said_by("filler-phrase", text)
    assert message.startswith("that the menu has changed is worth hearing for 30 days")
