"""SARIF 2.1.0, as GitHub's code scanning wants it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from ivrlint.display import visible
from ivrlint.finding import Severity
from ivrlint.reports import Outcome, ReportedFinding, ReportedFix, Spot
from ivrlint.rule import Rule
from ivrlint_reports._json import array, encode
from ivrlint_reports._wording import counted, witness

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT: Final = "%SRCROOT%"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "recommendation",
}

# What GitHub takes: a file with more results is refused as a whole.
_RESULTS: Final = 25_000
_LOCATIONS: Final = 1_000
_DESCRIPTION: Final = 1_024

_DRIVE: Final = r"[A-Za-z]:/"
_LINK: Final = r"\[(?=[^][]*\]\()"


def write(outcome: Outcome) -> Iterator[str]:
    """One run with its rules and results; paths are relative to the repository's root.

    One JSON object, one result to a line.
    """
    kept = _kept(outcome.findings)
    components = _components(outcome)
    head = {
        "tool": _tool(outcome, components),
        "automationDetails": {"id": "ivrlint/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [_invocation(len(outcome.findings) - len(kept))],
    }
    yield f'{{"$schema": {encode(_SCHEMA)},\n"version": "2.1.0",\n"runs": [\n'
    yield f'{encode(head)[:-1]},\n"results": '
    yield from array(_result(finding, components) for finding in kept)
    yield "}]}\n"


def _kept(findings: Sequence[ReportedFinding]) -> Sequence[ReportedFinding]:
    """At most as many as GitHub takes; the mildest are left out."""
    if len(findings) <= _RESULTS:
        return findings
    return sorted(findings, key=lambda finding: -finding.severity)[:_RESULTS]


def _invocation(left_out: int) -> dict[str, Any]:
    if not left_out:
        return {"executionSuccessful": True}
    text = f"{counted(left_out, 'finding')} left out: more than {_RESULTS:,} would be refused."
    notification = {"level": "warning", "message": {"text": text}}
    return {"executionSuccessful": True, "toolExecutionNotifications": [notification]}


class _Components(NamedTuple):
    """The rules of ivrlint itself and of every plugin, and how a result refers to each."""

    own: list[str]
    plugins: dict[str, list[str]]
    references: dict[str, dict[str, Any]]


def _components(outcome: Outcome) -> _Components:
    components = _Components([], {}, {})
    for name in sorted({*outcome.rules, *(finding.rule for finding in outcome.findings)}):
        plugin = outcome.plugin_of.get(name)
        if plugin is None:
            components.references[name] = {"ruleIndex": len(components.own)}
            components.own.append(name)
            continue
        rules = components.plugins.setdefault(plugin, [])
        component = {"name": plugin, "index": list(components.plugins).index(plugin)}
        components.references[name] = {
            "rule": {"id": name, "index": len(rules), "toolComponent": component}
        }
        rules.append(name)
    return components


def _tool(outcome: Outcome, components: _Components) -> dict[str, Any]:
    def described(names: list[str]) -> list[dict[str, Any]]:
        return [_descriptor(name, outcome.rules.get(name)) for name in names]

    tool: dict[str, Any] = {
        "driver": {
            "name": "ivrlint",
            "version": outcome.version,
            "semanticVersion": outcome.version,
            "rules": described(components.own),
        }
    }
    if components.plugins:
        tool["extensions"] = [
            {"name": plugin, "rules": described(names)}
            for plugin, names in components.plugins.items()
        ]
    return tool


def _descriptor(name: str, rule: Rule | None) -> dict[str, Any]:
    from ivrlint_reports._rule_help import markdown

    if rule is None:
        return {"id": name, "shortDescription": {"text": name}}
    text = rule.documentation or name
    descriptor: dict[str, Any] = {
        "id": name,
        "shortDescription": {"text": _cut(rule.summary or name)},
        "fullDescription": {"text": _cut(text)},
        "help": {"text": text, "markdown": markdown(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "precision": "high",
            "problem.severity": _PROBLEMS[rule.severity],
            "tags": ["ivr", rule.pack],
        },
    }
    if rule.url:
        descriptor["helpUri"] = rule.url
    return descriptor


def _cut(text: str) -> str:
    return text if len(text) <= _DESCRIPTION else f"{text[: _DESCRIPTION - 1]}…"


def _result(finding: ReportedFinding, components: _Components) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": _physical(finding.spot)}
    logical = [name for name in (finding.location, finding.pointer) if name]
    if logical:
        location["logicalLocations"] = [{"fullyQualifiedName": visible(name)} for name in logical]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        **components.references[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [location],
        "partialFingerprints": {"primaryLocationLineHash": finding.fingerprint},
    }
    if finding.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _physical(related.spot),
                "message": {"text": visible(related.message) or "here"},
            }
            for number, related in enumerate(finding.related[:_LOCATIONS], 1)
        ]
    if finding.fix and finding.fix.edits:
        result["fixes"] = [_fix(finding.fix)]
    return result


def _message(finding: ReportedFinding) -> str:
    """The message, the caller's way, and links to the related places.

    GitHub shows a related place only where the message links to it. Nothing
    else in the message may look like a link.
    """
    parts = [re.sub(_LINK, r"\\[", visible(finding.message)) or finding.rule]
    way = witness(finding)
    if way is not None:
        parts.append(re.sub(_LINK, r"\\[", way))
    for number, related in enumerate(finding.related[:_LOCATIONS], 1):
        note = re.sub(r"[][\\]", r"\\\g<0>", visible(related.message)) or "here"
        parts.append(f"See [{note}]({number}).")
    return "\n".join(parts)


def _physical(spot: Spot) -> dict[str, Any]:
    return {"artifactLocation": _artifact(spot.repository_path), "region": _region(spot)}


def _region(spot: Spot) -> dict[str, int]:
    return {
        "startLine": spot.start.line,
        "startColumn": spot.start.column,
        "endLine": spot.end.line,
        "endColumn": spot.end.column,
    }


def _artifact(path: str) -> dict[str, str]:
    """A file as a URI reference; what lies outside the repository as a whole URI."""
    from urllib.parse import quote

    try:
        data = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = path.encode("utf-8", "replace")
    if path.startswith("/"):
        return {"uri": f"file://{quote(data)}"}
    if re.match(_DRIVE, path):
        return {"uri": f"file:///{quote(data, safe='/:')}"}
    return {"uri": quote(data), "uriBaseId": _ROOT}


def _fix(fix: ReportedFix) -> dict[str, Any]:
    changes: dict[str, list[dict[str, Any]]] = {}
    for edit in fix.edits:
        changes.setdefault(edit.spot.repository_path, []).append(
            {"deletedRegion": _region(edit.spot), "insertedContent": {"text": edit.text}}
        )
    return {
        "description": {"text": visible(fix.title) or "Fix"},
        "artifactChanges": [
            {"artifactLocation": _artifact(path), "replacements": replacements}
            for path, replacements in changes.items()
        ],
        "properties": {"safe": fix.safe},
    }
