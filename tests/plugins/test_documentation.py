"""The guide works as it is written."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[2] / "docs" / "plugins.md"
LONG = """\
phone "1" {
    start -> agents
    queue agents { longest 10m -> bye }
    say bye { "We call you back." }
}
"""


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE.read_text("utf-8"), re.DOTALL | re.M)


@pytest.fixture
def guided(place):
    """A project that has followed the guide, up to the rule and its test."""
    rule, test, *_ = blocks("python")
    place.write("tools/acme_rules.py", rule)
    place.write("tools/test_rules.py", test)
    paths = next(block for block in blocks("toml") if "paths" in block)
    place.write("ivrlint.toml", paths)
    place.write("main.ivr", LONG)
    return place


def test_the_rule_passes_its_own_examples(guided) -> None:
    code = "import sys; sys.path.insert(0, 'tools'); import test_rules; test_rules.test_examples()"
    done = guided.run(command=(sys.executable, "-c", code))
    assert (done.status, done.err) == (0, "")


def test_an_example_that_is_not_true_is_told(guided) -> None:
    rule = (guided.folder / "tools" / "acme_rules.py").read_text("utf-8")
    guided.write("tools/acme_rules.py", rule.replace("//! 600 seconds", "//! 700 seconds"))
    code = "import sys; sys.path.insert(0, 'tools'); import test_rules; test_rules.test_examples()"
    done = guided.run(command=(sys.executable, "-c", code))
    assert "calls for one warning with '700 seconds'" in done.err


def test_the_rule_runs_when_it_is_allowed(guided) -> None:
    assert "long-hold" not in guided.check().rules
    done = guided.check("--allow-project-plugins", "--select", "long-hold")
    assert [(f["rule"], f["pack"], f["message"]) for f in done.data["findings"]] == [
        ("long-hold", "acme", "callers wait up to 600 seconds, 300 are promised")
    ]


def test_its_option_is_set_as_the_guide_says(guided) -> None:
    text = (guided.folder / "ivrlint.toml").read_text("utf-8")
    guided.write("ivrlint.toml", text + "[rules.long-hold]\nmost = 600\n")
    assert guided.check("--allow-project-plugins", "--select", "long-hold").rules == []
    assert guided.check("--select", "nav").status in (0, 1), "unknown, but its plugin is not loaded"


def test_it_is_explained(guided) -> None:
    done = guided.run("explain", "long-hold", "--allow-project-plugins")
    assert "longer than Acme promises" in done.out
    assert "most (seconds)" in done.out


def test_every_hook_of_the_guide_is_there_and_no_other() -> None:
    from ivrlint import hooks

    told = set(re.findall(r"^\| `(ivrlint_\w+)\(\)`", GUIDE.read_text("utf-8"), re.M))
    assert told == {name for name in vars(hooks) if name.startswith("ivrlint_")}


def test_every_name_that_the_guide_mentions_is_there() -> None:
    from importlib import import_module

    named = re.findall(r"`(ivrlint(?:\.[a-z]+)+\.\w+)", GUIDE.read_text("utf-8"))
    assert named
    for name in named:
        module, _, attribute = name.rpartition(".")
        assert hasattr(import_module(module), attribute), name
