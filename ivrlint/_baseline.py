"""The baseline: findings that were there before, and are not reported again.

A finding is the same when its rule, path, location and message with the
numbers masked are the same. They are counted: a second one of the kind is new.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from ivrlint._files import TooLarge, read_bytes
from ivrlint._located import Located
from ivrlint.errors import UsageError

VERSION: Final = 1
_LARGEST: Final = 64 * 1024 * 1024
_NUMBER: Final = re.compile(r"\d+(?:[.,:]\d+)*")


class Kind(NamedTuple):
    """What makes a finding the same as another one."""

    path: str
    rule: str
    location: str
    message: str


class Baseline:
    """How many findings of each kind are accepted."""

    def __init__(self, counts: Counter[Kind] | None = None) -> None:
        self.counts: Final = counts if counts is not None else Counter()

    def __len__(self) -> int:
        return self.counts.total()

    @classmethod
    def of(cls, findings: Iterable[Located]) -> Baseline:
        """The baseline that accepts just these findings."""
        return cls(Counter(kind(found) for found in findings))

    @classmethod
    def load(cls, path: Path) -> Baseline:
        """Read a baseline file; raises UsageError, in one sentence, where it cannot be read."""
        return cls(_read(path))

    def save(self, path: Path) -> None:
        """Write it, a line for each kind in order, so that changes show well in a diff.

        Raises UsageError where it cannot be written.
        """
        rows = [
            json.dumps(
                {
                    "path": found.path,
                    "rule": found.rule,
                    "location": found.location or None,
                    "message": found.message,
                    "count": count,
                },
                ensure_ascii=False,
            )
            for found, count in sorted(self.counts.items())
            if count > 0
        ]
        listed = ",\n    ".join(rows)
        listed = f"[\n    {listed}\n  ]" if rows else "[]"
        text = f'{{\n  "version": {VERSION},\n  "findings": {listed}\n}}\n'
        beside = path.with_name(f"{path.name}.new")
        try:
            beside.write_text(text, "utf-8", errors="backslashreplace", newline="\n")
            beside.replace(path)
        except OSError as error:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise UsageError(f"{path}: cannot be written ({error.strerror})") from error

    def apply(self, findings: Sequence[Located]) -> tuple[Located, ...]:
        """The findings that are new, in their order.

        Of several findings of one kind, the first ones by place are the old ones.
        """
        left = Counter(self.counts)
        new: list[int] = []
        in_order = sorted(range(len(findings)), key=lambda i: _order(findings[i]))
        for index in in_order:
            found = kind(findings[index])
            if left[found] > 0:
                left[found] -= 1
            else:
                new.append(index)
        return tuple(findings[index] for index in sorted(new))

    def prune(
        self, findings: Iterable[Located], linted: Collection[str], ran: Collection[str]
    ) -> Baseline:
        """Without what is not found any more, as far as this run could tell.

        What stands for files that were not linted, or rules that did not run,
        stays. `linted` are paths as in the baseline, those of files that are
        gone included.
        """
        there = Counter(kind(found) for found in findings)
        counts = self._beyond(linted, ran)
        for found, count in self.counts.items():
            if found not in counts and there[found]:
                counts[found] = min(count, there[found])
        return Baseline(counts)

    def renew(
        self, findings: Iterable[Located], linted: Collection[str], ran: Collection[str]
    ) -> Baseline:
        """What is found now, and what stands for all that this run did not look at."""
        return Baseline(Counter(kind(found) for found in findings) + self._beyond(linted, ran))

    def _beyond(self, linted: Collection[str], ran: Collection[str]) -> Counter[Kind]:
        """What stands for files that were not linted, or rules that did not run."""
        return Counter(
            {
                found: count
                for found, count in self.counts.items()
                if found.path not in linted or found.rule not in ran
            }
        )


def kind(found: Located) -> Kind:
    """What a finding is recognised by."""
    message = _NUMBER.sub("#", found.finding.message)
    return Kind(found.path, found.rule.name, found.location or "", message)


def _order(found: Located) -> tuple[str, int, str]:
    return (found.path, found.finding.place.start, found.rule.name)


def _read(path: Path) -> Counter[Kind]:
    again = "write it anew with --write-baseline"
    try:
        data = json.loads(read_bytes(path, _LARGEST).decode("utf-8-sig"))
    except TooLarge:
        raise UsageError(f"{path}: a baseline of more than 64 MiB is not read") from None
    except FileNotFoundError:
        raise UsageError(f"{path}: there is no such baseline; {again}") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: is no baseline, as it is not JSON; {again}") from error
    if not isinstance(data, dict) or not isinstance(data.get("findings"), list):
        raise UsageError(f"{path}: is no baseline of ivrlint; {again}")
    if data.get("version") != VERSION:
        raise UsageError(
            f"{path}: is a baseline of version {data.get('version')!r}, this ivrlint reads"
            f" version {VERSION}; {again}"
        )
    counts: Counter[Kind] = Counter()
    for number, row in enumerate(data["findings"], 1):
        found, count = _row(row, f"{path}: entry {number} of 'findings'")
        counts[found] += count
    return counts


def _row(row: Any, where: str) -> tuple[Kind, int]:
    if not isinstance(row, dict):
        raise UsageError(f"{where} is not an object")
    location = row.get("location")
    texts = (row.get("path"), row.get("rule"), "" if location is None else location)
    message, count = row.get("message"), row.get("count", 1)
    if not all(isinstance(text, str) for text in (*texts, message)):
        raise UsageError(f"{where} needs 'path', 'rule' and 'message' as text")
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise UsageError(f"{where} has a 'count' that is not a whole number above 0")
    path, rule, place = texts
    return Kind(str(path), str(rule), str(place), str(message)), count
