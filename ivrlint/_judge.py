"""Running the rules over a linked project: one walk serves them all."""

from __future__ import annotations

import traceback
from collections.abc import Container, Iterator, Sequence
from dataclasses import field

from ivrlint._config import ActiveRule
from ivrlint._plugins import Failure
from ivrlint.errors import PluginError
from ivrlint.finding import Finding, Severity, Skipped
from ivrlint.lean import dataclass
from ivrlint.model import Document, Exit, Flow, Page, Project, Prompt, Reply, Step
from ivrlint.rule import Rule

Subject = Project | Document | Flow | Step | Exit | Prompt | Reply | Page


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding, the rule that made it, and what the rule was looking at."""

    rule: Rule
    severity: Severity
    finding: Finding
    subject: Subject


@dataclass(frozen=True, slots=True)
class JudgedSkip:
    """What a rule could not judge, and what it was looking at."""

    rule: Rule
    skipped: Skipped
    subject: Subject


@dataclass
class Verdict:
    """What the rules said of a project, and which of them failed."""

    findings: list[Judged] = field(default_factory=list)
    skipped: list[JudgedSkip] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)


def judge(project: Project, rules: Sequence[ActiveRule]) -> Verdict:
    """Run the rules over everything that the project holds.

    A rule that raises is named with its traceback and runs no more; what it
    had said before stays.
    """
    verdict = Verdict()
    by_class: dict[str, list[ActiveRule]] = {}
    for active in rules:
        by_class.setdefault(active.rule.runs_on, []).append(active)
    if not by_class:
        return verdict

    rules_of: dict[type[Subject], list[ActiveRule]] = {}
    for subject in _subjects(project, _Asked(by_class)):
        kind = type(subject)
        if kind not in rules_of:
            names = [base.__name__ for base in kind.__mro__]
            rules_of[kind] = [active for name in names for active in by_class.get(name, ())]
        for active in rules_of[kind]:
            if active.rule.name not in verdict.failed:
                _apply(active, subject, verdict)
    verdict.findings = _without_implied(_once(verdict.findings))
    return verdict


def _apply(active: ActiveRule, subject: Subject, verdict: Verdict) -> None:
    rule = active.rule
    try:
        for said in rule.check(subject, **active.options):
            if isinstance(said, Finding):
                _check(said)
                verdict.findings.append(Judged(rule, active.severity_of(said), said, subject))
            elif isinstance(said, Skipped):
                verdict.skipped.append(JudgedSkip(rule, said, subject))
            else:
                raise TypeError(f"it yields {said!r}, not a Finding")
    except PluginError as error:  # not the rule's fault: the words of a language, say
        verdict.failed.add(rule.name)
        verdict.failures.append(Failure(str(error)))
    except Exception as error:
        verdict.failed.add(rule.name)
        where = f" on {subject.place.source.path}" if not isinstance(subject, Project) else ""
        told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        verdict.failures.append(
            Failure(f"rule {rule.name!r} failed{where}: {told}", traceback.format_exc())
        )


def _check(finding: Finding) -> None:
    """Raise for a finding that is none, here and not in a report."""
    if not isinstance(finding.message, str):
        raise TypeError(f"the message of its finding is {finding.message!r}, not text")
    finding.place  # noqa: B018 - it raises where there is none


class _Asked(dict[type[Subject], bool]):
    """Whether any rule runs on a class; most of a large project is steps that no rule asks for."""

    def __init__(self, names: Container[str]) -> None:
        self._names = names

    def __missing__(self, kind: type[Subject]) -> bool:
        asked = self[kind] = any(base.__name__ in self._names for base in kind.__mro__)
        return asked


def _subjects(project: Project, asked: _Asked) -> Iterator[Subject]:
    prompts, exits = asked[Prompt], asked[Exit]
    yield project
    for document in project.documents:
        yield document
        yield from document.replies
        yield from document.pages
        for flow in document.flows:
            yield flow
            yield from flow.options
            for step in flow.steps:
                if asked[step.__class__]:
                    yield step
                if prompts:
                    yield from step.prompts
                if prompts or exits:
                    yield from _with_prompts(step.exits)


def _with_prompts(exits: Sequence[Exit]) -> Iterator[Exit | Prompt]:
    for exit_ in exits:
        yield exit_
        yield from exit_.prompts


def _once(findings: list[Judged]) -> list[Judged]:
    """One text that is heard in two places is told of once: drop what is the same in every word."""
    found: dict[tuple[str, int, int, int, str], Judged] = {}
    for judged in findings:
        finding = judged.finding
        place = finding.place
        key = (judged.rule.name, id(place.source), place.start, place.end, finding.message)
        found.setdefault(key, judged)
    return list(found.values())


def _without_implied(findings: list[Judged]) -> list[Judged]:
    """One cause, one finding: drop what another finding at the same place implies."""
    silenced = set()
    for judged in findings:
        if judged.rule.implies:
            places = [judged.finding.place, *(r.place for r in judged.finding.related)]
            for place in places:
                for name in judged.rule.implies:
                    silenced.add((name, id(place.source), place.start))
    if not silenced:
        return findings
    return [
        judged
        for judged in findings
        if (judged.rule.name, id(judged.finding.place.source), judged.finding.place.start)
        not in silenced
    ]
