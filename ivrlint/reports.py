"""What a report plugin gets: everything that one run found out, ready to be written."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence

from ivrlint.finding import Severity
from ivrlint.lean import dataclass
from ivrlint.places import Position
from ivrlint.rule import Rule


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of a file as reports name it.

    `path` is relative to the working directory (absolute outside it),
    `repository_path` to the root of the version-control repository; both with
    `/`. Ends are exclusive.
    """

    path: str
    repository_path: str
    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class ReportedEdit:
    """Puts `text` in the place of what stands at `spot`."""

    spot: Spot
    text: str


@dataclass(frozen=True, slots=True)
class ReportedFix:
    """A fix, ready to be written."""

    safe: bool
    title: str
    edits: tuple[ReportedEdit, ...]


@dataclass(frozen=True, slots=True)
class ReportedRelated:
    """Another place of a finding, with the note on it."""

    spot: Spot
    message: str


@dataclass(frozen=True, slots=True)
class ReportedFinding:
    """A finding with everything that a report may say of it.

    `location` names where in the model it is (`queue agents`), `pointer` where
    in a data file. `fingerprint` is the same as long as the finding is the
    same (rule, path, location, message with its numbers masked), and unique
    within a run.
    """

    rule: str
    pack: str
    severity: Severity
    message: str
    spot: Spot
    location: str | None
    pointer: str | None
    witness: tuple[str, ...]
    related: tuple[ReportedRelated, ...]
    fix: ReportedFix | None
    url: str | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class ReportedSkip:
    """What a rule could not judge, and why."""

    rule: str
    path: str
    location: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class FormatStatistics:
    """What was read of one format: counts."""

    files: int
    steps: int
    opaque: int
    targets: int
    unresolved: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """Findings per rule, and per format what was read."""

    rules: Mapping[str, int]
    formats: Mapping[str, FormatStatistics]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a run.

    `findings` are sorted by path, place and rule. `skipped` and `statistics`
    are None unless asked for. `rules` are those that ran, by name.
    `plugin_of` gives the distribution of a rule that is not ivrlint's own.
    `excerpt` gives the lines of a file from the first to the last (from 1,
    both included), secrets masked; fewer where the file has fewer.
    `colour` says whether the output may be coloured, `width` how wide it may
    be, in columns.
    """

    version: str
    files: int
    findings: Sequence[ReportedFinding]
    skipped: Sequence[ReportedSkip] | None
    statistics: Statistics | None
    rules: Mapping[str, Rule]
    plugin_of: Mapping[str, str]
    excerpt: Callable[[Spot, int, int], Sequence[str]]
    colour: bool = False
    width: int = 100

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return sum(finding.severity is severity for finding in self.findings)


class Report(ABC):
    """A form in which an outcome is written."""

    name: str
    """The name for `--format`: kebab-case."""
    description: str
    """One line for `ivrlint plugins`."""

    @abstractmethod
    def write(self, outcome: Outcome) -> Iterator[str]:
        """The report, in pieces of text that are written one after another.

        Text from files must not reach a terminal with its control characters:
        use `ivrlint.display.visible`.
        """
