"""Expressions come to what Asterisk 16 makes of them, and their common forms are seen at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint_formats.asterisk.language import conditions, syntax
from ivrlint_formats.asterisk.language.expressions import (
    Call,
    Comparison,
    Increment,
    Operand,
    Operation,
    comparison,
    evaluate,
    evaluate_condition,
    increment,
    parse_expression,
)
from ivrlint_formats.asterisk.language.variables import substitute

KNOWN = {
    "A": "abc", "E": "", "N": "5", "Z": "0", "NUM": "0612345678", "FILES": "one&two&three",
    "P": "x", "x": "inner", "D": "a-b-c-d", "Q": '"quoted"', "SP": "a b", "NEG": "-3", "F": "2.5",
    "UNSET": "", "NOPE": "",
}  # fmt: skip

# What the engine (16.28) wrote into its log for each text, with the variables above.
ASKED = [
    ("$[1 + 2 * 3]", "7"),
    ("$[(1 + 2) * 3]", "9"),
    ("$[10 / 4]", "2.5"),
    ("$[1/3]", "0.333333333333333333"),
    ("$[2/3]", "0.666666666666666667"),
    ("$[10/5]", "2"),
    ("$[7 % 4]", "3"),
    ("$[-7 % 4]", "-3"),
    ("$[5 % 0]", "0"),
    ("$[5 / 0]", "2147483647"),
    ("$[abc + 1]", "1"),
    ("$[1 + abc]", "1"),
    ("$[abc - 2]", "-2"),
    ("$[abc + def]", "0"),
    ("$[abc * 2]", "0"),
    ("$[2 / abc]", "2147483647"),
    ('$["5" + 1]', "1"),
    ("$[${N}+1]", "6"),
    ("$[${E}+1]", ""),
    ("$[${N} + ${E}]", "0"),
    ("$[ = 1]", ""),
    ("$[1 =]", "0"),
    ("$[1 2]", "1"),
    ("$[(1]", "0"),
    ("$[1)]", "1"),
    ("$[a b = a b]", "a"),
    ('$["a b" = "a b"]', "1"),
    ("$[${SP} = a b]", "a"),
    ('$["${SP}" = "a b"]', "1"),
    ("$[abc = abc]", "1"),
    ('$["abc" = "abc"]', "1"),
    ('$[abc = "abc"]', "0"),
    ('$[1 = "1"]', "0"),
    ('$["1" = "1"]', "1"),
    ("$[01 = 1]", "1"),
    ('$["01" = "1"]', "0"),
    ("$[1.0 = 1]", "1"),
    ("$[1.50 = 1.5]", "1"),
    ("$[5 > 3]", "1"),
    ('$["5" > "3"]', "1"),
    ("$[10 > 9]", "1"),
    ('$["10" > "9"]', "0"),
    ("$[abc < abd]", "1"),
    ("$[a < B]", "0"),
    ("$[5 >= 5]", "1"),
    ("$[5 != 5]", "0"),
    ("$[1 == 1]", "1"),
    ("$[1 | 0]", "1"),
    ("$[0 | 0]", "0"),
    ("$[0 || 5]", "5"),
    ("$[3 & 4]", "3"),
    ("$[3 && 0]", "0"),
    ('$["" | 1]', '""'),
    ('$["" & 1]', '""'),
    ('$["0" | 2]', '"0"'),
    ("$[abc | 1]", "abc"),
    ("$[0 | abc]", "abc"),
    ("$[!1]", "0"),
    ("$[!0]", "1"),
    ("$[!abc]", "1"),
    ('$[!"abc"]', "1"),
    ('$[!""]', "1"),
    ("$[!5abc]", "0"),
    ("$[!-1]", "0"),
    ("$[!!1]", "1"),
    ("$[-5]", "-5"),
    ("$[--5]", "5"),
    ("$[-abc]", "0"),
    ("$[- 5 + 3]", "-2"),
    ("$[-2 * 3]", "-6"),
    ("$[2 - -3]", "5"),
    ("$[2--3]", "5"),
    ("$[1 ? a :: b]", "a"),
    ("$[0 ? a :: b]", "b"),
    ('$["" ? a :: b]', "b"),
    ("$[abc ? a :: b]", "a"),
    ('$["0" ? a :: b]', "a"),
    ("$[1 ? 0 ? a :: b :: c]", "b"),
    ("$[0 ? a :: 0 ? b :: c]", "c"),
    ('$["abc" =~ "b"]', "1"),
    ('$["abc" =~ "^b"]', "0"),
    ('$["abc" : "b"]', "0"),
    ('$["abc" : "ab"]', "2"),
    ('$["abc" : "a(b)"]', "b"),
    ('$["abc" =~ "(c)"]', "c"),
    ('$["abc" =~ "x"]', "0"),
    ('$["abc" =~ "(x)"]', ""),
    ('$["abc123" =~ "[0-9]+"]', "3"),
    ('$["abc123" =~ "([0-9]+)"]', "123"),
    ("$[123 : 12]", "2"),
    ('$["${NUM}" =~ "^06"]', "2"),
    ('$["${NUM}" : "06(.)"]', "1"),
    ("$[foo ~~ bar]", "foobar"),
    ('$["foo" ~~ "bar"]', "foobar"),
    ("$[1 ~~ 2]", "12"),
    ("$[ABS(-3)]", "3"),
    ("$[ABS(3)]", "3"),
    ("$[LEN(abc)]", "3"),
    ('$[LEN("abc")]', "5"),
    ("$[1,2]", "1"),
    ('$[a"b]', "a"),
    ('$["a"b"]', '"a"'),
    ("$[{a}]", "a"),
    ("$[$x]", "$x"),
    ("$[a$]", "a"),
    ("$[a.b.c]", "a.b.c"),
    ("$[1.2.3 + 1]", "1"),
    ("$[1.2.3]", "1.2.3"),
    ("$[.5 + 1]", "1"),
    ("$[5. + 1]", "1"),
    ("$[5..]", "5.."),
    ("$[user@host = user@host]", "1"),
    ("$[a/b]", "0"),
    ("$[a-b]", "0"),
    ('$["a-b" = "a-b"]', "1"),
    ("$[1 + 1 = 2]", "1"),
    ("$[1 < 2 = 1]", "1"),
    ("$[1 | 1 & 0]", "1"),
    ("$[1 = 1 | 0 = 1]", "1"),
    ("$[2 + 3 = 5 & 4 > 3]", "1"),
    ("$[a : a + 1]", "2"),
    ("$[a = b = 0]", "1"),
    ("$[1 :: 2]", "1"),
    ("$[!1 = 0]", "1"),
    ("$[!(1 = 0)]", "1"),
    ("$[-a : a]", "-1"),
    ("$[a : -a]", "0"),
    ("$[]", ""),
    ("$[    7   ]", "7"),
    ("$[007]", "007"),
    ("$[0.1 + 0.2]", "0.3"),
    ("$[1.10]", "1.10"),
    ("$[1.10 + 0]", "1.1"),
    ("$[100000 * 100000]", "10000000000"),
    ("$[999999999999999999 + 0]", "999999999999999999"),
    ("$[1e5 + 1]", "1"),
    ("$[a\\b]", "a\\b"),
    ("$[#]", "#"),
    ("$[*]", ""),
    ("$[${A}]", "abc"),
    ("$[x${A} = xabc]", "1"),
    ('$["x${E}" = "x"]', "1"),
    ("$[x${E} = x]", "1"),
    ('$["${A}"="abc"|"${A}"="def"]', "1"),
    ("$[${N}=5]", "1"),
    ("$[${N}>${Z}]", "1"),
    ("$[${LEN(${A})} = 3]", "1"),
    ("$[${F} * 2]", "5"),
    ("$[${NEG} + 1]", "-2"),
    ('$["${Q}" = "quoted"]', '""'),
    ('$[${Q} = "quoted"]', "1"),
    ('$["${E}"]', '""'),
    ("$['a' = 'a']", "1"),
    ("$[5 = 5.0]", "1"),
    ("$[(5)]", "5"),
    ("$[((5))]", "5"),
    ("$[()]", "0"),
    ('$["("]', '"("'),
    ('$[")" = ")"]', "1"),
    ("$[a?b::c]", "b"),
    ("$[a ? b : c]", "0"),
    ("$[${LEN(${A})} + 1]", "4"),
    ("$[$[1+1]+1]", "3"),
    ("$[a[1]]", "a"),
    ("$[1]]", "1]"),
]


@pytest.mark.parametrize(("text", "value"), ASKED)
def test_an_expression_comes_to_what_the_engine_makes_of_it(text: str, value: str) -> None:
    assert substitute(text, KNOWN) == value


@pytest.mark.parametrize("text", ["${MISSING} + 1", '"abc" =~ "(a|ab)(c|bcd)"', "NOSUCH(1)", "-0"])
def test_what_is_not_known_is_not_guessed(text: str) -> None:
    assert evaluate(text, {}) is None


def test_no_pattern_can_take_long() -> None:
    assert evaluate('"' + "a" * 200 + '" =~ "(a*)*(a*)*b"', {}) is None
    assert evaluate('"' + "a" * 2000 + '" =~ "a*a*b"', {}) is None
    assert evaluate('"' + "a" * 200 + '" =~ "a*a*b"', {}) == "0"


CONDITIONS = [
    ("1", True), ("0", False), (" 0 ", False), ("00", False), ("0.5", False), ("+0", False),
    ("-1", True), ("", False), ("abc", True), ('""', True), ('"0"', True), ("0 = 0", False),
    ("5 = 4", True), ('"${U}" = "1"', True), ('["${U}" = "x"]', True), ("$[0]", False),
    ("${U} = 1", None), ("${U}", None), ("5${U}", None), ("0 = ${U}", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "holds"), CONDITIONS)
def test_a_condition_holds_as_in_the_engine(text: str, holds: bool | None) -> None:
    assert evaluate_condition(text, {}) is holds


def test_an_empty_variable_makes_a_faulty_expression_that_does_not_hold() -> None:
    assert evaluate_condition("$[${U} = 1]", {"U": ""}) is False
    assert evaluate_condition('$["${U}" = ""]', {"U": ""}) is True
    assert evaluate_condition('$["${U}"]', {"U": ""}) is True


COMPARED = [
    ('$["${X}" = "y"]', ("X", "=", ("y",))),
    ('"${X}"="y"', ("X", "=", ("y",))),
    ('  "${X}"  ==  "y"  ', ("X", "=", ("y",))),
    ("${X} > 3", ("X", ">", ("3",))),
    ("3 < ${X}", ("X", ">", ("3",))),
    ("3 >= ${X}", ("X", "<=", ("3",))),
    ("$[${X}=1]", ("X", "=", ("1",))),
    ('"foo${X}" = "foo"', ("X", "=", ("",))),
    ("x${A}=x1", ("A", "=", ("1",))),
    ('"1" != "${A}"', ("A", "!=", ("1",))),
    ('"${A}." = "b."', ("A", "=", ("b",))),
    ("${LEN(${A})} = 0", ("A", "=", ("",))),
    ("${LEN(${A})} > 0", ("A", "!=", ("",))),
    ("${LEN(${A})} = 4", ("LEN(${A})", "=", ("4",))),
    ("${ISNULL(${A})}", ("A", "=", ("",))),
    ('${ISNULL("${A}")}', ("A", "=", ("",))),
    ("$[!${ISNULL(${A})}]", ("A", "!=", ("",))),
    ("$[${ISNULL(${A})} = 1]", ("A", "=", ("",))),
    ("$[${ISNULL(${A})} = 0]", ("A", "!=", ("",))),
    ("${EXISTS(${A})}", ("A", "!=", ("",))),
    ("$[${EXISTS(${A})} != 1]", ("A", "=", ("",))),
    ("${A}", ("A", "!=", ("", "0"))),
    ("$[!${DB_EXISTS(a/b)}]", ("DB_EXISTS(a/b)", "=", ("", "0"))),
    ("$[${DB_EXISTS(a/b)}]", ("DB_EXISTS(a/b)", "!=", ("", "0"))),
    ('$["${D}"="BUSY"|"${D}"="CONGESTION"]', ("D", "=", ("BUSY", "CONGESTION"))),
    ("$[${D} = BUSY || ${D} = CHANUNAVAIL]", ("D", "=", ("BUSY", "CHANUNAVAIL"))),
    ('("${A}"!="a") & ("${A}"!="")', ("A", "!=", ("a", ""))),
    ('$[$["${A}" = ""] | $["${A}" = "0"]]', ("A", "=", ("", "0"))),
    ('"${A}"="1" & "${A}"!=""', ("A", "=", ("1",))),
    ('"${A}" = "" | "${A}" != "1"', ("A", "!=", ("1",))),
    ('!("${A}" = "b")', ("A", "!=", ("b",))),
    ('"${EXTEN:0:1}"="9"', ("EXTEN:0:1", "=", ("9",))),
    ("${DB(a/${X}/b)}=1", ("DB(a/${X}/b)", "=", ("1",))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), COMPARED)
def test_a_common_comparison_is_seen_at_once(
    text: str, expected: tuple[str, str, tuple[str, ...]]
) -> None:
    assert comparison(text) == Comparison(*expected)


@pytest.mark.parametrize(
    "text",
    [
        "", "1", "${A} =", '${X}="1"', '"${A}"="${B}"', '"${A}" =~ "x"', '"a"="b"', "${A}+1",
        '"${A}"="1" | "${B}"="1"', '"${A}"="1" & "${A}"="2"', '"${A}"!="1" | "${A}"!="2"',
        '!"${A}" = "1"', "x${A} > x3", '"y${A}" = "x1"', "${A} ${B}", "${A", '("${A}" = "1"',
        "${A}=1|${A}!=1", "$[!${A}]", '"${A}"="1" | "${A}"="2" & "${A}"="3"',
    ],
)  # fmt: skip
def test_what_is_no_comparison_with_constants_is_none(text: str) -> None:
    assert comparison(text) is None


COUNTED = [
    ("x=$[${x}+1]", ("x", 1)), ("x=$[ ${x} - 2 ]", ("x", -2)), ("x=$[1 + ${x}]", ("x", 1)),
    ("__x=$[${x} + 1]", ("x", 1)), ("x=${INC(x)}", ("x", 1)), ("${DEC(x)}", ("x", -1)),
    ("x=${MATH(${x}+1,int)}", ("x", 1)), ("x=${MATH(${x} - 1,i)}", ("x", -1)),
    ("GLOBAL(c)=$[${GLOBAL(c)}+1]", ("GLOBAL(c)", 1)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_counting_is_seen(text: str, expected: tuple[str, int]) -> None:
    assert increment(text) == Increment(*expected)


@pytest.mark.parametrize("text", ["x=1", "x=$[${y}+1]", "x=$[${x}*2]", "x", "", "x=${INC(y)}"])
def test_what_does_not_count_is_none(text: str) -> None:
    assert increment(text) is None


def test_the_syntax_of_an_expression_keeps_its_places() -> None:
    text = '"${A}" = "b" | F(1,,x)'
    assert parse_expression(text) == Operation(
        "|",
        (
            Operation("=", (Operand('"${A}"', 0, 6, False), Operand('"b"', 9, 12, False))),
            Call(
                Operand("F", 15, 16, False),
                (Operand("1", 17, 18, True), None, Operand("x", 20, 21, False)),
            ),
        ),
    )
    assert parse_expression("1 +") is None
    assert parse_expression("") is None


def test_the_grammar_has_no_conflicts() -> None:
    parser = syntax.load(strict=True)
    assert parser.parse("1 + 1")


HOSTILE = [
    "(",
    ")",
    "${",
    "$[",
    "}",
    "]",
    '"',
    "!",
    "-",
    "a=",
    "a|",
    "?",
    "::",
    "\\",
    "$",
    "${A}=1|",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_text_is_survived(unit: str) -> None:
    for text in (unit * 300_000, "${A}" + unit * 300_000, unit * 1300, "${A}" + unit * 1000):
        comparison(text)
        increment("x=" + text)
        assert evaluate_condition(text, {"A": "1"}) in (True, False, None)
        evaluate(text, {"A": "1"})
        parse_expression(text)


@given(st.text(alphabet='ab1 "=!<>|&?:+-*/%(),~$[]{}\\\n', max_size=40))
def test_any_text_comes_to_something_or_is_not_known(text: str) -> None:
    assert isinstance(evaluate(text, {"a": "1"}), str | None)
    conditions.comparison(text + "${A}" + text)
    parse_expression(text)


@given(
    st.sampled_from(["=", "!=", "<", ">", "<=", ">="]),
    st.integers(0, 30),
    st.integers(0, 30),
    st.booleans(),
)
def test_a_comparison_holds_where_the_expression_does(
    operator: str, value: int, constant: int, swapped: bool
) -> None:
    sides = ("${A}", str(constant))
    text = f" {operator} ".join(reversed(sides) if swapped else sides)
    seen = comparison(text)
    assert seen is not None
    again = f"{value} {seen.operator} {seen.values[0]}"
    assert evaluate(again, {}) == evaluate(text, {"A": str(value)})
