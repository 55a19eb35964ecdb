"""`[[ignore]]` and `[[per-path]]` of the configuration, applied to findings."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence

from ivrlint._config import ActiveRule, Name
from ivrlint._config.tables import Ignore, PerPath
from ivrlint._located import Located
from ivrlint._named import matching
from ivrlint._suppression import Told


def apply_path_ignores(
    findings: Sequence[Located],
    silenced: list[bool],
    tables: Sequence[Ignore | PerPath],
    active: Mapping[str, ActiveRule],
    linted: Collection[str],
    today: datetime.date,
) -> list[Told]:
    """Mark the findings that the configuration silences; gives what is to be told of it.

    An ignore is unused when a file that it means was linted, a rule that it
    names ran, and nothing was silenced.
    """
    expired = {id(table) for table in tables if _expired(table, today)}
    by_path: dict[str, _Findings] = {path: _Findings() for path in linted}
    for index, found in enumerate(findings):
        by_path.setdefault(found.path, _Findings()).add(index, found)
    used: set[int] = set()
    touched: set[int] = set()
    for path, here in by_path.items():
        for table in tables:
            if not table.paths.match(path):
                continue
            if path in linted:
                touched.add(id(table))
            if id(table) in expired:
                continue
            for rule, name in table.ignored.items():
                for index in here.meant(rule, table):
                    silenced[index] = True
                    used.add(id(name))
    told: list[Told] = []
    for table in tables:
        if id(table) in touched:
            told.extend(_unused(table, id(table) in expired, used, active))
    return told


def _expired(table: Ignore | PerPath, today: datetime.date) -> bool:
    return isinstance(table, Ignore) and table.until is not None and today > table.until


class _Findings:
    """The findings of one file, by rule and by the names of their steps."""

    def __init__(self) -> None:
        self._by_rule: dict[str, list[int]] = {}
        self._by_name: dict[str, dict[str, list[int]]] = {}

    def add(self, index: int, found: Located) -> None:
        self._by_rule.setdefault(found.rule.name, []).append(index)
        names = self._by_name.setdefault(found.rule.name, {})
        for name in found.names:
            names.setdefault(name, []).append(index)

    def meant(self, rule: str, table: Ignore | PerPath) -> Iterator[int]:
        """The findings of a rule that a table means, some perhaps twice."""
        if rule not in self._by_rule:
            return
        if isinstance(table, PerPath) or not table.steps:
            yield from self._by_rule[rule]
            return
        names = self._by_name[rule]
        for name in matching(table.steps, names):
            yield from names[name]


def _unused(
    table: Ignore | PerPath, expired: bool, used: set[int], active: Mapping[str, ActiveRule]
) -> Iterator[Told]:
    ran: dict[int, Name] = {
        id(name): name for rule, name in table.ignored.items() if rule in active
    }
    if expired and ran and isinstance(table, Ignore):
        yield "unused-path-ignore", table.place, f"this ignore expired on {table.until}"
        return
    for key, name in ran.items():
        if key not in used:
            message = f"{name!s} finds nothing there: the ignore is not needed"
            yield "unused-path-ignore", name.place, message
