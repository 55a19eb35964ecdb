"""From the syntax tree to text: the canonical form. Comments and single empty lines are kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint_formats.ivr.nodes import (
    Argument,
    Blank,
    Goal,
    Item,
    Remark,
    Statement,
    String,
    Word,
)
from ivrlint_formats.ivr.strings import rows

INDENT: Final = "    "
WIDTH: Final = 100
"""A block that stands on one line may be so wide, in code points."""


def print_items(items: tuple[Item, ...]) -> str:
    """The canonical text of a file."""
    return "".join(f"{line}\n" for line in _lines(items, 0, roomy=True))


def _lines(items: tuple[Item, ...], depth: int, *, roomy: bool) -> Iterator[str]:
    """The lines of some items.

    Where it is `roomy`, an empty line parts a block of several lines from
    what stands before and after it; a comment belongs to what follows it.
    """
    indent = INDENT * depth
    blank = False
    begun = False
    after_block = False
    pending: list[str] = []
    at = 0
    while at < len(items):
        item = items[at]
        at += 1
        if isinstance(item, Blank):
            yield from _flush(pending, begun=begun, blank=blank)
            begun = begun or bool(pending)
            pending, blank = [], True
            continue
        if isinstance(item, Remark):
            pending.append(f"{indent}{_comment(item)}")
            continue
        lines = list(_statement(item, depth))
        if at < len(items):
            follower = items[at]
            if isinstance(follower, Remark) and not follower.alone:
                lines[-1] += f" {_comment(follower)}"
                at += 1
        large = len(lines) > 1 and item.block is not None
        apart = blank or (roomy and begun and (large or after_block))
        yield from _flush([*pending, *lines], begun=begun, blank=apart)
        pending, blank, begun, after_block = [], False, True, large
    yield from _flush(pending, begun=begun, blank=blank or (roomy and after_block))


def _flush(lines: list[str], *, begun: bool, blank: bool) -> Iterator[str]:
    if lines and begun and blank:
        yield ""
    yield from lines


def _comment(remark: Remark) -> str:
    return f"// {remark.text}" if remark.text else "//"


def _statement(statement: Statement, depth: int) -> Iterator[str]:
    head = header(statement, depth)
    block = statement.block
    if block is None:
        yield from head.split("\n")
        return
    items = block.items
    if not any(not isinstance(item, Blank) for item in items):
        yield from f"{head} {{ }}".split("\n")
        return
    if block.inline:
        line = _one_line(statement)
        if line is not None and len(line) + depth * len(INDENT) <= WIDTH:
            yield INDENT * depth + line
            return
    opening = f"{head} {{"
    first = items[0]
    if isinstance(first, Remark) and not first.alone:
        opening += f" {_comment(first)}"
        items = items[1:]
    yield from opening.split("\n")
    roomy = depth == 0 and any(
        isinstance(item, Statement) and item.block is not None for item in items
    )
    yield from _lines(items, depth + 1, roomy=roomy)
    yield INDENT * depth + "}"


def _one_line(statement: Statement) -> str | None:
    """The statement on one line, without indentation; None where it cannot be."""
    head = header(statement, 0)
    if "\n" in head:
        return None
    if statement.block is None:
        return head
    items = [item for item in statement.block.items if not isinstance(item, Blank)]
    if len(items) != 1 or not isinstance(items[0], Statement):
        return f"{head} {{ }}" if not items else None
    inner = _one_line(items[0])
    return None if inner is None else f"{head} {{ {inner} }}"


def header(statement: Statement, depth: int) -> str:
    """A statement without its block, over several lines where a text in it is."""
    # A text that stands alone is level with its marks; one after a word is indented.
    parts = [_argument(statement.head, depth)]
    parts += [_argument(each, depth + 1) for each in statement.arguments]
    if statement.goal is not None:
        parts += ["->", _goal(statement.goal, depth + 1)]
    return INDENT * depth + " ".join(parts)


def _goal(goal: Goal, depth: int) -> str:
    parts = []
    if goal.reference is not None:
        if goal.reference.kind is not None:
            parts.append(goal.reference.kind)
        parts.append(".".join(_argument(name, depth) for name in goal.reference.names))
        if goal.otherwise is not None:
            parts.append("or")
    if goal.otherwise is not None:
        parts += ["?", _argument(goal.otherwise.reason, depth)]
        if goal.otherwise.scope is not None:
            parts += ["within", goal.otherwise.scope.text]
    return " ".join(parts)


def _argument(argument: Argument, depth: int) -> str:
    if isinstance(argument, Word):
        return argument.text
    return _long(argument, depth) if argument.long else argument.raw


def _long(string: String, depth: int) -> str:
    """A text over several lines, indented anew where that changes nothing of it."""
    found = [row.text for row in rows(string)]
    if "\n" not in string.raw and "\r" not in string.raw:
        return string.raw
    steady = any(line and line[0] not in " \t" for line in found)
    if not steady:
        return string.raw.replace("\r\n", "\n").replace("\r", "\n")
    indent = INDENT * depth
    lines = [f"{indent}{line}" if line else "" for line in found]
    return "\n".join(['"""', *lines, f'{indent}"""'])
