"""Every mistake is told once, at its place; everything sound is kept."""

from __future__ import annotations

import pytest


def told(document):
    return [
        (problem.place.begin.line, problem.place.begin.column, problem.message)
        for problem in document.problems
    ]


FIVE = """\
phone "+31 10 555 0100" {
    language en
    start -> main

    mneu main {
        say "Press 1 for sales."
        key 1 -> sales
        timeout 8
        noinput ->
        nomatch -> main
    }

    menu sales {
        say "Press 0 to go back.
        key 0 -> main

    queue people {
        longest 10m => bye
        capacity 99999999999
    }

    say bye { "Bye." }
}
"""


def test_mistakes_are_told_where_they_are(read):
    document = read(FIVE)
    assert [(line, column) for line, column, _ in told(document)] == [
        (5, 5),
        (8, 17),
        (9, 19),
        (14, 13),
        (17, 5),
        (18, 21),
        (19, 18),
    ]


def test_mistakes_say_what_was_found_and_what_was_expected(read):
    messages = [message for *_, message in told(read(FIVE))]
    assert messages[0] == "found 'mneu', which means nothing in a flow; did you mean 'menu'?"
    assert messages[1] == "found '8', expected a unit after 8: s, m, h or d"
    assert messages[2].startswith("found the end of the line, expected where `->` leads")
    assert messages[3] == "this text has no closing quotation mark on its line"
    assert messages[4] == "found 'queue', expected '}': 'menu sales' of line 13 is not closed"
    assert messages[5] == "found '=': write `->`"
    assert messages[6] == "'99999999999' is out of range: expected at most 2147483647"


def test_what_could_stand_there_is_told_in_a_fixed_order_and_steps_in_short(read):
    ((*_, message),) = told(read("hello"))
    assert message == (
        "found 'hello', which means nothing here; expected phone, chat, form, reply, page, hours,"
        " transcript, about, fact, note, title, language, role, start, entry, name, a step such as"
        " `menu main` or a way out such as `key 1 -> sales`"
    )


def test_what_is_sound_beside_mistakes_is_kept(read):
    (flow,) = read(FIVE).flows
    main, sales, people, bye = flow.steps
    assert [exit_.cause for exit_ in main.exits] == ["key", "noinput", "nomatch"]
    assert sales.prompts[0].text.plain == "Press 0 to go back."
    assert [exit_.key for exit_ in sales.exits] == ["0"]
    assert (people.name, bye.name) == ("people", "bye")
    assert bye.prompts[0].text.plain == "Bye."


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("menu m { presentashuns 2 }", (1, 10), "did you mean 'presentations'?"),
        ("menu m { foo 2 }", (1, 10), "found 'foo', which means nothing in a menu step; expected"),
        ("menu { key 1 -> m }", (1, 1), "expected the name of this menu step after 'menu'"),
        ("menu a b { }", (1, 8), "found 'b', expected the end of the line"),
        ("menu m { key 1 }", (1, 10), "expected `->` and where it leads after 'key 1'"),
        ("menu m { key 1 -> a b }", (1, 21), "found 'b'"),
        ("menu m { key 1 a -> m }", (1, 16), "found 'a', expected the end of the line"),
        ("menu m { timeout 8x }", (1, 18), "found '8x', expected a unit after 8"),
        ('menu m { timeout "8s" }', (1, 18), "expected a time such as 8s"),
        ("menu m { timeout }", (1, 10), "expected a time such as 8s, 10m, 2h or 2d after"),
        ("menu m { presentations 0 }", (1, 24), "out of range: expected at least 1"),
        ("menu m { presentations two }", (1, 24), "found 'two', expected a whole number"),
        ("menu m { speech maybe }", (1, 17), "expected yes or no"),
        ("menu m { timeout 8s\ntimeout 9s }", (2, 1), "'timeout' is said twice: first in line 1"),
        ("menu m { say hello }", (1, 10), "expected a text in quotation marks"),
        ('menu m { say "a" evry 3s }', (1, 18), "did you mean 'every'?"),
        ('menu m { say "a" key 1 -> m }', (1, 18), "a statement ends with its line"),
        ('menu m { say "a {b" }', (1, 17), "this '{' has no '}'"),
        (r'menu m { say "a\q" }', (1, 16), r"found '\q', expected"),
        ('menu m { say "{pause 2}" }', (1, 22), "expected a unit after 2"),
        ('say "Hello."', (1, 1), "a say step needs a block"),
        ("collect c { digits 6-4 }", (1, 20), "expected the smaller number first"),
        ("branch b { on houres }", (1, 15), "did you mean 'hours'?"),
        ("phone x { start -> nmae\nagent name }", (1, 20), "this flow has no step 'nmae'"),
        ("agent a\nagent a", (2, 1), "this flow has a step 'a' already, in line 1"),
        ("agent a\n}", (2, 1), "found '}', but nothing is open here"),
        ("phone x {\n    agent a\n", (3, 1), "'phone x' of line 1 is not closed"),
        ("reply r { from }", (1, 11), "expected an address in quotation marks"),
        ("reply r { excludes lists }", (1, 20), "did you mean 'list'?"),
        ('reply r { valid from "1 May" }', (1, 22), "expected a date"),
        ("repyl r { }", (1, 1), "did you mean 'reply'?"),
        ("page p { kind formm }", (1, 15), "did you mean 'form'?"),
        ('hours h { open monday "8-17" }', (1, 16), "expected days"),
        ('hours h { open mon "8-17" }', (1, 20), 'expected times such as "08:00-18:00"'),
        ('hours h { closed "02-30" }', (1, 18), "expected a day"),
        ("menu m { key 1 → m }", (1, 16), "write `->`"),
        ("menu m { say “hi” }", (1, 14), "straight quotation marks"),
        ("{ }", (1, 1), "found '{', expected a word before it"),
        ("menu m { key 1 -> ? }", (1, 21), "found '}', expected"),
        (
            'menu m { key 1 -> ? "why" within house }',
            (1, 34),
            "expected part, flow, starts or anywhere",
        ),
        ("phone a b { }", (1, 9), "a flow has one name"),
        ("phone a", (1, 1), "this flow has no block"),
        ('phone a { name "b" }', (1, 11), "this flow has a name already"),
        ("phone a { agent b }\nagent c", (2, 1), "stands outside of a flow"),
    ],
)
def test_a_mistake_is_told_once_at_its_place(read, text, place, message):
    (mistake,) = told(read(text))
    assert mistake[:2] == place
    assert message in mistake[2]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # The brace of the last step is missing: only the indentation shows it.
        ("phone x {\n    agent a\n    menu b {\n        key 1 -> a\n}\nphone y { agent c }", "xy"),
        # One brace too many in the middle.
        (
            "phone x {\n    menu a {\n        key 1 -> a\n    }\n    }\n    agent b\n}\nform y { }",
            "xy",
        ),
        # A flow begins within another.
        ("phone x {\n    agent a\n\nphone y {\n    agent b\n}", "xy"),
        # A way out begins within the block of another.
        ("phone x {\n  menu a {\n    key 1 -> a {\n    key 2 -> a\n  }\n}\nform y { }", "xy"),
    ],
)
def test_a_missing_or_stray_brace_is_one_mistake(read, text, names):
    document = read(text)
    assert len(document.problems) == 1
    assert [flow.name for flow in document.flows] == list(names)


def test_a_misspelt_word_is_read_as_the_one_that_was_meant(read):
    document = read("menu m { noinptu -> m\nkey 1 -> m }")
    assert len(document.problems) == 1
    assert [exit_.cause for exit_ in document.flows[0].steps[0].exits] == ["noinput", "key"]


def test_a_way_out_with_a_mistake_is_still_a_way_out(read):
    document = read("menu m { nomatch -> }")
    (exit_,) = document.flows[0].steps[0].exits
    assert exit_.cause == "nomatch"
    assert "mistake" in exit_.target.reason


def test_a_hundred_mistakes_are_enough(read):
    document = read("menu m {\n" + "foo\n" * 500 + "}")
    assert len(document.problems) == 101
    assert document.problems[-1].message == "more than 100 mistakes: the others are not told"


def test_values_of_the_wrong_shape_and_faults_of_meaning_differ(read):
    rules = [problem.rule for problem in read("menu m { timeout 8x\npresentations 0 }").problems]
    assert rules == ["invalid-value", "syntax-error"]


def test_a_binary_file_is_one_mistake(read):
    (mistake,) = told(read("menu m\0\1\2{{{"))
    assert mistake == (1, 7, "this is no text: it holds a NUL character")
