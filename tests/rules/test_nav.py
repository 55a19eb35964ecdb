"""The pack nav: what its rules must not say, and how they keep to one finding for one cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrlint.finding import Finding

    Finder = Callable[..., list[Finding]]
    Judge = Callable[..., list[tuple[int, str]]]


TELL = "; say what happened, and what to do"
PERSON = "; let a choice lead to a person"
REMEDY = "; count the rounds and lead on after the second"


def test_a_misspelt_target_is_one_finding_and_the_lost_step_none(said_by: Judge) -> None:
    found = said_by(
        ["dangling-target", "unreachable-step"],
        """
        menu main {
            key 1 -> biling
        }
        say billing { "The bill." }
        """,
    )
    assert [line for line, _ in found] == [3]
    assert "did you mean 'billing'?" in found[0][1]


def test_a_target_in_a_flow_that_is_not_there_is_told_with_its_flow(said_by: Judge) -> None:
    found = said_by("dangling-target", "say hello { next -> flow billing }")
    assert found == [(1, "the way on leads to 'billing', which does not exist")]


def test_a_message_that_does_not_exist_cannot_be_sent(said_by: Judge) -> None:
    text = """
        send confirmation {{
            by mail
            reply {reply}
        }}
        send link {{
            by sms
            say "Here is the link."
        }}
        reply created {{ kind ticket }}
        """
    found = said_by("dangling-target", text.format(reply="craeted"))
    assert found == [(2, "'confirmation' sends 'craeted', which does not exist")]
    assert not said_by("dangling-target", text.format(reply="created"))


def test_steps_kept_on_purpose_are_no_lost_steps(said_by: Judge) -> None:
    text = """
        menu main { key 1 -> main }
        say old { fact library
            "The old welcome."
            next -> older
        }
        say older { "The very old welcome." }
        """
    assert said_by("unreachable-step", text) == []
    assert len(said_by("unreachable-step", text, ignore_tags=())) == 1


def test_lost_steps_in_a_circle_are_told_once(said_by: Judge) -> None:
    found = said_by(
        "unreachable-step",
        """
        menu main { key 1 -> main }
        menu one { key 1 -> two }
        menu two { key 1 -> one }
        """,
    )
    assert [line for line, _ in found] == [3]


def test_an_unresolved_target_may_lead_to_lost_steps(said_by: Judge) -> None:
    assert not said_by(
        "unreachable-step",
        """
        menu main { key 1 -> ? "put together from the region" within flow }
        menu other { key 1 -> main }
        """,
    )


def test_a_farewell_is_no_dead_end(said_by: Judge) -> None:
    assert not said_by(
        ["dead-end", "silent-hangup"],
        """
        menu main {
            key 1 -> bye
            noinput -> bye
        }
        say bye { "Thank you, and goodbye." }
        """,
    )


def test_a_menu_without_any_way_on_is_a_dead_end(said_by: Judge) -> None:
    found = said_by("dead-end", 'menu main { say "Press any key." }')
    assert found == [(1, "after 'main' nothing follows: it asks, and no answer leads on")]


def test_a_choice_that_just_stops_is_a_dead_end_and_no_silent_hangup_too(said_by: Judge) -> None:
    found = said_by(
        ["dead-end", "silent-hangup"],
        """
        menu main {
            key 1 -> stop
            noinput -> bye
        }
        hangup stop { implicit yes }
        say bye { "Goodbye." }
        """,
    )
    assert [line for line, _ in found] == [3]
    assert "the caller chose key 1 in 'main', and the call just ends; lead on" in found[0][1]


def test_a_loop_that_counts_is_not_endless(said_by: Judge) -> None:
    text = """
        menu main {
            key 1 -> bye
            noinput -> tries
            nomatch -> tries
        }
        branch tries {
            on attempts
            limit 3
            otherwise -> main
            exhausted -> bye
        }
        say bye { "Goodbye." }
        """
    assert not said_by("endless-loop", text)


def test_a_counter_whose_ways_all_lead_back_limits_nothing(said_by: Judge) -> None:
    found = said_by(
        "endless-loop",
        """
        menu main {
            key 1 -> bye
            noinput -> tries
        }
        branch tries {
            on attempts
            limit 3
            otherwise -> main
            exhausted -> main
        }
        say bye { "Goodbye." }
        """,
    )
    assert found == [(2, f"'main' starts again for ever when the caller does nothing{REMEDY}")]


def test_numbered_tries_come_to_an_end(said_by: Judge) -> None:
    assert not said_by(
        "endless-loop",
        """
        menu main {
            key 1 -> bye
            noinput 1 -> main
            noinput 2 -> bye
        }
        say bye { "Goodbye." }
        """,
    )


def test_a_question_whose_tries_are_used_up_one_day_is_no_endless_loop(said_by: Judge) -> None:
    text = """
        menu main {{
            presentations 3
            key 1 -> agents
            noinput -> main
            nomatch -> sorry
            exhausted -> {after}
        }}
        say sorry {{
            "That is no key of this menu."
            next -> main
        }}
        queue agents {{ longest 10m -> main }}
        """
    assert not said_by("endless-loop", text.format(after="agents"))
    assert said_by("endless-loop", text.format(after="main")) == [
        (2, f"'main' starts again for ever when the caller does nothing{REMEDY}")
    ]


def test_a_chat_is_told_of_without_keys(said_by: Judge) -> None:
    text = """
        chat lotte {
            start -> ask
            bot ask {
                say "What can I do for you?"
                word "parcel" -> parcel
                noinput -> bye
                nomatch -> ask
            }
            say parcel { "It is on its way." }
            say bye { "The chat is closed." }
        }
        """
    assert said_by(["endless-loop", "human-unreachable"], text) == [
        (2, f"nobody answers in 'lotte', whatever the customer chooses{PERSON}"),
        (4, f"'ask' starts again for ever as long as answers are not understood{REMEDY}"),
    ]


def test_repeating_on_a_key_is_no_endless_loop(said_by: Judge) -> None:
    assert not said_by(
        "endless-loop",
        """
        menu main {
            key * -> main
            noinput -> bye
            nomatch -> bye
        }
        say bye { "Goodbye." }
        """,
    )


def test_opening_hours_do_not_end_a_loop(said_by: Judge) -> None:
    found = said_by(
        "endless-loop",
        """
        hours office { open mon-fri "09:00-17:00" }
        phone "+31 20 555 0100" {
            branch check {
                on hours office
                open -> main
                closed -> bye
            }
            menu main {
                key 1 -> bye
                noinput -> check
            }
            say bye { "Goodbye." }
        }
        """,
    )
    assert found == [(9, f"'main' starts again for ever when the caller does nothing{REMEDY}")]


def test_a_decision_on_data_may_end_a_loop(said_by: Judge) -> None:
    assert not said_by(
        "endless-loop",
        """
        menu main {
            key 1 -> bye
            noinput -> count
        }
        branch count {
            on data tries
            when "tries < 3" -> main
            otherwise -> bye
        }
        say bye { "Goodbye." }
        """,
    )


def test_wrong_keys_that_go_round_are_told_as_such(said_by: Judge) -> None:
    found = said_by(
        "endless-loop",
        """
        menu main {
            key 1 -> bye
            noinput -> bye
            nomatch -> main
        }
        say bye { "Goodbye." }
        """,
    )
    assert found == [(2, f"'main' starts again for ever as long as wrong keys are pressed{REMEDY}")]


def test_hold_music_may_go_round(said_by: Judge) -> None:
    assert not said_by(
        "endless-loop",
        """
        phone waiting {
            role waiting
            say music {
                play "music.wav"
                next -> music
            }
        }
        """,
    )


def test_self_service_that_ends_is_no_doom_loop(said_by: Judge) -> None:
    assert not said_by(
        "doom-loop",
        """
        menu main {
            key 1 -> balance
            key 9 -> main
            noinput -> main
        }
        say balance {
            fact done
            "Your balance is {balance}."
        }
        """,
    )


def test_a_choice_that_is_answered_with_the_last_words_is_no_doom_loop(said_by: Judge) -> None:
    flow = """
        menu main {
            key 1 -> sent
            key 9 -> main
            noinput -> lost
            nomatch -> lost
        }
        lookup sent {
            next -> last
            error -> lost
        }
        %s
        say lost { "Sorry, we could not understand what you pressed." }
        """
    said = 'say last { "Your order has been sent today." }'
    assert not said_by("doom-loop", flow % said)
    assert not said_by("doom-loop", flow % 'say last { play "sent.wav" }')
    assert said_by("doom-loop", flow % 'say last { "Thank you. Goodbye." }')


def test_a_doom_loop_needs_no_way_back_too(said_by: Judge) -> None:
    flow = """
        phone "+31 20 555 0100" {
            language en
            start -> main
            menu main {
                say "For help with your phone, press 1. For an adviser, press 2."
                key 1 -> tips
                key 2 -> agents
                noinput -> agents
                nomatch -> agents
            }
            menu tips {
                say "If it works, press 1. If it does not work, press 2."
                key 1 -> tips
                key 2 -> %s
                noinput -> tips
                nomatch -> tips
            }
            queue agents { }
        }
        """
    rules = ["doom-loop", "missing-way-back"]
    ((_, message),) = said_by(rules, flow % "tips")
    assert message.startswith("from 'tips' no key ever leads to a person")
    assert not said_by("doom-loop", flow % "agents")
    assert len(said_by("missing-way-back", flow % "tips")) == 1


def test_no_person_at_all_is_one_finding(said_by: Judge) -> None:
    found = said_by(
        ["human-unreachable", "doom-loop"],
        """
        phone "+31 20 555 0100" {
            menu main {
                key 1 -> tips
                noinput -> main
            }
            menu tips {
                key 1 -> main
                noinput -> main
            }
        }
        """,
    )
    assert found == [
        (2, f"nobody answers in '+31 20 555 0100', whatever the caller presses{PERSON}")
    ]


def test_used_up_retries_stand_for_silence_and_wrong_keys(said_by: Judge) -> None:
    assert not said_by(
        "missing-fallback",
        """
        menu main {
            key 1 -> bye
            exhausted -> bye
        }
        say bye { "Goodbye." }
        """,
    )


def test_a_menu_that_binds_every_key_has_no_wrong_one(said_by: Judge) -> None:
    keys = "\n".join(f"key {key} -> bye" for key in "0123456789*#")
    text = f'menu main {{\n{keys}\nnoinput -> bye\n}}\nsay bye {{ "Goodbye." }}'
    assert not said_by("missing-fallback", text)


def test_a_lookup_that_fails_needs_a_way_on(said_by: Judge) -> None:
    found = said_by(
        "missing-fallback",
        """
        lookup customer { next -> bye }
        say bye { "Goodbye." }
        """,
    )
    assert [line for line, _ in found] == [2]
    assert "'customer' does not say what happens when the other system fails; " in found[0][1]


def test_silence_that_leads_to_a_voicemail_is_no_hangup(said_by: Judge) -> None:
    assert not said_by(
        "hangup-on-error",
        """
        menu main {
            key 1 -> message
            noinput -> message
            nomatch -> message
        }
        voicemail message { next -> end }
        hangup end
        """,
    )


def test_the_way_after_the_last_counted_try_is_what_counts(said_by: Judge) -> None:
    found = said_by(
        ["hangup-on-error", "silent-hangup"],
        """
        menu main {
            key 1 -> agents
            noinput -> tries
            nomatch -> tries
        }
        branch tries {
            on attempts
            limit 2
            otherwise -> main
            exhausted -> end
        }
        queue agents { longest 10m -> bye }
        say bye { "Goodbye." }
        hangup end
        """,
    )
    assert [line for line, _ in found] == [2]
    assert found[0][1].startswith("silence and a wrong key in 'main' end the call")


def test_another_menu_is_another_chance(said_by: Judge) -> None:
    assert not said_by(
        "hangup-on-error",
        """
        menu main {
            key 1 -> agents
            noinput -> simple
            nomatch -> simple
        }
        menu simple {
            key 1 -> agents
            noinput -> agents
            nomatch -> agents
        }
        queue agents
        """,
    )


def test_after_service_the_call_may_end_whichever_way_it_came(said_by: Judge) -> None:
    text = """
        menu main {{
            key 1 -> a
            key 2 -> b
            noinput -> agents
            nomatch -> agents
        }}
        say a {{
            fact done
            next -> more
        }}
        say b {{
            {done}
            next -> more
        }}
        menu more {{
            key 1 -> main
            noinput -> bye
            nomatch -> bye
        }}
        queue agents {{ longest 10m -> bye }}
        say bye {{ "Goodbye." }}
        """
    assert not said_by("hangup-on-error", text.format(done="fact done"))
    assert [line for line, _ in said_by("hangup-on-error", text.format(done=""))] == [16]


def test_callers_who_are_told_to_hang_up_are_not_thrown_out(said_by: Judge) -> None:
    text = """phone "+31 20 555 0100" {{
        language nl-NL
        menu main {{
            say "Voor een medewerker, toets 1. {more}"
            key 1 -> agents
            noinput -> end
            nomatch -> end
        }}
        queue agents {{ longest 10m -> bye }}
        say bye {{ "Tot ziens." }}
        hangup end
    }}
    """
    for rule in ("hangup-on-error", "silent-hangup"):
        assert not said_by(rule, text.format(more="Anders kunt u nu ophangen."))
        assert said_by(rule, text.format(more="Hang nog niet op."))


def test_lines_that_screen_callers_may_hang_up(said_by: Judge) -> None:
    assert not said_by(
        ["hangup-on-error", "silent-hangup", "human-unreachable"],
        """
        phone "+31 20 555 0100" {
            fact screening
            menu main {
                key 1 -> end
                noinput -> end
                nomatch -> end
            }
            hangup end
        }
        """,
    )


def test_a_pin_may_be_tried_more_often(said_by: Judge) -> None:
    assert not said_by(
        "too-many-retries",
        """
        collect pin {
            secret yes
            presentations 5
            next -> bye
        }
        say bye { "Goodbye." }
        """,
    )


def test_a_counted_loop_plays_the_prompt_once_more_than_it_counts(said_by: Judge) -> None:
    text = """
        menu main {{
            key 1 -> bye
            noinput -> tries
        }}
        branch tries {{
            on attempts
            limit {limit}
            otherwise -> main
            exhausted -> bye
        }}
        say bye {{ "Goodbye." }}
        """
    assert not said_by("too-many-retries", text.format(limit=2))
    found = said_by("too-many-retries", text.format(limit=3))
    assert found == [(6, "'main' is played 4 times before help comes; at most 3 were expected")]


def test_a_check_of_hours_that_callers_pass_first_is_not_late(said_by: Judge) -> None:
    assert not said_by(
        "late-closed-notice",
        """
        hours office { open mon-fri "09:00-17:00" }
        phone "+31 20 555 0100" {
            branch check {
                on hours office
                open -> main
                closed -> bye
            }
            menu main {
                key 1 -> bye
                key 9 -> check
            }
            say bye { "Goodbye." }
        }
        """,
    )


SAME_HOURS = """
    hours office {{ open mon-fri "09:00-17:00" }}
    hours desk {{ open mon-fri "10:00-16:00" }}
    phone "+31 20 555 0100" {{
        branch first {{
            on hours office
            open -> main
            closed -> told
        }}
        say told {{
            "We are closed. You can hear your balance."
            next -> {next}
        }}
        menu main {{
            key 1 -> second
            key 2 -> bye
        }}
        branch second {{
            on hours {hours}
            open -> bye
            closed -> bye
        }}
        say bye {{ "Goodbye." }}
    }}
    """


def test_a_second_check_of_the_same_hours_is_not_late(said_by: Judge) -> None:
    for following in ("main", "second"):
        text = SAME_HOURS.format(next=following, hours="office")
        assert not said_by("late-closed-notice", text), following


def test_a_second_check_of_other_hours_is_late(said_by: Judge) -> None:
    found = said_by("late-closed-notice", SAME_HOURS.format(next="main", hours="desk"))
    assert [line for line, _ in found] == [18]


def test_who_has_to_answer_before_the_hours_are_checked(found_by: Finder) -> None:
    text = """
        phone "+31 20 555 0100" {{
            branch known {{
                on caller
                when "has an order" -> {known}
                otherwise -> main
            }}
            menu main {{ key 1 -> check }}
            branch check {{
                on hours
                open -> bye
                closed -> bye
            }}
            say bye {{ "Goodbye." }}
        }}
        """
    for known, note in (("check", "some callers have"), ("main", "callers have")):
        (finding,) = found_by("late-closed-notice", text.format(known=known))
        assert finding.related[0].message == f"{note} to answer this before"
        assert finding.witness[-1] == "presses 1"


def test_the_language_may_be_asked_before_the_hours(said_by: Judge) -> None:
    assert not said_by(
        "late-closed-notice",
        """
        phone "+31 20 555 0100" {
            menu language {
                fact language-choice
                key 1 -> check
            }
            branch check {
                on hours
                open -> bye
                closed -> bye
            }
            say bye { "Goodbye." }
        }
        """,
    )


def test_a_long_speech_before_the_hours_is_late_too(said_by: Judge) -> None:
    found = said_by(
        "late-closed-notice",
        f"""
        phone "+31 20 555 0100" {{
            say welcome {{
                "{"We are glad that you call us today. " * 10}"
                next -> check
            }}
            branch check {{
                on hours
                open -> bye
                closed -> bye
            }}
            say bye {{ "Goodbye." }}
        }}
        """,
    )
    assert [line for line, _ in found] == [7]
    assert "at most 20 were expected" in found[0][1]


def test_a_line_that_a_blocked_number_finds_dead_is_no_finding(said_by: Judge) -> None:
    assert not said_by(
        "silent-hangup",
        """
        branch blocked {
            on caller
            when "on the list" -> end
            otherwise -> agents
        }
        queue agents { longest 10m -> bye }
        say bye { "Goodbye." }
        hangup end
        """,
    )


def test_a_queue_that_is_full_and_a_dead_line(said_by: Judge) -> None:
    found = said_by(
        "silent-hangup",
        """
        queue agents {
            full -> end
            longest 10m -> bye
        }
        say bye { "Goodbye." }
        hangup end
        """,
    )
    assert found == [(3, f"the call ends without a word after a full queue in 'agents'{TELL}")]


SYSTEM_THAT_FAILS = """
    phone "+31 20 555 0100" {
        language en-GB
        start -> %s
        lookup order {
            next -> main
            error -> bye
        }
        menu main {
            say "For your order, press 1."
            key 1 -> agents
            noinput -> agents
            nomatch -> agents
        }
        queue agents { next -> note }
        lookup note {
            next -> thanks
            error -> bye
        }
        say thanks { "Thank you for calling." }
        hangup bye
    }
    """


def test_another_system_that_fails_leaves_a_dead_line(said_by: Judge) -> None:
    assert said_by("silent-hangup", SYSTEM_THAT_FAILS % "order") == [
        (7, f"the call ends without a word after an error in 'order'{TELL}")
    ]


def test_after_a_talk_another_system_may_fail(said_by: Judge) -> None:
    assert not said_by("silent-hangup", SYSTEM_THAT_FAILS % "main")


def test_a_system_whose_failure_makes_no_difference_leaves_no_dead_line(said_by: Judge) -> None:
    flow = """
        menu main {
            say "To be taken off our list, press 1."
            key 1 -> done
            noinput -> main
            nomatch -> main
        }
        say done {
            "We have taken you off our list. Goodbye."
            next -> note
        }
        lookup note {
            next -> bye
            error -> bye
        }
        hangup bye
        """
    assert not said_by("silent-hangup", flow)


def test_a_number_that_cannot_be_called_is_one_finding(said_by: Judge) -> None:
    found = said_by(
        "silent-hangup",
        """
        transfer outside {
            to number "+31 20 555 0101"
            busy -> end
            noanswer -> end
        }
        hangup end
        """,
    )
    assert found == [
        (4, f"the call ends without a word after a busy line and no answer in 'outside'{TELL}"),
    ]


def test_what_another_system_decides_may_well_end_the_call(said_by: Judge) -> None:
    assert not said_by(
        "silent-hangup",
        """
        menu main {
            key 1 -> state
            noinput -> bye
        }
        lookup state { next -> check }
        branch check {
            on data state
            when "finished" -> end
            otherwise -> bye
        }
        say bye { "Goodbye." }
        hangup end
        """,
    )


REFUSAL = """phone "+31 20 555 0100" {{
    language nl-NL
    menu main {{
        say "Voor terugbetalingen, toets 1."
        key 1 -> refund
        noinput -> refund
        nomatch -> refund
    }}
    {refund}
    say refusal {{
        "Die vraag kunnen wij helaas niet beantwoorden. {also}"
        next -> {next}
    }}
    queue agents
    say bye {{ "Tot ziens." }}
}}
"""
SAY = 'say refund { "Terugbetalingen."\nnext -> refusal }'
LOOKUP = "lookup refund {\nnext -> bye\nerror -> refusal\n}"


def test_a_refusal_that_ends_the_call(said_by: Judge) -> None:
    text = REFUSAL.format(refund=SAY, next="bye", also="Kijk op onze website.")
    assert [line for line, _ in said_by("refusal-dead-end", text)] == [12]


def test_a_refusal_with_a_way_on(said_by: Judge) -> None:
    for following, also in (
        ("agents", ""),
        ("main", ""),
        ("bye", "Onze medewerkers helpen u graag verder, toets 0."),
        ("bye", "Wij bellen u morgen terug."),
    ):
        text = REFUSAL.format(refund=SAY, next=following, also=also)
        assert not said_by("refusal-dead-end", text), (following, also)


def test_a_system_that_failed_is_no_refusal(said_by: Judge) -> None:
    text = REFUSAL.format(refund=LOOKUP, next="bye", also="")
    assert not said_by("refusal-dead-end", text)


SHUT = """phone "+31 20 555 0100" {{
    language nl-NL
    branch check {{
        on hours
        open -> agents
        closed -> shut
    }}
    say shut {{
        "{said}"
        {next}
    }}
    queue agents
    voicemail box
}}
"""


def test_a_closed_office_owes_its_callers_the_hours_and_another_way(said_by: Judge) -> None:
    hours = "Wij zijn open van maandag tot en met vrijdag van 9 tot 17 uur."
    for said, following, missing in (
        ("Wij zijn gesloten.", "", ["hours", "way"]),
        (hours, "", ["way"]),
        ("Wij zijn gesloten. Mail naar info@a.example.", "", ["hours"]),
        (f"{hours} Mail naar info@a.example.", "", []),
        ("Wij zijn gesloten.", "next -> box", []),
        ("Wij zijn gesloten tot {opening}.", "", []),
    ):
        text = SHUT.format(said=said, next=following)
        found = said_by("closed-without-alternative", text)
        assert len(found) == bool(missing), said
        if missing:
            assert ("hear no opening hours" in found[0][1]) == ("hours" in missing)
            assert ("name the hours" in found[0][1]) == ("hours" in missing)
            assert ("offered no other way" in found[0][1]) == ("way" in missing)
            assert ("offer a voicemail" in found[0][1]) == ("way" in missing)


def test_a_silent_closed_office_is_one_finding(said_by: Judge) -> None:
    found = said_by(
        ["closed-without-alternative", "silent-hangup"],
        """
        branch check {
            on hours
            open -> agents
            closed -> end
        }
        queue agents { longest 10m -> bye }
        say bye { "Goodbye." }
        hangup end
        """,
    )
    assert [line for line, _ in found] == [5]
    assert "no opening hours" in found[0][1]


def test_departments_that_name_themselves_and_their_hours_are_only_told(said_by: Judge) -> None:
    text = """phone "+31 20 555 0100" {{
        language nl-NL
        menu main {{
            say "Voor verkoop, toets 1."
            key 1 "verkoop" -> check
        }}
        branch check {{
            on hours
            open -> agents
            closed -> shut
        }}
        say shut {{ "{said}" }}
        queue agents
    }}
    """
    named = "De afdeling verkoop is open van 9 tot 17 uur."
    for said in (named, "Wij zijn gesloten."):
        assert [line for line, _ in said_by("late-closed-notice", text.format(said=said))] == [7]


def test_a_web_form_may_ask_for_a_field_again_and_again(said_by: Judge) -> None:
    assert not said_by(
        ["endless-loop", "missing-fallback", "hangup-on-error"],
        """
        form contact {
            collect name {
                as name
                noinput -> name
                next -> thanks
            }
            say thanks { "Thank you." }
        }
        """,
    )


def test_a_key_that_goes_the_way_of_wrong_ones_is_no_mistake(said_by: Judge) -> None:
    """A script that looks for key 1 and takes all else for 2."""
    text = """
        phone "+44 20 7946 0100" {{
            language en-GB
            start -> main
            menu main {{
                say "To switch it on, press 1. {more}"
                complete no
                key 1 -> agents
                noinput -> agents
                nomatch -> off
            }}
            queue agents {{ }}
            say off {{ "It is off now." }}
        }}
        """
    assert not said_by("hangup-on-error", text.format(more="To switch it off, press 2."))
    assert said_by("hangup-on-error", text.format(more="Think well."))
