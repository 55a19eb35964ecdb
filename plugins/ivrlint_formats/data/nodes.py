"""The values of a data file: objects, arrays, strings and scalars, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import field
from typing import Any, Final, TypeAlias

from ivrlint.display import visible
from ivrlint.lean import dataclass
from ivrlint.places import Place
from ivrlint.text import Words

_BEYOND: Final = 1 << 62
_PLAIN_KEY: Final = re.compile(r"[\w$-]{1,60}")


@dataclass(frozen=True, slots=True)
class String:
    """A text. `place` includes the quotes, `inside` does not.

    `anchors` lead from offsets of `value` to the source, as in `ivrlint.text.Words`.
    `tag` is what YAML may write before a value (`!Sub`), here and in the other nodes.
    """

    value: str
    place: Place = field(compare=False, repr=False)
    inside: Place = field(compare=False, repr=False)
    anchors: tuple[tuple[int, int], ...] = field(default=(), compare=False, repr=False)
    tag: str | None = None

    def words(self) -> Words:
        """The whole text as words that know where they stand."""
        return Words(self.value, self.inside, self.anchors)

    def part(self, start: int, end: int) -> Words:
        """A stretch of the text (offsets into `value`) as words that know where they stand."""
        whole = self.words()
        begin = whole.source_offset(start)
        finish = begin if end <= start else whole.source_offset(end)
        anchors: tuple[tuple[int, int], ...] = ()
        if self.anchors:
            first = bisect_right(self.anchors, (start, _BEYOND))
            last = bisect_left(self.anchors, (end, 0))
            moved = ((at - start, source) for at, source in self.anchors[first:last])
            anchors = ((0, begin), *moved)
        place = Place(self.inside.source, begin, max(begin, finish), self.inside.pointer)
        return Words(self.value[start:end], place, anchors)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A number, true, false or null (None)."""

    value: float | int | bool | None
    place: Place = field(compare=False, repr=False)
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Array:
    """A list of values."""

    items: tuple[Node, ...]
    place: Place = field(compare=False, repr=False)
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One key of an object, and its value."""

    key: String
    value: Node


@dataclass(frozen=True, slots=True)
class Object:
    """Keys and values, in the order of the file."""

    members: tuple[Member, ...]
    place: Place = field(compare=False, repr=False)
    tag: str | None = None
    _values: dict[str, Node] = field(default_factory=dict, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        self._values.update((member.key.value, member.value) for member in self.members)

    def get(self, key: str) -> Node | None:
        """The value of a key, None where there is none; of a repeated key the last one."""
        return self._values.get(key)

    def string(self, key: str) -> String | None:
        """The value of a key where it is a string."""
        value = self._values.get(key)
        return value if isinstance(value, String) else None

    def text(self, key: str) -> str | None:
        """What the string of a key says; None where there is none."""
        value = self._values.get(key)
        return value.value if isinstance(value, String) else None

    def object(self, key: str) -> Object | None:
        """The value of a key where it is an object."""
        value = self._values.get(key)
        return value if isinstance(value, Object) else None

    def items(self, key: str) -> tuple[Node, ...]:
        """The items of a key's array; none where it is no array."""
        value = self._values.get(key)
        return value.items if isinstance(value, Array) else ()

    def objects(self, key: str) -> Iterator[Object]:
        """The objects in a key's array."""
        return (item for item in self.items(key) if isinstance(item, Object))


Node: TypeAlias = Object | Array | String | Scalar


@dataclass(frozen=True, slots=True)
class Mistake:
    """A fault in the syntax of a data file, at its exact place."""

    place: Place = field(compare=False, repr=False)
    message: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, without its marks."""

    text: str
    place: Place = field(compare=False, repr=False)


DEEPEST: Final = 100
"""How many arrays and objects may stand in one another; what lies deeper is not read.

Real files stay below twenty. Everything that walks a tree may rely on it.
"""


@dataclass(frozen=True, slots=True)
class Tree:
    """A data file as a tree. `root` is None where the file holds no value at all."""

    root: Node | None
    mistakes: tuple[Mistake, ...] = ()
    comments: tuple[Remark, ...] = ()


def pointer_to(pointer: str, key: str) -> str:
    """The pointer of an object's key: `Actions[12].Type`, `root["a key with spaces"]`."""
    if _PLAIN_KEY.fullmatch(key):
        return f"{pointer}.{key}" if pointer else key
    shown = visible(key[:40]) + ("…" if len(key) > 40 else "")
    return f'{pointer}["{shown}"]'


def plain(node: Node) -> Any:
    """The value as plain Python data, without places.

    Recursion is safe here and below: readers keep trees shallower than `DEEPEST`.
    """
    if isinstance(node, Object):
        return {member.key.value: plain(member.value) for member in node.members}
    if isinstance(node, Array):
        return [plain(item) for item in node.items]
    return node.value


def as_data(node: Node) -> dict[str, Any]:
    """The value and all values in it, with their places, as plain JSON data."""
    begin, finish = node.place.begin, node.place.finish
    shown: dict[str, Any] = {
        "start": {"line": begin.line, "column": begin.column},
        "end": {"line": finish.line, "column": finish.column},
    }
    if isinstance(node, Object):
        members = [
            {"key": member.key.value, "value": as_data(member.value)} for member in node.members
        ]
        return {"kind": "object", **shown, "members": members}
    if isinstance(node, Array):
        return {"kind": "array", **shown, "items": [as_data(item) for item in node.items]}
    kind = "string" if isinstance(node, String) else "scalar"
    return {"kind": kind, **shown, "value": node.value}
