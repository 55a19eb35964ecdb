"""What the commands other than `check` work with: one place, its configuration, its plugins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ivrlint._config import ActiveRule, Catalogue, Config, resolve_rules
from ivrlint._files import is_file, is_folder, shown_path
from ivrlint._plugins import Failure, Plugins
from ivrlint._reading import Reader, link_all
from ivrlint._run import format_named, prepared
from ivrlint._workspace import Setup, Workspace, absolute
from ivrlint.display import visible
from ivrlint.errors import ConfigurationError, UsageError
from ivrlint.formats import Format
from ivrlint.lean import dataclass
from ivrlint.model import Document, Project


@dataclass(frozen=True, slots=True)
class OneFile:
    """One file, linked with those that its format links it with."""

    format: Format
    document: Document
    project: Project


@dataclass
class Session:
    """The configuration and the plugins that hold at one place."""

    workspace: Workspace
    setup: Setup

    @classmethod
    def here(
        cls,
        *,
        start: Path | None = None,
        config: Path | None = None,
        allow_project_plugins: bool = False,
        traceback: bool = False,
    ) -> Session:
        """The session of a file or folder, the working folder without one.

        Raises ConfigurationError where the configuration there cannot be used.
        """
        del traceback  # it is about how failures are told
        cwd = Path.cwd()
        path = absolute(config, cwd) if config is not None else None
        workspace = Workspace(cwd, path, allow_project_plugins)
        setup = workspace.setup_for(absolute(start or ".", cwd))
        if setup is None:
            raise ConfigurationError("\n".join(f.message for f in workspace.failures))
        return cls(workspace, setup)

    @property
    def config(self) -> Config:
        """The configuration in force."""
        return self.setup.config

    @property
    def plugins(self) -> Plugins:
        """The plugins that are loaded."""
        return self.setup.plugins

    @property
    def catalogue(self) -> Catalogue:
        """All rules there are."""
        return self.setup.catalogue

    @property
    def failures(self) -> list[Failure]:
        """What could not be done so far."""
        return self.workspace.all_failures

    def active_rules(self) -> tuple[ActiveRule, ...]:
        """The rules that run here."""
        return resolve_rules(self.config, self.catalogue)

    def files(self, paths: Sequence[str], *, exclude: bool) -> Iterator[tuple[Path, str]]:
        """The files that paths name, with their names as shown.

        Raises UsageError for a path that is not there.
        """
        cwd = self.workspace.cwd
        for name in paths:
            path = absolute(name, cwd)
            if is_folder(path):
                for found, _ in self.workspace.files(path, exclude=exclude, nested=True):
                    yield found, shown_path(found, cwd)
            elif is_file(path):
                setup = self.workspace.setup_for(path)
                excluded = exclude and setup and self.workspace.excluded_with_parents(path, setup)
                if not excluded:
                    yield path, shown_path(path, cwd)
            else:
                raise UsageError(f"{visible(name)}: there is no such file or folder")

    def reader(self) -> Reader:
        """A reader of files of this project."""
        return Reader(
            self.plugins.formats, self.setup.root, self.workspace.cwd, self.config.max_file_size
        )

    def recognise(self, path: Path | None, shown: str, text: str) -> Format | None:
        """The format of a text that has been read already."""
        reader = self.reader()
        path = path or absolute(shown, self.workspace.cwd)
        reader.given[path] = text.encode("utf-8", "surrogateescape")
        return reader.recognise(path, shown)

    def read_one(self, path: Path, given: bytes | None, as_format: str | None) -> OneFile:
        """Read and link one file; raises UsageError where that cannot be done."""
        cwd = self.workspace.cwd
        whole = absolute(path, cwd)
        shown = shown_path(whole, cwd)
        reader = self.reader()
        if given is not None:
            reader.given[whole] = given
        elif not is_file(whole):
            what = "is a folder: name one file" if is_folder(whole) else "there is no such file"
            raise UsageError(f"{visible(shown)}: {what}")
        settings = self.config.for_path(self.setup.relative(whole))
        name = as_format or settings.format
        try:
            format_ = format_named(name, self.setup) if name else reader.recognise(whole, shown)
        except OSError as error:
            raise UsageError(f"{visible(shown)}: cannot be read: {error.strerror}") from error
        if format_ is None:
            raise UsageError(f"{visible(shown)}: not a format that ivrlint reads (--as names one)")
        document = reader.read(whole, shown, format_)
        if document is None:
            raise UsageError(reader.failures[-1].message)
        documents = {whole: document}
        if given is None and type(format_).link is not Format.link:
            documents |= self._beside(whole, document, format_, reader)
        formats = {one.path: format_ for one in documents.values()}
        linked, failures = link_all(documents, formats)
        self.workspace.failures += failures
        all_of_them = [prepared(one, self.setup, cwd) for one in linked.values()]
        project = Project(all_of_them, root=str(self.setup.root), languages=self.plugins.languages)
        return OneFile(format_, all_of_them[0], project)

    def _beside(
        self, path: Path, document: Document, format_: Format, reader: Reader
    ) -> dict[Path, Document]:
        """The other files of a format in the folder of a file, where such files are linked."""
        found: dict[Path, Document] = {}
        cwd, taken = self.workspace.cwd, {source.path for source in document.includes}
        for other in sorted(path.parent.iterdir()):
            shown = shown_path(other, cwd)
            if other == path or shown in taken or not is_file(other):
                continue
            try:
                if reader.recognise(other, shown) is not format_:
                    continue
            except OSError:
                continue
            read = reader.read(other, shown, format_)
            if read is not None:
                found[other] = read
        included = {source.path for one in found.values() for source in one.includes}
        return {other: one for other, one in found.items() if one.path not in included}
