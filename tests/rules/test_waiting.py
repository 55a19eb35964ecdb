"""Waiting for a person, and being put through: the packs queue and transfer."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrlint.finding import Finding

    Finder = Callable[..., list[Finding]]
    Judge = Callable[..., list[tuple[int, str]]]

LINE = """
    phone "+44 20 7946 0100" {{
        language en-GB
        start -> agents
        {queue}
        voicemail message
        say bye {{ "Goodbye." }}
    }}
    {more}
    """


def line(queue: str, more: str = "") -> str:
    return LINE.format(queue=queue, more=more)


def mended(text: str, findings: list[Finding]) -> str:
    """The file, without its indentation, with the fixes of these findings applied."""
    text = dedent(text)
    edits = [edit for one in findings if one.fix is not None for edit in one.fix.edits]
    for edit in sorted(edits, key=lambda edit: -edit.place.start):
        text = text[: edit.place.start] + edit.text + text[edit.place.end :]
    return text


# --- the place in line -------------------------------------------------------


@pytest.mark.parametrize(
    "queue",
    [
        "queue agents { position }",
        "queue agents { wait }",
        'queue agents { say "You are number {position}." every 45s }',
        'queue agents { say "You will wait about {minutes} minutes." }',
        "queue agents { position unknown }",
        "queue agents { expected 20s }",
        "queue agents { longest 30s -> bye }",
        'queue agents { say "{message}" every 30s }',
        'queue agents { say "Het duurt even." language sv }',
        'queue agents { waiting -> ? "set in the portal" }',
    ],
)
def test_callers_are_told_how_far_they_are_or_nobody_knows_what_they_hear(
    said_by: Judge, queue: str
) -> None:
    assert not said_by("missing-queue-progress", line(queue))


@pytest.mark.parametrize(
    "queue",
    [
        "queue agents",
        'queue agents { play "waltz.wav" every 30s }',
        'queue agents { say "A few callers are ahead of you." every 45s }',
        'queue agents { say "Our opening hours are nine to five." every 45s }',
    ],
)
def test_callers_are_told_nothing_of_their_wait(said_by: Judge, queue: str) -> None:
    assert len(said_by("missing-queue-progress", line(queue))) == 1


def test_the_vague_words_are_what_is_pointed_at(found_by: Finder) -> None:
    text = line('queue agents { say "Hello there. Please hold." every 45s }')
    assert [one.place.text for one in found_by("missing-queue-progress", text)] == ["Please hold."]


def test_the_flow_that_runs_meanwhile_may_tell_the_place_in_line(said_by: Judge) -> None:
    music = """
        phone music {{
            role waiting
            language en-GB
            say told {{
                {said}
                next -> loop
            }}
            say loop {{
                play "waltz.wav"
                next -> told
            }}
        }}
        """
    queue = "queue agents { waiting -> flow music }"
    told = line(queue, music.format(said='"You are number {position} in the queue."'))
    assert not said_by("missing-queue-progress", told)
    vague = line(queue, music.format(said='"Please be patient."'))
    ((_, message),) = said_by("missing-queue-progress", vague)
    assert message.startswith("this tells callers of 'music' nothing of their wait")


def test_a_recording_that_is_chosen_may_tell_the_place_in_line(said_by: Judge) -> None:
    music = """
        phone music {
            role waiting
            branch how-long {
                on queue agents
                when "calls waiting > 5" -> long
                otherwise -> short
            }
            say long {
                play "long.wav"
                next -> how-long
            }
            say short {
                play "short.wav"
                next -> how-long
            }
        }
        """
    queue = "queue agents { waiting -> flow music }"
    assert not said_by("missing-queue-progress", line(queue, music))


def test_queues_that_share_a_waiting_flow_are_told_of_once(found_by: Finder) -> None:
    text = """
        phone "+44 20 7946 0100" {
            language en-GB
            menu main {
                key 1 -> one
                key 2 -> two
                noinput -> one
                nomatch -> one
            }
            queue one { waiting -> flow music }
            queue two { waiting -> flow music }
        }
        phone music {
            role waiting
            language en-GB
            say loop {
                "Please hold."
                next -> loop
            }
        }
        """
    (found,) = found_by("missing-queue-progress", text)
    assert len(found.related) == 2


def test_progress_is_told_at_a_bearable_interval(said_by: Judge) -> None:
    text = 'queue agents {{ say "You are number {{position}}." every {every} }}'
    for every in ("20s", "45s", "90s"):
        assert not said_by("missing-queue-progress", line(text.format(every=every))), every
    (often,) = said_by("missing-queue-progress", line(text.format(every="5s")))
    assert often[1].startswith("callers are told how far they are every 5 seconds")
    (seldom,) = said_by("missing-queue-progress", line(text.format(every="5m")))
    assert seldom[1].startswith("callers are told how far they are only every 5 minutes")
    rare = line(text.format(every="5m"))
    assert not said_by("missing-queue-progress", rare, interval_max=300)
    both = 'say "You are number {position}." every 5m say "The wait is {n} minutes." every 60s'
    first, second = both.split(" say ")
    pair = f"queue agents {{\n{first}\nsay {second}\n}}"
    assert not said_by("missing-queue-progress", line(pair))


def test_the_place_in_line_can_be_announced(said_by: Judge, found_by: Finder) -> None:
    text = line('queue agents {\n            say "Please hold." every 45s\n        }')
    after = mended(text, found_by("missing-queue-progress", text))
    assert "        position\n        say" in after
    assert not said_by("missing-queue-progress", after)


# --- apologies ---------------------------------------------------------------


def test_apologies_with_news_or_a_choice_are_no_loop(said_by: Judge) -> None:
    sorry = 'say "We are sorry. Thank you for waiting." every 30s'
    assert len(said_by("apology-loop", line(f"queue agents {{ {sorry} }}"))) == 1
    for more in (
        "position",
        "callback key 1",
        "key 2 -> message",
        'say "Today all trains to York are cancelled." every 60s',
    ):
        queue = f"queue agents {{\n{sorry}\n{more}\n}}"
        assert not said_by("apology-loop", line(queue)), more


def test_an_apology_that_is_said_once_is_no_loop(said_by: Judge) -> None:
    assert not said_by("apology-loop", line('queue agents { say "We are sorry." }'))
    assert not said_by("apology-loop", line('queue agents { play "waltz.wav" every 30s }'))


# --- calling back ------------------------------------------------------------


@pytest.mark.parametrize(
    "queue",
    [
        "queue agents {\n expected 2m\n longest 9m -> bye\n}",
        "queue agents {\n longest 9m -> bye\n}",
        "queue agents {\n expected 9m\n longest 20m -> message\n}",
        "queue agents {\n expected 9m\n callback key 1\n}",
        "queue agents {\n expected 9m\n fact anonymous\n}",
        "queue agents {\n expected 9m\n fact emergency\n}",
        'queue agents {\n expected 9m\n say "If you hang up, we will call you back."\n}',
        'queue agents {\n expected 9m\n key 1 -> ? "a script"\n}',
        'queue agents {\n waiting -> ? "set in the portal"\n}',
    ],
)
def test_a_wait_that_is_short_unknown_or_can_be_left_needs_no_callback(
    said_by: Judge, queue: str
) -> None:
    assert not said_by("missing-callback", line(queue))


def test_a_long_wait_needs_an_offer_to_call_back(said_by: Judge) -> None:
    long = line("queue agents {\n expected 4m\n longest 9m -> bye\n}")
    (found,) = said_by("missing-callback", long)
    assert found[1].startswith("people wait 4 minutes in 'agents'")
    assert not said_by("missing-callback", long, after=300)
    declared = line('queue agents {\n fact expected-wait "4m"\n longest 9m -> bye\n}')
    assert len(said_by("missing-callback", declared)) == 1


def test_a_callback_may_be_offered_in_the_menu_before(said_by: Judge) -> None:
    text = """
        phone "+44 20 7946 0100" {
            menu main {
                key 1 -> agents
                key 2 -> later
                noinput -> agents
                nomatch -> agents
            }
            queue agents { expected 9m }
            callback later
        }
        """
    assert not said_by("missing-callback", text)
    assert len(said_by("missing-callback", text.replace("key 2 -> later", "key 2 -> main"))) == 1


def test_the_expected_wait_is_judged_where_it_is_declared(said_by: Judge) -> None:
    assert not said_by("long-wait", line("queue agents { longest 30m -> bye }"))
    assert not said_by("long-wait", line("queue agents { expected 3m }"))
    assert len(said_by("long-wait", line("queue agents { expected 200s }"))) == 1
    assert len(said_by("long-wait", line('queue agents { fact expected-wait "0.1h" }'))) == 1
    assert not said_by("long-wait", line("queue agents { expected 200s }"), max=240)
    assert len(said_by("long-wait", line("queue agents"), require_sla=True)) == 1


# --- thrown out --------------------------------------------------------------


@pytest.mark.parametrize(
    "queue",
    [
        "queue agents { longest 9m -> message }",
        "queue agents { longest 9m -> agents }",
        "queue agents { error -> bye }",
        "queue agents { next -> bye }",
        'queue agents { longest 9m -> ? "a script" }',
        'queue agents { empty -> bye { say "We are back at nine tomorrow morning." } }',
    ],
)
def test_callers_who_are_taken_care_of_are_not_thrown_out(said_by: Judge, queue: str) -> None:
    text = line(queue).replace('"Goodbye."', '"We are open from 9 am to 5 pm. Goodbye."')
    assert not said_by("dropped-while-waiting", text)


def test_the_queue_throws_its_callers_out(said_by: Judge, found_by: Finder) -> None:
    for way in ("longest 9m", "full", "empty"):
        assert len(said_by("dropped-while-waiting", line(f"queue agents {{ {way} -> bye }}"))) == 1
    (found,) = found_by("dropped-while-waiting", line("queue agents { full -> bye }"))
    assert str(found.severity) == "info"
    sized = line("queue agents {\n capacity 5\n full -> bye\n}")
    (found,) = found_by("dropped-while-waiting", sized)
    assert found.severity is None


def test_thrown_out_callers_can_be_led_to_the_voicemail(said_by: Judge, found_by: Finder) -> None:
    text = line("queue agents {\n longest 9m -> bye\n error -> bye\n}")
    after = mended(text, found_by("dropped-while-waiting", text))
    assert "longest 9m -> message" in after
    assert not said_by(["dropped-while-waiting", "unreachable-step"], after)


def test_no_fix_cuts_off_what_was_said(found_by: Finder) -> None:
    (found,) = found_by("dropped-while-waiting", line("queue agents { longest 9m -> bye }"))
    assert found.fix is None


def test_one_cause_is_told_once(said_by: Judge) -> None:
    rules = ["dropped-while-waiting", "silent-hangup", "missing-fallback"]
    dead = line("queue agents { longest 9m -> gone }").replace(
        "voicemail", "hangup gone\nvoicemail"
    )
    assert len(said_by(rules, dead)) == 1
    rules = ["call-back-later", "dropped-while-waiting", "transfer-without-fallback"]
    later = line("queue agents { longest 9m -> bye }").replace(
        "Goodbye.", "Please try again later."
    )
    assert [message[:37] for _, message in said_by(rules, later)] == [
        "callers are told to try again later, "
    ]


# --- call again later --------------------------------------------------------

LATER = """
    phone "+44 20 7946 0100" {{
        language en-GB
        {before} {{
            {way} -> sorry
            {more}
        }}
        say sorry {{
            "{said}"
            {then}
        }}
        voicemail message
        queue agents
    }}
    """


@pytest.mark.parametrize(
    "case",
    [
        {"then": "next -> message"},
        {"then": "next -> agents"},
        {"then": 'next -> ? "a script"'},
        {"said": "Please try again later. We will call you back."},
        {"said": "Please call again tomorrow between 9 am and 5 pm."},
        {"said": "Please try again later. In an emergency, call 112."},
        {"way": "error"},
        {"before": "menu main", "way": "key 1 -> agents\nnoinput"},
        {"before": "branch open-now", "way": "closed"},
    ],
)
def test_callers_are_not_sent_away(said_by: Judge, case: dict[str, str]) -> None:
    values = {
        "before": "queue first", "way": "timeout 5m", "more": "",
        "said": "Please try again later.", "then": "",
    }  # fmt: skip
    assert len(said_by("call-back-later", LATER.format(**values))) == 1
    assert not said_by("call-back-later", LATER.format(**values | case))


# --- advertising -------------------------------------------------------------

OFFER = "Upgrade today and save 20 percent."


def test_advertising_in_a_queue_can_be_left_out(
    said_by: Judge, fixed_by: Callable[..., str]
) -> None:
    text = line(f'queue agents {{ say "You are number {{position}}. {OFFER}" every 60s }}')
    assert len(said_by("ads-while-waiting", text)) == 1
    after = fixed_by("ads-while-waiting", text)
    assert 'say "You are number {position}." every 60s' in after
    assert not said_by("ads-while-waiting", after)


def test_safety_notices_and_offers_by_key_are_no_advertising(said_by: Judge) -> None:
    must = f'queue agents {{\n say "{OFFER}" every 60s\n fact mandatory\n}}'
    assert not said_by("ads-while-waiting", line(must))
    key = 'queue agents { say "To upgrade today and save 20 percent, press 1." every 60s }'
    assert not said_by("ads-while-waiting", line(key))


def test_advertising_for_those_who_come_to_buy_is_none(said_by: Judge) -> None:
    text = """
        phone "+44 20 7946 0100" {{
            language en-GB
            menu main {{
                say "For sales, press 1. For repairs, press 2."
                key 1 "sales" -> {first}
                key 2 "repairs" -> {second}
                noinput -> message
                nomatch -> message
            }}
            say offer {{
                "{offer}"
                next -> agents
            }}
            queue agents
            queue others
            voicemail message
        }}
        """
    buyers = text.format(first="offer", second="others", offer=OFFER)
    assert not said_by("ads-while-waiting", buyers)
    both = text.format(first="offer", second="offer", offer=OFFER)
    assert len(said_by("ads-while-waiting", both)) == 1


# --- busier than usual -------------------------------------------------------


def test_unusual_is_only_what_is_looked_at(said_by: Judge) -> None:
    text = """
        phone "+44 20 7946 0100" {{
            language en-GB
            branch look {{
                {decides}
            }}
            say busy {{
                "We are busier than usual."
                next -> agents
            }}
            queue agents
        }}
        """
    for decides in (
        'on queue agents\nwhen "waiting > 5" -> busy\notherwise -> agents',
        'on data storm\nwhen "storm" -> busy\notherwise -> agents',
        'on data calm\nwhen "calm" -> agents\notherwise -> busy',
        "on holiday bank\nholiday -> busy\notherwise -> agents",
    ):
        assert not said_by("always-busy", text.format(decides=decides)), decides
    for decides in (
        "on hours office\nopen -> busy\nclosed -> agents",
        'on language\nwhen "en" -> busy\notherwise -> agents',
    ):
        assert len(said_by("always-busy", text.format(decides=decides))) == 1, decides


def test_busy_agents_are_natural_in_a_queue(said_by: Judge) -> None:
    busy = 'queue agents { say "All our agents are busy. Please hold." every 60s }'
    assert not said_by("always-busy", line(busy))


# --- put through -------------------------------------------------------------

THROUGH = """
    phone "+44 20 7946 0100" {{
        language en-GB
        menu main {{
            key 1 -> desk
            noinput -> desk
            nomatch -> desk
        }}
        transfer desk {{
            {to}
            {ways}
        }}
        voicemail message
        say bye {{ "{said}" }}
        hangup end
    }}
    """


@pytest.mark.parametrize(
    "case",
    [
        {"ways": "noanswer -> message\nbusy -> message"},
        {"ways": "noanswer -> main\nbusy -> message"},
        {"ways": 'noanswer -> ? "a script"'},
        {"ways": "noanswer -> message\nerror -> end"},
        {"ways": "fact fire-and-forget"},
        {"ways": "blind"},
        {"ways": "noanswer -> bye", "said": "We are open from 9 am to 5 pm."},
        {"to": "to unknown", "ways": "noanswer -> end"},
    ],
)
def test_a_call_that_nobody_answers_goes_on(said_by: Judge, case: dict[str, str]) -> None:
    values = {"to": 'to number "+44 20 7946 0199"', "said": "Goodbye."} | case
    assert not said_by("transfer-without-fallback", THROUGH.format(**values))


def test_a_phone_that_nobody_lifts_ends_the_call(found_by: Finder, said_by: Judge) -> None:
    values = {"to": 'to number "+44 20 7946 0199"', "said": "Goodbye."}
    for ways, severity in (
        ("noanswer -> end", "error"),
        ("noanswer -> bye", "None"),
        ("", "None"),
    ):
        text = THROUGH.format(**values, ways=ways)
        (found,) = found_by("transfer-without-fallback", text)
        assert str(found.severity) == severity, ways
        rules = ["transfer-without-fallback", "missing-fallback", "silent-hangup"]
        assert len(said_by(rules, text)) == 1, ways


def test_a_transfer_before_any_question_is_no_matter_of_menus(said_by: Judge) -> None:
    text = """
        phone "+44 20 7946 0100" {
            transfer desk {
                to number "+44 20 7946 0199"
                noanswer -> end
            }
            hangup end
        }
        """
    assert not said_by("transfer-without-fallback", text)


def test_a_menu_that_is_asked_again_some_times_is_no_end(said_by: Judge) -> None:
    count = "branch count {\n on attempts\n limit 3\n otherwise -> main\n exhausted -> end\n}"
    ways = {"to": 'to number "+44 20 7946 0199"', "ways": "noanswer -> count", "said": "Goodbye."}
    text = THROUGH.format(**ways).replace("hangup end", f"{count}\n hangup end")
    assert not said_by("transfer-without-fallback", text)


# --- another number ----------------------------------------------------------

OTHER = """
    phone "+44 20 7946 0100" {{
        language en-GB
        {before} {{
            {way} -> other
        }}
        say other {{
            "{said}"
            {then}
        }}
        transfer desk {{ to number "020 7946 0144" }}
        voicemail message
    }}
    """


@pytest.mark.parametrize(
    "case",
    [
        {"then": "next -> desk"},
        {"then": "next -> message"},
        {"then": 'next -> ? "a script"'},
        {"then": "fact external-party"},
        {"then": "fact info-only"},
        {"said": "In an emergency, please call 112."},
        {"way": "closed"},
        {"way": "error"},
    ],
)
def test_nobody_is_sent_to_another_number(said_by: Judge, case: dict[str, str]) -> None:
    values = {
        "before": "branch open-now", "way": "open",
        "said": "For repairs, please call 020 7946 0144.", "then": "",
    }  # fmt: skip
    assert len(said_by("dial-another-number", OTHER.format(**values))) == 1
    assert not said_by("dial-another-number", OTHER.format(**values | case))


def test_who_has_no_code_is_sent_away_in_a_circle(said_by: Judge) -> None:
    text = """
        phone "+44 20 7946 0100" {
            language en-GB
            collect code {
                say "Enter your code."
                noinput -> other
                nomatch -> other
                next -> agents
            }
            say other {
                "If you have no code, please contact the seller."
                next -> code
            }
            queue agents
        }
        """
    assert len(said_by("dial-another-number", text)) == 1


# --- flows heard while waiting -----------------------------------------------


@pytest.mark.parametrize(
    ("step", "ways", "dropped"),
    [
        ('say loop { "Please hold."', "next -> bye", True),
        ('say loop { "Please hold."', "next -> loop", False),
        ("menu loop {", "key 1 -> loop; noinput -> bye; nomatch -> loop", True),
        ("menu loop {", "key 1 -> bye; noinput -> loop; nomatch -> loop", False),
        ("lookup loop {", 'system "wait"; next -> loop; error -> bye', False),
        ("branch loop {", "on hours; when open -> loop; otherwise -> bye", False),
        ("voicemail loop {", "next -> bye", False),
    ],
)
def test_a_flow_heard_while_waiting_that_hangs_up_by_itself(
    step: str, ways: str, dropped: bool, said_by: Judge
) -> None:
    lines = [*step.replace("{ ", "{;").split(";"), *ways.split("; "), "}", "hangup bye", "}"]
    music = "\n".join(["phone music {", "role waiting", "language en-GB", "start -> loop", *lines])
    assert bool(said_by("dropped-while-waiting", music + "\n")) is dropped
