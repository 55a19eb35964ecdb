"""Which of many patterns take a number: a tree of their places."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Final

from ivrlint_formats.asterisk.system.patterns import Pattern

MOST: Final = 256
"""The most different beginnings of patterns that are followed for one name."""

_NONE: Final = sys.maxsize


class TooManyPatternsError(Exception):
    """More patterns than any real dialplan has begin with the same characters."""


class _Node:
    """Where patterns are after some places, by their numbers.

    They end here, take anything more (`open`) or nothing or more (`at_once`);
    `lowest` is the first of those that want one of the next places.
    """

    __slots__ = ("after", "at_once", "ends", "lowest", "open", "others", "singles")

    def __init__(self) -> None:
        self.lowest = _NONE
        self.after: dict[str, list[_Node]] = {}
        self.singles: dict[str, _Node] = {}
        self.others: dict[str, _Node] = {}
        self.ends: list[int] = []
        self.open: list[int] = []
        self.at_once: list[int] = []


class Numbers:
    """Patterns by their numbers, the lower the sooner tried; asked which of them take a name."""

    def __init__(self, patterns: Iterable[tuple[int, Pattern]]) -> None:
        self._root: Final = _Node()
        self._any = False
        for number, pattern in patterns:
            if pattern.is_broken:
                continue
            self._any = True
            node = self._root
            for place in pattern.places:
                below = node.singles if len(place) == 1 else node.others
                following = below.get(place)
                if following is None:
                    following = below[place] = _Node()
                node.lowest = min(node.lowest, number)
                node = following
            if pattern.tail == ".":
                node.open.append(number)
            elif pattern.tail == "!":
                node.at_once.append(number)
            else:
                node.ends.append(number)

    def taking(self, name: str) -> list[int]:
        """The patterns that match a name, in their order."""
        if not self._any:
            return []
        found, reached = self._walk(name)
        for node in reached:
            found += node.ends
            found += node.at_once
        return sorted(found)

    def beginning(self, with_: str) -> Iterator[int]:
        """The patterns that match some name that begins with these characters, in no order."""
        if not self._any:
            return
        found, reached = self._walk(with_)
        yield from found
        for node in reached:
            yield from node.ends
            yield from node.at_once
            yield from _below(node)

    def wants_more(self, beginning: str) -> bool | None:
        """Whether the engine waits for more characters after these.

        None where a pattern takes them at once, before one that may go on.
        """
        more = at_once = _NONE
        reached = [self._root]
        for letter in beginning:
            for node in reached:
                more = min(more, *node.open[:1], _NONE)
                at_once = min(at_once, *node.at_once[:1], _NONE)
            reached = _next(reached, letter)
        for node in reached:
            more = min(more, node.lowest, *node.open[:1])
            at_once = min(at_once, *node.at_once[:1], _NONE)
        if at_once < more:
            return None
        return more < _NONE

    def _walk(self, name: str) -> tuple[list[int], list[_Node]]:
        found: list[int] = []
        reached = [self._root]
        for letter in name:
            for node in reached:
                found += node.open
                found += node.at_once
            reached = _next(reached, letter)
        return found, reached


def _next(reached: list[_Node], letter: str) -> list[_Node]:
    """Where the next character leads; more than `MOST` places are not followed."""
    following: list[_Node] = []
    for node in reached:
        after = node.after.get(letter)
        if after is None:
            after = [below for place, below in node.others.items() if letter in place]
            one = node.singles.get(letter)
            if one is not None:
                after.append(one)
            node.after[letter] = after
        following += after
        if len(following) > MOST:
            raise TooManyPatternsError
    return following


def _below(node: _Node) -> Iterator[int]:
    """All patterns that go on from here."""
    waiting = [node]
    first = True
    while waiting:
        one = waiting.pop()
        yield from one.open
        if not first:
            yield from one.ends
            yield from one.at_once
        first = False
        waiting += one.singles.values()
        waiting += one.others.values()
