"""Dialplans as the engine loads them: what it printed for these lines is noted."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.formats import Reading
from ivrlint.places import Source
from ivrlint_formats.asterisk.conf.reading import parse_conf
from ivrlint_formats.asterisk.dialplan.listing import listing
from ivrlint_formats.asterisk.dialplan.nodes import HINT, Dialplan
from ivrlint_formats.asterisk.dialplan.reading import read_dialplan


def read(text: str, path: str = "extensions.conf", included: str | None = None) -> Dialplan:
    def include(_source: Source, name: str) -> Source | None:
        return None if included is None else Source(name, included)

    return read_dialplan(parse_conf(Source(path, text), Reading(include)))


def entries(text: str, context: str = "a") -> list[str]:
    """The entries of a context in the form `exten/cid priority(label) application|arguments`."""
    found = []
    for entry in read(text).contexts[context].entries:
        cid = "" if entry.cid is None else f"/{entry.cid}"
        label = "" if entry.label is None else f"({entry.label})"
        found.append(
            f"{entry.exten}{cid} {entry.priority}{label} {entry.application}|{entry.arguments}"
        )
    return found


def entry(line: str) -> str:
    """The one entry that a line gives, in a context with two globals."""
    (found,) = entries(f"[globals]\nG=SIP/77\nE=\n[a]\n{line}\n")
    return found


def lines(text: str) -> list[int]:
    problems = read(text).problems
    assert {problem.rule for problem in problems} <= {"syntax-error", "invalid-value"}
    return [problem.place.begin.line for problem in problems]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("exten => s,1,NoOp(x)", "s 1 NoOp|x"),
        ("exten=>s,1,NoOp(x)", "s 1 NoOp|x"),
        ("exten = s,1,NoOp(x)", "s 1 NoOp|x"),
        ("Exten => s , 1 , NoOp(x) ", "s 1 NoOp|x"),
        ("exten => s,1", "s 1 |"),
        ("exten => s,1,", "s 1 |"),
        ("exten => s,1,NoOp", "s 1 NoOp|"),
        ("exten => s,1,(end)", "s 1 |end"),
        ("exten => s,1,NoOp()", "s 1 NoOp|"),
        ("exten => s,1,NoOp(a,b", "s 1 NoOp|a,b"),
        ("exten => s,1,NoOp(a))b) c", "s 1 NoOp|a))b"),
        ("exten => s,1,NoOp)x(", "s 1 NoOp)x|"),
        ("exten => s,1,NoOp (x)", "s 1 NoOp |x"),
        ('exten => s,1,NoOp("a, b" , c )', 's 1 NoOp|"a, b" , c '),
        ("exten => s,1,NoOp(a|b)", "s 1 NoOp|a|b"),
        ("exten => s,1,Dial,SIP/x|20", "s 1 Dial,SIP/x|20|"),
        ("exten => s,1,Playback|foo(bar)", "s 1 Playback|foo|bar"),
        ('exten => s,1,"Quoted(x)"', 's 1 "Quoted|x'),
        ("exten => s,1,${APP}(x)", "s 1 ${APP}(x)|"),
        ("exten => s,1,$[1+1](x)", "s 1 $[1+1](x)|"),
        ("exten => s,1,NoOp(${G})", "s 1 NoOp|${G}"),
        ("exten => s,1(l),NoOp", "s 1(l) NoOp|"),
        ("exten => s,1(),NoOp", "s 1 NoOp|"),
        ("exten => s,1(a b)x,NoOp", "s 1(a b) NoOp|"),
        ("exten => s,1( l ),NoOp", "s 1( l ) NoOp|"),
        ("exten => s,1(l)+5,NoOp", "s 1(l) NoOp|"),
        ("exten => s,010,NoOp", "s 10 NoOp|"),
        ("exten => s,1abc,NoOp", "s 1 NoOp|"),
        ("exten => s,1+101,NoOp", "s 102 NoOp|"),
        ("exten => s,1 + 2,NoOp", "s 3 NoOp|"),
        ("exten => s,1+x,NoOp", "s 1 NoOp|"),
        ("exten => s,4294967297,NoOp", "s 1 NoOp|"),
        ("exten => 10-4,1,NoOp", "10-4 1 NoOp|"),
        ("exten => _1 X,1,NoOp", "_1X 1 NoOp|"),
        ("exten => _[1-3] X-[4 5],1,NoOp", "_[1-3]X-[4 5] 1 NoOp|"),
        ("exten => _[a, b]c,1,NoOp", "_[a, b]c 1 NoOp|"),
        ("exten => a\\,b,1,NoOp", "a\\,b 1 NoOp|"),
        ("exten => 1/,1,NoOp", "1/ 1 NoOp|"),
        ("exten => 1/1-2(3) 4.5.,1,NoOp", "1/12345. 1 NoOp|"),
        ("exten => s/_[2-9]-X,1,NoOp", "s/_[2-9]X 1 NoOp|"),
        ("exten => ${E}13,1,NoOp", "13 1 NoOp|"),
        ("exten => a${E:1}b${G:0:3}c${G:-2},1,NoOp", "abSIPc77 1 NoOp|"),
        ("exten => b${G:1:-1},1,NoOp", "bIP/7 1 NoOp|"),
        ("exten => c${G,1,NoOp", "cSIP/77 1 NoOp|"),
        ("exten => d$G,1,NoOp", "d$G 1 NoOp|"),
        ("exten => x${NONE}y,1,NoOp", "xy 1 NoOp|"),
        ("exten => s,hint,SIP/1&Custom:x", f"s {HINT} SIP/1&Custom:x|"),
        ("exten => 4,hint,${G}&SIP/${EXTEN}${NONE}", f"4 {HINT} SIP/77&SIP/4|"),
        ("exten => 4,hint,SIP/${EXTEN}@${CONTEXT}", f"4 {HINT} SIP/4@a|"),
        ("exten => _4X,hint,${G}", f"_4X {HINT} ${{G}}|"),
        ("exten => 4,hint,", f"4 {HINT} |"),
    ],
)
def test_a_line(line: str, expected: str) -> None:
    assert entry(line) == expected


def test_priorities_go_on_from_the_line_before_whatever_its_extension() -> None:
    text = "exten => 1,1,A\nsame => n,B\nexten => 2,n+101,C\nSAMEx => next(l),D\nexten => 2,s+1,E\n"
    assert entries("[a]\n" + text) == ["1 1 A|", "1 2 B|", "2 104 C|", "2 105(l) D|", "2 106 E|"]


def test_a_label_is_a_priority_of_its_extension() -> None:
    text = "exten => 1,1(l),A\nexten => 1,l+5,B\nexten => _2X,1(m),C\nexten => 20,m+1,D\n"
    assert entries("[a]\n" + text) == ["1 1(l) A|", "1 6 B|", "_2X 1(m) C|", "20 2 D|"]
    text = "exten => 5,1(l),A\nexten => 5/1,l+1,B\n"
    assert entries("[a]\n" + text) == ["5 1(l) A|", "5/1 2 B|"]


@pytest.mark.parametrize(
    "text",
    [
        "exten => 1,1(l),A\nexten => 2,l,B\n",
        "exten => 1/5,1(l),A\nexten => 1,l+1,B\n",
        "exten => _2X.,1(l),A\nexten => 2,l+1,B\n",
        "exten => 1,1,A\nexten => 1,N,B\n",
        "exten => 1,1,A\nexten => 1,n (l),B\n",
        "exten => 1,1,A\nexten => 1,+1,B\n",
        "exten => 1,1,A\nexten => 1\n",
        "exten => 1,1,A\nexten => 2,0,B\n",
        "exten => 1,1,A\nexten => 2,-1,B\n",
        "exten => 1,1,A\nexten => 2,99999999999999999999,B\n",
        "exten => 1,1,A\nexten => 2,1(l,B\n",
        "exten => 1,1,A\nexten =>\n",
        "exten => 1,1,A\nexten => ,1,B\n",
        "exten => 1,1,A\nexten => ${NONE},1,B\n",
        "exten => 1,1,A\nunknown => 1\n",
        "exten => 1,1,A\nloverrides => 1\n",
        "exten => 1,hint,A\nsame => n,B\n",
        "exten => 1,1,A\n\\[b]=1\n",
    ],
)
def test_a_line_that_the_engine_drops_is_told_of(text: str) -> None:
    assert lines(f"[a]\n{text}") == [3]
    assert len(entries(f"[a]\n{text}")) == 1


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("exten => 2,l,B", "syntax-error"),
        ("exten => 2", "syntax-error"),
        ("exten => 2,n,B", "syntax-error"),
        ("unknown => 1", "syntax-error"),
        ("exten => 2,0,B", "invalid-value"),
        ("exten => 2,1(l,B", "invalid-value"),
        ("exten => ,1,B", "invalid-value"),
        ("same => n,B", "invalid-value"),
        ("exten => 1,hint,A\nsame => n,B", "invalid-value"),
    ],
)
def test_what_no_line_of_a_dialplan_is_counts_as_syntax(line: str, rule: str) -> None:
    assert [problem.rule for problem in read(f"[a]\n{line}\n").problems] == [rule]


def test_a_section_begins_anew_also_where_its_context_goes_on() -> None:
    text = "[a]\nexten => 1,1,A\n[b]\nsame => n,B\nexten => 1,n,C\nexten => 1,s,D\n"
    text += "[a]\nexten => 1,n,E\n"
    assert lines(text) == [4, 5, 6, 8]
    assert entries(text) == ["1 1 A|"]


def test_the_first_of_two_entries_counts() -> None:
    text = "exten => 1,1,A\nexten => 1,1,B\nexten => 1-,1,C\nexten => 1/,1,D\n"
    assert entries("[a]\n" + text) == ["1 1 A|", "1/ 1 D|"]
    assert lines("[a]\n" + text) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("_1X", "_1[0-9]"),
        ("_x-N[5]", "_XN5"),
        ("_[ab]", "_[bab]"),
        ("_[1-9]Z", "_zZ"),
        ("10-4", "104"),
        ("s-BUSY", "sBUSY"),
    ],
)
def test_names_written_in_several_ways_are_one_extension(one: str, other: str) -> None:
    text = f"[a]\nexten => {other},2,B\nexten => {one},1,A\nexten => {other},1,C\n"
    assert entries(text) == [f"{one} 2 B|", f"{one} 1 A|"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("s-busy", "S-BUSY"), ("_1X", "1X"), ("_[0-8]", "_X"), ("_[.]", "_."), ("_X.", "_X!")],
)
def test_other_names_are_others(one: str, other: str) -> None:
    assert len(entries(f"[a]\nexten => {one},1,A\nexten => {other},1,B\n")) == 2


def test_a_label_counts_where_it_stands_first() -> None:
    text = "exten => 1,1(l),A\nexten => 1,2(l),B\nexten => 1,l+9,C\n"
    assert entries("[a]\n" + text) == ["1 1(l) A|", "1 2 B|", "1 10 C|"]


def test_what_a_context_takes_in() -> None:
    text = (
        "[globals]\nG=b\n[a]\ninclude => ${G}\ninclude => B\ninclude => c,9:00-17:00,mon-fri,*,*\n"
        "include => d|9:00-17:00|*|*|*\nignorepat => 9\nignorepat => 9\nswitch => IAX2/${G}@c/d\n"
        "lswitch => Local/${G}\neswitch => Realtime\nautohints=yes\n"
    )
    dialplan = read(text)
    assert [
        (one.kind, one.value, one.name, one.line) for one in dialplan.contexts["a"].directives
    ] == [
        ("include", "b", "b", 4),
        ("include", "c,9:00-17:00,mon-fri,*,*", "c", 6),
        ("include", "d|9:00-17:00|*|*|*", "d", 7),
        ("ignorepat", "9", "9", 8),
        ("switch", "IAX2/b@c/d", "IAX2", 10),
        ("switch", "Local/${G}", "Local", 11),
        ("switch", "Realtime/", "Realtime", 12),
    ]
    assert not dialplan.problems


def test_sections_of_one_name_are_one_context() -> None:
    dialplan = read("[a]\nexten => 1,1,A\n[b]\n[a]\nexten => 1,2,B\n[A]\n")
    assert list(dialplan.contexts) == ["a", "b", "A"]
    assert [entry.line for entry in dialplan.contexts["a"].entries] == [2, 5]
    assert dialplan.contexts["a"].place.begin.line == 1


def test_templates_are_no_contexts_and_their_lines_stand_where_they_are_written() -> None:
    text = "[t](!)\nexten => s,1,A\nsame => n,B\nunknown=1\n[a](t)\nsame => n,C\n[b](t)\n"
    dialplan = read(text)
    assert {name: [e.line for e in c.entries] for name, c in dialplan.contexts.items()} == {
        "a": [2, 3, 6],
        "b": [2, 3],
    }
    assert lines(text) == [4]


def test_globals_use_those_before_them() -> None:
    dialplan = read("[Globals]\nA=1\nB=${A}2${C}\nC=${LEN(x)}\n[globals]\nA=3\n[general]\nx=y\n")
    assert [(one.name, one.value) for one in dialplan.variables] == [
        ("A", "1"),
        ("B", "12"),
        ("C", "${LEN(x)}"),
        ("A", "3"),
    ]
    assert dialplan.contexts == {}


@pytest.mark.parametrize(
    ("text", "path"),
    [("#include globals.conf\n", "extensions.conf"), ("", "extensions_custom.conf")],
)
def test_a_global_that_may_stand_elsewhere_is_left_as_it_is(text: str, path: str) -> None:
    (found,) = read(f"{text}[a]\nexten => ${{G}}1,1,A\n", path).contexts["a"].entries
    assert found.exten == "${G}1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", True),
        ("autofallthrough=no", False),
        ("AutoFallThrough => Yes\nautofallthrough=no", True),
        ("autofallthrough=", False),
        ("other=no", True),
    ],
)
def test_whether_the_engine_goes_on_where_an_extension_ends(text: str, expected: bool) -> None:
    assert read(f"[general]\n{text}\n").autofallthrough is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("etc/extensions.conf", True),
        ("extensions.conf.old", True),
        ("extensions.conf.sample", True),
        ("extensions_custom.conf", False),
        ("extensions.conf/other.conf", False),
    ],
)
def test_which_files_are_whole_dialplans(path: str, expected: bool) -> None:
    assert read("", path).whole is expected


def test_arguments_lead_back_to_the_file() -> None:
    text = "[a]\nexten => s,1,Set(x=a\\;b;-- c --;d)\nsame => n,Goto(  b,s,1)\n"
    first, second = read(text).contexts["a"].entries
    assert first.place.text == "Set(x=a\\;b;-- c --;d)"
    words = first.words(2, len(first.arguments))
    assert words.text == "a;bd"
    assert [text[words.source_offset(at)] for at in range(4)] == list("a;bd")
    assert second.words(2, 3).place.text == "b"
    assert second.place.text == "Goto(  b,s,1)"


@pytest.mark.parametrize("line", ["exten => s,1", "exten => s,1  ", "exten => s,1(l)"])
def test_an_entry_without_an_application_stands_in_its_line(line: str) -> None:
    text = f"[a]\n{line}\nexten => t,1,NoOp"
    place = read(text).contexts["a"].entries[0].place
    assert place.start == place.end == text.index("\n", 4) - len(line) + len(line.rstrip())


def test_an_included_entry_stands_in_its_own_file() -> None:
    dialplan = read("[a]\nexten => 1,1,A\n#include x.conf\nsame => n,C\n", included="same => n,B\n")
    assert [(e.priority, e.source.path, e.line) for e in dialplan.contexts["a"].entries] == [
        (1, "extensions.conf", 2),
        (2, "x.conf", 1),
        (3, "extensions.conf", 4),
    ]
    assert [source.path for source in dialplan.taken] == ["x.conf"]


def test_the_listing_is_that_of_show_syntax() -> None:
    text = "[menu]\ninclude => other\nexten => s,1,Answer()\nexten => 1,hint,SIP/1\n"
    assert listing(read(text)) == {
        "contexts": [
            {
                "name": "menu",
                "entries": [
                    {
                        "exten": "s",
                        "cid": None,
                        "priority": 1,
                        "label": None,
                        "application": "Answer",
                        "arguments": "",
                        "path": "extensions.conf",
                        "line": 3,
                    },
                    {
                        "exten": "1",
                        "cid": None,
                        "priority": "hint",
                        "label": None,
                        "application": "SIP/1",
                        "arguments": "",
                        "path": "extensions.conf",
                        "line": 4,
                    },
                    {"kind": "include", "value": "other", "line": 2},
                ],
            }
        ]
    }


def test_of_a_refused_file_nothing_is_listed_and_everything_is_read() -> None:
    dialplan = read("exten => 1,1,A\n[a]\nexten => s,1,B\nunknown=1\n")
    assert listing(dialplan) == {"contexts": []}
    assert [problem.place.begin.line for problem in dialplan.problems] == [1]
    assert len(dialplan.contexts["a"].entries) == 1


@pytest.mark.parametrize(
    "line",
    [
        "exten =>",
        "exten => s,1,NoOp" + "(" * 7000,
        "exten => _" + "[" * 7000 + ",1,A",
        "exten => _" + "[a-z]" * 1500 + ",1,A",
        "exten => " + "${" * 3000 + "}" * 1000 + ",1,A",
        "exten => s," + "1" * 7000 + ",A",
        "exten => s,n+" + "9" * 7000 + ",A",
        "exten => _[\x01-\U0010ffff],1,A",
        "same => n,A",
        "include => ${" + "a:" * 3000 + "}",
    ],
)
def test_hostile_lines_are_read_to_their_end(line: str) -> None:
    dialplan = read("[globals]\na=" + "x" * 8000 + "\n[a]\n" + f"{line}\n" * 50)
    assert json.dumps(listing(dialplan))


PIECES = st.sampled_from(
    [
        "[a]\n",
        "[globals]\n",
        "exten => ",
        "same => ",
        "include => ",
        "switch =>",
        "s",
        "_[1-",
        "X]",
        ",",
        "1",
        "n",
        "hint",
        "+",
        "(",
        ")",
        "l",
        "/",
        "-",
        " ",
        "${",
        "}",
        "$[",
        "\\;",
        ";",
        "\n",
    ]
)


@given(st.lists(PIECES, max_size=60).map(lambda pieces: "[a]\n" + "".join(pieces)))
def test_every_argument_stands_in_the_file(text: str) -> None:
    dialplan = read(text)
    for context in dialplan.contexts.values():
        kept = [(e.exten, e.cid, e.priority) for e in context.entries]
        assert len(kept) == len(set(kept))
        for found in context.entries:
            words = found.words(0, len(found.arguments))
            for at, char in enumerate(found.arguments):
                assert text[words.source_offset(at)] == char
    for problem in dialplan.problems:
        assert problem.place.text
