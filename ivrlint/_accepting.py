"""Accepting what was found: comments that silence it, written into the files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import field, replace
from pathlib import Path
from typing import Final

from ivrlint._fixing import Fixing, Text, text_of
from ivrlint._located import Located
from ivrlint._rewriting import Replacement, replaced
from ivrlint._run import ProjectRun, Request, Run, run
from ivrlint._statements import Statements
from ivrlint._workspace import absolute
from ivrlint.lean import dataclass
from ivrlint.model import Document
from ivrlint.places import Source

_NEVER: Final = frozenset(
    {"syntax-error", "unused-suppression", "unknown-rule", "unused-path-ignore"}
)
"""What has to be mended: a comment would hide that the linter does not see the file."""


@dataclass
class Accepted:
    """How many findings got a comment, and how many could not, by the path of their file."""

    comments: int = 0
    left: dict[str, int] = field(default_factory=dict)


def accept_all(fixing: Fixing, request: Request, accept: Callable[[Run], object]) -> Accepted:
    """Put a comment that silences it above the statement of each finding. No file is written.

    What a comment does not silence, or would break, stays as it was.
    """
    had = _counts(fixing.run)
    changed = {
        path: comments
        for project in fixing.run.projects
        for path, comments in _comments(project, fixing)
    }
    surplus = set(changed)
    while surplus:
        for path in surplus:
            fixing.after[path] = changed[path].data()
        fixing.run = run(replace(request, given=fixing.after))
        accept(fixing.run)
        left = _counts(fixing.run)
        surplus = {
            path
            for path, comments in changed.items()
            if comments.lines and left.get(path, 0) + comments.findings > had[path]
        }
        for path in surplus:
            changed[path].drop(_idle(fixing.run, path))
    accepted = Accepted(sum(comments.findings for comments in changed.values()))
    for project in fixing.run.projects:
        for located in project.findings:
            shown = located.finding.place.source.path
            accepted.left[shown] = accepted.left.get(shown, 0) + 1
    return accepted


def _idle(done: Run, path: Path) -> list[int]:
    """Where comments of a file stand that silence nothing (offsets)."""
    return [
        located.finding.place.start
        for project in done.projects
        for located in project.findings
        if located.rule.name == "unused-suppression"
        and absolute(located.finding.place.source.path, done.workspace.cwd) == path
    ]


def _counts(done: Run) -> dict[Path, int]:
    found: dict[Path, int] = {}
    for project in done.projects:
        for located in project.findings:
            path = absolute(located.finding.place.source.path, done.workspace.cwd)
            found[path] = found.get(path, 0) + 1
    return found


@dataclass
class _Comments:
    """The comments of one file: the lines to put in, each with how many findings it silences."""

    text: Text
    lines: list[tuple[Replacement, int]]

    @property
    def findings(self) -> int:
        """How many findings they silence together."""
        return sum(count for _, count in self.lines)

    def data(self) -> bytes:
        """The file with the comments in it."""
        text = replaced(self.text.text, (line for line, _ in self.lines))
        return self.text.encoding.encode(text) or b""

    def drop(self, offsets: Collection[int]) -> None:
        """Leave out the comments that stand at these offsets of the changed text; all of them
        where there are none."""
        kept, shift = [], 0
        for line, count in self.lines:
            start = line.start + shift
            shift += len(line.text)
            if offsets and not any(start <= offset < start + len(line.text) for offset in offsets):
                kept.append((line, count))
        self.lines = kept if len(kept) < len(self.lines) else []


def _comments(project: ProjectRun, fixing: Fixing) -> Iterator[tuple[Path, _Comments]]:
    documents = {
        source.path: document
        for document in project.linted
        for source in (document.source, *document.includes)
    }
    by_source: dict[str, list[Located]] = {}
    for located in project.findings:
        if located.rule.name not in _NEVER:
            by_source.setdefault(located.finding.place.source.path, []).append(located)
    for shown, findings in by_source.items():
        document = documents.get(shown)
        source = findings[0].finding.place.source
        path = absolute(shown, fixing.run.workspace.cwd)
        text = text_of(path, source, fixing) if document is not None else None
        if document is None or text is None:
            continue
        lines = sorted(_lines(project, document, source, findings))
        if lines and all(text.encoding.encode(line.text) is not None for line, _ in lines):
            yield path, _Comments(text, lines)


def _lines(
    project: ProjectRun, document: Document, source: Source, findings: list[Located]
) -> Iterator[tuple[Replacement, int]]:
    """A comment for each statement that something was found in."""
    statements = Statements(source, document.statements)
    found: dict[int, list[str]] = {}
    for located in findings:
        line = _line(statements, source, located.finding.place.start)
        found.setdefault(line, []).append(located.rule.name)
    format_ = project.formats[document.path]
    for line, rules in found.items():
        start = source.line_starts[line - 1]
        said = source.line_text(line)
        indent = said[: len(said) - len(said.lstrip())]
        comment = format_.comment(source, f"ivrlint: ignore[{', '.join(sorted(set(rules)))}]")
        if comment is not None:
            ending = "\r\n" if "\r\n" in source.text[start : start + len(said) + 2] else "\n"
            yield Replacement(start, start, f"{indent}{comment}{ending}"), len(rules)


def _line(statements: Statements, source: Source, offset: int) -> int:
    """The line above which a comment speaks about what stands at an offset.

    That of the smallest statement around it that nothing stands before on its line but the dash
    of a list.
    """
    span = statements.innermost(offset)
    while span is not None:
        line = source.position(span.start).line
        if not source.text[source.line_starts[line - 1] : span.start].strip(" \t-"):
            return line
        span = statements.around(span)
    return source.position(offset).line
