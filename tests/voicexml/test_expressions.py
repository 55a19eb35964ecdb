"""Expressions: constants are told, all else is decided during the call."""

from __future__ import annotations

import pytest

from ivrlint.model import UNKNOWN
from ivrlint_formats.voicexml.expressions import (
    beginning_of,
    compared_with,
    names_in,
    truth_of,
    value_of,
)

KNOWN = {"choice": "1", "yes": True, "n": 3.0}


def lookup(name: str):
    return KNOWN.get(name, UNKNOWN)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("'a'", "a"), ('"a" + \'b\'', "ab"), ("'it\\'s'", "it's"), ("'\\u0041'", "A"),
        ("1 + 2", 3.0), ("'n' + 1", "n1"), ("-1", -1.0), ("true", True), ("undefined", None),
        ("(1 < 2) ? 'x' : 'y'", "x"), ("choice + '.wav'", "1.wav"), ("n >= 3", True),
        ("who", UNKNOWN), ("'a' + who", UNKNOWN), ("f(1)", UNKNOWN), ("a[0]", UNKNOWN),
        ("{}", UNKNOWN), ("", UNKNOWN), ("'", UNKNOWN), ("1 +", UNKNOWN),
    ],
)  # fmt: skip
def test_the_value_of_an_expression(text, value) -> None:
    found = value_of(text, lookup)
    assert found is value if value is UNKNOWN or value is None else found == value


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("choice == '1'", True), ("choice == 1", True), ("'1' === choice", True),
        ("choice != '1'", False), ("yes == 'true'", True), ("!yes", False), ("yes", True),
        ("choice == '1' && who", UNKNOWN), ("choice == '2' && who", False),
        ("choice == '1' || who", True), ("!(choice == '2')", True), ("who == '1'", UNKNOWN),
    ],
)  # fmt: skip
def test_whether_a_condition_holds(text, truth) -> None:
    assert truth_of(text, lookup) is truth


def test_what_a_variable_is_compared_with() -> None:
    condition = "a == '1' || 'two' == a || b == '3' || a != 4"
    assert list(compared_with(condition, lambda name: name == "a")) == ["1", "two", "4"]


def test_the_variables_that_are_mentioned() -> None:
    assert names_in("a.b == 'not.this' && f(c) || d$.utterance") == [
        "a.b",
        "f",
        "c",
        "d$.utterance",
    ]


@pytest.mark.parametrize(
    ("text", "beginning"),
    [("'tel:' + n + who", "tel:3"), ("'conf:' + f(x)", "conf:"), ("who + 'x'", ""), ("'a'", "a")],
)
def test_how_a_text_surely_begins(text, beginning) -> None:
    assert beginning_of(text, lookup) == beginning


@pytest.mark.parametrize("text", ["(" * 5000, "!" * 5000, "a+" * 5000, "'a'+" * 400 + "'a'"])
def test_monsters_are_not_read(text) -> None:
    assert value_of(text) is UNKNOWN
