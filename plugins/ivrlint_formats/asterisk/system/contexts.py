"""A context as the engine searches it: what it holds itself, and where it goes on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from ivrlint.lean import dataclass
from ivrlint_formats.asterisk.dialplan.nodes import Context, Directive
from ivrlint_formats.asterisk.system.answers import Found
from ivrlint_formats.asterisk.system.extensions import Extension, Extensions
from ivrlint_formats.asterisk.system.numbers import Numbers, TooManyPatternsError
from ivrlint_formats.asterisk.system.options import FEW, KEYS, Option
from ivrlint_formats.asterisk.system.patterns import (
    Pattern,
    is_dialled,
    is_pattern,
    shown_key,
    sought,
)


@dataclass(frozen=True, slots=True)
class Include:
    """An included context; `timed` where it counts only at certain times."""

    name: str
    timed: bool
    directive: Directive


class SystemContext:
    """A context with all that any file says about it."""

    __slots__ = (
        "_dialled",
        "_keys_that_wait",
        "_names",
        "_numbers",
        "_options",
        "_own",
        "_takes_at_once",
        "_with_priority",
        "_written",
        "includes",
        "name",
        "parts",
        "switches",
    )

    def __init__(self, name: str, parts: Sequence[Context]) -> None:
        self.name: Final = name
        self.parts: Final = parts
        self._own: Extensions | None = None
        self._numbers: Numbers | None = None
        self._dialled: Numbers | None = None
        self._names: list[str] | None = None
        self._written: list[tuple[str, str]] | None = None
        self._options: tuple[tuple[Option, ...], tuple[Option, ...]] | None = None
        self._keys_that_wait: frozenset[str] | None = None
        self._takes_at_once: bool | None = None
        self._with_priority: dict[int, list[int]] | None = None
        includes: dict[str, Include] = {}
        switches: dict[str, str] = {}
        for part in parts:
            for directive in part.directives:
                kind = directive.kind.lower()
                if kind.startswith("include"):
                    timed = directive.value.strip() != directive.name.strip()
                    include = Include(directive.name.strip(), timed, directive)
                    includes.setdefault(directive.value.strip().casefold(), include)
                elif "switch" in kind:
                    switches.setdefault(directive.value.strip().casefold(), directive.value)
        self.includes: Final = tuple(includes.values())
        self.switches: Final = tuple(switches.values())

    def __repr__(self) -> str:
        return f"SystemContext({self.name})"

    @property
    def own(self) -> Extensions:
        """Its own extensions."""
        if self._own is None:
            self._own = Extensions(entry for part in self.parts for entry in part.entries)
        return self._own

    @property
    def extensions(self) -> Sequence[Extension]:
        """Its own extensions in the order in which the engine tries them."""
        return self.own.in_order()

    @property
    def numbers(self) -> Numbers:
        """Its patterns, by their numbers in `own.patterns`."""
        if self._numbers is None:
            self._numbers = Numbers(
                (number, pattern) for number, (pattern, _) in enumerate(self.own.patterns)
            )
        return self._numbers

    def matching(self, name: str) -> Iterator[Sequence[Extension]]:
        """Its own extensions that take a name, in the order in which the engine tries them.

        Those of one name or pattern are together: for certain callers, then for all others.
        """
        own = self.own
        bare_name = sought(name)
        if bare_name in own.plain:
            yield own.plain[bare_name]
        if own.patterns:
            taken = self.numbers.taking(bare_name)
            if is_pattern(name):
                same = own.numbers.get(Pattern(name).order)
                if same is not None and same not in taken:
                    taken = sorted((*taken, same))
            for number in taken:
                yield own.patterns[number][1]

    def may_have(self, name: str) -> bool:
        """Whether one of its own extensions takes a name; True where they are too many to tell."""
        if not self.own.patterns:
            return sought(name) in self.own.plain
        try:
            return next(self.matching(name), None) is not None
        except TooManyPatternsError:
            return True

    def wants_more(self, keys: str) -> bool | None:
        """Whether the engine waits for more after these keys, as far as its own extensions go.

        None where one takes the keys at once: then its includes are not asked. A
        pattern with `!` does so even if it has no line to start with.
        """
        if self._names is None:
            self._names = sorted(name for name, same in self.own.plain.items() if _has_start(same))
        after = bisect_right(self._names, keys)
        if after < len(self._names) and self._names[after].startswith(keys):
            return True
        if not self.own.patterns:
            return False
        if self._dialled is None:
            self._dialled = Numbers(
                (number, pattern)
                for number, (pattern, same) in enumerate(self.own.patterns)
                if pattern.tail == "!" or _has_start(same)
            )
        try:
            return self._dialled.wants_more(keys)
        except TooManyPatternsError:
            return True

    def beginning(self, text: str, most: int) -> list[Extension] | None:
        """Its own plain extensions whose written names begin so; None if more than `most`."""
        if self._written is None:
            self._written = sorted(
                (each.exten, name) for name, same in self.own.plain.items() for each in same[:1]
            )
        first = bisect_left(self._written, (text, ""))
        last = bisect_left(self._written, (text + "\U0010ffff", ""), first)
        if last - first > most:
            return None
        plain = self.own.plain
        return [each for _, name in self._written[first:last] for each in plain[name]]

    def patterns_with(self, priority: int) -> list[int]:
        """The numbers of its patterns that have a line with this priority."""
        if self._with_priority is None:
            self._with_priority = {}
            for number, (_, same) in enumerate(self.own.patterns):
                for value in {entry.priority for each in same for entry in each.entries}:
                    self._with_priority.setdefault(value, []).append(number)
        return self._with_priority.get(priority, [])

    @property
    def takes_at_once(self) -> bool:
        """Whether it has patterns that end the wait for more keys."""
        if self._takes_at_once is None:
            self._takes_at_once = any(pattern.tail == "!" for pattern, _ in self.own.patterns)
        return self._takes_at_once

    @property
    def keys_that_wait(self) -> frozenset[str]:
        """After which single keys the engine waits for more, as far as its own extensions go."""
        if self._keys_that_wait is None:
            own = self.own
            keys = KEYS
            if not own.patterns:  # then only the beginnings of longer names can wait
                keys = KEYS.intersection(name[0] for name in own.plain if len(name) > 1)
            self._keys_that_wait = frozenset(key for key in keys if self.wants_more(key))
        return self._keys_that_wait

    @property
    def options(self) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
        """What can be dialled of its own: by one key, and all others."""
        if self._options is None:
            short: list[Option] = []
            long: list[Option] = []
            own = self.own
            for name in sorted(filter(is_dialled, own.plain)):
                into = short if len(name) == 1 and len(short) < FEW else long
                into += self._startable(name, own.plain[name])
            for pattern, same in own.patterns:
                if pattern.can_be_dialled:
                    into = short if pattern.takes_one and len(short) < FEW else long
                    into += self._startable(shown_key(same[0].exten, pattern), same)
            self._options = tuple(short), tuple(long)
        return self._options

    def _startable(self, key: str, same: Sequence[Extension]) -> Iterator[Option]:
        for each in same:
            entry = each.at(1)
            if entry is not None:
                yield Option(key, Found(self.name, each, entry))


def _has_start(same: Sequence[Extension]) -> bool:
    return any(each.at(1) is not None for each in same)
