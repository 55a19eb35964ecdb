"""What may conflict with the law of a country: only where the country is named."""

from __future__ import annotations

import pytest

from ivrlint_rules.legal.law import Tariff, tariff

LINE = """
phone "{number}" {{
    language en
    {more}
    start -> desk
    queue desk {{
        {queue}
    }}
}}
"""


def line(number: str, queue: str = "", more: str = "") -> str:
    return LINE.format(number=number, queue=queue, more=more)


@pytest.mark.parametrize(
    ("number", "country", "expected"),
    [
        ("0900-1234", "nl", Tariff.PREMIUM),
        ("088 123 4567", "nl", Tariff.UNKNOWN),
        ("020 555 0142", "nl", Tariff.PLAIN),
        ("0800 1234", "nl", Tariff.PLAIN),
        ("+49 180 5 123456", "nl", Tariff.UNKNOWN),
        ("+49 180 5 123456", "de", Tariff.SHARED),
        ("+49 180 5 123456", "eu", Tariff.SHARED),
        ("0180 5 123456", "eu", Tariff.UNKNOWN),
        ("+44 871 234 5678", "uk", Tariff.PREMIUM),
        ("+44 871 234 5678", "eu", Tariff.UNKNOWN),
        ("0892 123 456", "fr", Tariff.PREMIUM),
        ("807 123 456", "es", Tariff.PREMIUM),
        ("reception", "nl", Tariff.UNKNOWN),
        ("892 123 456", "fr", Tariff.UNKNOWN),
        ("900 1234", "nl", Tariff.UNKNOWN),
        ("00 33 892 123 456", "fr", Tariff.PREMIUM),
    ],
)
def test_the_numbering_plan_says_what_a_call_costs(
    number: str, country: str, expected: Tariff
) -> None:
    assert tariff(number, country) is expected


@pytest.mark.parametrize(
    "rule",
    ["premium-rate-number", "missing-cost-notice", "paid-waiting", "wait-over-legal-limit"],
)
def test_nothing_is_said_until_a_country_is_named(said_by, rule) -> None:
    assert said_by(rule, line("0900-1234", queue='fact expected-wait "1h"')) == []


def test_a_line_that_only_informs_may_be_dear(said_by) -> None:
    text = line("0900-1234", more="fact info-only")
    assert said_by("premium-rate-number", text, country=("nl",)) == []


def test_one_number_is_told_once_however_many_countries_are_named(said_by) -> None:
    said = said_by("premium-rate-number", line("+31 900 1234"), country=("nl", "eu"))
    assert len(said) == 1
    assert "Dutch Civil Code" in said[0][1]


def test_a_price_that_is_told_after_the_menu_comes_too_late(said_by) -> None:
    text = """
    phone "0900-1234" {
        language en
        start -> main
        menu main {
            say "For forms, press 1."
            key 1 -> price
            noinput -> price
            nomatch -> price
        }
        say price {
            "This call costs 90 cents a minute."
            next -> desk
        }
        queue desk { }
    }
    """
    assert [line for line, _ in said_by("missing-cost-notice", text, country=("nl",))] == [5]


def test_a_price_may_be_on_a_recording(said_by, skipped_by) -> None:
    text = """
    phone "0900-1234" {
        language en
        start -> price
        say price {
            play "price.wav"
            next -> desk
        }
        queue desk { }
    }
    """
    assert said_by("missing-cost-notice", text, country=("nl",)) == []


def test_a_fixed_price_is_declared_where_the_number_does_not_show_it(said_by) -> None:
    text = line("+49 900 1 123456", queue='say "You wait {minutes} minutes." every 30s',
                more='fact tariff "fixed"')  # fmt: skip
    assert said_by("paid-waiting", text, country=("de",)) == []


def test_the_french_law_is_about_telecom_providers(said_by) -> None:
    said = said_by("paid-waiting", line("+33 892 123 456"), country=("fr",))
    assert "if a telecom provider answers there" in said[0][1]


def menu(options: int, *, tags: str = "") -> str:
    keys = "\n".join(f"key {key} -> info" for key in range(1, options))
    said = " ".join(f"For matter {key}, press {key}." for key in range(1, options + 1))
    return f"""
    phone "+351 210 000 000" {{
        language en
        start -> main
        menu main {{
            say "{said}"
            {keys}
            key {options} -> desk
            noinput -> desk
            nomatch -> desk
        }}
        say info {{ "We are open." }}
        queue desk {{ {tags} }}
    }}
    """


def test_portugal_counts_the_options_of_the_first_menu(said_by) -> None:
    assert said_by("unlawful-first-menu", menu(5), country=("pt",)) == []
    said = said_by("unlawful-first-menu", menu(6), country=("pt",))
    assert [message.partition(";")[0] for _, message in said] == [
        "the first menu has 6 options, more than 5"
    ]


def test_a_question_with_two_answers_is_not_the_menu_that_laws_mean(said_by) -> None:
    text = """
    phone "+55 11 4000 0000" {
        language en
        start -> known
        menu known {
            say "If this is about your latest order, press 1. If it is not, press 2."
            key 1 -> info
            key 2 -> info
            noinput -> info
            nomatch -> info
        }
        say info { "We are open." }
    }
    """
    assert said_by("unlawful-first-menu", text, country=("br", "es", "pt")) == []


def test_only_the_menu_that_comes_first_is_looked_at(said_by) -> None:
    text = """
    phone "+55 11 4000 0000" {
        language en
        start -> known
        menu known {
            say "If you are a customer, press 1. If you are not, press 2."
            key 1 -> main
            key 2 -> main
            noinput -> main
            nomatch -> main
        }
        menu main {
            say "For bills, press 1. For orders, press 2. For our hours, press 3."
            key 1 -> info
            key 2 -> info
            key 3 -> info
            noinput -> info
            nomatch -> info
        }
        say info { "We are open." }
    }
    """
    assert said_by("unlawful-first-menu", text, country=("br", "es", "pt")) == []


def test_israel_wants_a_person_for_faults(said_by) -> None:
    text = """
    phone "+972 3 555 5555" {
        language en
        start -> main
        menu main {
            say "To report a fault, press 1. For sales, press 2."
            key 1 "report a fault" -> tips
            key 2 "sales" -> desk
            noinput -> desk
            nomatch -> desk
        }
        say tips { "Restart your modem." }
        queue desk { }
    }
    """
    said = said_by("unlawful-first-menu", text, country=("il",))
    assert len(said) == 1
    assert said[0][1].startswith("the option for faults does not lead to a person")


def test_belgium_lets_people_wait_who_are_offered_a_call_back(said_by) -> None:
    waits = 'fact expected-wait "5m"'
    assert len(said_by("wait-over-legal-limit", line("100", waits), country=("be",))) == 1
    offered = line("100", f"{waits}\n        callback after 2m")
    assert said_by("wait-over-legal-limit", offered, country=("be",)) == []


def test_what_is_heard_before_the_queue_counts_in_israel(said_by) -> None:
    waits = 'fact expected-wait "6m"'
    assert said_by("wait-over-legal-limit", line("100", waits), country=("il",)) == []
    long = " ".join(["word"] * 30)
    text = f"""
    phone "100" {{
        language en
        start -> greeting
        say greeting {{
            "{long}."
            next -> desk
        }}
        queue desk {{ {waits} }}
    }}
    """
    assert len(said_by("wait-over-legal-limit", text, country=("il",))) == 1


def test_advertising_is_allowed_to_those_who_consented(said_by) -> None:
    text = """
    reply received {
        kind acknowledgement
        language en
        consent yes
        body "We have received your mail. Discover our new tariffs now!"
    }
    """
    assert said_by("advertising-without-consent", text, country=("de",)) == []
