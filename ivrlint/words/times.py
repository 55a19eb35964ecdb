"""Durations, hours and days in a text."""

from __future__ import annotations

from ivrlint.words.keys import Mention
from ivrlint.words.marked import Marked
from ivrlint.words.numbers import Time
from ivrlint.words.table import Span
from ivrlint.words.tokens import Break, Kind
from ivrlint.words.vocabulary import Word


def durations(marked: Marked, named: list[Span]) -> list[Time]:
    """All durations of a text: `binnen 2 werkdagen`, `three to five minutes`, `{wait} minutes`.

    What names a time of day or a day (`24 uur per dag`, `7 jours sur 7`) is none.
    """
    taken = {index for span in named for index in range(span.start, span.end)}
    found: list[Time] = []
    index = 0
    while index < len(marked.tokens):
        time = None if index in taken else _fixed(marked, index) or _counted(marked, index)
        if time is None:
            index += 1
        else:
            found.append(time)
            index = time.end
    return found


def hours(marked: Marked, mentions: list[Mention]) -> list[Span]:
    """Everything that names a time of day: `from 9 to 5`, `24 uur per dag`, `9:30`.

    What is a key (`a number between 1 and 4`) or a duration (`between 5 and 10
    minutes`) is none.
    """
    keys = {index for mention in mentions for index in range(mention.keys_start, mention.end)}
    return [
        Span(Word.CLOCK, index, end)
        for index in range(len(marked.tokens))
        if (end := marked.end(index, Word.CLOCK))
        and not _is_counted(marked, end)
        and keys.isdisjoint(range(index, end))
    ]


def _is_counted(marked: Marked, end: int) -> bool:
    """Whether what follows a row of numbers says that they count something."""
    if end >= len(marked.tokens) or marked.tokens[end].before is not Break.NONE:
        return False
    at = min(_skip_adjectives(marked, end), len(marked.tokens) - 1)
    counts = marked.tokens[at].norm in marked.vocabulary.numbers.units
    return counts and marked.tokens[end - 1].value is not None


def days(marked: Marked) -> list[Span]:
    """Everything that names a day: a weekday, a date, `tomorrow`; not a greeting or a wish."""
    found: list[Span] = []
    free = 0
    for index, token in enumerate(marked.tokens):
        free = max(free, marked.end(index, Word.NOT_A_DAY))
        if index < free:
            continue
        end = marked.end(index, Word.DAY) or marked.end(index, Word.MONTH)
        if token.kind is Kind.DATE:
            end = index + 1
        if end:
            found.append(Span(Word.DAY, index, end))
    return found


def _fixed(marked: Marked, index: int) -> Time | None:
    """A duration that is one expression: `een kwartier`, `half an hour`."""
    numbers = marked.vocabulary.numbers
    if marked.tokens[index].norm not in numbers.fixed_first:
        return None
    for length in range(min(numbers.fixed_words, len(marked.tokens) - index), 0, -1):
        words = " ".join(token.norm for token in marked.tokens[index : index + length])
        seconds = numbers.fixed.get(words)
        if seconds is not None:
            return _bounded(marked, index, index + length, seconds, seconds)
    return None


def _counted(marked: Marked, index: int) -> Time | None:
    """A number, or a range of numbers, with a unit of time."""
    token = marked.tokens[index]
    if token.value is None and token.kind is not Kind.PLACEHOLDER:
        return None
    if marked.end(index, Word.ARTICLE) and not _is_bounded(marked, index):
        return None
    low = high = token.value
    at = index + 1
    after = max(marked.end(at, Word.KEY_RANGE), marked.end(at, Word.KEY_OR))
    after = max(after, marked.end(at, Word.AND))
    if not after and at < len(marked.tokens) and marked.gap(at) in {"-", "–"}:
        after = at
    if after and after < len(marked.tokens):
        second = marked.tokens[after]
        if second.value is not None or second.kind is Kind.PLACEHOLDER:
            high, at = second.value, after + 1
    at = _skip_adjectives(marked, at)
    if at >= len(marked.tokens) or marked.tokens[at].before is not Break.NONE:
        return None
    unit = marked.vocabulary.numbers.units.get(marked.tokens[at].norm)
    if unit is None:
        return None
    return _bounded(
        marked,
        index,
        at + 1,
        None if low is None else low * unit,
        None if high is None else high * unit,
    )


def _skip_adjectives(marked: Marked, at: int) -> int:
    adjectives = marked.vocabulary.numbers.unit_adjectives
    for _ in range(2):
        if at < len(marked.tokens) and marked.tokens[at].norm in adjectives:
            at += 1
    return at


def _is_bounded(marked: Marked, index: int) -> bool:
    groups = (Word.AT_MOST, Word.AT_LEAST, Word.ABOUT)
    return any(marked.follows(index, group) for group in groups)


def _bounded(marked: Marked, start: int, end: int, least: float | None, most: float | None) -> Time:
    """`Within two days` has no least, `more than two days` no most."""
    if marked.follows(start, Word.AT_MOST):
        return Time(start, end, 0.0 if most is not None else None, most)
    if marked.follows(start, Word.AT_LEAST):
        return Time(start, end, least, None)
    return Time(start, end, least, most)
