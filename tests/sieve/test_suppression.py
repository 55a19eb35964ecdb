"""Suppressing findings in comments, and declaring facts."""

from __future__ import annotations

import contextlib

from ivrlint import _cli

SCRIPT = """\
require "vacation";
vacation :from "noreply@shop.example"
    "We are closed.";
"""


def check(tmp_path, capsys, text: str) -> str:
    (tmp_path / "my.sieve").write_text(text, "utf-8")
    with contextlib.suppress(SystemExit):
        _cli.main(["check", "--format", "concise", str(tmp_path)])
    return capsys.readouterr().out


def test_a_finding_stands_at_the_sender(tmp_path, capsys) -> None:
    out = check(tmp_path, capsys, SCRIPT)
    assert "my.sieve:2:17: warning no-reply-sender" in out


def test_a_comment_on_the_line_before_allows_it(tmp_path, capsys) -> None:
    text = SCRIPT.replace("vacation :", "# ivrlint: ignore[no-reply-sender] agreed\nvacation :")
    assert "no faults found" in check(tmp_path, capsys, text)


def test_a_comment_in_brackets_allows_it_as_well(tmp_path, capsys) -> None:
    text = SCRIPT.replace("vacation :", "/* ivrlint: ignore[no-reply-sender] */ vacation :")
    assert "no faults found" in check(tmp_path, capsys, text)
