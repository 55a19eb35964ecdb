"""Offering the reports costs nothing that only writing one needs."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
import ivrlint.display, ivrlint.hooks, ivrlint.reports, ivrlint_reports
before = set(sys.modules)
ivrlint_reports.ivrlint_reports()
print(*sorted(name for name in set(sys.modules) - before if not name.startswith("ivrlint")))
"""


def test_offering_the_reports_imports_nothing_else() -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == ""
