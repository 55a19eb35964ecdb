"""From the parser's tree to commands, with their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from lark import Token, Tree

from ivrlint.places import Source
from ivrlint_formats.data import String
from ivrlint_formats.sieve.nodes import Argument, Command, Number, Placeholder, Strings, Tag
from ivrlint_formats.sieve.texts import multiline, quoted

_UNITS: Final = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30}


def build(tree: Any, source: Source, broken: set[int]) -> tuple[Command, ...]:
    """The commands of a tree. The parser keeps it shallow, so that recursion is safe."""
    return tuple(_Builder(source, broken).commands(tree.children))


class _Builder:
    def __init__(self, source: Source, broken: set[int]) -> None:
        self.source = source
        self.broken = broken

    def commands(self, items: Iterable[Any]) -> Iterator[Command]:
        """The commands among items; what a template fills in is none."""
        for item in items:
            if isinstance(item, Tree) and item.data == "command":
                yield self.command(item)

    def command(self, tree: Any) -> Command:
        """A command or a test."""
        name: Token = tree.children[0]
        start = end = name.start_pos or 0
        arguments: list[Argument] = []
        tests: tuple[Command, ...] = ()
        listed = False
        block: tuple[Command, ...] | None = None
        for child in tree.children:
            if isinstance(child, Token):
                end = max(end, child.end_pos or 0)
                if child.type in _ARGUMENTS:
                    arguments.append(self.argument(child))
                continue
            if child.data == "strings":
                arguments.append(self.strings(child))
                end = max(end, child.children[-1].end_pos or 0)
            elif child.data == "tests":
                inner = child.children[0]
                listed = inner.data == "listed"
                parts = inner.children if listed else [inner]
                tests = tuple(self.command(part) for part in parts if isinstance(part, Tree))
                end = max(end, *(test.whole.end for test in tests))
                if listed:
                    end = max(end, inner.children[-1].end_pos or 0)
            elif child.data == "block":
                block = tuple(self.commands(child.children))
                end = max(end, child.children[-1].end_pos or 0)
        return Command(
            name=name.value.lower(),
            place=self.source.place(start, name.end_pos),
            whole=self.source.place(start, end),
            arguments=tuple(arguments),
            tests=tests,
            listed=listed,
            block=block,
            broken=start in self.broken,
        )

    def strings(self, tree: Any) -> Strings:
        """A list of texts."""
        items = []
        for token in tree.children:
            if token.type in ("STRING", "MULTILINE", "PLACEHOLDER"):
                item = self.argument(token)
                assert isinstance(item, String | Placeholder)
                items.append(item)
        first, last = tree.children[0], tree.children[-1]
        return Strings(tuple(items), self.source.place(first.start_pos or 0, last.end_pos))

    def argument(self, token: Token) -> Argument:
        """A tag, a number, a text."""
        start, end = token.start_pos or 0, token.end_pos or 0
        place = self.source.place(start, end)
        match token.type:
            case "TAG":
                return Tag(token.value.lower(), place)
            case "NUMBER":
                unit = token.value[-1].lower()
                digits = token.value.rstrip("kKmMgG")
                return Number(int(digits) * _UNITS.get(unit, 1), place)
            case "STRING":
                return quoted(self.source, start, end, closed=bool(token.value))
            case "MULTILINE":
                return multiline(self.source, start, end)
        return Placeholder(token.value, place)


_ARGUMENTS: Final = frozenset({"TAG", "NUMBER", "STRING", "MULTILINE", "PLACEHOLDER"})
