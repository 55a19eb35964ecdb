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

    def plain(self, children: list[Argument]) -> Statement:
        """A statement without a goal and a block."""
        return Statement(children[0], tuple(children[1:]))

    def leading(self, children: list[Part]) -> Statement:
        """A statement with a goal: `… -> goal`."""
        *head, _arrow, goal = children
        assert isinstance(goal, Goal)
        return _statement(head, goal, None)

    def blocked(self, children: list[Part]) -> Statement:
        """A statement with a block."""
        *head, block = children
        assert isinstance(block, Block)
        return _statement(head, None, block)

    def leading_blocked(self, children: list[Part]) -> Statement:
        """A statement with a goal and a block."""
        *head, _arrow, goal, block = children
        assert isinstance(goal, Goal)
        assert isinstance(block, Block)
        return _statement(head, goal, block)

    def reference(self, children: list[Argument | Token]) -> Goal:
        """`step` or `flow.step`."""
        return _reference(children, None)

    def reference_to_flow(self, children: list[Argument | Token]) -> Goal:
        """`flow name`."""
        return _reference(children, "flow")

    def reference_to_page(self, children: list[Argument | Token]) -> Goal:
        """`page name`."""
        return _reference(children, "page")

    def unresolved(self, children: list[Argument | Token]) -> Goal:
        """`? "why"`, perhaps with `within scope`."""
        mark, reason, *rest = children
        assert isinstance(mark, Token)
        assert isinstance(reason, String)
        scope = rest[1] if rest else None
        assert scope is None or isinstance(scope, Word)
        end = scope.end if scope else reason.end
        return Goal(None, Open(reason, scope), mark.start_pos or 0, end)

    def goal(self, children: list[Goal]) -> Goal:
        """A reference alone."""
        return children[0]

    goal_unresolved = goal

    def goal_or_unresolved(self, children: list[Goal | Token]) -> Goal:
        """A reference that may be defined elsewhere: `step or ? "why"`."""
        first, _or, last = children
        assert isinstance(first, Goal)
        assert isinstance(last, Goal)
        return Goal(first.reference, last.otherwise, first.start, last.end)


def _statement(head: Sequence[Part], goal: Goal | None, block: Block | None) -> Statement:
    arguments = [part for part in head if isinstance(part, Word | String)]
    return Statement(arguments[0], tuple(arguments[1:]), goal, block)


def _reference(children: Sequence[Argument | Token], kind: str | None) -> Goal:
    names = tuple(child for child in children if isinstance(child, Word | String))
    first = children[0]
    start = first.start_pos or 0 if isinstance(first, Token) else first.start
    return Goal(Reference(names, kind), None, start, names[-1].end)


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
