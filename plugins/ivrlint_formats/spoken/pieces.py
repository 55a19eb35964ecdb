"""Putting pieces of a text together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from ivrlint.places import Place
from ivrlint.text import Piece, Words

_SPACE: Final = re.compile(r"\s+")


def joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, with words that only tags or entities kept apart made one.

    Words of two files stay apart; those heard in another order than they stand in the file
    (a list made of the choices of a menu) are one all the same.
    """
    for source, group in groupby(
        pieces, lambda piece: id(piece.place.source) if isinstance(piece, Words) else None
    ):
        run = list(group)
        if source is None or len(run) == 1:
            yield from run
            continue
        length = 0
        anchors: list[tuple[int, int]] = []
        for piece in run:
            anchors.append((length, piece.place.start))
            if isinstance(piece, Words):
                anchors += ((length + at, origin) for at, origin in piece.anchors if at)
            length += len(piece.text)
        text = "".join(piece.text for piece in run)
        first = run[0].place
        start = min(piece.place.start for piece in run)
        end = max(piece.place.end for piece in run)
        yield Words(text, Place(first.source, start, end, first.pointer), tuple(anchors))


def collapsed(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces as they are heard from markup: white space is one space, none at either end."""
    found: list[Piece] = []
    after_space = True
    for piece in pieces:
        if not isinstance(piece, Words):
            found.append(piece)
            after_space = False
            continue
        words = _with_single_spaces(piece, after_space=after_space)
        if words.text:
            found.append(words)
            after_space = words.text.endswith(" ")
    while found and isinstance(last := found[-1], Words) and last.text.endswith(" "):
        found.pop()
        if len(last.text) > 1:
            end = last.source_offset(len(last.text) - 1)
            place = last.place.source.place(last.place.start, end, last.place.pointer)
            found.append(Words(last.text[:-1], place, last.anchors))
    return found


def _with_single_spaces(words: Words, *, after_space: bool) -> Words:
    parts: list[str] = []
    anchors: list[tuple[int, int]] = []
    length = at = 0
    inner = dict(words.anchors)
    edges = sorted(inner)
    next_edge = 0

    def take(start: int, end: int) -> None:
        """Keep a stretch of the text, and how its code points lead to the source."""
        nonlocal length, next_edge
        if start >= end:
            return
        anchors.append((length, words.source_offset(start)))
        while next_edge < len(edges) and edges[next_edge] < end:
            edge = edges[next_edge]
            if edge > start:
                anchors.append((length + edge - start, inner[edge]))
            next_edge += 1
        parts.append(words.text[start:end])
        length += end - start

    for match in _SPACE.finditer(words.text):
        take(at, match.start())
        at = match.end()
        if length or not after_space:
            anchors.append((length, words.source_offset(match.start())))
            parts.append(" ")
            length += 1
    take(at, len(words.text))
    return Words("".join(parts), words.place, tuple(anchors))
