"""Architect's expressions, as far as they say what a customer hears or reads.

Only what is heard is taken from them; nothing is computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from ivrlint.places import Place
from ivrlint.text import Pause, Piece, Variable, Words
from ivrlint_formats.data import String
from ivrlint_formats.spoken import PLACEHOLDER, text_of

_TOKEN: Final = re.compile(
    r'(?P<space>\s++)|(?P<text>"(?:[^"\\]|\\.|"")*+(?:"|\Z))|(?P<number>\d++(?:\.\d++)?)'
    r"|(?P<name>[^\W\d][\w.]*+(?:\[[\w\s\"']{0,40}\])?)|(?P<mark>[(),])|(?P<other>.)",
    re.DOTALL,
)
_ESCAPE: Final = re.compile(r'\\.|""', re.DOTALL)
_PROMPT: Final = re.compile(r"(?:Prompt|PromptSystem|prompt|Prompts)\.(?P<name>.+)")
_FIRST: Final = frozenset({"AudioPlaybackOptions", "ToAudioTTS", "ToCommunication"})
"""Functions whose first argument is heard; the others say how."""
_ALL: Final = frozenset(
    {"Append", "Trim", "ToDisplayString", "ToString", "ToAudio", "ToPrompt", "Upper", "Lower"}
    | {"ToLower", "ToUpper", "Format", "MakeList", "Concat", "MessageBody"}
)
_KEYWORDS: Final = frozenset({"and", "or", "not", "true", "false", "NOT_SET"})


@dataclass(frozen=True, slots=True)
class Recording:
    """A prompt of the organisation, by its name."""

    name: str
    place: Place


Heard: TypeAlias = Piece | Recording


@dataclass(frozen=True, slots=True)
class Utterance:
    """What an expression makes heard, and whether callers may interrupt it."""

    heard: tuple[Heard, ...]
    interruptible: bool | None = None


@dataclass(slots=True)
class _Call:
    """A function whose arguments are being read."""

    name: str
    start: int
    arguments: list[list[Heard]] = field(default_factory=lambda: [[]])
    spoken: list[str] = field(default_factory=lambda: [""])


def utterance(string: String) -> Utterance:
    """What is heard where a value is this expression."""
    reader = _Reader(string)
    return Utterance(tuple(reader.read()), reader.interruptible)


def names_in(string: String) -> Iterator[tuple[str, Place]]:
    """The variables that an expression looks at (`Flow.x`, `Call.Ani`), with their places."""
    for match in _TOKEN.finditer(string.value):
        if match.lastgroup == "name" and "." in match[0]:
            yield match[0], string.part(match.start(), match.end()).place


class _Reader:
    """Reads an expression from left to right; a stack stands for nested functions."""

    def __init__(self, string: String) -> None:
        self.string = string
        self.interruptible: bool | None = None
        self.stack = [_Call("", 0)]

    def read(self) -> list[Heard]:
        """All that is heard."""
        text = self.string.value
        pending: re.Match[str] | None = None
        for match in _TOKEN.finditer(text):
            kind, mark = match.lastgroup, match[0]
            if kind == "space":
                continue
            call = self.stack[-1]
            if pending is not None:
                if mark != "(":
                    self._name(pending)
                else:
                    self.stack.append(_Call(pending[0], pending.start()))
                pending = None
                if mark == "(":
                    continue
            if kind == "name" and mark.lower() not in _KEYWORDS:
                pending = match
            elif mark == "(":
                self.stack.append(_Call("(", match.start()))
            elif mark == "," and len(self.stack) > 1:
                call.arguments.append([])
                call.spoken.append("")
            elif mark == ")":
                if len(self.stack) > 1:
                    self._close(match.end())
            elif kind == "text":
                call.arguments[-1] += self._literal(match.start(), match.end())
            else:
                call.spoken[-1] += mark
        if pending is not None:
            self._name(pending)
        while len(self.stack) > 1:
            self._close(len(text))
        return self.stack[0].arguments[0]

    def _literal(self, start: int, end: int) -> list[Heard]:
        """The words of a text in quotes; placeholders of templates stay variables."""
        value = self.string.value
        closed = end - start > 1 and value[end - 1] == '"'
        start, end = start + 1, end - 1 if closed else end
        chunks: list[str] = []
        anchors: list[tuple[int, int]] = []
        length = 0

        def take(begin: int, finish: int, text: str | None = None) -> None:
            nonlocal length
            part = self.string.part(begin, finish)
            inner = part.anchors if text is None else ()
            anchors.extend(
                (length + at, source) for at, source in inner or ((0, part.place.start),)
            )
            chunks.append(part.text if text is None else text)
            length += len(chunks[-1])

        at = start
        for match in _ESCAPE.finditer(value, start, end):
            if match.start() > at:
                take(at, match.start())
            at = match.end()
            take(match.start(), at, " " if match[0][1] in "nrt" else match[0][1])
        if end > at:
            take(at, end)
        place = self.string.part(start, end).place
        said = String("".join(chunks), place, place, tuple(anchors))
        return list(text_of(said, variables=PLACEHOLDER).pieces)

    def _name(self, match: re.Match[str]) -> None:
        """A name that is no function: a variable or a prompt."""
        place = self.string.part(match.start(), match.end()).place
        call = self.stack[-1]
        call.spoken[-1] += match[0]
        prompt = _PROMPT.fullmatch(match[0])
        if prompt is not None:
            call.arguments[-1].append(Recording(match[0], place))
        else:
            call.arguments[-1].append(Variable(match[0], place))

    def _close(self, end: int) -> None:
        call = self.stack.pop()
        outer = self.stack[-1]
        outer.arguments[-1] += self._heard(call, end)

    def _heard(self, call: _Call, end: int) -> list[Heard]:
        first = call.arguments[0]
        if call.name == "AudioPlaybackOptions" and len(call.spoken) > 1:
            said = call.spoken[1].strip().lower()
            self.interruptible = {"true": True, "false": False}.get(said, self.interruptible)
        if call.name in _FIRST:
            return first
        if call.name in _ALL or call.name == "(":
            return [one for argument in call.arguments for one in argument]
        place = self.string.part(call.start, end).place
        if call.name == "ToAudioBlank":
            spoken = call.spoken[0].strip()
            return [Pause(min(int(spoken), 3_600_000) / 1000, place)] if spoken.isdecimal() else []
        if call.name == "If" and len(call.arguments) > 1:
            alternatives = call.arguments[1:3]
            return next((one for one in alternatives if _says_something(one)), alternatives[-1])
        names = [one for argument in call.arguments for one in argument if _is_name(one)]
        name = names[0].name if names and isinstance(names[0], Variable) else call.name
        return [Variable(name, place)]


def _says_something(heard: list[Heard]) -> bool:
    return any(not isinstance(one, Words) or one.text.strip() for one in heard)


def _is_name(heard: Heard) -> bool:
    return isinstance(heard, Variable)
