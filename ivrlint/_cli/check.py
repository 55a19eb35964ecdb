"""`ivrlint check`: lint files and folders."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ivrlint._cli.shared import names, plugin_options, preset_option, tell

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from ivrlint._baseline import Baseline
    from ivrlint._run import Progress, ProjectRun, Request, Run
    from ivrlint.reports import Outcome, Report

MANY = 40
"""Files from which on a progress bar is shown on a terminal."""


class Date(click.ParamType[datetime.date]):
    """A date as ISO 8601 writes it."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        """The date; a usage error for anything else."""
        try:
            return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date: write it as 2026-12-31", param, ctx)


@click.command(name="check")
@click.argument("paths", nargs=-1, metavar="[PATHS]…")
@click.option(
    "--format",
    "forms",
    multiple=True,
    metavar="NAME[=FILE]",
    help="The report to write, to FILE or to standard output; repeatable. [default: full]",
)
@click.option("--output-file", metavar="FILE", help="Write the report to FILE.")
@click.option(
    "--select",
    multiple=True,
    callback=names,
    metavar="NAMES",
    help="Run these rules and packs only (commas between), or `all`.",
)
@click.option(
    "--ignore",
    multiple=True,
    callback=names,
    metavar="NAMES",
    help="Do not run these rules and packs.",
)
@preset_option
@click.option(
    "--fail-on",
    type=click.Choice(["info", "warning", "error"]),
    help="The severity from which on the exit status is 1. [default: warning]",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Report only what is not in this baseline.",
)
@click.option("--write-baseline", is_flag=True, help="Write today's findings to the baseline.")
@click.option(
    "--prune-baseline", is_flag=True, help="Take out of the baseline what is no longer found."
)
@click.option("--fix", is_flag=True, help="Mend what can be mended without a change for callers.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: mend the rest, too.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option(
    "--add-ignore", is_flag=True, help="Write a comment that accepts each finding that is left."
)
@click.option("--show-skipped", is_flag=True, help="List what could not be judged, and why.")
@click.option("--skip-unknown", is_flag=True, help="Pass over named files of unknown format.")
@click.option("--no-exclude", is_flag=True, help="Lint files that are excluded, too.")
@click.option("--as", "as_format", metavar="FORMAT", help="Read the files as this format.")
@click.option("--stdin-filename", metavar="NAME", help="The name of what `-` reads.")
@click.option(
    "--today",
    type=Date(),
    metavar="DATE",
    help="The date that rules about dates go by. [default: today]",
)
@click.option("--statistics", is_flag=True, help="Count findings, files, steps and targets.")
@plugin_options
def command(paths: tuple[str, ...], **options: Any) -> None:
    """Say what a caller will suffer, and where.

    PATHS are files and folders, the working folder without any; `-` reads
    standard input. Files are recognised by name and content; what git
    ignores and the configuration excludes is passed over, also when named.

    \b
    ivrlint check                            the folder you are in
    ivrlint check menus/ --format sarif=out.sarif --format full
    ivrlint check --select nav,no-reply-sender
    ivrlint check --write-baseline --baseline known.json
    """
    from ivrlint._outcome import outcome_of

    request = _request(paths, options)
    with _progress() as progress:
        if any(options[name] for name in ("fix", "diff", "add_ignore")):
            from ivrlint._cli.changing import change

            done, told = change(request, options, lambda run: _baseline(run, options), progress)
        else:
            from ivrlint._run import run

            done = run(request, progress)
            told = _baseline(done, options)
    if options["diff"]:
        for line in told:
            click.echo(line, err=True)
        failed = tell(done.all_failures, traceback=options["traceback"])
        sys.exit(2 if failed else bool(told))
    outcome = outcome_of(
        done,
        show_skipped=options["show_skipped"],
        statistics=options["statistics"],
        colour=_colour(),
        width=_width(),
    )
    _write(outcome, options, done)
    for line in (*told, *_notes(done)):
        click.echo(line, err=True)
    failed = tell(done.all_failures, traceback=options["traceback"])
    if outcome.files == 0 and not failed:
        nothing = "no file here is of a format that ivrlint reads, or what is is excluded"
        click.echo(f"ivrlint: {nothing}", err=True)
    sys.exit(2 if failed else _status(done, options))


def _notes(run: Run) -> list[str]:
    """What the user may not expect, and would not see otherwise."""
    notes = [f"ivrlint: note: {note}" for note in run.workspace.notes]
    unheard = [path for project in run.projects for path in project.unheard]
    if unheard:
        from ivrlint.display import visible

        some = f"{visible(unheard[0])} holds" if len(unheard) == 1 else f"{len(unheard)} files hold"
        notes.append(
            f"ivrlint: note: {some} texts in no language that ivrlint has words for, so what they"
            ' say is not judged; name it in the file, or with language = "…" in ivrlint.toml'
        )
    return notes


def _request(paths: tuple[str, ...], options: dict[str, Any]) -> Request:
    from ivrlint._config import CommandLine
    from ivrlint._run import Request

    stdin = None
    if "-" in paths:
        from ivrlint._config.config import MAX_FILE_SIZE

        stdin = sys.stdin.buffer.read(MAX_FILE_SIZE + 1)
    elif options["stdin_filename"]:
        raise click.UsageError("--stdin-filename names what `-` reads; give `-` as the path")
    if options["unsafe_fixes"] and not (options["fix"] or options["diff"]):
        raise click.UsageError("--unsafe-fixes goes with --fix or --diff")
    if options["output_file"] and len(options["forms"]) > 1:
        raise click.UsageError("--output-file is for one report; write --format NAME=FILE for more")
    return Request(
        paths=paths or (".",),
        config=options["config"],
        rules=CommandLine(options["select"], options["ignore"], options["preset"]),
        as_format=options["as_format"],
        stdin=stdin,
        stdin_filename=options["stdin_filename"],
        exclude=not options["no_exclude"],
        skip_unknown=options["skip_unknown"],
        today=options["today"],
        allow_project_plugins=options["allow_project_plugins"],
    )


def _progress() -> AbstractContextManager[Progress | None]:
    """A progress bar on standard error, on a terminal and for long work only."""
    if not sys.stderr.isatty():
        return nullcontext(None)
    return _Bar()


class _Bar:
    """Shown from `MANY` files on; gone when the work is done."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._done = 0

    def __enter__(self) -> Progress:
        return self._told

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.render_finish()
            click.echo("\r\x1b[2K", nl=False, err=True)

    def _told(self, done: int, total: int) -> None:
        if self._bar is None and total >= MANY:
            self._bar = click.progressbar(length=total, label="Reading", file=sys.stderr)
        if self._bar is not None:
            self._bar.update(done - self._done)
            self._done = done


def _colour() -> bool:
    """Whether standard output may be coloured: a terminal, and nobody has said no."""
    import os

    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def _width() -> int:
    import shutil

    return shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100


def _write(outcome: Outcome, options: dict[str, Any], run: Run) -> None:
    """Write the reports that are asked for, each to its file or to standard output."""
    from dataclasses import replace

    from ivrlint._near import did_you_mean
    from ivrlint.errors import UsageError

    reports = run.reports
    for form in options["forms"] or ("full",):
        name, _, file = form.partition("=")
        if name not in reports:
            tell(run.all_failures, traceback=options["traceback"])  # its plugin may have failed
            known = ", ".join(reports)
            raise UsageError(f"there is no report {name!r}{did_you_mean(name, reports)} ({known})")
        target = file or options["output_file"]
        if not target:
            for text in _batched(_pieces(reports[name], outcome, run)):
                click.echo(text, nl=False, color=True)
            continue
        try:
            with Path(target).open("w", encoding="utf-8", newline="\n") as stream:
                stream.writelines(_pieces(reports[name], replace(outcome, colour=False), run))
        except OSError as error:
            raise UsageError(f"{target}: cannot be written: {error.strerror}") from error


def _pieces(report: Report, outcome: Outcome, run: Run) -> Iterator[str]:
    """A report piece by piece; one that fails ends there, and is named."""
    import traceback

    from ivrlint._plugins import Failure

    try:
        for piece in report.write(outcome):
            if not isinstance(piece, str):
                raise TypeError(f"it gives {piece!r}, not text")
            yield piece
    except Exception as error:
        told = f"report {report.name!r} failed: {type(error).__name__}: {error}"
        run.failures.append(Failure(told, traceback.format_exc()))


def _batched(pieces: Iterable[str]) -> Iterator[str]:
    """Some pieces at a time: to write each by itself takes longer than to make it."""
    waiting = iter(pieces)
    while text := "".join(islice(waiting, _AT_ONCE)):
        yield text


_AT_ONCE: Final = 1000
"""Pieces of a report that are written together."""


def _baseline(run: Run, options: dict[str, Any]) -> list[str]:
    """Apply, write or prune the baseline; what there is to tell of it.

    Without `--baseline`, each project goes by the one of its configuration.
    """
    from ivrlint.errors import UsageError

    told: list[str] = []
    writes, prunes = options["write_baseline"], options["prune_baseline"]
    by_file: dict[Path, list[Any]] = {}
    for project in run.projects:
        path = options["baseline"] or project.setup.config.baseline
        if path is not None:
            by_file.setdefault(path, []).append(project)
        elif writes or prunes:
            raise UsageError("name the baseline: --baseline FILE, or baseline in the configuration")
    if not by_file:
        return told
    from ivrlint._baseline import Baseline

    for path, projects in by_file.items():
        found = [located for project in projects for located in project.findings]
        ran = {active.rule.name for project in projects for active in project.rules}
        linted = {path for project in projects for path in project.linted_paths}
        if writes:
            old = _old_baseline(path)
            baseline = old.renew(found, linted | _gone(old, path, projects), ran)
            baseline.save(path)
            told.append(f"ivrlint: {path}: {len(baseline)} findings written")
        else:
            baseline = Baseline.load(path)
            if prunes:
                before = len(baseline)
                baseline = baseline.prune(found, linted | _gone(baseline, path, projects), ran)
                baseline.save(path)
                told.append(f"ivrlint: {path}: {before - len(baseline)} findings taken out")
        for project in projects:
            project.findings = list(baseline.apply(project.findings))
    return told


def _old_baseline(path: Path) -> Baseline:
    """The baseline that is about to be replaced; an empty one where none can be read."""
    from ivrlint._baseline import Baseline
    from ivrlint.errors import UsageError

    try:
        return Baseline.load(path)
    except UsageError:
        return Baseline()


def _gone(baseline: Baseline, path: Path, projects: list[ProjectRun]) -> set[str]:
    """The files of a baseline that are not there any more.

    Only where the baseline stands within a project of this run: one from
    elsewhere may serve projects that were not looked at.
    """
    from ivrlint._files import is_file

    roots = [project.setup.root for project in projects]
    if not any(path.absolute().is_relative_to(root) for root in roots):
        return set()
    names = {found.path for found in baseline.counts}
    return {name for name in names if not any(is_file(root / name) for root in roots)}


def _status(run: Run, options: dict[str, Any]) -> int:
    from ivrlint.finding import Severity

    if options["exit_zero"]:
        return 0
    named = Severity.named(options["fail_on"]) if options["fail_on"] else None
    for project in run.projects:
        limit = named or project.setup.config.fail_on
        if any(located.severity >= limit for located in project.findings):
            return 1
    return 0
