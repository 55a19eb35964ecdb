"""What docs/phrases.md says is true."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ivrlint.words.vocabulary import BUILT_IN

PAGE = (Path(__file__).parents[2] / "docs" / "phrases.md").read_text("utf-8")


def _blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_command_prints_what_the_page_shows(tmp_path, monkeypatch) -> None:
    from click.testing import CliRunner

    from ivrlint._cli.phrases import command

    monkeypatch.chdir(tmp_path)
    (block,) = _blocks("console")
    called, shown = block.split("\n", 1)
    match = re.fullmatch(r'\$ ivrlint phrases --language (\w+) "(.*)"', called)
    assert match
    done = CliRunner().invoke(command, ["--language", match[1], match[2]])
    assert done.output == shown


@pytest.mark.parametrize(
    ("said", "family"),
    [
        ("Visit our website.", "website-redirect"),
        ("Checking online is faster.", "website-redirect"),
        ("Take a good look tonight at example.com.", None),
        ("Take a look tonight at example.com.", "website-redirect"),
        ("Have you ever seen our app?", "website-redirect"),
        ("Visit us for help with the website.", None),
        ("Go to our website, it is not working.", None),
        ("Press 1 to visit our website.", None),
        ("The waiting time is about {n}.", "queue-progress"),
    ],
)
def test_the_example_does_what_the_page_says(said, family, tiny, read) -> None:
    (example,) = _blocks("json")
    clauses = read(tiny | json.loads(example), said)
    found = {name for clause in clauses for name in clause.families}
    assert found == ({family} if family else set())


def test_the_page_names_every_fact_a_family_may_ask_for() -> None:
    assert [name for name in BUILT_IN if f"`{name}`" not in PAGE] == []
