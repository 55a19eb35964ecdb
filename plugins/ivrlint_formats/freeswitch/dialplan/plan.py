"""A context as the engine hunts through it: which extensions a dialled number comes to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import field
from functools import cached_property
from heapq import merge
from typing import Final, NamedTuple

from ivrlint.lean import dataclass
from ivrlint_formats.freeswitch.dialplan.deciding import Facts, dialled_expression
from ivrlint_formats.freeswitch.dialplan.matching import MOST_TEXTS, expression_of
from ivrlint_formats.freeswitch.dialplan.program import Act, End, Extension, Test
from ivrlint_formats.freeswitch.nodes.ground import Way
from ivrlint_formats.freeswitch.nodes.system import Context

_MOST_EXAMPLES: Final = 8
"""Numbers by which it is told which other extensions an expression's numbers come to."""

_MOST_COMPARED: Final = 50_000
"""Extensions looked at while hunting through one context; beyond it, hunts are not followed."""

_OPS_ALIKE: Final = 8
"""Operations of one extension that take as long to run through as another extension."""

_LONGEST: Final = 64
"""Characters of a number by which extensions are found."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is dialled, as far as it is known: some of the numbers that it may be.

    `home` is the extension that takes the call. `key` is empty where all that
    comes to this home is treated alike. `whole` holds every number that it may
    be; None where there are too many.
    """

    home: int
    key: str
    texts: tuple[str, ...]
    whole: tuple[str, ...] | None = field(default=None, compare=False)


class Outcome(NamedTuple):
    """What may become of a call in an extension: its hunt ends there, something happens there
    that a caller notices, or the hunt goes on."""

    takes: bool
    acts: bool
    fails: bool


class Plan:
    """A context with its extensions as programs.

    `then` is where a call goes on after its end: None where it ends, as in
    every context. `clones` counts the steps that are made again for each number.
    """

    then: Way | None = None

    def __init__(
        self, context: Context, flow: str, facts: Facts, extensions: Sequence[Extension]
    ) -> None:
        self.context: Final = context
        self.flow: Final = flow
        self.facts: Final = facts
        self.extensions: Final = extensions
        self.clones = 0
        self._compared = 0
        self._homes: dict[int, Subject] = {}
        self._found: dict[str, Subject | None] = {}

    @cached_property
    def _by_prefix(self) -> dict[str, list[int]]:
        """The extensions that a hunt cannot pass over unseen, by what the numbers begin with that
        come to them."""
        found: dict[str, list[int]] = {}
        for number, extension in enumerate(self.extensions):
            if not self._is_transparent(extension):
                for prefix in self._prefixes(extension):
                    found.setdefault(prefix, []).append(number)
        return found

    def _is_transparent(self, extension: Extension) -> bool:
        """Whether a call passes an extension and nobody notices, whatever its conditions."""
        return extension.passed[extension.start] == 0

    def _prefixes(self, extension: Extension) -> Sequence[str]:
        """What all numbers begin with that get past the conditions of an extension."""
        op = extension.ops[extension.start]
        while isinstance(op, Test) and extension.passed[op.no] == 0 and len(op.checks) == 1:
            text = dialled_expression(op.checks[0])
            if text is not None:
                return expression_of(text).prefixes
            op = extension.ops[op.yes]
        return ("",)

    @property
    def is_exhausted(self) -> bool:
        """Whether so much has been looked at that no further hunt is certain."""
        return self._compared > _MOST_COMPARED

    def subject_of(self, home: int) -> Subject:
        """What is dialled by those who come to an extension."""
        found = self._homes.get(home)
        if found is None:
            found = self._homes[home] = self._numbers_of(home)
        return found

    def _numbers_of(self, home: int) -> Subject:
        extension = self.extensions[home]
        texts: list[str] = []
        complete, asks = True, False
        for test in extension.tests:
            for check in test.checks:
                text = dialled_expression(check)
                if text is not None:
                    asks = True
                    examples = expression_of(text).examples()
                    complete = complete and examples.complete
                    texts += examples.texts
        tried = list(dict.fromkeys(texts))
        complete = complete and len(tried) <= MOST_TEXTS
        if not complete:
            tried = tried[:: max(1, len(tried) // (2 * _MOST_EXAMPLES))][: 2 * _MOST_EXAMPLES]
        fitting = tuple(text for text in tried if self._is_for(home, text))
        step = max(1, len(fitting) // _MOST_EXAMPLES)
        return Subject(
            home,
            "",
            fitting[::step][:_MOST_EXAMPLES],
            fitting if complete and asks and fitting else None,
        )

    def _is_for(self, home: int, number: str) -> bool:
        """Whether an extension does anything for a number."""
        outcome = self._outcome(home, number)
        return outcome.takes or outcome.acts

    def is_found(self, subject: Subject) -> bool:
        """Whether a hunt for any of these numbers comes to this home first."""
        return not subject.texts or any(
            found is not None and found.home == subject.home
            for found in map(self.find, subject.texts)
        )

    def group(self, home: int) -> str:
        """The part of the flow that an extension is: its own, or that of the extension that takes
        all its calls before it can.

        One that takes the calls of several others has but the first of them in its part: they
        are cut off by the same fault.
        """
        return self.extensions[self._groups.get(home, home)].part

    @cached_property
    def _groups(self) -> dict[int, int]:
        first: dict[int, int] = {}
        for home in range(len(self.extensions)):
            by = self._shadowing(home)
            if by is not None and not self.is_exhausted:
                first.setdefault(by, home)
        return {home: by for by, home in first.items()}

    def _shadowing(self, home: int) -> int | None:
        subject = self.subject_of(home)
        if not subject.texts:
            return None
        first: int | None = None
        for number in dict.fromkeys((*subject.texts, *(subject.whole or ()))):
            found = self.find(number)
            if found is None or found.home >= home or self._outcome(found.home, number).fails:
                return None
            first = found.home if first is None else min(first, found.home)
        if first is None or (subject.whole is None and not self.covers(first, home)):
            return None
        return first

    def covers(self, at: int, home: int) -> bool:
        """Whether whatever comes to one extension fits another, too."""
        own = set(self._expressions(home))
        return all(
            text in own or expression_of(text).fits_anything for text in self._expressions(at)
        )

    def _expressions(self, at: int) -> Iterator[str]:
        """What an extension holds the dialled number against."""
        for test in self.extensions[at].tests:
            for check in test.checks:
                text = dialled_expression(check)
                if text is not None:
                    yield text

    def may_follow(self, after: int) -> bool:
        """Whether any extension after one may take some number."""
        return any(numbers[-1] > after for numbers in self._by_prefix.values())

    def find(self, number: str) -> Subject | None:
        """What a certain number is in this context; None where no extension takes it."""
        if number not in self._found:
            self._found[number] = self._find(number)
        return self._found[number]

    def _find(self, number: str) -> Subject | None:
        free: int | None = None
        passed: int | None = None
        for at in self._candidates(-1, (number,)):
            outcome = self._outcome(at, number)
            if outcome.takes and self.asks_number(at):
                return self.known(at, number)
            if outcome.takes and free is None:
                free = at
            if outcome.acts and passed is None:
                passed = at
        home = passed if free is None else free
        return None if home is None else self.known(home, number)

    def known(self, home: int, number: str) -> Subject:
        """The subject of an extension, or one of its own where its tests tell numbers apart, or
        where the hunt may go on from there."""
        common, own = self.subject_of(home), _exactly(home, number)
        if common.whole == (number,):
            return common
        if self.asks_number(home) and self._outcome(home, number).fails:
            return own
        self._compared += len(self.extensions[home].tests) // _OPS_ALIKE
        for test in self.extensions[home].tests:
            alike = self.facts.holds(test, common.texts) is not None
            if not alike and self.facts.holds(test, own.texts) is not None:
                return own
        return common

    def asks_number(self, home: int) -> bool:
        """Whether an extension looks at the dialled number."""
        return next(self._expressions(home), None) is not None

    def _outcome(self, at: int, number: str) -> Outcome:
        """What may become of a call to a number in an extension."""
        extension = self.extensions[at]
        waiting, seen = [extension.start], set[int]()
        takes = acts = fails = False
        while waiting:
            index = waiting.pop()
            if index in seen:
                continue
            seen.add(index)
            op = extension.ops[index]
            if isinstance(op, End):
                ends = op.taken and not extension.continues
                takes, fails = takes or ends, fails or not ends
            elif isinstance(op, Act):
                acts = acts or extension.passed[index] == index
                waiting.append(op.next)
            else:
                holds = self.facts.holds(op, (number,))
                waiting += [op.yes] * (holds is not False) + [op.no] * (holds is not True)
        self._compared += len(seen) // _OPS_ALIKE
        return Outcome(takes, acts, fails)

    def following(self, after: int, subject: Subject) -> int | None:
        """The next extension that the hunt does not pass unseen; -1 to begin."""
        for at in self._candidates(after, subject.texts):
            if at == subject.home or self._may_matter(at, subject):
                return at
        return None

    def _may_matter(self, at: int, subject: Subject) -> bool:
        """Whether an extension on the way may do anything with the call.

        A number of which nothing is known is none that is asked for.
        """
        extension = self.extensions[at]
        first = extension.ops[extension.start]
        if not isinstance(first, Test):
            return True
        if not subject.texts and self.asks_number(at):
            return False
        if self.facts.holds(first, subject.texts) is not False:
            return True
        return extension.passed[first.no] != extension.passed[0]

    def _candidates(self, after: int, texts: Sequence[str]) -> Iterator[int]:
        """The extensions after one that these numbers may come to, in their order."""
        prefixes = {text[:end] for text in texts for end in range(min(len(text), _LONGEST) + 1)}
        lists = [self._by_prefix[one] for one in {"", *prefixes} if one in self._by_prefix]
        last = after
        for number in merge(*(_from(one, after) for one in lists)):
            if number == last:
                continue
            last = number
            self._compared += 1
            if self._compared > _MOST_COMPARED:
                return
            yield number


def _from(numbers: Sequence[int], after: int) -> Iterator[int]:
    """The numbers of a sorted list that lie after one."""
    for at in range(bisect_right(numbers, after), len(numbers)):
        yield numbers[at]


def _exactly(home: int, number: str) -> Subject:
    return Subject(home, number, (number,), (number,))


def extensions_of(context: Context) -> list[Extension]:
    """The extensions of a context with names of their own."""
    used: dict[str, int] = {}
    found = []
    for element in context.extensions:
        name = (element.get("name") or "").strip() or "extension"
        times = used[name] = used.get(name, 0) + 1
        part = name if times == 1 else f"{name} ({times})"
        found.append(Extension.written(element, part))
    return found
