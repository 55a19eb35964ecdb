"""A run of `ivrlint check`: from paths to what the rules said of each project."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import cache
from pathlib import Path

from ivrlint import _plugins
from ivrlint._config import ActiveRule, CommandLine, resolve_rules
from ivrlint._declared import apply_facts, unknown_facts
from ivrlint._files import is_file, is_folder, shown_path
from ivrlint._judge import JudgedSkip, Verdict, judge
from ivrlint._located import Located
from ivrlint._locations import Locations
from ivrlint._plugins import Failure
from ivrlint._reading import Reader, link_all
from ivrlint._recordings import Recordings
from ivrlint._suppression import suppress
from ivrlint._unheard import unheard
from ivrlint._workspace import Setup, Workspace, absolute
from ivrlint.display import visible
from ivrlint.errors import UsageError
from ivrlint.formats import Format
from ivrlint.lean import dataclass
from ivrlint.model import Document, Project
from ivrlint.reports import Report

Progress = Callable[[int, int], None]
"""Told how many of how many files have been read."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What the user asks for. `stdin` is the content of the path `-`; `given` the content of
    files that is to be linted in the place of what is on disk."""

    paths: tuple[str, ...]
    config: Path | None = None
    rules: CommandLine = field(default_factory=CommandLine)
    as_format: str | None = None
    stdin: bytes | None = None
    stdin_filename: str | None = None
    exclude: bool = True
    skip_unknown: bool = False
    today: datetime.date | None = None
    allow_project_plugins: bool = False
    given: Mapping[Path, bytes] = field(default_factory=dict)


@dataclass
class ProjectRun:
    """One project of a run: its files, then what the rules said of them.

    `named` are the files to report on (True: named one by one), `linted_paths`
    those of them that were read, relative to the project's root. `context`
    says that the rest of the project has to be read to link them. `unheard`
    are the files with texts of no language that there are words for.
    """

    setup: Setup
    named: dict[Path, bool] = field(default_factory=dict)
    context: bool = False
    rules: tuple[ActiveRule, ...] = ()
    project: Project | None = None
    formats: dict[str, Format] = field(default_factory=dict)
    linted: list[Document] = field(default_factory=list)
    findings: list[Located] = field(default_factory=list)
    linted_paths: frozenset[str] = frozenset()
    unheard: list[str] = field(default_factory=list)
    skipped: list[tuple[JudgedSkip, str | None]] = field(default_factory=list)


@dataclass
class Run:
    """What a run did and found."""

    workspace: Workspace
    reports: Mapping[str, Report] = field(default_factory=dict)
    projects: list[ProjectRun] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    @property
    def all_failures(self) -> list[Failure]:
        """What could not be done, each once."""
        return list(dict.fromkeys([*self.failures, *self.workspace.all_failures]))


def run(request: Request, progress: Progress | None = None) -> Run:
    """Lint what is asked for.

    Raises UsageError and ConfigurationError for what makes the whole run
    senseless; what fails for one file is kept, and the others are linted.
    """
    cwd = Path.cwd()
    config_path = absolute(request.config, cwd) if request.config else None
    workspace = Workspace(cwd, config_path, request.allow_project_plugins)
    start = workspace.setup_for(cwd)
    result = Run(workspace, start.plugins.reports if start else _plugins.load().reports)
    if start is not None:
        resolve_rules(start.config, start.catalogue, request.rules)  # misspelt names end the run
    gathered = _gather(request, result)
    total = sum(len(project.named) for project in gathered)
    done = 0
    for project in gathered:

        def told(count: int, before: int = done) -> None:
            if progress is not None:
                progress(before + count, total)

        _lint(project, request, result, told)
        done += len(project.named)
        result.projects.append(project)
    return result


def _gather(request: Request, result: Run) -> list[ProjectRun]:
    """The projects that the paths lead to, each with the files to report on."""
    workspace = result.workspace
    projects: dict[Path, ProjectRun] = {}
    walked: list[Path] = []

    def take(path: Path, setup: Setup, *, asked: bool) -> None:
        project = projects.setdefault(setup.root, ProjectRun(setup))
        project.named[path] = project.named.get(path, False) or asked

    for name in request.paths:
        if name == "-":
            path = absolute(request.stdin_filename or "<stdin>", workspace.cwd)
        else:
            path = absolute(name, workspace.cwd)
        if name != "-" and is_folder(path):
            walked.append(path)
            for found, setup in workspace.files(path, exclude=request.exclude, nested=True):
                take(found, setup, asked=False)
            continue
        if name != "-" and not _is_file(path, name, result):
            continue
        owner = workspace.setup_for(path)
        if owner is None:
            continue
        if request.exclude and workspace.excluded_with_parents(path, owner):
            continue
        take(path, owner, asked=True)
    for project in projects.values():
        root = project.setup.root
        covered = any(root.is_relative_to(folder) for folder in walked)
        inside = any(path.is_relative_to(root) for path in project.named)
        project.context = project.setup.whole and inside and not covered
    return list(projects.values())


def _is_file(path: Path, name: str, result: Run) -> bool:
    if is_file(path):
        return True
    try:
        message = "there is no such file or folder" if not path.exists() else "is not a file"
    except (OSError, ValueError) as error:
        message = f"cannot be read: {getattr(error, 'strerror', None) or error}"
    result.failures.append(Failure(f"{visible(name)}: {message}"))
    return False


def _lint(project: ProjectRun, request: Request, result: Run, told: Callable[[int], None]) -> None:
    setup = project.setup
    workspace = result.workspace
    reader = Reader(setup.plugins.formats, setup.root, workspace.cwd, setup.config.max_file_size)
    reader.given.update(request.given)
    if request.stdin is not None:
        name = absolute(request.stdin_filename or "<stdin>", workspace.cwd)
        reader.given[name] = request.stdin
    documents: dict[Path, Document] = {}
    for count, (path, asked) in enumerate(project.named.items(), 1):
        document = _read(path, project, request, reader, result, asked=asked)
        if document is not None:
            documents[path] = document
        told(count)
    named = set(documents)
    if project.context and documents:
        others = workspace.files(setup.root, exclude=True, nested=False)
        for path, _ in others:
            if path not in project.named:
                document = _read(path, project, request, reader, result, asked=False)
                if document is not None:
                    documents[path] = document
        # What cannot be read there is a matter of the run that lints it.
        reader.failures = [f for f in reader.failures if _speaks_of(f, project.named, workspace)]
    result.failures += reader.failures
    roots, failures = link_all(_roots(documents), project.formats)
    result.failures += failures

    @cache
    def path_of(path: str) -> str:
        return setup.relative(absolute(path, workspace.cwd))

    with_facts = apply_facts(list(roots.values()), setup.config, path_of)
    names = {documents[path].path for path in named}
    project.linted = [d for d in with_facts if not names.isdisjoint(_paths(d))]
    if not project.linted:
        return
    project.rules = resolve_rules(setup.config, setup.catalogue, request.rules)
    project.project = Project(
        with_facts,
        root=str(setup.root),
        languages=setup.plugins.languages,
        today=request.today,
        recorded=_recordings(setup, workspace).seconds if setup.whole else None,
    )
    verdict = judge(project.project, project.rules)
    result.failures += verdict.failures
    _locate(project, verdict, names, path_of)


def _roots(documents: Mapping[Path, Document]) -> dict[Path, Document]:
    """The files that no other takes in; of files that take one another in, the first by name."""
    taken_in = {source.path for document in documents.values() for source in document.includes}
    roots = {path: one for path, one in documents.items() if one.path not in taken_in}
    if len(roots) == len(documents):
        return roots
    read = {one.path for one in roots.values()}
    read |= {source.path for one in roots.values() for source in one.includes}
    for path in sorted(documents.keys() - roots.keys()):
        document = documents[path]
        if document.path not in read:
            roots[path] = document
            read |= {document.path, *(source.path for source in document.includes)}
    return roots


def _paths(document: Document) -> Iterator[str]:
    """The paths of the files that a document is made of."""
    yield document.path
    for source in document.includes:
        yield source.path


def _recordings(setup: Setup, workspace: Workspace) -> Recordings:
    """The sound files of a project, also those that git ignores: audio seldom is checked in."""

    def files() -> Iterator[Path]:
        for path, _ in workspace.files(setup.root, exclude=False, nested=False):
            yield path

    return Recordings(setup.root, files)


def _locate(
    project: ProjectRun, verdict: Verdict, names: Collection[str], path_of: Callable[[str], str]
) -> None:
    """Name the places of what was found, and leave out what the user has accepted.

    Of a document only the files are shown that were named, all of them where it is named itself.
    """
    setup = project.setup
    assert project.project is not None
    locations = Locations(project.project)
    shown = {path for d in project.linted for path in _paths(d) if d.path in names or path in names}
    project.linted_paths = frozenset(path_of(path) for path in shown)
    found = []
    for judged in verdict.findings:
        source = judged.finding.place.source
        if source.path in shown:
            at, path = judged.finding.at, path_of(source.path)
            by_path = setup.config.for_path(path).severity
            found.append(
                Located(
                    judged.rule,
                    by_path.get(judged.rule.name, judged.severity),
                    judged.finding,
                    path,
                    locations.name(at, judged.subject),
                    locations.names(at, judged.subject),
                )
            )
    unknown = next((a for a in project.rules if a.rule.name == "unknown-fact"), None)
    if unknown is not None:
        for finding in unknown_facts(project.linted, setup.config):
            path = path_of(finding.place.source.path)
            found.append(Located(unknown.rule, unknown.severity, finding, path))
    left = suppress(
        found,
        project.linted,
        setup.config,
        setup.catalogue,
        active={a.rule.name: a for a in project.rules if a.rule.name not in verdict.failed},
        linted=project.linted_paths,
        today=project.project.today,
        path_of=path_of,
    )
    about = (one for one in left.about if one.path in project.linted_paths)
    project.findings = [*left.kept, *about]
    project.unheard = unheard(project.project, project.linted)
    for skip in verdict.skipped:
        if skip.skipped.place.source.path in shown:
            location = locations.name(skip.skipped.at, skip.subject)
            project.skipped.append((skip, location))


def _speaks_of(failure: Failure, named: Iterable[Path], workspace: Workspace) -> bool:
    return any(
        failure.message.startswith(visible(shown_path(path, workspace.cwd))) for path in named
    )


def _read(
    path: Path,
    project: ProjectRun,
    request: Request,
    reader: Reader,
    result: Run,
    *,
    asked: bool,
) -> Document | None:
    """The document of a file; None where it is of no known format or cannot be read."""
    setup = project.setup
    shown = shown_path(path, result.workspace.cwd)
    name = (request.as_format if path in project.named else None) or setup.config.for_path(
        setup.relative(path)
    ).format
    try:
        format_ = format_named(name, setup) if name else reader.recognise(path, shown)
    except OSError as error:
        result.failures.append(
            Failure(f"{visible(shown)}: cannot be read: {error.strerror or error}")
        )
        return None
    if format_ is None:
        if asked and not request.skip_unknown:
            result.failures.append(
                Failure(f"{visible(shown)}: not a format that ivrlint reads (--as names one)")
            )
        return None
    document = reader.read(path, shown, format_)
    if document is None:
        return None
    project.formats[document.path] = format_
    return prepared(document, setup, result.workspace.cwd)


def format_named(name: str, setup: Setup) -> Format:
    """The format of this name; raises UsageError where there is none."""
    for format_ in setup.plugins.formats:
        if format_.name == name:
            return format_
    from ivrlint._near import did_you_mean

    names = [format_.name for format_ in setup.plugins.formats]
    raise UsageError(f"there is no format {name!r}{did_you_mean(name, names)} ({', '.join(names)})")


def prepared(document: Document, setup: Setup, cwd: Path) -> Document:
    """A document with the language and the facts that the configuration gives it."""
    settings = setup.config.for_path(setup.relative(absolute(document.path, cwd)))
    return replace(document, language=document.language or settings.language)
