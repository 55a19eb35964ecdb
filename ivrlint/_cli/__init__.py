"""The command `ivrlint`: each subcommand is a module, imported when it is used."""

from __future__ import annotations

import atexit
import gc
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Any, Final, TextIO

import click

COMMANDS: Final = {
    "check": "Say what a caller will suffer, and where.",
    "rules": "List the rules.",
    "explain": "Explain a rule: what it finds, why it hurts, good and bad.",
    "format": "Print .ivr files in their canonical form.",
    "show": "Show what a file says: as a tree, as JSON, as .ivr.",
    "plugins": "List the plugins and what they bring.",
    "phrases": "Say which families of phrases a text belongs to.",
    "config": "Show the settings in force, and where they come from.",
    "completion": "Print the completion script for a shell.",
}


class Commands(click.Group):
    """The subcommands, loaded one at a time: help needs only their names and summaries."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of their use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"ivrlint._cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; for a misspelt one, the nearest is named."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with their summaries, none of them imported."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from ivrlint import __version__

        click.echo(f"ivrlint {__version__}")
        ctx.exit()


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with `ivrlint check` in a folder of phone menus, and `ivrlint explain RULE`"
    " for what a finding means. Exit status: 0 nothing found, 1 findings, 2 something"
    " could not be done.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Print the version.",
)
def ivrlint() -> None:
    """A linter for what a company's machines say to its customers.

    ivrlint reads phone menus, waiting queues and automatic replies as telecom
    teams keep them, and says what a caller will suffer, and where.
    """


def main(arguments: list[str] | None = None) -> Any:
    """Run the command; never returns. Errors of the user are one sentence, and exit status 2."""
    from ivrlint.errors import IvrlintError

    _leave_garbage()
    for stream in (sys.stdout, sys.stderr):
        _write_anything(stream)
    try:
        ivrlint.main(args=arguments, prog_name="ivrlint")
    except IvrlintError as error:
        from ivrlint.display import visible

        for line in str(error).splitlines():
            click.echo(f"ivrlint: {visible(line)}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()  # the reader has seen enough
        sys.exit(0)
    except Exception as error:
        _internal_error(error, "--traceback" in (arguments or sys.argv))
        sys.exit(2)


def _leave_garbage() -> None:
    """Look for no circles of objects, not even at the end: a run is short and keeps what it made.

    What was read is needed until the report is written, so a search through
    it finds next to nothing; of a dialplan of 50,000 lines it took a fifth of
    the time.
    """
    gc.disable()
    atexit.register(gc.freeze)


def _write_anything(stream: TextIO) -> None:
    """Let a stream take every character: UTF-8, but on a terminal what that understands."""
    if isinstance(stream, TextIOWrapper):
        encoding = stream.encoding if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _internal_error(error: Exception, whole: bool) -> None:
    """Tell of a fault of ivrlint itself."""
    from traceback import format_exception

    from ivrlint.display import visible

    told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    click.echo(f"ivrlint: internal error, please report it: {visible(told)}", err=True)
    if whole:
        click.echo(visible("".join(format_exception(error)), keep="\n\t"), err=True)
    else:
        click.echo("         (--traceback shows where)", err=True)
