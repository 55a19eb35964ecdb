"""Loading the grammar of `.ivr` files."""

from __future__ import annotations

from pathlib import Path

from lark import Lark
from lark.lark import PostLex

from ivrlint_formats.grammar_cache import grammar_text, load_lark
from ivrlint_formats.ivr.building import Builder

_ANYWHERE = (
    "NEWLINE", "WORD", "STRING", "LONG_STRING", "ARROW", "DOT", "QUESTION", "LBRACE", "RBRACE",
    "OPEN_STRING", "OPEN_LONG_STRING", "OTHER",
)  # fmt: skip


class _EveryToken(PostLex):
    """Makes the lexer total: it never stops, and every mistake is one of the parser.

    Only the words of a goal (`flow`, `page`, `or`, `within`) depend on where they stand.
    """

    always_accept = _ANYWHERE

    def process(self, stream):  # type: ignore[no-untyped-def]
        """The tokens as they come."""
        return stream


def grammar() -> str:
    """The text of the grammar."""
    return grammar_text("ivr")


def load(cache: Path | None = None, *, strict: bool = False) -> Lark:
    """The parser; `cache` and `strict` as in `load_lark`."""
    return load_lark(
        "ivr",
        cache=cache,
        transformer=Builder(),
        lexer="contextual",
        start="document",
        postlex=_EveryToken(),
        strict=strict,
    )
