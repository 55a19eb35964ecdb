"""Regular expressions of the dialplan: what fits them, and that none takes long."""

from __future__ import annotations

import pytest

from ivrlint_formats.freeswitch.dialplan.arguments import split_arguments
from ivrlint_formats.freeswitch.dialplan.matching import Expression
from ivrlint_formats.freeswitch.dialplan.variables import assignment, filled


@pytest.mark.parametrize(
    ("expression", "texts"),
    [
        ("^5551212$", {"5551212"}),
        ("^(10[01])$", {"100", "101"}),
        ("^vmain$|^4000$", {"vmain", "4000"}),
        (r"^\*9[78]$", {"*97", "*98"}),
        ("^(?!60)6[01]$", {"61"}),
        ("^8(?:88)?$", {"8", "888"}),
        ("^1{2,3}$", {"11", "111"}),
    ],
)
def test_all_texts_of_a_small_expression_are_known(expression, texts) -> None:
    examples = Expression(expression).examples()
    assert examples.complete
    assert set(examples.texts) == texts


@pytest.mark.parametrize("expression", [r"^\d+$", "100", "^1.*$", "(.*)", r"^\d{10}$", "/^ab$/i"])
def test_of_a_large_expression_only_examples_are_known(expression) -> None:
    one = Expression(expression)
    examples = one.examples()
    assert not examples.complete
    assert examples.texts
    assert all(one.fits(text) for text in examples.texts)


@pytest.mark.parametrize(
    "expression",
    [
        "^(a+)+$",
        "^(a|a)*$",
        "(.*)*(.*)*x",
        "(.*)(.*)(.*)(.*)(.*)(.*)x",
        "(" * 50 + "a" + ")" * 50,
        "a" * 1000,
        "[[:alpha:]]",
        "(?<name>x)",
        r"\Kx",
        "x++",
        "(?|a|b)",
        "(",
        "[a",
        "a{3,1}",
        "*",
        "_NXX",
        r"(a)\1",
    ],
)
def test_what_is_not_certain_or_could_take_long_is_not_matched(expression) -> None:
    one = Expression(expression)
    assert not one.certain
    assert one.fits("a" * 30) is None
    assert one.examples().texts == ()


def test_a_long_text_is_not_matched() -> None:
    assert Expression("^1+$").fits("1" * 1000) is None


@pytest.mark.parametrize(("expression", "fits"), [("", True), ("^(.*)$", True), (r"^\d+$", False)])
def test_whether_anything_fits_is_known(expression, fits) -> None:
    assert Expression(expression).fits_anything is fits


def test_groups_are_captured() -> None:
    assert list(Expression(r"^(\d)(\d+)$").groups("1234")) == ["1234", "1", "234"]
    assert Expression(r"^(\d)$").groups("x") is None


@pytest.mark.parametrize(
    ("text", "groups", "value"),
    [
        ("plain", None, "plain"),
        ("$1-$2", ["ab", "a", "b"], "a-b"),
        ("$1", None, "$1"),
        ("${known}x", None, "yesx"),
        ("${unknown}", None, None),
        ("${hash(select/a/b)}", None, None),
        ("${odd", None, None),
        ("${known}" * 1000, None, None),
    ],
)
def test_variables_are_filled_in_where_they_are_known(text, groups, value) -> None:
    assert filled(text, {"known": "yes"}.get, groups) == value


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("name=value", ("name", "value")),
        ("nolocal:name = value", ("name", "value")),
        ("name=", ("name", "")),
        ("name", None),
        ("=value", None),
    ],
)
def test_an_assignment_has_a_name_and_a_value(data, found) -> None:
    assert assignment(data) == found


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("a b  c", ["a", "b", "c"]),
        ("1 1 'a b' c", ["1", "1", "a b", "c"]),
        ("it's one", ["it's", "one"]),
        ("^^:a b:c", ["a b", "c"]),
        ("  ", []),
        ("'a", ["'a"]),
        ("x='a b' y", ["x='a b'", "y"]),
    ],
)
def test_arguments_are_split_as_the_engine_does(text, arguments) -> None:
    assert [one.text for one in split_arguments(text)] == arguments
