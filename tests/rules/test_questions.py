"""What callers are asked: time to answer, answers that count, data that reaches somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Judge = Callable[..., list[tuple[int, str]]]

LINE = """phone "+44 20 7946 0100" {{
    language en-GB
    {steps}
    queue agents
    queue desk {{ hands on none }}
    say hours {{ "We are open from nine to five." }}
    voicemail box
}}
"""


def line(steps: str) -> str:
    return LINE.format(steps=steps)


def main(settings: str, *, keys: int = 3) -> str:
    """A line with a menu of so many keys."""
    options = "\n".join(f"key {key} -> hours" for key in range(1, keys + 1))
    return line(f"menu main {{\n{settings}\n{options}\nkey * -> agents\n}}")


def code(settings: str, ways: str = "noinput -> agents\nnomatch -> agents\nnext -> agents") -> str:
    """A line that asks for a code."""
    return line(f'collect code {{\nsay "Enter your code."\nas code\n{settings}\n{ways}\n}}')


def test_a_time_to_press_that_is_too_short_is_told_with_the_least_one(said_by: Judge) -> None:
    assert said_by("timeout-too-short", main("timeout 4.5s")) == [
        (3, "'main' waits 4.5 s for a key; 5 s are the least")
    ]


def test_eight_digits_need_more_time_than_four(said_by: Judge) -> None:
    assert not said_by("timeout-too-short", code("digits 4\ntimeout 8s"))
    assert said_by("timeout-too-short", code("digits 8\ntimeout 8s")) == [
        (3, "'code' waits 8 s for the first key; 10 s are the least for 8 digits")
    ]


def test_one_digit_needs_the_time_of_a_menu_and_no_time_between(said_by: Judge) -> None:
    assert not said_by("timeout-too-short", code("digits 1\ntimeout 5s\ndigit-timeout 1s\nkeys"))


def test_the_time_between_digits_counts_where_several_are_wanted(said_by: Judge) -> None:
    assert said_by("timeout-too-short", code("digits 4\ndigit-timeout 2s\nkeys")) == [
        (3, "'code' waits 2 s for the next digit; 3 s are the least")
    ]


def test_what_may_be_said_needs_the_time_of_a_menu(said_by: Judge) -> None:
    assert not said_by("timeout-too-short", code("digits 6\ntimeout 5s\nspeech\nkeys"))


def test_a_single_key_yes_or_no_and_trained_callers_need_no_time(said_by: Judge) -> None:
    assert not said_by("timeout-too-short", line("menu main {\ntimeout 2s\nkey 1 -> hours\n}"))
    for tag in ("yes-no", "expert"):
        assert not said_by("timeout-too-short", main(f"timeout 2s\nfact {tag}"))


def test_a_moment_before_a_voicemail_is_for_those_who_know_the_key(said_by: Judge) -> None:
    assert not said_by("timeout-too-short", main("timeout 1.5s\nnoinput -> box"))
    assert said_by("timeout-too-short", main("timeout 1.5s\nnoinput -> hours"))


def test_times_are_the_users_to_set(said_by: Judge) -> None:
    assert said_by("timeout-too-short", main("timeout 6s"), menu=7.5) == [
        (3, "'main' waits 6 s for a key; 7.5 s are the least")
    ]


LONG = "We are happy that you call us today, and we wish you a good day."


def test_a_short_prompt_may_be_heard_to_its_end(said_by: Judge) -> None:
    assert not said_by("barge-in-off", main('say "Press 1 or 2."\ninterruptible no'))


def test_one_prompt_that_cannot_be_interrupted_is_enough_if_it_is_the_last(said_by: Judge) -> None:
    greeting = f'say "{LONG}" interruptible no\nsay "Press 1."\ninterruptible'
    options = f'say "Hello."\nsay "{LONG}" interruptible no\ninterruptible'
    assert not said_by("barge-in-off", main(greeting))
    assert [at for at, _ in said_by("barge-in-off", main(options))] == [5]


def test_what_has_to_be_heard_by_law_may_not_be_interrupted(said_by: Judge) -> None:
    notice = 'say "This call is recorded to train our staff, and kept for six months."'
    assert not said_by("barge-in-off", main(f"{notice}\ninterruptible no"))
    assert not said_by("barge-in-off", main(f'say "{LONG}"\ninterruptible no\nfact mandatory'))


def test_a_recording_of_unknown_length_is_no_long_one(said_by: Judge) -> None:
    assert not said_by("barge-in-off", main("play main-menu\ninterruptible no"))
    assert said_by("barge-in-off", main("play main-menu lasts 9s\ninterruptible no"))


def test_a_prompt_just_before_the_question_counts_as_its_own(said_by: Judge) -> None:
    steps = f"""say hello {{
        say "{LONG}" interruptible no
        next -> main
    }}
    menu main {{
        key 1 -> hours
        key 2 -> agents
    }}"""
    assert [at for at, _ in said_by("barge-in-off", line(steps))] == [4]


def test_an_answer_that_is_kept_is_not_ignored(said_by: Judge) -> None:
    same = 'say "For sales, press 1. For service, press 2."\nkey 1 -> agents\nkey 2 -> agents'
    assert said_by("ignored-answer", line(f"menu main {{\n{same}\n}}"))
    assert not said_by("ignored-answer", line(f"menu main {{\n{same}\nwrites topic\n}}"))


def test_any_key_will_do_where_no_meaning_is_told(said_by: Judge) -> None:
    steps = (
        'menu main {\nsay "Press any key."\nkey 1 -> agents\nkey 2 -> agents\nnomatch -> hours\n}'
    )
    assert not said_by("ignored-answer", line(steps))


def test_something_else_said_for_one_answer_makes_a_difference(said_by: Judge) -> None:
    steps = """menu main {
        say "For sales, press 1. For service, press 2."
        key 1 -> agents { say "Sales is glad to help." }
        key 2 -> agents
    }"""
    assert not said_by("ignored-answer", line(steps))


def test_ratings_and_languages_may_lead_the_same_way(said_by: Judge) -> None:
    steps = """menu main {
        say "For English, press 1. For Welsh, press 2."
        fact language-choice
        key 1 -> agents
        key 2 -> agents
    }"""
    assert not said_by("ignored-answer", line(steps))


def test_pauses_that_follow_one_another_add_up(said_by: Judge) -> None:
    steps = 'say hello {\n"Welcome. {pause 3s} {pause 3s} Please hold on."\nnext -> agents\n}'
    assert said_by("silence-gap", line(steps)) == [
        (4, "silence of 6 s; callers should hear something after 5 s at the latest")
    ]
    assert not said_by("silence-gap", line(steps.replace("} {pause", "} or {pause")))


def test_silence_at_the_end_of_a_call_or_in_a_question_is_none(said_by: Judge) -> None:
    assert not said_by("silence-gap", line('say bye { "Goodbye. {pause 20s}" }'))
    assert not said_by("silence-gap", main('say "Press 1. {pause 9s} Press 2."'))


def test_a_wait_between_a_farewell_and_the_end_is_no_gap(said_by: Judge) -> None:
    steps = """say bye {
        "Goodbye."
        next -> wait
    }
    say wait {
        "{pause 9s}"
        next -> end
    }
    hangup end"""
    assert not said_by("silence-gap", line(steps))


def test_a_silence_is_none_that_was_announced(said_by: Judge) -> None:
    steps = """say look {{
        "{said} {{pause 12s}} Your order is on its way."
        next -> agents
    }}"""
    assert not said_by("silence-gap", line(steps.format(said="This takes about ten seconds.")))
    assert said_by("silence-gap", line(steps.format(said="Your bicycle is two years old.")))


def test_ringing_before_anything_was_said_is_no_silence(said_by: Judge) -> None:
    assert not said_by("silence-gap", line('say ring {\n"{pause 9s}"\nnext -> agents\n}'))


MENU = 'say "For A, press 1. For B, press 2. For C, press 3."\nnomatch -> agents\n'


def test_the_same_may_be_said_once_again(said_by: Judge) -> None:
    assert not said_by("same-reprompt", main(MENU + "presentations 2\nnoinput -> agents"))
    assert said_by("same-reprompt", main(MENU + "presentations 3\nnoinput -> agents"))
    assert not said_by(
        "same-reprompt", main(MENU + "presentations 3\nnoinput -> agents"), repeats=2
    )


def test_the_extensions_of_colleagues_are_no_third_choice(said_by: Judge) -> None:
    steps = """menu main {{
        say "For A, press 1. For B, press 2."
        key 1 -> hours
        key 2 -> agents
        key {third} -> ? "callers may dial an extension" within starts
        presentations 4
        nomatch -> agents
        noinput -> agents
    }}"""
    assert not said_by("same-reprompt", line(steps.format(third="none")))
    assert said_by("same-reprompt", line(steps.format(third="3")))


def test_silence_that_leads_back_for_ever_says_the_same_for_ever(said_by: Judge) -> None:
    assert [at for at, _ in said_by("same-reprompt", main(MENU + "noinput -> main"))] == [3]


def test_other_words_after_a_mistake_are_not_the_same(said_by: Judge) -> None:
    other = 'say "For A and all else, press 1, or hold the line." after noinput\n'
    assert not said_by("same-reprompt", main(MENU + other + "presentations 3\nnoinput -> agents"))


def test_a_word_between_helps_those_who_pressed_a_wrong_key(said_by: Judge) -> None:
    steps = """menu main {
        say "For A, press 1. For B, press 2. For C, press 3."
        key 1 -> hours
        key 2 -> hours
        key 3 -> agents
        nomatch -> wrong
        noinput -> agents
    }
    say wrong {
        "Please use the keys of your phone."
        next -> main
    }"""
    assert not said_by("same-reprompt", line(steps))
    silent = (
        steps.replace("nomatch", "x").replace("noinput", "nomatch").replace("x ->", "noinput ->")
    )
    assert said_by("same-reprompt", line(silent))


def test_a_count_ends_the_repetition(said_by: Judge) -> None:
    steps = """menu main {
        say "For A, press 1. For B, press 2. For C, press 3."
        key 1 -> hours
        key 2 -> hours
        key 3 -> agents
        nomatch -> agents
        noinput -> tries
    }
    branch tries {
        on attempts
        limit 2
        exhausted -> agents
        otherwise -> main
    }"""
    assert not said_by("same-reprompt", line(steps))


def test_a_phone_number_is_known_by_heart(said_by: Judge) -> None:
    steps = "collect number {\ndigits 11\nas {}\nnoinput -> agents\nnext -> agents\n}"
    assert not said_by("code-too-long", line(steps.replace("{}", "phone-number", 1)))
    assert said_by("code-too-long", line(steps.replace("{}", "policy", 1)))


def test_as_many_digits_as_are_needed_count_not_as_may_be_typed(said_by: Judge) -> None:
    assert not said_by("code-too-long", code("digits 4-20"))
    assert [at for at, _ in said_by("code-too-long", code("digits 12-20"))] == [3]


def test_codes_of_forms_may_be_long(said_by: Judge) -> None:
    assert not said_by("code-too-long", code("digits 15").replace("phone ", "form portal ", 1))


ROUND = "noinput -> code\nnomatch -> code\nnext -> agents"


def test_whoever_has_no_code_needs_a_way_on(said_by: Judge) -> None:
    assert [at for at, _ in said_by("code-without-escape", code("digits 8", ROUND))] == [3]
    assert not said_by("code-without-escape", code("digits 3", ROUND))
    assert not said_by("code-without-escape", code("digits 8\nsecret", ROUND))


def test_a_key_or_silence_that_leads_on_is_a_way(said_by: Judge) -> None:
    for way in ("key * -> agents\n", "key # -> box\n"):
        assert not said_by("code-without-escape", code("digits 8", way + ROUND))
    assert not said_by(
        "code-without-escape",
        code(
            "digits 8",
            ROUND.replace("code\nno", "hours\nno").replace("nomatch -> code", "nomatch -> agents"),
        ),
    )


def test_where_nothing_is_told_of_silence_nothing_is_said(said_by: Judge) -> None:
    assert not said_by("code-without-escape", code("digits 8", "next -> agents"))


def test_a_code_that_opens_nothing_is_no_code(said_by: Judge) -> None:
    assert not said_by(
        "code-without-escape", code("digits 8", ROUND.replace("next -> agents", "next -> hours"))
    )


def test_recordings_of_unknown_words_may_tell_of_another_way(
    said_by: Judge, skipped_by: Judge
) -> None:
    text = code("digits 8", ROUND).replace('say "Enter your code."', "play enter-your-code")
    assert not said_by("code-without-escape", text)
    assert skipped_by("code-without-escape", text) == [(3, "it is not known what is said here")]


def test_a_page_that_sends_people_to_another_company_is_told_of(said_by: Judge) -> None:
    text = """
    page letter {
        language en
        text "If you do not have your serial number, contact your installer."
        link "Our portal" -> flow portal
    }
    form portal {
        collect serial {
            as serial
            next -> done
        }
        say done { "Thank you." }
    }
    """
    assert [at for at, _ in said_by("code-without-escape", text)] == [4]
    with_phone = text.replace("link", 'number "+44 20 7946 0100"\n        link')
    assert not said_by("code-without-escape", with_phone)


TO_DESK = "noinput -> desk\nnomatch -> desk\nnext -> {}"


def test_data_that_nothing_reads_is_asked_for_nothing(said_by: Judge) -> None:
    assert [at for at, _ in said_by("unused-input", code("digits 4", TO_DESK.format("desk")))] == [
        3
    ]


def test_data_that_is_said_decided_upon_or_looked_up_is_used(said_by: Judge) -> None:
    after = {
        'say back { "Your code is {code}." }': "back",
        "branch check {\non data code\notherwise -> agents\n}": "check",
        'branch check {\nwhen "code > 100" -> desk\notherwise -> agents\n}': "check",
        "lookup find {\nreads code\nnext -> agents\nerror -> agents\n}": "find",
        'transfer call {\nto number "{code}"\n}': "call",
    }
    for step, name in after.items():
        text = code("digits 4", TO_DESK.format(name)).replace(
            "    queue agents", step + "\nqueue agents"
        )
        assert not said_by("unused-input", text), step


def test_what_may_be_used_elsewhere_is_not_called_unused(said_by: Judge) -> None:
    after = {
        "lookup find {\nnext -> desk\nerror -> desk\n}": "find",
        'opaque script {\nwhat "AGI"\nnext -> desk\n}': "script",
        "return back": "back",
    }
    for step, name in after.items():
        text = code("digits 4", TO_DESK.format(name)).replace(
            "    queue agents", step + "\nqueue agents"
        )
        assert not said_by("unused-input", text), step
    unresolved = code("digits 4", TO_DESK.format('? "a program decides"'))
    assert not said_by("unused-input", unresolved)


def test_a_declared_purpose_is_a_use(said_by: Judge) -> None:
    text = code('digits 4\nfact purpose "statistics"', TO_DESK.format("desk"))
    assert not said_by("unused-input", text)


def test_the_person_gets_what_was_typed_or_told(said_by: Judge) -> None:
    text = code("digits 4", TO_DESK.format("desk"))
    assert said_by("data-not-passed", text) == [
        (12, "callers have given 'code', but the person does not get it here; hand it on")
    ]
    assert not said_by("data-not-passed", text.replace("hands on none", "hands on Code"))
    assert not said_by("data-not-passed", text.replace("hands on none", "hands on unknown"))


def test_data_that_was_looked_up_has_served_its_purpose(said_by: Judge) -> None:
    look = "lookup find {\nreads code\nnext -> desk\nerror -> desk\n}"
    text = code("digits 4", TO_DESK.format("find")).replace(
        "    queue agents", look + "\nqueue agents"
    )
    assert not said_by("data-not-passed", text)


def test_two_queues_that_lack_the_same_are_one_finding(found_by: Callable[..., list]) -> None:
    text = code("digits 4", TO_DESK.format("split")).replace(
        "    queue agents",
        "branch split {\non hours\nopen -> desk\nclosed -> late\n}\nqueue late { hands on none }\n"
        "queue agents",
    )
    (finding,) = found_by("data-not-passed", text)
    assert [one.message for one in finding.related] == ["it is asked for here", "nor here"]


def test_after_a_person_it_is_that_persons_affair(said_by: Judge) -> None:
    steps = """collect code {
        digits 4
        as code
        noinput -> agents
        nomatch -> agents
        next -> clerk
    }
    agent clerk {
        reads code
        next -> desk
    }"""
    assert not said_by("data-not-passed", line(steps))


def test_of_very_many_questions_that_come_again_each_is_told(said_by: Judge) -> None:
    names = [f"n{number}" for number in range(210)] * 2
    steps = "\n".join(
        f"collect c{number} {{\nas {name}\nnext -> c{number + 1}\n}}"
        for number, name in enumerate(names)
    )
    text = line(f"{steps}\nhangup c{len(names)}")
    assert len(said_by("asked-twice", text)) == 210
