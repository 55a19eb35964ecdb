"""What a person sees on a terminal: colour, progress, and no secrets."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

FAULTY = """\
menu main {
    say "Press 1 for sales, press 2 for service."
    key 1 -> main
    noinput -> main
    nomatch -> main
}
"""


def on_a_terminal(folder: Path, *arguments: str, **environment: str) -> str:
    """What `ivrlint` shows where both outputs are a terminal."""
    main, side = pty.openpty()
    unwanted = {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    with subprocess.Popen(
        [sys.executable, "-m", "ivrlint", *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=side,
        stderr=side,
        env={**kept, "TERM": "xterm-256color", **environment},
    ) as process:
        os.close(side)
        shown = b""
        while select.select([main], [], [], 60)[0]:
            try:
                piece = os.read(main, 65536)
            except OSError:  # the other side is closed
                break
            if not piece:
                break
            shown += piece
        process.wait()
    os.close(main)
    return shown.decode()


def test_colour_on_a_terminal_only(folder) -> None:
    folder.write("ivrlint.toml", 'language = "en"\n')
    folder.write("main.ivr", FAULTY)
    assert "\x1b[" in on_a_terminal(folder.path, "check")
    assert "\x1b[" not in on_a_terminal(folder.path, "check", NO_COLOR="1")
    assert "\x1b[" not in on_a_terminal(folder.path, "check", TERM="dumb")
    assert "\x1b[" not in folder.check().out


def test_a_progress_bar_for_long_work_on_a_terminal_only(folder) -> None:
    for number in range(60):
        folder.write(f"menu{number}.ivr", FAULTY)
    assert "Reading" in on_a_terminal(folder.path, "check", "--select", "nav")
    assert "Reading" not in folder.check("--select", "nav").err


@pytest.mark.parametrize("form", ["full", "concise", "json", "sarif", "github"])
def test_secrets_are_not_shown(folder, form: str) -> None:
    folder.write(
        "main.ivr",
        'transfer away { to "sip:user:hunter2secret@example.org" } // password = hunter2secret\n'
        'say bye { "Bye." nxt } // arn:aws:connect:eu-west-1:123456789012:instance/x\n',
    )
    done = folder.check("--format", form, "--select", "all")
    assert done.status == 1
    assert "hunter2secret" not in done.out
    assert "123456789012" not in done.out
