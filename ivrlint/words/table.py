"""Word tables: which groups of words does this word, or this row of words, belong to?

Entries are words, rows of words, words with a star where letters may follow or
precede (`stuur*`, `*website`), token classes (`<number>`), and `…` for up to
five words between. Every lookup is a dictionary lookup: a word costs the same
whether the table holds ten entries or ten thousand.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ivrlint.words.tokens import LONGEST_WORD, Break, Kind, Token, normal

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


class _Row(NamedTuple):
    """The rest of an entry of several words, and its group."""

    rest: tuple[str, ...]
    group: int


class _Entry:
    """What is known of one first word: its groups, and the rows that begin with it."""

    __slots__ = ("groups", "rows")

    def __init__(self) -> None:
        self.groups: list[int] = []
        self.rows: list[_Row] = []


class WordTable:
    """All groups of words of a language, by their first word."""

    def __init__(self) -> None:
        self._exact: dict[str, _Entry] = {}
        self._prefixes: dict[str, _Entry] = {}
        self._suffixes: dict[str, _Entry] = {}
        self._infixes: dict[str, _Entry] = {}
        self._prefix_lengths: set[int] = set()
        self._suffix_lengths: set[int] = set()
        self._known: dict[str, tuple[tuple[int, ...], tuple[_Row, ...]]] = {}

    def add(self, entry: str, group: int) -> None:
        """Add a word or a row of words to a group."""
        words = split_entry(entry)
        if not words or words[0] == GAP or words[-1] == GAP:
            raise ValueError(f"{entry!r} begins or ends with {GAP}, or is empty")
        known = self._place(words[0])
        if len(words) == 1:
            known.groups.append(group)
        else:
            known.rows.append(_Row(tuple(words[1:]), group))

    def _place(self, word: str) -> _Entry:
        if "*" not in word:
            return self._exact.setdefault(word, _Entry())
        if word[0] == "*" and word[-1] == "*":
            return self._infixes.setdefault(word[1:-1], _Entry())
        if word[-1] == "*":
            self._prefix_lengths.add(len(word) - 1)
            return self._prefixes.setdefault(word[:-1], _Entry())
        if word[0] == "*":
            self._suffix_lengths.add(len(word) - 1)
            return self._suffixes.setdefault(word[1:], _Entry())
        raise ValueError(f"{word!r} has a star inside a word")

    def look_up(self, word: str) -> tuple[tuple[int, ...], tuple[_Row, ...]]:
        """The groups of a word, and the rows that may begin with it."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[word] = self._find(word)
        return known

    def _find(self, word: str) -> tuple[tuple[int, ...], tuple[_Row, ...]]:
        found: list[_Entry] = []
        exact = self._exact.get(word)
        if exact is not None:
            found.append(exact)
        if word and word[0] != "<":
            size = len(word)
            found += [
                self._prefixes[word[:length]]
                for length in self._prefix_lengths
                if length <= size and word[:length] in self._prefixes
            ]
            found += [
                self._suffixes[word[-length:]]
                for length in self._suffix_lengths
                if length <= size and word[-length:] in self._suffixes
            ]
            found += [entry for part, entry in self._infixes.items() if part in word]
        groups = {group for entry in found for group in entry.groups}
        rows = [row for entry in found for row in entry.rows]
        return tuple(sorted(groups)), tuple(rows)

    def spans(self, tokens: list[Token]) -> list[list[Span]]:
        """For every token, the groups of words that begin there. Rows end with their sentence."""
        return [self._spans_at(tokens, index) for index in range(len(tokens))]

    def _spans_at(self, tokens: list[Token], index: int) -> list[Span]:
        found: list[Span] = []
        for word in names_of(tokens[index]):
            groups, rows = self.look_up(word)
            found += [Span(group, index, index + 1) for group in groups]
            for row in rows:
                end = _row_end(row.rest, tokens, index + 1)
                if end:
                    found.append(Span(row.group, index, end))
        return found


def names_of(token: Token) -> tuple[str, ...]:
    """What a token is called in the tables: its word, its class."""
    kind = token.kind
    if kind is Kind.WORD:
        if token.value is not None and not token.loose:
            return (token.norm, "<number>")
        return (token.norm,)
    if kind is Kind.PLACEHOLDER:
        return ("<placeholder>", "<number>")
    if kind is Kind.KEY:
        return (token.norm,)
    return (token.norm, CLASSES[kind])


def split_entry(entry: str) -> list[str]:
    """The words of an entry, as the tokens of a text are cut."""
    return normal(entry).replace("...", GAP).replace("-", " ").split()


def _row_end(rest: tuple[str, ...], tokens: list[Token], at: int) -> int:
    """Where a row of words that goes on at a token ends; 0 where it does not."""
    size = len(tokens)
    gap = False
    for element in rest:
        if element == GAP:
            gap = True
            continue
        last = min(size, at + GAP_WORDS + 1) if gap else min(size, at + 1)
        while at < last and tokens[at].before is not Break.STRONG:
            if _is(element, tokens[at]):
                break
            at += 1
        else:
            return 0
        at += 1
        gap = False
    return at


def _is(element: str, token: Token) -> bool:
    if "*" in element:
        word = token.norm
        if element[0] == "*":
            return element.strip("*") in word if element[-1] == "*" else word.endswith(element[1:])
        return word.startswith(element[:-1])
    return element in names_of(token) and len(element) <= LONGEST_WORD
