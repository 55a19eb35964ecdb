"""Arguments are taken apart as Asterisk 16 does it."""

from __future__ import annotations

import json
import pkgutil
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint_formats.asterisk.language.arguments import (
    Argument,
    Option,
    options,
    parse_options,
    separates_with_pipe,
    split_arguments,
    split_files,
    split_old,
    unquoted,
)
from ivrlint_formats.asterisk.language.platform import (
    canonical,
    declared_arguments,
    had_pipes,
    options_at,
    takes_argument,
)

# What the engine (16.28) made of each text when it set the variables of ARRAY from it.
ASKED = [
    ("b,c", ["b", "c"]),
    ('"b,c",d', ["b,c", "d"]),
    (r"b\,c,d", ["b,c", "d"]),
    ("(b,c),d", ["(b,c)", "d"]),
    ("[b,c],d", ["[b,c]", "d"]),
    ('b"c"d,e', ["bcd", "e"]),
    (r"\"b\",c", ['"b"', "c"]),
    ('"b(",c,")",d', ["b(,c,)", "d"]),
    ("b),c", ["b)", "c"]),
    ("b],c", ["b]", "c"]),
    ("(b,[c,d)],e", ["(b,[c,d)]", "e"]),
    (",b", ["", "b"]),
    ("b,", ["b", ""]),
    (" b ,c", [" b ", "c"]),
    (r'"b\"c,d",e', ['b"c,d', "e"]),
    (r"x\\y,z", [r"x\y", "z"]),
    ('(b,"c)",d),e', ["(b,c)", "d)", "e"]),
    ('"unclosed,b,c', ["unclosed,b,c"]),
    ("(unclosed,b,c", ["(unclosed,b,c"]),
    (r"\(b,c\)", ["(b", "c)"]),
    ("SIP/x&SIP/y,30,tr", ["SIP/x&SIP/y", "30", "tr"]),
]


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_arguments_are_split_as_by_the_engine(text: str, expected: list[str]) -> None:
    assert [argument.text for argument in split_arguments(text)] == expected


def test_an_argument_tells_where_it_is_written() -> None:
    text = 'SIP/a,"b,c",20'
    assert split_arguments(text) == (
        Argument("SIP/a", 0, 5),
        Argument("b,c", 6, 11),
        Argument("20", 12, 14),
    )


def test_an_empty_text_has_no_arguments() -> None:
    assert split_arguments("") == ()


def test_what_is_filled_in_separates_nothing() -> None:
    texts = [argument.text for argument in split_arguments('${CUT(x,-,1)},$["${A}" = ","],${a,b')]
    assert texts == ["${CUT(x,-,1)}", '$["${A}" = ","]', "${a,b"]


def test_the_last_argument_takes_what_is_left() -> None:
    assert [a.text for a in split_arguments('a,"b,c",d', limit=2)] == ["a", '"b,c",d']
    assert [a.text for a in split_arguments("a,b,c", limit=2)] == ["a", "b,c"]
    assert [a.text for a in split_arguments("a,b,c", limit=1)] == ["a,b,c"]
    assert [a.text for a in split_arguments('"a,b"', limit=1)] == ['"a,b"']


def test_raw_arguments_keep_their_quotes() -> None:
    assert [a.text for a in split_arguments(r'"a,b",c\,d', raw=True)] == ['"a,b"', r"c\,d"]


def test_files_are_joined_by_ampersands() -> None:
    assert split_files("a&b&&c", 10) == (
        Argument("a", 10, 11),
        Argument("b", 12, 13),
        Argument("c", 15, 16),
    )
    assert [file.text for file in split_files("${IF(1?a&b)}&c")] == ["${IF(1?a&b)}", "c"]
    assert split_files("") == ()


def test_old_dialplans_separate_with_pipes() -> None:
    assert [a.text for a in split_old("SIP/a|20|tr")] == ["SIP/a", "20", "tr"]


PIPES = [
    ("Dial", "SIP/a|20|tr", True),
    ("dial", "SIP/a|20", True),
    ("Goto", "menu|s|1", True),
    ("SetVar", "a=b|c", True),
    ("ConfBridge", "room|profile", False),
    ("Stasis", "app|x", False),
    ("NoSuchApplication", "a|b", False),
    ("Dial", "SIP/a,20", False),
    ("Dial", "SIP/a|20,tr", False),
    ("Set", "a=$[1 | 0]", False),
    ("Set", "a=${IF(1|0?a:b)}", False),
    ("Playback", "hello", False),
]


@pytest.mark.parametrize(("application", "text", "separates"), PIPES)
def test_pipes_separate_only_for_applications_of_their_time(
    application: str, text: str, separates: bool
) -> None:
    assert separates_with_pipe(application, text) is separates


def test_options_are_letters_with_arguments() -> None:
    assert parse_options("g(5)L(60:30:x)tT") == {"g": "5", "L": "60:30:x", "t": None, "T": None}
    assert parse_options("") == {}
    assert parse_options("tt(2)") == {"t": "2"}
    assert parse_options("U(sub^a(b)^c)k") == {"U": "sub^a(b)^c", "k": None}


def test_an_option_tells_where_its_argument_is_written() -> None:
    assert options("tm(jazz)", 20) == (Option("t", None), Option("m", Argument("jazz", 23, 27)))


def test_variables_among_options_are_passed_over() -> None:
    assert parse_options("t${OPTIONS}m(${CLASS:(1})") == {"t": None, "m": "${CLASS:(1}"}


def test_quotes_and_backslashes_protect_parentheses_in_options() -> None:
    assert parse_options('a("b)c")d') == {"a": "b)c", "d": None}
    assert parse_options(r"a(b\)c)d") == {"a": "b)c", "d": None}
    assert parse_options('a(b"c)d') == {"a": 'b"c', "d": None}
    assert parse_options(r'a("b\"c")') == {"a": 'b"c'}


def test_after_a_missing_parenthesis_nothing_counts() -> None:
    assert parse_options("tm(jazz") == {"t": None}


def test_applications_are_known_in_any_case() -> None:
    assert canonical("background") == "BackGround"
    assert canonical("VOICEMAIL") == "VoiceMail"
    assert canonical("Nonsense") is None
    assert had_pipes("dial")
    assert not had_pipes("Originate")
    assert declared_arguments("Goto") == 3
    assert declared_arguments("Nonsense") == 0
    assert options_at("Dial") == 2
    assert options_at("Hangup") is None
    assert takes_argument("Dial", "G") is True
    assert takes_argument("Dial", "t") is False
    assert takes_argument("Dial", "!") is None


def _read(name: str) -> Any:
    data = pkgutil.get_data("ivrlint_formats.asterisk.language", name)
    assert data is not None
    return json.loads(data)


def test_the_platform_holds_to_its_schema() -> None:
    schema = _read("platform.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    platform = _read("platform.json")
    jsonschema.validate(platform, schema, cls=jsonschema.Draft202012Validator)
    names = [name.lower() for name in platform["applications"]]
    assert names == sorted(set(names))
    for about in platform["applications"].values():
        assert about.get("options_at", 0) <= about.get("arguments", 99)
        assert not set(about.get("letters", "")) & set(about.get("with_argument", ""))


HOSTILE = ["(", ")", "[", "]", '"', "\\", ",", "${", "$[", "&", "|", "a(", 'a("', "a(b)", "$"]


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_text_is_survived(unit: str) -> None:
    text = unit * 300_000
    arguments = split_arguments(text)
    assert arguments[-1].end == len(text)
    assert len(split_files(text)) <= 300_001
    options(text)
    separates_with_pipe("Dial", text)


@given(st.lists(st.text('ab"\\()[]$ |', max_size=8), min_size=2, max_size=5))
def test_quoted_arguments_come_back_whole(parts: list[str]) -> None:
    quoted = ["".join(f"\\{c}" for c in part) for part in parts]
    assert [a.text for a in split_arguments(",".join(quoted))] == parts


@given(st.text('a,b"\\()[]{}$&|', max_size=40))
def test_arguments_leave_out_only_separators(text: str) -> None:
    found = split_arguments(text)
    assert ",".join(text[a.start : a.end] for a in found) == text
    assert [unquoted(text[a.start : a.end]) for a in found] == [a.text for a in found]
    parse_options(text)
