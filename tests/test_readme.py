"""What the README shows is what there is."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from ivrlint._config import Catalogue, load, read_chain
from ivrlint._plugins import load as load_plugins
from ivrlint.formats import Reading
from ivrlint.places import Source
from ivrlint.rule import Rule
from ivrlint.testing import check_examples

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def blocks(kind: str) -> list[str]:
    found = re.findall(rf"^```{kind}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert found, f"the README shows no {kind}"
    return found


def ivrlint(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "ivrlint", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.stdout


def test_the_finding_on_the_first_screen_is_a_real_one() -> None:
    command, _, shown = blocks("console")[0].partition("\n")
    assert command.startswith("$ ivrlint ")
    shown = shown.rstrip("\n").removesuffix("…")
    assert ivrlint(*command.removeprefix("$ ivrlint ").split()).startswith(shown)


@pytest.mark.parametrize("text", blocks("ivr"))
def test_the_language_is_read_without_a_problem(text: str) -> None:
    reader = next(f for f in load_plugins().formats if f.name == "ivr")
    document = reader.read(Source("readme.ivr", text), Reading(lambda _source, _name: None))
    assert not document.problems
    assert document.flows


@pytest.mark.parametrize("text", blocks("toml"))
def test_the_configuration_is_valid(text: str, tmp_path: Path) -> None:
    assert tomllib.loads(text)
    (tmp_path / "ivrlint.toml").write_text(text, "utf-8")
    config = load(read_chain(tmp_path / "ivrlint.toml"), Catalogue(load_plugins().rules))
    assert config.language == "nl"


@pytest.mark.parametrize("text", blocks("python"))
def test_the_rule_does_what_its_examples_say(text: str) -> None:
    assert len(text.splitlines()) < 60
    names: dict[str, object] = {"__name__": "acme.rules"}
    exec(text, names)
    rules = [value for value in names.values() if isinstance(value, Rule)]
    assert len(rules) == 1
    check_examples(rules[0])


def test_every_document_that_is_named_is_there() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_command_that_is_named_is_there() -> None:
    shown = ivrlint("--help")
    for name in re.findall(r"`ivrlint ([a-z]+)", README):
        assert re.search(rf"^  {name}\b", shown, re.MULTILINE), name
