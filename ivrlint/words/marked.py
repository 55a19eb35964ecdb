"""A text with its words looked up: what the searches for keys, times and clauses work on."""

from __future__ import annotations

from typing import Final

from ivrlint.words.table import Span
from ivrlint.words.tokens import Token, tokens_of
from ivrlint.words.vocabulary import Vocabulary, Word

_OWN: Final = len(Word)


class Marked:
    """The tokens of a text, with the groups of words that begin at each."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.vocabulary = vocabulary
        tokens = tokens_of(text, vocabulary.spelling)
        self.tokens: list[Token] = vocabulary.numbers.mark(tokens)
        same = vocabulary.same_words
        if same:
            for token in self.tokens:
                token.also = same.get(token.norm, ())
        self.spans: list[list[Span]] = vocabulary.table.spans(self.tokens)
        self._ends: list[dict[int, int]] = [_ends(spans) for spans in self.spans]

    def end(self, index: int, group: int) -> int:
        """Where the longest entry of a group that begins at a token ends; 0 where none begins.

        Only for the groups that the engine itself asks for.
        """
        return self._ends[index].get(group, 0) if 0 <= index < len(self._ends) else 0

    def follows(self, index: int, group: int) -> bool:
        """Whether an entry of a group ends just before a token (entries of up to four words)."""
        ends = self._ends
        return any(ends[start].get(group) == index for start in range(max(0, index - 4), index))

    def skip(self, index: int, groups: tuple[int, ...], most: int) -> int:
        """The first token from `index` on that begins no entry of these groups."""
        for _ in range(most):
            if not self.starts(index, groups):
                break
            index = max(self._ends[index].get(group, 0) for group in groups)
        return index

    def starts(self, index: int, groups: tuple[int, ...]) -> bool:
        """Whether an entry of any of these groups begins at a token."""
        if not 0 <= index < len(self._ends):
            return False
        ends = self._ends[index]
        return bool(ends) and any(group in ends for group in groups)

    def gap(self, index: int) -> str:
        """What stands between the token before and this one, without spaces."""
        return self.text[self.tokens[index - 1].end : self.tokens[index].start].strip()


def _ends(spans: list[Span]) -> dict[int, int]:
    """Of the groups that the engine asks for, where the longest entry ends."""
    found: dict[int, int] = {}
    for group, _, end in spans:
        if group < _OWN and end > found.get(group, 0):
            found[group] = end
    return found
