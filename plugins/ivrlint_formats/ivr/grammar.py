"""Loading the grammar: built once, then taken from the user's cache directory."""

from __future__ import annotations

import pkgutil
from pathlib import Path

from lark import Lark
from lark.lark import PostLex
from platformdirs import user_cache_dir

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
    data = pkgutil.get_data("ivrlint_grammars", "ivr.lark")
    assert data is not None
    return data.decode()


def load(cache: Path | None = None, *, strict: bool = False) -> Lark:
    """The parser. `cache` is the folder of the remembered tables, by default the user's.

    A cache that cannot be read or written costs time, nothing else. `strict`
    raises lark.exceptions.GrammarError for conflicts that lark would settle by itself.
    """
    if strict:
        return _lark(None, strict=True)
    folder = cache or Path(user_cache_dir("ivrlint"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _lark(str(folder / "ivr.grammar"))
    except Exception:  # whatever a damaged file makes pickle raise
        return _lark(None)


def _lark(cache: str | None, *, strict: bool = False) -> Lark:
    return Lark(
        grammar(),
        parser="lalr",
        lexer="contextual",
        start="document",
        transformer=Builder(),
        postlex=_EveryToken(),
        maybe_placeholders=False,
        cache=cache or False,
        strict=strict,
    )
