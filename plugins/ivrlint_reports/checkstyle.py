"""Checkstyle's XML, which Jenkins and many viewers read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from ivrlint.display import visible
from ivrlint.reports import Outcome
from ivrlint_reports._xml import attribute

_VERSION: Final = "4.3"
"""The version of Checkstyle whose form this is."""


def write(outcome: Outcome) -> Iterator[str]:
    """A `file` for each file with findings, an `error` for each finding.

    One XML document, one finding to a line.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<checkstyle version="{_VERSION}">\n'
    for path, findings in groupby(outcome.findings, lambda finding: finding.spot.path):
        yield f"  <file name={attribute(path)}>\n"
        for finding in findings:
            yield (
                f'    <error line="{finding.spot.start.line}"'
                f' column="{finding.spot.start.column}" severity="{finding.severity}"'
                f" message={attribute(visible(finding.message))}"
                f" source={attribute(f'ivrlint.{finding.pack}.{finding.rule}')}/>\n"
            )
        yield "  </file>\n"
    yield "</checkstyle>\n"
