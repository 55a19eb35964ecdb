"""The real pre-commit, on scratch repositories that use this checkout's hooks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHIPPED = ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
PACKAGES = ("ivrlint", "plugins", "grammars")
CONFIG = """\
repos:
  - repo: {hooks}
    rev: {revision}
    hooks:
      - id: ivrlint
      - id: ivrlint-format
"""


def git(folder: Path, *arguments: str) -> str:
    """Run git with nobody's settings but its own."""
    return subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *arguments],
        cwd=folder,
        env={
            **{k: v for k, v in os.environ.items() if not k.startswith("GIT_")},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_{who}_NAME": "Test" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": "test@example.com" for who in ("AUTHOR", "COMMITTER")},
        },
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


@dataclass(frozen=True)
class Hooks:
    """A repository that holds this checkout, and where pre-commit keeps what it installs."""

    repository: Path
    revision: str
    store: Path


@dataclass(frozen=True)
class Ran:
    """How pre-commit ended, and what it said."""

    status: int
    out: str


@dataclass(frozen=True)
class Repository:
    """A repository of a user of the hooks."""

    path: Path
    hooks: Hooks

    def write(self, name: str, text: str) -> None:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        git(self.path, "add", "--all", "--force")

    def commit(self) -> None:
        git(self.path, "commit", "--quiet", "--no-verify", "--message", "so far")

    def read(self, name: str) -> str:
        return (self.path / name).read_text("utf-8")

    def run(self, hook: str, *arguments: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--color=never", hook, *arguments],
            cwd=self.path,
            env={
                **{k: v for k, v in os.environ.items() if not k.startswith("GIT_")},
                "PRE_COMMIT_HOME": str(self.hooks.store / "pre-commit"),
                "XDG_CACHE_HOME": str(self.hooks.store / "cache"),
                "GIT_CONFIG_GLOBAL": os.devnull,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return Ran(done.returncode, done.stdout)


@pytest.fixture(scope="session")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Hooks:
    """What is shipped, in a repository of its own: installed once, used by every test."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in SHIPPED:
        shutil.copy(ROOT / name, folder / name)
    for name in PACKAGES:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "hooks")
    return Hooks(folder, git(folder, "rev-parse", "HEAD"), tmp_path_factory.mktemp("store"))


@pytest.fixture
def repository(tmp_path: Path, hooks: Hooks) -> Repository:
    """A user's repository with both hooks configured."""
    git(tmp_path, "init", "--quiet")
    repository = Repository(tmp_path, hooks)
    config = CONFIG.format(hooks=hooks.repository.as_posix(), revision=hooks.revision)
    repository.write(".pre-commit-config.yaml", config)
    return repository
