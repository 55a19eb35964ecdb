"""Where every key and item of a TOML text stands; looked up only for a message."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

Path = tuple[str | int, ...]


def toml_places(text: str) -> dict[Path, tuple[int, int]]:
    """The way to every key and item → the stretch (code points) from it to its value's end.

    A table stands at its header.
    """
    import tree_sitter_toml
    from tree_sitter import Language, Parser

    content = text.encode("utf-8")
    tree = Parser(Language(tree_sitter_toml.language())).parse(content)
    offset = _offsets(text, content)
    found: dict[Path, tuple[int, int]] = {}
    arrays: dict[Path, int] = {}

    def put(path: Path, start: int, end: int) -> None:
        found.setdefault(path, (offset(start), offset(end)))

    work: list[tuple[Node, Path]] = [(node, ()) for node in reversed(tree.root_node.children)]
    while work:
        node, base = work.pop()
        if node.type == "pair":
            named = node.named_children
            if len(named) < 2:
                continue
            path = base
            for part in _key(named[0]):
                path = (*path, part)
                put(path, node.start_byte, node.end_byte)
            work.append((named[-1], path))
        elif node.type in ("table", "table_array_element"):
            named = node.named_children
            if not named:
                continue
            keys = _key(named[0])
            header_end = next(
                (child.end_byte for child in node.children if child.type in ("]", "]]")),
                named[0].end_byte,
            )
            path = ()
            for index, part in enumerate(keys):
                path = (*path, part)
                put(path, node.start_byte, header_end)
                last = index == len(keys) - 1
                if last and node.type == "table_array_element":
                    arrays[path] = arrays.get(path, -1) + 1
                if path in arrays:
                    path = (*path, arrays[path])
            put(path, node.start_byte, header_end)
            work.extend((child, path) for child in reversed(named[1:]))
        elif node.type == "inline_table":
            work.extend((child, base) for child in reversed(node.named_children))
        elif node.type == "array":
            items = [child for child in node.named_children if child.type != "comment"]
            for index, item in enumerate(items):
                put((*base, index), item.start_byte, item.end_byte)
                work.append((item, (*base, index)))
    return found


def _key(node: Node) -> list[str]:
    """The parts of a key; a dotted key is a nest of pairs, the innermost first."""
    parts: list[str] = []
    work = [node]
    while work:
        current = work.pop()
        if current.type == "dotted_key":
            work.extend(reversed(current.named_children))
        elif current.type in ("bare_key", "quoted_key"):
            text = (current.text or b"").decode("utf-8", "replace")
            parts.append(_unquoted(text) if current.type == "quoted_key" else text)
    return parts


def _unquoted(text: str) -> str:
    import tomllib

    try:
        return next(iter(tomllib.loads(f"{text} = 0")))
    except tomllib.TOMLDecodeError:
        return text[1:-1]


def _offsets(text: str, content: bytes) -> _Offset:
    if len(text) == len(content):
        return int
    starts = list(accumulate((len(character.encode()) for character in text), initial=0))
    return lambda byte: max(0, bisect_right(starts, byte) - 1)


if TYPE_CHECKING:
    from collections.abc import Callable

    _Offset = Callable[[int], int]
