"""Cutting a text into clauses, each of which says one thing.

A sentence ends a clause. A comma or a joining word (`and`, `or`) ends one
where a new statement or a new option begins. A topic and the choice that goes
with it (`for sales, press 1`; `Another question? Stay on the line.`) are one
clause.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from ivrlint.words.keys import Mention
from ivrlint.words.marked import Marked
from ivrlint.words.table import Span
from ivrlint.words.tokens import Break
from ivrlint.words.vocabulary import Word

LONGEST: Final = 120
"""How many words a clause may have; a longer one is cut, so that cost stays linear."""

_LEADS: Final = (Word.LEAD_IN, Word.JOINER, Word.AND)


class Part:
    """A stretch of tokens that is a clause, or becomes part of one."""

    __slots__ = (
        "body",
        "choices",
        "end",
        "led_by_and",
        "led_by_or",
        "marked",
        "question",
        "start",
        "strength",
    )

    def __init__(
        self, marked: Marked, start: int, end: int, strength: Break, choices: list[Span]
    ) -> None:
        self.marked = marked
        self.start = start
        self.end = end
        self.strength = strength
        """What separates it from the part before."""
        self.choices = choices
        self.led_by_or = bool(marked.end(start, Word.JOINER))
        self.led_by_and = bool(marked.end(start, Word.AND))
        self.body = min(marked.skip(start, _LEADS, 4), max(start, end - 1))
        """Its first token after words that only lead in."""
        self.question = _ends_in_question(marked, end)

    @property
    def starts_choice(self) -> bool:
        """Whether it begins by telling which key to press."""
        return bool(self.choices) and self.choices[0].start <= self.body

    @property
    def only_choice(self) -> bool:
        """Whether it says nothing but which key to press."""
        tokens = self.marked.tokens
        if self.end < len(tokens) and tokens[self.end].before is Break.NONE:
            return False
        at = self.body
        for choice in self.choices:
            at = self._skip_fillers(at)
            if choice.start > at:
                return False
            at = max(at, choice.end)
        return bool(self.choices) and self._skip_fillers(at) >= self.end

    def _skip_fillers(self, at: int) -> int:
        fillers = (*_LEADS, Word.KEY_FILLER, Word.SAY_FILLER)
        return min(self.marked.skip(at, fillers, 6), self.end)

    @property
    def ends_in_choice(self) -> bool:
        """Whether nothing follows its last key."""
        return bool(self.choices) and self._skip_fillers(self.choices[-1].end) >= self.end

    @property
    def starts_topic(self) -> bool:
        """Whether it begins like the topic of an option: `for`, `if you`."""
        return bool(self.marked.end(self.body, Word.TOPIC_START))

    @property
    def starts_clause(self) -> bool:
        """Whether it begins like a statement or a request of its own."""
        return bool(self.marked.end(self.body, Word.CLAUSE_START))

    def take(self, other: Part) -> None:
        """Let another part, the next one, belong to this one."""
        self.end = other.end
        self.choices = [*self.choices, *other.choices]
        self.question = self.question or other.question


def split(marked: Marked, mentions: list[Mention]) -> list[Part]:
    """The clauses of a text, from the announcements of keys and words in it."""
    choices = _choices(marked, mentions)
    parts: list[Part] = []
    for part in _parts(marked, choices):
        if parts and _belongs(parts[-1], part) and part.end - parts[-1].start <= LONGEST:
            parts[-1].take(part)
        else:
            parts.append(part)
    return parts


def _choices(marked: Marked, mentions: list[Mention]) -> list[Span]:
    """What a caller can choose by: keys, words, and staying on the line."""
    found = [Span(Word.KEY_VERB, mention.start, mention.end) for mention in mentions]
    taken = {index for span in found for index in range(span.start, span.end)}
    for index in range(len(marked.tokens)):
        end = marked.end(index, Word.STAY)
        if end and index not in taken:
            found.append(Span(Word.STAY, index, end))
    return sorted(found, key=lambda span: span.start)


def _parts(marked: Marked, choices: list[Span]) -> list[Part]:
    """The text, cut wherever a clause might begin."""
    tokens = marked.tokens
    starts_of = {span.start for span in choices}
    keys = {span.start for span in choices if span.group != Word.STAY}
    inside = {index for span in choices for index in range(span.start + 1, span.end)}
    cuts: list[tuple[int, Break]] = []
    last, chosen = 0, False
    for index, token in enumerate(tokens):
        if index in inside and token.before is not Break.STRONG:
            continue
        cut = (
            token.before is not Break.NONE
            or index - last >= LONGEST
            or _joins_clause(marked, index, starts_of, chosen=chosen)
            or (chosen and (index in starts_of or bool(marked.end(index, Word.TOPIC_START))))
        )
        if cut:
            cuts.append((index, token.before))
            last, chosen = index, False
        chosen = chosen or index in keys
    cuts.append((len(tokens), Break.STRONG))
    parts: list[Part] = []
    at = 0
    for (start, strength), (end, _) in pairwise(cuts):
        here: list[Span] = []
        while at < len(choices) and choices[at].start < end:
            here.append(choices[at])
            at += 1
        parts.append(Part(marked, start, end, strength, here))
    return parts


def _joins_clause(marked: Marked, index: int, starts_of: set[int], *, chosen: bool) -> bool:
    """Whether a joining word stands here, and another statement or option begins after it."""
    joiner = marked.end(index, Word.JOINER)
    after = max(joiner, marked.end(index, Word.AND))
    if not after:
        return False
    body = marked.skip(after, _LEADS, 3)
    if body in starts_of:
        return True
    # "press 1 for sales and for support 2"; but "wherever and whenever you want".
    if (joiner or chosen) and marked.end(body, Word.TOPIC_START):
        return True
    # "hang up and try again" is one thing; "hold, or visit our website" are two.
    return bool(joiner and marked.end(body, Word.CLAUSE_START))


def _belongs(left: Part, right: Part) -> bool:
    """Whether two parts that stand side by side are one clause."""
    if right.strength is Break.STRONG:
        wants_choice = not left.choices and (left.starts_topic or left.question)
        return wants_choice and right.only_choice
    if right.starts_choice:
        return _choice_belongs(left, right)
    if left.choices:
        return _rest_belongs(left, right)
    if right.starts_topic:
        # "Welcome, for sales press 1": the topic begins an option.
        return not right.choices
    return not right.starts_clause


def _choice_belongs(left: Part, right: Part) -> bool:
    if left.choices:
        return right.led_by_or and right.only_choice and left.ends_in_choice
    if right.led_by_or and not left.starts_topic:
        return False
    return left.starts_topic or right.only_choice


def _rest_belongs(left: Part, right: Part) -> bool:
    """Whether what follows a choice still speaks of it: `press 1 and we call you back`."""
    if right.led_by_and and right.starts_clause and left.ends_in_choice:
        return True
    if right.starts_topic or right.starts_clause or right.choices:
        # "press 1 for sales": the topic after its key.
        return right.starts_topic and left.ends_in_choice and not left.starts_topic
    return right.strength is Break.NONE or not left.starts_topic


def _ends_in_question(marked: Marked, end: int) -> bool:
    tokens = marked.tokens
    after = tokens[end].start if end < len(tokens) else len(marked.text)
    return "?" in marked.text[tokens[end - 1].end : min(after, tokens[end - 1].end + 10)]
