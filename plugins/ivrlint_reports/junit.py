"""JUnit's XML, which most CI servers collect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from ivrlint.display import visible
from ivrlint.reports import Outcome, ReportedFinding
from ivrlint_reports._wording import notes, verdict, where
from ivrlint_reports._xml import attribute, content


def write(outcome: Outcome) -> Iterator[str]:
    """A test suite for each file with findings, a failed test case for each finding.

    One XML document; without findings it holds one test case that passes.
    """
    number = len(outcome.findings)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="ivrlint" tests="{max(1, number)}" failures="{number}">\n'
    if not outcome.findings:
        yield '  <testsuite name="ivrlint" tests="1" failures="0" errors="0">\n'
        yield f'    <testcase name={attribute(verdict(outcome))} classname="ivrlint"/>\n'
        yield "  </testsuite>\n"
    for path, findings in groupby(outcome.findings, lambda finding: finding.spot.path):
        yield from _suite(path, list(findings))
    yield "</testsuites>\n"


def _suite(path: str, findings: list[ReportedFinding]) -> Iterator[str]:
    number = len(findings)
    yield f'  <testsuite name={attribute(path)} tests="{number}" failures="{number}" errors="0">\n'
    seen: Counter[str] = Counter()
    for finding in findings:
        start = finding.spot.start
        name = f"{finding.rule} at {start.line}:{start.column}"
        seen[name] += 1
        # CI servers take test cases of one name for one.
        if seen[name] > 1:
            name = f"{name} ({seen[name]})"
        message = visible(finding.message)
        heading = f"{where(finding.spot)}: {finding.severity} {visible(finding.rule)}: {message}"
        text = "\n".join([heading, *notes(finding)])
        yield (
            f"    <testcase name={attribute(name)} classname={attribute(path)}"
            f' file={attribute(path)} line="{start.line}">\n'
            f'      <failure type="{finding.severity}"'
            f" message={attribute(message)}>{content(text)}</failure>\n"
            f"    </testcase>\n"
        )
    yield "  </testsuite>\n"
