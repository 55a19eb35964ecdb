"""Nothing in a linted folder is imported, unless the user allows what the configuration names."""

from __future__ import annotations

import shutil
import sys
import sysconfig
from pathlib import Path

import pytest

MARKS = """\
from pathlib import Path
Path(__file__).with_suffix(".was-imported").touch()
"""
PLUGIN = (
    MARKS
    + """
from ivrlint.finding import Finding
from ivrlint.hooks import hookimpl
from ivrlint.model import Say
from ivrlint.rule import rule

@rule("warning", since="1.0", pack="local")
def says_something(say: Say):
    yield Finding(say, "it says something")

@hookimpl
def ivrlint_rules():
    return [says_something]
"""
)
TEMPTATIONS = (
    "tools/own_rules.py",
    "conftest.py",
    "ivrlint_formats.py",
    "ivrlint_rules/__init__.py",
    "ivrlint_plugin.py",
    "evil.py",
    "sitecustomize.py",
    "setup.py",
    "click.py",
    "json.py",
    "lark.py",
    "pluggy.py",
    "pathlib.py",
    "plugins/ivrlint_rules/__init__.py",
)
COMMANDS = (
    ("check",),
    ("check", "."),
    ("check", "main.ivr", "--format", "sarif"),
    ("check", "--config", "ivrlint.toml"),
    ("format", "--check"),
    ("show", "main.ivr", "--format", "json"),
    ("rules",),
    ("explain", "dead-end"),
    ("config",),
    ("plugins",),
    ("phrases", "--language", "en", "Hello."),
)


@pytest.fixture
def trap(place):
    """A folder full of code that would like to be run."""
    for name in TEMPTATIONS:
        place.write(name, PLUGIN if "tools" in name else MARKS)
    for kind in ("evil-1.0.dist-info", "evil.egg-info"):
        place.write(f"{kind}/METADATA", "Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")
        place.write(f"{kind}/PKG-INFO", "Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")
        place.write(f"{kind}/entry_points.txt", "[ivrlint]\nevil = evil\n")
    place.write(
        "ivrlint.toml",
        '[plugins]\npaths = ["tools/own_rules.py"]\n[rules.says-something]\nseverity = "info"\n',
    )
    return place


def imported(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).stem for path in folder.rglob("*.was-imported"))


def script() -> str:
    """The command as it was installed."""
    found = shutil.which("ivrlint", path=sysconfig.get_path("scripts"))
    assert found is not None
    return found


@pytest.mark.parametrize("start", [("script",), ("-m", "ivrlint")], ids=["script", "module"])
def test_nothing_in_the_folder_is_imported(trap, start: tuple[str, ...]) -> None:
    command = (script(),) if start == ("script",) else (sys.executable, *start)
    for arguments in COMMANDS:
        done = trap.run(*arguments, command=command)
        assert (done.status in (0, 1), done.err) == (True, ""), arguments
        assert imported(trap.folder) == [], arguments


def test_what_the_configuration_names_is_imported_when_it_is_allowed(trap) -> None:
    done = trap.check("--allow-project-plugins")
    assert (done.status, done.err) == (1, "")
    assert sorted(done.rules) == ["dangling-target", "says-something"]
    assert imported(trap.folder) == ["own_rules"], "and nothing else"
    rows = trap.run("plugins", "--allow-project-plugins", "--format", "json").data
    assert [row["name"] for row in rows if row["distribution"] == "this project"] == ["own_rules"]


def test_a_nested_project_brings_no_code_either(trap) -> None:
    trap.write("shop/ivrlint.toml", '[plugins]\npaths = ["own.py"]\n')
    trap.write("shop/own.py", MARKS)
    trap.write("shop/main.ivr", 'phone "2" { start -> a\n agent a {} }\n')
    assert trap.check().err == ""
    assert imported(trap.folder) == []


def test_an_extended_configuration_brings_no_code_either(trap) -> None:
    (trap.folder / "ivrlint.toml").rename(trap.folder / "base.toml")
    trap.write("ivrlint.toml", 'extend = "base.toml"\n')
    assert trap.check().err == ""
    assert imported(trap.folder) == []
    assert "says-something" in trap.check("--allow-project-plugins").rules


@pytest.mark.parametrize("path", ["gone.py", "tools", "/dev/null", "../../gone.py"])
def test_a_named_file_that_is_no_plugin(trap, path: str) -> None:
    trap.write("ivrlint.toml", f'[plugins]\npaths = ["{path}"]\n')
    done = trap.check("--allow-project-plugins")
    assert done.status == 2
    assert "cannot be used" in done.err
    assert done.rules == ["dangling-target"]
