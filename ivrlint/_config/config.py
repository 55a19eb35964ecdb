"""A configuration as it is in force: every setting, and where it was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from ivrlint._config.file import ConfigFile, Key, Name
from ivrlint._config.patterns import Patterns
from ivrlint.finding import Severity
from ivrlint.lean import dataclass
from ivrlint.presets import RuleSettings

if TYPE_CHECKING:
    from ivrlint._config.tables import Facts, Ignore, PerPath

MAX_FILE_SIZE: Final = 16 * 1024 * 1024
"""Bytes; a larger file is not read unless the configuration says so."""


class PluginSettings(NamedTuple):
    """Which plugins are switched off by name, and which files of the project are plugins.

    The files are loaded only with `--allow-project-plugins`.
    """

    disable: tuple[Name, ...] = ()
    paths: tuple[Path, ...] = ()


class PathSettings(NamedTuple):
    """What the configuration says about one file.

    `ignored` are rules by their names of today, `severity` goes by them too.
    """

    ignored: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = MappingProxyType({})
    language: str | None = None
    format: str | None = None


@dataclass(frozen=True, kw_only=True)
class Config:
    """The configuration of a project.

    `files` are the files that it was read from, the nearest one last; `root`
    is the folder of the nearest, absolute. `select` None: every rule that is
    on by default. `keys` gives for each setting, written with dots
    (`rules.too-long.max`), the key that it comes from; what is not there is
    the default. Every path in `baseline` and `plugins` is absolute.
    """

    root: Path
    files: tuple[ConfigFile, ...] = ()
    select: tuple[Name, ...] | None = None
    extend_select: tuple[Name, ...] = ()
    ignore: tuple[Name, ...] = ()
    presets: tuple[str, ...] = ()
    rules: Mapping[str, RuleSettings] = field(default_factory=dict)
    per_path: tuple[PerPath, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    facts: tuple[Facts, ...] = ()
    exclude: Patterns = field(default_factory=Patterns)
    respect_gitignore: bool = True
    language: str | None = None
    plugins: PluginSettings = field(default_factory=PluginSettings)
    fail_on: Severity = Severity.WARNING
    baseline: Path | None = None
    max_file_size: int = MAX_FILE_SIZE
    required_version: str | None = None
    keys: Mapping[str, Key] = field(default_factory=dict)

    @property
    def path(self) -> Path | None:
        """The nearest configuration file; None where nothing is configured."""
        return self.files[-1].path if self.files else None

    def excludes(self, path: str) -> bool:
        """Whether a path relative to the root is excluded; a folder's ends in `/`."""
        return self.exclude.match(path)

    @cached_property
    def _plain(self) -> PathSettings:
        return PathSettings(language=self.language)

    def for_path(self, path: str) -> PathSettings:
        """What holds for a file, by its path relative to the root; later tables win."""
        found = [table for table in self.per_path if table.paths.match(path)]
        if not found:
            return self._plain
        ignored: set[str] = set()
        severity: dict[str, Severity] = {}
        language, format_name = self.language, None
        for table in found:
            ignored.update(table.ignored)
            severity.update(table.severity)
            language = table.language or language
            format_name = table.format or format_name
        return PathSettings(frozenset(ignored), severity, language, format_name)
