"""Data that stands as a text inside another file: every value knows its place in that file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import Final

from ivrlint.places import Place, Source
from ivrlint.text import Words
from ivrlint_formats.data.nodes import (
    Array,
    Member,
    Mistake,
    Node,
    Object,
    Scalar,
    String,
    Tree,
)
from ivrlint_formats.data.parse import parse_json

_BEYOND: Final = 1 << 62


def parse_json_within(string: String) -> Tree:
    """The tree of JSON that a string of another file holds. Never raises, as `parse_json`.

    All places are in the outer file, through its escapes and indentation; pointers begin with
    that of the string.
    """
    inner = parse_json(Source(string.place.source.path, string.value))
    move = _Move(string)
    root = None if inner.root is None else move.node(inner.root)
    mistakes = [Mistake(move.place(one.place), one.message) for one in inner.mistakes]
    return Tree(root, tuple(mistakes))


class _Move:
    """Moves places from the text of a string to where they stand in the file."""

    __slots__ = ("_outer", "_pointer")

    def __init__(self, string: String) -> None:
        self._outer: Words = string.words()
        self._pointer = string.place.pointer

    def place(self, place: Place) -> Place:
        """A place of the inner text, in the outer file."""
        start = self._outer.source_offset(place.start)
        end = start
        if place.end > place.start:
            # Of a character that an escape stands for, the whole escape.
            last = self._outer.source_offset(place.end - 1) + 1
            end = max(last, self._outer.source_offset(place.end))
        pointers = (self._pointer, place.pointer)
        pointer = ".".join(one for one in pointers if one) or None
        return Place(self._outer.place.source, start, end, pointer)

    def node(self, node: Node) -> Node:
        """A value with all values in it. Trees are shallow: see `DEEPEST`."""
        match node:
            case Object():
                members = [
                    Member(self._string(one.key), self.node(one.value)) for one in node.members
                ]
                return Object(tuple(members), self.place(node.place))
            case Array():
                return Array(tuple(self.node(one) for one in node.items), self.place(node.place))
            case Scalar():
                return replace(node, place=self.place(node.place))
        return self._string(node)

    def _string(self, string: String) -> String:
        inside = self.place(string.inside)
        return String(string.value, self.place(string.place), inside, self._anchors(string))

    def _anchors(self, string: String) -> tuple[tuple[int, int], ...]:
        """The ways from the value to the inner text and from there to the file, in one."""
        outer = self._outer.anchors
        runs = string.anchors or ((0, string.inside.start),)
        found: list[tuple[int, int]] = []
        for number, (at, inner) in enumerate(runs):
            end = runs[number + 1][0] if number + 1 < len(runs) else len(string.value)
            found.append((at, self._outer.source_offset(inner)))
            first = bisect_right(outer, (inner, _BEYOND))
            last = bisect_left(outer, (inner + end - at, 0))
            found += ((at + one - inner, source) for one, source in outer[first:last])
        return tuple(found)
