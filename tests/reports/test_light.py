"""Offering the reports costs nothing that only writing one needs."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
import ivrlint.hooks, ivrlint.reports
before = set(sys.modules)
import ivrlint_reports
assert len(ivrlint_reports.ivrlint_reports()) > 1
print(*sorted(set(sys.modules) - before))
"""


def test_offering_the_reports_imports_none_of_them() -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "ivrlint_reports"
