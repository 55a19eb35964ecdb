"""Loading the grammar of Sieve."""

from __future__ import annotations

from pathlib import Path

from lark import Lark
from lark.lark import PostLex

from ivrlint_formats.grammar_cache import load_lark

_ANYWHERE = (
    "IDENTIFIER", "TAG", "NUMBER", "STRING", "MULTILINE", "SEMICOLON", "COMMA", "LPAREN", "RPAREN",
    "LBRACKET", "RBRACKET", "LBRACE", "RBRACE", "PLACEHOLDER", "HASH_COMMENT", "BRACKET_COMMENT",
    "TEMPLATE", "LONG_NUMBER", "TRAILING_TEXT", "OPEN_MULTILINE", "OPEN_STRING", "OPEN_COMMENT",
    "OTHER",
)  # fmt: skip


class _EveryToken(PostLex):
    """Makes the lexer total: it never stops, and every mistake is one of the parser."""

    always_accept = _ANYWHERE

    def process(self, stream):  # type: ignore[no-untyped-def]
        """The tokens as they come."""
        return stream


def load(cache: Path | None = None, *, strict: bool = False) -> Lark:
    """The parser; `cache` and `strict` as in `load_lark`."""
    return load_lark(
        "sieve",
        cache=cache,
        lexer="contextual",
        start="script",
        postlex=_EveryToken(),
        strict=strict,
    )
