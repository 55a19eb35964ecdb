"""Choices of menus and options of fields: the key, the words, the label of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ivrlint.text import Text, Words
from ivrlint_formats.markup import Element
from ivrlint_formats.voicexml.accepted import Answer
from ivrlint_formats.voicexml.speech import Choice, Hearing, text_of

_NUMBERED = "123456789"


def keys_of(elements: Iterable[Element], *, numbered: bool) -> Iterator[tuple[Element, str | None]]:
    """Each choice with its key. `numbered`: those without get the keys from 1 to 9."""
    left = iter(_NUMBERED)
    for element in elements:
        key = "".join((element.get("dtmf") or "").split()) or None
        if key is None and numbered:
            key = next(left, None)
        yield element, key


def answer_of(element: Element, key: str | None, hearing: Hearing) -> Answer:
    """A choice or an option as an answer; its value is what it says, else its text."""
    text = label_of(element, hearing)
    phrase = text.plain.replace("!", "").strip() if text is not None else ""
    word = phrase or None
    value = element.get("value")
    if value is None:
        value = word if word is not None else key
    return Answer(element.place, key, word, value if value is not None else "", text)


def label_of(element: Element, hearing: Hearing) -> Text | None:
    """What a choice is called."""
    text = text_of((part for part in element.children), hearing)
    return text if text.plain.strip() else None


def listed(elements: Iterable[tuple[Element, str | None]], hearing: Hearing) -> tuple[Choice, ...]:
    """The choices as an `enumerate` speaks them."""
    found = []
    for element, key in elements:
        label = label_of(element, hearing)
        written = element.attribute("dtmf")
        words = None
        if key is not None:
            place = written.value.inside if written is not None else element.place
            words = Words(key, place)
        found.append(Choice(label.pieces if label is not None else (), words, element.place))
    return tuple(found)
