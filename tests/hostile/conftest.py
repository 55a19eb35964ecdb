"""The whole command on bad input: run it, and hold every report to its form."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
from jsonschema import Draft4Validator, Draft202012Validator

SOUND = """\
phone "1" {
    start -> welcome
    say welcome {
        "Welcome."
        next -> nowhere
    }
}
"""
"""A sound file with one fault that has to be found whatever lies beside it."""
FAULT = "dangling-target"
BEFORE, AFTER = "a-sound.ivr", "zz/sound.ivr"

SARIF = Path(__file__).parents[1] / "reports" / "data" / "sarif-schema-2.1.0.json"
REPORTS = (
    "json",
    "sarif",
    "full",
    "concise",
    "github",
    "gitlab",
    "junit",
    "rdjson",
    "checkstyle",
)
# All that a report for people may hold besides printable text is the end of a line.
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
PATIENCE = 120
"""Seconds after which a run in a process of its own counts as hanging."""


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


@cache
def _schemas() -> tuple[Any, Any]:
    own = json.loads(files("ivrlint").joinpath("schemas/report.schema.json").read_text("utf-8"))
    return Draft202012Validator(own), Draft4Validator(json.loads(SARIF.read_text("utf-8")))


def run(*arguments: str, stdin: bytes = b"") -> Done:
    """The command, in this process; what it raises is the test's to see."""
    from ivrlint._cli import main

    out, err = io.BytesIO(), io.BytesIO()
    streams = [io.TextIOWrapper(stream, "utf-8", newline="") for stream in (out, err)]
    with ExitStack() as stack:
        stack.enter_context(redirect_stdout(streams[0]))
        stack.enter_context(redirect_stderr(streams[1]))
        stack.enter_context(patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin))))
        with pytest.raises(SystemExit) as end:
            main(list(arguments))
        assert isinstance(end.value.code, int | None)
        status = end.value.code or 0
    for stream in streams:
        stream.flush()
    return Done(
        status, out.getvalue().decode("utf-8"), without_notes(err.getvalue().decode("utf-8"))
    )


def run_apart(*arguments: str, cwd: Path, **environment: str) -> Done:
    """The command in a process of its own; a run that hangs fails the test."""
    done = subprocess.run(
        [sys.executable, "-m", "ivrlint", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return Done(
        done.returncode, done.stdout.decode("utf-8"), without_notes(done.stderr.decode("utf-8"))
    )


@dataclass
class Ground:
    """A folder with hostile things in it, between two sound files."""

    path: Path
    before = BEFORE
    after = AFTER
    sound = SOUND

    def write(self, name: str | bytes, content: str | bytes) -> Path:
        path = self.path / (
            name if isinstance(name, str) else name.decode("utf-8", "surrogateescape")
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def check(self, *arguments: str, stdin: bytes = b"") -> Done:
        """Run `check` with every report, and hold them all to what is promised of any run."""
        forms = [f"--format={name}={self.path.parent / name}" for name in REPORTS]
        done = run("check", *forms, "--statistics", "--show-skipped", *arguments, stdin=stdin)
        assert done.status in (0, 1, 2), done
        assert "Traceback" not in done.err
        assert not CONTROL.search(done.err), done.err
        assert done.out == ""
        written = {name: (self.path.parent / name).read_bytes().decode("utf-8") for name in REPORTS}
        return Done(done.status, _held(written, self.path), done.err)

    def apart(self, *arguments: str, **environment: str) -> Done:
        """Run the command in a process of its own."""
        done = run_apart(*arguments, cwd=self.path, **environment)
        assert done.status in (0, 1, 2), done
        assert "Traceback" not in done.err
        assert not CONTROL.search(done.err), done.err
        return done

    def run(self, *arguments: str, stdin: bytes = b"") -> Done:
        """Run the command in this process."""
        return run(*arguments, stdin=stdin)

    def survives(self, *arguments: str) -> Done:
        """Run `check`; the faults of the sound files must be found."""
        done = self.check(*arguments)
        found = {f["path"] for f in done.data["findings"] if f["rule"] == FAULT}
        assert {BEFORE, AFTER} <= found, done
        return done


def _held(written: dict[str, str], folder: Path) -> str:
    """Check that reports are what they must be; gives the JSON one."""
    own, sarif = _schemas()
    data = json.loads(written["json"])
    own.validate(data)
    log = json.loads(written["sarif"])
    sarif.validate(log)
    assert len(log["runs"][0]["results"]) == len(data["findings"])
    assert len(json.loads(written["gitlab"])) == len(data["findings"])
    json.loads(written["rdjson"])
    ElementTree.fromstring(written["junit"])
    ElementTree.fromstring(written["checkstyle"])
    for name in ("full", "concise", "github"):
        assert not CONTROL.search(written[name]), written[name]
    for finding in data["findings"]:
        assert "\n" not in finding["message"]
        assert "\r" not in finding["message"]
        start, end = finding["start"], finding["end"]
        assert (1, 1) <= (start["line"], start["column"]) <= (end["line"], end["column"])
    return written["json"]


@pytest.fixture
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ground:
    """The folder, as the working folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "ground"
    ground = Ground(folder)
    ground.write(BEFORE, SOUND)
    ground.write(AFTER, SOUND.replace('"1"', '"2"'))
    monkeypatch.chdir(folder)
    return ground
