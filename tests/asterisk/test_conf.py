"""Configuration files, as the engine's parser takes them: what it said of these lines is noted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.formats import Reading
from ivrlint.places import Source
from ivrlint_formats.asterisk.conf.nodes import Conf
from ivrlint_formats.asterisk.conf.reading import LONGEST_LINE, MOST_INHERITED, parse_conf
from ivrlint_formats.grammar_cache import load_lark

A = "[a]\none=1\n"
Z = "[z]\nnine=9\n"


def read(text: str, **files: str) -> Conf:
    """The file with others beside it (`i_conf` stands for `i.conf`)."""
    beside = {name.replace("_", "."): content for name, content in files.items()}

    def include(_source: Source, name: str) -> Source | None:
        return Source(name, beside[name]) if name in beside else None

    def include_all(_source: Source, _pattern: str) -> list[Source]:
        return [Source(name, text) for name, text in sorted(beside.items())]

    return parse_conf(Source("main.conf", text), Reading(include, include_all))


def shown(conf: Conf) -> dict[str, list[str]]:
    return {
        section.name: [f"{setting.name}={setting.value}" for setting in section.settings]
        for section in conf.sections
    }


def lines(conf: Conf) -> list[int]:
    assert {problem.rule for problem in conf.problems} <= {"syntax-error", "invalid-value"}
    return [problem.place.begin.line for problem in conf.problems]


def value(line: str) -> str:
    """The value that a line of a section gives."""
    (setting,) = read(f"[a]\n{line}\n").sections[0].settings
    return setting.value


def test_lark_finds_no_conflict_in_strict_mode() -> None:
    assert load_lark("asterisk_conf", start="conf", lexer="basic", strict=True).parse(A)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x=1", "1"),
        ("x => 1", "1"),
        (" \t x\t=>\t1 \t", "1"),
        ("x=> 1 2 ", "1 2"),
        ("x = > 1", "> 1"),
        ("x ==> 1", "=> 1"),
        ("x =>> 1", "> 1"),
        ("x=", ""),
        ("x = a=b", "a=b"),
        ("x=1\r", "1"),
        ("x=1 ; why", "1"),
        ("x=a\\;b ; why", "a;b"),
        ("x=a\\;b\\;", "a;b;"),
        ("x=a;-- mid --;b", "ab"),
        ("x=a;--b--;c;--d--;e", "ace"),
        (";-- before --; x=1", "1"),
        ("x=1 ;-- open ;-- nested --; still --; 2", "1  2"),
        ("x=1 ;--- a rule of hyphens", "1"),
        ("x=\\;-- no comment --; r", ";-- no comment --; r"),
        ("x=a\0b", "a"),
        ("x=é", "é"),
        ("x=\xa0", "\xa0"),
    ],
)
def test_a_value(line: str, expected: str) -> None:
    assert value(line) == expected


@pytest.mark.parametrize("text", ["[a]\nx=1", "\ufeff[a]\r\nx=1\r\n", "\n;\n[a] junk\n\tx = 1"])
def test_how_lines_and_files_end_makes_no_difference(text: str) -> None:
    assert shown(read(text)) == {"a": ["x=1"]}


def test_a_file_with_carriage_returns_alone_is_one_line() -> None:
    assert shown(read("[a]\rx=1\r[b]\r")) == {"a": []}


@pytest.mark.parametrize("escape", ["\\x=1", "\\\\x=1"])
def test_a_backslash_takes_the_meaning_of_the_first_code_point(escape: str) -> None:
    assert shown(read(f"[a]\n{escape}\n\\[y]=2\n\\#z=3\n")) == {"a": [escape[1:], "[y]=2", "#z=3"]}


def test_names_keep_their_blanks_and_79_bytes() -> None:
    assert [
        section.name for section in read(f"[ a ]\n[]\n[{'n' * 99}]\n[{'é' * 60}]").sections
    ] == [
        " a ",
        "",
        "n" * 79,
        "é" * 39,
    ]


def test_a_comment_of_several_lines_hides_all_in_it() -> None:
    text = "[a]\n;--\n[b]\nx=1\n#include y\n;-- --;\n--; z=1\n;---- no comment\ny=2\n"
    assert shown(read(text)) == {"a": ["z=1", "y=2"]}


def test_a_comment_may_end_before_what_the_engine_still_reads() -> None:
    conf = read("[a]\nx=1 ;--\n joined --; y\nz=2\n")
    assert shown(conf) == {"a": ["x=1", "z=2"]}
    assert lines(conf) == [3]


def test_an_end_of_comment_too_many_opens_one() -> None:
    conf = read("[a]\nx=1 --; 2\ny=1\n;--\nz=1\n")
    assert shown(conf) == {"a": ["x=1 --; 2", "z=1"]}


def test_a_setting_knows_where_it_stands() -> None:
    source = read("[a]\n  name  =>  some value ; why\n").sections[0]
    (setting,) = source.settings
    assert setting.arrow
    assert setting.place.text == "name  =>  some value"
    assert setting.source.text[setting.value_start : setting.end] == "some value"
    assert read("[a](b) ; c\n").sections[0].place.text == "[a](b)"


def test_anchors_lead_back_past_escapes_and_comments() -> None:
    (setting,) = read("[a]\nx= a\\;b;-- c --;d\n").sections[0].settings
    assert setting.value == "a;bd"
    assert setting.anchors == ((0, 7), (1, 9), (3, 20))


def test_lengthened_settings() -> None:
    conf = read("[a]\nx=1\nx += 2\nX+=3\nx+=>4\n[b]\nx+=5\n")
    assert shown(conf) == {"a": ["x=1 2>4", "X=3"], "b": ["x=5"]}


def test_templates_come_first_and_sections_may_be_added_to() -> None:
    text = (
        "[t](!)\nx=1\n[u](!,t)\ny=2\n[a](u,t)\nz=3\n[b]\n[a](+)\nw=4\n[a]\nagain=1\n[c](A)\n[d]()\n"
    )
    conf = read(text)
    assert [(s.name, s.is_template, s.templates) for s in conf.sections] == [
        ("t", True, ()),
        ("u", True, ("t",)),
        ("a", False, ("u", "t")),
        ("b", False, ()),
        ("a", False, ()),
        ("c", False, ("A",)),
        ("d", False, ("",)),
    ]
    assert [[s.name for s in section.settings] for section in conf.sections] == [
        ["x"],
        ["x", "y"],
        ["x", "y", "x", "z", "w"],
        [],
        ["again"],
        ["x", "y", "x", "z", "w"],
        ["x"],
    ]
    assert not conf.problems


def test_what_is_added_with_an_exclamation_mark_makes_a_template() -> None:
    assert [section.is_template for section in read("[a]\n[a](!,+)\nx=1\n").sections] == [True]


def test_options_after_a_blank_are_none() -> None:
    (section,) = read("[a] (!)\n").sections
    assert not section.is_template


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        (f"{A}[b\nx=1\n{Z}", 3, "`]`"),
        (f"{A}[b](!\nx=1\n{Z}", 3, "`)`"),
        (f"{A}[b](c)\nx=1\n{Z}", 3, "`[c]`"),
        (f"{A}[b](a, z)\nx=1\n{Z}", 3, "`[ z]`"),
        (f"{A}[b](+)\nx=1\n{Z}", 3, "`[b]`"),
        (f"{A}[b](!)\n[b](+)\nx=1\n{Z}", 4, "`[b]`"),
        (f"{A}\\ x=1\n{Z}", 3, "`\\`"),
    ],
)
def test_a_file_that_the_engine_refuses_is_told_of_once(text: str, line: int, word: str) -> None:
    conf = read(text + "neither this\n")
    assert conf.refused
    assert lines(conf) == [line]
    assert word in conf.problems[0].message


@pytest.mark.parametrize("text", [f"x=1\n{A}", f"no setting at all\n{A}"])
def test_a_file_that_the_engine_opens_begins_with_a_section(text: str) -> None:
    conf = parse_conf(Source("etc/extensions.conf", text), Reading(lambda _source, _name: None))
    assert conf.refused
    assert lines(conf) == [1]
    assert "before the first section" in conf.problems[0].message


def test_a_part_that_another_file_includes_within_a_section_has_none_of_its_own() -> None:
    part = "exten => 611,1,Queue(repairs)\nsame => n,Hangup()\n"
    conf = read(part)
    assert conf.refused
    assert [(problem.rule, problem.certain) for problem in conf.problems] == [
        ("syntax-error", False)
    ]
    assert len(read("[desk]\n#include part.conf\n", part_conf=part).sections[0].settings) == 2


def test_the_rest_of_a_refused_file_is_still_read() -> None:
    assert shown(read(f"x=1\n{A}[b\ny=2\n{Z}")) == {"a": ["one=1"], "b": ["y=2"], "z": ["nine=9"]}


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("nothing", "`=`"),
        ("\\=nothing", "`=`"),
        ("#unknown x", "`#unknown`"),
        ("# include x", "`#`"),
        ("#", "`#`"),
        ("x=" + "y" * LONGEST_LINE, "8,190 bytes"),
        ("x=" + "é" * (LONGEST_LINE // 2), "8,190 bytes"),
    ],
)
def test_a_line_that_the_engine_drops_is_told_of(line: str, word: str) -> None:
    conf = read(f"{A}{line}\ntwo=2\n")
    assert not conf.refused
    assert shown(conf) == {"a": ["one=1", "two=2"]}
    assert lines(conf) == [3]
    assert word in conf.problems[0].message


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (f"{A}nothing\n", "syntax-error"),
        (f"{A}#unknown x\n", "syntax-error"),
        (f"{A}[b\n", "invalid-value"),
        (f"{A}[b](!\n", "invalid-value"),
        (f"{A}[b](c)\n", "invalid-value"),
        (f"{A}[b](+)\n", "invalid-value"),
        (f"{A}\\ x=1\n", "invalid-value"),
        (f"{A}x={'y' * LONGEST_LINE}\n", "invalid-value"),
    ],
)
def test_what_no_line_of_the_file_format_is_counts_as_syntax(text: str, rule: str) -> None:
    assert [problem.rule for problem in read(text).problems] == [rule]


@pytest.mark.parametrize("line", ["= nothing", " += 3", "#include", "#include ; x", ""])
def test_what_the_engine_passes_over_is_no_problem(line: str) -> None:
    conf = read(f"{A}{line}\n")
    assert shown(conf) == {"a": ["one=1"]}
    assert not conf.problems
    assert not conf.not_taken


def test_the_longest_line_is_taken() -> None:
    assert len(value("x=" + "y" * (LONGEST_LINE - 2))) == LONGEST_LINE - 2


@pytest.mark.parametrize("name", ['"i.conf"', "<i.conf>", "i.conf", " i.conf ; why"])
@pytest.mark.parametrize("directive", ["#include", "#tryinclude", "#Include"])
def test_included_lines_belong_to_the_section_that_is_open(directive: str, name: str) -> None:
    conf = read(f"[a]\n{directive} {name}\ny=2\n", i_conf="x=1\n[b]\nz=3\n")
    assert shown(conf) == {"a": ["x=1", "y=2"], "b": ["z=3"]}
    assert [source.path for source in conf.taken] == ["i.conf"]


def test_a_second_include_begins_in_the_section_opened_last_anywhere() -> None:
    conf = read("[a]\n#include i.conf\n#include j.conf\nx=1\n", i_conf="[b]\ny=2\n", j_conf="z=3\n")
    assert shown(conf) == {"a": ["x=1"], "b": ["y=2", "z=3"]}


def test_an_included_file_ends_where_the_engine_refuses_it() -> None:
    conf = read("[a]\n#include i.conf\ny=2\n", i_conf="x=1\n[b\nz=3\n[c]\n")
    assert shown(conf) == {"a": ["x=1", "y=2"]}
    assert not conf.refused
    assert [(p.place.source.path, p.place.begin.line) for p in conf.problems] == [("i.conf", 2)]


@pytest.mark.parametrize(
    ("line", "optional"),
    [("#include n.conf", False), ("#tryinclude n.conf", True), ("#exec n.conf", False)],
)
def test_what_is_not_at_hand_is_remembered(line: str, optional: bool) -> None:
    conf = read(f"{A}{line}\n{Z}")
    assert [(one.name, one.optional, one.place.text) for one in conf.not_taken] == [
        ("n.conf", optional, line)
    ]
    assert not conf.problems
    assert shown(conf) == {"a": ["one=1"], "z": ["nine=9"]}


def test_a_template_may_stand_in_a_file_that_is_not_at_hand() -> None:
    conf = read("#include n.conf\n[a](unknown)\nx=1\n[b](+)\ny=2\n")
    assert not conf.problems
    assert shown(conf) == {"a": ["x=1"], "b": ["y=2"]}


def test_a_pattern_stands_for_many_files() -> None:
    conf = read("[a]\n#include *.conf\n", i_conf="x=1\n", j_conf="y=2\n")
    assert shown(conf) == {"a": ["x=1", "y=2"]}


def test_an_exec_is_never_run() -> None:
    asked: list[str] = []
    reading = Reading(lambda _source, name: asked.append(name), lambda _source, _all: ())
    parse_conf(Source("main.conf", "#exec /bin/true\n#exec i.conf\n"), reading)
    assert asked == []


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("x.conf", ["d/x.conf"]),
        ("/etc/asterisk/x.conf", ["d/x.conf"]),
        ("/etc/asterisk/sub/x.conf", ["d/sub/x.conf", "d/x.conf"]),
        ("/opt/x.conf", ["d/x.conf"]),
    ],
)
def test_names_are_relative_to_the_configuration_folder(name: str, asked: list[str]) -> None:
    found: list[str] = []

    def include(source: Source, name: str) -> None:
        found.append(source.path.replace("main.conf", name))

    parse_conf(Source("d/main.conf", f"#include {name}\n"), Reading(include))
    assert found == asked


def test_an_included_file_is_looked_for_beside_its_includer_then_beside_the_first() -> None:
    asked: list[tuple[str, str]] = []

    def include(source: Source, name: str) -> Source | None:
        asked.append((source.path, name))
        return Source("d/sub/i.conf", "#include j.conf\n") if name == "sub/i.conf" else None

    parse_conf(Source("d/main.conf", "#include sub/i.conf\n"), Reading(include))
    assert asked[1:] == [("d/sub/i.conf", "j.conf"), ("d/main.conf", "j.conf")]


def test_files_that_include_each_other_are_read_once() -> None:
    conf = read("[a]\n#include i.conf\n", i_conf="x=1\n#include main.conf\n#include i.conf\n")
    assert shown(conf) == {"a": ["x=1"]}
    assert not conf.not_taken


def test_includes_go_as_deep_as_in_the_engine() -> None:
    def include(_source: Source, name: str) -> Source:
        return Source(name, f"x={name}\n#include {int(name) + 1}\n")

    conf = parse_conf(Source("main.conf", "[a]\n#include 1\n"), Reading(include))
    assert shown(conf) == {"a": [f"x={number}" for number in range(1, 11)]}
    assert [one.name for one in conf.not_taken] == ["11"]


def test_includes_that_double_with_every_level_come_to_an_end() -> None:
    def include(_source: Source, name: str) -> Source:
        return Source(name, f"#include {name}x\n" * 9)

    conf = parse_conf(Source("main.conf", "#include a\n"), Reading(include))
    assert len(conf.taken) < 2000
    assert conf.not_taken


def test_templates_that_multiply_come_to_an_end() -> None:
    text = "[t](!)\nx=1\n" + "".join(
        f"[t{n + 1}](!,{','.join([f't{n}' if n else 't'] * 99)})\n" for n in range(9)
    )
    conf = read(text)
    assert sum(len(section.settings) for section in conf.sections) <= MOST_INHERITED + 1


def test_comments_with_directives_are_kept() -> None:
    conf = read(
        "; ivrlint: one\n[a] ; ivrlint: two\n;-- ivrlint: three --;\nx=1 ;;; ivrlint: four\n; no\n"
    )
    assert [(comment.text, comment.alone) for comment in conf.comments] == [
        ("ivrlint: one", True),
        ("ivrlint: two", False),
        ("ivrlint: three", True),
        ("ivrlint: four", False),
    ]
    assert conf.comments[0].place.begin == (1, 1)


@pytest.mark.parametrize(
    "piece",
    ["[", "[\n", "(", ";", ";--", ";--\n", "--;", "\\;", "x=\\;\n", "=", "\0", "\r", " ", "#\n"],
)
def test_hostile_repetition_is_read_to_its_end(piece: str) -> None:
    conf = read("[a]\n" + piece * 20_000 + "\n")
    assert len(conf.sections) >= 1


PIECES = st.sampled_from(
    [
        "[a]",
        "[b](a)",
        "[a](+)",
        "x=1",
        "y+=2",
        ";--",
        "--;",
        ";",
        "\\;",
        "\n",
        "\r\n",
        " ",
        "\\",
        "#include i.conf",
        "#exec x",
        "[",
        "]",
        "(",
        ")",
        "=",
        "=>",
        "\0",
        "é",
        "ivrlint",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_text_is_read_and_everything_stands_somewhere(text: str) -> None:
    conf = read(text, i_conf="z=1\n[c]\n")
    for section in conf.sections:
        assert section.place.text[:1] == "["
        for setting in section.settings:
            anchors = setting.anchors or ((0, setting.value_start),)
            ends = (*(at for at, _ in anchors[1:]), len(setting.value))
            for (at, to), end in zip(anchors, ends, strict=True):
                assert setting.source.text[to : to + end - at] == setting.value[at:end]
    for problem in conf.problems:
        assert problem.place.text
