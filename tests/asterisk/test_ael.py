"""`extensions.ael`: what a real engine (Asterisk 16) made of these files, written down."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivrlint.formats import Reading
from ivrlint.places import Source
from ivrlint_formats.asterisk.ael import parse_ael
from ivrlint_formats.asterisk.dialplan.nodes import HINT, Dialplan, Entry


def read(text: str, path: str = "extensions.ael", **others: str) -> Dialplan:
    files = {f"{name}.ael": content for name, content in others.items()}

    def include(_: Source, name: str) -> Source | None:
        return Source(name, files[name]) if name in files else None

    return parse_ael(Source(path, text), Reading(include))


def in_extension(statements: str) -> Dialplan:
    return read("context main {\n s => {\n" + statements + "\n }\n}\n")


def listed(dialplan: Dialplan, context: str = "main", exten: str = "s") -> list[str]:
    """`priority label application(arguments)` of an extension."""
    entries = [e for e in dialplan.contexts[context].entries if e.exten == exten]
    return [
        f"{e.priority}{f' [{e.label}]' if e.label else ''} {e.application}({e.arguments})"
        for e in sorted(entries, key=lambda e: e.priority)
    ]


def told(dialplan: Dialplan) -> list[tuple[int, int, str]]:
    return [(*problem.place.begin, problem.message) for problem in dialplan.problems]


def only(dialplan: Dialplan, application: str) -> Entry:
    (entry,) = [
        e for c in dialplan.contexts.values() for e in c.entries if e.application == application
    ]
    return entry


COMPILED = {
    "calls": (
        'Answer; Wait(1); Dial(SIP/1&SIP/2,20,t(a,b)); NoOp( a , b );NoOp(a\\,b,"c,d");',
        [
            "1 Answer()",
            "2 Wait(1)",
            "3 Dial(SIP/1&SIP/2,20,t(a,b))",
            "4 NoOp( a , b )",
            '5 NoOp(a\\,b,"c,d")',
        ],
    ),
    "assignments": (
        "tries = ${tries} + 1 ; local left=3; CDR(user field)=gold; x=;",
        [
            "1 MSet(tries=$[ ${tries} + 1 ])",
            "2 MSet(LOCAL(left)=$[3])",
            "3 MSet(CDR(userfield)=$[gold])",
            "4 MSet(x=$[])",
        ],
    ),
    "if and else": (
        "if (${a}) NoOp(1); else { NoOp(2); } if (${b}) ;",
        [
            "1 GotoIf($[${a}]?2:4)",
            "2 NoOp(1)",
            "3 Goto(5)",
            "4 NoOp(2)",
            "5 NoOp(Finish if_main_1)",
            "6 GotoIf($[${b}]?7:7)",
            "7 NoOp(Finish if_main_2)",
        ],
    ),
    "an else belongs to the nearest if": (
        "if (1) if (2) NoOp(a); else NoOp(b);",
        [
            "1 GotoIf($[1]?2:7)",
            "2 GotoIf($[2]?3:5)",
            "3 NoOp(a)",
            "4 Goto(6)",
            "5 NoOp(b)",
            "6 NoOp(Finish if_if_main_1_2)",
            "7 NoOp(Finish if_main_1)",
        ],
    ),
    "times and chance": (
        "ifTime(9:00 - 17:00|mon-fri|*|*) NoOp(1); else NoOp(2); random(20) NoOp(3);",
        [
            "1 GotoIfTime(9:00-17:00,mon-fri,*,*?3)",
            "2 Goto(5)",
            "3 NoOp(1)",
            "4 Goto(6)",
            "5 NoOp(2)",
            "6 NoOp(Finish iftime_main_1)",
            "7 GotoIf($[${RAND(0,99)} < (20)]?8:9)",
            "8 NoOp(3)",
            "9 NoOp(Finish if_main_2)",
        ],
    ),
    "loops": (
        "while (${x} < 3) { break; continue; } for (i=0; ${i}<3; i=${i}+1) NoOp();",
        [
            "1 GotoIf($[${x} < 3]?2:5)",
            "2 Goto(5)",
            "3 Goto(1)",
            "4 Goto(1)",
            "5 NoOp(Finish while_main_1)",
            "6 MSet(i=$[0])",
            "7 GotoIf($[ ${i}<3]?8:11)",
            "8 NoOp()",
            "9 MSet(i=$[${i}+1])",
            "10 Goto(7)",
            "11 NoOp(Finish for_main_2)",
        ],
    ),
    "a loop over calls": (
        "for (Read(x); 1; &m( 1,2 )) NoOp();",
        [
            "1 Read(x)",
            "2 GotoIf($[ 1]?3:6)",
            "3 NoOp()",
            "4 Gosub(m, 1,2 )",
            "5 Goto(2)",
            "6 NoOp(Finish for_main_1)",
        ],
    ),
    "labels and jumps": (
        "a: b: NoOp(); goto b; goto other,s,x; goto other|s|x; jump 1; jump 2,p@other; c:",
        [
            "1 [b] NoOp()",
            "2 Goto(b)",
            "3 Goto(other,s,x)",
            "4 Goto(other,s,x)",
            "5 Goto(1,1)",
            "6 Goto(other,2,p)",
            "7 [c] NoOp(A NoOp to follow a trailing label c)",
        ],
    ),
    "macros that are called": (
        "&m(a b, c); &m(  x ,,); &m(); &m([q r]);",
        [
            "1 Gosub(m,~~s~~,1(a b, c))",
            "2 Gosub(m,~~s~~,1(x ,,))",
            "3 Gosub(m,~~s~~,1)",
            "4 Gosub(m,~~s~~,1([q r]))",
        ],
    ),
    "comments": (
        "/* one **/ NoOp(1); /* two */ NoOp(2); // three\n NoOp(3 /* four */);",
        ["1 NoOp(2)", "2 NoOp(3 /* four */)"],
    ),
    "what the engine drops": ("% NoOp(1); ~\r\n NoOp(2); ?", ["1 NoOp(1)", "2 NoOp(2)"]),
    "a bracket too many": ("NoOp(a]); NoOp([a) );", ["1 NoOp(a])", "2 NoOp([a))"]),
}


@pytest.mark.parametrize("name", COMPILED)
def test_statements_become_the_priorities_of_the_engine(name: str) -> None:
    statements, expected = COMPILED[name]
    dialplan = in_extension(statements)
    assert not dialplan.problems
    assert listed(dialplan) == expected


def test_cases_become_extensions() -> None:
    dialplan = in_extension(
        "switch (${x}) { case 1: NoOp(${EXTEN}); case 2: break; pattern 3X[a-d]: NoOp(p);"
        " default: last: NoOp(${EXTEN:1}); } goto last;"
    )
    assert listed(dialplan) == [
        "1 MSet(~~EXTEN~~=${EXTEN})",
        "2 Goto(sw_1_${x},10)",
        "3 NoOp(Finish switch_main_1)",
        "4 Goto(_sw_1_.,last)",
    ]
    assert listed(dialplan, exten="sw_1_1") == ["10 NoOp(${~~EXTEN~~})", "11 Goto(sw_1_2,10)"]
    assert listed(dialplan, exten="sw_1_2") == ["10 Goto(s,3)"]
    assert listed(dialplan, exten="_sw_1_3X[a-d]") == ["10 NoOp(p)", "11 Goto(sw_1_.,10)"]
    assert listed(dialplan, exten="_sw_1_.") == ["10 [last] NoOp(${~~EXTEN~~:1})", "11 Goto(s,3)"]
    assert listed(dialplan, exten="sw_1_") == ["10 Goto(sw_1_.,10)"]


def test_a_switch_without_default_gets_one() -> None:
    dialplan = in_extension("switch (${x}) { case 1: break; }")
    assert listed(dialplan, exten="_sw_1_.") == ["10 Goto(s,3)"]


def test_of_two_equal_cases_the_last_comes_first() -> None:
    dialplan = in_extension(
        "switch (x) { case 1: NoOp(a); NoOp(b); NoOp(c); case 1: NoOp(d); break; default: break; }"
    )
    assert listed(dialplan, exten="sw_1_1") == [
        "10 NoOp(d)",
        "11 Goto(s,3)",
        "12 NoOp(c)",
        "13 Goto(sw_1_1,10)",
    ]


def test_a_macro_is_a_context_of_its_own() -> None:
    dialplan = read(
        "macro ring(who, long) { switch (${who}) { default: Hangup(); } catch h { NoOp(bye); } }"
    )
    assert dialplan.contexts["ring"].macro
    assert listed(dialplan, "ring", "~~s~~") == [
        "1 MSet(LOCAL(who)=${ARG1})",
        "2 MSet(LOCAL(long)=${ARG2})",
        "3 MSet(LOCAL(~~EXTEN~~)=${EXTEN})",
        "4 MSet(LOCAL(~~EXTEN~~)=${~~EXTEN~~})",
        "5 Goto(sw_1_${who},10)",
        "6 NoOp(Finish switch_ring_1)",
        "7 Return()",
    ]
    assert listed(dialplan, "ring", "h") == ["1 NoOp(bye)"]


def test_everything_that_a_context_holds() -> None:
    dialplan = read(
        "globals { OPEN=9; }\n"
        "context main {\n"
        "  _X./1-2 => NoOp();  regexten hint(SIP/1 & SIP/2:x y) 77 => NoOp();\n"
        "  ${OPEN}1 => NoOp();\n"
        "  includes { default; late|17:00-9:00|*|*|*; default; }\n"
        "  switches { IAX2/box@far; Realtime; }  eswitches { Lua/${x}; }\n"
        "  ignorepat => 9;\n"
        "}\n"
        "abstract context late { s => NoOp(1); }\n"
        "extend context late { s => NoOp(2); t => NoOp(); }"
    )
    assert not dialplan.problems
    main = dialplan.contexts["main"]
    assert [(e.exten, e.cid, e.priority, e.application) for e in main.entries] == [
        ("_X.", "12", 1, "NoOp"),
        ("77", None, HINT, "SIP/1&SIP/2:x y"),
        ("77", None, 2, "NoOp"),
        ("91", None, 1, "NoOp"),
    ]
    assert [(d.kind, d.value, d.name) for d in main.directives] == [
        ("include", "default", "default"),
        ("include", "late,17:00-9:00,*,*,*", "late"),
        ("switch", "IAX2/box@far", "IAX2/box@far"),
        ("switch", "Realtime/", "Realtime/"),
        ("switch", "Lua/${x}", "Lua/${x}"),
        ("ignorepat", "9", "9"),
    ]
    late = dialplan.contexts["late"]
    assert [(e.exten, e.arguments) for e in late.entries] == [("s", "1"), ("t", "")]
    assert [(v.name, v.value) for v in dialplan.variables] == [("OPEN", "9")]


def test_every_priority_knows_where_it_comes_from() -> None:
    dialplan = in_extension('  Playback(hello-world);\n  if ("${x}" = "1") menu = ${EXTEN};')
    said = only(dialplan, "Playback")
    assert said.line == 3
    assert said.place.text == "Playback(hello-world)"
    assert said.words(0, 5).place.text == "hello"
    test = only(dialplan, "GotoIf")
    assert (test.line, test.place.text) == (4, 'if ("${x}" = "1")')
    assert test.words(3, 7).place.text == "${x}"
    variable = only(dialplan, "MSet")
    assert variable.words(0, 4).place.text == "menu"
    assert variable.words(8, 16).place.text == "${EXTEN}"


def test_arguments_that_the_compiler_lengthens_still_lead_to_the_file() -> None:
    dialplan = in_extension("switch (1) { case 1: Playback(${EXTEN}&after&${EXTEN:1}&end); }")
    entry = only(dialplan, "Playback")
    assert entry.arguments == "${~~EXTEN~~}&after&${~~EXTEN~~:1}&end"
    for word in ("after", "end"):
        at = entry.arguments.index(word)
        assert entry.words(at, at + len(word)).place.text == word


def test_includes_are_read_where_they_stand() -> None:
    dialplan = read(
        'context main {\n#include "more.ael"\n s => NoOp(1);\n}\n#include "gone.ael"\n',
        more='2 => Playback(x);\n#include "more.ael"\n',
    )
    entry = only(dialplan, "Playback")
    assert (entry.source.path, entry.line, entry.place.text) == ("more.ael", 1, "Playback(x)")
    assert [source.path for source in dialplan.taken] == ["more.ael"]
    assert "gone.ael" in [one.name for one in dialplan.not_taken]
    assert not dialplan.problems


def test_a_file_of_extensions_is_a_part_of_a_context() -> None:
    dialplan = read("100 => Dial(SIP/1);\n101 => Dial(SIP/2);\n", "phones.ael")
    assert not dialplan.whole
    assert [e.exten for e in dialplan.contexts["phones"].entries] == ["100", "101"]
    assert not dialplan.problems


def test_comments_that_speak_to_ivrlint_are_kept() -> None:
    dialplan = read(
        "// ivrlint: one\ncontext a { // ivrlint: two\n s => NoOp(); /* ivrlint: three */ } // no\n"
    )
    assert [(c.text, c.alone, c.place.begin.line) for c in dialplan.comments] == [
        ("ivrlint: one", True, 1),
        ("ivrlint: two", False, 2),
        ("ivrlint: three", False, 3),
    ]


def test_every_mistake_is_told_once_and_the_rest_is_read() -> None:
    dialplan = read(
        "context main {\n"
        "  s => {\n"
        "    Answer()\n"
        "    Background(menu;\n"
        "    WaitExten(5);\n"
        "  }\n"
        "  1 = { NoOp(); }\n"
        "  2 => {\n"
        "    if x > 1 { NoOp(in); } else { NoOp(out); }\n"
        "    switch (${x}) { case 1,2: NoOp(one); break; default: break; }\n"
        "    goto ;\n"
        "    NoOp(after);\n"
        "  }\n"
        "context other { s => Playback(hi)); t => Hangup(); }\n"
    )
    assert told(dialplan) == [
        (3, 13, "expected `;` here"),
        (4, 15, "this `(` is not closed"),
        (7, 7, "found a block in a value: expected `=>`?"),
        (9, 8, "found `x`, expected `(`"),
        (10, 27, "found `,`, expected `:`"),
        (11, 10, "found `;`, expected a name"),
        (14, 1, "found `context`, expected `}`: the block of line 1 is not closed"),
        (14, 34, "found `)`, expected `;` or `=`"),
    ]
    assert dialplan.refused
    assert listed(dialplan) == ["1 Answer()", "2 WaitExten(5)"]
    assert listed(dialplan, exten="2")[1:3] == ["2 NoOp(in)", "3 NoOp(out)"]
    assert "6 NoOp(after)" in listed(dialplan, exten="2")
    assert listed(dialplan, "other", "t") == ["1 Hangup()"]


REFUSED = {
    "context a { s => NoOp(); } }": (1, 28, "found `}`, but nothing is open here"),
    "contxt a { s => NoOp(); }": (1, 1, "found `contxt`, which cannot begin anything here"),
    "context a { foo; s => NoOp(); }": (1, 16, "found `;`, expected `=>`, `=` or `(`"),
    "override context a { }": (1, 1, "found `override`, which cannot begin anything here"),
    "context a { includes { b } }": (1, 25, "expected `;` here"),
    "context a { s => { &m(default); } }": (
        1,
        23,
        "found `default`, expected an argument or `)`",
    ),
    "context a { s => { NoOp(); else NoOp(); } }": (
        1,
        28,
        "found `else`, which cannot begin anything here",
    ),
    "context a { s => { NoOp();": (
        1,
        27,
        "found the end of the file, expected `}`: the block of line 1 is not closed",
    ),
    "context a { s => NoOp(); } /* more": (1, 28, "this comment is not closed: expected `*/`"),
    "context a { s => NoOp(); }\0": (
        1,
        27,
        "this is no text from here on: it holds a NUL character",
    ),
}


@pytest.mark.parametrize("text", REFUSED)
def test_a_mistake_is_told_where_it_is(text: str) -> None:
    assert told(read(text)) == [REFUSED[text]]


HOSTILE = {
    "braces that open": "context a { s => " + "{" * 100_000,
    "braces that close": "}" * 100_000,
    "conditions in conditions": "context a { s => " + "if (x) { " * 50_000,
    "else if without end": "context a { s => { if (x) y; " + "else if (x) y; " * 50_000 + "}}",
    "parentheses": "context a { s => NoOp(" + "(" * 100_000,
    "a parenthesis open on every line": "context a { s => {" + "NoOp(\n" * 50_000,
    "a value open on every line": "context a { s => {" + "x=\n" * 50_000,
    "variables that open": "${" * 100_000,
    "comments that open": "/* * " * 100_000,
    "stars": "/*" + "*" * 1_000_000,
    "one line": "context a { s => NoOp(" + "x" * 5_000_000 + "); }",
    "backslashes": "\\" * 1_000_000,
    "NUL characters": "\0" * 100_000,
    "includes that open": '#include "' * 50_000,
    "another language": "exten => 1,1,NoOp(x)\n" * 20_000,
    "switches in switches": "context a { s => {" + "switch(x){case 1:" * 20_000,
    "labels": "context a { s => {" + "a: " * 50_000 + "}}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_with_few_words(name: str) -> None:
    assert len(read(HOSTILE[name]).problems) <= 101


PIECES = st.sampled_from(
    [
        "context a {", "macro m(x) {", "s => {", "}", "{", "(", ")", "[", "]", ";", "=", "=>", ":",
        "if (x)", "else", "switch (${x}) {", "case 1:", "default:", "while (1)", "for (a;b;c)",
        "&m(1)", "goto s,l;", "l:", "NoOp(x);", "x=1;", "break;", "continue;", "return;",
        "random(5)", "ifTime(*|*|*|*)", "includes {", "b;", "catch h {", "hint(SIP/1)", "${", "$[",
        "/*", "*/", "//", "\n", '"', "\\", "#include \"b.ael\"", "1 => NoOp();", "\0",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_no_text_whatever_breaks_the_reader(pieces: list[str]) -> None:
    text = " ".join(pieces)
    dialplan = read(text)
    for context in dialplan.contexts.values():
        for entry in context.entries:
            assert 0 <= entry.start <= entry.at <= entry.end <= len(text)
            assert entry.words(0, len(entry.arguments)).text == entry.arguments
    for problem in dialplan.problems:
        assert 0 <= problem.place.start <= problem.place.end <= len(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["NoOp(1);", "x=2;", "{ Hangup(); }", "if (1) NoOp(); "])))
def test_priorities_run_without_gaps(statements: list[str]) -> None:
    dialplan = in_extension(" ".join(statements))
    assert not dialplan.problems
    numbers = [entry.priority for entry in dialplan.contexts["main"].entries]
    assert numbers == list(range(1, len(numbers) + 1))
