"""The syntax tree of `.ivr`: what stands in the file, before anything is made of it.

Two trees are the same when they say the same; where things stand is left out
of the comparison. Offsets count code points from the start of the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any

from ivrlint.lean import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word: a keyword, a name, a number, a key, a duration."""

    text: str
    start: int = field(default=0, compare=False, repr=False)
    end: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class String:
    """A text in quotation marks, as written, marks included."""

    raw: str
    start: int = field(default=0, compare=False, repr=False)
    end: int = field(default=0, compare=False, repr=False)

    @property
    def long(self) -> bool:
        """Whether it stands between three quotation marks."""
        return self.raw.startswith('"""')


Argument = Word | String


@dataclass(frozen=True, slots=True)
class Reference:
    """A name after an arrow: `step`, `flow.step`, `step name`, `flow name`, `page name`.

    `kind` is `step`, `flow` or `page` where that word stands before it.
    """

    names: tuple[Argument, ...]
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """An unresolved target: `? "why" within flow`."""

    reason: String
    scope: Word | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """What an arrow leads to."""

    reference: Reference | None
    otherwise: Open | None = None
    start: int = field(default=0, compare=False, repr=False)
    end: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Statement:
    """A head, what is said about it, perhaps a goal, perhaps a block."""

    head: Argument
    arguments: tuple[Argument, ...] = ()
    goal: Goal | None = None
    block: Block | None = None

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.head.start

    @property
    def header_end(self) -> int:
        """Where it ends, its block left out."""
        if self.goal is not None:
            return self.goal.end
        return self.arguments[-1].end if self.arguments else self.head.end

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.block.end if self.block is not None else self.header_end

    @property
    def word(self) -> str | None:
        """The word that it begins with; None where it begins with a text."""
        return self.head.text if isinstance(self.head, Word) else None


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, without its marks. `alone`: nothing else stands on its line."""

    text: str
    alone: bool
    start: int = field(default=0, compare=False, repr=False)
    end: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Blank:
    """One or more empty lines."""


Item = Statement | Remark | Blank


@dataclass(frozen=True, slots=True)
class Block:
    """What stands in braces. `inline`: all of it on one line."""

    items: tuple[Item, ...]
    inline: bool = field(default=False, compare=False)
    start: int = field(default=0, compare=False, repr=False)
    end: int = field(default=0, compare=False, repr=False)


def statements(items: tuple[Item, ...]) -> Iterator[Statement]:
    """The statements among some items."""
    return (item for item in items if isinstance(item, Statement))


def everything(items: tuple[Item, ...]) -> Iterator[Item]:
    """All items and what stands in their blocks, in the order of the file."""
    for item in items:
        yield item
        if isinstance(item, Statement) and item.block is not None:
            yield from everything(item.block.items)


def as_data(items: tuple[Item, ...]) -> list[dict[str, Any]]:
    """Items as plain data for JSON; empty lines are left out."""
    return [_item(item) for item in items if not isinstance(item, Blank)]


def _item(item: Statement | Remark) -> dict[str, Any]:
    if isinstance(item, Remark):
        return {"comment": item.text, "alone": item.alone, "start": item.start, "end": item.end}
    data: dict[str, Any] = {
        "head": _argument(item.head),
        "arguments": [_argument(argument) for argument in item.arguments],
        "start": item.start,
        "end": item.end,
    }
    if item.goal is not None:
        data["goal"] = _goal(item.goal)
    if item.block is not None:
        data["block"] = as_data(item.block.items)
    return data


def _argument(argument: Argument) -> dict[str, Any]:
    key, text = ("word", argument.text) if isinstance(argument, Word) else ("string", argument.raw)
    return {key: text, "start": argument.start, "end": argument.end}


def _goal(goal: Goal) -> dict[str, Any]:
    data: dict[str, Any] = {"start": goal.start, "end": goal.end}
    if goal.reference is not None:
        data["kind"] = goal.reference.kind
        data["names"] = [_argument(name) for name in goal.reference.names]
    if goal.otherwise is not None:
        data["unresolved"] = {
            "reason": _argument(goal.otherwise.reason),
            "scope": goal.otherwise.scope.text if goal.otherwise.scope else None,
        }
    return data
