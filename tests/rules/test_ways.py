"""How far the ends of a call are: in menus, seconds, inputs and hand-overs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrlint.finding import Finding

    Finder = Callable[..., list[Finding]]
    Judge = Callable[..., list[tuple[int, str]]]
    Teller = Callable[..., list[str]]


def spread(text: str) -> str:
    """A file with a line for each statement, where `; ` parts them."""
    return text.replace("; ", "\n")


@pytest.fixture
def told_by(said_by: Judge) -> Teller:
    """`told_by("rule", text, option=…)`: what a rule says of a file."""

    def told(name: str, text: str, **options: Any) -> list[str]:
        return [message for _, message in said_by(name, spread(text), **options)]

    return told


def test_a_flow_without_a_menu_that_leads_into_one_is_where_customers_begin(
    told_by: Teller,
) -> None:
    text = """\
        phone index {{
            start -> hello
            say hello {{ "Welcome."; next -> flow main }}
        }}
        phone main {{
            menu choose {{ key 1 -> news; noinput -> news }}
            say news {{ "All trains run on time."; next -> {end} }}
            queue agents
            hangup bye
        }}
        """
    assert told_by("human-unreachable", text.format(end="bye")) == [
        "nobody answers in 'index', whatever the caller presses; let a choice lead to a person"
    ]
    assert not told_by("human-unreachable", text.format(end="agents"))


def menus(depth: int, end: str = 'say end { "This is the answer." }', **more: str) -> str:
    """A line of menus, one behind the other; `menu2="…"` adds to the second one."""
    parts = []
    for number in range(1, depth + 1):
        after = f"menu{number + 1}" if number < depth else "end"
        parts.append(
            f"menu menu{number} {{\n key 1 -> {after}\n key 2 -> agents\n noinput -> agents\n"
            f" nomatch -> agents\n {more.get(f'menu{number}', '')}\n}}"
        )
    return "\n".join([*parts, end, "queue agents"])


def test_three_menus_in_a_row_are_borne_and_a_fourth_is_not(told_by: Teller) -> None:
    assert not told_by("menu-too-deep", menus(3))
    assert told_by("menu-too-deep", menus(4)) == [
        "'menu4' is menu 4 in a row on the way to 'end'; at most 3 were expected"
    ]


def test_of_the_ends_the_deepest_counts_by_its_shortest_way(told_by: Teller) -> None:
    assert told_by("menu-too-deep", menus(5))[0].startswith("'menu4'")
    assert not told_by("menu-too-deep", menus(5, menu1="key 3 -> menu4"))


def test_languages_yes_or_no_and_data_are_no_layers_of_menus(told_by: Teller) -> None:
    for fact in ("fact language-choice", "fact yes-no"):
        assert not told_by("menu-too-deep", menus(4, menu2=fact))
    asked = menus(3).replace("key 1 -> menu3", "key 1 -> number")
    number = "collect number { next -> menu3; noinput -> menu3; nomatch -> menu3 }"
    assert not told_by("menu-too-deep", f"{asked}\n{number}")


def test_what_only_few_callers_come_to_may_lie_deep(told_by: Teller) -> None:
    rare = 'say end { fact rare; "This is the answer." }'
    assert not told_by("menu-too-deep", menus(4, rare))


def test_a_target_that_is_not_known_may_skip_menus(told_by: Teller, skipped_by: Judge) -> None:
    text = "menu start { key 1 -> menu1; key 2 -> agents; noinput -> script }\n" + menus(4)
    loose = text + '\nopaque script { what "own" }'
    assert len(told_by("menu-too-deep", text + "\nhangup script")) == 1
    assert not told_by("menu-too-deep", loose)
    assert skipped_by("menu-too-deep", spread(loose))


SLOW = """\
phone "+44 20 7946 0100" {{
    language en
    start -> main
    menu main {{
        say "{words} Press 1."
        key 1 -> agents {fact}
        key 2 -> agents {fact}
        {more}
        noinput -> agents {fact}
        nomatch -> agents {fact}
    }}
    queue agents {{ say "One moment." }}
}}
"""


def test_a_minute_and_a_half_may_be_heard_and_no_more(found_by: Finder) -> None:
    short = SLOW.format(words="word " * 200, fact="", more="interruptible no")
    long = SLOW.format(words="word " * 230, fact="", more="interruptible no")
    assert not found_by("slow-path", short)
    (finding,) = found_by("slow-path", long)
    assert finding.message == (
        "93 seconds are heard before 'agents', by the shortest way; at most 90 were expected"
    )
    assert finding.severity is None
    assert [note.message for note in finding.related] == ["93 seconds of them are heard here"]


def test_who_may_interrupt_is_only_told_that_the_way_is_slow(found_by: Finder) -> None:
    (finding,) = found_by("slow-path", SLOW.format(words="word " * 230, fact="", more=""))
    assert str(finding.severity) == "info"


def test_the_wait_for_people_who_are_rarely_called_may_be_long(told_by: Teller) -> None:
    rare = SLOW.format(words="word " * 230, fact="{ fact rare }", more="interruptible no")
    assert not told_by("slow-path", rare)


def test_silence_counts_where_only_silence_leads_on(told_by: Teller) -> None:
    text = """\
        menu main {
            say "Stay on the line."
            timeout 30s
            presentations 3
            noinput -> agents
            interruptible no
        }
        queue agents
        """
    assert told_by("slow-path", text)[0].startswith("97 seconds are heard before 'agents'")


def test_time_in_a_queue_and_the_answer_itself_are_not_the_way(told_by: Teller) -> None:
    words = "word " * 300
    assert not told_by("slow-path", menus(1, f'say end {{ "{words}" }}'))
    queue = (
        f'menu main {{ key 1 -> q; key 2 -> q }}\nqueue q {{ say "{words}"; longest 9m -> box }}'
    )
    assert not told_by("slow-path", queue + "\nvoicemail box")


FAR = """\
menu main { key 1 -> second; key 2 -> news; noinput -> news; nomatch -> news }
menu second { key 1 -> third; key 2 -> news; noinput -> news; nomatch -> news }
menu third { key 1 -> agents; key 2 -> news; noinput -> news; nomatch -> news }
say news { "All trains run on time." }
queue agents
"""


def test_a_person_behind_the_third_menu_is_too_far(told_by: Teller) -> None:
    assert told_by("human-too-far", FAR) == [
        "from 'main' a person is 3 inputs away; at most 2 were expected"
    ]
    assert not told_by("human-too-far", FAR, steps=3)


def test_who_stays_silent_and_gets_a_person_is_not_far_from_one(told_by: Teller) -> None:
    assert not told_by("human-too-far", FAR.replace("noinput -> news", "noinput -> agents"))


def test_a_callback_is_as_good_as_a_person(told_by: Teller) -> None:
    assert not told_by(
        "human-too-far", FAR.replace("key 2 -> news", "key 2 -> back") + "callback back"
    )


def test_languages_and_emergencies_come_before_a_person(told_by: Teller) -> None:
    for fact in ("language-choice", "emergency"):
        assert not told_by(
            "human-too-far", FAR.replace("menu main {", f"menu main {{ fact {fact}; ")
        )


def test_lines_of_experts_and_of_news_only_need_nobody_near(told_by: Teller) -> None:
    for fact in ("expert", "info-only", "screening"):
        text = f'phone "+31 20 555 0100" {{\nfact {fact}\n{FAR}\n}}'
        assert not told_by("human-too-far", text), fact


def test_a_person_may_be_near_behind_what_is_not_known(told_by: Teller, skipped_by: Judge) -> None:
    loose = FAR.replace('say news { "All trains run on time." }', 'opaque news { what "own" }')
    assert not told_by("human-too-far", loose)
    assert skipped_by("human-too-far", spread(loose))


def test_a_person_who_is_heard_of_after_minutes_is_too_far(told_by: Teller) -> None:
    text = SLOW.format(words="word " * 230, fact="", more="")
    assert told_by("human-too-far", text)[0] == (
        "from 'main' a person is 93 seconds of listening away; at most 90 were expected"
    )


DESKS = """\
agent first {{ next -> to-second }}
transfer to-second {{ to department "Second"; error -> box; next -> second }}
agent second {{ next -> to-third }}
transfer to-third {{ to department "Third"; error -> box; next -> {third} }}
agent third
voicemail box
"""


def test_the_second_hand_over_is_one_too_many(told_by: Teller) -> None:
    assert told_by("transfer-chain", DESKS.format(third="third")) == [
        "this is hand-over 2 on the way to 'to-third'; at most 1 was expected"
    ]
    assert not told_by("transfer-chain", DESKS.format(third="third"), max=2)


def test_desks_that_are_tried_one_after_another_are_no_hand_overs(told_by: Teller) -> None:
    text = """\
        transfer first { to number "+31 20 555 0101"; noanswer -> second }
        transfer second { to number "+31 20 555 0102"; noanswer -> third }
        transfer third { to number "+31 20 555 0103"; noanswer -> bye }
        hangup bye
        """
    assert not told_by("transfer-chain", text)


def test_a_hop_to_another_language_is_not_counted(told_by: Teller) -> None:
    text = DESKS.format(third="third").replace(
        "agent first {", "agent first { fact language-choice; "
    )
    assert not told_by("transfer-chain", text)


def test_whoever_is_near_by_another_key_is_not_at_the_end_of_a_chain(told_by: Teller) -> None:
    text = "menu main { key 1 -> first; key 2 -> to-third; noinput -> first; nomatch -> first }\n"
    assert not told_by("transfer-chain", text + DESKS.format(third="third"))


def test_desks_that_pass_callers_round(told_by: Teller) -> None:
    assert told_by("transfer-circle", DESKS.format(third="first")) == [
        "callers are passed from 'first' to 'second' and back; let one of them take care of it"
    ]
    assert not told_by("transfer-circle", DESKS.format(third="third"))


def test_a_person_who_puts_callers_back_into_the_menu_sends_them_round(told_by: Teller) -> None:
    text = """\
        phone "+31 20 555 0100" {
            menu main { key 1 -> desk; noinput -> desk; nomatch -> main }
            agent desk { next -> on }
            transfer on { to flow -> flow "+31 20 555 0100" }
        }
        """
    assert told_by("transfer-circle", text) == [
        "callers are passed from 'desk' on, and back to it; let one of them take care of it"
    ]


def test_who_comes_back_with_place_and_context_kept_is_not_sent_round(told_by: Teller) -> None:
    text = DESKS.format(third="line") + "queue line { fact resume; next -> first }"
    assert not told_by("transfer-circle", text)
    assert told_by("transfer-circle", text.replace("fact resume; ", ""))


def test_a_way_back_to_the_menu_or_a_call_that_failed_is_no_circle(told_by: Teller) -> None:
    back = """\
        menu main {{ key 1 -> desk; noinput -> desk; nomatch -> main }}
        {who}
        """
    for who in (
        "queue desk { longest 5m -> main }",
        'transfer desk { to number "+31 20 555 0101"; noanswer -> main }',
        'transfer desk { to number "+31 20 555 0101"; next -> main }',
        "agent desk { next -> main }",
    ):
        assert not told_by("transfer-circle", back.format(who=who)), who
    hunting = """\
        transfer first { to number "+31 20 555 0101"; noanswer -> second }
        transfer second { to number "+31 20 555 0102"; noanswer -> first }
        """
    assert not told_by("transfer-circle", hunting)


def test_a_menu_that_a_person_passes_callers_to_may_lead_back_by_a_star(told_by: Teller) -> None:
    text = """\
        phone "+31 20 555 0100" {
            menu main { key 1 -> desk; noinput -> desk; nomatch -> main }
            agent desk { next -> on }
            transfer on { to flow -> flow other }
        }
        phone other {
            role module
            menu more { key 1 -> agents; key * -> flow "+31 20 555 0100"; noinput -> agents }
            queue agents
        }
        """
    assert not told_by("transfer-circle", text)


SUBMENU = """\
menu main {{
    key 1 -> bills
    key 2 -> agents
    noinput -> agents
    nomatch -> agents
}}
menu bills {{
    {options}
    noinput -> {silence}
    nomatch -> bills
}}
queue agents
queue paper
"""


def submenu(
    options: str = "key 1 -> agents\n    key 2 -> paper\n    key 3 -> paper", silence: str = "bills"
) -> str:
    return SUBMENU.format(options=options, silence=silence)


def test_a_wrong_key_can_be_undone_by_any_key_word_or_silence(told_by: Teller) -> None:
    assert told_by("missing-way-back", submenu()) == [
        "no key leads back from 'bills' to 'main'; let one do so, for those who chose wrongly"
    ]
    assert not told_by("missing-way-back", submenu(), min_depth=3)
    for back in ("key 9 -> main", 'word "back" -> main', "key 9 -> again\n"):
        text = submenu(f"key 1 -> agents\nkey 2 -> paper\nkey 3 -> paper\n{back}")
        assert not told_by("missing-way-back", text + '\nsay again { "Once more."; next -> main }')
    assert not told_by("missing-way-back", submenu(silence="main"))


def test_a_small_submenu_with_a_person_behind_silence_needs_no_way_back(told_by: Teller) -> None:
    small = "key 1 -> agents\nkey 2 -> paper"
    assert not told_by("missing-way-back", submenu(small, silence="agents"))
    assert told_by("missing-way-back", submenu(small))


def test_what_runs_behind_a_key_may_lead_back(told_by: Teller) -> None:
    text = submenu("key 1 -> agents\nkey 2 -> paper\nkey 3 -> script")
    assert not told_by("missing-way-back", text + '\nopaque script { what "own" }')


def test_the_fix_lets_the_star_lead_back_and_nothing_else_changes(found_by: Finder) -> None:
    text = submenu()
    (finding,) = found_by("missing-way-back", text)
    assert finding.fix is not None
    assert not finding.fix.safe
    (edit,) = finding.fix.edits
    fixed = text[: edit.place.start] + edit.text + text[edit.place.end :]
    assert fixed == text.replace("    key 3 -> paper\n", "    key 3 -> paper\n    key * -> main\n")
    assert not found_by("missing-way-back", fixed)


def test_no_fix_where_the_star_is_taken(found_by: Finder) -> None:
    (finding,) = found_by(
        "missing-way-back", submenu("key 1 -> agents\nkey * -> paper\nkey 3 -> paper")
    )
    assert finding.fix is None


FLAT = """\
menu main {{
    key 1 "bills" -> bills
    key 2 "faults" -> faults
    key 3 "moving" -> moving
    noinput -> faults
    nomatch -> faults
}}
menu bills {{
    key 1 {first} -> high
    key 2 "paying later" -> later
    {more}
    noinput -> main
    nomatch -> bills
}}
queue faults
queue moving
queue high
queue later
"""


def flat(first: str = '"too high"', more: str = "") -> str:
    return FLAT.format(first=first, more=more)


def test_two_small_menus_that_would_fit_in_one(told_by: Teller) -> None:
    assert told_by("needless-submenu", flat()) == [
        "'main' and 'bills' would make one menu of 4 options; up to 5 are easier in one"
    ]
    assert not told_by("needless-submenu", flat(), flat_max=3)


def test_service_keys_and_ways_back_are_no_topics(told_by: Teller) -> None:
    more = "key 0 -> faults\nkey 9 -> bills\nkey * -> main\nkey 8 -> main"
    assert told_by("needless-submenu", flat(more=more), flat_max=4)


def test_a_submenu_that_stands_for_itself_is_not_needless(told_by: Teller) -> None:
    for text in (
        flat(first='"faults"'),
        flat(more="fact yes-no"),
        flat(more="fact language-choice"),
        flat(more=f'say "{"word " * 40}"'),
        flat(more="key 3 -> faults"),
        flat().replace('key 2 "faults" -> faults', "key 2 -> bills"),
        flat().replace("-> later", "-> high"),
    ):
        assert not told_by("needless-submenu", text), text
