"""`ivrlint show FILE`: what a file says, as ivrlint understands it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from ivrlint._cli.shared import finish, plugin_options
from ivrlint._session import Session
from ivrlint.errors import UsageError


@click.command(name="show")
@click.argument("file", metavar="FILE")
@click.option(
    "--format",
    "form",
    type=click.Choice(["tree", "json", "ivr"]),
    default="tree",
    help="A readable tree, the model as JSON, or .ivr.",
)
@click.option("--syntax", is_flag=True, help="The format's own syntax tree as JSON.")
@click.option("--as", "as_format", metavar="FORMAT", help="Read the file as this format.")
@click.option("--stdin-filename", metavar="NAME", help="The name of what `-` reads.")
@plugin_options
def command(
    file: str,
    form: str,
    syntax: bool,
    as_format: str | None,
    stdin_filename: str | None,
    **where: Any,
) -> None:
    """Show what FILE says: the flow as a readable tree, the model, or its syntax.

    `ivrlint show FILE --format ivr` prints any format that ivrlint reads in
    the language that a telecom manager can read aloud.
    """
    start = Path(stdin_filename or ".") if file == "-" else Path(file)
    session = Session.here(start=start, **where)
    given = sys.stdin.buffer.read() if file == "-" else None
    reading = session.read_one(start if file == "-" else Path(file), given, as_format)
    if syntax:
        tree = reading.format.syntax(reading.document.source)
        if tree is None:
            raise UsageError(f"the format {reading.format.name!r} has no syntax tree to show")
        click.echo(json.dumps(tree, indent=2, ensure_ascii=True))
    elif form == "json":
        from ivrlint._show import model

        click.echo(json.dumps(model(reading.document), indent=2, ensure_ascii=True))
    elif form == "ivr":
        writer = next((f for f in session.plugins.formats if f.name == "ivr"), None)
        text = writer.write(reading.document) if writer else None
        if text is None:
            raise UsageError("no plugin can write .ivr (ivrlint plugins)")
        click.echo(text, nl=False)
    else:
        from ivrlint._show import tree as lines

        for line in lines(reading.project, reading.document):
            click.echo(line)
        for problem in reading.document.problems:
            begin = problem.place.begin
            click.echo(f"{reading.document.path}:{begin.line}:{begin.column}: {problem.message}")
    finish(session.failures, **where)
