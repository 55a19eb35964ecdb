"""What customers told is found in the sample that shows it."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = Path(__file__).with_name("grievances.txt").read_text("utf-8")
GRIEVANCES = [
    [cell.strip() for cell in line.split("|")]
    for line in TABLE.splitlines()
    if line and not line.startswith("#")
]


@cache
def found_in(sample: str) -> frozenset[str]:
    """The rules with findings in a sample as met, by its own configuration."""
    folder = ROOT / "samples" / sample / "as-met"
    done = subprocess.run(
        [sys.executable, "-m", "ivrlint", "check", ".", "--exit-zero", "--format", "json"],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return frozenset(finding["rule"] for finding in json.loads(done.stdout)["findings"])


@pytest.mark.parametrize(("sample", "rules", "hurt"), GRIEVANCES, ids=lambda cell: cell[:50])
def test_what_hurt_is_found(sample: str, rules: str, hurt: str) -> None:
    missing = {rule.strip() for rule in rules.split(",")} - found_in(sample)
    assert not missing, hurt
