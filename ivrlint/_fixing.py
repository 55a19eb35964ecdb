"""Mending what can be mended: the fixes of findings applied to the files."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import field, replace
from pathlib import Path
from typing import Final

from ivrlint._files import TooLarge, read_bytes, shown_path
from ivrlint._located import Located
from ivrlint._plugins import Failure
from ivrlint._rewriting import Encoding, Replacement, encoding_of, overlap, replaced, write
from ivrlint._run import Progress, Request, Run, run
from ivrlint._workspace import absolute
from ivrlint.display import visible
from ivrlint.errors import UsageError
from ivrlint.finding import Fix
from ivrlint.lean import dataclass
from ivrlint.places import Source

MOST_ROUNDS: Final = 10
"""One fix may make room for the next; after so many rounds something goes in a circle."""


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file that can be written back byte by byte."""

    text: str
    encoding: Encoding


@dataclass
class Fixing:
    """The files of a run, as they are on disk and as fixes make them.

    `fixed` counts the findings that were mended, by rule. `run` is the last run: what is left.
    """

    run: Run
    before: dict[Path, bytes] = field(default_factory=dict)
    after: dict[Path, bytes] = field(default_factory=dict)
    fixed: Counter[str] = field(default_factory=Counter)

    @property
    def changed(self) -> list[Path]:
        """The files that are other than they were, in order."""
        return sorted(path for path, data in self.after.items() if data != self.before[path])

    def save(self) -> None:
        """Write the changed files.

        Raises UsageError for one that cannot be written, or that someone else has changed since.
        """
        for path in self.changed:
            shown = shown_path(path, self.run.workspace.cwd)
            if _content(path, len(self.before[path])) != self.before[path]:
                raise UsageError(f"{visible(shown)}: changed while it was linted: run this again")
            write(path, self.after[path], shown)

    def diff(self) -> Iterator[str]:
        """The changes as a unified diff, line by line."""
        from difflib import unified_diff

        for path in self.changed:
            shown = visible(shown_path(path, self.run.workspace.cwd))
            old, new = (
                data[path].decode("utf-8", "replace").splitlines(keepends=True)
                for data in (self.before, self.after)
            )
            for line in unified_diff(old, new, f"a/{shown}", f"b/{shown}"):
                ended = line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
                yield visible(ended.rstrip("\r\n"), keep="\t") + "\n"


def fix(
    request: Request,
    accept: Callable[[Run], object],
    progress: Progress | None = None,
    *,
    unsafe: bool = False,
) -> Fixing:
    """Lint, mend, and lint again until nothing is left to mend. No file is written.

    `accept` takes out of a run what the user has accepted (a baseline): that is not mended.
    Of fixes that would change the same words the first is applied, the others in the next round.
    A fix that leaves its file with a syntax error that it did not have is taken back.
    """
    done = run(request, progress)
    accept(done)
    fixing = Fixing(done)
    spoilt: set[Path] = set()
    kept: list[Failure] = []
    for _ in range(MOST_ROUNDS):
        errors = _syntax_errors(fixing.run)
        last, counted = dict(fixing.after), Counter(fixing.fixed)
        touched = _apply(fixing, spoilt, unsafe=unsafe)
        if not touched:
            break
        fixing.run = run(replace(request, given=fixing.after))
        broken = {path for path in touched if _syntax_errors(fixing.run)[path] > errors[path]}
        if broken:
            spoilt |= broken
            fixing.fixed = counted
            for path in broken:
                shown = visible(shown_path(path, fixing.run.workspace.cwd))
                kept.append(Failure(f"{shown}: a fix would break this file, so none is applied"))
            # The whole round is taken back: the sound part of it comes again in the next one.
            fixing.after = {path: last.get(path, fixing.before[path]) for path in fixing.after}
            fixing.run = run(replace(request, given=fixing.after))
        accept(fixing.run)
    fixing.run.failures += kept
    return fixing


def _syntax_errors(done: Run) -> Counter[Path]:
    return Counter(
        absolute(located.finding.place.source.path, done.workspace.cwd)
        for project in done.projects
        for located in project.findings
        if located.rule.name == "syntax-error"
    )


def _apply(fixing: Fixing, spoilt: set[Path], *, unsafe: bool) -> set[Path]:
    """Apply all fixes that do not touch one another; the files that they change."""
    cwd = fixing.run.workspace.cwd
    taken: dict[Path, list[Replacement]] = {}
    texts: dict[Path, Text | None] = {}
    for project in fixing.run.projects:
        for located in sorted(project.findings, key=_order):
            mend = located.finding.fix
            if mend is None or not (mend.safe or unsafe) or not mend.edits:
                continue
            edits = _edits(mend, cwd, texts, fixing)
            if edits is None or not spoilt.isdisjoint(edits):
                continue
            if any(
                overlap(taken.get(path, ()), one) for path, many in edits.items() for one in many
            ):
                continue
            for path, many in edits.items():
                for one in many:
                    insort(taken.setdefault(path, []), one)
            fixing.fixed[located.rule.name] += 1
    changed = set()
    for path, replacements in taken.items():
        text = texts[path]
        data = text.encoding.encode(replaced(text.text, replacements)) if text else None
        if data is not None and data != fixing.after.get(path, fixing.before[path]):
            fixing.after[path] = data
            changed.add(path)
    return changed


def _order(located: Located) -> tuple[str, int, str]:
    return (located.path, located.finding.place.start, located.rule.name)


def _edits(
    mend: Fix, cwd: Path, texts: dict[Path, Text | None], fixing: Fixing
) -> dict[Path, list[Replacement]] | None:
    """The replacements of a fix, by file; None where one of its files cannot be changed."""
    found: dict[Path, list[Replacement]] = {}
    for edit in sorted(mend.edits, key=lambda edit: (edit.place.source.path, edit.place.start)):
        source = edit.place.source
        path = absolute(source.path, cwd)
        if path not in texts:
            texts[path] = text_of(path, source, fixing)
        text = texts[path]
        if text is None or text.text != source.text:
            return None
        new = Replacement(edit.place.start, edit.place.end, edit.text)
        mine = found.setdefault(path, [])
        if overlap(mine, new) or text.encoding.encode(edit.text) is None:
            return None
        mine.append(new)
    return found


def text_of(path: Path, source: Source, fixing: Fixing) -> Text | None:
    """The text of a file as it is by now; None where it cannot be written back byte by byte."""
    data = fixing.after.get(path)
    if data is None:
        data = _content(path, len(source.text) * 4 + 8)
        if data is None:
            return None
        fixing.before.setdefault(path, data)
    encoding = encoding_of(data, source.text)
    return None if encoding is None else Text(source.text, encoding)


def _content(path: Path, limit: int) -> bytes | None:
    """The bytes of a file; None where it cannot be read or has more of them than `limit`."""
    try:
        return read_bytes(path, limit)
    except (OSError, TooLarge):
        return None
