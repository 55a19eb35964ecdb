"""The way to a person: the packs human, queue and data."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrlint.finding import Finding

    Finder = Callable[..., list[Finding]]
    Judge = Callable[..., list[tuple[int, str]]]


def test_whoever_takes_over_may_be_a_person(said_by: Judge) -> None:
    text = """
        menu main {{
            key 1 -> someone
            noinput -> someone
        }}
        {someone}
        """
    for someone in (
        "queue someone",
        "agent someone",
        'transfer someone { to number "+31 20 555 0101" }',
        "transfer someone",
        "callback someone",
        'opaque someone { what "own script" }',
    ):
        assert not said_by("human-unreachable", text.format(someone=someone)), someone
    for nobody in ("voicemail someone", "queue someone { staffed no }"):
        assert len(said_by("human-unreachable", text.format(someone=nobody))) == 1, nobody


def test_a_voicemail_is_enough_where_the_team_says_so(said_by: Judge) -> None:
    text = """
        menu main { key 1 -> box }
        voicemail box
        """
    assert said_by("human-unreachable", text)
    assert not said_by("human-unreachable", text, accept=("agent", "voicemail"))


def test_lines_without_any_question_are_not_meant(said_by: Judge) -> None:
    assert not said_by("human-unreachable", 'say time { "It is {time}." }')


def test_a_flow_that_another_one_hands_callers_to_is_no_beginning(said_by: Judge) -> None:
    assert not said_by(
        "human-unreachable",
        """
        phone "+31 20 555 0100" {
            menu main {
                key 1 -> flow extra
                key 2 -> agents
            }
            queue agents
        }
        phone extra {
            menu more { key 1 -> more }
        }
        """,
    )


def test_flows_that_hand_callers_to_each_other_begin_with_the_first(said_by: Judge) -> None:
    found = said_by(
        "human-unreachable",
        """
        phone main {
            menu main { key 1 -> flow extra }
        }
        phone extra {
            menu more { key 1 -> flow main }
        }
        """,
    )
    assert [line for line, _ in found] == [2]


def test_a_flow_that_another_one_may_hand_callers_to_is_perhaps_no_beginning(
    said_by: Judge,
) -> None:
    assert not said_by(
        ["human-unreachable", "code-before-human"],
        """
        phone main {
            menu main {
                key 1 -> ? "chosen during the call"
                key 2 -> agents
            }
            queue agents
        }
        phone extra {
            menu more { key 1 -> more }
        }
        phone secret {
            collect pin {
                as pin
                next -> agents
            }
            queue agents
        }
        """,
    )


def test_surveys_need_no_person(said_by: Judge) -> None:
    assert not said_by(
        ["human-unreachable", "hangup-on-error"],
        """
        phone survey {
            collect grade {
                as grade
                noinput -> bye
                next -> bye
            }
            say bye { "Thank you." }
        }
        """,
    )


def test_information_lines_and_forms_need_no_person(said_by: Judge) -> None:
    assert not said_by(
        "human-unreachable",
        """
        phone "+31 20 555 0100" {
            fact info-only
            menu main { key 1 -> main }
        }
        form contact {
            collect name { as name }
        }
        """,
    )


PROMISE = """phone "+31 20 555 0100" {{
    language nl-NL
    menu main {{
        say "Voor verkoop, toets 1."
        key 1 -> promise
        noinput -> promise
    }}
    say promise {{
        "Ik verbind u door met een collega."
        next -> {next}
    }}
    queue agents
    opaque script
    say bye {{ "Tot ziens." }}
}}
"""


def test_a_promise_that_is_kept_or_may_be_kept(said_by: Judge) -> None:
    for kept in ("agents", "script", '? "chosen by the region"'):
        assert not said_by("broken-promise", PROMISE.format(next=kept)), kept


def test_a_promise_that_ends_the_call_or_goes_back_to_the_menu(said_by: Judge) -> None:
    ended = said_by("broken-promise", PROMISE.format(next="bye"))
    remedy = "let a person follow, or promise none"
    assert ended == [(9, f"a person is promised, but the call ends; {remedy}")]
    back = said_by("broken-promise", PROMISE.format(next="main"))
    assert back == [(9, f"a person is promised, but the call goes back to the menu; {remedy}")]


def test_a_person_behind_a_key_is_no_promise(said_by: Judge) -> None:
    assert not said_by(
        "broken-promise",
        """
        phone "+31 20 555 0100" {
            language nl-NL
            menu main {
                say "Wilt u een medewerker spreken? Toets 0."
                key 0 -> agents
                noinput -> bye
            }
            queue agents
            say bye { "Tot ziens." }
        }
        """,
    )


WEBSITE = "U kunt ook terecht op onze website."


def test_the_website_once_or_again_and_again_while_waiting(said_by: Judge) -> None:
    text = """phone "+31 20 555 0100" {{
            language nl-NL
            queue agents {{
                say "{website}" {every}
                say "Er zijn nog {{position}} wachtenden voor u." every 45s
            }}
        }}
        """
    once = said_by("website-while-waiting", text.format(website=WEBSITE, every=""))
    assert once == [(4, "people who wait here are told to use the website; leave it out")]
    again = said_by("website-while-waiting", text.format(website=WEBSITE, every="every 60s"))
    message = "people who wait here are told to use the website, again and again; leave it out"
    assert again == [(4, message)]
    allowed = text.format(website=WEBSITE, every="")
    assert not said_by("website-while-waiting", allowed, max_per_call=1)


def test_the_sentence_can_be_left_out_of_a_longer_text(fixed_by: Callable[..., str]) -> None:
    text = """phone "+31 20 555 0100" {{
        language nl-NL
        queue agents {{
            say "{said}"
        }}
    }}
    """
    for said, left in (
        (
            f"Een ogenblik. {WEBSITE} U bent zo aan de beurt.",
            "Een ogenblik. U bent zo aan de beurt.",
        ),
        (f"Een ogenblik. {WEBSITE}", "Een ogenblik."),
        (f"{WEBSITE} Een ogenblik.", "Een ogenblik."),
        (WEBSITE, WEBSITE),
    ):
        found = fixed_by("website-while-waiting", text.format(said=said))
        assert found == text.format(said=left)


def test_a_link_by_text_message_on_a_key_is_a_service(said_by: Judge) -> None:
    text = """phone "+31 20 555 0100" {
            language nl-NL
            queue agents {
                say "Toets 1 en we sturen u de link naar onze website per sms."
            }
        }
        """
    assert not said_by("website-while-waiting", text)


def test_the_website_in_the_flow_that_runs_while_callers_wait(said_by: Judge) -> None:
    found = said_by(
        "website-while-waiting",
        f"""
        phone "+31 20 555 0100" {{
            queue agents {{ waiting -> flow hold }}
        }}
        phone hold {{
            role waiting
            language nl-NL
            say hint {{
                "{WEBSITE}"
                next -> hint
            }}
        }}
        """,
    )
    message = "people who wait here are told to use the website, again and again; leave it out"
    assert found == [(9, message)]


def test_the_website_when_it_is_closed_or_only_for_some(said_by: Judge) -> None:
    text = f"""
        phone "+31 20 555 0100" {{
            language nl-NL
            branch check {{
                on hours
                open -> outage
                closed -> shut
            }}
            say shut {{ "Wij zijn gesloten. {WEBSITE}" }}
            branch outage {{
                on data
                when "there is one" -> news
                otherwise -> agents
            }}
            say news {{
                "{WEBSITE}"
                next -> agents
            }}
            queue agents
        }}
        """
    assert not said_by("website-while-waiting", text)


def test_the_website_on_the_only_way_of_an_open_office_to_a_person(said_by: Judge) -> None:
    found = said_by(
        "website-while-waiting",
        f"""
        phone "+31 20 555 0100" {{
            language nl-NL
            branch check {{
                on hours
                open -> hint
                closed -> shut
            }}
            say hint {{
                "{WEBSITE}"
                next -> agents
            }}
            queue agents {{ longest 10m -> bye }}
            say shut {{ "Wij zijn gesloten." }}
            say bye {{ "Tot ziens." }}
        }}
        """,
    )
    assert [line for line, _ in found] == [10]


CODE = """
    collect code {{
        digits 15
        as parcel-code
        {silence}
        next -> agents
    }}
    queue agents
    """


def test_a_code_may_be_what_tells_whose_phone_rings(said_by: Judge) -> None:
    text = """
    phone "+44 20 7946 0100" {{
        collect code {{
            digits 6
            as order-number
            next -> look
        }}
        lookup look {{
            system "orders"
            reads order-number
            writes courier-number
            next -> courier
        }}
        transfer courier {{
            to number "{to}"
            reads courier-number
        }}
    }}
    """
    assert not said_by("code-before-human", text.format(to="{courier-number}"))
    assert said_by("code-before-human", text.format(to="+44 20 7946 0101"))


def test_a_code_that_silence_or_a_key_gets_around(said_by: Judge) -> None:
    for silence in ("noinput -> agents", "key # -> agents", "exhausted -> agents"):
        assert not said_by("code-before-human", CODE.format(silence=silence)), silence
    for silence in ("noinput -> code", "error -> agents"):
        assert len(said_by("code-before-human", CODE.format(silence=silence))) == 1, silence


def test_a_target_that_may_be_a_way_round_the_code(said_by: Judge) -> None:
    text = CODE.format(silence='noinput -> ? "set during the call"')
    assert not said_by("code-before-human", text)


def test_a_code_that_only_some_need(said_by: Judge) -> None:
    assert not said_by(
        "code-before-human",
        """
        menu main {
            key 1 -> code
            key 2 -> agents
        }
        collect code {
            as parcel-code
            next -> agents
        }
        queue agents
        """,
    )


def test_an_extension_says_who_is_called(said_by: Judge) -> None:
    assert not said_by(
        "code-before-human",
        """
        collect extension {
            as extension
            next -> desk
        }
        transfer desk {
            to person
            reads extension
        }
        """,
    )


def test_known_customers_identify_themselves(said_by: Judge) -> None:
    text = CODE.format(silence="fact existing-customers-auth")
    assert not said_by("code-before-human", text)


def test_the_same_question_under_another_spelling(said_by: Judge) -> None:
    text = """
        collect first {
            as parcel-code
            next -> agents
        }
        queue agents { next -> person }
        agent person { writes Parcel_Code postcode }
        """
    assert said_by("asked-twice", text) == [
        (7, "'Parcel_Code' is asked again: callers have already given it in 'first'"),
    ]


def test_aliases_make_two_names_one(said_by: Judge) -> None:
    text = """
        collect first {
            as zip-code
            next -> second
        }
        collect second { as postcode }
        """
    assert not said_by("asked-twice", text)
    assert len(said_by("asked-twice", text, aliases={"postcode": "zip-code"})) == 1


def test_a_second_try_after_a_failed_check_is_no_second_question(said_by: Judge) -> None:
    assert not said_by(
        "asked-twice",
        """
        collect first {
            as code
            next -> check
        }
        lookup check {
            next -> agents
            error -> sorry
        }
        say sorry {
            "That is not known."
            next -> second
        }
        collect second { as code }
        queue agents
        """,
    )


def test_only_one_of_two_questions_is_met(said_by: Judge) -> None:
    assert not said_by(
        "asked-twice",
        """
        menu main {
            key 1 -> one
            key 2 -> two
        }
        collect one { as code }
        collect two { as code }
        """,
    )


def test_what_a_bot_was_told_is_told_again_to_a_person(said_by: Judge) -> None:
    text = """
        bot skye {{
            writes story
            {leaving} -> agent
        }}
        agent agent {{ writes story }}
        """
    again = [(6, "'story' is asked again: callers have already given it in 'skye'")]
    for leaving, found in (("exhausted", again), ("next", again), ("noinput", [])):
        assert said_by("asked-twice", text.format(leaving=leaving)) == found, leaving


def test_a_bot_may_keep_what_it_is_handed(said_by: Judge) -> None:
    assert not said_by(
        "asked-twice",
        """
        collect first {
            as story
            next -> skye
        }
        bot skye { writes story }
        """,
    )


def test_the_way_that_is_told_passes_both_questions(found_by: Finder) -> None:
    (finding,) = found_by(
        "asked-twice",
        """
        phone "+31 20 555 0100" {
            menu main {
                key 1 -> code
                key 2 -> agent
            }
            collect code {
                as parcel-code
                next -> agent
            }
            agent agent { writes parcel-code }
        }
        """,
    )
    assert finding.witness == (
        "calls +31 20 555 0100",
        "presses 1",
        "enters parcel-code",
        "talks with a person",
    )


CIRCLE = """
    menu main {{ key 1 -> {start} }}
    collect one {{
        as code
        next -> between
    }}
    say between {{ next -> two }}
    collect two {{
        as code
        next -> three
    }}
    collect three {{
        as code
        next -> one
    }}
    """


def test_in_a_circle_the_question_just_before_is_the_first(said_by: Judge) -> None:
    for start in ("one", "two", "three"):
        found = said_by("asked-twice", CIRCLE.format(start=start))
        named = [message.rpartition(" ")[2] for _, message in found]
        assert named == ["'three'", "'one'", "'two'"], start


def test_of_two_questions_before_the_nearest_is_named(said_by: Judge) -> None:
    text = """
        menu main {{
            key 1 -> one
            key 2 -> two
        }}
        collect one {{
            as code
            next -> {one}
        }}
        collect two {{
            as code
            next -> {two}
        }}
        say far {{ next -> near }}
        say near {{ next -> again }}
        collect again {{ as code }}
        """
    for one, two, named in (("near", "far", "one"), ("far", "near", "two"), ("far", "far", "one")):
        found = said_by("asked-twice", text.format(one=one, two=two))
        assert [message.rpartition(" ")[2] for _, message in found] == [f"'{named}'"]


def test_a_question_of_its_own_hides_no_other_before_it(said_by: Judge) -> None:
    found = said_by(
        "asked-twice",
        """
        menu main {
            key 1 -> one
            key 2 -> two
        }
        collect two {
            as code
            next -> longer
        }
        collect one {
            as code
            next -> between
        }
        say longer { next -> between }
        say between { next -> one }
        """,
    )
    assert found == [(11, "'code' is asked again: callers have already given it in 'two'")]
