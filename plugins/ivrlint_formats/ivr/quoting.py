"""Texts in quotation marks: from what they say to how they are written."""

from __future__ import annotations

import re
from typing import Final

from ivrlint.text import Pause, Piece, Text, Words
from ivrlint_formats.ivr.nodes import Argument, String, Word
from ivrlint_formats.ivr.numbers import duration_text
from ivrlint_formats.ivr.strings import PAUSE
from ivrlint_formats.ivr.vocabulary import RESERVED

_UNSAFE: Final = (
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def name_node(name: str) -> Argument:
    """A name as it is written: bare where it can be."""
    if re.fullmatch(r"[^\W\d]\w*(?:-+\w+)*", name) and name not in RESERVED:
        return Word(name)
    return string_of(name)


def key_node(key: str) -> Argument:
    """A key or a pattern of keys as it is written."""
    return Word(key) if re.fullmatch(r"[0-9*#X]+(?:-[0-9]+)?", key) else string_of(key)


def string_of(text: str) -> String:
    """A plain text as it is written."""
    return String(f'"{_escaped(text, braces=False)}"')


def string_of_text(text: Text) -> String:
    """A text in pieces as it is written: over several lines where it has them."""
    written = "".join(_written(piece) for piece in text.pieces)
    if _fits_lines(written):
        return String('"""\n' + written.replace('"""', '""\\"') + '\n"""')
    return String('"' + written.replace('"', '\\"').replace("\n", "\\n") + '"')


def _written(piece: Piece) -> str:
    """A piece with its escapes, but for quotation marks and line breaks."""
    if isinstance(piece, Words):
        return _escaped(piece.text, braces=True, quotes=False, breaks=False)
    if isinstance(piece, Pause):
        return f"{{pause {duration_text(piece.seconds)}}}"
    name = _escaped(piece.name, braces=True, quotes=False)
    if name != name.lstrip() or re.fullmatch(PAUSE, name):
        name = f"\\u{{{ord(name[0]):x}}}{name[1:]}"
    if name != name.rstrip():
        name = f"{name[:-1]}\\u{{{ord(name[-1]):x}}}"
    return f"{{{name}}}"


def _escaped(text: str, *, braces: bool, quotes: bool = True, breaks: bool = True) -> str:
    text = text.replace("\\", "\\\\")
    if quotes:
        text = text.replace('"', '\\"')
    if braces:
        text = text.replace("{", "\\{").replace("}", "\\}")
    return re.sub(_UNSAFE, lambda match: _code(match[0], breaks=breaks), text)


def _code(character: str, *, breaks: bool) -> str:
    if character == "\n":
        return "\\n" if breaks else "\n"
    named = {"\r": "\\r", "\t": "\\t"}
    return named.get(character) or f"\\u{{{ord(character):x}}}"


def _fits_lines(written: str) -> bool:
    """Whether a text can be written over lines and read back the same."""
    if "\n" not in written:
        return False
    lines = written.split("\n")
    return all(line == line.rstrip() for line in lines) and any(
        line and not line[0].isspace() for line in lines
    )
