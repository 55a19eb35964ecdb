"""Variables in texts are found and filled in as Asterisk 16 does it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint_formats.asterisk.language.variables import (
    Expression,
    Literal,
    Reference,
    is_constant,
    names,
    pieces,
    substitute,
)

KNOWN = {
    "A": "abc", "E": "", "N": "5", "Z": "0", "NUM": "0612345678", "FILES": "one&two&three",
    "P": "x", "x": "inner", "D": "a-b-c-d", "Q": '"quoted"', "SP": "a b", "NEG": "-3", "F": "2.5",
    "UNSET": "", "NOPE": "",
}  # fmt: skip

# What the engine (16.28) wrote into its log for each text, with the variables above.
ASKED = [
    ("${A:1}", "bc"),
    ("${A:0:1}", "a"),
    ("${A:-1}", "c"),
    ("${A:-2:1}", "b"),
    ("${A:0:-1}", "ab"),
    ("${A:1:-1}", "b"),
    ("${A:1:-5}", ""),
    ("${A:5}", ""),
    ("${A:-9}", "abc"),
    ("${A:-9:2}", "ab"),
    ("${A:0:0}", ""),
    ("${A:1:0}", ""),
    ("${A:x}", "abc"),
    ("${A:}", "abc"),
    ("${A:1:}", "bc"),
    ("${A::2}", "abc"),
    ("${A: 1: 1}", "b"),
    ("${A:+1}", "bc"),
    ("${${P}}", "inner"),
    ("${x${E}}", "inner"),
    ("a${A}b$c$", "aabcb$c$"),
    ("$${A}", "$abc"),
    ("${E}", ""),
    ("${UNSET}", ""),
    ("${UNSET:1}", ""),
    ("${LEN()}", "0"),
    ("${LEN(${A})}", "3"),
    ("${LEN( ab )}", "4"),
    ('${LEN("ab")}', "4"),
    ("${LEN(a,b)}", "3"),
    ("${IF(1?yes:no)}", "yes"),
    ("${IF(0?yes:no)}", "no"),
    ("${IF(0?yes)}", ""),
    ("${IF(1?:no)}", ""),
    ('${IF($["${A}" = "abc"]?yes:no)}', "yes"),
    ("${IF(abc?yes:no)}", "yes"),
    ("${IF(1?a:b:c)}", "a"),
    ("${IF(0?a:b:c)}", "b:c"),
    ("${IF(0 ? a : b)}", "b"),
    ("${IF(1 ? a : b)}", "a"),
    ('${IF(1?"a b":c)}', "a b"),
    ('${IF(0?c:"a b")}', '"a b"'),
    ("${IF(1?(a:b):c)}", "(a:b)"),
    ("${ISNULL()}", "1"),
    ("${ISNULL(${A})}", "0"),
    ("${ISNULL( )}", "0"),
    ("${EXISTS(${A})}", "1"),
    ("${EXISTS()}", "0"),
    ("${CUT(D,-,2)}", "b"),
    ("${CUT(D,-,2-3)}", "b-c"),
    ("${CUT(D,-,2-)}", "b-c-d"),
    ("${CUT(D,-,-2)}", "a-b"),
    ("${CUT(D,,2)}", "b"),
    ("${CUT(D,-,1&3)}", "a-c"),
    ("${CUT(D,-,9)}", ""),
    ("${CUT(FILES,&,2)}", "two"),
    ("${CUT(NOPE,-,1)}", ""),
    ("${CUT(D,x,1)}", "a-b-c-d"),
    ("${CUT(D,x,2)}", ""),
    ("${CUT(D,-,3-1)}", ""),
    ("${FILTER(0-9,a1b2c3)}", "123"),
    ("${FILTER(0123456789,${NUM}x)}", "0612345678"),
    ("${FILTER(a-cA,xaAbBcC)}", "aAbc"),
    ("${FILTER(0-9,)}", ""),
    ("${FILTER(-a,a-b)}", "a-"),
    ("${FILTER(0-9,1,2)}", "12"),
    ("${MATH(1+2)}", "3.000000"),
    ("${MATH(1+2,int)}", "3"),
    ("${MATH(1+2,i)}", "3"),
    ("${MATH(8/2,int)}", "4"),
    ("${MATH(8/2)}", "4.000000"),
    ("${MATH(5-7,int)}", "-2"),
    ("${MATH(5>3)}", "TRUE"),
    ("${MATH(5==5)}", "TRUE"),
    ("${MATH( 5 + 3 ,int)}", "8"),
    ("${MATH(2*3,f)}", "6.000000"),
    ("${MATH(-5+3,int)}", "-2"),
    ("${FIELDQTY(D,-)}", "4"),
    ("${FIELDQTY(FILES,&)}", "3"),
    ("${FIELDQTY(E,-)}", "0"),
    ("${FIELDQTY(NOPE,-)}", "0"),
    ("${TOUPPER(abc)}", "ABC"),
    ("${TOLOWER(ABC)}", "abc"),
    ('${TOUPPER("abc")}', '"ABC"'),
    ("${LEN(${A:1})}", "2"),
    ("${A${E}:1}", "bc"),
    ("${${P}:2}", "ner"),
    ("${LEN({a})}", "3"),
    ("${A}}", "abc}"),
    ("${LEN(abc):0:1}", "3"),
    ("${IF($[1 > 2]?a:b)}", "b"),
    ('${ISNULL("")}', "0"),
    ('${EXISTS("")}', "1"),
]


@pytest.mark.parametrize(("text", "value"), ASKED)
def test_a_text_is_filled_in_as_by_the_engine(text: str, value: str) -> None:
    assert substitute(text, KNOWN) == value


# The engine knows these, or complains and puts nothing there: nothing is guessed here.
@pytest.mark.parametrize(
    "text",
    [
        "$[NOSUCH(1)]",
        "$[-0]",
        "$[999999999999999999 + 1]",
        "$[TRUE(1)]",
        "${IF(?yes:no)}",
        "${IF(1)}",
        "${CUT(D,-,0)}",
        "${CUT(D,-,3&1)}",
        "${FILTER(a-,a-b)}",
        '${FILTER(0-9"b,1"b2)}',
        "${MATH(7/2,int)}",
        "${MATH(7%4,int)}",
        "${MATH(5=3)}",
        "${MATH(5+,int)}",
        "${MATH(8%3)}",
        "${A[1]}",
        "${NOFUNC(1)}",
        "${len(abc)}",
        "${ABS(-3)}",
        "${MISSING}",
        "a${A}${MISSING}",
        "${CUT(MISSING,-,1)}",
        "${${MISSING}}",
        "$[${MISSING} + 1]",
    ],
)
def test_what_is_not_known_is_not_guessed(text: str) -> None:
    assert substitute(text, KNOWN) is None


def test_a_text_falls_into_pieces_that_know_their_places() -> None:
    text = "a${B}c$[1+${D}]${F(g:1,${H})}${I:0:2}${J${K:1}:-2}$x"
    found = pieces(text)
    assert found == (
        Literal("a", 0, 1),
        Reference("B", 1, 5, "B"),
        Literal("c", 5, 6),
        Expression("1+${D}", 6, 15),
        Reference("F(g:1,${H})", 15, 29, "F", "g:1,${H}"),
        Reference("I:0:2", 29, 37, "I", None, "0:2"),
        Reference("J${K:1}:-2", 37, 50, "J${K:1}", None, "-2"),
        Literal("$x", 50, 52),
    )
    assert "".join(text[piece.start : piece.end] for piece in found) == text


def test_an_unclosed_reference_reaches_to_the_end() -> None:
    assert pieces("a${b c") == (Literal("a", 0, 1), Reference("b c", 1, 6, "b c"))
    assert pieces("$[1 + ${a}") == (Expression("1 + ${a}", 0, 10),)
    assert pieces("${a{}") == (Reference("a{}", 0, 5, "a{}"),)


def test_names_are_found_at_any_depth() -> None:
    assert names("plain") == frozenset()
    assert names("${A${B}}-$[${C:1} + ${LEN(${D})}]") == {"A", "B", "C", "LEN", "D"}
    assert names("${CUT(LIST,-,1)}") == {"CUT", "LIST"}


@pytest.mark.parametrize(
    ("text", "constant"),
    [("", True), ("a$b", True), ("5$", True), ("${A}", False), ("$[1]", False)],
)
def test_only_what_is_filled_in_is_no_constant(text: str, constant: bool) -> None:
    assert is_constant(text) is constant


@pytest.mark.parametrize("unit", ["${", "$[", "}", "]", "${A", "${A}", "${F(", "$[${", "${:", "$"])
def test_a_hostile_text_is_survived(unit: str) -> None:
    text = unit * 300_000
    assert "".join(text[piece.start : piece.end] for piece in pieces(text)) == text
    names(text)
    substitute(text, {"A": "1"})
    substitute(unit * 1000, {"A": "1"})


def test_a_value_that_grows_beyond_the_engine_is_not_known() -> None:
    assert substitute("${A}" * 100, {"A": "x" * 100}) is None


@given(st.text(alphabet="$[]{}:()ab1,-", max_size=60))
def test_pieces_leave_nothing_out(text: str) -> None:
    found = pieces(text)
    assert "".join(text[piece.start : piece.end] for piece in found) == text
    assert isinstance(substitute(text, {"a": "1", "b": "2"}), str | None)


@given(st.text("abc", max_size=8), st.integers(-10, 10), st.integers(-10, 10))
def test_a_stretch_is_no_longer_than_the_value(value: str, offset: int, length: int) -> None:
    part = substitute(f"${{V:{offset}:{length}}}", {"V": value})
    assert part is not None
    assert part in value
