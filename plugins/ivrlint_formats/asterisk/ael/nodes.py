"""The syntax tree of an AEL file: what the grammar builds and the compiler takes.

Offsets count through all files that were read, one after the other
(`ivrlint_formats.asterisk.ael.files.Files` tells which file one belongs to).
"""

from __future__ import annotations

from dataclasses import field
from typing import NamedTuple

from ivrlint.lean import dataclass


class Token(NamedTuple):
    """A word, a mark or a bracketed text. `text` begins at `at`: after the bracket, if any."""

    type: str
    start: int
    end: int
    text: str
    at: int
    parts: tuple[Token, ...] = ()
    """The three texts of the head of a `for`."""


class Times(NamedTuple):
    """The four texts of a time condition."""

    texts: tuple[str, str, str, str]
    start: int
    end: int


@dataclass(slots=True)
class Call:
    """An application with its arguments (None without parentheses)."""

    name: Token
    arguments: Token | None


@dataclass(slots=True)
class MacroCall:
    """`&name(arguments);`."""

    name: Token
    arguments: Token
    start: int


@dataclass(slots=True)
class Assignment:
    """`name = value;`, perhaps `local`; `arguments` where a function is assigned to."""

    name: Token
    arguments: Token | None
    value: Token
    local: Token | None


@dataclass(slots=True)
class Goto:
    """`goto`, or `jump` with its parts in the order of a goto."""

    targets: tuple[Token, ...]
    start: int
    end: int


@dataclass(slots=True)
class Label:
    """`name:`."""

    name: Token


@dataclass(slots=True)
class Leave:
    """`break`, `continue` or `return`."""

    kind: str
    start: int
    end: int


@dataclass(slots=True)
class Block:
    """Statements between braces."""

    statements: list[Statement]
    has_switch: bool


@dataclass(slots=True)
class If:
    """`if`, `random` or `ifTime`; `otherwise` is empty where there is no `else`."""

    kind: str
    test: Token | Times
    body: list[Statement]
    otherwise: list[Statement]
    start: int
    has_switch: bool


@dataclass(slots=True)
class While:
    """A loop that tests first."""

    test: Token
    body: list[Statement]
    start: int
    has_switch: bool


@dataclass(slots=True)
class For:
    """A loop with a beginning, a test and a step."""

    head: Token
    body: list[Statement]
    start: int
    has_switch: bool


@dataclass(slots=True)
class Case:
    """One way of a switch: `case`, `pattern` or `default` (without a value)."""

    kind: str
    value: Token | None
    statements: list[Statement]
    start: int
    end: int
    has_switch: bool


@dataclass(slots=True)
class Switch:
    """The ways of a value."""

    test: Token
    cases: list[Case]
    start: int


@dataclass(slots=True)
class Catch:
    """An extension within a macro."""

    name: Token
    statements: list[Statement]
    start: int
    has_switch: bool


@dataclass(slots=True)
class Included:
    """One context of `includes`, perhaps at times."""

    name: Token
    times: Times | None


@dataclass(slots=True)
class Includes:
    """`includes { … }`."""

    contexts: list[Included]


@dataclass(slots=True)
class Switches:
    """`switches` or `eswitches`: dialplans elsewhere."""

    items: list[tuple[str, int, int]]


@dataclass(slots=True)
class IgnorePattern:
    """`ignorepat => pattern;`."""

    pattern: Token
    start: int
    end: int


@dataclass(slots=True)
class Extension:
    """An extension of a context."""

    name: str
    start: int
    end: int
    statements: list[Statement]
    hint: Token | None
    is_regexten: bool
    has_switch: bool


Element = Extension | Includes | Switches | IgnorePattern | Assignment
Statement = (
    Call | MacroCall | Assignment | Goto | Label | Leave | Block | If | While | For | Switch
    | Catch | Includes
)  # fmt: skip


@dataclass(slots=True)
class ContextNode:
    """A context with its elements."""

    name: Token
    elements: list[Element]
    start: int
    end: int


@dataclass(slots=True)
class Macro:
    """A macro: a context with one extension, which takes arguments."""

    name: Token
    parameters: list[Token]
    statements: list[Statement]
    start: int
    end: int
    close: int
    has_switch: bool


@dataclass(slots=True)
class Globals:
    """Variables for all calls."""

    assignments: list[Assignment]


@dataclass(slots=True)
class File:
    """Everything at the top level, with what includes brought in."""

    objects: list[ContextNode | Macro | Globals] = field(default_factory=list)
