"""What a caller hears: texts, SSML and recordings, in pieces that know where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import groupby
from typing import Final

from ivrlint.model import UNKNOWN, Audio, Maybe, Prompt
from ivrlint.speech import COMMA_SECONDS, SENTENCE_SECONDS
from ivrlint.text import Pause, Piece, Text, Variable, Words
from ivrlint_formats.connect.actions import Action, Path, Value, masked
from ivrlint_formats.data import String

_VARIABLE: Final = (
    r"\$\.\w+(?:-\w+)*(?:\.\w+(?:-\w+)*|\[[^\[\]\s]{1,60}\])*"
    r"|\{\{[^{}\r\n]{1,200}\}\}|\$\{[^{}\r\n]{1,200}\}"
)
_PLAIN_TOKEN: Final = re.compile(f"(?P<variable>{_VARIABLE})")
_SSML_TOKEN: Final = re.compile(
    rf"(?P<variable>{_VARIABLE})|(?P<comment><!--(?:[^-]|-(?!->))*+(?:-->)?)"
    r"|(?P<tag></?[A-Za-z][^<>]*+>)|(?P<entity>&(?:[a-z]{2,6}|\#\d{1,7}|\#x[0-9a-fA-F]{1,6});)"
)
_TAG: Final = re.compile(r"<(?P<close>/?)(?P<name>[\w:.-]+)")
_ATTRIBUTE: Final = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_TIME: Final = re.compile(r"\+?(\d{1,6}(?:\.\d{1,6})?|\.\d{1,6})(ms|s)")
_STRENGTHS: Final = {
    "none": 0.0,
    "x-weak": 0.0,
    "weak": COMMA_SECONDS,
    "medium": COMMA_SECONDS,
    "strong": SENTENCE_SECONDS,
    "x-strong": 2 * SENTENCE_SECONDS,
}
"""Seconds for a pause that is told by its strength: medium is a comma, strong a sentence end."""


def name_of(path: str) -> str:
    """A JSONPath or a placeholder as the name of a variable: `Attributes.name`."""
    return path.removeprefix("$.").strip("{}$ ")


def read_text(value: Value, *, ssml: bool) -> Text:
    """The words, variables and pauses of a value."""
    if value.path is not None:
        return Text((Variable(name_of(value.path), value.place),))
    if value.string is None:
        return Text((Words(value.text, value.place),)) if value.text else Text()
    # In the console a text can be switched between plain and SSML; what begins so is meant so.
    ssml = ssml or value.text.lstrip().startswith("<speak")
    return Text.of(_joined(_pieces(value.string, ssml=ssml)))


def prompt_of(
    action: Action, within: Path = (), *, language: str | None, interruptible: Maybe[bool] = UNKNOWN
) -> Prompt | None:
    """What is said or played by an action (or by one message of it); None where nothing is."""
    for name in ("Text", "SSML"):
        value = action.value(*within, name)
        if value is None:
            continue
        text = read_text(value, ssml=name == "SSML")
        if not text.plain.strip() and not any(isinstance(one, Pause) for one in text.pieces):
            continue
        return Prompt(
            content=text, place=value.place, language=language, interruptible=interruptible
        )
    for path in ((*within, "PromptId"), (*within, "Media", "Uri")):
        value = action.values.get(path)
        if value is not None and value.text:
            audio = Audio(_audio_name(value, action.shown, path))
            return Prompt(
                content=audio, place=value.place, language=language, interruptible=interruptible
            )
    return None


def _audio_name(value: Value, shown: Mapping[str, str], path: Path) -> str:
    if value.path is not None:
        return value.path
    name = shown.get(".".join(path)) or (shown.get("PromptId") if len(path) == 1 else None)
    return name or masked(value.text.rsplit("/", 1)[-1])


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, with words that only tags or entities kept apart made one."""
    for is_words, group in groupby(pieces, lambda piece: isinstance(piece, Words)):
        run = list(group)
        if not is_words or len(run) == 1:
            yield from run
            continue
        length = 0
        anchors: list[tuple[int, int]] = []
        for piece in run:
            anchors.append((length, piece.place.start))
            if isinstance(piece, Words):
                anchors += ((length + at, source) for at, source in piece.anchors if at)
            length += len(piece.text)
        text = "".join(piece.text for piece in run)
        yield Words(text, run[0].place.to(run[-1].place), tuple(anchors))


def _pieces(string: String, *, ssml: bool) -> Iterator[Piece]:
    text = string.value
    token = _SSML_TOKEN if ssml else _PLAIN_TOKEN
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
    if name != "break" or closing:
        return 0.0
    time = _TIME.fullmatch(attributes.get("time", "").strip())
    if time is not None:
        return float(time[1]) / (1000 if time[2] == "ms" else 1)
    return _STRENGTHS.get(attributes.get("strength", "medium"), COMMA_SECONDS)
