"""Arguments of an application, split as the engine splits them."""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint.lean import dataclass
from ivrlint.text import Words
from ivrlint_formats.data import String


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument without its quotes; `start` and `end` are offsets in the whole."""

    text: str
    start: int
    end: int

    def string(self, whole: String) -> String:
        """The argument as a string of its own that knows where it stands."""
        words: Words = whole.part(self.start, self.end)
        return String(words.text, words.place, words.place, words.anchors)


def split_arguments(text: str, separator: str = " ") -> Sequence[Argument]:
    """The arguments of a text: single quotes keep spaces together, `^^:` changes the separator.

    (`switch_utils.c`, `switch_separate_string`)
    """
    at = 0
    if text.startswith("^^") and len(text) > 2:
        separator, at = text[2], 3
    found: list[Argument] = []
    length = len(text)
    while at < length:
        if separator == " ":
            while at < length and text[at].isspace():
                at += 1
            if at >= length:
                break
        start, quoted = at, False
        while at < length and (quoted or not _separates(text[at], separator)):
            if text[at] == "\\" and at + 1 < length:
                at += 1
            elif text[at] == "'" and (quoted or text.find("'", at + 1) >= 0):
                quoted = not quoted
            at += 1
        end = min(at, length)
        if end - start >= 2 and text[start] == text[end - 1] == "'":
            start, end = start + 1, end - 1
        found.append(Argument(text[start:end], start, end))
        at = max(at, end) + 1
    return found


def _separates(character: str, separator: str) -> bool:
    return character.isspace() if separator == " " else character == separator
