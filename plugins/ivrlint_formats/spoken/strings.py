"""Texts that stand in a string of a file: words, placeholders, SSML written as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from ivrlint.speech import SENTENCE_SECONDS
from ivrlint.text import Pause, Piece, Text, Variable, Words
from ivrlint_formats.data import String
from ivrlint_formats.spoken.pieces import joined
from ivrlint_formats.spoken.silence import break_seconds

PLACEHOLDER: Final = r"\{\{[^{}\r\n]{1,200}\}\}|\$\{[^{}\r\n]{1,200}\}"
"""What most template languages fill in: `{{name}}`, `${name}`."""

_SSML: Final = (
    r"|(?P<comment><!--(?:[^-]|-(?!->))*+(?:-->)?)"
    r"|(?P<tag></?[A-Za-z][^<>]*+>)|(?P<entity>&(?:[a-z]{2,6}|\#\d{1,7}|\#x[0-9a-fA-F]{1,6});)"
)
_TAG: Final = re.compile(r"<(?P<close>/?)(?P<name>[\w:.-]+)")
_ATTRIBUTE: Final = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def name_of(placeholder: str) -> str:
    """A JSONPath or a placeholder as the name of a variable: `Attributes.name`."""
    return placeholder.removeprefix("$.").strip("{}$<>%=? ")


def text_of(string: String, *, variables: str = PLACEHOLDER, ssml: bool = False) -> Text:
    """The words, variables and pauses of a string.

    `variables` is the expression for its placeholders, without groups of its own.
    With `ssml`, or where the text begins with `<speak`, tags are read as what is heard.
    """
    ssml = ssml or string.value.lstrip().startswith("<speak")
    return Text.of(joined(_pieces(string, _token(variables, ssml=ssml))))


def _token(variables: str, *, ssml: bool) -> re.Pattern[str]:
    return re.compile(f"(?P<variable>{variables})" + (_SSML if ssml else ""))


def _pieces(string: String, token: re.Pattern[str]) -> Iterator[Piece]:
    text = string.value
    at = 0
    silent_until: str | None = None
    for match in token.finditer(text):
        start, end = match.span()
        if start > at and silent_until is None:
            yield string.part(at, start)
        at = end
        if match.lastgroup == "tag":
            name, closing, attributes = _tag(match[0])
            if silent_until is not None:
                if closing and name == silent_until:
                    silent_until = None
                continue
            if name == "sub" and not closing and "alias" in attributes:
                if not match[0].endswith("/>"):
                    silent_until = name
                yield Words(attributes["alias"], string.part(start, end).place)
            seconds = _silence(name, attributes, closing=closing)
            if seconds:
                yield Pause(seconds, string.part(start, end).place)
        elif silent_until is not None:
            continue
        elif match.lastgroup == "variable":
            yield Variable(name_of(match[0]), string.part(start, end).place)
        elif match.lastgroup == "entity":
            yield Words(unescape(match[0]), string.part(start, end).place)
    if at < len(text) and silent_until is None:
        yield string.part(at, len(text))


def _tag(tag: str) -> tuple[str, bool, dict[str, str]]:
    """A tag's name, whether it closes, and its attributes."""
    match = _TAG.match(tag)
    if match is None:
        return "", False, {}
    attributes = {
        found[1]: found[2] if found[2] is not None else found[3]
        for found in _ATTRIBUTE.finditer(tag, match.end())
    }
    return match["name"].lower(), bool(match["close"]), attributes


def _silence(name: str, attributes: dict[str, str], *, closing: bool) -> float:
    """The seconds of silence that a tag makes."""
    if name in ("p", "s"):
        return SENTENCE_SECONDS if closing else 0.0
    return break_seconds(attributes) if name == "break" and not closing else 0.0
