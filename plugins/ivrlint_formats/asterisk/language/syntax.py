"""The syntax of expressions `$[…]`, as in `main/ast_expr2.y` and `main/ast_expr2.fl`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from ivrlint.lean import dataclass
from ivrlint_formats.asterisk.language.units import units

if TYPE_CHECKING:
    from lark import Lark, Token

LONGEST: Final = 4096
"""Code points: no longer expression fits into the engine's buffer."""

_COVER: Final = "\ue000"


@dataclass(frozen=True, slots=True)
class Operand:
    """A word, a number or a string in its quotes, with references as they are written."""

    text: str
    start: int
    end: int
    is_number: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """One, two or three operands (`!`, `-`; `? ::`). `||`, `&&` and `==` are `|`, `&` and `=`."""

    operator: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function; an argument that is missing after a comma is None."""

    name: Operand
    arguments: tuple[Node | None, ...]


Node = Operand | Operation | Call


class ExpressionError(ValueError):
    """There is no expression in the text. `at` is where the parser stopped, None at the end."""

    def __init__(self, at: int | None) -> None:
        super().__init__(at)
        self.at = at


class _Builder:
    """Makes nodes of what the parser finds."""

    def __init__(self) -> None:
        self.source = ""

    def start(self, children: list[Node]) -> Node | None:
        return children[0] if children else None

    def operand(self, children: list[Token]) -> Node:
        (token,) = children
        assert token.start_pos is not None
        assert token.end_pos is not None
        return Operand(
            self.source[token.start_pos : token.end_pos],
            token.start_pos,
            token.end_pos,
            token.type == "NUMBER",
        )

    def operation(self, children: list[Any]) -> Node:
        operator = str(children[1])
        if operator in ("||", "&&", "=="):
            operator = operator[0]
        return Operation(operator, tuple(children[0::2]))

    def sign(self, children: list[Any]) -> Node:
        return Operation(str(children[0]), (children[1],))

    def arguments(self, children: list[Any]) -> tuple[Node | None, ...]:
        found: list[Node | None] = []
        waiting = True
        for child in children:
            if not isinstance(child, Operand | Operation | Call):
                if waiting:
                    found.append(None)
                waiting = True
            else:
                found.append(child)
                waiting = False
        if waiting:
            found.append(None)
        return tuple(found)

    def call(self, children: list[Any]) -> Node:
        return Call(children[0], children[1])


@lru_cache(maxsize=1)
def _parser() -> tuple[Lark, _Builder]:
    from ivrlint_formats.grammar_cache import load_lark

    builder = _Builder()
    return load_lark("asterisk_expression", transformer=builder, lexer="basic"), builder


def load(*, strict: bool = False) -> Lark:
    """The parser of the grammar; `strict` as in `load_lark`."""
    from ivrlint_formats.grammar_cache import load_lark

    return load_lark("asterisk_expression", lexer="basic", strict=strict)


def parse(text: str) -> Node | None:
    """The syntax of what stands between the brackets; None for an empty text.

    Raises ExpressionError where the engine finds no expression in it, and for a
    text that is longer than its buffer.
    """
    from lark.exceptions import UnexpectedToken

    if len(text) > LONGEST:
        raise ExpressionError(None)
    parser, builder = _parser()
    covered = text.replace(_COVER, " ")
    for start, end in units(text):
        covered = covered[:start] + _COVER * (end - start) + covered[end:]
    builder.source = text
    try:
        found: Node | None = parser.parse(covered)  # type: ignore[assignment]
    except UnexpectedToken as error:
        at = error.token.start_pos if error.token.type != "$END" else None
        raise ExpressionError(at) from error
    return found
