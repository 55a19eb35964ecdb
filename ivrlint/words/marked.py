"""A text with its words looked up: what the searches for keys, times and clauses work on."""

from __future__ import annotations

from ivrlint.words.table import Span
from ivrlint.words.tokens import Token, tokens_of
from ivrlint.words.vocabulary import Vocabulary


class Marked:
    """The tokens of a text, with the groups of words that begin at each."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.vocabulary = vocabulary
        tokens = tokens_of(text, vocabulary.abbreviations)
        self.tokens: list[Token] = vocabulary.numbers.mark(tokens)
        self.spans: list[list[Span]] = vocabulary.table.spans(self.tokens)

    def end(self, index: int, group: int) -> int:
        """Where the longest entry of a group that begins at a token ends; 0 where none begins."""
        if not 0 <= index < len(self.spans):
            return 0
        return max((span.end for span in self.spans[index] if span.group == group), default=0)

    def follows(self, index: int, group: int) -> bool:
        """Whether an entry of a group ends just before a token (entries of up to four words)."""
        return any(
            span.group == group and span.end == index
            for start in range(max(0, index - 4), index)
            for span in self.spans[start]
        )

    def skip(self, index: int, groups: tuple[int, ...], most: int) -> int:
        """The first token from `index` on that begins no entry of these groups."""
        for _ in range(most):
            end = max(self.end(index, group) for group in groups)
            if not end:
                break
            index = end
        return index

    def gap(self, index: int) -> str:
        """What stands between the token before and this one, without spaces."""
        return self.text[self.tokens[index - 1].end : self.tokens[index].start].strip()
