"""What rules are is remembered, and holds until one of their files changes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module, invalidate_caches
from pathlib import Path
from shutil import rmtree
from types import ModuleType

import pytest

from ivrlint.rule import Rule, rules_of

RULE = '''\
from ivrlint.model import {kind}
from ivrlint.rule import Findings, rule


@rule("{severity}", since="0.1", implies=["other"], fix="safe")
def long_hold({name}: {kind}, *, most: int = 3, tags: tuple[str, ...] = ("rare",)) -> Findings:
    """A long hold."""
    yield from ()
'''


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a pack `holding` in a package of rules, with a cache of its own."""
    monkeypatch.setattr("ivrlint._cache._user_folder", lambda: tmp_path / "cache")
    monkeypatch.syspath_prepend(tmp_path)
    pack = tmp_path / "acme_rules" / "holding"
    pack.mkdir(parents=True)
    (pack.parent / "__init__.py").write_text("")
    (pack / "__init__.py").write_text("")
    write(pack, "Queue", "warning")
    yield pack
    forget()


def write(pack: Path, kind: str, severity: str) -> None:
    text = RULE.format(kind=kind, name=kind.lower(), severity=severity)
    (pack / "long_hold.py").write_text(text)


def forget() -> None:
    for name in [name for name in sys.modules if name.startswith("acme_rules")]:
        del sys.modules[name]
    invalidate_caches()


def loaded() -> tuple[Rule, ModuleType]:
    """The only rule, as a fresh process has it."""
    forget()
    package = import_module("acme_rules")
    (rule,) = rules_of(package)
    return rule, package


def told(rule: Rule) -> list[object]:
    return [
        rule.name, rule.pack, str(rule.severity), rule.since, rule.default, rule.implies,
        rule.aliases, rule.fix, rule.url, rule.runs_on, dict(rule.option_types), rule.signature,
    ]  # fmt: skip


def test_a_remembered_rule_is_what_it_was(package: Path) -> None:
    first, _ = loaded()
    again, _ = loaded()
    assert told(again) == told(first)
    assert told(again)[:3] == ["long-hold", "holding", "warning"]


def test_its_file_is_imported_for_its_check(package: Path) -> None:
    loaded()
    rule, _ = loaded()
    assert "acme_rules.holding.long_hold" not in sys.modules
    assert rule.documentation == "A long hold."
    assert [option.default for option in rule.options] == [3, ["rare"]]
    assert "acme_rules.holding.long_hold" in sys.modules


def test_a_file_that_has_changed_is_read_anew(package: Path) -> None:
    loaded()
    write(package, "Menu", "error")
    rmtree(package / "__pycache__", ignore_errors=True)  # what Python kept of the old file
    rule, _ = loaded()
    assert (rule.runs_on, str(rule.severity)) == ("Menu", "error")
