"""The samples say what they are said to say: faults in what customers met, none when repaired."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from ivrlint import _cli

SAMPLES = Path(__file__).parents[2] / "samples"
NAMES = [
    "network-operator",
    "bank-account",
    "waiting-queue",
    "key-menu",
    "parcel-service",
    "mobile-provider",
    "web-shop",
    "airline",
    "blocked-customer",
    "shoe-shop",
]
SYSTEMS = [
    "connect",
    "asterisk",
    "genesys",
    "twiml",
    "bandwidth",
    "ncco",
    "jambonz",
    "studio",
    "dialogflow",
    "voicexml",
    "freeswitch",
    "sieve",
    "mail",
]
"""Systems as their makers' files keep them, not in the language `.ivr`."""

REGENERATE = "to write it anew: ivrlint check --exit-zero --format concise=findings.txt"


class Done(NamedTuple):
    """What a run of the command left behind."""

    status: int
    out: str


@pytest.fixture
def ivrlint(monkeypatch, tmp_path, capsys):
    """Run `ivrlint` in a folder, as a user does."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("NO_COLOR", "1")

    def run(folder: Path, *arguments: str) -> Done:
        monkeypatch.chdir(folder)
        with pytest.raises(SystemExit) as ended:
            _cli.main(list(arguments))
        return Done(int(ended.value.code or 0), capsys.readouterr().out)

    return run


def test_all_samples_are_tested() -> None:
    for version in ("as-met", "repaired"):
        found = {path.parents[1].name for path in SAMPLES.glob(f"*/{version}/ivrlint.toml")}
        assert found == {*NAMES, *SYSTEMS}


@pytest.mark.parametrize("name", [*NAMES, *SYSTEMS])
def test_what_is_said_of_the_machine_as_met_stands_beside_it(name, ivrlint) -> None:
    folder = SAMPLES / name / "as-met"
    done = ivrlint(folder, "check", "--format", "concise")
    assert done.status == 1, done.out
    assert done.out == (folder / "findings.txt").read_text("utf-8"), REGENERATE


@pytest.mark.parametrize("name", [*NAMES, *SYSTEMS])
def test_the_repaired_machine_is_without_fault(name, ivrlint) -> None:
    done = ivrlint(SAMPLES / name / "repaired", "check", "--format", "concise")
    assert done.status == 0
    assert re.fullmatch(r"no faults found in \d+ files?\n", done.out)


@pytest.mark.parametrize("name", [*NAMES, *SYSTEMS])
def test_the_two_versions_do_not_meet(name, ivrlint) -> None:
    done = ivrlint(SAMPLES / name, "check", "--format", "concise")
    said = (SAMPLES / name / "as-met" / "findings.txt").read_text("utf-8").splitlines()[:-1]
    assert done.out.splitlines()[:-1] == [f"as-met/{line}" for line in said]


@pytest.mark.parametrize("name", NAMES)
def test_the_samples_are_printed_canonically(name, ivrlint) -> None:
    done = ivrlint(SAMPLES / name, "format", "--check", ".")
    assert done.status == 0, done.out


@pytest.mark.parametrize("name", [*NAMES, *SYSTEMS])
def test_the_table_names_the_rules_that_are_found(name) -> None:
    table = (SAMPLES / "README.md").read_text("utf-8")
    row = re.search(rf"^\| \[`{name}`\].*$", table, re.MULTILINE)
    assert row is not None, f"{name} has no row in samples/README.md"
    told = set(re.findall(r"`([a-z-]+)`", row[0].rpartition(" | ")[2]))
    said = (SAMPLES / name / "as-met" / "findings.txt").read_text("utf-8")
    assert told == set(re.findall(r"^\S+: (?:error|warning|info) ([a-z-]+):", said, re.MULTILINE))
