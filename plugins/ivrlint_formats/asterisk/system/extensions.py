"""The extensions of a context, as the engine keeps them: aliases together, each priority once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import Final

from ivrlint_formats.asterisk.dialplan.nodes import HINT, Entry
from ivrlint_formats.asterisk.system.patterns import Pattern, bare, is_pattern

_priority = attrgetter("priority")


class Extension:
    """The lines of an extension, in the order of their priorities, without hints.

    `exten` and `cid` are as the first line has them. Of two lines with the
    same priority the engine keeps the first, as of two with the same label.
    `pattern` is None for a plain name.
    """

    __slots__ = ("_by_priority", "_labels", "_registered", "cid", "entries", "exten", "pattern")

    def __init__(
        self,
        exten: str,
        cid: str | None,
        entries: Sequence[Entry],
        pattern: Pattern | None = None,
    ) -> None:
        self.exten: Final = exten
        self.cid: Final = cid
        self.pattern: Final = pattern
        self._registered = entries
        self._by_priority: dict[int, Entry] | None = None
        self._labels: dict[str, int] | None = None
        last = 0
        for entry in entries:
            if entry.priority <= last:
                kept: dict[int, Entry] = {}
                for each in entries:
                    kept.setdefault(each.priority, each)
                entries = sorted(kept.values(), key=_priority)
                break
            last = entry.priority
        self.entries: Final[Sequence[Entry]] = entries

    def __repr__(self) -> str:
        cid = "" if self.cid is None else f"/{self.cid}"
        return f"Extension({self.exten}{cid}, {[entry.priority for entry in self.entries]})"

    @property
    def first(self) -> Entry:
        """The line with the lowest priority; the engine starts at priority 1 all the same."""
        return self.entries[0]

    @property
    def by_priority(self) -> dict[int, Entry]:
        """Its lines by their priorities."""
        if self._by_priority is None:
            self._by_priority = {entry.priority: entry for entry in self.entries}
        return self._by_priority

    @property
    def labels(self) -> dict[str, int]:
        """The priorities of its labels."""
        if self._labels is None:
            self._labels = {}
            kept = self.by_priority
            for entry in self._registered:
                if entry.label is not None and kept[entry.priority] is entry:
                    self._labels.setdefault(entry.label, entry.priority)
        return self._labels

    def at(self, priority: int) -> Entry | None:
        """The line with this priority."""
        entries = self.entries
        if 0 < priority <= len(entries) and entries[priority - 1].priority == priority:
            return entries[priority - 1]
        return self.by_priority.get(priority)


class Extensions:
    """All extensions of a context.

    `plain` are those of one name, by their bare names; `patterns` the others, in
    the order in which the engine tries them, `numbers` their places in it. Of the same
    name or pattern those for certain callers come before the one for all others.
    """

    __slots__ = ("numbers", "patterns", "plain")

    def __init__(self, entries: Iterable[Entry]) -> None:
        entries = tuple(entries)
        grouped: dict[str | tuple[str, str], list[Entry]] = {}
        for entry in entries:
            if entry.priority == HINT:
                continue
            key = entry.exten if entry.cid is None else (entry.exten, entry.cid)
            lines = grouped.get(key)
            if lines is None:
                grouped[key] = [entry]
            else:
                lines.append(entry)
        plain: dict[str, list[list[Entry]]] = {}
        patterns: dict[tuple[int, ...], tuple[Pattern, list[list[Entry]]]] = {}
        for lines in grouped.values():
            name = bare(lines[0].exten)
            if is_pattern(name):
                pattern = Pattern(name)
                patterns.setdefault(pattern.order, (pattern, []))[1].append(lines)
            else:
                plain.setdefault(name, []).append(lines)
        alike = any(len(same) > 1 for same in plain.values())
        alike = alike or any(len(same) > 1 for _, same in patterns.values())
        places = {id(entry): at for at, entry in enumerate(entries)} if alike else {}
        self.plain: Final = {name: _extensions(same, None, places) for name, same in plain.items()}
        orders = sorted(patterns)
        self.patterns: Final = [
            (pattern, _extensions(same, pattern, places))
            for pattern, same in map(patterns.__getitem__, orders)
        ]
        self.numbers: Final = {order: number for number, order in enumerate(orders)}

    def in_order(self) -> list[Extension]:
        """All of them in the order in which the engine tries them."""
        plain = [each for name in sorted(self.plain) for each in self.plain[name]]
        return plain + [each for _, same in self.patterns for each in same]


def _extensions(
    groups: list[list[Entry]], pattern: Pattern | None, places: Mapping[int, int]
) -> list[Extension]:
    """The extensions of one name; names that differ in nothing that counts are one.

    `places` are the entries' places in the file, by their identity: of two with
    the same priority the engine keeps the first.
    """
    if len(groups) == 1:
        return [Extension(groups[0][0].exten, groups[0][0].cid, groups[0], pattern)]
    by_callers: dict[tuple[bool, bool, tuple[int, ...] | str], list[Entry]] = {}
    for lines in groups:
        by_callers.setdefault(_callers(lines[0].cid), []).extend(lines)
    for lines in by_callers.values():
        lines.sort(key=lambda entry: places[id(entry)])
    return [
        Extension(lines[0].exten, lines[0].cid, lines, pattern)
        for _, lines in sorted(by_callers.items(), key=itemgetter(0))
    ]


def _callers(cid: str | None) -> tuple[bool, bool, tuple[int, ...] | str]:
    """How the engine sorts extensions of one name."""
    if cid is None:
        return True, False, ""
    name = bare(cid)
    if is_pattern(name):
        return False, True, Pattern(name).order
    return False, False, name
