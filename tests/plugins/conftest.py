"""Plugins beside ivrlint: installed ones, broken ones, and what only looks like one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = Path(__file__).parents[2] / "docs" / "example-plugin"
FAULTY = """\
phone "1" {
    start -> welcome
    say welcome {
        "Welcome."
        next -> nowhere
    }
}
"""


def without_notes(err: str) -> str:
    """Standard error without the notes: what is not judged is not what went wrong."""
    lines = err.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("ivrlint: note: "))


@dataclass(frozen=True)
class Done:
    """What a run of the command left behind."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)

    @property
    def rules(self) -> list[str]:
        return [finding["rule"] for finding in self.data["findings"]]


@dataclass
class Place:
    """A folder to lint, and one beside it whose distributions ivrlint sees."""

    folder: Path
    site: Path

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def install(self, name: str, code: str) -> None:
        """A distribution with one module that is a plugin."""
        distribution(self.site, name, code)

    def run(self, *arguments: str, command: Sequence[str] | None = None) -> Done:
        done = subprocess.run(
            [*(command or (sys.executable, "-m", "ivrlint")), *arguments],
            cwd=self.folder,
            env={
                **os.environ,
                "PYTHONPATH": str(self.site),
                "PYTHONIOENCODING": "utf-8",
                "XDG_CACHE_HOME": str(self.folder.parent / "cache"),
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return Done(done.returncode, done.stdout, without_notes(done.stderr))

    def check(self, *arguments: str) -> Done:
        return self.run("check", "--format", "json", *arguments)


def distribution(site: Path, name: str, code: str) -> None:
    site.mkdir(parents=True, exist_ok=True)
    (site / f"{name}.py").write_text(code, "utf-8")
    about = site / f"{name}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}-dist\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[ivrlint]\n{name} = {name}\n")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A folder with one faulty file, and nothing installed beside ivrlint."""
    place = Place(tmp_path / "folder", tmp_path / "site")
    place.write("main.ivr", FAULTY)
    return place


@pytest.fixture(scope="session")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example plugin, built as a wheel and installed."""
    work = tmp_path_factory.mktemp("acme")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run(
        [*pip, "wheel", "--no-build-isolation", "--no-deps", "--wheel-dir", work, EXAMPLE],
        check=True,
    )
    (wheel,) = work.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", work / "site", wheel], check=True)
    return work / "site"


@pytest.fixture
def acme_place(tmp_path: Path, acme: Path) -> Place:
    """A folder of Acme's, with its plugin installed."""
    place = Place(tmp_path / "folder", acme)
    place.write("main.ivr", FAULTY)
    return place
