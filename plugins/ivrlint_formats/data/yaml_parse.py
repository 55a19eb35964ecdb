"""Reading YAML with exact places, from the events of PyYAML's parser.

Events come one after another, so nothing here recurses, and reading stops at
the depth where the parser's own time would begin to grow with its square.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from ivrlint.display import visible
from ivrlint.places import Place, Source
from ivrlint_formats.data.nodes import (
    DEEPEST,
    Array,
    Member,
    Mistake,
    Node,
    Object,
    Remark,
    Scalar,
    String,
    Tree,
    pointer_to,
)
from ivrlint_formats.data.yaml_faults import Fault, fault_of, without
from ivrlint_formats.data.yaml_masking import masked
from ivrlint_formats.data.yaml_scalars import header_end, resolved, spelled

if TYPE_CHECKING:
    import yaml
    from yaml import events

_MOST_ATTEMPTS: Final = 12
"""How many faults are told and cut out; each costs one more reading of the whole file."""

_MOST_MISTAKES: Final = 40
_UNFOLDED: Final = 100_000
"""How many values aliases may add to those that stand in the file.

A few lines of aliases of aliases can stand for more values than any memory holds.
"""

_COMMENT: Final = re.compile(r"(?:(?<=[ \t\r\n])|(?<![\s\S]))#([^\r\n]*+)")
_STANDARD: Final = "tag:yaml.org,2002:"


def parse_yaml(source: Source) -> Tree:
    """The tree of a YAML file. Never raises: faults become mistakes of the tree.

    A line that cannot be read is left out with all that stands further in below
    it; the rest is read. Several documents become an array of them. Placeholders
    of templates are texts. An alias is the very node that it refers to.
    """
    shift = 1 if source.text.startswith("\ufeff") else 0
    raw = source.text[shift:]
    text, foreign = masked(raw)
    told: list[Mistake] = []
    if foreign is not None:
        place = source.place(shift + foreign, shift + foreign + 1)
        told.append(Mistake(place, "a control character stands here: YAML allows none"))
    for _ in range(_MOST_ATTEMPTS):
        reading = _Reading(source, raw, text, shift)
        fault = reading.run()
        if fault is None:
            break
        told.append(Mistake(source.place(shift + fault.start, shift + fault.end), fault.message))
        shorter = without(text, fault.culprit)
        if shorter is None:
            break
        text = shorter
    mistakes = sorted((*told, *reading.mistakes), key=lambda mistake: mistake.place.start)
    if not reading.roots:
        if not mistakes:
            mistakes.append(Mistake(source.place(0, 0), "expected YAML, found nothing"))
        return Tree(None, tuple(mistakes), tuple(reading.comments))
    root = reading.roots[0]
    if len(reading.roots) > 1:
        root = Array(tuple(reading.roots), root.place.to(reading.roots[-1].place))
    return Tree(root, tuple(mistakes[:_MOST_MISTAKES]), tuple(reading.comments))


class _Size(NamedTuple):
    """How many values a node holds, itself included and aliases unfolded, and how deep they lie."""

    values: int
    depth: int


class _Frame:
    """An object or array that is being read."""

    __slots__ = (
        "anchor", "depth", "end", "is_flow", "is_object", "items", "key", "keys", "members",
        "merged", "place", "pointer", "tag", "values",
    )  # fmt: skip

    def __init__(self, place: Place, *, is_object: bool, is_flow: bool) -> None:
        self.place = place
        self.pointer = place.pointer or ""
        self.is_object = is_object
        self.is_flow = is_flow
        self.end = place.end
        self.members: list[Member] = []
        self.merged: list[Member] = []
        self.items: list[Node] = []
        self.key: String | None = None
        self.keys: set[str] = set()
        self.tag: str | None = None
        self.anchor: str | None = None
        self.values = 1
        self.depth = 1

    def next_pointer(self) -> str:
        """Where the value stands that comes next."""
        if not self.is_object:
            return f"{self.pointer}[{len(self.items)}]"
        return pointer_to(self.pointer, self.key.value) if self.key else self.pointer


class _Reading:
    """One reading of a text from its beginning to its end or its first fault."""

    def __init__(self, source: Source, raw: str, text: str, shift: int) -> None:
        self.source = source
        self.raw = raw
        self.text = text
        self.shift = shift
        self.roots: list[Node] = []
        self.mistakes: list[Mistake] = []
        self.comments: list[Remark] = []
        self.frames: list[_Frame] = []
        self.anchors: dict[str, Node | None] = {}
        self.sizes: dict[int, _Size] = {}
        self.unfolded = 0
        self.read_to = 0
        self.quoted: tuple[int, int] | None = None

    def run(self) -> Fault | None:
        """Read; the fault at which reading had to stop, if any."""
        import yaml

        try:
            fault = self._take_all(yaml.parse(self.text, _loader()))
        except yaml.YAMLError as error:
            fault = fault_of(error, self.text, self.quoted)
            if fault is None:
                fault = Fault(0, 0, "this is no YAML that can be read", 0)
        while self.frames:
            self._close(self.frames[-1].end)
        return fault

    def _take_all(self, stream: Iterator[events.Event]) -> Fault | None:
        for event in stream:
            start, end = (mark.index if mark else 0 for mark in (event.start_mark, event.end_mark))
            kind = type(event).__name__
            if kind == "ScalarEvent":
                self._gap(start)
                self._scalar(event, start, end)  # type: ignore[arg-type]
            elif kind in ("MappingStartEvent", "SequenceStartEvent"):
                self._gap(start)
                if len(self.frames) >= DEEPEST:
                    message = f"nested more than {DEEPEST} deep: what stands in here is not read"
                    return Fault(start, start + 1, message, start)
                self._open(event, start, end, is_object=kind == "MappingStartEvent")  # type: ignore[arg-type]
            elif kind in ("MappingEndEvent", "SequenceEndEvent"):
                self._gap(start)
                flow = self.frames[-1].is_flow
                self._close(end + self.shift if flow else self.frames[-1].end)
            elif kind == "AliasEvent":
                self._gap(start)
                self._alias(event, start, end)  # type: ignore[arg-type]
            elif kind == "DocumentStartEvent":
                self.anchors.clear()
        self._gap(len(self.text))
        return None

    def _gap(self, until: int) -> None:
        """Take the comments that stand before the next event."""
        begin = self.read_to
        if begin < until and self.text.find("#", begin, until) >= 0:
            for match in _COMMENT.finditer(self.text, begin, until):
                self._comment(match)
        self.read_to = max(begin, until)

    def _comment(self, match: re.Match[str]) -> None:
        text = self.raw[match.start(1) : match.end(1)]
        self.comments.append(Remark(text, self._place(match.start(), match.end(), None)))

    def _place(self, start: int, end: int, pointer: str | None) -> Place:
        return Place(self.source, start + self.shift, max(start, end) + self.shift, pointer)

    def _pointer(self) -> str | None:
        return (self.frames[-1].next_pointer() if self.frames else "") or None

    def _mistake(self, place: Place, message: str) -> None:
        if len(self.mistakes) < _MOST_MISTAKES:
            self.mistakes.append(Mistake(place, message))

    def _scalar(self, event: events.ScalarEvent, start: int, end: int) -> None:
        style = event.style or ""
        self.read_to = end
        spelling = spelled(self.raw, self.text, start, end, style, event.value)
        if style in ("|", ">"):
            for match in _COMMENT.finditer(self.text, start, header_end(self.text, start)):
                self._comment(match)
        elif style and end > start:
            self.quoted = (spelling.start, end)
        elif end > start:
            self.quoted = None
        pointer = self._pointer()
        place = self._place(spelling.start, spelling.end, pointer)
        tag = event.tag if event.tag and not event.tag.startswith(_STANDARD) else None
        if not style and event.tag != _STANDARD + "str" and not self._wants_key():
            is_scalar, value = resolved(self.text[spelling.start : spelling.end])
            if is_scalar:
                self._emit(Scalar(value, place, tag), event.anchor, _Size(1, 0))
                return
        inside = self._place(spelling.inside_start, spelling.inside_end, pointer)
        anchors = spelling.anchors
        if self.shift:
            anchors = tuple((at, offset + self.shift) for at, offset in anchors)
        self._emit(String(spelling.value, place, inside, anchors, tag), event.anchor, _Size(1, 0))

    def _wants_key(self) -> bool:
        return bool(self.frames) and self.frames[-1].is_object and self.frames[-1].key is None

    def _open(
        self, event: events.CollectionStartEvent, start: int, end: int, *, is_object: bool
    ) -> None:
        place = self._place(start, end, self._pointer())
        frame = _Frame(place, is_object=is_object, is_flow=bool(event.flow_style))
        frame.anchor = event.anchor
        frame.tag = event.tag if event.tag and not event.tag.startswith(_STANDARD) else None
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        self.frames.append(frame)

    def _close(self, end: int) -> None:
        frame = self.frames.pop()
        begin = frame.place
        place = Place(self.source, begin.start, max(end, begin.end), begin.pointer)
        node: Node
        if frame.is_object:
            inherited = [member for member in frame.merged if member.key.value not in frame.keys]
            node = Object((*inherited, *frame.members), place, frame.tag)
        else:
            node = Array(tuple(frame.items), place, frame.tag)
        self._emit(node, frame.anchor, _Size(frame.values, frame.depth))

    def _alias(self, event: events.AliasEvent, start: int, end: int) -> None:
        self.read_to = end
        place = self._place(start, end, self._pointer())
        name = visible((event.anchor or "")[:40])
        node: Node = Scalar(None, place)
        size = _Size(1, 0)
        if event.anchor not in self.anchors:
            self._mistake(place, f"no value of this file has the anchor '{name}'")
        elif (target := self.anchors[event.anchor]) is None:
            self._mistake(place, f"the value with the anchor '{name}' would hold itself")
        else:
            node, size = target, self.sizes[id(target)]
            self.unfolded += size.values
            if self.unfolded > _UNFOLDED or len(self.frames) + size.depth > DEEPEST:
                self._mistake(place, "aliases of aliases stand for too much: this one is not read")
                node, size = Scalar(None, place), _Size(1, 0)
        self._emit(node, None, size, end + self.shift)

    def _emit(self, node: Node, anchor: str | None, size: _Size, end: int | None = None) -> None:
        if anchor is not None:
            self.anchors[anchor] = node
            self.sizes[id(node)] = size
        if not self.frames:
            self.roots.append(node)
            return
        frame = self.frames[-1]
        frame.end = max(frame.end, node.place.end if end is None else end)
        frame.values += size.values
        frame.depth = max(frame.depth, size.depth + 1)
        if not frame.is_object:
            frame.items.append(node)
        elif frame.key is None:
            frame.key = self._key(node)
        else:
            self._member(frame, frame.key, node, size)
            frame.key = None

    def _key(self, node: Node) -> String:
        """The text of a key; one that is no text counts as it is written."""
        if isinstance(node, String):
            return node
        place = Place(self.source, node.place.start, node.place.end, node.place.pointer)
        return String(place.text[:200], place, place)

    def _member(self, frame: _Frame, key: String, node: Node, size: _Size) -> None:
        if key.value == "<<" and self._merge(frame, node, size):
            return
        if key.value in frame.keys:
            shown = visible(key.value[:40])
            self._mistake(
                key.place, f"the key '{shown}' stands twice in this object: the last one counts"
            )
        frame.keys.add(key.value)
        frame.members.append(Member(key, node))

    def _merge(self, frame: _Frame, node: Node, size: _Size) -> bool:
        """Take in what a merge key brings; whether it is one."""
        objects = node.items if isinstance(node, Array) else (node,)
        if not all(isinstance(item, Object) for item in objects):
            return False
        # Of several the first one counts, and the last one of repeated keys.
        for item in reversed(objects):
            if isinstance(item, Object):
                frame.merged += item.members
        self.unfolded += size.values
        return True


def _loader() -> type[yaml.SafeLoader | yaml.CSafeLoader]:
    """The parser in C, ten times as fast, wherever PyYAML was built with it."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)
