"""Grammars in the XML form of SRGS: the phrases that their root rule takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import Final, TypeAlias

from ivrlint.lean import dataclass
from ivrlint.model import UNKNOWN, Maybe
from ivrlint.places import Place
from ivrlint_formats.data import String
from ivrlint_formats.markup import Content, Element

_MOST_PHRASES: Final = 100
_DEEPEST_REFERENCE: Final = 8
"""Rules that refer to one another; real grammars for keys have one or two levels."""
_REPEAT: Final = re.compile(r"\s*(\d{1,3})\s*(?:(-)\s*(\d{1,3})?\s*)?")
_UNHEARD: Final = frozenset({"example", "tag", "meta", "metadata", "lexicon"})

Lengths: TypeAlias = tuple[Maybe[int], Maybe[int]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is said or pressed, word by word, and the tag that says what it means."""

    tokens: tuple[str, ...]
    tag: str | None
    place: Place = field(compare=False, repr=False)


class Rules:
    """The rules of one grammar."""

    def __init__(self, grammar: Element) -> None:
        self._rules: dict[str, Element] = {}
        for rule in grammar.elements("rule"):
            self._rules.setdefault((rule.get("id") or "").strip(), rule)
        root = self._rules.get((grammar.get("root") or "").strip())
        if root is None:
            public = (rule for rule in self._rules.values() if rule.get("scope") == "public")
            root = next(public, None) or next(iter(self._rules.values()), None)
        self._root: Final = root
        self._spent = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is no rule at all."""
        return self._root is None

    def phrases(self) -> list[Phrase] | None:
        """All that the root rule takes; None where that is too much, or in another file."""
        return None if self._root is None else self._sequence(self._root.children, self._root, 0)

    def _sequence(
        self, content: Iterable[Content], within: Element, depth: int
    ) -> list[Phrase] | None:
        """What a sequence takes: every combination of what its parts take."""
        found = [Phrase((), None, within.place)]
        for part in content:
            self._spent += 1
            if self._spent > 100 * _MOST_PHRASES:
                return None
            options = self._part(part, depth)
            if options is None or len(found) * len(options) > _MOST_PHRASES:
                return None
            found = [
                Phrase(
                    (*before.tokens, *after.tokens),
                    after.tag if after.tag is not None else before.tag,
                    after.place if after.tokens else before.place,
                )
                for before in found
                for after in options
            ]
        return found

    def _part(self, part: Content, depth: int) -> list[Phrase] | None:
        if isinstance(part, String):
            return [Phrase(tuple(part.value.split()), None, _trimmed(part))]
        if not isinstance(part, Element):
            return [Phrase((), None, part.place)]
        match part.local:
            case "one-of":
                return self._alternatives(part, depth)
            case "item":
                return self._item(part, depth)
            case "ruleref":
                return self._reference(part, depth)
            case "tag":
                return [Phrase((), part.text(), part.place)]
            case name if name in _UNHEARD:
                return [Phrase((), None, part.place)]
        return self._sequence(part.children, part, depth)

    def _alternatives(self, one_of: Element, depth: int) -> list[Phrase] | None:
        found: list[Phrase] = []
        for item in one_of.elements():
            options = self._part(item, depth)
            if options is None or len(found) + len(options) > _MOST_PHRASES:
                return None
            found += options
        return found

    def _item(self, item: Element, depth: int) -> list[Phrase] | None:
        least, most = _repeat(item)
        if (least, most) not in ((1, 1), (0, 1)):
            return None
        found = self._sequence(item.children, item, depth)
        written = item.get("tag")
        if found is not None and written is not None:
            found = [Phrase(one.tokens, written, one.place) for one in found]
        if found is not None and least == 0:
            found = [*found, Phrase((), None, item.place)]
        return found

    def _reference(self, reference: Element, depth: int) -> list[Phrase] | None:
        rule = self._target(reference)
        if rule is None or depth >= _DEEPEST_REFERENCE:
            return None
        return self._sequence(rule.children, rule, depth + 1)

    def _target(self, reference: Element) -> Element | None:
        uri = (reference.get("uri") or "").strip()
        return self._rules.get(uri[1:]) if uri.startswith("#") else None

    def lengths(self) -> Lengths:
        """The fewest and the most keys that the root rule takes."""
        self._spent = 0
        return (0, 0) if self._root is None else self._length(self._root.children, 0)

    def _length(self, content: Iterable[Content], depth: int) -> Lengths:
        parts = [self._length_of(part, depth) for part in content]
        return _sum([least for least, _ in parts]), _sum([most for _, most in parts])

    def _length_of(self, part: Content, depth: int) -> Lengths:
        self._spent += 1
        if self._spent > 100 * _MOST_PHRASES:
            return UNKNOWN, UNKNOWN
        if isinstance(part, String):
            keys = len("".join(part.value.split()))
            return keys, keys
        if not isinstance(part, Element) or part.local in _UNHEARD:
            return 0, 0
        if part.local == "ruleref":
            rule = self._target(part)
            if rule is None or depth >= _DEEPEST_REFERENCE:
                return UNKNOWN, UNKNOWN
            return self._length(rule.children, depth + 1)
        if part.local == "one-of":
            items = [self._length_of(item, depth) for item in part.elements()]
            leasts = [least for least, _ in items if isinstance(least, int)]
            mosts = [most for _, most in items if isinstance(most, int)]
            return (
                min(leasts) if len(leasts) == len(items) > 0 else UNKNOWN,
                max(mosts) if len(mosts) == len(items) > 0 else UNKNOWN,
            )
        least, most = self._length(part.children, depth)
        if part.local != "item":
            return least, most
        fewest, times = _repeat(part)
        return (
            least * fewest if isinstance(least, int) else UNKNOWN,
            most * times if isinstance(most, int) and times is not None else UNKNOWN,
        )


def _repeat(item: Element) -> tuple[int, int | None]:
    """How often an item may come: at least, at most (None without end)."""
    match = _REPEAT.fullmatch(item.get("repeat") or "1")
    if match is None:
        return 0, None
    least = int(match[1])
    return least, least if match[2] is None else None if match[3] is None else int(match[3])


def _sum(lengths: Sequence[Maybe[int]]) -> Maybe[int]:
    known = [one for one in lengths if isinstance(one, int)]
    return sum(known) if len(known) == len(lengths) else UNKNOWN


def _trimmed(string: String) -> Place:
    """Where the words of a text stand, without the white space around them."""
    text = string.value
    start = len(text) - len(text.lstrip())
    return string.part(start, max(start, len(text.rstrip()))).place
