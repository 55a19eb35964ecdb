"""The key 0, and people who are hidden from callers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Judge = Callable[..., list[tuple[int, str]]]

LINE = """phone "+44 20 7946 0100" {{
    language en-GB
    menu main {{
        {main}
        noinput -> hours
        nomatch -> main
    }}
    {steps}
    queue agents
    say hours {{ "We are open from nine to five." }}
}}
"""
THREE = "key 1 -> hours\nkey 2 -> hours\nkey 3 -> agents"


def line(main: str = THREE, steps: str = "") -> str:
    return LINE.format(main=main, steps=steps)


def test_a_menu_of_three_topics_needs_the_zero(said_by: Judge) -> None:
    assert said_by("zero-without-human", line()) == [
        (3, "key 0 fetches nobody in 'main': it is not taken; let it lead to a person")
    ]
    assert not said_by("zero-without-human", line(THREE + "\nkey 0 -> agents"))
    assert not said_by("zero-without-human", line("key 1 -> hours\nkey 2 -> agents"))


def test_a_zero_that_leads_elsewhere_is_told_at_the_key(said_by: Judge) -> None:
    found = said_by("zero-without-human", line(THREE + "\nkey 0 -> hours"))
    assert [at for at, _ in found] == [7]
    assert "it leads to something else" in found[0][1]


def test_a_zero_with_one_more_question_fetches_nobody(said_by: Judge) -> None:
    more = "menu more {\nkey 1 -> agents\nnoinput -> hours\n}"
    assert said_by("zero-without-human", line(THREE + "\nkey 0 -> more", more))


def test_a_zero_within_a_range_or_for_the_whole_flow_counts(said_by: Judge) -> None:
    assert not said_by("zero-without-human", line(THREE + "\nkey 0-9 -> agents"))
    everywhere = line().replace("language en-GB", "language en-GB\nkey 0 -> agents")
    assert not said_by("zero-without-human", everywhere)


def test_a_wrong_key_that_leads_to_a_person_does_for_zero_too(said_by: Judge) -> None:
    text = line().replace("nomatch -> main", "nomatch -> agents")
    assert not said_by("zero-without-human", text)


def test_another_key_for_a_person_makes_it_an_info(found_by: Callable[..., list]) -> None:
    told = 'say "For hours, press 1. For news, press 2. To speak to an agent, press 3."\n'
    (finding,) = found_by("zero-without-human", line(told + THREE))
    assert str(finding.severity) == "info"
    assert "only key 3 does" in finding.message


def test_where_all_topics_lead_to_people_nobody_needs_zero(said_by: Judge) -> None:
    assert not said_by(
        "zero-without-human", line("key 1 -> agents\nkey 2 -> agents\nkey 3 -> agents")
    )


def test_where_nobody_is_zero_fetches_nobody_and_another_rule_says_so(said_by: Judge) -> None:
    text = line("key 1 -> hours\nkey 2 -> hours\nkey 3 -> hours")
    assert not said_by("zero-without-human", text)


def test_languages_yes_or_no_and_trained_callers_need_no_zero(said_by: Judge) -> None:
    for tag in ("language-choice", "yes-no", "expert", "screening", "info-only"):
        assert not said_by("zero-without-human", line(f"fact {tag}\n{THREE}")), tag
    sets = "\n".join(
        f"set {name} {{\nwrites language\nnext -> {goal}\n}}"
        for name, goal in (("en", "hours"), ("nl", "hours"), ("de", "agents"))
    )
    assert not said_by("zero-without-human", line("key 1 -> en\nkey 2 -> nl\nkey 3 -> de", sets))


def test_the_key_of_another_country_is_the_users_to_set(said_by: Judge) -> None:
    assert not said_by("zero-without-human", line(THREE + "\nkey 9 -> agents"), key="9")


def test_the_fix_leads_zero_to_the_nearest_person(found_by: Callable[..., list]) -> None:
    (finding,) = found_by("zero-without-human", line())
    assert finding.fix is not None
    assert not finding.fix.safe
    (edit,) = finding.fix.edits
    assert edit.text.startswith("key 0 -> agents\n")


TOLD = 'say "For hours, press 1. For news, press 2."\nkey 1 -> hours\nkey 2 -> hours\n'


def test_a_key_for_a_person_that_nobody_announces_hides_the_person(said_by: Judge) -> None:
    assert said_by("human-hidden", line(TOLD + "key 7 -> agents")) == [
        (7, "a person is hidden in 'main': key 7 is not announced; announce a key for a person")
    ]


def test_a_person_only_for_those_who_err_is_hidden(said_by: Judge) -> None:
    found = said_by("human-hidden", line(TOLD).replace("nomatch -> main", "nomatch -> agents"))
    assert [at for at, _ in found] == [3]
    assert "only a wrong key leads there" in found[0][1]


def test_staying_on_the_line_for_a_person_is_an_offer(said_by: Judge) -> None:
    text = line(TOLD.replace("press 2.", "press 2. For an agent, please hold the line."))
    assert not said_by("human-hidden", text.replace("noinput -> hours", "noinput -> agents"))


def test_what_is_recorded_may_announce_a_person(said_by: Judge) -> None:
    text = line("play main-menu\nkey 1 -> hours\nkey 7 -> agents")
    assert not said_by("human-hidden", text)


def test_one_announced_key_for_a_person_is_enough(said_by: Judge) -> None:
    told = TOLD.replace("press 2.", "press 2. For sales, press 3.") + "key 3 -> agents\n"
    assert not said_by("human-hidden", line(told + "key 7 -> agents"))


WORTH = """phone "+44 20 7946 0100" {
    branch worth {
        on caller customerScore
        when "80 or more" -> agents
        otherwise -> sorry
    }
    queue agents
    say sorry { "We can do nothing for you." }
}
"""


def test_people_for_good_customers_only_are_hidden_from_the_others(said_by: Judge) -> None:
    assert [at for at, _ in said_by("human-hidden", WORTH)] == [2]
    assert not said_by("human-hidden", WORTH.replace("customerScore", "customer-language"))
    assert said_by("human-hidden", WORTH.replace("customerScore", "rank"), value_attrs=("rank",))


def test_a_queue_of_their_own_for_good_customers_hides_nobody(said_by: Judge) -> None:
    text = WORTH.replace("-> sorry", "-> others").replace(
        "queue agents", "queue agents\nqueue others"
    )
    assert not said_by("human-hidden", text)


def test_a_reason_that_is_declared_explains_a_block(said_by: Judge) -> None:
    text = WORTH.replace("on caller", 'fact reason "known fraud"\n        on caller')
    assert not said_by("human-hidden", text)
