"""Reading JSON with exact places, by tree-sitter: it survives whatever it is given."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from ivrlint.display import visible
from ivrlint.places import Place, Source
from ivrlint_formats.data.mend import Mended, mend
from ivrlint_formats.data.nodes import (
    DEEPEST,
    Array,
    Member,
    Mistake,
    Node,
    Object,
    Scalar,
    String,
    Tree,
    pointer_to,
)

if TYPE_CHECKING:
    import tree_sitter

_ESCAPE: Final = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|\\u[0-9a-fA-F]{4}|\\.|\\\Z",
    re.DOTALL,
)
_SIMPLE: Final = {
    '"': '"',
    "\\": "\\",
    "/": "/",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
}
_CONTROL: Final = re.compile("[\x00-\x1f]")


def parse_json(source: Source) -> Tree:
    """The tree of a JSON file. Never raises: faults become mistakes of the tree.

    What is sound in a faulty file is still there. Several values one after
    another become an array of them, with a mistake.
    """
    text = source.text
    if text.startswith("\ufeff"):
        text = " " + text[1:]
    tree = _parsed(text)
    if not tree.root_node.has_error and "\0" not in text:
        return _Builder(source, None).build(tree)
    mended = mend(source)
    return _Builder(source, mended).build(_parsed(mended.text))


def _parsed(text: str) -> tree_sitter.Tree:
    import tree_sitter
    import tree_sitter_json

    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_json.language()))
    # One byte for each code point: byte offsets are offsets of the text then.
    # Outside ASCII only strings may hold anything, and those are read from the source.
    return parser.parse(text.encode("ascii", "replace"))


class _Frame:
    """An object or array that is being read."""

    __slots__ = ("children", "is_object", "key", "members", "pointer")

    def __init__(self, pointer: str, *, is_object: bool) -> None:
        self.pointer = pointer
        self.is_object = is_object
        self.members: list[Member] = []
        self.children: list[Node] = []
        self.key: String | None = None

    def next_pointer(self) -> str:
        """Where the value stands that comes next."""
        if not self.is_object:
            return f"{self.pointer}[{len(self.children)}]"
        return pointer_to(self.pointer, self.key.value if self.key else "")


class _Builder:
    """Turns a tree of tree-sitter into nodes, one after another, without recursion."""

    def __init__(self, source: Source, mended: Mended | None) -> None:
        self.source = source
        self.mended = mended
        self.frames: list[_Frame] = []
        self.roots: list[Node] = []
        slips = mended.slips if mended else []
        self.mistakes = [
            Mistake(source.place(slip.start, slip.end), slip.message) for slip in slips
        ]

    def build(self, tree: tree_sitter.Tree) -> Tree:
        """Everything that the tree holds."""
        cursor = tree.walk()
        while True:
            if self._enter(cursor.node) and cursor.goto_first_child():
                continue
            while not cursor.goto_next_sibling():
                if not cursor.goto_parent():
                    return self._whole()
                self._leave(cursor.node)

    def _whole(self) -> Tree:
        mistakes = sorted(self.mistakes, key=lambda mistake: mistake.place.start)
        if not self.roots:
            if not mistakes:
                mistakes.append(Mistake(self.source.place(0, 0), "expected JSON, found nothing"))
            return Tree(None, tuple(mistakes))
        if len(self.roots) == 1:
            return Tree(self.roots[0], tuple(mistakes))
        second = self.roots[1].place
        mistakes.append(
            Mistake(
                self.source.place(second.start, min(second.start + 1, second.end)),
                "a second value begins here: a JSON file holds one",
            )
        )
        whole = self.roots[0].place.to(self.roots[-1].place)
        return Tree(Array(tuple(self.roots), whole), tuple(mistakes))

    def _enter(self, node: tree_sitter.Node | None) -> bool:
        """Take a node; whether its children are to be taken too."""
        if node is None:
            return False
        kind = node.type
        if kind in ("object", "array"):
            if len(self.frames) >= DEEPEST:
                self._too_deep(node)
                return False
            self.frames.append(_Frame(self._pointer(), is_object=kind == "object"))
            return True
        if kind in ("pair", "document", "ERROR"):
            return True
        if kind == "string":
            self._string(node)
        elif kind in ("number", "true", "false", "null"):
            self._scalar(node, kind)
        elif kind == "comment":
            self._mistake(self._place(node), "JSON has no comments")
        return False

    def _leave(self, node: tree_sitter.Node | None) -> None:
        if node is None or node.type not in ("object", "array"):
            return
        frame = self.frames.pop()
        place = self._place(node, frame.pointer)
        if not frame.is_object:
            self._emit(Array(tuple(frame.children), place))
            return
        keys: set[str] = set()
        for member in frame.members:
            if member.key.value in keys:
                shown = visible(member.key.value[:40])
                self._mistake(
                    member.key.place,
                    f"the key '{shown}' stands twice in this object: the last one counts",
                )
            keys.add(member.key.value)
        self._emit(Object(tuple(frame.members), place))

    def _too_deep(self, node: tree_sitter.Node) -> None:
        place = self._place(node, self._pointer())
        self._mistake(
            self.source.place(place.start, place.start + 1),
            f"nested more than {DEEPEST} deep: what stands in here is not read",
        )
        self._emit(Scalar(None, place))

    def _mistake(self, place: Place, message: str) -> None:
        if len(self.mistakes) < 40:
            self.mistakes.append(Mistake(place, message))

    def _pointer(self) -> str:
        return self.frames[-1].next_pointer() if self.frames else ""

    def _place(self, node: tree_sitter.Node, pointer: str | None = None) -> Place:
        start, end = node.start_byte, node.end_byte
        if self.mended is not None:
            start, end = self.mended.origin(start), self.mended.end(end)
        return Place(self.source, start, max(start, end), pointer or None)

    def _emit(self, value: Node) -> None:
        if not self.frames:
            self.roots.append(value)
            return
        frame = self.frames[-1]
        if not frame.is_object:
            frame.children.append(value)
        elif frame.key is not None:
            frame.members.append(Member(frame.key, value))
            frame.key = None
        elif isinstance(value, String):
            frame.key = value

    def _scalar(self, node: tree_sitter.Node, kind: str) -> None:
        place = self._place(node, self._pointer())
        words: dict[str, bool | None] = {"true": True, "false": False, "null": None}
        if kind in words:
            self._emit(Scalar(words[kind], place))
            return
        try:
            number = _number(place.text)
        except ValueError:
            self._mistake(place, f"expected a number, found '{visible(place.text[:40])}'")
            number = None
        self._emit(Scalar(number, place))

    def _string(self, node: tree_sitter.Node) -> None:
        frame = self.frames[-1] if self.frames else None
        is_key = frame is not None and frame.is_object and frame.key is None
        pointer = (frame.pointer or None) if frame and is_key else (self._pointer() or None)
        bare = self.mended.bare.get(node.start_byte) if self.mended else None
        if bare is not None:
            place = Place(self.source, *bare, pointer)
            self._emit(String(place.text, place, place))
            return
        place = self._place(node, pointer)
        inside = Place(self.source, place.start + 1, max(place.start + 1, place.end - 1), pointer)
        self._emit(self._decoded(place, inside))

    def _decoded(self, place: Place, inside: Place) -> String:
        raw = inside.text
        if not raw.isprintable() and (control := _CONTROL.search(raw)):
            at = inside.start + control.start()
            what = "line break" if control[0] in "\r\n" else "control character"
            escaped = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(
                control[0], f"\\u{ord(control[0]):04x}"
            )
            self._mistake(
                self.source.place(at, at + 1),
                f"a {what} stands inside a text: JSON wants it as {escaped}",
            )
        if "\\" not in raw:
            return String(raw, place, inside)
        pieces: list[str] = []
        anchors = [(0, inside.start)]
        length = last = 0
        for match in _ESCAPE.finditer(raw):
            before = raw[last : match.start()]
            decoded = _unescaped(match[0])
            if decoded is None:
                at = inside.start + match.start()
                self._mistake(
                    self.source.place(at, inside.start + match.end()),
                    f"'{visible(match[0])}' is no escape that JSON knows",
                )
                decoded = match[0][1:]
            pieces += (before, decoded)
            anchors.append((length + len(before), inside.start + match.start()))
            length += len(before) + len(decoded)
            last = match.end()
            anchors.append((length, inside.start + last))
        pieces.append(raw[last:])
        return String("".join(pieces), place, inside, tuple(anchors))


def _unescaped(escape: str) -> str | None:
    """What an escape stands for; None where JSON knows no such escape."""
    if len(escape) == 12:
        high, low = int(escape[2:6], 16), int(escape[8:12], 16)
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    if len(escape) == 6:
        code = int(escape[2:], 16)
        # Half a pair is no character and could not be written anywhere.
        return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)
    return _SIMPLE.get(escape[1:])


def _number(text: str) -> float | int | None:
    """The number that a text says; None for one beyond all bounds. Raises ValueError for others."""
    if len(text) < 300 and text.lstrip("-").isdecimal():
        return int(text)
    number = float(text)
    return number if math.isfinite(number) else None
