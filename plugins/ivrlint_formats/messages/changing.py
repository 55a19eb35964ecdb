"""Replacing stretches of a text, with the way back to the file kept."""

from __future__ import annotations

from collections.abc import Iterable

from ivrlint.lean import dataclass
from ivrlint_formats.data import String


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of a text (offsets) that means something else."""

    start: int
    end: int
    text: str


def cut(string: String, start: int, end: int) -> String:
    """A stretch of a text (offsets) as a text of its own."""
    words = string.part(start, max(start, end))
    return String(words.text, words.place, words.place, words.anchors)


def changed(string: String, changes: Iterable[Change]) -> String:
    """The text with some stretches replaced; they rise and do not overlap."""
    words = string.words()
    old = string.anchors
    pieces: list[str] = []
    anchors: list[tuple[int, int]] = []
    at = length = index = 0

    def keep(end: int) -> None:
        """Take over what stands before `end`."""
        nonlocal length, index
        if end <= at:
            return
        anchors.append((length, words.source_offset(at)))
        while index < len(old) and old[index][0] < end:
            if old[index][0] > at:
                anchors.append((length + old[index][0] - at, old[index][1]))
            index += 1
        pieces.append(string.value[at:end])
        length += end - at

    for change in changes:
        keep(change.start)
        if change.text:
            anchors.append((length, words.source_offset(change.start)))
            pieces.append(change.text)
            length += len(change.text)
        at = change.end
    if not at and not pieces:
        return string
    keep(len(string.value))
    return String("".join(pieces), string.place, string.inside, tuple(anchors))
