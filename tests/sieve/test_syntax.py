"""The syntax tree: what it holds, and where that stands."""

from __future__ import annotations

import json

import pytest

from ivrlint.places import Source
from ivrlint_formats.sieve.grammar import load
from ivrlint_formats.sieve.nodes import Number, Strings, Tag
from ivrlint_formats.sieve.parsing import parse
from ivrlint_formats.sieve.texts import encoded, multiline, quoted


@pytest.fixture(scope="module")
def script():
    lark = load()
    return lambda text: parse(lark, Source("my.sieve", text))


def test_the_grammar_has_no_conflict_that_lark_settles_by_itself(tmp_path) -> None:
    assert load(tmp_path, strict=True) is not None


def test_a_command_has_its_arguments_and_its_tests(script) -> None:
    (command,) = script('if header :is ["To", "Cc"] "a" { keep; stop; }').commands
    (test,) = command.tests
    tag, names, key = test.arguments
    assert tag == Tag(":is", tag.place)
    assert isinstance(names, Strings)
    assert [name.value for name in names.items] == ["To", "Cc"]
    assert key.value == "a"
    assert [inner.name for inner in command.block] == ["keep", "stop"]


@pytest.mark.parametrize(
    ("written", "meant"), [("7", 7), ("2k", 2048), ("1M", 1 << 20), ("3G", 3 << 30)]
)
def test_numbers_have_units(script, written, meant) -> None:
    (command,) = script(f"x {written};").commands
    assert command.arguments == (Number(meant, command.arguments[0].place),)


def test_places_are_exact(script) -> None:
    text = 'keep;\nif anyof (true,\n  not false) {\n  redirect "a@b.nl";\n}\n'
    _, command = script(text).commands
    assert command.place.text == "if"
    assert command.whole.text == text[6:-1]
    assert command.tests[0].whole.text == "anyof (true,\n  not false)"
    assert command.block[0].whole.text == 'redirect "a@b.nl";'
    assert command.block[0].arguments[0].place.text == '"a@b.nl"'


def test_comments_are_kept_with_their_places(script) -> None:
    remarks = script("# one\r\nkeep; /* two\n */ # three").remarks
    assert [remark.text for remark in remarks] == [" one", " two\n ", " three"]
    assert [remark.place.text for remark in remarks] == ["# one", "/* two\n */", "# three"]


def test_no_comment_begins_inside_a_text(script) -> None:
    found = script('vacation "# no /* comment";')
    assert found.remarks == ()
    assert found.commands[0].arguments[0].value == "# no /* comment"


def test_a_quoted_text_knows_where_it_stands() -> None:
    text = r'"say \"yes\" \\ no"'
    string = quoted(Source("x", text), 0, len(text))
    assert string.value == r'say "yes" \ no'
    for word in ("say", "yes", "no"):
        at = string.value.index(word)
        assert string.part(at, at + len(word)).place.text == word


def test_a_text_of_lines_loses_its_doubled_dots() -> None:
    text = "text: # comment\r\n..one\r\ntwo..\r\n...\r\n.\r\n"
    string = multiline(Source("x", text), 0, len(text))
    assert string.value == ".one\ntwo..\n..\n"
    for word in ("one", "two"):
        at = string.value.index(word)
        assert string.part(at, at + 3).place.text == word


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("${hex:40}", "@"),
        ("${HEX: c3 a9}", "é"),
        ("a${unicode:00e9 0020}b", "aé b"),
        ("${unicode:1F600}", "\U0001f600"),
        ("${hex:}", "${hex:}"),
        ("${hex:40", "${hex:40"),
        ("${hex:400}", "${hex:400}"),
        ("${unicode:d800}", "${unicode:d800}"),
    ],
)
def test_encoded_characters_are_read(written, meant) -> None:
    text = f'"{written}"'
    string, _ = encoded(quoted(Source("x", text), 0, len(text)))
    assert string.value == meant


def test_a_character_that_does_not_exist_is_told(problems) -> None:
    text = 'require "encoded-character";\nredirect "a@b${unicode:110000}.nl";\n'
    assert (2, "invalid-value", "there is no such Unicode character") in problems(text)


def test_everything_sound_beside_a_mistake_is_kept(script) -> None:
    found = script('keep;\nif header ["a" {\n stop;\n}\nvacation :days 7 "x";\n')
    assert [command.name for command in found.commands] == ["keep", "if", "vacation"]
    assert found.commands[1].broken
    assert not found.commands[2].broken
    assert len(found.mistakes) == 1


def test_the_syntax_is_plain_data(sieve) -> None:
    text = 'if not header :is "a" ["b", "c"] { redirect "x@y.nl"; keep 5; }'
    (shown,) = sieve.syntax(Source("my.sieve", text))
    assert json.loads(json.dumps(shown)) == shown
    assert shown["name"] == "if"
    assert shown["start"] == {"line": 1, "column": 1}
    (test,) = shown["tests"]
    assert test["tests"][0]["arguments"] == [{"tag": ":is"}, "a", ["b", "c"]]
    assert [command["name"] for command in shown["block"]] == ["redirect", "keep"]
