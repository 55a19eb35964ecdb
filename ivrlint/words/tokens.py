"""Tokens: the words, numbers, addresses and placeholders of a text, each with its offsets.

Numbers with a sign between them that means something (`9:30`, `088 123 45 67`,
`12-06-2026`) are one token, and so are German words for men and women at once
(`Mitarbeiter:innen`). Hyphenated words are several: `call-back` and `call back`
are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum
from typing import Final
from unicodedata import combining, normalize


class Kind(IntEnum):
    """What a token is."""

    WORD = 1
    NUMBER = 2
    PLACEHOLDER = 3
    EMAIL = 4
    ADDRESS = 5
    PHONE = 6
    DATE = 7
    CLOCK = 8
    KEY = 9


class Break(IntEnum):
    """What stands before a token."""

    NONE = 0
    SOFT = 1
    """A comma, a colon, a dash."""
    STRONG = 2
    """The end of a sentence or a paragraph; the start of the text."""


class Token:
    """One word: `norm` is its form in the word tables, `start` and `end` its offsets.

    `value` is what a number says; None for other words, placeholders, and the
    rest of a number that began in the token before. `loose` marks number words
    that are often no numbers (`one of our agents`, Dutch `een`). `also` are the
    words it may stand for in the tables (Dutch `je` for `u`).
    """

    __slots__ = ("also", "before", "end", "kind", "loose", "norm", "start", "value")

    def __init__(self, norm: str, start: int, end: int, kind: Kind, before: Break) -> None:
        self.norm = norm
        self.start = start
        self.end = end
        self.kind = kind
        self.before = before
        self.value: float | None = None
        self.loose = False
        self.also: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Token({self.norm!r}, {self.kind.name})"


LONGEST_WORD: Final = 60
"""Longer ones are not in any word table and are not looked up."""

_TOP_LEVEL: Final = (
    "com|org|net|nl|be|de|at|ch|fr|es|pt|it|eu|uk|ie|us|ca|au|nz|io|info|biz|gov|edu|app|shop|dk|se"
    "|no|fi|pl|example|test"
)
_TOKEN: Final = re.compile(
    rf"""
      (?P<placeholder> \{{\{{[^{{}}]{{0,80}}\}}\}} | [$%]?\{{[^{{}}]{{0,80}}\}}
        | \$\.[A-Za-z][\w.]{{0,80}} )
    | (?P<email> [\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,5}} )
    | (?P<address> (?:https?://|www\.)[^\s<>"']{{1,200}}
        | [a-z0-9][a-z0-9-]{{0,62}}(?:\.[a-z0-9-]{{1,63}}){{0,4}}\.(?:{_TOP_LEVEL})(?!\w)
          (?:/[^\s<>"']{{0,200}})? )
    | (?P<date> \d{{1,2}}[-/]\d{{1,2}}[-/]\d{{4}}(?!\d) | \d{{4}}-\d\d-\d\d(?!\d)
        | \d{{1,2}}\.\d{{1,2}}\.\d{{4}}(?!\d|\.\d) )
    | (?P<phone> (?:\+|\(\+?)?\d(?:(?:[ .\-/]|\)[ ]?|[ ]\(|[ ]-[ ])?\d){{6,17}}(?!\d) )
    | (?P<clock> (?:[01]?\d|2[0-4])[:.][0-5]\d(?!\d|\.\d) )
    | (?P<number> \d{{1,15}}(?:[.,]\d{{1,6}})* )
    | (?P<key> [*\#] )
    | (?P<word> [^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*(?:['\u2019\u02bc][^\W\d_]{{1,20}})*
        (?:[*:_/]innen(?!\w) | [*:_]in(?!\w))? | _+ )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_STRONG: Final = re.compile(r"[!?…](?:[\s\"'”’»)]|$)|\.(?:[\s\"'”’»)]|$)|\n\s*\n|\n\s*[-*•]\s")
_SOFT: Final = re.compile(r"[,;:]|[–—]|\s-+\s|\.\.\.|[.!?()]")
_APOSTROPHES: Final = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u2018": "'"})
_KINDS: Final = {kind.name.lower(): kind for kind in Kind}


def normal(word: str) -> str:
    """A word as the tables spell it: small letters, plain apostrophes, accents kept."""
    lowered = word.lower()
    return lowered if lowered.isascii() else normalize("NFC", lowered).translate(_APOSTROPHES)


class Spelling:
    """How a language is written: other spellings, words joined, full stops that end nothing.

    `letters` are those that may be written otherwise (German `ü` as `ue`);
    `after_ordinals` are words before which a figure with a full stop is an
    ordinal (`am 3. Mai`); `elisions` are words that lose their vowel before
    another (French `l` in `l'appel`) and are words of their own.
    """

    def __init__(
        self,
        letters: dict[str, str] | None = None,
        abbreviations: Iterable[str] = (),
        after_ordinals: Iterable[str] = (),
        elisions: Iterable[str] = (),
    ) -> None:
        self._letters = str.maketrans(letters or {})
        self.abbreviations = frozenset(map(self.of, abbreviations))
        self.after_ordinals = frozenset(map(self.of, after_ordinals))
        self.elisions = frozenset(map(self.of, elisions))

    def of(self, word: str) -> str:
        """A word as the tables of this language spell it."""
        return word.lower() if word.isascii() else normal(word).translate(self._letters)

    def elided(self, word: str) -> int:
        """How many letters of a spelled word lost their vowel: `l'app` → 2; 0 for none."""
        end = word.find("'") + 1
        return end if 0 < end < len(word) and word[: end - 1] in self.elisions else 0


def without_accents(word: str) -> str:
    """A normal word as it is written where accents are left out: `étoile` → `etoile`."""
    if word.isascii():
        return word
    bare = "".join(letter for letter in normalize("NFD", word) if not combining(letter))
    return bare.replace("œ", "oe").replace("æ", "ae")


def tokens_of(text: str, spelling: Spelling) -> list[Token]:
    """The tokens of a text, in order; what lost its vowel is one. Linear in its length."""
    tokens: list[Token] = []
    at = 0
    for match in _TOKEN.finditer(text):
        kind = _KINDS[match.lastgroup or "word"]
        start, end = match.span()
        raw = match.group()
        if kind is Kind.PHONE and not _is_phone(raw):
            kind = Kind.NUMBER
        elif kind is Kind.ADDRESS:
            end -= len(raw) - len(raw.rstrip(".,;:!?)"))
        norm = spelling.of(raw) if len(raw) <= LONGEST_WORD else ""
        before = _break(text, at, start, tokens, spelling, norm)
        while spelling.elisions and (size := spelling.elided(norm)):
            tokens.append(Token(norm[:size], start, start + size, kind, before))
            norm, start, before = norm[size:], start + size, Break.NONE
        token = Token(norm, start, end, kind, before)
        if kind is Kind.NUMBER:
            token.value = _value(raw)
        tokens.append(token)
        at = end
    return tokens


def _value(raw: str) -> float | None:
    if raw.isdecimal():
        return float(raw)
    try:
        return float(raw.replace(",", "."))
    except ValueError:  # more than one sign: 1.234.567
        return None


def _is_phone(raw: str) -> bool:
    """A long row of digits in one piece is a code unless it starts like a phone number."""
    return not raw.isdecimal() or raw[0] == "0"


def _break(
    text: str, start: int, end: int, tokens: list[Token], spelling: Spelling, norm: str
) -> Break:
    if not tokens:
        return Break.STRONG
    if end - start == 1 and text[start] == " ":
        return Break.NONE
    between = text[start:end]
    if between.isspace() and "\n" not in between:
        return Break.NONE
    last = tokens[-1]
    one_letter = last.kind is Kind.WORD and last.end - last.start == 1
    strong = _STRONG.search(between)
    if strong:
        if strong.group()[0] != ".":
            return Break.STRONG
        if last.norm in spelling.abbreviations or (one_letter and text[end : end + 1].islower()):
            return Break.NONE
        if last.kind is Kind.NUMBER and norm in spelling.after_ordinals:
            return Break.NONE
        return Break.STRONG
    if between == "." and one_letter:
        return Break.NONE
    if last.kind is Kind.ADDRESS and "\n" in between and text[end : end + 1].isupper():
        return Break.STRONG  # nobody writes a full stop behind an address that can be clicked
    if between[:1] in {".", "!", "?"} and text[end : end + 1].isupper():
        return Break.STRONG
    return Break.SOFT if _SOFT.search(between) else Break.NONE
