"""Running the command as a user does, in a folder of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner


@dataclass
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
        """The rules of the findings of a JSON report."""
        return [finding["rule"] for finding in self.data["findings"]]


@dataclass
class Folder:
    """A folder of a user, with the command at hand."""

    path: Path

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def read(self, name: str) -> str:
        return (self.path / name).read_text("utf-8")

    def ivrlint(self, *arguments: str, stdin: str | bytes | None = None) -> Done:
        """Run `ivrlint`; the exit status and both outputs."""
        from ivrlint import _cli

        @click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
        @click.argument("rest", nargs=-1, type=click.UNPROCESSED)
        def whole(rest: tuple[str, ...]) -> None:
            _cli.main(list(rest))

        done = CliRunner().invoke(whole, list(arguments), input=stdin, catch_exceptions=False)
        return Done(done.exit_code, done.stdout, done.stderr)

    def check(self, *arguments: str, stdin: str | bytes | None = None) -> Done:
        return self.ivrlint("check", *arguments, stdin=stdin)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """An empty folder that is the working folder, with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(home)
    return Folder(home)
