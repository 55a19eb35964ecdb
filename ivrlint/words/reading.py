"""Looking at one text: everything that is found in it, clause by clause."""

from __future__ import annotations

from typing import Final, Generic, TypeVar

from ivrlint.places import Place
from ivrlint.text import Text
from ivrlint.words.clauses import AnnouncedKey, Clause, Duration
from ivrlint.words.families import Match
from ivrlint.words.keys import Mention, announced_keys, announced_words
from ivrlint.words.marked import Marked
from ivrlint.words.numbers import Time
from ivrlint.words.splitting import Part, split
from ivrlint.words.table import Span
from ivrlint.words.times import days, durations, hours
from ivrlint.words.vocabulary import Vocabulary, Word

_OPENING: Final = "¿¡"
_CLOSING: Final = ".!?,;:…\"'”’»)"
_LONGEST_REASON: Final = 60
_NO_TOPIC: Final = (
    Word.LEAD_IN,
    Word.JOINER,
    Word.AND,
    Word.TOPIC_START,
    Word.ARTICLE,
    Word.NOT_A_SPOKEN_WORD,
)
"""Words that stand beside a topic, and say nothing of it: `please`, `for`, `the`, `your`."""
_FILLERS: Final = (Word.KEY_FILLER, Word.SAY_FILLER)
"""What may stand between a key and its topic."""
_MOST_FILLERS: Final = 6


class Reading:
    """Everything that is found in one text, handed out clause by clause."""

    def __init__(self, text: Text, vocabulary: Vocabulary) -> None:
        self.text = text
        self.vocabulary = vocabulary
        self.marked = Marked(text.plain, vocabulary)
        keys = announced_keys(self.marked)
        words = announced_words(self.marked)
        mentions = sorted([*keys, *words], key=lambda mention: mention.start)
        clock = hours(self.marked, keys)
        self.parts = split(self.marked, mentions) if self.marked.tokens else []
        self._mentions = _Rows(mentions)
        self._hours = _Rows(clock)
        named_days = days(self.marked)
        self._days = _Rows(named_days)
        self._times = _Rows(durations(self.marked, [*clock, *named_days]))

    def clause(self, part: Part) -> Clause:
        """The clause that a part is; parts have to be asked for in their order."""
        tokens = self.marked.tokens
        start, end = self._opened(part.start), self._closed(part.end)
        mentions = self._mentions.upto(part.end)
        times = self._times.upto(part.end)
        clock = self._hours.upto(part.end)
        named_days = self._days.upto(part.end)
        spans = self._spans(part, mentions, times, clock, named_days)
        return Clause(
            self.text.plain[start:end],
            self.text.part(start, end),
            {m.family: self._because(m) for m in self.vocabulary.families.match(spans)},
            tuple(
                AnnouncedKey(
                    mention.keys,
                    self._place(mention.keys_start, mention.end),
                    tokens[mention.start].start,
                    tokens[mention.end - 1].end,
                )
                for mention in mentions
                if mention.keys
            ),
            tuple(word for mention in mentions for word in mention.words),
            tuple(Duration(t.least, t.most, self._place(t.start, t.end)) for t in times),
            bool(clock),
            bool(named_days),
            start,
            self._topic(part, mentions),
            self._topic_after_key(part, mentions),
        )

    def _topic(self, part: Part, mentions: list[Mention]) -> tuple[str, ...]:
        """The words of a clause that tell what it is about."""
        tokens = self.marked.tokens
        told: list[str] = []
        at = part.start
        for start, end in (*((each.start, each.end) for each in mentions), (part.end, part.end)):
            told += [
                tokens[index].norm
                for index in range(at, min(start, part.end))
                if self.marked.end(index, Word.TOPIC_NOT)
                or not any(self.marked.end(index, group) == index + 1 for group in _NO_TOPIC)
            ]
            at = max(at, self.marked.skip(end, _FILLERS, _MOST_FILLERS))
        return tuple(told)

    def _topic_after_key(self, part: Part, mentions: list[Mention]) -> int | None:
        """Where the topic of a clause begins that begins with its key; None where it does not."""
        if not mentions or not mentions[0].keys or mentions[0].start > part.body:
            return None
        at = self.marked.skip(mentions[0].end, _FILLERS, _MOST_FILLERS)
        begins = at < part.end - 1 and self.marked.end(at, Word.TOPIC_START)
        return self.marked.tokens[at].start if begins else None

    def _opened(self, start: int) -> int:
        """The offset of the marks that open the token `start`: Spanish `¿`."""
        offset = self.marked.tokens[start].start
        while offset and self.text.plain[offset - 1] in _OPENING:
            offset -= 1
        return offset

    def _closed(self, end: int) -> int:
        """The offset after the marks that close the token before `end`."""
        tokens, plain = self.marked.tokens, self.text.plain
        offset = tokens[end - 1].end
        limit = tokens[end].start if end < len(tokens) else len(plain)
        while offset < limit and plain[offset] in _CLOSING:
            offset += 1
        return offset

    def _place(self, start: int, end: int) -> Place:
        tokens = self.marked.tokens
        return self.text.part(tokens[start].start, tokens[end - 1].end)

    def _spans(
        self,
        part: Part,
        mentions: list[Mention],
        times: list[Time],
        clock: list[Span],
        named_days: list[Span],
    ) -> dict[int, list[Span]]:
        """The groups of words of a clause, by group, each in the order of the text."""
        ids = self.vocabulary.ids
        found: dict[int, list[Span]] = {}

        def add(group: int, start: int, end: int) -> None:
            found.setdefault(group, []).append(Span(group, start, end))

        for mention in mentions:
            add(ids["<key>" if mention.keys else "<say>"], mention.start, mention.end)
        for time in times:
            add(ids["<duration>"], time.start, time.end)
        for group, rows in (("<hours>", clock), ("<days>", named_days)):
            for row in rows:
                add(ids[group], row.start, row.end)
        add(ids["<start>"], part.body, part.body)
        add(ids["<end>"], part.end, part.end)
        if part.question:
            add(ids["<question>"], part.end, part.end)
        for index in range(part.start, part.end):
            for span in self.marked.spans[index]:
                if span.end <= part.end:
                    found.setdefault(span.group, []).append(span)
                    if span.group == Word.STAY:
                        add(ids["<stay>"], span.start, span.end)
        return found

    def _because(self, match: Match) -> str:
        """The reason in words: each group, with what stands for it in the clause."""
        names = self.vocabulary.names
        said: list[str] = []
        for span in match.found:
            name = names[span.group]
            words = self._said(span)
            if name[0] == "'":
                said.append(name)
            elif words:
                said.append(f"{name.strip('<>').replace('-', ' ')} {words!r}")
        return " + ".join(said)

    def _said(self, span: Span) -> str:
        if span.end <= span.start:
            return ""
        tokens = self.marked.tokens
        words = self.text.plain[tokens[span.start].start : tokens[span.end - 1].end]
        return words if len(words) <= _LONGEST_REASON else words[:_LONGEST_REASON] + "…"


_Item = TypeVar("_Item", bound="Mention | Time | Span")


class _Rows(Generic[_Item]):
    """Things found in a text, handed out in its order, each once."""

    def __init__(self, items: list[_Item]) -> None:
        self._items = items
        self._next = 0

    def upto(self, end: int) -> list[_Item]:
        """Those not yet handed out that begin before a token."""
        first = self._next
        while self._next < len(self._items) and self._items[self._next].start < end:
            self._next += 1
        return self._items[first : self._next]
