"""Word tables: which groups of words does this word, or this row of words, belong to?

Entries are words, rows of words, words with a star where letters may follow or
precede (`stuur*`, `*website`), token classes (`<number>`), and `…` for up to
five words between. Every lookup is a dictionary lookup: a word costs the same
whether the table holds ten entries or ten thousand.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from ivrlint.words.tokens import Break, Kind, Spelling, Token

GAP: Final = "…"
GAP_WORDS: Final = 5
"""How many words a `…` in an entry may stand for."""

CLASSES: Final = {
    Kind.NUMBER: "<number>",
    Kind.PLACEHOLDER: "<placeholder>",
    Kind.EMAIL: "<email>",
    Kind.ADDRESS: "<address>",
    Kind.PHONE: "<phone>",
    Kind.DATE: "<date>",
    Kind.CLOCK: "<clock>",
}
"""The classes of tokens, as entries may name them. A placeholder is a number too."""

_REMEMBERED: Final = 20_000


class Span(NamedTuple):
    """A stretch of tokens that belongs to a group of words: first token, and one after the last."""

    group: int
    start: int
    end: int


Row = tuple[tuple[str, ...], int]
"""The rest of an entry of several words, and its group."""


class Known(NamedTuple):
    """What is known of a word: its groups, and the rows that may begin with it."""

    groups: tuple[int, ...]
    rows: dict[str, list[Row]]
    """By their second word."""
    open_rows: tuple[Row, ...]
    """Those whose second word is not one certain word."""


_Entries = dict[str, list[tuple[str, int]]]
"""By first word: the rest of each entry, not yet cut into words, and its group."""


class WordTable:
    """All groups of words of a language, by their first word."""

    def __init__(self, spelling: Spelling) -> None:
        self._spelling = spelling
        self.accented: set[str] = set()
        """The words with an accent that stand in an entry, without those with a star."""
        self._exact: _Entries = {}
        self._prefixes: _Entries = {}
        self._suffixes: _Entries = {}
        self._infixes: _Entries = {}
        self._prefix_lengths: set[int] = set()
        self._suffix_lengths: set[int] = set()
        self._known: dict[str, Known] = {}

    def add(self, entries: Iterable[str], group: int) -> None:
        """Add words and rows of words to a group."""
        # A language has thousands of entries: what can wait until a text has the word, waits.
        exact, elisions = self._exact, self._spelling.elisions
        for entry in entries:
            if (
                not (entry.isascii() and entry.islower())
                or "-" in entry
                or "*" in entry
                or (elisions and "'" in entry)
            ):
                self._add_unusual(" ".join(split_entry(entry, self._spelling)), group)
                continue
            first, _, rest = entry.partition(" ")
            known = exact.get(first)
            if known is None:
                exact[first] = [(rest, group)]
            else:
                known.append((rest, group))
        if "" in exact:
            raise ValueError(f"{' ' + exact[''][0][0]!r} begins with a space")

    def _add_unusual(self, entry: str, group: int) -> None:
        first, _, rest = entry.partition(" ")
        if not first or GAP in (first[:1], rest[-1:]):
            raise ValueError(f"{entry!r} begins or ends with {GAP}, or is empty")
        if not entry.isascii():
            words = entry.replace(GAP, " ").split()
            self.accented.update(w for w in words if not w.isascii() and "*" not in w)
        entries, word = (self._exact, first) if "*" not in first else self._starred(first)
        entries.setdefault(word, []).append((rest, group))

    def _starred(self, word: str) -> tuple[_Entries, str]:
        """Where a word with a star at its start, its end, or both is kept, and under what."""
        bare = word.strip("*")
        if not bare or "*" in bare:
            raise ValueError(f"{word!r} has a star inside a word, or nothing else")
        if word[0] == "*" and word[-1] == "*":
            return self._infixes, bare
        if word[-1] == "*":
            self._prefix_lengths.add(len(bare))
            return self._prefixes, bare
        self._suffix_lengths.add(len(bare))
        return self._suffixes, bare

    def look_up(self, word: str) -> Known:
        """The groups of a word, and the rows that may begin with it."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[word] = self._find(word)
        return known

    def _find(self, word: str) -> Known:
        found = list(self._exact.get(word, ()))
        if word and word[0] != "<":
            size = len(word)
            for length in self._prefix_lengths:
                if length <= size:
                    found += self._prefixes.get(word[:length], ())
            for length in self._suffix_lengths:
                if length <= size:
                    found += self._suffixes.get(word[-length:], ())
            for part, entries in self._infixes.items():
                if part in word:
                    found += entries
        rows: dict[str, list[Row]] = {}
        open_rows: list[Row] = []
        for rest, group in found:
            if not rest:
                continue
            row = (tuple(rest.split(" ")), group)
            second = row[0][0]
            if second == GAP or "*" in second:
                open_rows.append(row)
            else:
                rows.setdefault(second, []).append(row)
        groups = sorted({group for rest, group in found if not rest})
        return Known(tuple(groups), rows, tuple(open_rows))

    def spans(self, tokens: list[Token]) -> list[list[Span]]:
        """For every token, the groups of words that begin there. Rows end with their sentence."""
        return [self._spans_at(tokens, index) for index in range(len(tokens))]

    def _spans_at(self, tokens: list[Token], index: int) -> list[Span]:
        found: list[Span] = []
        after = index + 1
        following: tuple[str, ...] = ()
        if after < len(tokens) and tokens[after].before is not Break.STRONG:
            following = names_of(tokens[after])
        for word in names_of(tokens[index]):
            groups, rows, open_rows = self.look_up(word)
            found += [Span(group, index, after) for group in groups]
            for second in following:
                for rest, group in rows.get(second, ()):
                    end = _row_end(rest, tokens, after)
                    if end:
                        found.append(Span(group, index, end))
            if following:
                for rest, group in open_rows:
                    end = _row_end(rest, tokens, after)
                    if end:
                        found.append(Span(group, index, end))
        return found


def names_of(token: Token) -> tuple[str, ...]:
    """What a token is called in the tables: its word, its class."""
    kind = token.kind
    if kind is Kind.WORD:
        if token.value is not None and not token.loose:
            return (token.norm, "<number>")
        return (token.norm, *token.also) if token.also else (token.norm,)
    if kind is Kind.PLACEHOLDER:
        return ("<placeholder>", "<number>")
    if kind is Kind.KEY:
        return (token.norm,)
    return (token.norm, CLASSES[kind])


def split_entry(entry: str, spelling: Spelling) -> list[str]:
    """The words of an entry, as the tokens of a text are cut and spelled."""
    words = spelling.of(entry).replace("...", GAP).replace("-", " ").split()
    if not spelling.elisions or "'" not in entry:
        return words
    split: list[str] = []
    for word in words:
        at = 0
        while size := spelling.elided(word[at:]):
            split.append(word[at : at + size])
            at += size
        split.append(word[at:])
    return split


def _row_end(rest: tuple[str, ...], tokens: list[Token], at: int) -> int:
    """Where a row of words that goes on at a token ends; 0 where it does not."""
    size = len(tokens)
    gap = False
    for element in rest:
        if element == GAP:
            gap = True
            continue
        last = min(size, at + GAP_WORDS + 1) if gap else at + 1
        while at < last:
            if at >= size or tokens[at].before is Break.STRONG:
                return 0
            if tokens[at].norm == element or _is(element, tokens[at]):
                break
            at += 1
        else:
            return 0
        at += 1
        gap = False
    return at


def _is(element: str, token: Token) -> bool:
    if element in token.also:
        return True
    if element[0] == "<":
        return element in names_of(token)
    if "*" not in element:
        return False
    word = token.norm
    if element[0] == "*":
        return element.strip("*") in word if element[-1] == "*" else word.endswith(element[1:])
    return word.startswith(element[:-1])
