"""A configuration as it is in force: every setting, and where it was written."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ivrlint._config.catalogue import RuleSettings
from ivrlint._config.file import ConfigFile, Key, Name
from ivrlint.finding import Severity
from ivrlint.places import Place

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MAX_FILE_SIZE: Final = 16 * 1024 * 1024
"""Bytes; a larger file is not read unless the configuration says so."""

# Plain paths with a folder before them; they need no library to be matched.
_PLAIN: Final = re.compile(r"(?:[\w.@+-][\w.@+ -]*/)+[\w.@+ -]*[\w.@+-]")


class Patterns:
    """Patterns of paths, as .gitignore has them, relative to the project's root."""

    __slots__ = ("_plain", "_spec", "lines")

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self.lines: Final = tuple(lines)
        self._spec: GitIgnoreSpec | None = None
        self._plain: bool | None = None

    def __repr__(self) -> str:
        return f"Patterns({self.lines!r})"

    def __bool__(self) -> bool:
        return bool(self.lines)

    def match(self, path: str) -> bool:
        """Whether they match a path with `/` between its parts; a folder's ends in `/`.

        A path outside of the project matches nothing.
        """
        if not self.lines or path.startswith(("../", "/")) or path == "..":
            return False
        if self._plain is None:
            plain = [_PLAIN.fullmatch(line) is not None for line in self.lines]
            self._plain = all(plain)
        if self._plain:
            return any(path == line or path.startswith(f"{line}/") for line in self.lines)
        if self._spec is None:
            import pathspec

            self._spec = pathspec.GitIgnoreSpec.from_lines(self.lines)
        return self._spec.match_file(path)


@dataclass(frozen=True, slots=True)
class PerPath:
    """A table `[[per-path]]`: what holds for some files only.

    `ignored` and `severity` go by the rules' names of today; `ignored` gives
    for each rule the name by which it was meant.
    """

    key: Key
    paths: Patterns
    ignored: Mapping[str, Name] = field(default_factory=dict)
    severity: Mapping[str, Severity] = field(default_factory=dict)
    language: str | None = None
    format: str | None = None

    @property
    def place(self) -> Place:
        """Where it stands in the configuration file."""
        return self.key.place


@dataclass(frozen=True, slots=True)
class Ignore:
    """A table `[[ignore]]`: a finding that is known and accepted.

    Without `steps` it holds for whole files. `until` is the last day on which
    it counts.
    """

    key: Key
    paths: Patterns
    ignored: Mapping[str, Name]
    steps: tuple[str, ...] = ()
    reason: str = ""
    until: datetime.date | None = None

    @property
    def place(self) -> Place:
        """Where it stands in the configuration file."""
        return self.key.place


@dataclass(frozen=True, slots=True)
class Facts:
    """A table `[[facts]]`: facts declared for steps, flows, replies or pages of some files.

    `steps` and `flows` are names, titles, or patterns of them. Without
    `steps`, the flows themselves are meant (and, without `flows` too, every
    flow, reply and page of the files).
    """

    key: Key
    paths: Patterns
    steps: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    tags: tuple[Name, ...] = ()
    values: tuple[tuple[Name, str], ...] = ()

    @property
    def place(self) -> Place:
        """Where it stands in the configuration file."""
        return self.key.place


@dataclass(frozen=True, slots=True)
class PluginSettings:
    """Which plugins are switched off by name, and which files of the project are plugins.

    The files are loaded only with `--allow-project-plugins`.
    """

    disable: tuple[Name, ...] = ()
    paths: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class PathSettings:
    """What the configuration says about one file.

    `ignored` are rules by their names of today, `severity` goes by them too.
    """

    ignored: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = field(default_factory=dict)
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
    preset: str = "default"
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
