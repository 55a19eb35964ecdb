"""When something is answered: in words, in dates, and who is left out."""

from __future__ import annotations

import pytest

CONDITIONS = {
    'header :is "subject" "x"': 'the header subject is "x"',
    'not header "subject" ["a", "b", "c", "d", "e"]': (
        'the header subject is not "a", "b", "c" or 2 others'
    ),
    'header :matches ["to", "cc"] "*@x.nl"': 'the header to or cc is like "*@x.nl"',
    'header :count "ge" "received" "5"': 'the header received count is at least "5"',
    'address :domain "from" "x.nl"': 'the domain in from is "x.nl"',
    'address :localpart :contains "to" "info"': 'the local part in to contains "info"',
    'envelope "from" "a@b.nl"': 'the envelope sender is "a@b.nl"',
    'exists ["x-a", "x-b"]': "the header x-a or x-b is there",
    'not exists "x-a"': "the header x-a is not there",
    "size :under 2K": "it is smaller than 2,048 bytes",
    'body :contains "urgent"': 'its text contains "urgent"',
    'currentdate :is "weekday" ["0", "6"]': 'the current weekday is "0" or "6"',
    'anyof (header "a" "b", exists "c")': '(the header a is "b" or the header c is there)',
    'allof (header "a" "b", not exists "c")': 'the header a is "b" and the header c is not there',
    'not anyof (header "a" "b", exists "c")': (
        'the header a is not "b" and the header c is not there'
    ),
    'not allof (header "a" "b", exists "c")': (
        '(the header a is not "b" or the header c is not there)'
    ),
    "duplicate": "the message has come before",
    'spamtest :value "ge" "5"': "the test spamtest holds",
}
REQUIRE = (
    'require ["vacation", "envelope", "body", "date", "relational", "duplicate", "spamtest"];\n'
)


@pytest.mark.parametrize(("test", "words"), CONDITIONS.items(), ids=CONDITIONS)
def test_a_condition_is_told_in_words(test, words, reply) -> None:
    found = reply(f'{REQUIRE}if {test} {{ vacation "x"; }}\n')
    assert found.trigger == f"a message arrives and {words}"


def test_what_always_holds_is_no_condition(reply) -> None:
    found = reply('require "vacation";\nif allof (true, not false) { vacation "x"; }\n')
    assert found.trigger == "a message arrives"


def test_what_never_holds_is_told(reply) -> None:
    found = reply('require "vacation";\nif false { vacation "x"; }\n')
    assert found.trigger == "a message arrives and never"


def test_conditions_around_each_other_all_count(reply) -> None:
    found = reply(
        """\
        require "vacation";
        if header "a" "1" { keep; } elsif header "b" "2" { if exists "c" { vacation "x"; } }
        """
    )
    assert found.trigger == (
        'a message arrives and the header a is not "1" and the header b is "2"'
        " and the header c is there"
    )


def test_a_long_condition_is_cut_short(reply) -> None:
    tests = ", ".join(f'header "{number:040}" "{number:040}"' for number in range(30))
    found = reply(f'require "vacation";\nif allof ({tests}) {{ vacation "x"; }}\n')
    assert len(found.trigger) == 400
    assert found.trigger.endswith("…")


DATES = {
    'currentdate :value "ge" "date" "2026-07-01"': ("2026-07-01", None),
    'currentdate :value "gt" "date" "2026-07-01"': ("2026-07-02", None),
    'currentdate :value "le" "date" "2026-07-31"': (None, "2026-07-31"),
    'currentdate :value "lt" "date" "2026-08-01"': (None, "2026-07-31"),
    'not currentdate :value "lt" "date" "2026-07-01"': ("2026-07-01", None),
    'currentdate :is "date" "2026-07-01"': ("2026-07-01", "2026-07-01"),
    'currentdate "date" "2026-07-01"': ("2026-07-01", "2026-07-01"),
    'currentdate :value "ge" "iso8601" "2026-07-01T22:00:00Z"': ("2026-07-01", None),
    'date :value "le" "received" "date" "2026-07-31"': (None, "2026-07-31"),
    'allof (currentdate :value "ge" "date" "2026-07-01",'
    ' currentdate :value "le" "date" "2026-07-31")': ("2026-07-01", "2026-07-31"),
    'not anyof (currentdate :value "lt" "date" "2026-07-01",'
    ' currentdate :value "gt" "date" "2026-07-31")': ("2026-07-01", "2026-07-31"),
    'anyof (currentdate :value "ge" "date" "2026-07-01", true)': (None, None),
    'currentdate :value "ge" "date" "tomorrow"': (None, None),
    'currentdate :value "ge" "date" "2026-02-31"': (None, None),
    'currentdate :matches "date" "2026-07-*"': (None, None),
    'currentdate :value "ge" "hour" "09"': (None, None),
}


@pytest.mark.parametrize(("test", "period"), DATES.items(), ids=DATES)
def test_dates_say_from_when_and_until_when(test, period, reply) -> None:
    found = reply(f'{REQUIRE}if {test} {{ vacation "x"; }}\n')
    assert (found.valid_from, found.valid_until) == period


def test_a_rule_that_ends_the_script_after_a_date_says_until_when(reply) -> None:
    found = reply(
        f'{REQUIRE}if currentdate :value "gt" "date" "2026-07-31" {{ stop; }}\nvacation "x";\n'
    )
    assert found.valid_until == "2026-07-31"
    assert found.trigger == "a message arrives"


EXCLUDED = {
    'header :contains "Auto-Submitted" "auto"': "automatic",
    'exists "X-Auto-Response-Suppress"': "automatic",
    'header :is "Precedence" ["list", "bulk", "junk"]': "list",
    'exists "List-Id"': "list",
    'envelope :is "from" ""': "null-sender",
    'address :contains "from" "MAILER-DAEMON"': "daemon",
}


@pytest.mark.parametrize(("test", "who"), EXCLUDED.items(), ids=EXCLUDED)
def test_a_rule_before_leaves_machines_out(test, who, reply) -> None:
    head = 'require ["reject", "envelope"];\n'
    before = reply(f'{head}if {test} {{ discard; stop; }}\nreject "No.";\n')
    around = reply(f'{head}if not {test} {{ reject "No."; }}\n')
    assert before.excludes == around.excludes == {who, "null-sender"}


def test_a_rule_that_goes_on_leaves_nobody_out(reply) -> None:
    found = reply('require "reject";\nif exists "List-Id" { keep; }\nreject "No.";\n')
    assert found.excludes == {"null-sender"}


def test_nothing_is_done_after_the_script_has_ended(read) -> None:
    text = 'require "vacation";\nif true { stop; } else { stop; }\nvacation "x";\n'
    assert read(text).replies == ()
    assert read('require "vacation";\nstop;\nvacation "x";\n').replies == ()
