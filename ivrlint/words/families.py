"""Families of phrases: which groups of words must stand in a clause, in what order, and which not.

A family is a list of patterns; one that fits is enough. Each pattern names
groups that must all be there, or a sequence of groups in their order, and
groups that must not be there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any, NamedTuple

from ivrlint.words.table import Span

Choice = tuple[int, ...]
"""Groups of which one is wanted."""


class _Pattern(NamedTuple):
    family: str
    together: tuple[Choice, ...]
    sequence: tuple[Choice, ...]
    gap: int
    needed: int
    """The groups that have no alternative, as bits."""
    choices: tuple[int, ...]
    """For each choice between several, their groups as bits."""
    unwanted: int


class Match(NamedTuple):
    """Why a clause belongs to a family: the groups that were found, each with its tokens."""

    family: str
    found: tuple[Span, ...]


class Families:
    """All families of a language, by the group that a clause needs first to belong to one."""

    def __init__(
        self, data: dict[str, Any], ids: dict[str, int], literal: Callable[[str], int]
    ) -> None:
        self.names = tuple(data)
        self._by_anchor: dict[int, list[_Pattern]] = {}
        self._ids = ids
        self._literal = literal
        self._unless: dict[str, tuple[str, ...]] = {}
        for family, definition in data.items():
            self._unless[family] = tuple(definition.get("unless", ()))
            for other in self._unless[family]:
                if other not in data:
                    raise ValueError(f"the family {family!r} names {other!r}, which is not there")
            never = self._bits(definition.get("not", ()), family)
            for pattern in definition["any"]:
                self._add(family, pattern, never)

    def _add(self, family: str, data: dict[str, Any], never: int) -> None:
        together = tuple(self._choice(item, family) for item in data.get("all", ()))
        sequence = tuple(self._choice(item, family) for item in data.get("sequence", ()))
        wanted: list[Choice] = [*together, *sequence]
        if not wanted:
            raise ValueError(f"a pattern of the family {family!r} asks for nothing")
        pattern = _Pattern(
            family,
            together,
            sequence,
            data.get("gap", 1_000),
            sum({1 << choice[0] for choice in wanted if len(choice) == 1}),
            tuple(sum({1 << group for group in choice}) for choice in wanted if len(choice) > 1),
            never | self._bits(data.get("not", ()), family),
        )
        anchor: Choice = min(wanted, key=self._commonness)
        for group in set(anchor):
            self._by_anchor.setdefault(group, []).append(pattern)

    def _commonness(self, choice: Choice) -> tuple[bool, int]:
        """Clauses have a start and an end; a pattern is better found by its rarer words."""
        always = {self._ids["<start>"], self._ids["<end>"]}
        return bool(always & set(choice)), len(choice)

    def _choice(self, item: Any, family: str) -> Choice:
        names = item if isinstance(item, list) else [item]
        return tuple(self._group(name, family) for name in names)

    def _group(self, name: str, family: str) -> int:
        if len(name) > 2 and name[0] == name[-1] == "'":
            return self._literal(name[1:-1])
        if name not in self._ids:
            raise ValueError(f"the family {family!r} asks for {name!r}, which is no group of words")
        return self._ids[name]

    def _bits(self, names: Any, family: str) -> int:
        return sum({1 << self._group(name, family) for name in names})

    def match(self, spans: dict[int, list[Span]]) -> list[Match]:
        """The families of a clause, from the spans of its groups (by group, in order)."""
        present = sum(1 << group for group in spans)
        found: dict[str, Match] = {}
        for group in spans:
            for pattern in self._by_anchor.get(group, ()):
                if (
                    pattern.needed & present != pattern.needed
                    or pattern.unwanted & present
                    or pattern.family in found
                    or not all(bits & present for bits in pattern.choices)
                ):
                    continue
                chain = _chain(pattern.sequence, pattern.gap, spans) if pattern.sequence else []
                if chain is None:
                    continue
                rest = [_first(choice, spans) for choice in pattern.together]
                found[pattern.family] = Match(pattern.family, (*rest, *chain))
        return [
            found[name]
            for name in self.names
            if name in found and not any(other in found for other in self._unless[name])
        ]


def _first(choice: Choice, spans: dict[int, list[Span]]) -> Span:
    return min((spans[group][0] for group in choice if group in spans), key=lambda s: s.start)


def _chain(
    sequence: tuple[Choice, ...], gap: int, spans: dict[int, list[Span]]
) -> list[Span] | None:
    """The groups of a sequence, one after the other, at most `gap` words between; None without.

    Of all spans that can be reached, the one that ends last before the next is
    the best to go on from, so a search by halves per span is enough.
    """
    reached: list[tuple[int, list[Span]]] | None = None
    for choice in sequence:
        here = sorted(span for group in choice for span in spans.get(group, ()))
        if reached is None:
            reached = sorted(((span.end, [span]) for span in here), key=lambda item: item[0])
            continue
        ends = [end for end, _ in reached]
        following: list[tuple[int, list[Span]]] = []
        for span in here:
            index = bisect_right(ends, span.start) - 1
            if index >= 0 and span.start - ends[index] <= gap:
                following.append((span.end, [*reached[index][1], span]))
        reached = sorted(following, key=lambda item: item[0])
        if not reached:
            return None
    return reached[0][1] if reached else []
