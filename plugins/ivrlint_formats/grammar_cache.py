"""Loading a grammar: its tables are built once, then taken from the user's cache directory."""

from __future__ import annotations

import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lark import Lark


def grammar_text(name: str) -> str:
    """The text of a grammar: `ivr` stands for `ivrlint_grammars/ivr.lark`."""
    data = pkgutil.get_data("ivrlint_grammars", f"{name}.lark")
    assert data is not None
    return data.decode()


def load_lark(
    name: str, *, cache: Path | None = None, transformer: Any = None, **options: Any
) -> Lark:
    """The LALR parser of a grammar; `options` are those of `lark.Lark`.

    `cache` is the folder of the remembered tables, by default the user's. A
    cache that cannot be read or written costs time, nothing else. With
    `strict=True` nothing is remembered, and lark.exceptions.GrammarError is
    raised for conflicts that lark would settle by itself.
    """
    from lark import Lark
    from platformdirs import user_cache_dir

    given = {"parser": "lalr", "maybe_placeholders": False, "transformer": transformer, **options}
    text = grammar_text(name)
    if options.get("strict"):
        return Lark(text, **given)
    folder = cache or Path(user_cache_dir("ivrlint"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Lark(text, cache=str(folder / f"{name}.grammar"), **given)
    except Exception:  # whatever a damaged file makes pickle raise
        return Lark(text, **given)
