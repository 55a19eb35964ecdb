"""Keys and times in sentences as managers of phone lines record them.

A line of `fresh/keys/` holds the keys that a prompt announces, and the prompt.
The key that ends what a caller types in (`followed by hash`) is no option and
not among them. A line of `fresh/times/` holds the longest duration in seconds
(`x`: not known before the call), `h` for hours, `d` for days, and the sentence.
"""

from __future__ import annotations

from pathlib import Path

import pytest

FRESH = Path(__file__).parent / "fresh"


def _rows(folder: str) -> list[tuple[str, list[str]]]:
    return [
        (path.stem, [part.strip() for part in line.split("|")])
        for path in sorted((FRESH / folder).glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
    ]


@pytest.mark.parametrize(("tag", "row"), _rows("keys"), ids=lambda value: str(value)[-40:])
def test_the_keys_of_a_prompt_are_those_that_it_announces(tag, row, cut) -> None:
    keys, said = row
    found = {key for clause in cut(said, tag) for some in clause.keys for key in some.keys}
    assert found == set(keys.split())


@pytest.mark.parametrize(("tag", "row"), _rows("times"), ids=lambda value: str(value)[-40:])
def test_a_sentence_names_a_duration_hours_or_days(tag, row, cut) -> None:
    longest, hours, days, said = row
    clauses = cut(said, tag)
    durations = [duration for clause in clauses for duration in clause.durations]
    if longest == "x":
        assert [duration.most for duration in durations] == [None]
    else:
        assert [duration.most for duration in durations] == [float(s) for s in longest.split()]
    assert any(clause.has_hours for clause in clauses) == bool(hours)
    assert any(clause.has_days for clause in clauses) == bool(days)
