"""`ivrlint format`: canonical printing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from ivrlint._cli.shared import finish, plugin_options
from ivrlint._files import TooLarge, read_bytes
from ivrlint._session import Session
from ivrlint._workspace import absolute
from ivrlint.display import visible
from ivrlint.errors import CannotFormat


@click.command(name="format")
@click.argument("paths", nargs=-1, metavar="[PATHS]…")
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Change nothing; show what would change, exit 1 if so.")
@click.option("--stdin-filename", metavar="NAME", help="The name of what `-` reads.")
@click.option("--no-exclude", is_flag=True, help="Take files that are excluded, too.")
@plugin_options
def command(
    paths: tuple[str, ...],
    check: bool,
    diff: bool,
    stdin_filename: str | None,
    no_exclude: bool,
    **where: Any,
) -> None:
    """Print files in their canonical form, in place; comments are kept.

    PATHS are files and folders, the working folder without any; `-` reads
    standard input and writes standard output. A file with syntax errors is
    left as it is. Formats that cannot be written are passed over; a named file
    of no known format is a failure.
    """
    session = Session.here(**where)
    named = {absolute(name, session.workspace.cwd) for name in paths}
    changed = 0
    failed = False
    for path, shown, before in _texts(session, paths or (".",), stdin_filename, not no_exclude):
        format_ = session.recognise(path, shown, before)
        if format_ is None:
            if path is None or path in named:
                name = " (--stdin-filename tells the name)" if path is None else ""
                message = f"{visible(shown)}: not a format that ivrlint reads{name}"
                click.echo(f"ivrlint: {message}", err=True)
                failed = True
            continue
        from ivrlint.places import Source

        try:
            after = format_.format(Source(shown, before))
        except CannotFormat as error:
            click.echo(f"ivrlint: {visible(shown)}: not formatted: {visible(str(error))}", err=True)
            failed = True
            continue
        if after is None:
            continue
        if path is None and not (check or diff):
            click.echo(after, nl=False)
        if after == before:
            continue
        changed += 1
        if diff:
            click.echo(_diff(before, after, shown), nl=False)
        elif check:
            click.echo(f"would change {visible(shown)}")
        elif path is not None:
            try:
                path.write_text(after, "utf-8", newline="")
            except OSError as error:
                click.echo(f"ivrlint: {visible(shown)}: {error.strerror}", err=True)
                failed = True
                continue
            click.echo(f"changed {visible(shown)}")
    finish(session.failures, **where)
    if failed:
        sys.exit(2)
    if changed and (check or diff):
        sys.exit(1)


def _texts(
    session: Session,
    paths: tuple[str, ...],
    name: str | None,
    exclude: bool,
) -> Iterator[tuple[Path | None, str, str]]:
    if "-" in paths:
        text = sys.stdin.buffer.read().decode("utf-8-sig", "surrogateescape")
        yield None, name or "<stdin>", text
        return
    for path, shown in session.files(paths, exclude=exclude):
        try:
            text = read_bytes(path, session.config.max_file_size).decode("utf-8")
        except (OSError, TooLarge, UnicodeDecodeError):
            continue  # only what is sound can be printed; check says what is not
        yield path, shown, text


def _diff(before: str, after: str, shown: str) -> str:
    from difflib import unified_diff

    lines = unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), shown, shown
    )
    colours = {"+": "green", "-": "red", "@": "cyan"}
    said = []
    for line in lines:
        ended = line if line.endswith("\n") else line + "\n\\ no newline at the end\n"
        said.append(click.style(visible(ended, keep="\n\t"), fg=colours.get(line[0])))
    return "".join(said)
