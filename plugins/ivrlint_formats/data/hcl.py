"""Reading HCL, the language of Terraform, as far as its values stand in the file.

Nothing is evaluated: what another value or a function gives is a placeholder (`${var.name}`), but
for `jsonencode`, whose argument is the data itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ivrlint.places import Place, Source
from ivrlint_formats.data.nodes import (
    DEEPEST,
    Array,
    Member,
    Node,
    Object,
    Remark,
    Scalar,
    String,
    Tree,
    pointer_to,
)

if TYPE_CHECKING:
    import tree_sitter

_ESCAPE: Final = re.compile(r"\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)|\$\$(?=\{)|%%(?=\{)")
_SIMPLE: Final = {"n": "\n", "r": "\r", "t": "\t"}
_WRAPPING: Final = frozenset({"expression", "literal_value", "template_expr", "collection_value"})
_WORDS: Final = {"true": True, "false": False, "null": None}
_NUMBER: Final = re.compile(r"-?\d{1,300}(?:\.\d{1,300})?")
_MOST_NESTED: Final = 5_000
"""Opening braces and brackets within one another; beyond, a file is not read.

The time of the parser would begin to grow with its square.
"""


def parse_hcl(source: Source) -> Tree:
    """The tree of an HCL file: blocks are objects under their last label. Never raises.

    Mistakes are not told: what the parser does not understand is left out.
    """
    text = source.text
    if max(text.count("${") + text.count("%{"), _depth(text)) > _MOST_NESTED:
        return Tree(None)
    import tree_sitter
    import tree_sitter_hcl

    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_hcl.language()))
    # One byte for each code point: byte offsets are offsets of the text then.
    root = parser.parse(text.encode("ascii", "replace")).root_node
    builder = _Builder(source)
    body = next((one for one in root.children if one.type == "body"), None)
    members = builder.members(body, "", 0) if body is not None else ()
    whole = Object(tuple(members), source.place(0, len(text)))
    return Tree(whole, (), tuple(_comments(source, root)))


def _depth(text: str) -> int:
    """How deep brackets stand in one another at most, whatever they are."""
    depth = deepest = 0
    for match in re.finditer(r"[\[{(\]})]", text):
        depth += 1 if match[0] in "[{(" else -1
        deepest = max(deepest, depth)
        depth = max(depth, 0)
    return deepest


def _comments(source: Source, root: tree_sitter.Node) -> Iterator[Remark]:
    """Every comment of a file, wherever it stands."""
    cursor = root.walk()
    while True:
        node = cursor.node
        if node is not None and node.type == "comment":
            place = Place(source, node.start_byte, node.end_byte)
            text = place.text.removeprefix("//").removeprefix("#")
            yield Remark(text.removeprefix("/*").removesuffix("*/").strip(), place)
        if cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return


class _Builder:
    """Turns a tree of tree-sitter into nodes. Values deeper than `DEEPEST` are left out."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def members(self, body: tree_sitter.Node, pointer: str, depth: int) -> Iterator[Member]:
        """The attributes and blocks of a body."""
        for node in body.children:
            if node.type == "attribute" and len(node.children) >= 3:
                key = self._name(node.children[0], pointer)
                value = node.children[-1]
                yield Member(key, self.value(value, pointer_to(pointer, key.value), depth + 1))
            elif node.type == "block":
                yield from self._block(node, pointer, depth)

    def _block(self, node: tree_sitter.Node, pointer: str, depth: int) -> Iterator[Member]:
        labels = [one for one in node.children if one.type in ("identifier", "string_lit")]
        body = next((one for one in node.children if one.type == "body"), None)
        if not labels or body is None or depth > DEEPEST // 2:
            return
        key = self._name(labels[-1], pointer)
        shown = pointer
        for label in labels:
            shown = pointer_to(shown, self._name(label, pointer).value)
        inside = tuple(self.members(body, shown, depth + 1))
        yield Member(key, Object(inside, self._place(node, shown)))

    def _name(self, node: tree_sitter.Node, pointer: str) -> String:
        place = self._place(node, pointer)
        if node.type == "string_lit":
            return self._quoted(node, pointer)
        return String(place.text, place, place)

    def value(self, node: tree_sitter.Node, pointer: str, depth: int) -> Node:
        """The value of an expression."""
        while node.type in _WRAPPING and len(node.children) == 1:
            node = node.children[0]
        place = self._place(node, pointer)
        if depth > DEEPEST // 2:
            return Scalar(None, place)
        match node.type:
            case "string_lit" | "quoted_template":
                return self._quoted(node, pointer)
            case "heredoc_template":
                return self._heredoc(node, pointer)
            case "object":
                return Object(tuple(self._elements(node, pointer, depth)), place)
            case "tuple":
                items = [one for one in node.children if one.type == "expression"]
                return Array(
                    tuple(
                        self.value(one, f"{pointer}[{number}]", depth + 1)
                        for number, one in enumerate(items)
                    ),
                    place,
                )
            case "function_call":
                argument = _argument_of_jsonencode(node)
                if argument is not None:
                    return self.value(argument, pointer, depth + 1)
            case "numeric_lit" if _NUMBER.fullmatch(place.text):
                text = place.text
                return Scalar(float(text) if "." in text else int(text), place)
            case "bool_lit" | "null_lit":
                return Scalar(_WORDS.get(place.text), place)
        return String("${" + place.text + "}", place, place, ((0, place.start),))

    def _elements(self, node: tree_sitter.Node, pointer: str, depth: int) -> Iterator[Member]:
        for one in node.children:
            key, value = one.child_by_field_name("key"), one.child_by_field_name("val")
            if one.type != "object_elem" or key is None or value is None:
                continue
            while key.type in ("expression", "variable_expr", "literal_value"):
                if len(key.children) != 1:
                    break
                key = key.children[0]
            name = self._name(key, pointer)
            yield Member(name, self.value(value, pointer_to(pointer, name.value), depth + 1))

    def _quoted(self, node: tree_sitter.Node, pointer: str) -> String:
        """A text in quotes; what is filled in stays in it as it is written."""
        place = self._place(node, pointer)
        inside = Place(self.source, place.start + 1, max(place.start + 1, place.end - 1), pointer)
        raw = inside.text
        pieces: list[str] = []
        anchors = [(0, inside.start)]
        length = at = 0
        for match in _ESCAPE.finditer(raw):
            before, meant = raw[at : match.start()], _meant(match[0])
            pieces += (before, meant)
            anchors.append((length + len(before), inside.start + match.start()))
            length += len(before) + len(meant)
            at = match.end()
            anchors.append((length, inside.start + at))
        pieces.append(raw[at:])
        return String("".join(pieces), place, inside, tuple(anchors) if at else ())

    def _heredoc(self, node: tree_sitter.Node, pointer: str) -> String:
        """The lines of a heredoc; their indentation stays, which means nothing in data."""
        place = self._place(node, pointer)
        text = place.text
        start = text.find("\n") + 1
        end = text.rfind("\n") + 1
        inside = Place(self.source, place.start + start, place.start + max(start, end), pointer)
        return String(inside.text, place, inside)

    def _place(self, node: tree_sitter.Node, pointer: str | None) -> Place:
        return Place(self.source, node.start_byte, node.end_byte, pointer or None)


def _argument_of_jsonencode(call: tree_sitter.Node) -> tree_sitter.Node | None:
    """What `jsonencode` is called with; None for any other function."""
    name = call.children[0] if call.children else None
    if name is None or name.text != b"jsonencode":
        return None
    arguments = next((one for one in call.children if one.type == "function_arguments"), None)
    given = [one for one in arguments.children if one.type == "expression"] if arguments else []
    return given[0] if len(given) == 1 else None


def _meant(escape: str) -> str:
    if escape[0] != "\\":
        return escape[0]
    if len(escape) in (6, 10):
        code = int(escape[2:], 16)
        return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
    return _SIMPLE.get(escape[1], escape[1])
