"""Whether a number fits an expression, found out in little time or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import islice, product
from typing import Final

from ivrlint.lean import dataclass
from ivrlint_formats.freeswitch.dialplan.expressions import (
    ENDLESS,
    Anchor,
    Characters,
    Group,
    Node,
    Repeated,
    parse_expression,
)

_LONGEST_SUBJECT: Final = 64
"""Code points of a text that is held against an expression; phone numbers have 15."""

_MOST_WAYS: Final = 50_000
"""In how many ways a text of that length may at most be tried against an expression."""

MOST_TEXTS: Final = 100
"""Texts that an expression may stand for, where all of them are looked at."""

_EXAMPLE_TIMES: Final = 4
"""How often something without an upper limit repeats in an example."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Texts that fit an expression; all of them where `complete`."""

    texts: tuple[str, ...]
    complete: bool


class Expression:
    """One expression of a condition: PCRE, or `/PCRE/i`.

    `certain` is False where it cannot be told what fits it.
    """

    def __init__(self, text: str) -> None:
        self.text: Final = text
        pattern, flags = _bare(text)
        tree = None if pattern is None else parse_expression(pattern)
        self._tree = tree
        self._compiled: re.Pattern[str] | None = None
        if tree is not None and pattern is not None and _ways(tree) <= _MOST_WAYS:
            try:
                self._compiled = re.compile(pattern, flags | re.ASCII)
            except (re.error, OverflowError):
                self._compiled = None

    @property
    def certain(self) -> bool:
        """Whether it can be told what fits it."""
        return self._compiled is not None

    def groups(self, subject: str) -> Sequence[str] | None:
        """What fits it in a text: the whole and its groups; None where it does not fit.

        Raises ValueError where that cannot be told.
        """
        if self._compiled is None or len(subject) > _LONGEST_SUBJECT:
            raise ValueError("it cannot be told what fits this expression")
        found = self._compiled.search(subject)
        return None if found is None else [found[0], *(one or "" for one in found.groups())]

    def fits(self, subject: str) -> bool | None:
        """Whether it fits a text; None where that cannot be told."""
        try:
            return self.groups(subject) is not None
        except ValueError:
            return None

    def examples(self) -> Examples:
        """Texts that fit it."""
        if self._tree is None or self._compiled is None:
            return Examples((), complete=False)
        shortest, sequences = _texts(self._tree)
        exact = _is_anchored(self._tree) and not self._compiled.flags & re.IGNORECASE
        found = tuple(dict.fromkeys(text for text in sequences if self.fits(text)))
        return Examples(found, complete=shortest and exact and len(found) <= MOST_TEXTS)

    @cached_property
    def prefixes(self) -> Sequence[str]:
        """What the texts that fit begin with, one of these; the empty text where that is open."""
        if self._tree is None or self._compiled is None or self._compiled.flags & re.IGNORECASE:
            return ("",)
        return tuple(dict.fromkeys(map(_prefix, self._tree.alternatives)))

    @cached_property
    def fits_anything(self) -> bool:
        """Whether every number fits it: `.*`, `^(.*)$`, `^.+$`, the empty one."""
        return all(self.fits(text) for text in ("0", "911", "1000", "+31201234567", "operator"))


@lru_cache(maxsize=4096)
def expression_of(text: str) -> Expression:
    """The expression that a text is."""
    return Expression(text)


def _bare(text: str) -> tuple[str | None, re.RegexFlag]:
    """The pattern between slashes, with its flags; None for Asterisk's kind (`_9XX`)."""
    if text.startswith("_"):
        return None, re.RegexFlag(0)
    if text.startswith("/") and text.rfind("/") > 0:
        pattern, _, letters = text[1:].rpartition("/")
        if set(letters) - set("im"):
            return None, re.RegexFlag(0)
        return pattern, re.IGNORECASE if "i" in letters else re.RegexFlag(0)
    return text, re.RegexFlag(0)


def _ways(node: Node | tuple[Node, ...]) -> int:
    """An upper bound of the ways in which a text is tried against an expression."""
    if isinstance(node, tuple):
        ways = 1
        for one in node:
            ways = min(ways * _ways(one), _MOST_WAYS + 1)
        return ways
    if isinstance(node, Group):
        return min(sum(map(_ways, node.alternatives)), _MOST_WAYS + 1)
    if isinstance(node, Repeated):
        inner, most = _ways(node.item), min(node.most, _LONGEST_SUBJECT)
        if inner > 1 or (isinstance(node.item, Group) and node.most > node.least):
            # Each round may be taken in several ways, or take a different stretch.
            return (
                _MOST_WAYS + 1
                if inner > 1 and most > 12
                else min((max(inner, 1) + 1) ** most, _MOST_WAYS + 1)
            )
        return max(1, most - min(node.least, most) + 1)
    return 1


def _prefix(nodes: Sequence[Node]) -> str:
    """The characters that a text surely begins with."""
    if not nodes or nodes[0] != Anchor(at_start=True):
        return ""
    found = ""
    for node in nodes[1:]:
        if isinstance(node, Characters) and len(node.choices) == 1:
            found += next(iter(node.choices))
        elif isinstance(node, Group) and not node.ahead and len(node.alternatives) == 1:
            return found + _prefix((nodes[0], *node.alternatives[0]))
        else:
            break
    return found


def _is_anchored(tree: Group) -> bool:
    """Whether nothing may stand before and after what each alternative says."""
    return all(
        len(one) > 1 and one[0] == Anchor(at_start=True) and one[-1] == Anchor(at_start=False)
        for one in tree.alternatives
    )


def _texts(node: Node | tuple[Node, ...]) -> tuple[bool, list[str]]:
    """Some texts that an expression stands for, and whether these are all."""
    if isinstance(node, Anchor):
        return True, [""]
    if isinstance(node, Characters):
        choices = sorted(node.choices)
        return (True, choices) if len(choices) <= MOST_TEXTS else (False, choices[:MOST_TEXTS])
    if isinstance(node, Repeated):
        return _repeated(node)
    if isinstance(node, Group):
        if node.ahead:
            return True, [""]
        found = [_texts(one) for one in node.alternatives]
        texts = [text for _, some in found for text in some]
        complete = all(whole for whole, _ in found) and len(texts) <= MOST_TEXTS
        return complete, texts[:MOST_TEXTS]
    return _together([_texts(one) for one in node])


def _repeated(node: Repeated) -> tuple[bool, list[str]]:
    endless = node.most >= ENDLESS
    most = max(node.least, _EXAMPLE_TIMES) if endless else node.most
    least = node.least
    if most > _LONGEST_SUBJECT:
        return False, []
    complete, texts = not endless, list[str]()
    part = _texts(node.item)
    for times in range(least, most + 1):
        whole, some = _together([part] * times)
        complete = complete and whole
        texts += some
        if len(texts) > MOST_TEXTS:
            return False, texts[:MOST_TEXTS]
    return complete, texts


def _together(parts: Sequence[tuple[bool, list[str]]]) -> tuple[bool, list[str]]:
    """Every text of the first part with every one of the next, and so on, up to the limit."""
    texts, complete = [""], True
    for whole, some in parts:
        complete = complete and whole and len(texts) * len(some) <= MOST_TEXTS
        texts = list(islice(_joined(texts, some), MOST_TEXTS))
    return complete, texts


def _joined(firsts: Sequence[str], seconds: Sequence[str]) -> Iterator[str]:
    if len(firsts) * len(seconds) <= MOST_TEXTS:
        for first, second in product(firsts, seconds):
            yield first + second
        return
    # Examples that differ, not only in their last character.
    for number in range(min(MOST_TEXTS, max(len(firsts), len(seconds)))):
        yield firsts[number % len(firsts)] + seconds[(number * 7) % len(seconds)]
