"""Targets of jumps and branches of conditions are found as in Asterisk 16."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint_formats.asterisk.language.arguments import Argument
from ivrlint_formats.asterisk.language.targets import (
    Branches,
    GotoTarget,
    parse_application,
    parse_branches,
    parse_goto,
)

TARGETS = [
    ("1", None, None, "1"),
    ("label", None, None, "label"),
    ("s,1", None, "s", "1"),
    ("menu,s,1", "menu", "s", "1"),
    ("menu,s,label", "menu", "s", "label"),
    ("menu,,1", "menu", None, "1"),
    (",s,1", None, "s", "1"),
    (",,1", None, None, "1"),
    ("menu,s,1,more", "menu", "s", "1"),
    ("menu|s|1", "menu", "s", "1"),
    ("s|1", None, "s", "1"),
    ("menu,_1XX,1", "menu", "_1XX", "1"),
    ("ivr-${EXTEN},s,1", "ivr-${EXTEN}", "s", "1"),
    ("${CUT(x,-,1)},${EXTEN:1},1", "${CUT(x,-,1)}", "${EXTEN:1}", "1"),
    ("$[1 | 0],1", None, "$[1 | 0]", "1"),
    (" menu,s , 1", " menu", "s ", " 1"),
]


@pytest.mark.parametrize(("text", "context", "exten", "priority"), TARGETS)
def test_a_target_has_up_to_three_parts(
    text: str, context: str | None, exten: str | None, priority: str
) -> None:
    target = parse_goto(text)
    assert target is not None
    assert [part and part.text for part in target[:3]] == [context, exten, priority]
    for part in target[:3]:
        assert part is None or text[part.start : part.end] == part.text


@pytest.mark.parametrize("text", ["", "menu,s,", ","])
def test_without_a_priority_there_is_no_target(text: str) -> None:
    assert parse_goto(text) is None


PRIORITIES = [
    ("1", 1, None, None),
    (" 90", 90, None, None),
    ("90 ", 90, None, None),
    ("+2", None, 2, None),
    ("-1", None, -1, None),
    ("90x", None, None, "90x"),
    ("a+101", None, None, "a+101"),
    ('"a"', None, None, '"a"'),
    ("n", None, None, "n"),
    ("${P}", None, None, "${P}"),
]


@pytest.mark.parametrize(("text", "number", "relative", "label"), PRIORITIES)
def test_a_priority_is_a_number_relative_or_a_label(
    text: str, number: int | None, relative: int | None, label: str | None
) -> None:
    target = parse_goto(text)
    assert target is not None
    assert (target.number, target.relative, target.label) == (number, relative, label)


def test_a_gosub_has_arguments() -> None:
    assert parse_goto('sub,s,1(x,"y,z",${F(a,b)})', 5) == GotoTarget(
        Argument("sub", 5, 8),
        Argument("s", 9, 10),
        Argument("1", 11, 12),
        (Argument("x", 13, 14), Argument('"y,z"', 15, 20), Argument("${F(a,b)}", 21, 30)),
    )
    target = parse_goto("sub,s,1(x")
    assert target is not None
    assert [argument.text for argument in target.arguments] == ["x"]


BRANCHES = [
    ("1?a:b", "1", "a", "b"),
    ("1?a", "1", "a", None),
    ("1?:b", "1", None, "b"),
    ("1?a:", "1", "a", None),
    ("1", "1", None, None),
    ("?a:b", "", "a", "b"),
    ("", "", None, None),
    ("1?a : b", "1", "a ", " b"),
    ('$["${A:1}" = "x?y:z"]?a:b', '$["${A:1}" = "x?y:z"]', "a", "b"),
    ("$[1?2::3]?a:b", "$[1?2::3]", "a", "b"),
    ("${IF(1?0:1)}?menu,s,1:other,${EXTEN:1},1", "${IF(1?0:1)}", "menu,s,1", "other,${EXTEN:1},1"),
    ("1?a:b:c", "1", "a", "b:c"),
]


@pytest.mark.parametrize("nested", [True, False])
@pytest.mark.parametrize(("text", "condition", "true", "false"), BRANCHES)
def test_a_condition_chooses_between_branches(
    text: str, condition: str, true: str | None, false: str | None, nested: bool
) -> None:
    found = parse_branches(text, nested=nested)
    assert [part and part.text for part in found] == [condition, true, false]
    for part in found:
        assert part is None or text[part.start : part.end] == part.text


def test_parentheses_and_quotes_protect_for_execif_alone() -> None:
    execif = parse_branches('"a?b"?Set(V=a:b):Set(V="c:d")')
    assert [part and part.text for part in execif] == ['"a?b"', "Set(V=a:b)", 'Set(V="c:d")']
    gotoif = parse_branches('"x?y"?a:b', nested=False)
    assert [part and part.text for part in gotoif] == ['"x', 'y"?a', "b"]


def test_branches_tell_where_they_are_written() -> None:
    assert parse_branches("1?a:b", 10) == Branches(
        Argument("1", 10, 11), Argument("a", 12, 13), Argument("b", 14, 15)
    )


APPLICATIONS = [
    ("Set(V=a(b))", "Set", "V=a(b)"),
    ("Goto(a)x", "Goto", "a"),
    ("Hangup", "Hangup", ""),
    ("Hangup()", "Hangup", ""),
    (" Log (NOTICE,x)", "Log", "NOTICE,x"),
    ("Playback(a", "Playback", "a"),
    ("${APP}(x)", "${APP}", "x"),
]


@pytest.mark.parametrize(("text", "name", "arguments"), APPLICATIONS)
def test_an_application_can_stand_in_a_text(text: str, name: str, arguments: str) -> None:
    found = parse_application(text, 3)
    assert found is not None
    assert (found.name, found.arguments) == (name, arguments)
    assert text[found.start - 3 : found.end - 3] == name
    if found.arguments_start >= 0:
        assert text[found.arguments_start - 3 : found.arguments_end - 3] == arguments


@pytest.mark.parametrize("text", ["", " ", "(x)"])
def test_without_a_name_there_is_no_application(text: str) -> None:
    assert parse_application(text) is None


HOSTILE = ["(", ")", "[", '"', "\\", ",", "|", "${", "$[", "?", ":", "a?", "a:", "?:", "1"]


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_text_is_survived(unit: str) -> None:
    text = unit * 300_000
    target = parse_goto(text)
    if target is not None:
        assert [target.number, target.relative, target.label].count(None) == 2
    parse_branches(text)
    parse_branches(text, nested=False)
    parse_application(text)


@given(st.text('a1?:,|()[]"\\${}+- ', max_size=40), st.booleans())
def test_any_text_has_its_parts_where_they_say(text: str, nested: bool) -> None:
    target = parse_goto(text)
    for part in target[:3] if target else ():
        assert part is None or text[part.start : part.end] == part.text
    for branch in parse_branches(text, nested=nested):
        assert branch is None or text[branch.start : branch.end] == branch.text
    application = parse_application(text)
    if application:
        assert text[application.start : application.end] == application.name
