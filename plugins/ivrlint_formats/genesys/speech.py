"""What a customer hears or reads: texts, recordings of the organisation, expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ivrlint.model import UNKNOWN, Audio, Maybe, Prompt
from ivrlint.places import Place
from ivrlint.text import Piece, Text
from ivrlint_formats.data import Node, Object, String
from ivrlint_formats.genesys.expressions import Heard, Recording, Utterance, utterance
from ivrlint_formats.spoken import joined, text_of

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")
_TEXTS: Final = ("tts", "text", "lit")
_RECORDINGS: Final = ("prompt", "audio", "name")


def prompts_of(
    node: Node | None, place: Place, *, interruptible: Maybe[bool] = UNKNOWN
) -> Iterator[Prompt]:
    """The prompts of an audio or message value, in every language that it has one for."""
    for language, heard, where in _utterances(node, None):
        may = interruptible if heard.interruptible is None else heard.interruptible
        for content in _contents(heard.heard):
            yield Prompt(
                content=content, place=where or place, language=language, interruptible=may
            )


def text_in(node: Node | None) -> Text:
    """The words and variables of a message."""
    for _, heard, _ in _utterances(node, None):
        return Text.of(joined(one for one in heard.heard if not isinstance(one, Recording)))
    return Text()


def _utterances(
    node: Node | None, language: str | None
) -> Iterator[tuple[str | None, Utterance, Place]]:
    if isinstance(node, String):
        yield language, Utterance(text_of(node).pieces), node.place
        return
    if not isinstance(node, Object):
        return
    written = node.string("exp")
    if written is not None:
        yield language, utterance(written), written.place
        return
    for key in _TEXTS:
        value = node.get(key)
        if isinstance(value, String):
            yield language, Utterance(text_of(value).pieces), value.place
            return
        if isinstance(value, Object):
            yield from _utterances(value, language)
            return
    for key in _RECORDINGS:
        value = node.get(key)
        if isinstance(value, String):
            yield language, Utterance((Recording(value.value, value.place),)), value.place
            return
        if isinstance(value, Object):
            yield from _utterances(value, language)
            return
    for member in node.members:
        if _LANGUAGE.fullmatch(member.key.value):
            yield from _utterances(member.value, member.key.value)


def _contents(heard: Iterable[Heard]) -> Iterator[Text | Audio]:
    """Words and variables as texts, recordings by themselves."""
    run: list[Piece] = []
    for one in heard:
        if isinstance(one, Recording):
            yield from _text(run)
            run = []
            yield Audio(one.name)
        else:
            run.append(one)
    yield from _text(run)


def _text(run: list[Piece]) -> Iterator[Text]:
    text = Text.of(joined(run))
    if text.plain.strip():
        yield text
