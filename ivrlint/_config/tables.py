"""The tables about some files, or some steps of them; made only where there are any."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import field

from ivrlint._config.file import Key, Name
from ivrlint._config.patterns import Patterns
from ivrlint.finding import Severity
from ivrlint.lean import dataclass
from ivrlint.places import Place


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
