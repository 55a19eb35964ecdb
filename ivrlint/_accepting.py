"""Accepting what was found: comments that silence it, written into the files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
    accepted = Accepted()
    before = fixing.run
    last = dict(fixing.after)
    written: dict[Path, int] = {}
    for project in before.projects:
        for path, text, comments in _comments(project, fixing):
            data = text.encoding.encode(replaced(text.text, comments.lines))
            if data is not None:
                fixing.after[path] = data
                written[path] = comments.findings
    if written:
        fixing.run = run(replace(request, given=fixing.after))
        accept(fixing.run)
        left, had = _counts(fixing.run), _counts(before)
        spoilt = {path for path, count in written.items() if left.get(path, 0) + count > had[path]}
        if spoilt:
            for path in spoilt:
                fixing.after[path] = last.get(path, fixing.before[path])
            fixing.run = run(replace(request, given=fixing.after))
            accept(fixing.run)
        accepted.comments = sum(count for path, count in written.items() if path not in spoilt)
    for project in fixing.run.projects:
        for located in project.findings:
            shown = located.finding.place.source.path
            accepted.left[shown] = accepted.left.get(shown, 0) + 1
    return accepted


def _counts(done: Run) -> dict[Path, int]:
    found: dict[Path, int] = {}
    for project in done.projects:
        for located in project.findings:
            path = absolute(located.finding.place.source.path, done.workspace.cwd)
            found[path] = found.get(path, 0) + 1
    return found


@dataclass
class _Comments:
    """The comments of one file: lines to put in, and how many findings they silence."""

    lines: list[Replacement] = field(default_factory=list)
    findings: int = 0


def _comments(project: ProjectRun, fixing: Fixing) -> Iterator[tuple[Path, Text, _Comments]]:
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
        comments = _of_file(project, document, source, findings)
        if comments.lines:
            yield path, text, comments


def _of_file(
    project: ProjectRun, document: Document, source: Source, findings: list[Located]
) -> _Comments:
    statements = Statements(source, document.statements)
    names: dict[int, set[str]] = {}
    comments = _Comments()
    format_ = project.formats[document.path]
    counts: dict[int, int] = {}
    for located in findings:
        line = _line(statements, source, located.finding.place.start)
        names.setdefault(line, set()).add(located.rule.name)
        counts[line] = counts.get(line, 0) + 1
    for line, rules in names.items():
        start = source.line_starts[line - 1]
        said = source.line_text(line)
        indent = said[: len(said) - len(said.lstrip())]
        comment = format_.comment(source, f"ivrlint: ignore[{', '.join(sorted(rules))}]")
        if comment is not None:
            ending = "\r\n" if "\r\n" in source.text[start : start + len(said) + 2] else "\n"
            comments.lines.append(Replacement(start, start, f"{indent}{comment}{ending}"))
            comments.findings += counts[line]
    return comments


def _line(statements: Statements, source: Source, offset: int) -> int:
    """The line above which a comment speaks about what stands at an offset.

    That of the smallest statement around it that nothing stands before on its line.
    """
    span = statements.innermost(offset)
    while span is not None:
        line = source.position(span.start).line
        if not source.text[source.line_starts[line - 1] : span.start].strip():
            return line
        span = statements.around(span)
    return source.position(offset).line
