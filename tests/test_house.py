"""The laws of the house that no import contract can say."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import ivrlint

PLUGINS = ("ivrlint_formats", "ivrlint_rules", "ivrlint_phrases", "ivrlint_reports")
PACKAGES = ("ivrlint", *PLUGINS, "ivrlint_grammars")
FOLDERS = [Path(str(__import__(name).__file__)).parent for name in (*PLUGINS, "ivrlint_grammars")]


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_plugins_use_no_private_module(folder: Path) -> None:
    files = list(folder.rglob("*.py"))
    assert files
    private = {
        f"{path.relative_to(folder)}: {name}"
        for path in files
        for name in _imports(path)
        if name.startswith("ivrlint.") and any(p.startswith("_") for p in name.split(".")[1:])
    }
    assert not private


def test_every_package_is_typed() -> None:
    for name in PACKAGES:
        folder = Path(str(__import__(name).__file__)).parent
        assert (folder / "py.typed").is_file(), name


def _modules_after(code: str, cache: Path | None = None) -> set[str]:
    """The modules of a Python that has run this; `cache` is a cache directory of its own."""
    script = f"{code}\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "XDG_CACHE_HOME": str(cache)} if cache else None,
    )
    return set(done.stdout.split())


EXPENSIVE = {
    "jsonschema",
    "networkx",
    "rich",
    "yaml",
    "tree_sitter",
    "lxml",
    "phonenumbers",
    "numpy",
}


def test_starting_the_command_imports_nothing_expensive() -> None:
    modules = _modules_after("import ivrlint._cli, ivrlint._run, ivrlint._cli.check")
    assert not modules & (EXPENSIVE | {"lark"})


UNNEEDED = {
    "difflib",
    "importlib.metadata",
    "importlib.resources",
    "ivrlint._baseline",
    "ivrlint._config.check",
    "ivrlint._config.describe",
    "ivrlint._config.schema",
    "ivrlint._directives",
    "ivrlint._secrets",
    "ivrlint.docs",
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What the check of one sound `.ivr` file imports, once all is remembered that can be."""
    folder = tmp_path_factory.mktemp("sound")
    path = folder / "line.ivr"
    path.write_text('phone "1" { start -> end\n say end { "Goodbye." } }\n', "utf-8")
    (folder / "ivrlint.toml").write_text('language = "en"\n', "utf-8")
    code = (
        "import contextlib, io, sys\n"
        "from ivrlint._cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        f"    main(['check', {str(path)!r}])"
    )
    cache = folder / "cache"  # other tests write over what is remembered of plugins
    _modules_after(code, cache)  # what is remembered between runs is remembered now
    modules = _modules_after(code, cache)
    assert {"ivrlint_formats.ivr.lowering", "ivrlint_reports.full"} <= modules
    return modules


def test_checking_an_ivr_file_imports_nothing_it_does_not_need(imported: set[str]) -> None:
    assert not imported & (EXPENSIVE | UNNEEDED)


def test_a_format_is_imported_for_its_own_files_only(imported: set[str]) -> None:
    others = {
        name
        for name in imported
        if name.startswith("ivrlint_formats.") and name.split(".")[1] != "ivr"
    }
    claiming = {
        name for name in others if name.count(".") == 1 or name.endswith((".format", ".kinds"))
    }
    assert others == claiming


def test_only_the_report_that_is_written_is_imported(imported: set[str]) -> None:
    from ivrlint_reports import FORMS

    assert {name for name in FORMS if f"ivrlint_reports.{name}" in imported} == {"full"}
    assert "ivrlint_reports._snippet" not in imported


def test_the_version_is_that_of_the_distribution() -> None:
    from importlib.metadata import version

    assert ivrlint.__version__ == version("ivrlint")


def test_running_as_a_module_takes_no_code_from_the_working_folder(tmp_path: Path) -> None:
    (tmp_path / "pluggy.py").write_text(
        "raise SystemExit('taken from the linted folder')\n", "utf-8"
    )
    (tmp_path / "click.py").write_text(
        "raise SystemExit('taken from the linted folder')\n", "utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-m", "ivrlint", "check"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "taken from" not in done.stderr + done.stdout
