"""`check --fix`, `--diff` and `--add-ignore`: changing the files that were linted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ivrlint._accepting import Accepted
    from ivrlint._fixing import Fixing
    from ivrlint._run import Progress, Request, Run


def change(
    request: Request,
    options: dict[str, Any],
    baseline: Callable[[Run], list[str]],
    progress: Progress | None,
) -> tuple[Run, list[str]]:
    """Change the files, or show how they would change; what is left, and what there is to tell."""
    from ivrlint._fixing import Fixing, fix
    from ivrlint._run import run

    told: list[str] = []

    def accept(done: Run) -> None:
        told[:] = baseline(done)

    _sensible(request, options)
    mends = options["fix"] or not options["add_ignore"]
    if mends:
        fixing = fix(request, accept, progress, unsafe=options["unsafe_fixes"])
    else:
        fixing = Fixing(run(request, progress))
        accept(fixing.run)
    accepted = None
    if options["add_ignore"]:
        from ivrlint._accepting import accept_all

        accepted = accept_all(fixing, request, accept)
    if options["diff"]:
        for line in fixing.diff():
            click.echo(line, nl=False)
    else:
        fixing.save()
    return fixing.run, [*told, *_told(fixing, accepted, writes=not options["diff"])]


def _sensible(request: Request, options: dict[str, Any]) -> None:
    if request.stdin is not None:
        raise click.UsageError("--fix, --diff and --add-ignore are for files, not for `-`")
    if options["write_baseline"] or options["prune_baseline"]:
        raise click.UsageError("change the files first, then write the baseline")


def _told(fixing: Fixing, accepted: Accepted | None, *, writes: bool) -> list[str]:
    from ivrlint.display import visible

    told = []
    done = "" if writes else "would be "
    if fixing.fixed:
        rules = ", ".join(f"{rule} {count}" for rule, count in sorted(fixing.fixed.items()))
        told.append(f"ivrlint: {done}mended: {rules}")
    if accepted is not None:
        if accepted.comments:
            some = _findings(accepted.comments)
            told.append(f"ivrlint: {some} {done}accepted by comments")
        for path, count in sorted(accepted.left.items()):
            told.append(
                f"ivrlint: {visible(path)}: {_findings(count)} left that no comment can accept:"
                " mend them, or name them under [[ignore]] in ivrlint.toml"
            )
    return told


def _findings(count: int) -> str:
    return f"{count} finding" if count == 1 else f"{count} findings"
