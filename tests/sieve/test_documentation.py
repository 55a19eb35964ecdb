"""What the page about Sieve says is so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ivrlint.model import ReplyKind
from ivrlint_formats.sieve.commands import Commands

PAGE = (Path(__file__).parents[2] / "docs" / "formats" / "sieve.md").read_text("utf-8")
TABLE = PAGE.split("| command | reply |\n")[1].split("\n\n")[0]
ROWS = re.findall(r"^\| (`.+?) \| (.+?) \|$", TABLE, re.MULTILINE)
KINDS = {
    "absence note": ReplyKind.ABSENCE,
    "refusal": ReplyKind.REFUSAL,
    "information": ReplyKind.INFORMATION,
}
SCRIPTS = {
    "vacation": 'vacation "x";',
    "reject": 'reject "x";',
    "ereject": 'ereject "x";',
    "notify": 'notify "mailto:a@b.nl";',
}


@pytest.mark.parametrize(("commands", "meaning"), ROWS)
def test_a_command_is_the_reply_that_is_documented(commands, meaning, read) -> None:
    kind = next(kind for words, kind in KINDS.items() if meaning.startswith(words))
    names = [name for name in re.findall(r"`(\w+)`", commands) if name in SCRIPTS]
    assert names
    for name in names:
        text = f'require ["vacation", "reject", "ereject", "enotify"];\n{SCRIPTS[name]}\n'
        assert [reply.kind for reply in read(text).replies] == [kind]


def test_the_table_names_every_command_that_answers() -> None:
    named = {name for commands, _ in ROWS for name in re.findall(r"`(\w+)`", commands)}
    assert set(SCRIPTS) <= named


def test_commands_that_are_named_exist() -> None:
    known = Commands()
    for name in ("require", "include", "set", "redirect", "fileinto", "addflag", "stop"):
        assert re.search(rf"`{name}\b", PAGE), name
        assert name == "stop" or known.is_command(name)


def test_the_example_of_a_suppression_reads_without_fault(read) -> None:
    text = PAGE.split("```sieve\n")[1].split("```")[0]
    document = read(f'require "vacation";\n{text}')
    assert document.problems == ()
    assert [comment.alone for comment in document.comments] == [True]


def test_the_syntax_is_shown_as_data(sieve) -> None:
    from ivrlint.places import Source

    json.dumps(sieve.syntax(Source("my.sieve", "keep;")))
