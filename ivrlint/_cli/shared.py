"""What the subcommands share: options about plugins and configuration, and how they end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from ivrlint._plugins import Failure
from ivrlint.display import visible

F = TypeVar("F", bound=Callable[..., Any])


def plugin_options(function: F) -> F:
    """The options of every command that reads the configuration and loads plugins."""
    for option in (
        click.option("--traceback", is_flag=True, help="Show where a plugin or a rule failed."),
        click.option(
            "--allow-project-plugins",
            is_flag=True,
            help="Load the Python files that the configuration names under plugins.paths."
            " They run with your rights: only for projects that you trust.",
        ),
        click.option(
            "--config",
            type=click.Path(path_type=Path, dir_okay=False),
            metavar="FILE",
            help="The configuration to go by, whatever stands nearer.",
        ),
    ):
        function = option(function)
    return function


def names(
    _context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """The names of a repeatable option, each value a list separated by commas."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


preset_option = click.option(
    "--preset",
    multiple=True,
    callback=names,
    metavar="NAMES",
    help="The sets of settings to begin from (commas between).",
)


def tell(failures: Iterable[Failure], *, traceback: bool) -> bool:
    """Name what could not be done on standard error; whether there was anything."""
    told = False
    for failure in dict.fromkeys(failures):
        told = True
        for line in failure.message.splitlines():
            click.echo(f"ivrlint: {visible(line)}", err=True)
        if traceback and failure.details:
            click.echo(visible(failure.details, keep="\n\t"), err=True)
        elif failure.details:
            click.echo("         (--traceback shows where)", err=True)
    return told


def finish(failures: Iterable[Failure], *, traceback: bool, **_: Any) -> None:
    """End a command: exit status 2 where something could not be done."""
    if tell(failures, traceback=traceback):
        sys.exit(2)
