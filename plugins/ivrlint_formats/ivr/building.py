"""From what the parser reduces to the syntax tree: lark's embedded transformer.

It knows no file and keeps nothing: spans come from tokens alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from lark import Token, Transformer

from ivrlint_formats.ivr.nodes import (
    Argument,
    Blank,
    Block,
    Goal,
    Item,
    Open,
    Reference,
    Remark,
    Statement,
    String,
    Word,
)

Child = Token | Item
Part = Argument | Goal | Block | Token


class Builder(Transformer[Token, tuple[Item, ...]]):
    """One method for each rule of the grammar that makes a node."""

    def WORD(self, token: Token) -> Word:  # noqa: N802 - named after the terminal
        """A bare word."""
        return Word(token.value, token.start_pos or 0, token.end_pos or 0)

    def STRING(self, token: Token) -> String:  # noqa: N802
        """A text."""
        return String(token.value, token.start_pos or 0, token.end_pos or 0)

    LONG_STRING = STRING

    def document(self, children: Sequence[Child]) -> tuple[Item, ...]:
        """The whole file."""
        return _items(children, nested=False)

    def block(self, children: Sequence[Child]) -> Block:
        """A block: its braces are the first and the last child."""
        first, last = children[0], children[-1]
        assert isinstance(first, Token)
        assert isinstance(last, Token)
        return Block(
            _items(children[1:-1], nested=True),
            inline=first.line == last.line,
            start=first.start_pos or 0,
            end=last.end_pos or 0,
        )

    def line(self, children: list[Part]) -> Statement:
        """A statement that ends with its line."""
        return self._statement(children, None)

    def blocked(self, children: list[Part]) -> Statement:
        """A statement that ends with its block."""
        block = children.pop()
        assert isinstance(block, Block)
        return self._statement(children, block)

    def _statement(self, parts: list[Part], block: Block | None) -> Statement:
        goal = parts[-1] if isinstance(parts[-1], Goal) else None
        arguments = parts[: -2 if goal else None]
        return Statement(arguments[0], tuple(arguments[1:]), goal, block)  # type: ignore[arg-type]

    def unresolved(self, children: list[Part]) -> Goal:
        """`? "why"`, perhaps with `within scope`."""
        mark, reason, *rest = children
        assert isinstance(mark, Token)
        assert isinstance(reason, String)
        scope = rest[1] if rest else None
        assert scope is None or isinstance(scope, Word)
        end = scope.end if scope else reason.end
        return Goal(None, Open(reason, scope), mark.start_pos or 0, end)

    def goal(self, children: list[Part]) -> Goal:
        """A reference, perhaps with `or ? "why"`, or an unresolved target alone."""
        first, last = children[0], children[-1]
        otherwise = last if isinstance(last, Goal) else None
        if first is otherwise:
            return otherwise
        kind = None
        if isinstance(first, Token):
            kind, start = first.value, first.start_pos or 0
        else:
            assert isinstance(first, Word | String)
            start = first.start
        names = tuple(child for child in children if isinstance(child, Word | String))
        reference = Reference(names, kind)
        if otherwise is None:
            return Goal(reference, None, start, names[-1].end)
        return Goal(reference, otherwise.otherwise, start, otherwise.end)


def _items(children: Sequence[Child], *, nested: bool) -> tuple[Item, ...]:
    """The statements and comments, and one `Blank` for a run of empty lines.

    A comment shares its line with what comes before it on that line: a
    statement, or the brace that opens the block.
    """
    items: list[Item] = []
    busy = nested
    for child in children:
        if not isinstance(child, Token):
            items.append(child)
            busy = True
            continue
        if child.value.startswith("//"):
            text = child.value.rstrip("\r\n")
            start = child.start_pos or 0
            items.append(Remark(text[2:].strip(), not busy, start, start + len(text)))
        elif not busy and items and not isinstance(items[-1], Blank):
            items.append(Blank())
        busy = False
    return tuple(items)
