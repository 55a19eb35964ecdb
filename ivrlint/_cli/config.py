"""`ivrlint config`: what is in force, and from where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ivrlint._cli.shared import finish, plugin_options, preset_option
from ivrlint._config import CommandLine
from ivrlint._config.describe import as_data, as_text, describe
from ivrlint._session import Session


@click.command(name="config")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the configuration instead.")
@preset_option
@plugin_options
def command(
    path: Path | None, form: str, schema: bool, preset: tuple[str, ...], **where: Any
) -> None:
    """Show the settings in force for PATH (the working folder without one), and where
    each comes from.

    `--schema` prints the JSON Schema of the configuration, with the options of
    the rules of every plugin that is loaded.
    """
    session = Session.here(start=path, **where)
    if schema:
        from ivrlint._config.schema import text

        click.echo(text(session.catalogue), nl=False)
    else:
        settings = describe(session.config, session.catalogue, CommandLine(presets=preset))
        if form == "json":
            click.echo(json.dumps(as_data(settings), indent=2, ensure_ascii=False))
        else:
            for line in as_text(settings):
                click.echo(line)
    finish(session.failures, **where)
