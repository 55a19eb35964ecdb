"""From a run to what reports are given: places resolved, secrets masked, everything sorted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path

from ivrlint import __version__
from ivrlint._discovery import GitIgnore
from ivrlint._files import shown_path
from ivrlint._located import Located
from ivrlint._run import ProjectRun, Run
from ivrlint._workspace import absolute
from ivrlint.finding import Fix
from ivrlint.lean import dataclass
from ivrlint.model import Opaque, Unresolved
from ivrlint.places import Place, Source
from ivrlint.reports import (
    FormatStatistics,
    Outcome,
    ReportedEdit,
    ReportedFinding,
    ReportedFix,
    ReportedRelated,
    ReportedSkip,
    Spot,
    Statistics,
)
from ivrlint.rule import Rule

MOST_RELATED = 50
"""Related places of one finding that are reported."""


@dataclass
class Resolver:
    """Turns places into what reports call them, and gives the lines they stand on."""

    cwd: Path
    git: GitIgnore
    _sources: dict[str, Source] = field(default_factory=dict)
    _roots: dict[str, str] = field(default_factory=dict)
    _lines: dict[tuple[str, int], str] = field(default_factory=dict)
    _masked_texts: dict[str, str] = field(default_factory=dict)

    def spot(self, place: Place) -> Spot:
        """The file, the start and the end of a place."""
        path = place.source.path
        self._sources.setdefault(path, place.source)
        if path not in self._roots:
            whole = absolute(path, self.cwd)
            root = self.git.root(whole.parent)
            self._roots[path] = shown_path(whole, root or self.cwd)
        return Spot(path, self._roots[path], place.begin, place.finish)

    def masked(self, *texts: str) -> Sequence[str]:
        """The texts without their secrets; many findings tell of the same stations."""
        from ivrlint._secrets import mask_all

        known = self._masked_texts
        new = [text for text in texts if text not in known]
        if new:
            known.update(zip(new, mask_all(*new), strict=True))
        return [known[text] for text in texts]

    def excerpt(self, spot: Spot, first: int, last: int) -> Sequence[str]:
        """Lines of the file, secrets masked."""
        source = self._sources.get(spot.path)
        if source is None:
            return ()
        return [
            self._masked(spot.path, source, line)
            for line in range(max(1, first), min(last, len(source.line_starts)) + 1)
        ]

    def _masked(self, path: str, source: Source, line: int) -> str:
        """A line without its secrets; a file of one long line is masked only once."""
        from ivrlint._secrets import mask

        key = (path, line)
        if key not in self._lines:
            self._lines[key] = mask(source.line_text(line))
        return self._lines[key]


def outcome_of(
    run: Run,
    *,
    show_skipped: bool = False,
    statistics: bool = False,
    colour: bool = False,
    width: int = 100,
) -> Outcome:
    """Everything that a run found out, ready to be written."""
    resolver = Resolver(run.workspace.cwd, run.workspace.git)
    rules: dict[str, Rule] = {}
    owners: dict[str, str] = {}
    seen: Counter[str] = Counter()
    findings = []
    for project in run.projects:
        rules.update({active.rule.name: active.rule for active in project.rules})
        owners.update(project.setup.plugins.third_party_rules)
        findings += [_reported(located, resolver, seen) for located in _sorted(project)]
    findings.sort(key=lambda f: (f.spot.path, f.spot.start, f.rule, f.spot.end, f.message))
    return Outcome(
        version=__version__,
        files=sum(len(project.linted) for project in run.projects),
        findings=findings,
        skipped=_skips(run, resolver) if show_skipped else None,
        statistics=_statistics(run, findings) if statistics else None,
        rules=rules,
        plugin_of=owners,
        excerpt=resolver.excerpt,
        colour=colour,
        width=width,
    )


def _sorted(project: ProjectRun) -> list[Located]:
    return sorted(project.findings, key=lambda f: (f.path, f.finding.place.start, f.rule.name))


def _reported(located: Located, resolver: Resolver, seen: Counter[str]) -> ReportedFinding:
    from hashlib import sha256

    from ivrlint._baseline import kind

    finding = located.finding
    place = finding.place
    spot = resolver.spot(place)
    same = "\0".join((spot.repository_path, *kind(located)[1:]))
    seen[same] += 1
    identity = f"{same}\0{seen[same]}".encode("utf-8", "surrogatepass")
    beside = finding.related[:MOST_RELATED]
    message, location, pointer, *others = resolver.masked(
        finding.message,
        located.location or "",
        place.pointer or "",
        *[related.message for related in beside],
        *finding.witness,
    )
    notes, witness = others[: len(beside)], others[len(beside) :]
    return ReportedFinding(
        rule=located.rule.name,
        pack=located.rule.pack,
        severity=located.severity,
        message=message,
        spot=spot,
        location=located.location and location,
        pointer=place.pointer and pointer,
        witness=tuple(witness),
        related=tuple(
            ReportedRelated(resolver.spot(related.place), note)
            for related, note in zip(beside, notes, strict=True)
        ),
        fix=_fix(finding.fix, resolver),
        url=located.rule.url,
        fingerprint=sha256(identity).hexdigest()[:32],
    )


def _fix(fix: Fix | None, resolver: Resolver) -> ReportedFix | None:
    if fix is None:
        return None
    from ivrlint._secrets import mask

    edits = tuple(ReportedEdit(resolver.spot(edit.place), edit.text) for edit in fix.edits)
    return ReportedFix(fix.safe, mask(fix.title), edits)


def _skips(run: Run, resolver: Resolver) -> list[ReportedSkip]:
    from ivrlint._secrets import mask

    found = {
        (
            resolver.spot(skip.skipped.place).path,
            skip.skipped.place.start,
            ReportedSkip(
                skip.rule.name, skip.skipped.place.source.path, location, mask(skip.skipped.reason)
            ),
        )
        for project in run.projects
        for skip, location in project.skipped
    }
    return [row[2] for row in sorted(found, key=lambda row: (row[0], row[1], row[2].rule))]


def _statistics(run: Run, findings: Sequence[ReportedFinding]) -> Statistics:
    rules = Counter(finding.rule for finding in findings)
    formats: dict[str, list[int]] = {}
    for project in run.projects:
        for name, counts in _of_project(project).items():
            total = formats.setdefault(name, [0] * len(counts))
            formats[name] = [a + b for a, b in zip(total, counts, strict=True)]
    return Statistics(
        dict(sorted(rules.items())),
        {name: FormatStatistics(*counts) for name, counts in sorted(formats.items())},
    )


def _of_project(run: ProjectRun) -> Mapping[str, tuple[int, ...]]:
    """Per format: files, steps, opaque steps, targets, unresolved targets."""
    found: dict[str, list[int]] = {}
    for document in run.linted:
        counts = found.setdefault(document.format, [0] * 5)
        counts[0] += 1
        for flow in document.flows:
            for step in flow.steps:
                counts[1] += 1
                counts[2] += isinstance(step, Opaque)
                for edge in flow.graph.whole.edges(step):
                    counts[3] += 1
                    counts[4] += isinstance(edge.target, Unresolved)
    return {name: tuple(counts) for name, counts in found.items()}
