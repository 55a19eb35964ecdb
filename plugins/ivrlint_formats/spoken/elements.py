"""SSML that stands as elements in a file of XML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from ivrlint.speech import SENTENCE_SECONDS
from ivrlint.text import Pause, Piece, Words
from ivrlint_formats.data import String
from ivrlint_formats.markup import Content, Element
from ivrlint_formats.spoken.silence import break_seconds
from ivrlint_formats.spoken.strings import text_of

_UNHEARD: Final = frozenset({"desc", "mark", "meta", "metadata", "lexicon"})
_NOTHING: Final = re.compile("(?!)").pattern


def pieces_of(
    content: Iterable[Content],
    *,
    variables: str = _NOTHING,
    other: Callable[[Element], Iterable[Piece] | None] = lambda _element: None,
) -> Iterator[Piece]:
    """The words, variables and pauses of an element's content, as SSML reads it.

    `other` gives the pieces of an element that is not SSML's; None where its content is read
    like any other. The white space is that of the file (`collapsed` makes it what is heard).
    """
    for part in content:
        if isinstance(part, String):
            yield from text_of(part, variables=variables).pieces
        elif isinstance(part, Element):
            yield from _element(part, variables, other)


def _element(
    element: Element, variables: str, other: Callable[[Element], Iterable[Piece] | None]
) -> Iterator[Piece]:
    own = other(element)
    if own is not None:
        yield from own
        return
    name = element.local
    if name in _UNHEARD:
        return
    if name == "break":
        seconds = break_seconds({one.name: one.value.value for one in element.attributes})
        if seconds:
            yield Pause(seconds, element.place)
        return
    alias = element.attribute("alias") if name == "sub" else None
    if alias is not None:
        yield Words(alias.value.value, alias.value.inside, alias.value.anchors)
        return
    # Elements nest no deeper than `markup.DEEPEST`.
    yield from pieces_of(element.children, variables=variables, other=other)
    if name in ("p", "s"):
        yield Pause(SENTENCE_SECONDS, element.place)
