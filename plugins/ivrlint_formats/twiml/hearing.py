"""What callers hear: `Say`, `Play` and `Pause`, alone and within other verbs."""

from __future__ import annotations

from collections.abc import Iterator

from ivrlint.model import UNKNOWN, Maybe, Prompt, Turn
from ivrlint_formats.markup import Element
from ivrlint_formats.twiml.platform import Platform
from ivrlint_formats.verbs.response import (
    language_of,
    number_of,
    played_in,
    silence,
    spoken_in,
)


def language_in(element: Element, platform: Platform) -> str | None:
    """The language that an element speaks; None where it has the default of the account."""
    return language_of(element.get("language")) or platform.language_of(element.get("voice"))


def heard_at(
    element: Element,
    platform: Platform,
    *,
    turn: Turn = Turn.FIRST,
    interruptible: Maybe[bool] = UNKNOWN,
) -> Iterator[Prompt]:
    """What is heard at a `Say`, a `Play` or a `Pause`; nothing at others."""
    match element.local:
        case "Say":
            language = language_in(element, platform)
            yield from spoken_in(element, language=language, turn=turn, interruptible=interruptible)
        case "Play" if not element.get("digits"):
            yield from played_in(element, turn=turn, interruptible=interruptible)
        case "Pause":
            seconds = number_of(element, "length", platform.seconds("pause"))
            if isinstance(seconds, float):
                yield silence(element.place, seconds, turn)


def heard_in(
    element: Element,
    platform: Platform,
    *,
    turn: Turn = Turn.FIRST,
    interruptible: Maybe[bool] = UNKNOWN,
) -> Iterator[Prompt]:
    """What is heard within a verb."""
    for child in element.elements():
        yield from heard_at(child, platform, turn=turn, interruptible=interruptible)
