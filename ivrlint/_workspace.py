"""Projects on disk: which one a file belongs to, its configuration, its plugins, its files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from functools import cached_property
from pathlib import Path

from ivrlint import _plugins
from ivrlint._config import (
    Catalogue,
    Config,
    Finder,
    defaults,
    load,
    plugin_settings,
    read_chain,
)
from ivrlint._discovery import GitIgnore, walk
from ivrlint._files import is_folder, shown_path
from ivrlint._plugins import Failure, Plugins
from ivrlint.display import visible
from ivrlint.errors import ConfigurationError
from ivrlint.lean import dataclass


@dataclass(frozen=True)
class Setup:
    """A project on disk: its root folder, its configuration, the plugins it is linted with.

    `whole` says that the root is marked as one (by a configuration file or a
    repository), so that all files below it belong together.
    """

    root: Path
    config: Config
    plugins: Plugins
    whole: bool

    @cached_property
    def catalogue(self) -> Catalogue:
        """The rules of its plugins."""
        return _catalogue(self.plugins)

    def relative(self, path: Path) -> str:
        """A path relative to the root, with `/`; of a file outside of it, the absolute one."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()


@dataclass
class Workspace:
    """What a run knows of the folders it looks into.

    `config_path` is the configuration that the user named; it then holds for
    every file, and the project is its folder where that is above the working
    folder, else the working folder. `failures` collects what could not be done, `notes` what the
    user may not expect.
    """

    cwd: Path
    config_path: Path | None = None
    allow_project_plugins: bool = False
    failures: list[Failure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    git: GitIgnore = field(default_factory=GitIgnore)
    _finder: Finder = field(default_factory=Finder)
    _setups: dict[Path, Setup | None] = field(default_factory=dict)
    _plugins: dict[tuple[frozenset[str], tuple[Path, ...]], Plugins] = field(default_factory=dict)

    def setup_for(self, path: Path) -> Setup | None:
        """The project of a file or folder; None where its configuration cannot be used.

        It is the folder of the nearest configuration file, else the root of
        the repository, else the folder itself.
        """
        if self.config_path is not None:
            return self._configured(self.config_path)
        found = self._finder.find(path)
        if found is not None:
            return self._configured(found)
        folder = path if is_folder(path) else path.parent
        root = self.git.root(folder)
        return self._unconfigured(root or folder, whole=root is not None)

    def configures(self, folder: Path) -> bool:
        """Whether a folder has a configuration of its own, and so is a project of its own."""
        found = self._finder.find(folder)
        return self.config_path is None and found is not None and found.parent == folder

    @property
    def all_failures(self) -> list[Failure]:
        """What could not be done, by the workspace or by its plugins."""
        found = list(self.failures)
        for plugins in self._plugins.values():
            found += plugins.failures
        return list(dict.fromkeys(found))

    def _configured(self, config_path: Path) -> Setup | None:
        if config_path in self._setups:
            return self._setups[config_path]
        setup: Setup | None = None
        try:
            chain = read_chain(config_path)
            wanted = plugin_settings(chain)
            files = wanted.paths if self.allow_project_plugins else ()
            if wanted.paths and not files:
                self.notes.append(
                    f"{shown_path(config_path, self.cwd)} names plugins of the project, which"
                    " are not loaded (--allow-project-plugins runs them)"
                )
            plugins = self._load(wanted.disable, files)
            catalogue = _catalogue(plugins, complete=len(files) == len(wanted.paths))
            config = load(chain, catalogue)
            elsewhere = self.config_path is not None and not self.cwd.is_relative_to(config.root)
            if elsewhere:
                config = replace(config, root=self.cwd)
            # The working folder may hold anything: nothing marks it as a project.
            setup = Setup(config.root, config, plugins, whole=not elsewhere)
        except ConfigurationError as error:
            if self.config_path is not None:
                raise
            self.failures.append(Failure(str(error)))
        self._setups[config_path] = setup
        return setup

    def _unconfigured(self, root: Path, *, whole: bool) -> Setup:
        setup = self._setups.get(root)
        if setup is None:
            setup = Setup(root, defaults(root), self._load((), ()), whole)
            self._setups[root] = setup
        return setup

    def _load(self, disable: Sequence[str], files: Sequence[Path]) -> Plugins:
        key = (frozenset(disable), tuple(files))
        if key not in self._plugins:
            self._plugins[key] = _plugins.load(disable=disable, project_files=files)
        return self._plugins[key]

    def excluded(self, path: Path, setup: Setup, *, folder: bool = False) -> bool:
        """Whether the configuration or git leaves out a path itself, its parents left aside."""
        relative = setup.relative(path) + ("/" if folder else "")
        if setup.config.excludes(relative):
            return True
        return setup.config.respect_gitignore and self.git.ignores(path, folder=folder)

    def excluded_with_parents(self, path: Path, setup: Setup) -> bool:
        """Whether a file, or a folder that it is in, is left out."""
        from ivrlint._discovery import ALWAYS_EXCLUDED

        relative = setup.relative(path)
        if setup.config.excludes(relative):
            return True
        if not relative.startswith("/") and ALWAYS_EXCLUDED & set(relative.split("/")[:-1]):
            return True
        return setup.config.respect_gitignore and self.git.ignores_any(path)

    def files(self, top: Path, *, exclude: bool, nested: bool) -> Iterator[tuple[Path, Setup]]:
        """The files below a folder, each with its project.

        `nested`: whether to go into projects inside of the folder's own.
        """

        def owner(folder: Path) -> Setup | None:
            if folder not in owners:
                owners[folder] = self.setup_for(folder)
            return owners[folder]

        def enters(folder: Path) -> bool:
            if not nested and self.configures(folder):
                return False
            setup = owner(folder)
            return setup is not None and not (exclude and self.excluded(folder, setup, folder=True))

        def takes(path: Path) -> bool:
            setup = owner(path.parent)
            return setup is not None and not (exclude and self.excluded(path, setup))

        owners: dict[Path, Setup | None] = {}
        if owner(top) is None:
            return
        for path in walk(top, enters, takes, self._failed):
            setup = owner(path.parent)
            if setup is not None:
                yield path, setup

    def _failed(self, folder: Path, error: OSError) -> None:
        shown = shown_path(folder, self.cwd)
        self.failures.append(
            Failure(f"{visible(shown)}: cannot be read: {error.strerror or error}")
        )


def absolute(path: Path | str, cwd: Path) -> Path:
    """An absolute path without `.` and `..`; links are not followed."""
    return Path(os.path.normpath(cwd / path))


def _catalogue(plugins: Plugins, *, complete: bool = True) -> Catalogue:
    rules = plugins.rules
    lost = plugins.failures or any(plugin.disabled for plugin in plugins.found)
    return Catalogue(rules, presets=plugins.presets, complete=complete and not lost)
